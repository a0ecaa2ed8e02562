//! Who wrote the article: a set of names.
//!
//! JSON-LD says it best, then `meta` elements, then the byline that readers see. Where metadata only names the publication, the byline
//! may know the people; where it does not, the publication is the author.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::dom::{Dom, Node};
use super::metadata::{Metadata, text_of};
use crate::read::html;

/// Authors of one article.
const MAX: usize = 12;

/// `meta` elements that name authors, best first.
const META: [&str; 10] = [
    "author",
    "article:author",
    "og:article:author",
    "article:byline",
    "articleauthor",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "parsely-author",
];

/// Words of classes of bylines.
const BYLINE: [&str; 22] = [
    "author",
    "byline",
    "by-line",
    "autor",
    "auteur",
    "autore",
    "auteur",
    "writer",
    "reporter",
    "journalist",
    "redakteur",
    "redaktor",
    "verfasser",
    "skribent",
    "forfatter",
    "firma",
    "signature",
    "contributor",
    "muallif",
    "yazar",
    "penulis",
    "creator",
];

/// Words of classes of what stands in or beside bylines and names nobody, and of bylines of something else.
const NO_BYLINE: [&str; 24] = [
    "image",
    "photo",
    "caption",
    "credit",
    "comment",
    "related",
    "recommend",
    "avatar",
    "bio",
    "social",
    "share",
    "follow",
    "date",
    "time",
    "teaser",
    "newsletter",
    "role",
    "job",
    "position",
    "description",
    "quote",
    "tooltip",
    "sidebar",
    "authorized",
];

/// What comes before names, in the languages of the web.
static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^(?:
        (?:(?:written|reported|reporting|story|text|article|analysis|opinion|words|posted|published|edited|compiled|report|texte|tekst|teks|testo|texto)\s+)?
        (?:by|von|par|por|di|af|av|door|od|przez|oleh|bởi)\b:?
        |(?:by|author|authors|autor|autorin|autoren|autores|autora|auteur|auteurs|autore|autori|text|texte|tekst|teks|texto|testo|forfatter|skribent|
        penulis|yazan|yazar|haber|autorius|autorka|autori|автор|авторка|автори|авторы|аутор|ауторка|аутори|текст|новинар|novinar|novinarka|συντάκτης|tác\ giả|كتب|بقلم|מאת|작성자)\s*[:：|]
        |(?:文|撰文|作者|記者|记者|文・|取材・文|筆者)\s*[:：／/・]\s*
        |(?:piše|pišu|napisao|napisala|priredio|priredila|пише|пишу|пишува|написао|написала|приредио|приредила|написал)\s*:?\s
        |από\s+τ\w+|του|της
        )\s*",
    )
    .ok()
});

/// What parts names.
static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\s*[;|•·\n、，]\s*|\s*,\s+|\s+(?:and|AND|And|und|UND|et|et|y|e|i|og|och|en|ja|ve|и|та|і|και|dan|và|oraz|ja|és|şi|și|a|avec|with|mit|con|un|ir)\s+|\s*&\s*|\s*＆\s*|\s+-\s+|\s+–\s+|\s+/\s+",
    )
    .ok()
});

/// What follows a name and is none: offices, papers, places of work.
static ROLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:editors?|reporters?|correspondents?|writers?|columnists?|contributors?|producers?|bureau chief|staff|desk|newsroom|commentator|analyst|journalists?|professor|redakteur(?:in)?|korrespondent(?:in)?|journalist(?:in|e|a)?|reporterin|chefredakteur(?:in)?|leiter(?:in)?|volontär(?:in)?|ressort\w*|redacteur|rédact\w+|envoyée?|correspondante?|grand reporter|periodista|redactora?|corresponsal|director|giornalista|inviat[oa]|corrispondente|repórter|jornalista|verslaggever|journaliste?|toimittaja|dziennikar\w+|novinar\w*|журналист\w*|корреспондент\w*|обозреватель|muhabir\w*|wartawan|published|updated|posted|min read|minutes|aktualisiert|veröffentlicht|publié|actualizado|subscribe|follow|share|read more|show more|view profile|contact|email|e-mail|twitter|facebook|linkedin|instagram)\b",
    )
    .ok()
});

/// The authors, no name twice.
pub fn authors(dom: &Dom, metadata: &Metadata, headline: usize, site: &str) -> Vec<String> {
    let data: Vec<String> = metadata.ld_objects("author").iter().flat_map(of_ld).collect();
    let meta =
        || META.iter().map(|name| metadata.all_meta(name).flat_map(names).collect::<Vec<_>>()).find(|found| !found.is_empty());
    let people = |found: &Vec<String>| found.iter().any(|name| !names_site(name, site));
    let sources: [&dyn Fn() -> Vec<String>; 3] = [&|| data.clone(), &|| meta().unwrap_or_default(), &|| bylines(dom, headline)];
    let found = sources.iter().map(|source| source()).find(people);
    let found = found.or_else(|| sources[..2].iter().map(|source| source()).find(|found| !found.is_empty())).unwrap_or_default();
    let mut met = std::collections::HashSet::new();
    let alone = found.len() == 1;
    found.into_iter().filter(|name| met.insert(name.to_lowercase()) && (alone || !names_site(name, site))).take(MAX).collect()
}

/// Whether this is the publication, not a person.
fn names_site(name: &str, site: &str) -> bool {
    let fold = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (name, site) = (fold(name), fold(site));
    let bare = |text: &str| {
        ["www", "com", "de", "net", "org", "news", "online", "web", "the"].iter().fold(text.to_owned(), |text, word| {
            text.strip_suffix(word)
                .or_else(|| text.strip_prefix(word))
                .filter(|rest| rest.len() >= 3)
                .map(str::to_owned)
                .unwrap_or(text)
        })
    };
    !site.is_empty() && !name.is_empty() && (name == site || bare(&name) == bare(&site))
}

/// The names behind a JSON-LD author (schema.org, `author`): a text, or a Person or Organization.
fn of_ld(author: &Value) -> Vec<String> {
    let name = match author {
        Value::Object(object) => {
            let part = |key: &str| object.get(key).and_then(text_of);
            let whole = part("name").filter(|name| !name.is_empty());
            whole.or_else(|| match (part("givenName"), part("familyName")) {
                (Some(given), Some(family)) => Some(format!("{given} {family}")),
                (given, family) => given.or(family),
            })
        }
        other => text_of(other),
    };
    name.map(|name| names(&name)).unwrap_or_default()
}

/// The names in the bylines that readers see, outermost first, between the headline and the end of the article.
fn bylines(dom: &Dom, title: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut skip_to = 0;
    let mut first = 0;
    for (at, node) in dom.nodes.iter().enumerate() {
        if at < skip_to || node.tag.is_empty() || !is_byline(node) || at < title.saturating_sub(120) {
            continue;
        }
        if dom.around(at).take(10).any(|around| aside(&dom.nodes[around])) {
            continue;
        }
        // Bylines of one article stand together.
        if !found.is_empty() && at > first + 80 {
            break;
        }
        let text = named_inside(dom, at).unwrap_or_else(|| vec![dom.text_without(at, |inner| no_name(&dom.nodes[inner]))]);
        let told: Vec<String> = text
            .iter()
            .filter(|text| text.chars().count() <= 160)
            .flat_map(|text| names(text))
            .filter(|name| is_name(name))
            .collect();
        if !told.is_empty() {
            skip_to = node.end;
            first = if found.is_empty() { at } else { first };
            found.extend(told);
        }
    }
    if found.is_empty() { written_by(dom, title) } else { found }
}

/// Elements inside of a byline that hold a name each.
fn named_inside(dom: &Dom, at: usize) -> Option<Vec<String>> {
    let inside = dom.inside(at).skip(1).filter(|inner| {
        let node = &dom.nodes[*inner];
        let link = node.tag == "a"
            && (node.attribute("rel") == Some("author")
                || node.attribute("href").is_some_and(|href| BYLINE.iter().any(|word| href.contains(word))));
        link || node.attribute("itemprop") == Some("name")
    });
    let told: Vec<String> = inside
        .map(|inner| dom.text_without(inner, |deep| no_name(&dom.nodes[deep])))
        .filter(|text| !text.is_empty())
        .take(MAX)
        .collect();
    (!told.is_empty()).then_some(told)
}

/// "By Jo Doe" between the headline and the text, without a class that says so.
fn written_by(dom: &Dom, title: usize) -> Vec<String> {
    let from = title.min(dom.nodes.len());
    let lines = dom.nodes[from..].iter().take(400).filter(|node| node.tag.is_empty()).map(|node| html::squeeze(&node.text));
    let marked = lines.filter(|line| {
        line.chars().count() <= 90
            && BEFORE.as_ref().is_some_and(|before| before.find(line).is_some_and(|found| found.end() < line.len()))
    });
    marked
        .map(|line| names(&line).into_iter().filter(|name| is_name(name)).collect::<Vec<_>>())
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn is_byline(node: &Node) -> bool {
    node.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("author"))
        || node.attribute("itemprop").is_some_and(|prop| prop == "author" || prop == "creator")
        || node.hints(&BYLINE)
            && !node.hints(&NO_BYLINE)
            && !matches!(node.tag.as_str(), "body" | "html" | "main" | "article" | "img" | "svg" | "meta" | "link")
}

fn aside(node: &Node) -> bool {
    matches!(node.tag.as_str(), "nav" | "footer" | "figure" | "figcaption" | "form")
        || node.tag == "aside"
        || !matches!(node.tag.as_str(), "body" | "html" | "main" | "article")
            && node.hints(&["comment", "related", "recommend", "teaser", "most-read", "sidebar", "caption"])
}

/// Parts of bylines that hold no name.
fn no_name(node: &Node) -> bool {
    matches!(node.tag.as_str(), "time" | "img" | "svg" | "button" | "figure") || node.hints(&NO_BYLINE)
}

/// Whether a part of a byline can be a name: no date, no office, no sentence.
fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let wide = name.chars().any(|c| c >= '\u{2e80}');
    let initial = name.chars().next().is_some_and(|first| first.is_uppercase() || !first.is_lowercase() && first.is_alphabetic());
    let digits = name.chars().any(|c| c.is_ascii_digit());
    let role = ROLE.as_ref().is_some_and(|role| role.is_match(name));
    initial
        && !digits
        && !role
        && words <= 5
        && (words >= 2 || wide || name.contains(['-', '/']))
        && !name.contains(['?', '!', '…', '"', ':'])
}

/// "By Jo Doe and Ann Lee (Nordlicht), Political Editor" is two names.
fn names(text: &str) -> Vec<String> {
    let text = html::squeeze(text);
    let mut text = text.as_str();
    for _ in 0..2 {
        if let Some(found) = BEFORE.as_ref().and_then(|before| before.find(text)) {
            text = &text[found.end()..];
        }
    }
    if text.starts_with("http") || text.starts_with("www.") {
        return Vec::new();
    }
    let parts: Vec<&str> = BETWEEN.as_ref().map_or_else(|| vec![text], |between| between.split(text).collect());
    let several = |part: &str| part.split('/').all(|name| name.split_whitespace().count() >= 2);
    let parts = parts.into_iter().flat_map(|part| if several(part) { part.split('/').collect() } else { vec![part] });
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        let part = ["(", " in ", " aus "].iter().fold(part, |part, end| part.split_once(end).map_or(part, |(name, _)| name));
        let name = part.trim_matches(|c: char| c.is_whitespace() || ".,;:-–|/()[]<>*«»".contains(c));
        let sized = (2..=60).contains(&name.chars().count());
        let office = !names.is_empty() && ROLE.as_ref().is_some_and(|role| role.is_match(name));
        let slug = !name.contains(' ') && name.contains('-') && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        let address = name.contains('@') || name.contains("://") || name.starts_with("www.");
        if sized && !office && !slug && !address && name.chars().any(char::is_alphabetic) {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_names() {
        fn check(text: &str, expected: &[&str]) {
            assert_eq!(names(text), expected, "{text}");
        }
        check("By Jo Doe and Ann Lee", &["Jo Doe", "Ann Lee"]);
        check("Jo Doe, Political Editor", &["Jo Doe"]);
        check("Von Jo Doe und Ann Lee, Berlin", &["Jo Doe", "Ann Lee", "Berlin"]);
        check("Par Jo Doe (avec Nordlicht)", &["Jo Doe"]);
        check("Jo Doe og Ann Lee", &["Jo Doe", "Ann Lee"]);
        check("Jo Doe; Ann Lee", &["Jo Doe", "Ann Lee"]);
        check("Jo Doe/Ann Lee", &["Jo Doe", "Ann Lee"]);
        check("jdo/kl", &["jdo/kl"]);
        check("Автор: Иван Петров", &["Иван Петров"]);
        check("文／北光", &["北光"]);
        check("Аутор: Ана Лукић", &["Ана Лукић"]);
        check("Пише: Ана Лукић", &["Ана Лукић"]);
        check("Пише Ана Лукић и Јован Илић", &["Ана Лукић", "Јован Илић"]);
        check("Piše: Ana Lukić", &["Ana Lukić"]);
        check("Autorka: Ana Lukić", &["Ana Lukić"]);
        check("https://social.example/jo", &[]);
        check("jo.doe@ledger.example", &[]);
        check("jo-doe", &[]);
        check("Text: Jo Doe", &["Jo Doe"]);
    }

    #[test]
    fn of_pages() {
        fn check(html: &str, expected: &[&str]) {
            let dom = Dom::parse(html);
            let metadata = super::super::metadata::collect(&dom);
            assert_eq!(authors(&dom, &metadata, dom.tags("h1").next().unwrap_or(0), "The Ledger"), expected, "{html}");
        }
        let ld = |author: &str| {
            format!(r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"x","author":{author}}}</script>"#)
        };
        check(&ld(r#"[{"@type":"Person","givenName":"Jo","familyName":"Doe"},{"name":"Ann Lee"}]"#), &["Jo Doe", "Ann Lee"]);
        check(&ld(r#""Jo Doe, Ann Lee""#), &["Jo Doe", "Ann Lee"]);
        // References within a graph.
        check(
            r##"<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"x","author":{"@id":"#jo"}},{"@type":"Person","@id":"#jo","name":"Jo Doe"}]}</script>"##,
            &["Jo Doe"],
        );
        // The publication is the author if nobody else is known.
        check(&ld(r#"{"@type":"Organization","name":"The Ledger"}"#), &["The Ledger"]);
        check(
            &(ld(r#"{"@type":"Organization","name":"The Ledger"}"#)
                + "<h1>Title</h1><p class=byline>By Jo Doe, <time>1 May</time></p>"),
            &["Jo Doe"],
        );
        check("<meta name=author content='https://social.example/jo'><meta name=author content='Jo Doe'>", &["Jo Doe"]);
        check(
            "<h1>Title</h1><div class=article-author><a rel=author href=/jo>Jo Doe</a><span class=role>Editor</span></div>",
            &["Jo Doe"],
        );
        check("<h1>Title</h1><div>By Jo Doe</div><p>By noon the water had fallen.</p>", &["Jo Doe"]);
        check("<h1>Наслов</h1><div>Аутор: Ана Лукић</div><p>До подне је вода опала, рекао је градоначелник.</p>", &["Ана Лукић"]);
        check("<h1>Title</h1><figure><span class=author>Ann Lee/Nordlicht</span></figure>", &[]);
        check("<h1>Title</h1><section class=comments><span class=author>first one</span></section>", &[]);
    }
}
