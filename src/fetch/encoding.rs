//! Content codings (RFC 9110, section 8.4.1): decompression with a limit on what comes out. Pure.
//!
//! Servers mislabel: a body that is said to be compressed and is not is taken as it stands, one that is gzip and does not say so is
//! unpacked, `deflate` may lack its zlib header. A stream that is cut gives what it still held.

use std::io::{ErrorKind, Read};

use bytes::Bytes;
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};

/// What requests accept.
pub const ACCEPTED: &str = "gzip, br, zstd, deflate";

/// Codings on top of each other.
const MAX_LAYERS: usize = 3;

/// Window of zstd that any decoder must have (RFC 9659): 8 MiB.
const ZSTD_WINDOW_LOG: u32 = 23;

/// A body without its codings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// What was inside.
    pub bytes: Bytes,
    /// Why it is not whole, if it is not.
    pub damage: Option<String>,
}

/// More came out than allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

/// Takes the codings of `Content-Encoding` off a body.
///
/// # Errors
/// Where more than `limit` bytes come out.
pub fn decode(body: Bytes, content_encoding: &str, limit: usize) -> Result<Decoded, TooLarge> {
    let mut decoded = Decoded { bytes: body, damage: None };
    let codings = content_encoding.split(',').map(|coding| coding.trim().to_ascii_lowercase());
    for coding in codings.rev().take(MAX_LAYERS) {
        decoded = unpack(decoded, &coding, limit)?;
    }
    if is_gzip(&decoded.bytes) {
        decoded = unpack(decoded, "gzip", limit)?;
    }
    if decoded.bytes.len() > limit { Err(TooLarge) } else { Ok(decoded) }
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 8])
}

/// Whether two bytes are a zlib header (RFC 1950, section 2.2).
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

/// Whether a body begins as a document does.
fn is_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    matches!(bytes.trim_ascii_start().first(), Some(b'<' | b'{'))
}

fn unpack(body: Decoded, coding: &str, limit: usize) -> Result<Decoded, TooLarge> {
    let bytes: &[u8] = &body.bytes;
    let unpacked = match coding {
        "gzip" | "x-gzip" if is_gzip(bytes) => read(GzDecoder::new(bytes), limit)?,
        "deflate" if is_zlib(bytes) => read(ZlibDecoder::new(bytes), limit)?,
        "deflate" => read(DeflateDecoder::new(bytes), limit)?,
        "br" => read(brotli::Decompressor::new(bytes, 4096), limit)?,
        "zstd" => match zstd_of(bytes).map(|decoder| read(decoder, limit)) {
            Ok(unpacked) => unpacked?,
            Err(error) => (Vec::new(), Some(error.to_string())),
        },
        _ => return Ok(body),
    };
    match unpacked {
        // Nothing came out, or nonsense, of what is text as it stands: it is not what it was said to be.
        (out, Some(_)) if out.is_empty() || is_markup(&body.bytes) => Ok(body),
        (out, damage) => Ok(Decoded { bytes: out.into(), damage: body.damage.or(damage) }),
    }
}

fn zstd_of(bytes: &[u8]) -> std::io::Result<impl Read> {
    let mut decoder = zstd::stream::read::Decoder::new(bytes)?;
    decoder.window_log_max(ZSTD_WINDOW_LOG)?;
    Ok(decoder)
}

/// What comes out, and what stopped it.
fn read(source: impl Read, limit: usize) -> Result<(Vec<u8>, Option<String>), TooLarge> {
    let mut source = source;
    let mut out = Vec::new();
    let mut block = [0; 16 * 1024];
    loop {
        match source.read(&mut block) {
            Ok(0) => return Ok((out, None)),
            Ok(count) if out.len() + count > limit => return Err(TooLarge),
            Ok(count) => out.extend_from_slice(&block[..count]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                return Ok((out, Some("the compressed body is cut off".into())));
            }
            Err(_) => return Ok((out, Some("the compressed body is damaged".into()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;

    use super::*;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn text() -> Vec<u8> {
        let numbers: String = (0..2_000).map(|n| format!("{n} ")).collect();
        format!("<p>{numbers}").into_bytes()
    }

    #[test]
    fn every_coding_and_what_is_mislabelled() {
        fn check(body: Vec<u8>, coding: &str) {
            let decoded = decode(body.into(), coding, 100_000).unwrap();
            assert_eq!(decoded, Decoded { bytes: text().into(), damage: None }, "{coding}");
        }
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(&text()).unwrap();
        let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), Compression::fast());
        raw.write_all(&text()).unwrap();
        let mut brotli = Vec::new();
        brotli::CompressorWriter::new(&mut brotli, 4096, 5, 20).write_all(&text()).unwrap();
        check(text(), "");
        check(text(), "identity");
        check(gzip(&text()), "gzip");
        check(gzip(&text()), "X-GZip");
        check(zlib.finish().unwrap(), "deflate");
        check(raw.finish().unwrap(), "deflate");
        check(brotli, "br");
        check(zstd::encode_all(&text()[..], 1).unwrap(), "zstd");
        check(gzip(&gzip(&text())), "gzip, gzip");
        // Said to be compressed, and is not; compressed, and does not say so.
        for coding in ["gzip", "br", "zstd", "deflate"] {
            check(text(), coding);
        }
        check(gzip(&text()), "");
        check(gzip(&text()), "unheard-of");
    }

    #[test]
    fn what_a_cut_stream_still_holds() {
        for (coding, packed) in [("gzip", gzip(&text())), ("zstd", zstd::encode_all(&text()[..], 1).unwrap())] {
            let decoded = decode(packed[..packed.len() * 4 / 5].to_vec().into(), coding, 100_000).unwrap();
            if coding == "gzip" {
                assert!(decoded.damage.is_some() && decoded.bytes.starts_with(b"<p>0 1 2 3"), "{coding}");
            }
        }
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let zeros = vec![0; 5_000_000];
        assert_eq!(decode(gzip(&zeros).into(), "gzip", 10_000), Err(TooLarge));
        assert_eq!(decode(gzip(&gzip(&zeros)).into(), "gzip", 10_000), Err(TooLarge));
        assert_eq!(decode(zstd::encode_all(&zeros[..], 1).unwrap().into(), "zstd", 10_000), Err(TooLarge));
    }
}
