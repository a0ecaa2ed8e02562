//! Many lists, most of them short, in one piece of memory: a list of its own on the heap costs more than what stands in it.

use rustc_hash::FxHashMap;

use super::terms::Term;

/// Numbers that the first block of a list holds, as a power of two, less the link; each further one has twice the room.
const SMALLEST: u32 = 2;
/// The same of the largest.
const LARGEST: u32 = 7;

/// Lists of numbers by term; numbers are added at the end.
#[derive(Default)]
pub struct Postings {
    lists: FxHashMap<Term, List>,
    /// Blocks: where the next one of the list begins, then its numbers.
    blocks: Vec<u32>,
}

/// A list that is not empty.
#[derive(Clone, Copy)]
pub struct List {
    /// How many numbers it has.
    pub length: u32,
    first: u32,
    /// Where its first and its last block begin, if it has any.
    begins: u32,
    ends: u32,
}

/// The power of two of the block in which the number at a place behind the first stands, and its place in that block.
fn place(mut behind: u32) -> (u32, u32) {
    for size in SMALLEST..LARGEST {
        let room = (1 << size) - 1;
        if behind < room {
            return (size, behind);
        }
        behind -= room;
    }
    (LARGEST, behind % ((1 << LARGEST) - 1))
}

impl Postings {
    /// The list of a term, if it has any number.
    pub fn list(&self, term: Term) -> Option<List> {
        self.lists.get(&term).copied()
    }

    /// Adds a number to the list of a term, unless it has so many.
    pub fn push(&mut self, term: Term, number: u32, most: usize) {
        let list = self.lists.entry(term).or_insert(List { length: 0, first: number, begins: 0, ends: 0 });
        if list.length as usize >= most {
            return;
        }
        list.length += 1;
        let Some(behind) = list.length.checked_sub(2) else { return };
        let (size, at) = place(behind);
        if at == 0 {
            let begins = self.blocks.len();
            self.blocks.resize(begins + (1 << size), 0);
            let begins = u32::try_from(begins).unwrap_or(u32::MAX);
            if behind == 0 {
                list.begins = begins;
            } else {
                self.blocks[list.ends as usize] = begins;
            }
            list.ends = begins;
        }
        self.blocks[(list.ends + 1 + at) as usize] = number;
    }

    /// The numbers of a list, in order, a stretch at a time.
    #[inline]
    pub fn numbers<'a>(&'a self, list: &'a List) -> impl Iterator<Item = &'a [u32]> {
        let (mut left, mut begins, mut size) = (list.length as usize - 1, list.begins as usize, SMALLEST);
        let stretches = std::iter::from_fn(move || {
            let count = left.min((1 << size) - 1);
            let stretch = self.blocks.get(begins + 1..=begins + count).filter(|stretch| !stretch.is_empty())?;
            left -= count;
            begins = self.blocks[begins] as usize;
            size = (size + 1).min(LARGEST);
            Some(stretch)
        });
        std::iter::once(std::slice::from_ref(&list.first)).chain(stretches)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_keep_what_they_were_given() {
        let mut postings = Postings::default();
        let mut expected: FxHashMap<Term, Vec<u32>> = FxHashMap::default();
        for number in 0..20_000u32 {
            // Some terms come often, most seldom.
            let term = number.wrapping_mul(0x9e37_79b1) >> (31 - 2 * (number % 9));
            let list = expected.entry(term).or_default();
            assert_eq!(postings.list(term).map_or(0, |list| list.length as usize), list.len());
            postings.push(term, number, 600);
            if list.len() < 600 {
                list.push(number);
            }
        }
        assert!(expected.values().any(|list| list.len() == 600) && expected.values().any(|list| list.len() == 1));
        for (term, list) in expected {
            let found = postings.list(term).unwrap();
            assert_eq!(postings.numbers(&found).flatten().copied().collect::<Vec<_>>(), list);
        }
        assert!(postings.list(Term::MAX).is_none());
    }
}
