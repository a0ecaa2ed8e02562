//! What the rooms hand to each other: plain data, no behaviour beyond what the data itself says.
//!
//! The order of the files is the order of the data's way through the program:
//! [`Feed`] and [`Page`] are what reading yields, [`Article`] is what the store keeps,
//! [`Entry`] is one story as it is published.

mod article;
mod entry;
mod feed;
mod ids;
mod page;
mod photo;
mod vector;

pub use article::{Article, LONGEST_WAIT, PageState};
pub use entry::{Entry, EntryPhoto, Figure, FigureValue, Report, Sentence};
pub use feed::{Enclosure, Feed, FeedEntry, FeedFormat, UpdateHints};
pub use ids::{ArticleId, FeedId, SourceId, StoryId};
pub use page::{Page, PageImage, PageLink};
pub use photo::{Again, Image, Photo, PhotoFacts};
pub use vector::Vector;
