//! A stream in passes, as `refresh` would have met it: every story is published at once, and each pass takes up what the last one saved.

use std::collections::{BTreeMap, HashMap};

use anyhow::anyhow;
use newsloom::group::{Doc, Grouper, Groups, Options};

/// Groups articles in so many passes of equal size.
pub fn played(docs: &[Doc<'_>], options: Options, passes: usize) -> anyhow::Result<Groups> {
    let mut grouper = Grouper::new(options);
    let mut records: Vec<Vec<u8>> = Vec::new();
    let mut readers = Readers::default();
    for pass in 1..=passes {
        let part = docs.len() * (pass - 1) / passes..docs.len() * pass / passes;
        docs[part].iter().for_each(|doc| grouper.add(*doc, None));
        grouper.publish(|id| readers.stories.get(&id).copied(), |id| readers.leads.contains_key(&id));
        if pass == passes {
            break;
        }
        records.extend(grouper.records().into_iter().map(|record| record.bytes));
        let general = grouper.general();
        readers.learn(&grouper.finish());
        let known: Vec<&[u8]> = records.iter().map(Vec::as_slice).collect();
        grouper = Grouper::restore(options, &general, &known, |_| true).map_err(|_| anyhow!("what was saved cannot be read"))?;
    }
    Ok(grouper.finish())
}

/// What readers know.
#[derive(Default)]
struct Readers {
    /// The story of every article.
    stories: HashMap<u64, u64>,
    /// The story of every article that led one when it was published; stories are numbered in the order in which they were published.
    leads: BTreeMap<u64, u64>,
}

impl Readers {
    /// The story published first goes on; a story whose lead is in none other begins.
    fn learn(&mut self, groups: &Groups) {
        let mut leads = BTreeMap::new();
        let mut next = self.leads.values().max().map_or(0, |last| last + 1);
        self.stories.clear();
        for members in groups.stories() {
            let known = members.iter().filter_map(|id| Some((*self.leads.get(id)?, *id)));
            let (story, lead) = known.min().unwrap_or_else(|| {
                next += 1;
                (next - 1, members[0])
            });
            leads.insert(lead, story);
            self.stories.extend(members.into_iter().map(|id| (id, story)));
        }
        self.leads = leads;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reports that tell of a bridge, a fire and the bridge again are the same stories in one pass and in three.
    #[test]
    fn a_stream_may_come_in_parts() {
        let texts = [
            (
                "Marport bridge open",
                "The bridge over the Ilva in Marport was opened again on Tuesday, three years after a flood.",
            ),
            ("Fire in Kessel", "Two people died when a warehouse burned down in the harbour of Kessel on Monday night."),
            ("Ilva bridge open again", "Three years after the flood the bridge over the Ilva in Marport was opened on Tuesday."),
        ];
        let doc = |(id, (title, text)): (u64, &(&'static str, &'static str))| Doc {
            id,
            title,
            text,
            published: None,
            language: Some("en"),
            publisher: title,
            vector: None,
        };
        let docs: Vec<Doc<'_>> = (0..).zip(&texts).map(doc).collect();
        for passes in [1, 2, 3, 7] {
            assert_eq!(played(&docs, Options::default(), passes).unwrap().stories(), [vec![0, 2], vec![1]], "{passes} passes");
        }
    }
}
