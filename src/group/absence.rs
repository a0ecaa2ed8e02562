//! What it says that two reports have no link: that they were held against each other and are not alike, or merely that there is little by which
//! they could be.

use smallvec::SmallVec;

use super::Article;

/// What a pair without a link counts as: within a language, and across two that the encoder was trained on.
pub const ABSENT: f64 = -1.1;
/// Across languages on which it was not trained both: many reports of one event have no link there.
const READ_BADLY: f64 = -0.6;
/// Where one of the two has no vector.
const UNREAD: f64 = -0.7;

/// How well the encoder reads a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reading {
    None,
    Bad,
    Good,
}

fn reading(article: &Article) -> Reading {
    match &article.vector {
        None => Reading::None,
        Some(vector) if !vector.is_read_well() => Reading::Bad,
        Some(_) => Reading::Good,
    }
}

/// What it counts as that two reports have no link.
pub fn absent(one: &Article, other: &Article) -> f64 {
    missing((one.language, reading(one)), (other.language, reading(other)))
}

fn missing(one: (u16, Reading), other: (u16, Reading)) -> f64 {
    let (worse, better) = (one.1.min(other.1), one.1.max(other.1));
    match worse {
        // Without an encoder links across languages are what names and numbers make of them: as many as there are to be had.
        Reading::None if better != Reading::None => UNREAD,
        Reading::Bad if one.0 != other.0 => READ_BADLY,
        _ => ABSENT,
    }
}

/// How many reports of each language a cluster has.
#[derive(Debug, Clone, Default)]
pub struct Tongues(SmallVec<[((u16, Reading), u32); 2]>);

impl Tongues {
    /// Takes a report in.
    pub fn add(&mut self, article: &Article) {
        self.count((article.language, reading(article)), 1);
    }

    fn count(&mut self, tongue: (u16, Reading), more: u32) {
        match self.0.iter_mut().find(|(known, _)| *known == tongue) {
            Some((_, count)) => *count += more,
            None => self.0.push((tongue, more)),
        }
    }

    /// Takes all reports of another cluster in.
    pub fn merge(&mut self, other: Self) {
        other.0.into_iter().for_each(|(tongue, count)| self.count(tongue, count));
    }

    /// What it counts as that no report of either has a link to one of the other.
    pub fn absent(&self, other: &Self) -> f64 {
        let pairs = self.0.iter().flat_map(|one| other.0.iter().map(move |other| (one, other)));
        pairs.map(|((one, ones), (other, others))| missing(*one, *other) * f64::from(*ones) * f64::from(*others)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sum over clusters is that over their pairs.
    #[test]
    fn sums_are_of_pairs() {
        let tongues = |of: &[(u16, Reading)]| {
            let mut tongues = Tongues::default();
            of.iter().for_each(|tongue| tongues.count(*tongue, 1));
            tongues
        };
        let check = |one: &[(u16, Reading)], other: &[(u16, Reading)], expected: f64| {
            let sum = tongues(one).absent(&tongues(other));
            assert!((sum - expected).abs() < 1e-9, "{sum}, not {expected}");
            let mut merged = tongues(one);
            merged.merge(tongues(other));
            let apart = |third: &[(u16, Reading)]| tongues(third).absent(&tongues(one)) + tongues(third).absent(&tongues(other));
            assert!((tongues(one).absent(&merged) - apart(one)).abs() < 1e-9);
        };
        let (en, de, cs, el) = ((0, Reading::Good), (1, Reading::Good), (2, Reading::Bad), (3, Reading::None));
        check(&[en], &[en], ABSENT);
        check(&[en, de], &[en, en], 4.0 * ABSENT);
        check(&[en, cs], &[cs], READ_BADLY + ABSENT);
        check(&[en, el], &[el, cs], 2.0 * UNREAD + ABSENT + READ_BADLY);
        check(&[el], &[(4, Reading::None)], ABSENT);
    }
}
