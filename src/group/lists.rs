//! The weighted lists of an article, all in one piece of memory.

use super::features::Kind;
use super::terms::{Term, Weighted, term_of};

/// Words, names, numbers and cognates, each sorted by term. Lead and subjects are words of the body too: of them stands only which ones they
/// are, and what those of the lead weigh there.
pub struct Lists {
    /// The lists, one behind the other; a bit a word for the lead, a bit a word for the subjects; the weights of the lead, four to a number.
    all: Box<[u32]>,
    /// Where each list ends.
    ends: [u16; STORED],
    /// Length of the words before they were a unit vector.
    heft: f32,
}

/// Kinds that stand as lists: all but [`Kind::Lead`].
const STORED: usize = 4;

/// Bits in a number, numbers in a line of the cache.
const BITS: usize = u32::BITS as usize;
const LINE: usize = 16;

/// A bit for each of the words that are among these terms.
fn marks(words: &[Weighted], terms: impl Iterator<Item = Term>) -> Vec<u32> {
    let mut marks = vec![0; words.len().div_ceil(BITS)];
    for at in terms.filter_map(|term| words.binary_search_by_key(&term, |word| term_of(*word)).ok()) {
        marks[at / BITS] |= 1 << (at % BITS);
    }
    marks
}

fn count(marks: &[u32]) -> usize {
    marks.iter().map(|bits| bits.count_ones() as usize).sum()
}

/// The words that are marked.
fn marked<'a>(words: &'a [Weighted], marks: &'a [u32]) -> impl Iterator<Item = Weighted> + 'a {
    let of_block = |(words, bits): (&'a [Weighted], &'a u32)| {
        (0..).zip(words).filter(move |(bit, _)| bits >> bit & 1 != 0).map(|(_, word)| *word)
    };
    words.chunks(BITS).zip(marks).flat_map(of_block)
}

impl Lists {
    /// Together at most 65,535 terms: texts are cut long before. `lead` is sorted by term; it and the subjects are words of the first list, which
    /// had the length `heft` before it was a unit vector.
    pub fn new(lists: [Vec<Weighted>; STORED], heft: f32, lead: &[Weighted], subjects: impl Iterator<Item = Term>) -> Self {
        let words = &lists[Kind::Body as usize];
        let subjects = marks(words, subjects);
        let of_lead = marks(words, lead.iter().map(|word| term_of(*word)));
        let bytes = |words: &[Weighted]| words.iter().rev().fold(0, |bytes, word| bytes << 8 | word & 0xff);
        let mut all = Vec::with_capacity(lists.iter().map(Vec::len).sum::<usize>() + 2 * subjects.len() + lead.len().div_ceil(4));
        let ends = lists.map(|list| {
            all.extend(list);
            all.truncate(usize::from(u16::MAX));
            u16::try_from(all.len()).unwrap_or(u16::MAX)
        });
        all.extend(of_lead);
        all.extend(subjects);
        all.extend(lead.chunks(4).map(bytes));
        Self { all: all.into_boxed_slice(), ends, heft }
    }

    /// All that is kept, where each list ends, and the heft.
    pub fn parts(&self) -> (&[u32], [u16; STORED], f32) {
        (&self.all, self.ends, self.heft)
    }

    /// From [`Lists::parts`]; `None` where they do not fit together.
    pub fn of_parts(all: Box<[u32]>, ends: [u16; STORED], heft: f32) -> Option<Self> {
        let lists = Self { all, ends, heft };
        let marks = usize::from(ends[0]).div_ceil(BITS);
        let behind = usize::from(ends[STORED - 1]) + 2 * marks;
        let whole = ends.is_sorted() && behind <= lists.all.len() && behind + lists.lead_length().div_ceil(4) == lists.all.len();
        whole.then_some(lists)
    }

    /// Has memory send all of it, of which one part after another is read later: so waits for it overlap.
    #[inline]
    pub fn touch(&self) {
        std::hint::black_box(self.all.iter().step_by(LINE).fold(0, |all, number| all ^ number));
    }

    /// Marks of the lead, those of the subjects, and the weights of the lead.
    fn behind(&self) -> (&[u32], &[u32], &[u32]) {
        let behind = &self.all[usize::from(self.ends[STORED - 1])..];
        let (lead, behind) = behind.split_at(usize::from(self.ends[0]).div_ceil(BITS));
        let (subjects, weights) = behind.split_at(lead.len());
        (lead, subjects, weights)
    }

    /// What a word of this weight weighed before they were a unit vector: its rarity, the more the oftener it stands there.
    #[inline]
    pub fn heft(&self, weight: f32) -> f32 {
        weight * self.heft
    }

    /// Words of title (twice) and lead, sorted by term.
    pub fn lead(&self) -> impl Iterator<Item = Weighted> + '_ {
        let (lead, _, weights) = self.behind();
        let weights = weights.iter().flat_map(|bytes| bytes.to_le_bytes());
        marked(&self[Kind::Body as usize], lead).zip(weights).map(|(word, weight)| word & !0xff | u32::from(weight))
    }

    /// How many there are.
    pub fn lead_length(&self) -> usize {
        count(self.behind().0)
    }

    /// Names in the headline.
    pub fn subjects(&self) -> impl Iterator<Item = Term> + '_ {
        marked(&self[Kind::Body as usize], self.behind().1).map(term_of)
    }
}

impl std::ops::Index<usize> for Lists {
    type Output = [Weighted];

    /// The list of any kind but [`Kind::Lead`].
    #[inline]
    fn index(&self, kind: usize) -> &[Weighted] {
        let start = if kind == 0 { 0 } else { self.ends[kind - 1] };
        &self.all[usize::from(start)..usize::from(self.ends[kind])]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_say_what_they_were_given() {
        fn check(words: u32, lead: &[(u32, u32)], subjects: &[u32]) {
            let list =
                |terms: &mut dyn Iterator<Item = u32>| terms.map(|term| (term << 8) | (term % 255 + 1)).collect::<Vec<_>>();
            let given = [list(&mut (0..words)), list(&mut (900..905)), vec![], list(&mut (0..70))];
            let lead: Vec<Weighted> = lead.iter().map(|(term, weight)| term << 8 | weight).collect();
            let made = Lists::new(given.clone(), 2.5, &lead, subjects.iter().copied());
            let (all, ends, heft) = made.parts();
            let again = Lists::of_parts(all.into(), ends, heft).unwrap();
            assert!(Lists::of_parts(all[1..].into(), ends, heft).is_none());
            assert_eq!(again.heft(0.5), 1.25);
            for (kind, list) in given.iter().enumerate() {
                assert_eq!(again[kind], **list);
            }
            assert_eq!((again.lead().collect::<Vec<_>>(), again.lead_length()), (lead.clone(), lead.len()));
            assert_eq!(again.subjects().collect::<Vec<_>>(), subjects);
        }
        check(0, &[], &[]);
        check(32, &[(0, 255), (31, 1)], &[31]);
        check(119, &[(3, 7), (32, 9), (63, 200), (64, 1), (118, 255)], &[3, 31, 32, 118]);
    }
}
