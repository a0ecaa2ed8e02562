//! Feeds that stay small: beyond their budget the oldest entries are shortened, and none is dropped.

use super::{Channel, render_as};
use crate::model::Entry;

/// How much of an entry is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// All of it.
    Whole,
    /// The photo, the first sentence, the reports by name.
    Brief,
    /// The first sentence, and where the story leads.
    Bare,
}

/// The entries, each as long as the channel's budget allows in every one of its formats.
pub fn extents<'a>(channel: &Channel, entries: &'a [Entry]) -> Vec<(&'a Entry, Extent)> {
    let mut fitted: Vec<(&Entry, Extent)> = entries.iter().map(|entry| (entry, Extent::Whole)).collect();
    for format in &channel.formats {
        let size = |entries: &[(&Entry, Extent)]| render_as(*format, channel, entries).len();
        let mut total = size(&fitted);
        let head = size(&[]);
        for next in [Extent::Brief, Extent::Bare] {
            for one in fitted.iter_mut().rev() {
                if total <= channel.max_size {
                    break;
                }
                if one.1 < next {
                    let before = size(&[*one]).saturating_sub(head);
                    one.1 = next;
                    total = (total + size(&[*one]).saturating_sub(head)).saturating_sub(before);
                }
            }
        }
    }
    fitted
}
