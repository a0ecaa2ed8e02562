//! Whose page it is and where it stands: address, site, language, advertised feeds.

use url::Url;

use super::dom::Dom;
use super::metadata::{Metadata, text_of};

/// What relative addresses are resolved against (HTML, section 4.2.3).
pub fn base(dom: &Dom, address: Option<&Url>) -> Option<Url> {
    let declared = dom.tags("base").find_map(|at| dom.nodes[at].attribute("href"));
    match (declared, address) {
        (Some(href), Some(address)) => address.join(href).ok().or_else(|| Some(address.clone())),
        (Some(href), None) => Url::parse(href).ok(),
        (None, address) => address.cloned(),
    }
}

/// The name of the site; empty if unknown.
pub fn site(metadata: &Metadata) -> String {
    let publisher = || metadata.ld_objects("publisher").iter().find_map(text_of).filter(|name| !name.starts_with("http"));
    let named = metadata.meta(&["og:site_name"]).map(str::to_owned);
    named.or_else(publisher).or_else(|| metadata.meta(&["application-name"]).map(str::to_owned)).unwrap_or_default()
}

/// The address that the page calls its own, absolute.
pub fn canonical(dom: &Dom, metadata: &Metadata, base: Option<&Url>) -> Option<String> {
    let linked =
        dom.tags("link").find(|at| dom.nodes[*at].attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")));
    let href = linked.and_then(|at| dom.nodes[at].attribute("href")).or_else(|| metadata.meta(&["og:url"]))?;
    match base {
        Some(base) => base.join(href).ok(),
        None => Url::parse(href).ok(),
    }
    .map(String::from)
}

/// The language tag that the page declares; empty if none.
pub fn language(dom: &Dom, metadata: &Metadata) -> String {
    let of_root = dom.tags("html").find_map(|at| dom.nodes[at].attribute("lang").or_else(|| dom.nodes[at].attribute("xml:lang")));
    let tag = of_root.map(str::to_owned).or_else(|| metadata.ld("inLanguage"));
    let tag =
        tag.or_else(|| metadata.meta(&["og:locale", "content-language", "language"]).map(str::to_owned)).unwrap_or_default();
    tag.replace('_', "-").trim().to_owned()
}

/// The feeds that the page advertises, absolute.
pub fn feeds(dom: &Dom, base: Option<&Url>) -> Vec<String> {
    let kinds = ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];
    let mut feeds: Vec<String> = Vec::new();
    for at in dom.tags("link").take(300) {
        let node = &dom.nodes[at];
        let alternate =
            node.attribute("rel").is_some_and(|rel| rel.to_ascii_lowercase().split_whitespace().any(|word| word == "alternate"));
        let feed = node.attribute("type").is_some_and(|kind| kinds.contains(&kind.to_ascii_lowercase().as_str()));
        let address =
            node.attribute("href").and_then(|href| base.map_or_else(|| Url::parse(href).ok(), |base| base.join(href).ok()));
        if let (true, true, Some(url)) = (alternate, feed, address)
            && !feeds.contains(&url.to_string())
        {
            feeds.push(url.into());
        }
    }
    feeds
}
