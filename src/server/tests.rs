use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, Utc};

use super::coding::{self, Coding, Packed};
use super::files::{self, Document};

fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
}

fn modified() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_770_000_000_750).unwrap()
}

fn answer(asked: &[(HeaderName, &str)]) -> Response {
    let document = Document {
        media_type: "text/html; charset=utf-8".into(),
        bytes: vec![b'x'; 2_000].into(),
        modified: Some(modified()),
        links: None,
    };
    files::document(&headers(asked), &Packed::default(), document)
}

fn tag(response: &Response) -> String {
    response.headers()[header::ETAG].to_str().unwrap().to_owned()
}

#[test]
fn a_document_that_the_reader_has_is_not_sent_again() {
    let plain = answer(&[]);
    let tag = tag(&plain);
    assert!(plain.status() == StatusCode::OK && tag.starts_with('"'));
    let check = |condition: &str, expected: StatusCode| {
        let response = answer(&[(header::IF_NONE_MATCH, condition)]);
        assert_eq!(response.status(), expected, "{condition}");
        assert_eq!(self::tag(&response), tag);
    };
    check(&tag, StatusCode::NOT_MODIFIED);
    check(&format!("\"other\", W/{tag}"), StatusCode::NOT_MODIFIED);
    check("*", StatusCode::NOT_MODIFIED);
    check("\"other\"", StatusCode::OK);
}

#[test]
fn dates_count_where_no_tag_is_given() {
    let date = answer(&[]).headers()[header::LAST_MODIFIED].to_str().unwrap().to_owned();
    assert_eq!(date, "Mon, 02 Feb 2026 02:40:00 GMT");
    let status = |pairs: &[(HeaderName, &str)]| answer(pairs).status();
    assert_eq!(status(&[(header::IF_MODIFIED_SINCE, &date)]), StatusCode::NOT_MODIFIED);
    assert_eq!(status(&[(header::IF_MODIFIED_SINCE, "Mon, 02 Feb 2026 02:39:59 GMT")]), StatusCode::OK);
    assert_eq!(status(&[(header::IF_MODIFIED_SINCE, "yesterday")]), StatusCode::OK);
    assert_eq!(status(&[(header::IF_MODIFIED_SINCE, &date), (header::IF_NONE_MATCH, "\"other\"")]), StatusCode::OK);
}

#[test]
fn compressed_is_another_representation() {
    let tags: Vec<String> = ["", "gzip", "br", "zstd"].map(|coding| tag(&answer(&[(header::ACCEPT_ENCODING, coding)]))).into();
    assert_eq!(tags.iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
    let gzip = answer(&[(header::ACCEPT_ENCODING, "gzip")]);
    assert_eq!(
        (&gzip.headers()[header::CONTENT_ENCODING], &gzip.headers()[header::VARY]),
        (&HeaderValue::from_static("gzip"), &HeaderValue::from_static("Accept-Encoding"))
    );
}

#[test]
fn the_reader_chooses_the_coding() {
    let check = |accepted: &str, expected: Option<Coding>| {
        assert_eq!(coding::choose(&headers(&[(header::ACCEPT_ENCODING, accepted)]), 2_000), expected, "{accepted}");
    };
    check("gzip, deflate, br, zstd", Some(Coding::Brotli));
    check("gzip, zstd", Some(Coding::Zstd));
    check("br;q=0.5, gzip;q=0.8", Some(Coding::Gzip));
    check("gzip;q=0", None);
    check("*;q=0.1, br;q=0", Some(Coding::Zstd));
    check("identity", None);
    assert_eq!(coding::choose(&headers(&[(header::ACCEPT_ENCODING, "gzip")]), 100), None);
}

#[test]
fn what_is_packed_unpacks() {
    let bytes = b"a feed ".repeat(500);
    let packed = Packed::default();
    let zstd = packed.get("z", &bytes, Coding::Zstd);
    assert_eq!(zstd::decode_all(zstd.as_ref()).unwrap(), bytes);
    // The tag says it all: what was packed under it is not packed again.
    assert_eq!(packed.get("z", b"other", Coding::Zstd), zstd);
}
