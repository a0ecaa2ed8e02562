//! What stands in place of a document: bot blocks, cookie walls, pages that only scripts fill, login forms. Pure.
//!
//! A block is recognised by what its software leaves behind, a wall by what it says to people while there is next to no text.

use std::fmt;

use super::page;

/// Visible characters up to which a page can be a mere wall.
const SHORT: usize = 2_000;

/// Visible characters below which a page with scripts is an empty shell.
const EMPTY: usize = 200;

/// Bytes of a page that are looked at.
const LOOKED_AT: usize = 256 * 1024;

/// What stands in place of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wall {
    /// A challenge for browsers; whose.
    BotBlock(&'static str),
    /// Consent to cookies is asked for first.
    Cookies,
    /// Nothing is there until scripts have run.
    Scripts,
    /// A login form.
    Login,
    /// The text is for subscribers.
    Paywall,
}

impl fmt::Display for Wall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BotBlock(who) => write!(f, "a bot block ({who}) stands in place of the page"),
            Self::Cookies => f.write_str("a cookie wall stands in place of the page"),
            Self::Scripts => f.write_str("the page is empty until a browser runs its scripts"),
            Self::Login => f.write_str("a login form stands in place of the page"),
            Self::Paywall => f.write_str("the text is behind a paywall"),
        }
    }
}

/// Headers of bot blocks: name, a part of the value, whose.
const HEADERS: [(&str, &str, &str); 4] = [
    ("cf-mitigated", "challenge", "Cloudflare"),
    ("x-amzn-waf-action", "c", "AWS WAF"),
    ("x-vercel-mitigated", "challenge", "Vercel"),
    ("x-sucuri-block", "", "Sucuri"),
];

/// What the pages of bot blocks load or hold, and whose they are.
const MARKS: [(&str, &str); 14] = [
    ("_cf_chl_opt", "Cloudflare"),
    ("cf-browser-verification", "Cloudflare"),
    ("captcha-delivery.com", "DataDome"),
    ("px-captcha", "HUMAN"),
    ("_incapsula_resource", "Imperva"),
    ("sec-if-cpt-container", "Akamai"),
    ("bm-verify", "Akamai"),
    ("errors.edgesuite.net", "Akamai"),
    ("awswafintegration", "AWS WAF"),
    ("gokuprops", "AWS WAF"),
    (".within.website/x/cmd/anubis", "Anubis"),
    ("/.well-known/sgcaptcha", "SiteGround"),
    ("ddos-guard", "DDoS-Guard"),
    ("vercel security checkpoint", "Vercel"),
];

/// Whose bot block answers, by headers and the beginning of the body.
pub fn challenge(header: &dyn Fn(&str) -> Option<String>, body: &str) -> Option<&'static str> {
    let by_header = HEADERS.iter().find(|(name, part, _)| header(name).is_some_and(|value| value.contains(part)));
    by_header.map(|(.., who)| *who).or_else(|| mark(&body.to_ascii_lowercase()))
}

fn mark(lower: &str) -> Option<&'static str> {
    MARKS.iter().find(|(mark, _)| lower.contains(mark)).map(|(_, who)| *who)
}

/// What a page without a text of its own is, if it can be told. `html` is the document.
pub fn of_page(html: &str) -> Option<Wall> {
    let html = html.get(..LOOKED_AT.min(html.len())).unwrap_or_else(|| floor(html));
    let lower = html.to_lowercase();
    if let Some(who) = mark(&lower) {
        return Some(Wall::BotBlock(who));
    }
    let visible = visible(&lower);
    let length = visible.chars().count();
    if length > SHORT {
        return None;
    }
    if lower.contains("type=\"password\"") || lower.contains("type='password'") {
        return Some(Wall::Login);
    }
    if page::asks_for_consent(html) {
        return Some(Wall::Cookies);
    }
    let scripted = ["<script>", "<script ", "<script\n"].iter().any(|tag| lower.contains(tag));
    (scripted && (length < EMPTY || visible.contains("javascript"))).then_some(Wall::Scripts)
}

/// The looked-at beginning, cut between characters.
fn floor(html: &str) -> &str {
    let end = (0..=LOOKED_AT).rev().find(|at| html.is_char_boundary(*at)).unwrap_or(0);
    &html[..end]
}

/// The text outside tags, scripts and styles; what `noscript` says counts as seen.
fn visible(lower: &str) -> String {
    let mut out = String::new();
    let mut rest = lower;
    while let Some((text, behind)) = rest.split_once('<') {
        push(&mut out, text);
        let hidden = ["script", "style", "template", "title"].iter().find(|tag| {
            behind.strip_prefix(**tag).is_some_and(|after| after.starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace()))
        });
        rest = match hidden {
            Some(tag) => behind.find(&format!("</{tag}")).map_or("", |end| &behind[end + 2..]),
            None => behind,
        };
        rest = rest.split_once('>').map_or("", |(_, behind)| behind);
    }
    push(&mut out, rest);
    out
}

fn push(out: &mut String, text: &str) {
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walls_are_named() {
        fn check(html: &str, expected: Option<Wall>) {
            assert_eq!(of_page(html), expected, "{html}");
        }
        check("<title>Just a moment...</title><script>window._cf_chl_opt={}</script>", Some(Wall::BotBlock("Cloudflare")));
        check("<script src='https://ct.captcha-delivery.com/c.js'></script>", Some(Wall::BotBlock("DataDome")));
        check("<p>Before you continue</p><p>We use cookies.<script>go()</script>", Some(Wall::Cookies));
        check("<h1>Datenschutz</h1><button>Zustimmen und weiter</button>", Some(Wall::Cookies));
        check("<div id='root'></div><script src='/app.js'></script>", Some(Wall::Scripts));
        check("<noscript>You need to enable JavaScript to run this app.</noscript><script src=a></script>", Some(Wall::Scripts));
        check("<form><input name=user><input type=\"password\"></form>", Some(Wall::Login));
        check(
            "<h1>Flood</h1><p>On Monday the river rose again.</p><div><p>We use cookies.</p><button>OK, accept</button></div>",
            None,
        );
        check("<p>A short page without anything.</p>", None);
        check(&format!("<p>{}</p><footer>We use cookies</footer><script></script>", "Words of an article. ".repeat(200)), None);
        check("<scripture>x</scripture>", None);
        check(&"<".repeat(10_000), None);
    }

    #[test]
    fn challenges_are_named_by_headers_too() {
        let header = |wanted: &'static str, value: &'static str| move |name: &str| (name == wanted).then(|| value.to_owned());
        assert_eq!(challenge(&header("cf-mitigated", "challenge"), ""), Some("Cloudflare"));
        assert_eq!(challenge(&header("x-amzn-waf-action", "captcha"), ""), Some("AWS WAF"));
        assert_eq!(challenge(&header("server", "nginx"), "<h1>403 Forbidden</h1>"), None);
        assert_eq!(challenge(&header("server", "nginx"), "<a href='/.well-known/sgcaptcha/?r=1'>"), Some("SiteGround"));
    }
}
