//! Containers that stand on article pages without belonging to the article. A new rule is one line.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::dom::Node;

/// Words of class, id, role and the like that name what stands beside an article.
static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let names = "
        ad ads advert advertisement advertising affiliate banner breadcrumb breadcrumbs byline captcha caption comment comments consent
        cookie cookies counter counters disclaimer discussion disqus donate donation dropdown expandable follow footer gdpr hidden infobox
        lightbox login menu modal mostread nav navbar navigation newsletter newsletters outbrain overlay pager pagination
        popular popup promo promotion rail rating ratings readmore recirc recirculation recommend recommendation recommendations
        recommended related share sharebar sharing sidebar signup sponsor sponsored subscribe subscription taboola tags
        teaser teasers toolbar tooltip trending views widget";
    names.split_whitespace().collect()
});

/// Words that mean so only beside each other.
const PAIRS: &[[&str; 2]] = &[
    ["read", "more"],
    ["read", "also"],
    ["see", "also"],
    ["more", "on"],
    ["most", "read"],
    ["most", "popular"],
    ["author", "bio"],
    ["author", "box"],
    ["about", "author"],
    ["meta", "info"],
    ["article", "meta"],
    ["post", "meta"],
    ["entry", "meta"],
    ["tag", "list"],
    ["article", "tags"],
    ["sr", "only"],
    ["visually", "hidden"],
    ["screen", "reader"],
    ["sign", "up"],
];

/// Elements that are no part of a text.
const TAGS: [&str; 17] = [
    "nav",
    "footer",
    "button",
    "input",
    "figure",
    "figcaption",
    "video",
    "audio",
    "picture",
    "script",
    "style",
    "noscript",
    "iframe",
    "svg",
    "dialog",
    "menu",
    "select",
];

/// Whether an element's tag says that all that is in it stands outside the article.
pub fn outside_by_tag(node: &Node) -> bool {
    TAGS.contains(&node.tag.as_str())
}

/// Whether an element is not shown.
pub fn hidden(node: &Node) -> bool {
    // Paragraphs behind a "read on" button are hidden one by one.
    let hidden = node.attribute("aria-hidden") == Some("true")
        || node.attributes.iter().any(|(name, _)| name == "hidden")
        || node.attribute("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
    hidden && !matches!(node.tag.as_str(), "body" | "p")
}

/// Words of class or id that bars about cookies have, and nothing else.
const CONSENT: [&str; 8] = ["cookie", "cookies", "consent", "gdpr", "onetrust", "didomi", "cmp", "cmp2"];

/// Whether an element is named after the consent that it asks for. No page misuses that.
pub fn is_about_consent(node: &Node) -> bool {
    !node.hint.is_empty()
        && !matches!(node.tag.as_str(), "body" | "html" | "article" | "main")
        && node.hint.split(|c: char| !c.is_alphanumeric()).any(|word| CONSENT.contains(&word))
}

/// Whether an element's tag, class, id or role says that it stands beside the article. Pages misuse these: forms around everything,
/// articles in a "widget".
pub fn outside_by_name(node: &Node) -> bool {
    if matches!(node.tag.as_str(), "aside" | "form" | "label") {
        return true;
    }
    if node.hint.is_empty() || matches!(node.tag.as_str(), "body" | "html" | "article" | "main") {
        return false;
    }
    let mut before = "";
    for word in node.hint.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if NAMES.contains(word) || PAIRS.contains(&[before, word]) {
            return true;
        }
        before = word;
    }
    false
}
