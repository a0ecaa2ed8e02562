use axum::http::{HeaderMap, HeaderValue, StatusCode, header};

use super::files::document;

fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
}

#[test]
fn a_document_that_the_reader_has_is_not_sent_again() {
    let bytes = vec![b'x'; 2_000];
    let plain = document(&HeaderMap::new(), "text/html", bytes.clone());
    let tag = plain.headers()[header::ETAG].to_str().unwrap().to_owned();
    assert!(plain.status() == StatusCode::OK && tag.starts_with('"'));
    let check = |condition: &str, expected: StatusCode| {
        assert_eq!(
            document(&headers(&[(header::IF_NONE_MATCH, condition)]), "text/html", bytes.clone()).status(),
            expected,
            "{condition}"
        );
    };
    check(&tag, StatusCode::NOT_MODIFIED);
    check(&format!("\"other\", W/{tag}"), StatusCode::NOT_MODIFIED);
    check("*", StatusCode::NOT_MODIFIED);
    check("\"other\"", StatusCode::OK);
}

#[test]
fn compressed_is_another_representation() {
    let bytes = vec![b'x'; 2_000];
    let plain = document(&HeaderMap::new(), "text/html", bytes.clone());
    let gzip = document(&headers(&[(header::ACCEPT_ENCODING, "br, gzip;q=0.8")]), "text/html", bytes.clone());
    let refused = document(&headers(&[(header::ACCEPT_ENCODING, "gzip;q=0")]), "text/html", bytes);
    assert_eq!(gzip.headers()[header::CONTENT_ENCODING], "gzip");
    assert_ne!(plain.headers()[header::ETAG], gzip.headers()[header::ETAG]);
    assert!(!refused.headers().contains_key(header::CONTENT_ENCODING));
}
