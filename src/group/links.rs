//! The links of all articles, in one piece of memory: most articles have none or one.

use super::cluster::Pair;
use super::copies::Repeats;

/// A link from an article to an earlier one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    pub earlier: u32,
    pub odds: f32,
    pub repeats: Repeats,
}

/// Links by the article that came later.
#[derive(Default)]
pub struct Links {
    all: Vec<Link>,
    /// Where those of each article end.
    ends: Vec<u32>,
}

impl Links {
    /// Takes those of the next article.
    pub fn push(&mut self, links: impl IntoIterator<Item = Link>) {
        self.all.extend(links);
        self.ends.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    /// Those of an article to earlier ones.
    pub fn of(&self, at: usize) -> &[Link] {
        let begin = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[begin as usize..self.ends[at] as usize]
    }

    /// All of them, and which articles they tie.
    pub fn pairs(&self) -> impl Iterator<Item = (Pair, &Link)> {
        (0..self.ends.len()).flat_map(|at| self.of(at).iter().map(move |link| ((link.earlier as usize, at), link)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stand_with_their_article() {
        let link = |earlier: u32| Link { earlier, odds: 1.0, repeats: Repeats::No };
        let mut links = Links::default();
        for of_article in [vec![], vec![0], vec![], vec![0, 2]] {
            links.push(of_article.into_iter().map(link));
        }
        let of = |at: usize| links.of(at).iter().map(|link| link.earlier).collect::<Vec<_>>();
        assert_eq!((of(0), of(1), of(2), of(3)), (vec![], vec![0], vec![], vec![0, 2]));
        assert_eq!(links.pairs().map(|(pair, _)| pair).collect::<Vec<_>>(), [(0, 1), (0, 3), (2, 3)]);
    }
}
