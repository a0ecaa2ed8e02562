//! A page's text cut into blocks: what stands on lines of its own.

use super::dom::{Dom, silent};
use crate::read::html;

/// A run of text between block elements or line breaks.
pub struct Block {
    /// The innermost block element that it stands in.
    pub at: usize,
    /// The first text node of it.
    pub from: usize,
    /// One line.
    pub text: String,
    /// How much it says, in letters of an alphabet.
    pub weight: usize,
    /// The part of the weight that lies in links.
    pub linked: usize,
}

/// More than this share in links, and a block is a list of links.
const LINKS: f64 = 0.5;

/// Blocks that weigh less are labels, headings, names.
pub const PROSE: usize = 40;

impl Block {
    /// Whether it is more a link than a text.
    pub fn is_linky(&self) -> bool {
        self.linked as f64 > LINKS * self.weight as f64
    }

    /// Whether it is long enough for a sentence, and no list of links.
    pub fn is_prose(&self) -> bool {
        self.weight >= PROSE && !self.is_linky()
    }
}

/// How much a text says, in letters: a sign of a script without spaces says as much as three letters of an alphabet.
pub fn weight(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if is_wide(c) { 3 } else { 1 }).sum()
}

/// Han, kana and hangul.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3134f}')
}

/// All blocks of a page, in document order.
pub fn cut(dom: &Dom) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut current: Option<Block> = None;
    let mut block_of = vec![0usize; dom.nodes.len()];
    let mut linked = vec![false; dom.nodes.len()];
    let mut at = 0;
    // Text between two blocks of one element is a block of its own; the end of a block element is where its text ends.
    while at < dom.nodes.len() {
        let node = &dom.nodes[at];
        if silent(&node.tag) {
            at = node.end;
            continue;
        }
        let parent = node.parent;
        let is_text = node.tag.is_empty();
        let is_block = !is_text && !is_inline(&node.tag);
        block_of[at] = if is_block { at } else { block_of[parent] };
        linked[at] = at != parent && linked[parent] || node.tag == "a";
        if is_block || node.tag == "br" || current.as_ref().is_some_and(|block| is_text && block.at != block_of[at]) {
            finish(&mut blocks, current.take());
        }
        if is_text {
            let weight = weight(&node.text);
            let block =
                current.get_or_insert_with(|| Block { at: block_of[at], from: at, text: String::new(), weight: 0, linked: 0 });
            block.text.push_str(&node.text);
            block.weight += weight;
            block.linked += if linked[at] { weight } else { 0 };
        } else if matches!(node.tag.as_str(), "td" | "th")
            && let Some(block) = &mut current
        {
            block.text.push(' ');
        }
        at += 1;
    }
    finish(&mut blocks, current);
    blocks
}

fn finish(blocks: &mut Vec<Block>, current: Option<Block>) {
    if let Some(mut block) = current {
        block.text = html::squeeze(&block.text);
        if !block.text.is_empty() {
            blocks.push(block);
        }
    }
}

/// Elements that end no line. A row of a table is one line.
fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "mark"
            | "nobr"
            | "q"
            | "rb"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "td"
            | "th"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        fn check(html: &str, expected: &[&str]) {
            let blocks = cut(&Dom::parse(html));
            assert_eq!(blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(), expected, "{html}");
        }
        check("<p>One <b>and</b> two<p>Three", &["One and two", "Three"]);
        check("<div>One<br>Two<div>Three</div>Four</div>", &["One", "Two", "Three", "Four"]);
        check("<table><tr><td>1</td><td><a href=x>Kern</a></td></tr><tr><td>2<td>Ode</table>", &["1 Kern", "2 Ode"]);
        check("<table><tr><td><p>Layout</p><p>of old</p></td></tr></table>", &["Layout", "of old"]);
        check("<p>One<script>no</script> two</p>", &["One two"]);
    }

    #[test]
    fn weights() {
        let blocks = cut(&Dom::parse("<p>ab <a href=x>c</a> 日本"));
        assert_eq!((blocks[0].weight, blocks[0].linked), (9, 1));
    }
}
