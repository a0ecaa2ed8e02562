//! Addresses: as readers get them, as articles are told apart by them, and whose they are.

use url::{Host, Url};

use crate::text::address::without_credentials;

/// Query parameters that say where a reader came from, not what the page is. A name that ends in `*` stands for a prefix.
const TRACKING: [&str; 31] = [
    "utm_*", "at_*", "mc_*", "_hs*", "hsa_*", "fb_*", "pk_*", "mtm_*", "wt_*", "ns_*", "vero_*", "oly_*", "fbclid", "gclid",
    "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid", "igshid", "igsh", "mkt_tok", "xtor", "cmpid", "cmp",
    "maca", "ocid", "smid", "s_cid",
];

/// The address without fragment and tracking parameters; `None` if it is none that a browser could open.
pub fn clean(address: &str) -> Option<Url> {
    let mut url = without_credentials(&Url::parse(address.trim()).ok()?);
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return None;
    }
    url.set_fragment(None);
    if url.query_pairs().any(|(name, _)| tracks(&name)) {
        // Parts are kept as they were written: decoding and encoding again could change what the server sees.
        let query = url.query().unwrap_or_default();
        let kept: Vec<&str> = query.split('&').filter(|part| !tracks(part.split('=').next().unwrap_or_default())).collect();
        let kept = kept.join("&");
        url.set_query(Some(kept.as_str()).filter(|query| !query.is_empty()));
    }
    Some(escaped(url))
}

/// With what RFC 3986 (appendix A) wants escaped and browsers leave as it is, so that validators and strict readers take it.
pub fn escaped(mut url: Url) -> Url {
    let odd = |part: &str| part.contains(ODD);
    if odd(url.path()) {
        let path = escape(url.path());
        url.set_path(&path);
    }
    if let Some(query) = url.query().filter(|query| odd(query)).map(escape) {
        url.set_query(Some(&query));
    }
    url
}

const ODD: [char; 8] = ['[', ']', '|', '^', '`', '{', '}', '\\'];

fn escape(part: &str) -> String {
    let escape = |c: char| if ODD.contains(&c) { format!("%{:02X}", u32::from(c)) } else { c.into() };
    part.chars().map(escape).collect()
}

fn tracks(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    TRACKING.iter().any(|known| match known.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => name == *known,
    })
}

/// What two addresses of one article have in common: a cleaned address without scheme, `www.` and closing slash.
pub fn key(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = url.path().trim_end_matches('/');
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{host}{port}{path}{query}")
}

/// Who answers for an address: its registrable domain (publicsuffix.org), else host and port.
pub fn publisher(url: &Url) -> String {
    let host_and_port = || match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (host, _) => host.unwrap_or_default().to_owned(),
    };
    match url.host() {
        Some(Host::Domain(host)) => psl::domain_str(host).map_or_else(host_and_port, str::to_owned),
        _ => host_and_port(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans() {
        fn check(input: &str, expected: &str) {
            assert_eq!(clean(input).map(String::from).unwrap_or_default(), expected, "{input}");
        }
        check("https://news.example/a?utm_source=rss&id=7&fbclid=x#top", "https://news.example/a?id=7");
        check("https://news.example/a?UTM_Medium=feed", "https://news.example/a");
        check("https://news.example/a?q=a%20b+c&at_medium=RSS", "https://news.example/a?q=a%20b+c");
        check("https://news.example/a?id=1", "https://news.example/a?id=1");
        check("https://me:secret@news.example/a", "https://news.example/a");
        check("HTTPS://News.Example/A", "https://news.example/A");
        check("javascript:alert(1)", "");
        check("/relative", "");
        check("https://news.example/a[1]|b?c[]=1|2", "https://news.example/a%5B1%5D%7Cb?c%5B%5D=1%7C2");
        check("https://[::1]/a", "https://[::1]/a");
    }

    #[test]
    fn keys_of_one_article_agree() {
        let key_of = |address: &str| key(&clean(address).unwrap());
        assert_eq!(key_of("http://www.news.example/a/"), key_of("https://news.example/a?utm_source=x"));
        assert_ne!(key_of("https://news.example/a?id=1"), key_of("https://news.example/a?id=2"));
        assert_ne!(key_of("http://127.0.0.1:1/a"), key_of("http://127.0.0.1:2/a"));
    }

    #[test]
    fn publishers() {
        fn check(input: &str, expected: &str) {
            assert_eq!(publisher(&Url::parse(input).unwrap()), expected);
        }
        check("https://www.bbc.co.uk/news", "bbc.co.uk");
        check("https://rss.dw.com/x", "dw.com");
        check("http://127.0.0.3:8600/a", "127.0.0.3:8600");
        check("http://localhost/a", "localhost");
    }
}
