//! Authenticated content distribution (WebSub, section 7): `X-Hub-Signature: method=hex`, an HMAC (RFC 2104) of the body.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

/// The name of the header.
pub const HEADER: &str = "x-hub-signature";

/// The header's value for a body, with SHA-256.
pub fn sign(secret: &[u8], body: &[u8]) -> String {
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return String::new() };
    mac.update(body);
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}

/// Whether a header's value is the signature of a body, by any method that section 7.1 names. Takes the same time wherever the
/// first difference is.
pub fn verify(secret: &[u8], body: &[u8], header: &str) -> bool {
    let Some((method, hex)) = header.trim().split_once('=') else { return false };
    let Some(signature) = bytes_of(hex.trim()) else { return false };
    match method.trim().to_ascii_lowercase().as_str() {
        "sha1" => matches::<Hmac<Sha1>>(secret, body, &signature),
        "sha256" => matches::<Hmac<Sha256>>(secret, body, &signature),
        "sha384" => matches::<Hmac<Sha384>>(secret, body, &signature),
        "sha512" => matches::<Hmac<Sha512>>(secret, body, &signature),
        _ => false,
    }
}

fn matches<M: Mac + KeyInit>(secret: &[u8], body: &[u8], signature: &[u8]) -> bool {
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(secret) else { return false };
    mac.update(body);
    mac.verify_slice(signature).is_ok()
}

/// Bytes of hexadecimal digits; no signature is longer than 64 bytes.
fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    if !hex.len().is_multiple_of(2) || hex.len() > 128 || !hex.is_ascii() {
        return None;
    }
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_verifies_and_nothing_else_does() {
        let header = sign(b"secret", b"body");
        assert!(verify(b"secret", b"body", &header));
        assert!(!verify(b"secret", b"other", &header) && !verify(b"other", b"body", &header));
        for header in ["", "sha256=", "sha256=zz", "sha256=+1", "md5=00", "sha256", &header.replace("sha256", "sha512")] {
            assert!(!verify(b"secret", b"body", header), "{header}");
        }
    }

    /// Test case 2 of RFC 2202 and RFC 4231.
    #[test]
    fn known_signatures() {
        let check = |header: &str| assert!(verify(b"Jefe", b"what do ya want for nothing?", header), "{header}");
        check("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        check("SHA256=5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843");
        assert_eq!(
            sign(b"Jefe", b"what do ya want for nothing?"),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
