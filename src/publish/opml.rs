//! OPML 2.0 (opml.org/spec2.opml): every combined feed, for readers that import lists.

use std::fmt::Write as _;

use super::Channel;
use super::content::escape;
use crate::config::Format;

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
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>newsloom</title>\n  </head>\n  <body>\n{body}  </body>\n</opml>\n"
    )
    .into_bytes()
}
