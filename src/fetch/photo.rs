//! Photo probes: what a picture is by its first bytes, without fetching all of it.

use url::Url;

use super::{Accept, Body, Client, FetchError, Request, Robots};
use crate::model::PhotoFacts;

/// Bytes that hold the dimensions of all but the strangest files.
const PREFIX: u64 = 64 * 1024;

/// Bytes that are read of the strangest files.
const LONG_PREFIX: u64 = 512 * 1024;

/// Smaller pictures are tracking pixels and icons.
const MIN_SIDE: u32 = 50;

/// Why there is no photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPhoto {
    /// One line.
    pub why: String,
    /// The same request may succeed later.
    pub passing: bool,
}

impl NoPhoto {
    fn at_all(why: impl Into<String>) -> Self {
        Self { why: why.into(), passing: false }
    }
}

impl From<FetchError> for NoPhoto {
    fn from(error: FetchError) -> Self {
        Self { passing: !error.is_final(), why: error.to_string() }
    }
}

/// Type, dimensions and length of a photo as any reader would get it: without cookies, without referrer.
///
/// # Errors
/// Why it is no photo that a reader could load.
pub async fn probe(client: &Client, url: Url) -> Result<PhotoFacts, NoPhoto> {
    let mut last = String::new();
    for prefix in [PREFIX, LONG_PREFIX] {
        let request = Request { robots: Robots::Ignore, prefix: Some(prefix), ..Request::new(url.clone(), Accept::Photo) };
        let response = client.get(request).await?;
        let Body::Bytes(bytes) = response.body else { return Err(NoPhoto::at_all("304 to an unconditional request")) };
        let Some(kind) = infer::get(&bytes).filter(|kind| kind.mime_type().starts_with("image/")) else {
            return Err(NoPhoto::at_all("no image, whatever its address says"));
        };
        let whole = (bytes.len() as u64) < prefix && response.truncated.is_none();
        match imagesize::blob_size(&bytes) {
            Ok(size) => {
                let (width, height) =
                    (u32::try_from(size.width).unwrap_or(u32::MAX), u32::try_from(size.height).unwrap_or(u32::MAX));
                if width < MIN_SIDE || height < MIN_SIDE {
                    return Err(NoPhoto::at_all(format!("{width} x {height} pixels are too few for a photo")));
                }
                let length = response.total_length.or(whole.then_some(bytes.len() as u64)).unwrap_or(0);
                return Ok(PhotoFacts { media_type: kind.mime_type().to_owned(), width, height, length });
            }
            Err(error) => last = format!("an image without dimensions: {error}"),
        }
        if whole {
            break;
        }
    }
    Err(NoPhoto::at_all(last))
}
