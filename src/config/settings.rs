//! Settings as the rest of the program sees them: validated, with every default filled in.

use std::path::PathBuf;
use std::time::Duration;

use chrono::TimeDelta;
use ipnet::IpNet;
use regex::Regex;
use url::Url;

use crate::model::{FeedId, SourceId};

/// Everything that `config.toml` and the environment decide.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `[store]`
    pub store: StoreSettings,
    /// `[publish]`
    pub publish: PublishSettings,
    /// `[server]`
    pub server: ServerSettings,
    /// `[fetch]`
    pub fetch: FetchSettings,
    /// `[grouping]`
    pub grouping: GroupingSettings,
    /// `[summary]`
    pub summary: SummarySettings,
    /// `[photos]`
    pub photos: PhotoSettings,
    /// `[[source]]`
    pub sources: Vec<Source>,
    /// `[[feed]]`
    pub feeds: Vec<FeedSettings>,
}

/// Where articles and the ledger of published stories are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreSettings {
    /// The SQLite file of `sqlite:…`, absolute.
    pub sqlite: PathBuf,
}

/// Where feeds are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishSettings {
    /// Absolute.
    pub dir: PathBuf,
    /// Where readers find that folder; ends with a slash.
    pub base_url: Url,
    /// In the order given, none twice.
    pub formats: Vec<Format>,
    /// Compressed copies beside each file, for web servers that look for them.
    pub precompress: Vec<Coding>,
    /// WebSub hubs that are told of changes.
    pub hubs: Vec<Hub>,
}

/// A format that newsloom writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// RSS 2.0, `.rss`
    Rss,
    /// Atom 1.0, `.atom`
    Atom,
    /// JSON Feed 1.1, `.json`
    Json,
}

/// A content coding of precompressed files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Coding {
    /// `.gz`
    Gzip,
    /// `.br`
    Brotli,
}

/// Who tells subscribers of changes (WebSub, section 4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hub {
    /// `newsloom serve`, at `websub` below `publish.base_url`.
    Own,
    /// A hub elsewhere.
    Elsewhere(Url),
}

impl PublishSettings {
    /// The addresses at which subscribers find the hubs.
    pub fn hub_addresses(&self) -> Vec<Url> {
        let address = |hub: &Hub| match hub {
            Hub::Own => self.base_url.join("websub").ok(),
            Hub::Elsewhere(url) => Some(url.clone()),
        };
        self.hubs.iter().filter_map(address).collect()
    }
}

/// `serve`'s own HTTP server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerSettings {
    /// Address and port.
    pub listen: std::net::SocketAddr,
}

/// How the web is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchSettings {
    /// Names the project and the site.
    pub user_agent: String,
    /// Requests at once in all.
    pub concurrency: usize,
    /// Requests at once to one host.
    pub per_host: usize,
    /// For one whole request.
    pub timeout: Duration,
    /// Bytes after decompression.
    pub max_body: u64,
    /// Private ranges that may be asked all the same.
    pub allow_private: Vec<IpNet>,
    /// RFC 9309.
    pub respect_robots: bool,
    /// Fetch article pages.
    pub full_text: bool,
}

impl Default for FetchSettings {
    /// As `[fetch]` is without any key.
    fn default() -> Self {
        Self {
            user_agent: format!("newsloom/{}", env!("CARGO_PKG_VERSION")),
            concurrency: 64,
            per_host: 2,
            timeout: Duration::from_secs(30),
            max_body: 10 << 20,
            allow_private: Vec::new(),
            respect_robots: true,
            full_text: true,
        }
    }
}

/// How reports become stories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupingSettings {
    /// How far apart two reports of one event may lie; `None`: any distance.
    pub window: Option<TimeDelta>,
    /// How sure a link must be.
    pub profile: Profile,
    /// Group across languages.
    pub cross_lingual: bool,
    /// What makes sentence vectors.
    pub encoder: EncoderSettings,
}

/// What makes sentence vectors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum EncoderSettings {
    /// Nothing: words, names and numbers must do.
    None,
    /// The encoder that newsloom carries.
    #[default]
    Builtin,
    /// A service that speaks OpenAI's protocol for embeddings.
    Endpoint {
        /// The address before `/embeddings`.
        url: Url,
        /// Which of its models.
        model: String,
    },
}

/// How sure a link between two reports must be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Rather apart than wrongly together.
    Strict,
    /// As fitted.
    #[default]
    Balanced,
    /// Rather together.
    Loose,
}

/// How long summaries are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummarySettings {
    /// Words.
    pub max_words: usize,
}

/// Which photos are good enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoSettings {
    /// Pixels.
    pub min_width: u32,
}

/// One `[[source]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Unique.
    pub id: SourceId,
    /// For `kind = "folder"`, a `file:` address.
    pub url: Url,
    /// Overrides the feed's own.
    pub title: Option<String>,
    /// What stands behind the address.
    pub kind: SourceKind,
    /// Never asked more often than this.
    pub interval: Duration,
    /// Overrides detection.
    pub language: Option<String>,
    /// For the feeds' `sources = ["#tag"]`.
    pub tags: Vec<String>,
    /// Which source leads a story when all else is equal.
    pub weight: f64,
    /// Fetch article pages of this source.
    pub full_text: bool,
}

/// What stands behind a source's address.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// Whatever the bytes are: a feed, or a page that advertises one, or else its article links.
    #[default]
    Auto,
    /// A feed, nothing else.
    Feed,
    /// A front page whose links are the articles.
    Page,
    /// A (news) sitemap.
    Sitemap,
    /// A folder of HTML, Markdown and text files.
    Folder,
}

/// One `[[feed]]`: a combined feed.
#[derive(Debug, Clone)]
pub struct FeedSettings {
    /// Unique; also the name of its files.
    pub id: FeedId,
    /// Plain text.
    pub title: String,
    /// Plain text.
    pub description: String,
    /// Preferred language of headline and summary within a story.
    pub language: Option<String>,
    /// Which sources' reports count.
    pub sources: Vec<SourcePattern>,
    /// At least one must match title or text; none given: all do.
    pub include: Vec<Matcher>,
    /// None may match.
    pub exclude: Vec<Matcher>,
    /// A report in one of these; none given: any.
    pub languages: Vec<String>,
    /// Publishers that must report a story.
    pub min_sources: usize,
    /// Entries.
    pub limit: usize,
    /// Since first publication.
    pub max_age: TimeDelta,
    /// What a story that develops does.
    pub updates: Updates,
    /// Where the photo goes.
    pub image: ImagePlacement,
    /// Bytes of each of its files, beyond which the oldest entries are shortened.
    pub max_size: usize,
}

/// Which sources belong to a combined feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourcePattern {
    /// `#tag`
    Tag(String),
    /// An id, in which `*` stands for any characters.
    Glob(String),
}

/// A word or a `/regex/` of `include` and `exclude`.
#[derive(Debug, Clone)]
pub enum Matcher {
    /// Whole word or phrase, case folded.
    Word(String),
    /// With a size limit; case-insensitive.
    Regex(Regex),
}

impl Matcher {
    /// Whether it occurs in a text.
    pub fn matches(&self, text: &str) -> bool {
        match self {
            Matcher::Regex(regex) => regex.is_match(text),
            Matcher::Word(word) => has_word(&text.to_lowercase(), &word.to_lowercase()),
        }
    }
}

/// Whether a phrase stands in a text with no letter or digit on either side; scripts without spaces have no such sides.
fn has_word(text: &str, word: &str) -> bool {
    let part_of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !crate::text::words::is_wide(c));
    let stands = |(at, found): (usize, &str)| {
        !part_of_word(text[..at].chars().next_back()) && !part_of_word(text[at + found.len()..].chars().next())
    };
    !word.is_empty() && text.match_indices(word).any(stands)
}

/// What a story that develops does in a feed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Updates {
    /// Its entry changes.
    #[default]
    Silent,
    /// A new entry follows.
    FollowUp,
}

/// Where a feed shows the photo.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ImagePlacement {
    /// In the content and as an enclosure.
    #[default]
    Both,
    /// Only as an enclosure.
    Enclosure,
    /// Only in the content.
    Inline,
    /// Nowhere.
    None,
}

impl SourcePattern {
    /// Whether `source` belongs.
    pub fn matches(&self, source: &Source) -> bool {
        match self {
            SourcePattern::Tag(tag) => source.tags.contains(tag),
            SourcePattern::Glob(glob) => glob_matches(glob.as_bytes(), source.id.0.as_bytes()),
        }
    }
}

/// As the configuration writes it.
impl std::fmt::Display for SourcePattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            SourcePattern::Tag(tag) => write!(f, "#{tag}"),
            SourcePattern::Glob(glob) => f.write_str(glob),
        }
    }
}

/// `*` is any bytes. Each piece between stars may be taken where it first fits, so there is no search back.
fn glob_matches(glob: &[u8], text: &[u8]) -> bool {
    let mut pieces = glob.split(|byte| *byte == b'*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let Some(last) = pieces.next_back() else { return rest.is_empty() };
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        let Some(at) = rest.windows(piece.len()).position(|window| window == piece) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole() {
        fn check(word: &str, text: &str, expected: bool) {
            assert_eq!(Matcher::Word(word.into()).matches(text), expected, "{word} in {text}");
        }
        check("Climate", "The climate, they say", true);
        check("climate", "Acclimated", false);
        check("climate change", "On Climate Change.", true);
        check("war", "warm", false);
        check("мост", "Новый Мост открыт", true);
        check("北京", "在北京大学", true);
    }
}
