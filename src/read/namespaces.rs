//! Vocabularies of XML that feeds and sitemaps use.

/// A vocabulary that feeds use, by its namespace name or, undeclared, by its customary prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ns {
    /// No namespace, RSS 0.9x to 2.0, RSS 1.0.
    Rss,
    /// Atom 1.0 and 0.3.
    Atom,
    /// Dublin Core.
    Dc,
    /// `content:encoded`.
    Content,
    /// Media RSS.
    Media,
    /// iTunes.
    Itunes,
    /// Syndication.
    Sy,
    /// RDF.
    Rdf,
    /// XHTML.
    Xhtml,
    /// Sitemaps.
    Sitemap,
    /// Google News sitemaps.
    News,
    /// Google image sitemaps.
    Image,
    /// Anything else.
    Other,
}

/// The vocabulary of a namespace name.
pub fn of_uri(uri: &str) -> Ns {
    let uri = uri.trim().to_ascii_lowercase();
    if uri.is_empty() {
        return Ns::Rss;
    }
    let known = [
        ("http://www.w3.org/2005/atom", Ns::Atom),
        ("https://www.w3.org/2005/atom", Ns::Atom),
        ("http://purl.org/atom/", Ns::Atom),
        ("http://purl.org/dc/", Ns::Dc),
        ("http://purl.org/rss/1.0/modules/content", Ns::Content),
        ("http://purl.org/rss/1.0/modules/syndication", Ns::Sy),
        ("http://purl.org/rss/1.0/modules/", Ns::Other),
        ("http://purl.org/", Ns::Rss),
        ("http://my.netscape.com/", Ns::Rss),
        ("http://channel.netscape.com/", Ns::Rss),
        ("http://backend.userland.com/", Ns::Rss),
        ("http://blogs.law.harvard.edu/", Ns::Rss),
        ("http://cyber.law.harvard.edu/", Ns::Rss),
        ("http://search.yahoo.com/mrss", Ns::Media),
        ("https://search.yahoo.com/mrss", Ns::Media),
        ("http://www.rssboard.org/media-rss", Ns::Media),
        ("http://tools.search.yahoo.com/mrss", Ns::Media),
        ("http://www.itunes.com/", Ns::Itunes),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns", Ns::Rdf),
        ("http://www.w3.org/1999/xhtml", Ns::Xhtml),
        ("http://www.google.com/schemas/sitemap-news", Ns::News),
        ("http://www.google.com/schemas/sitemap-image", Ns::Image),
        ("http://www.sitemaps.org/", Ns::Sitemap),
        ("https://www.sitemaps.org/", Ns::Sitemap),
        ("http://www.google.com/schemas/sitemap/", Ns::Sitemap),
    ];
    known.iter().find(|(start, _)| uri.starts_with(start)).map_or(Ns::Other, |(_, ns)| *ns)
}

/// The vocabulary that a prefix customarily stands for.
pub fn of_prefix(prefix: &str) -> Ns {
    match prefix.to_ascii_lowercase().as_str() {
        "rss" => Ns::Rss,
        "atom" | "atom10" | "a10" => Ns::Atom,
        "dc" | "dcterms" => Ns::Dc,
        "content" => Ns::Content,
        "media" => Ns::Media,
        "itunes" => Ns::Itunes,
        "sy" => Ns::Sy,
        "rdf" => Ns::Rdf,
        "xhtml" => Ns::Xhtml,
        "news" => Ns::News,
        "image" => Ns::Image,
        _ => Ns::Other,
    }
}
