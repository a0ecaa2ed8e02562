//! The article's own text, found by where the prose is.
//!
//! 1. The page is cut into [`blocks`](super::blocks).
//! 2. Containers that hold no article by their tag or class are set aside, unless the headline or most of the prose is in them:
//!    then their name misleads.
//! 3. Blocks of prose vote for what holds them, as in Arc90's Readability: the closer, the more; classes and semantic elements
//!    tilt the balance. Where JSON-LD gives the text, what it vouches for decides instead.
//! 4. The winner is widened over siblings that look like it: pages cut articles into parts, with advertisements between.
//! 5. What stands in the winner without belonging to the article is left out, line by line.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::blocks::{self, Block, PROSE};
use super::boilerplate;
use super::consent;
use super::dom::Dom;
use super::guide::Guide;
use super::lines;
use super::translated::{self, Notice};
use super::wall;

/// Words of classes that article bodies have.
const BODY: [&str; 30] = [
    "articlebody",
    "article-body",
    "article__body",
    "article_body",
    "article-content",
    "article__content",
    "article_content",
    "articlecontent",
    "article-text",
    "article__text",
    "article_text",
    "articletext",
    "article-detail",
    "entry-content",
    "post-content",
    "post-body",
    "post__content",
    "story-body",
    "storybody",
    "story-content",
    "story__content",
    "story-text",
    "body-text",
    "bodytext",
    "field-name-body",
    "content-body",
    "news-text",
    "text-body",
    "rich-text",
    "richtext",
];

/// What stands beside a link is more than a label ("Read also:") from this weight on.
const LABEL: usize = 24;

/// Shorter lines may well be repeated in a text.
const COPY: usize = 100;

/// A guide of which the page shows less than this is a teaser.
const TEASER: usize = 500;

/// Blocks that are asked whether they are a notice, or a line of a wall: no honest page has more.
const MAX_ASKED: usize = 2000;

/// A line of a wall is no longer than this, in bytes.
const DEMAND: usize = 200;

/// A bar about cookies is no longer than this, in bytes.
const BAR: usize = 500;

/// A paragraph of the text.
pub struct Paragraph {
    /// The element that it stands in.
    pub at: usize,
    /// One line.
    pub text: String,
}

/// An article's text, and where it stands.
pub struct Body {
    /// The element that holds it.
    pub container: Option<usize>,
    /// In order.
    pub paragraphs: Vec<Paragraph>,
    /// The page says that a machine translated it.
    pub machine_translated: bool,
    /// A demand to pay, to log in or to consent stands among the text.
    pub walled: bool,
}

/// Finds the article.
pub fn extract(dom: &Dom, title: &str, guide: Option<&Guide>) -> Body {
    let blocks = blocks::cut(dom);
    let heading = headline(dom, title);
    let outside = outside(dom, &blocks, heading);
    let machine_translated = is_machine_translated(&blocks, &outside);
    let vouched: Vec<bool> = blocks.iter().map(|block| guide.is_some_and(|guide| guide.vouches(&block.text))).collect();
    let Some(container) = container(dom, &blocks, &outside, heading, guide.zip(Some(vouched.as_slice()))) else {
        return Body { container: None, paragraphs: told(guide, 0), machine_translated, walled: false };
    };
    let (paragraphs, walled) =
        paragraphs(dom, &blocks, &Chosen { container, outside, vouched, title, heading, machine_translated });
    let weight: usize = paragraphs.iter().map(|paragraph| blocks::weight(&paragraph.text)).sum();
    let instead = told(guide, weight);
    let paragraphs = if instead.is_empty() { paragraphs } else { instead };
    Body { container: Some(container), paragraphs, machine_translated, walled }
}

/// Whether the page says that a machine translated it. Where the words alone do not prove it, the notice stands first or last: no prose of
/// the article before it, or none behind it.
fn is_machine_translated(blocks: &[Block], outside: &[bool]) -> bool {
    let is_prose = |block: &Block| block.is_prose() && !outside[block.from] && translated::says(&block.text).is_none();
    let asked = blocks.iter().enumerate().filter(|(_, block)| !block.is_linky()).take(MAX_ASKED);
    let mut found = asked.filter_map(|(at, block)| Some((at, translated::says(&block.text)?)));
    found.any(|(at, notice)| {
        notice == Notice::Sure || !blocks[..at].iter().any(is_prose) || !blocks[at + 1..].iter().any(is_prose)
    })
}

/// The guide's own paragraphs, where the page shows less than half as much: it is built by a script.
fn told(guide: Option<&Guide>, shown: usize) -> Vec<Paragraph> {
    let Some(guide) = guide else { return Vec::new() };
    let weight: usize = guide.paragraphs.iter().map(|text| blocks::weight(text)).sum();
    if weight < 300 || weight < 2 * shown {
        return Vec::new();
    }
    let kept = guide.paragraphs.iter().filter(|text| !lines::is_boilerplate(text) && translated::says(text).is_none());
    kept.map(|text| Paragraph { at: 0, text: text.clone() }).collect()
}

fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_heading(tag: &str) -> bool {
    matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// The heading that says the title.
fn headline(dom: &Dom, title: &str) -> Option<usize> {
    let title = fold(title);
    let headings = || dom.tags("h1").chain(dom.tags("h2")).take(50);
    let says = |at: &usize| !title.is_empty() && fold(&dom.text(*at)) == title;
    headings().find(says).or_else(|| dom.tags("h1").next())
}

/// For every node, how much prose is in it.
fn prose(dom: &Dom, blocks: &[Block]) -> Vec<usize> {
    let mut prose = vec![0; dom.nodes.len()];
    for block in blocks.iter().filter(|block| block.is_prose()) {
        prose[block.at] += block.weight;
    }
    for at in (1..dom.nodes.len()).rev() {
        prose[dom.nodes[at].parent] += prose[at];
    }
    prose
}

/// What lies in an element, all in weights.
#[derive(Clone, Default)]
struct Held {
    weight: usize,
    prose: usize,
    linked: usize,
}

/// For every node, what is in it that may belong to an article.
fn held(dom: &Dom, blocks: &[Block], outside: &[bool]) -> Vec<Held> {
    let mut held = vec![Held::default(); dom.nodes.len()];
    for block in blocks.iter().filter(|block| !outside[block.from]) {
        let held = &mut held[block.at];
        held.weight += block.weight;
        held.prose += if block.is_prose() { block.weight } else { 0 };
        held.linked += block.linked;
    }
    for at in (1..dom.nodes.len()).rev() {
        let inner = held[at].clone();
        let outer = &mut held[dom.nodes[at].parent];
        outer.weight += inner.weight;
        outer.prose += inner.prose;
        outer.linked += inner.linked;
    }
    held
}

/// For every node, whether it lies in something that is no part of an article.
fn outside(dom: &Dom, blocks: &[Block], heading: Option<usize>) -> Vec<bool> {
    let prose = prose(dom, blocks);
    let mut outside = vec![false; dom.nodes.len()];
    for (at, node) in dom.nodes.iter().enumerate() {
        let inherited = at != node.parent && outside[node.parent];
        // A badly named wrapper around headline and text, or most of the prose, is not boilerplate.
        let titled = || heading.is_some_and(|heading| at < heading && dom.inside(at).contains(&heading));
        let wraps = || titled() && prose[at] * 4 > prose[0] || node.hints(&BODY) || prose[at] * 5 > prose[0] * 2;
        let furniture = !node.tag.is_empty()
            && (boilerplate::outside_by_tag(node)
                || boilerplate::is_about_consent(node) && !titled()
                || (boilerplate::outside_by_name(node) || boilerplate::hidden(node)) && !wraps());
        outside[at] = inherited || furniture;
    }
    outside
}

/// What was chosen, and what is known of its blocks.
struct Chosen<'a> {
    container: usize,
    outside: Vec<bool>,
    vouched: Vec<bool>,
    title: &'a str,
    heading: Option<usize>,
    machine_translated: bool,
}

/// The text, and whether a wall stands in it.
fn paragraphs(dom: &Dom, blocks: &[Block], chosen: &Chosen) -> (Vec<Paragraph>, bool) {
    let range = dom.inside(chosen.container);
    let title = fold(chosen.title);
    let look = look(dom, blocks, chosen);
    let complete = is_complete(blocks, chosen, range.clone());
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut met = HashSet::new();
    let (mut asked, mut walled_at) = (0, None);
    for (block, vouched) in blocks.iter().zip(&chosen.vouched) {
        if !range.contains(&block.from) {
            continue;
        }
        asked += usize::from(block.text.len() < DEMAND);
        if block.text.len() < DEMAND && asked < MAX_ASKED && wall::asks(&block.text) {
            if !wall::is_standing(dom, block.from, chosen.heading.unwrap_or(0)) {
                walled_at.get_or_insert(paragraphs.len());
            }
            continue;
        }
        if lines::is_boilerplate(&block.text) || chosen.machine_translated && translated::says(&block.text).is_some() {
            continue;
        }
        let node = &dom.nodes[block.at];
        let heading = is_heading(&node.tag);
        let alike =
            block.is_prose() && look == Some((node.tag.as_str(), node.hint.as_str())) && !boilerplate::outside_by_name(node);
        let set_aside = chosen.outside[block.from]
            || is_list_of_links(block)
            || heading && (chosen.heading == Some(block.at) || fold(&block.text) == title);
        let never = || dom.around(block.from).any(|at| boilerplate::outside_by_tag(&dom.nodes[at]));
        if complete && !vouched && !heading || set_aside && (!(*vouched && block.weight > LABEL || alike) || never()) {
            continue;
        }
        // Copies for narrow and wide screens.
        if block.weight < COPY || met.insert(block.text.as_str()) {
            paragraphs.push(Paragraph { at: block.at, text: block.text.clone() });
        }
    }
    // Little behind a demand to pay or to log in is what else the wall has to say.
    if let Some(at) = walled_at {
        let weight = |paragraphs: &[Paragraph]| paragraphs.iter().map(|paragraph| blocks::weight(&paragraph.text)).sum::<usize>();
        if weight(&paragraphs[at..]) * 2 < weight(&paragraphs[..at]) {
            paragraphs.truncate(at);
        }
    }
    // A bar about cookies, under whatever name.
    let on_cookies = consent::asks(chosen.title);
    while paragraphs.len() > 1
        && !on_cookies
        && paragraphs.last().is_some_and(|last| last.text.len() < BAR && consent::asks(&last.text))
    {
        paragraphs.pop();
    }
    // Headings over nothing.
    while paragraphs.last().is_some_and(|last| is_heading(&dom.nodes[last.at].tag)) {
        paragraphs.pop();
    }
    (paragraphs, walled_at.is_some())
}

/// Blocks of prose in the container that are not set aside.
fn kept<'a>(blocks: &'a [Block], chosen: &'a Chosen, range: Range<usize>) -> impl Iterator<Item = (&'a Block, bool)> {
    let kept = blocks.iter().zip(chosen.vouched.iter().copied());
    kept.filter(move |(block, _)| range.contains(&block.from) && !chosen.outside[block.from] && block.is_prose())
}

/// Tag and class of most of the text, if it has a class: what looks the same belongs to it, whatever it stands in.
fn look<'d>(dom: &'d Dom, blocks: &[Block], chosen: &Chosen) -> Option<(&'d str, &'d str)> {
    let mut looks: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (block, _) in kept(blocks, chosen, dom.inside(chosen.container)) {
        let node = &dom.nodes[block.at];
        *looks.entry((node.tag.as_str(), node.hint.as_str())).or_default() += block.weight;
    }
    looks.into_iter().max_by_key(|(_, weight)| *weight).map(|(look, _)| look).filter(|(_, hint)| !hint.is_empty())
}

/// Whether the guide vouches for so much that what it leaves out is no part of the article, but for subheadings.
fn is_complete(blocks: &[Block], chosen: &Chosen, range: Range<usize>) -> bool {
    let (mut all, mut told) = (0, 0);
    for (block, vouched) in kept(blocks, chosen, range) {
        all += block.weight;
        told += if vouched { block.weight } else { 0 };
    }
    told * 20 > all * 17
}

/// A label and a link, or links alone. A sentence may consist of links for the most part.
fn is_list_of_links(block: &Block) -> bool {
    block.is_linky() && block.weight - block.linked < LABEL
}

/// What holds the article: by the guide, unless that is only a teaser of what the page shows.
fn container(
    dom: &Dom,
    blocks: &[Block],
    outside: &[bool],
    heading: Option<usize>,
    guide: Option<(&Guide, &[bool])>,
) -> Option<usize> {
    let by_votes = winner(dom, blocks, outside, heading);
    let by_guide = guide.and_then(|(guide, vouched)| by_guide(dom, blocks, vouched, guide));
    let (Some(guided), Some(voted)) = (by_guide, by_votes) else { return by_guide.or(by_votes) };
    let shown = |at: usize| {
        let inside = dom.inside(at);
        blocks
            .iter()
            .filter(|block| inside.contains(&block.from) && !outside[block.from] && block.is_prose())
            .map(|block| block.weight)
            .sum::<usize>()
    };
    let teaser = dom.inside(voted).contains(&guided) && shown(voted) > 2 * shown(guided);
    Some(if teaser { voted } else { guided })
}

/// The smallest element that holds nearly all that the guide vouches for, if the page shows most of the guide.
fn by_guide(dom: &Dom, blocks: &[Block], vouched: &[bool], guide: &Guide) -> Option<usize> {
    let mut weights = vec![0usize; dom.nodes.len()];
    let mut met = HashSet::new();
    for (block, _) in blocks.iter().zip(vouched).filter(|(block, vouched)| **vouched && met.insert(block.text.as_str())) {
        weights[block.at] += block.weight;
    }
    for at in (1..dom.nodes.len()).rev() {
        weights[dom.nodes[at].parent] += weights[at];
    }
    let wanted: usize = guide.paragraphs.iter().map(|text| blocks::weight(text)).sum();
    if weights[0] * 10 < wanted * 6 || weights[0] < TEASER {
        return None;
    }
    // Ends stand behind their begin: the last node that still holds nearly all is the innermost.
    (0..dom.nodes.len()).rev().find(|at| weights[*at] * 20 >= weights[0] * 19)
}

/// The element that holds the article.
fn winner(dom: &Dom, blocks: &[Block], outside: &[bool], heading: Option<usize>) -> Option<usize> {
    let mut scores = vec![0.0f64; dom.nodes.len()];
    let prose = prose(dom, blocks);
    // Several articles on one page: the one under the headline.
    let own = heading.and_then(|heading| dom.around(heading).find(|at| dom.nodes[*at].tag == "article"));
    let own = own.filter(|at| prose[*at] > 300);
    for block in blocks {
        let tag = dom.nodes[block.at].tag.as_str();
        let elsewhere = outside[block.from] || own.is_some_and(|own| !dom.inside(own).contains(&block.from));
        if block.weight < PROSE || elsewhere || is_heading(tag) || lines::is_boilerplate(&block.text) {
            continue;
        }
        let commas = block.text.chars().filter(|c| matches!(c, ',' | '，' | '、' | ';' | '،')).count();
        let plain = 1.0 - block.linked as f64 / block.weight as f64;
        let vote = (1.0 + commas.min(6) as f64 * 0.5 + (block.weight as f64 / 100.0).min(5.0)) * plain * plain;
        let voter = if matches!(tag, "p" | "pre" | "li" | "blockquote" | "tr") { dom.nodes[block.at].parent } else { block.at };
        for (holder, share) in dom.around(voter).zip([1.0, 0.75, 0.45, 0.3, 0.2, 0.1]) {
            scores[holder] += vote * share;
        }
    }
    let weight = |at: usize| {
        let node = &dom.nodes[at];
        let by_tag = match node.tag.as_str() {
            "article" => 1.25,
            "main" => 1.05,
            "body" | "html" | "#document" => 0.5,
            "li" | "ul" | "ol" | "td" | "blockquote" => 0.6,
            _ => 1.0,
        };
        by_tag * if node.hints(&BODY) { 1.5 } else { 1.0 }
    };
    let best = (0..dom.nodes.len())
        .filter(|at| scores[*at] > 0.0)
        .max_by(|one, other| (scores[*one] * weight(*one)).total_cmp(&(scores[*other] * weight(*other))).then(other.cmp(one)))?;
    Some(widen(dom, best, own, &held(dom, blocks, outside)))
}

/// Goes up over siblings that look like the part that was found, if they hold half as much prose again and hardly anything else:
/// articles are cut into parts by what stands between them.
fn widen(dom: &Dom, best: usize, own: Option<usize>, held: &[Held]) -> usize {
    let (mut at, mut child) = (best, best);
    for parent in dom.around(best).skip(1) {
        if own == Some(at) || matches!(dom.nodes[parent].tag.as_str(), "html" | "#document") {
            break;
        }
        let same: usize = alike(dom, parent, child).map(|sibling| held[sibling].prose).sum();
        let (more, links) = (held[parent].weight - held[at].weight, held[parent].linked - held[at].linked);
        if same * 2 > held[at].prose && more * 10 <= same * 13 && links * 4 < same {
            at = parent;
        }
        child = parent;
    }
    at
}

/// The siblings of `child` with its tag and class.
fn alike(dom: &Dom, parent: usize, child: usize) -> impl Iterator<Item = usize> + '_ {
    let children = std::iter::successors(Some(parent + 1), |at| dom.nodes.get(*at).map(|node| node.end));
    let look = |at: usize| (dom.nodes[at].tag.as_str(), dom.nodes[at].attribute("class"));
    children.take_while(move |at| *at < dom.nodes[parent].end).filter(move |at| *at != child && look(*at) == look(child))
}
