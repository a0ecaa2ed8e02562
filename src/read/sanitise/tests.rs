use proptest::prelude::*;

use super::*;
use crate::read::xml::Tree;

fn base() -> Url {
    Url::parse("https://a.example/b/").unwrap()
}

#[test]
fn safe() {
    fn check(input: &str, expected: &str) {
        assert_eq!(sanitise(input, Some(&base())), expected, "{input}");
    }
    check("plain", "plain");
    check("a > b", "a &gt; b");
    check("<p onclick=x>Hi</p><script>x</script>", "<p>Hi</p>");
    check("<a href='javascript:x'>l</a>", "<a rel=\"noopener noreferrer\">l</a>");
    check("<a href=' &#106;avascript:x'>l</a>", "<a rel=\"noopener noreferrer\">l</a>");
    check("<img src='c.png' onerror=x>", "<img src=\"https://a.example/b/c.png\">");
    check("<p title='\"><script>'>x", "<p title=\"&quot;&gt;&lt;script&gt;\">x</p>");
    check("<noscript><img src='c.png'></noscript>", "<img src=\"https://a.example/b/c.png\">");
    check("safe<iframe src=x> <b>text</b></iframe>", "safe <b>text</b>");
}

#[test]
fn relative_addresses_get_no_scheme_that_is_not_allowed() {
    let odd = Url::parse("odd://a.example/").unwrap();
    assert_eq!(sanitise("<a href='x'>l</a>", Some(&odd)), "<a href=\"x\" rel=\"noopener noreferrer\">l</a>");
}

#[test]
fn deep_nesting_is_no_danger() {
    let deep = "<div>".repeat(300_000) + "end";
    assert_eq!(html::text(&sanitise(&deep, None)), "end");
}

#[test]
fn what_feeds_are_full_of_is_simple() {
    fn check(input: &str, expected: &str) {
        assert_eq!(simple::sanitise(input, Some(&base())).as_deref(), Some(expected), "{input}");
    }
    check(
        "<p class=\"x\">One &amp; <a href=\"https://b.example/?a=1&b=2\" target=_blank>two</a><br />three</p>\r\n<p>four",
        "<p>One &amp; <a href=\"https://b.example/?a=1&amp;b=2\" rel=\"noopener noreferrer\">two</a><br>three</p>\n<p>four</p>",
    );
    check(
        "<figure><img src=c.jpg alt='5 > 4' width=3 ></figure><!-- more --><ul><li>&eacute;&#8217;</li></ul>1 < 2 AT&T",
        "<figure><img src=\"https://a.example/b/c.jpg\" alt=\"5 &gt; 4\" width=\"3\"></figure><ul><li>é’</li></ul>1 &lt; 2 AT&amp;T",
    );
    check("<div><p>one<p>two</div><main><big>x</big></main><noscript>y</noscript>", "<div><p>one</p><p>two</p></div>xy");
}

#[test]
fn what_is_unclosed_or_misnested_is_read_as_browsers_do() {
    fn check(input: &str, expected: &str) {
        assert_eq!(simple::sanitise(input, None).as_deref(), Some(expected), "{input}");
        assert_eq!(thorough(input, None), expected, "{input}");
    }
    check("<ul><li>one<li>two</ul>", "<ul><li>one</li><li>two</li></ul>");
    check("<ul><li>one<ul><li>in</ul><li>two</ul>", "<ul><li>one<ul><li>in</li></ul></li><li>two</li></ul>");
    check("<dl><dt>one<dd>two<dt>three</dl>", "<dl><dt>one</dt><dd>two</dd><dt>three</dt></dl>");
    check("<p>one<em>two<p>three</em>four", "<p>one<em>two</em></p><p><em>three</em>four</p>");
    check("<b><i>x</b>y</i>z", "<b><i>x</i></b><i>y</i>z");
    check(
        "<a href=x>one<a href=y>two</a></a>",
        "<a href=\"x\" rel=\"noopener noreferrer\">one</a><a href=\"y\" rel=\"noopener noreferrer\">two</a>",
    );
    check("<h2>one<h3>two</h2>three", "<h2>one</h2><h3>two</h3>three");
    check(
        "<table><tr><td>one<td>two<tr><th>three</table>four",
        "<table><tbody><tr><td>one</td><td>two</td></tr><tr><th>three</th></tr></tbody></table>four",
    );
    check(
        "<table>\n<caption>x<tbody><tr><td><p>y</table>",
        "<table>\n<caption>x</caption><tbody><tr><td><p>y</p></td></tr></tbody></table>",
    );
    check(
        "<p><b>w<table><col><tr><td>x</b><i>y<td>z</table>v",
        "<p><b>w</b></p><table><colgroup><col></colgroup><tbody><tr><td>x<i>y</i></td><td>z</td></tr></tbody></table><b>v</b>",
    );
    check(
        "<table><tr><td>x<table><tr><td>y</td></tr></table>z</tr></table>",
        "<table><tbody><tr><td>x<table><tbody><tr><td>y</td></tr></tbody></table>z</td></tr></tbody></table>",
    );
    check("<form>a<form>b</form><p>c</form>d", "ab<p>cd</p>");
    check("<p>a<svg viewBox='0 0 1 1'> <g><path d='M0'/></g>b</svg>c<math><mi>x</mi></math>", "<p>a bc</p>");
    check("<!DOCTYPE html><html><head><link rel=x><meta charset=utf-8></head><body><p>x</body></html>", "<p>x</p>");
    check("<p>a<x-y z=1>b</X-Y>c<m:title>d</p>", "<p>abcd</p>");
    check("<pre>\n\nx &lt; y</pre><pre>\r\nz</pre>", "<pre>\nx &lt; y</pre><pre>z</pre>");
    check(
        "&copy 1 &notit; &notin; &ampx &amp &# &#x &#38 &#x26z &bogus; &para",
        "© 1 ¬it; ∉ &amp;x &amp; &amp;# &amp;#x &amp; &amp;z &amp;bogus; ¶",
    );
    check("<p title='&copy=1 &copyx &copy; &amp'>x</p>", "<p title=\"&amp;copy=1 &amp;copyx © &amp;\">x</p>");
    check("<span>x</em></div></span></li>y</br>", "<span>x</span>y<br>");
    check("one</p>two", "one<p></p>two");
    check("<div/>x<a id='y'/>z", "<div>x<a rel=\"noopener noreferrer\">z</a></div>");
    check("<p>x<script>if (a < b) c('<b>')</script>y<style>p > a {}</style>", "<p>xy</p>");
    check("<p>x<script>1</SCRIPT>y<script>2</script >z", "<p>xyz</p>");
    check("<p\r\n title='a\rb'>x\ry", "<p title=\"a\nb\">x\ny</p>");
    check(
        "<video poster=p.jpg controls><source src=v.mp4></video>",
        "<video poster=\"p.jpg\" controls=\"\"><source src=\"v.mp4\"></video>",
    );
}

#[test]
fn what_would_move_what_is_written_is_not_simple() {
    for input in [
        "<b><p>x</b>",
        "<a>x<p>y</a>",
        "<table>x<tr><td>y</table>",
        "<table><b><tr><td>y</table>",
        "<table><tr><td>x<table></table></table><td>y</table>z<td>",
        "<svg><p>x</svg>",
        "<svg><g>x</svg>",
        "<math><mi><b>x</b></mi></math>",
        "<button>x</button>",
        "<b><b><b><b>x",
        "<p title=a title=b>x</p>",
        "<p title='a'b>x</p>",
        "<p title='<iframe>'>x</p>",
        "&#0;",
        "&#1234567890;",
        "<!-- a --! > -->",
        "<!-->x-->",
        "<!-- <iframe -->",
        "<![CDATA[x]]>",
        "<pre>&#10;x</pre>",
        "<script><!-- x --></script>",
        "<script>x",
        "a\0b<br>",
        "<a href='x\0y'>z</a>",
    ] {
        assert_eq!(simple::sanitise(input, Some(&base())), None, "{input}");
    }
}

/// Pieces that markup is made of, whole and broken.
fn piece() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "p",
        "div",
        "a",
        "b",
        "i",
        "em",
        "strong",
        "span",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "pre",
        "br",
        "img",
        "hr",
        "figure",
        "figcaption",
        "blockquote",
        "q",
        "address",
        "main",
        "big",
        "label",
        "section",
        "noscript",
        "iframe",
        "table",
        "td",
        "script",
        "font",
        "P",
        "IMG",
        "svg",
        "math",
        "style",
        "title",
        "textarea",
        "select",
        "s",
        "u",
        "source",
        "video",
        "details",
        "wbr",
        "summary",
        "header",
        "table",
        "tbody",
        "tfoot",
        "caption",
        "colgroup",
        "col",
        "tr",
        "tr",
        "td",
        "th",
        "form",
        "input",
        "link",
        "body",
        "html",
        "fieldset",
        "x-y",
        "m:title",
        "g",
        "path",
        "mrow",
        "mi",
    ]);
    let attributes = prop::sample::select(vec![
        "",
        " ",
        " class=x",
        " href='/x?a=1&b=2'",
        " src=\"c.png\"",
        " src=c.png",
        " href='https://b.example/a'",
        " href=HTTP://B.example",
        " title='a\"b'",
        " title=\"&amp;&lt;\"",
        " href='javascript:x'",
        " href='&#x6a;avascript:x'",
        " src=data:x",
        " alt",
        " title='>'",
        " width = 5",
        " onclick='x'",
        " title=1 title=2",
        " lang=en dir=rtl",
        " href=''",
        " cite='x'",
        " href='http://1.2.3.4.5/'",
        " href='http://a..b/'",
        " href='//c.example/d'",
        " href='https://xn--a/'",
        " href='http://[::1]/'",
        " src=\"a\u{a0}b\"",
        " start=3 align=left",
    ]);
    prop_oneof![
        3 => (tags.clone(), attributes, prop::sample::select(vec![">", ">", ">", "/>", " />", ""])).prop_map(|(tag, attributes, end)| format!("<{tag}{attributes}{end}")),
        3 => (tags, prop::sample::select(vec![">", ">", ">", " >", " x>", ""])).prop_map(|(tag, end)| format!("</{tag}{end}")),
        2 => prop::sample::select(vec![
            "text", " ", "\n", "\r\n", "&amp;", "&", "& ", "&eacute;", "&copy", "&notit;", "&para", "&#", "&#x", "&#38", "&notin;", "&ampx", "=", "&#38;", "&#x3c;", "&lt;", "&nbsp;", "\u{a0}", "<", "< ", ">", "\"",
            "<!-- c -->", "<!--", "-->", "<!x>", "<!doctype html>", "<?x>", "é", "]]>", "&#150;", "&#10;", "\0", "&AT", "1 < 2", "\r", "\t", "<script>a < b</script>", "<style>", "</ul>", "<li>", "</em>", "</p>", "<p>", "<em>",
        ]).prop_map(str::to_owned),
    ]
}

/// Pieces nested as they should be, mostly.
fn nested() -> impl Strategy<Value = String> {
    piece().prop_recursive(5, 40, 4, |inner| {
        (
            prop::sample::select(vec![
                "p",
                "div",
                "a",
                "b",
                "em",
                "span",
                "ul",
                "ol",
                "li",
                "dl",
                "dd",
                "h2",
                "blockquote",
                "main",
                "noscript",
                "figure",
                "pre",
                "big",
                "table",
                "table",
                "tbody",
                "tr",
                "tr",
                "td",
                "th",
                "caption",
                "form",
                "svg",
                "g",
                "math",
                "mi",
                "x-y",
            ]),
            prop::sample::select(vec!["", " class='x y'", " href=\"/a?b=1&amp;c=2\"", " title='x'"]),
            prop::collection::vec(prop_oneof![3 => inner, 1 => Just("text &amp; more".to_owned())], 0..4),
        )
            .prop_map(|(tag, attributes, inner)| format!("<{tag}{attributes}>{}</{tag}>", inner.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn the_short_way_leads_where_the_long_one_does(pieces in prop::collection::vec(prop_oneof![piece(), nested()], 0..8), with_base: bool) {
        let html = pieces.concat();
        let html = html.trim();
        let base = with_base.then(base);
        if let Some(simple) = simple::sanitise(html, base.as_ref()) {
            prop_assert_eq!(simple, thorough(html, base.as_ref()), "{}", html);
        }
    }

    #[test]
    fn never_panics(html in "[<>/&;#a-zA-Z!\\- é\"'=]{0,200}") {
        let _ = sanitise(&html, None);
    }

    #[test]
    fn what_is_not_listed_does_not_come_out(pieces in prop::collection::vec(prop_oneof![piece(), nested()], 0..12)) {
        let out = sanitise(&pieces.concat(), None);
        let tree = Tree::parse(&out);
        for element in tree.elements() {
            prop_assert!(ELEMENTS.contains(&element.name()), "{}", out);
            for (name, value) in element.attributes() {
                prop_assert!(name == "rel" || GENERIC.contains(&name) || attributes(element.name()).contains(&name), "{}", out);
                let scheme = Url::parse(&value).map(|url| url.scheme().to_owned()).unwrap_or_default();
                prop_assert!(!matches!(name, "href" | "src") || scheme.is_empty() || SCHEMES.contains(&scheme.as_str()), "{}", out);
            }
        }
    }
}
