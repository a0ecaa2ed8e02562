//! Which photo a story shows.

use crate::model::{Image, PhotoFacts};

/// A photo of one of a story's reports that readers could load.
#[derive(Debug, Clone, Copy)]
pub struct PhotoCandidate<'a> {
    /// As described.
    pub image: &'a Image,
    /// As probed.
    pub facts: &'a PhotoFacts,
    /// Index of its report; the lead is 0.
    pub document: usize,
}

/// Index of the best photo that is at least `min_width` pixels wide: with caption and credit, of the lead report, in a shape that
/// readers show well, large.
pub fn choose_photo(candidates: &[PhotoCandidate<'_>], min_width: u32) -> Option<usize> {
    let score = |candidate: &PhotoCandidate<'_>| {
        let shape = f64::from(candidate.facts.width) / f64::from(candidate.facts.height.max(1));
        let landscape = if (1.2..=2.2).contains(&shape) { 1.0 } else { 0.0 };
        let described =
            f64::from(u8::from(candidate.image.caption.is_some())) * 1.5 + f64::from(u8::from(candidate.image.credit.is_some()));
        let lead = if candidate.document == 0 { 1.2 } else { 0.0 };
        let size = f64::from(candidate.facts.width.min(1_600)) / 1_600.0;
        described + landscape + lead + size
    };
    let wide = candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.facts.width >= min_width && candidate.facts.height * 5 >= candidate.facts.width);
    wide.max_by(|(at, one), (other_at, other)| score(one).total_cmp(&score(other)).then(other_at.cmp(at))).map(|(at, _)| at)
}
