//! The headline, without the name of the site.

use super::dom::Dom;
use super::metadata::Metadata;
use crate::read::html;

/// The headline: what most of JSON-LD, Open Graph, `h1` and `title` agree on, the site's name taken off.
pub fn title(dom: &Dom, metadata: &Metadata, site: &str) -> String {
    let headings: Vec<String> = dom.tags("h1").map(|at| dom.text(at)).filter(|text| !text.is_empty()).take(5).collect();
    let document = dom.tags("title").next().map(|at| document_title(dom, at)).unwrap_or_default();
    let claimed = [
        metadata.ld("headline"),
        metadata.meta(&["og:title"]).map(str::to_owned),
        metadata.meta(&["twitter:title", "dc.title", "parsely-title", "sailthru.title"]).map(str::to_owned),
    ];
    let claimed: Vec<String> =
        claimed.into_iter().flatten().map(|text| without_site(&text, site)).filter(|text| !text.is_empty()).collect();
    let stripped = without_site(&document, site);
    // A heading that the page's own title confirms is what readers see.
    let fold = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let confirmed = headings.iter().find(|heading| {
        let heading = fold(heading);
        heading.len() > 8 && (claimed.iter().any(|claim| fold(claim) == heading) || fold(&document).contains(&heading))
    });
    let candidates = [confirmed.cloned(), claimed.first().cloned(), headings.first().cloned(), Some(stripped)];
    candidates.into_iter().flatten().find(|text| !text.is_empty()).unwrap_or_default()
}

fn document_title(dom: &Dom, at: usize) -> String {
    let text: String = dom.inside(at).map(|inner| dom.nodes[inner].text.as_str()).collect();
    html::plain(&text)
}

/// "Headline | Site" and "Headline - Site" without the site.
fn without_site(title: &str, site: &str) -> String {
    let title = html::squeeze(title);
    for separator in [" | ", " - ", " – ", " — ", " · ", " :: ", " « ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(separator) {
            let named = !site.is_empty() && tail.to_lowercase().contains(&site.to_lowercase())
                || !site.is_empty() && site.to_lowercase().contains(&tail.to_lowercase());
            let short = separator == " | " && tail.chars().count() <= 30;
            if (named || short) && head.chars().count() >= 10 {
                return without_site(head, site);
            }
        }
    }
    title
}
