//! Pictures that a page's scripts would load when they come into view: in a feed there are no scripts.

use std::borrow::Cow;

use crate::read::html::{cut, tag_end};
use crate::read::page::deferred_address;
use crate::read::xml::attributes_of;

/// Tags that are looked at.
const MAX_TAGS: usize = 500;

/// Bytes of one tag.
const MAX_TAG: usize = 8 << 10;

/// `html` with the addresses that scripts would move to `src` (from `data-src`, `data-original`, `srcset`) moved there.
pub fn eager(html: &str) -> Cow<'_, str> {
    let has = |text: &str| memchr::memmem::find(html.as_bytes(), text.as_bytes()).is_some();
    // What stands in `noscript` is shown as it is, once.
    if !has("<img") || !(has("data-") || has("srcset")) || has("<noscript") {
        return Cow::Borrowed(html);
    }
    let mut out = String::new();
    let mut copied = 0;
    for at in memchr::memmem::find_iter(html.as_bytes(), b"<img").take(MAX_TAGS) {
        let tag = cut(&html[at..], MAX_TAG);
        let Some(end) = tag_end(tag).filter(|_| at >= copied) else { continue };
        let attributes = &tag[4..end];
        let Some(address) = deferred_address(&attributes_of(attributes).take(100).collect::<Vec<_>>()) else { continue };
        out.push_str(&html[copied..at]);
        out.push_str("<img src=\"");
        out.push_str(&address.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;"));
        out.push('"');
        copied = at + 4;
        // The other one is no `src` any more.
        if let Some((name, _)) = attributes_of(attributes).find(|(name, _)| name.eq_ignore_ascii_case("src")) {
            let place = copied + (name.as_ptr() as usize - attributes.as_ptr() as usize);
            out.push_str(&html[copied..place]);
            out.push_str("data-instead");
            copied = place + name.len();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_where_readers_look_for_them() {
        fn check(input: &str, expected: &str) {
            assert_eq!(eager(input), expected, "{input}");
        }
        check("<img src=/a.jpg alt=x>", "<img src=/a.jpg alt=x>");
        check("<p><img data-src='/a.jpg?b=1&amp;c=2'>", "<p><img src=\"/a.jpg?b=1&amp;c=2\" data-src='/a.jpg?b=1&amp;c=2'>");
        check(
            "<img src='data:image/gif;base64,R0' data-original=\"https://a.example/a.jpg\"/>x",
            "<img src=\"https://a.example/a.jpg\" data-instead='data:image/gif;base64,R0' data-original=\"https://a.example/a.jpg\"/>x",
        );
        check("<img srcset='/s.jpg 300w, /m.jpg 900w'>", "<img src=\"/m.jpg\" srcset='/s.jpg 300w, /m.jpg 900w'>");
        check("<img src=/m.jpg srcset='/s.jpg 300w'>", "<img src=/m.jpg srcset='/s.jpg 300w'>");
        check("<img data-id=5 data-src=x>", "<img data-id=5 data-src=x>");
        check(
            "<img data-src=/a.jpg><noscript><img src=/a.jpg></noscript>",
            "<img data-src=/a.jpg><noscript><img src=/a.jpg></noscript>",
        );
        check("<img data-src=/a.jpg", "<img data-src=/a.jpg");
    }

    #[test]
    fn no_end_is_looked_for_twice() {
        for piece in ["<img", "<img data-src='", "<img srcset=a/b.jpg>"] {
            let html = piece.repeat(2_000_000 / piece.len());
            assert!(eager(&html).len() <= 3_000_000, "{piece}");
        }
    }
}
