//! Which id each cluster of articles carries.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Development, Published};
use crate::model::{ArticleId, StoryId};

/// What becomes of one cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The id that it keeps; `None`: one is to be minted.
    pub story: Option<StoryId>,
    /// Stories that end in it as aliases, oldest first.
    pub absorbs: Vec<StoryId>,
    /// Its articles, in order of arrival.
    pub members: Vec<ArticleId>,
}

/// Gives every cluster the id that readers know it by (rules 1 and 2 of the identity contract).
///
/// `published` are the living stories, `clusters` a partition of the articles that were grouped. Members of a story that were not
/// grouped (they fell out of the window) stay with its id. The answer has one element a cluster, in the same order.
pub fn settle(published: &[Published], clusters: &[Vec<ArticleId>]) -> Vec<Settled> {
    let home: HashMap<ArticleId, usize> =
        clusters.iter().enumerate().flat_map(|(at, members)| members.iter().map(move |id| (*id, at))).collect();
    let mut claims: BTreeMap<usize, Vec<&Published>> = BTreeMap::new();
    for story in published {
        if let Some(cluster) = claim(story, &home) {
            claims.entry(cluster).or_default().push(story);
        }
    }
    let mut settled: Vec<Settled> =
        clusters.iter().map(|members| Settled { story: None, absorbs: Vec::new(), members: members.clone() }).collect();
    for (cluster, mut stories) in claims {
        // v7 ids are in order of minting, so the smallest was published first.
        stories.sort_by_key(|story| story.id);
        let ungrouped = stories.iter().flat_map(|story| &story.members).filter(|id| !home.contains_key(id));
        settled[cluster].members.extend(ungrouped);
        settled[cluster].members.sort();
        settled[cluster].members.dedup();
        settled[cluster].story = stories.first().map(|story| story.id);
        settled[cluster].absorbs = stories.iter().skip(1).map(|story| story.id).collect();
    }
    settled
}

/// Takes out of a story what does not tell it any more: an address under which another article stands now. The id stays with the other reports,
/// of which the first leads from now on; where there are none, nothing claims it, and what was published stays as it was. Says whether any left.
pub fn leave(story: &mut Published, gone: impl Fn(ArticleId) -> bool) -> bool {
    let before = story.members.len();
    story.members.retain(|id| !gone(*id));
    if let Some(first) = story.members.first().filter(|_| !story.members.contains(&story.anchor)) {
        story.anchor = *first;
    }
    let left = story.members.len() < before;
    if left {
        // What it was told from is not what it has.
        story.inputs.clear();
    }
    left
}

/// A story that nobody stands by any more, since all of its reports were withdrawn: its id, and those of its follow-ups, lead to nothing, and are
/// never used again.
pub fn end(story: Published) -> Published {
    let silent =
        |one: Development| Development { before: BTreeMap::new(), heads: BTreeMap::new(), listed: BTreeSet::new(), ..one };
    let developments = story.developments.into_iter().map(silent).collect();
    Published { members: Vec::new(), tellings: BTreeMap::new(), inputs: String::new(), pending: false, developments, ..story }
}

/// The cluster that carries on with the story's id: the one with its anchor, or with most of its members where the anchor is gone.
fn claim(story: &Published, home: &HashMap<ArticleId, usize>) -> Option<usize> {
    if let Some(cluster) = home.get(&story.anchor).filter(|_| story.members.contains(&story.anchor)) {
        return Some(*cluster);
    }
    let mut tally: BTreeMap<usize, usize> = BTreeMap::new();
    for cluster in story.members.iter().filter_map(|id| home.get(id)) {
        *tally.entry(*cluster).or_default() += 1;
    }
    let most = tally.values().max().copied()?;
    tally.into_iter().find(|(_, count)| *count == most).map(|(cluster, _)| cluster)
}
