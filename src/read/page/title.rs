//! The headline, without the name of the site.

use super::dom::Dom;
use super::metadata::Metadata;
use crate::read::html;

/// What stands between a headline and the name of the site, or of its section.
const SEPARATORS: [&str; 14] = [" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " : ", " « ", " » ", " * ", "：", "｜", " / "];

/// Classes of what stands over a headline within the same element (German: Dachzeile).
const KICKERS: [&str; 13] = [
    "kicker",
    "overline",
    "topline",
    "eyebrow",
    "roofline",
    "dachzeile",
    "spitzmarke",
    "surtitre",
    "antetitulo",
    "occhiello",
    "pretitle",
    "supertitle",
    "label",
];

/// The headline. Metadata, the page's own title and what stands on the page are held against each other: what two of them say is it,
/// without what only one of them adds before or behind a separator.
pub fn title(dom: &Dom, metadata: &Metadata, site: &str) -> String {
    let shown = heading(dom, site);
    let data = metadata.ld("headline").unwrap_or_default();
    let document = dom.tags("title").next().map(|at| document_title(dom, at)).unwrap_or_default();
    let social = metadata.meta(&["og:title"]).map(html::squeeze).unwrap_or_default();
    let other =
        metadata.meta(&["twitter:title", "dc.title", "parsely-title", "sailthru.title"]).map(html::squeeze).unwrap_or_default();
    let bare = |text: &str, others: [&str; 3]| without_site(&without_extras(text, &others, &document), site);
    let (data, social) = (bare(&data, [&social, &shown, ""]), bare(&social, [&shown, &data, ""]));
    let other = bare(&other, [&shown, &data, &social]);
    let document = bare(&document, [&shown, &data, &social]);

    // The social title is the document's title once more, and the headline is another one.
    let repeats = same(&social, &document) || social.is_empty();
    let confirmed = same(&shown, &data) || same(&shown, &other);
    let candidates = [
        (confirmed && (repeats || same(&shown, &other))).then_some(&shown),
        Some(&social),
        Some(&data),
        (!same(&shown, site)).then_some(&shown),
        Some(&other),
        Some(&document),
    ];
    let best = candidates.into_iter().flatten().find(|text| !text.is_empty());
    best.map(|best| as_shown(best, &shown)).unwrap_or_default()
}

/// Where the headline stands on the page: 0 if it stands nowhere.
pub fn place(dom: &Dom, title: &str, site: &str) -> usize {
    let shown = |at: &usize| {
        let text = fold(&heading_text(dom, *at));
        !text.is_empty() && (text == fold(title) || letters(title) >= 12 && text.contains(&fold(title)))
    };
    let headings = || dom.tags("h1").take(20);
    let first = || headings().find(|at| is_proper(dom, *at, &heading_text(dom, *at), site));
    headings()
        .find(shown)
        .or_else(first)
        .or_else(|| dom.tags("h2").take(20).find(shown))
        .or_else(|| headings().next())
        .unwrap_or(0)
}

/// The same words as readers see them: marks and spaces differ in metadata.
fn as_shown(title: &str, shown: &str) -> String {
    let spaces = |text: &str| text.split_whitespace().count();
    if same(title, shown) && spaces(shown) >= spaces(title) { shown.to_owned() } else { title.to_owned() }
}

/// The first `h1` that is a headline: not the name of the site, not a label of a form, and without what stands over it.
fn heading(dom: &Dom, site: &str) -> String {
    let headings = || dom.tags("h1").take(8).map(|at| (at, heading_text(dom, at))).filter(|(_, text)| !text.is_empty());
    headings().find(|(at, text)| is_proper(dom, *at, text, site)).map(|(_, text)| text).unwrap_or_default()
}

fn is_proper(dom: &Dom, at: usize, text: &str, site: &str) -> bool {
    let node = &dom.nodes[at];
    let marked = node.attribute("itemprop").is_some_and(|prop| prop.contains("headline")) || node.hints(&["title", "headline"]);
    !same(text, site) && !node.hints(&["logo"]) && (marked || letters(text) >= 12)
}

fn heading_text(dom: &Dom, at: usize) -> String {
    let over = |inner: &usize| {
        let node = &dom.nodes[*inner];
        !node.tag.is_empty() && (node.hints(&KICKERS) || node.attribute("aria-hidden") == Some("true"))
    };
    let whole = dom.text(at);
    let rest = dom.text_without(at, |inner| over(&inner));
    if letters(&rest) >= 12 { rest } else { whole }
}

fn document_title(dom: &Dom, at: usize) -> String {
    let text: String = dom.inside(at).map(|inner| dom.nodes[inner].text.as_str()).collect();
    html::plain(&text)
}

fn letters(text: &str) -> usize {
    // A character of a script without spaces says as much as several of another one.
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| if c >= '\u{2e80}' { 3 } else { 1 }).sum()
}

fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn same(one: &str, other: &str) -> bool {
    let folded = fold(one);
    !folded.is_empty() && folded == fold(other)
}

/// `title` without the head or tail that another candidate does not have: what one of them calls the headline is it, if the rest
/// stands behind a separator. Where two candidates have the longer form, it is no extra.
fn without_extras(title: &str, others: &[&str], document: &str) -> String {
    let title = html::squeeze(title);
    let confirmed = others.iter().any(|other| same(other, &title));
    if confirmed {
        return title;
    }
    let known = |part: &str| letters(part) >= 12 && others.iter().any(|other| same(other, part));
    for separator in SEPARATORS {
        for (at, _) in title.match_indices(separator).take(6) {
            let (head, tail) = (title[..at].trim(), title[at + separator.len()..].trim());
            if let Some(part) = [head, tail].into_iter().find(|part| known(part)) {
                return part.to_owned();
            }
        }
    }
    // What stands before a colon mostly belongs to the headline.
    match title.split_once(": ") {
        Some((_, tail)) if known(tail) && !fold(document).starts_with(&fold(&title)) => tail.trim().to_owned(),
        _ => title,
    }
}

/// "Headline | Site" and "Headline - Site" without the site, "Site: Headline" too.
fn without_site(title: &str, site: &str) -> String {
    let title = html::squeeze(title);
    let named = |part: &str| {
        let (part, site) = (fold(part), fold(site));
        !part.is_empty()
            && !site.is_empty()
            && (part.contains(&site) && part.len() <= site.len() + 24 || site.contains(&part) && part.len() >= 3)
    };
    for separator in SEPARATORS {
        if let Some((head, tail)) = title.rsplit_once(separator) {
            let short = separator == " | " && tail.chars().count() <= 30;
            if (named(tail) || short) && letters(head) >= 10 {
                return without_site(head, site);
            }
        }
        if let Some((head, tail)) = title.split_once(separator)
            && named(head)
            && letters(tail) >= 12
        {
            return without_site(tail, site);
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        fn check(head: &str, body: &str, expected: &str) {
            let dom = Dom::parse(&format!("<html><head>{head}</head><body>{body}</body></html>"));
            let metadata = super::super::metadata::collect(&dom);
            assert_eq!(title(&dom, &metadata, "The Ledger"), expected, "{head}{body}");
        }
        let og = |title: &str| format!("<meta property='og:title' content='{title}'>");
        // The name of the site goes, whatever parts it off.
        for separator in [" | ", " - ", " – ", "：", " * "] {
            check(&og(&format!("Bridge over the Ilva reopens{separator}The Ledger")), "", "Bridge over the Ilva reopens");
        }
        check(
            "<title>Bridge over the Ilva reopens - Region - The Ledger</title>",
            "<h1>Bridge over the Ilva reopens</h1>",
            "Bridge over the Ilva reopens",
        );
        check("<title>The Ledger | Bridge over the Ilva reopens</title>", "", "Bridge over the Ilva reopens");
        // The name of a section, or of a paper that the page does not name, is what the headline on the page lacks.
        check(
            &og("Bridge over the Ilva reopens - Evening News of the Valley"),
            "<h1>Bridge over the Ilva reopens</h1>",
            "Bridge over the Ilva reopens",
        );
        check(
            &og("Floods | Bridge over the Ilva reopens"),
            "<h1>Bridge over the Ilva reopens</h1>",
            "Bridge over the Ilva reopens",
        );
        // A colon belongs to the headline if two say so.
        check(
            &(og("Floods: Bridge over the Ilva reopens") + "<title>Floods: Bridge over the Ilva reopens</title>"),
            "<h1>Bridge over the Ilva reopens at last</h1>",
            "Floods: Bridge over the Ilva reopens",
        );
        // What stands over the headline does not belong to it.
        check(
            "",
            "<h1><span class='overline'>Floods</span> <span>Bridge over the Ilva reopens</span></h1>",
            "Bridge over the Ilva reopens",
        );
        // A logo is no headline.
        check(
            &og("Bridge over the Ilva reopens"),
            "<h1 class='logo'>The Ledger</h1><h1>Log in</h1>",
            "Bridge over the Ilva reopens",
        );
        check("", "<h1>The Ledger</h1><h1>Bridge over the Ilva reopens</h1>", "Bridge over the Ilva reopens");
        // A title for search engines yields to the headline that data and page agree on.
        check(
            &(og("Ilva bridge: all that you need to know")
                + "<title>Ilva bridge: all that you need to know</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Bridge over the Ilva reopens\"}</script>"),
            "<h1>Bridge over the Ilva reopens</h1>",
            "Bridge over the Ilva reopens",
        );
        check(&og("It’s open - again"), "", "It’s open - again");
        check("", "", "");
    }
}
