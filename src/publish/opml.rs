//! OPML 2.0 (opml.org/spec2.opml): every combined feed, for readers that import lists.

use std::fmt::Write as _;

use super::Channel;
use super::content::escape;
use crate::config::Format;
use crate::read::opml::Outline;

/// A list of the feeds, each in the format that most readers take.
pub fn opml(channels: &[Channel]) -> Vec<u8> {
    let mut body = String::new();
    for channel in channels {
        let format = [Format::Atom, Format::Rss, Format::Json].into_iter().find(|format| channel.formats.contains(format));
        let Some(format) = format else { continue };
        // OPML readers know feeds by type "rss", whatever format they are in.
        let _ = writeln!(
            body,
            "    <outline type=\"rss\" text=\"{0}\" title=\"{0}\" description=\"{1}\" xmlUrl=\"{2}\" htmlUrl=\"{3}\"/>",
            escape(&channel.title),
            escape(&channel.described()),
            escape(&channel.url(format)),
            escape(channel.base_url.as_str()),
        );
    }
    document("newsloom", &body)
}

/// A list of sources, each in the folder that its outline names.
pub fn opml_of_sources(outlines: &[Outline]) -> Vec<u8> {
    let mut body = String::new();
    let mut folders: Vec<&[String]> = outlines.iter().map(|outline| outline.folders.as_slice()).collect();
    folders.sort();
    folders.dedup();
    for folder in folders {
        let indent = if folder.is_empty() { "    " } else { "      " };
        if let Some(name) = folder.first() {
            let _ = writeln!(body, "    <outline text=\"{0}\" title=\"{0}\">", escape(name));
        }
        for outline in outlines.iter().filter(|outline| outline.folders == folder) {
            let title = escape(&outline.title);
            let _ = writeln!(
                body,
                "{indent}<outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{}\"/>",
                escape(&outline.xml_url)
            );
        }
        if !folder.is_empty() {
            body.push_str("    </outline>\n");
        }
    }
    document("newsloom's sources", &body)
}

fn document(title: &str, body: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>{}</title>\n  </head>\n  <body>\n{body}  </body>\n</opml>\n",
        escape(title)
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_come_back_as_they_were() {
        let outline = |title: &str, folder: Option<&str>| Outline {
            title: title.into(),
            xml_url: format!("https://a.example/?x=1&y={}", title.len()),
            html_url: String::new(),
            folders: folder.map(str::to_owned).into_iter().collect(),
        };
        let outlines = [outline("Plain", None), outline("A & \"B\"", Some("world")), outline("C", Some("world"))];
        assert_eq!(crate::read::opml::read(&opml_of_sources(&outlines), None).unwrap(), outlines);
    }
}
