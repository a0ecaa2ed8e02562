use std::io::Write;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::config::FetchSettings;

fn settings() -> FetchSettings {
    FetchSettings {
        user_agent: "newsloom/test".into(),
        concurrency: 8,
        per_host: 2,
        timeout: Duration::from_millis(400),
        max_body: 10_000,
        allow_private: vec!["127.0.0.1/32".parse().unwrap()],
        respect_robots: true,
        full_text: true,
    }
}

fn client() -> Client {
    Client::new(&settings()).unwrap()
}

fn request(server: &MockServer, at: &str) -> Request {
    let url = Url::parse(&server.uri()).unwrap().join(at).unwrap();
    Request { robots: Robots::Ignore, ..Request::new(url, Accept::Feed) }
}

async fn serving(at: &str, answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("GET")).and(path(at)).respond_with(answer).mount(&server).await;
    server
}

/// The error of a request, as the operator reads it.
async fn error(server: &MockServer, at: &str) -> String {
    client().get(request(server, at)).await.unwrap_err().to_string().replace(&server.address().to_string(), "HOST")
}

#[tokio::test]
async fn validators_come_and_go_verbatim() {
    let server = MockServer::start().await;
    Mock::given(header("if-none-match", "W/\"x y\""))
        .respond_with(ResponseTemplate::new(304))
        .with_priority(1)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).insert_header("ETag", "W/\"x y\"").set_body_string("feed"))
        .mount(&server)
        .await;
    let first = client().get(request(&server, "/")).await.unwrap();
    assert_eq!(first.body, Body::Bytes(Bytes::from_static(b"feed")));
    let again = Request { validators: first.validators.clone(), ..request(&server, "/") };
    let second = client().get(again).await.unwrap();
    assert_eq!((second.body, second.validators), (Body::NotModified, first.validators));
}

#[tokio::test]
async fn errors_say_what_and_where() {
    let server = serving("/gone", ResponseTemplate::new(410)).await;
    assert_eq!(error(&server, "/gone").await, "410 Gone from HOST/gone");
    assert_eq!(error(&server, "/none").await, "404 Not Found from HOST/none");
    let server = serving("/big", ResponseTemplate::new(200).set_body_bytes(vec![b'x'; 20_000])).await;
    assert_eq!(error(&server, "/big").await, "HOST/big is larger than the limit of 10000 bytes (fetch.max_body)");
    let server = serving("/slow", ResponseTemplate::new(200).set_delay(Duration::from_secs(2))).await;
    assert_eq!(error(&server, "/slow").await, "timed out: no answer from HOST/slow within 0.4 s");
    let server = serving("/loop", ResponseTemplate::new(302).insert_header("Location", "/loop")).await;
    assert_eq!(error(&server, "/loop").await, "redirect loop at HOST/loop");
}

#[tokio::test]
async fn a_redirect_to_a_private_address_is_refused() {
    for target in ["http://169.254.169.254/latest", "http://127.0.0.9:1/", "http://[::1]/", "http://2130706442/"] {
        let server = serving("/feed", ResponseTemplate::new(302).insert_header("Location", target)).await;
        let error = client().get(request(&server, "/feed")).await.unwrap_err();
        assert_eq!(error.kind, FetchErrorKind::Refused, "{target}");
    }
    let localhost = Request { robots: Robots::Ignore, ..Request::new(Url::parse("http://localhost:1/").unwrap(), Accept::Feed) };
    let strict = Client::new(&FetchSettings { allow_private: Vec::new(), ..settings() }).unwrap();
    assert_eq!(strict.get(localhost).await.unwrap_err().kind, FetchErrorKind::Refused);
}

#[tokio::test]
async fn what_is_sent_is_guarded_like_what_is_fetched() {
    let server = MockServer::start().await;
    let hop = |status: u16, to: &str| ResponseTemplate::new(status).insert_header("Location", to);
    Mock::given(method("POST")).and(path("/hub")).respond_with(hop(307, "/moved")).mount(&server).await;
    Mock::given(method("POST")).and(path("/moved")).respond_with(ResponseTemplate::new(202)).mount(&server).await;
    Mock::given(method("POST")).and(path("/inner")).respond_with(hop(308, "http://127.0.0.9:1/")).mount(&server).await;
    let post = async |url: Url| {
        let posted = client().post(url, HeaderMap::new(), Bytes::from_static(b"hub.mode=subscribe")).await;
        posted.map(|posted| posted.status).map_err(|error| error.kind)
    };
    assert_eq!(post(request(&server, "/hub").url).await, Ok(202));
    assert_eq!(post(request(&server, "/inner").url).await, Err(FetchErrorKind::Refused));
    assert_eq!(post(Url::parse("http://169.254.169.254/hub").unwrap()).await, Err(FetchErrorKind::Refused));
    assert_eq!(server.received_requests().await.unwrap()[1].body, b"hub.mode=subscribe");
}

#[tokio::test]
async fn what_is_sent_may_have_a_time_limit_of_its_own() {
    let server = MockServer::start().await;
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(60));
    Mock::given(method("POST")).respond_with(slow).mount(&server).await;
    let client = Client::new(&FetchSettings { timeout: Duration::from_secs(60), ..settings() }).unwrap();
    let limit = Duration::from_millis(100);
    let posted = client.post_within(limit, request(&server, "/hub").url, HeaderMap::new(), Bytes::new()).await;
    assert_eq!(posted.unwrap_err().kind, FetchErrorKind::Timeout);
}

#[tokio::test]
async fn a_turn_lasts_until_the_server_is_done() {
    // Head and body of every answer lie apart; the most requests that ran at once are counted.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let counts = Arc::new(std::sync::Mutex::new((0, 0)));
    let counted = Arc::clone(&counts);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let counts = Arc::clone(&counted);
            tokio::spawn(async move {
                let mut asked = [0; 4096];
                while let Ok(1..) = socket.read(&mut asked).await {
                    {
                        let mut counts = counts.lock().unwrap();
                        counts.0 += 1;
                        counts.1 = counts.1.max(counts.0);
                    }
                    let head: &[u8] = match asked.starts_with(b"GET /moved") {
                        true => b"HTTP/1.1 302 Found\r\nLocation: /none\r\nContent-Length: 4\r\n\r\n",
                        false => b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\n",
                    };
                    let _ = socket.write_all(head).await;
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    counts.lock().unwrap().0 -= 1;
                    let _ = socket.write_all(b"none").await;
                }
            });
        }
    });
    let client = Client::new(&FetchSettings { per_host: 1, timeout: Duration::from_secs(20), ..settings() }).unwrap();
    let ask = async |path: &str| {
        let url = Url::parse(&format!("http://{address}{path}")).unwrap();
        client.get(Request { robots: Robots::Ignore, ..Request::new(url, Accept::Feed) }).await.unwrap_err().status()
    };
    assert_eq!(tokio::join!(ask("/moved"), ask("/none"), ask("/moved")), (Some(404), Some(404), Some(404)));
    assert_eq!(counts.lock().unwrap().1, 1);
}

#[tokio::test]
async fn credentials_are_sent_and_never_told() {
    let server = serving("/feed", ResponseTemplate::new(404)).await;
    let mut asked = request(&server, "/feed");
    asked.url.set_username("me").unwrap();
    asked.url.set_password(Some("secret")).unwrap();
    let error = client().get(asked).await.unwrap_err().to_string();
    assert!(error.starts_with("404 Not Found from 127.0.0.1") && !error.contains("secret"), "{error}");
    assert!(server.received_requests().await.unwrap()[0].headers.contains_key("authorization"));
    let closed = Url::parse("http://me:secret@127.0.0.1:1/feed").unwrap();
    let error = client().get(Request { robots: Robots::Ignore, ..Request::new(closed, Accept::Feed) }).await.unwrap_err();
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[tokio::test]
async fn only_an_unbroken_chain_of_permanent_redirects_moves_a_source() {
    let server = MockServer::start().await;
    let hop = |at: &'static str, status: u16, to: &str| {
        Mock::given(path(at)).respond_with(ResponseTemplate::new(status).insert_header("Location", to))
    };
    hop("/a", 301, "/b").mount(&server).await;
    hop("/b", 308, "/c").mount(&server).await;
    hop("/x", 302, "/b").mount(&server).await;
    Mock::given(path("/c")).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    let moved = |response: Response| response.permanent.map(|url| url.path().to_owned());
    assert_eq!(moved(client().get(request(&server, "/a")).await.unwrap()).as_deref(), Some("/c"));
    assert_eq!(moved(client().get(request(&server, "/x")).await.unwrap()), None);
}

#[tokio::test]
async fn a_bomb_stops_at_the_limit() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&vec![b' '; 5_000_000]).unwrap();
    let bomb = gzip.finish().unwrap();
    assert!(bomb.len() < 10_000);
    let server = serving("/", ResponseTemplate::new(200).insert_header("Content-Encoding", "gzip").set_body_bytes(bomb)).await;
    assert_eq!(client().get(request(&server, "/")).await.unwrap_err().kind, FetchErrorKind::TooLarge);
}

#[tokio::test]
async fn what_a_cut_compressed_body_still_holds() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let text: String = (0..2_000).map(|n| format!("{n} ")).collect();
    gzip.write_all(text.as_bytes()).unwrap();
    let mut packed = gzip.finish().unwrap();
    packed.truncate(packed.len() / 2);
    let server = serving("/", ResponseTemplate::new(200).insert_header("Content-Encoding", "gzip").set_body_bytes(packed)).await;
    let response = client().get(request(&server, "/")).await.unwrap();
    let Body::Bytes(bytes) = response.body else { panic!("a body") };
    assert!(response.truncated.is_some() && bytes.starts_with(b"0 1 2 3"));
}

#[tokio::test]
async fn a_connection_that_breaks_is_an_error() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut buffer = [0; 1024];
        let _ = socket.read(&mut buffer).await;
        let _ = socket.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf").await;
    });
    let url = Url::parse(&format!("http://{address}/")).unwrap();
    let broken = Request { robots: Robots::Ignore, ..Request::new(url, Accept::Feed) };
    assert_eq!(client().get(broken).await.unwrap_err().kind, FetchErrorKind::Body);
}

#[tokio::test]
async fn robots_are_heeded_and_read_once() {
    let server = MockServer::start().await;
    let rules = ResponseTemplate::new(200).set_body_string("User-agent: *\nDisallow: /articles/\nCrawl-delay: 0.1");
    Mock::given(path("/robots.txt")).respond_with(rules).expect(1).mount(&server).await;
    Mock::given(method("GET")).respond_with(ResponseTemplate::new(200)).with_priority(9).mount(&server).await;
    let client = client();
    let ask = |at: &str, robots: Robots| client.get(Request { robots, ..request(&server, at) });
    assert_eq!(ask("/articles/1", Robots::Obey).await.unwrap_err().kind, FetchErrorKind::Robots);
    assert!(ask("/articles/1", Robots::DelayOnly).await.is_ok());
    let begun = Instant::now();
    for _ in 0..3 {
        assert!(ask("/other", Robots::Obey).await.is_ok());
    }
    assert!(begun.elapsed() >= Duration::from_millis(200), "{:?}", begun.elapsed());
    // A new process that was told keeps the pace also where it asks for no rules.
    let next = Client::new(&settings()).unwrap();
    next.remember(client.memory());
    let begun = Instant::now();
    for _ in 0..3 {
        assert!(next.get(request(&server, "/photo")).await.is_ok());
    }
    assert!(begun.elapsed() >= Duration::from_millis(200), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_site_whose_robots_txt_fails_is_left_alone() {
    let server = serving("/robots.txt", ResponseTemplate::new(500)).await;
    let asked = Request { robots: Robots::Obey, ..request(&server, "/a") };
    assert_eq!(client().get(asked).await.unwrap_err().kind, FetchErrorKind::Robots);
}

#[tokio::test]
async fn a_site_that_is_down_is_not_said_to_forbid_anything() {
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let url = Url::parse(&format!("http://{gone}/news")).unwrap();
    let error = client().get(Request { robots: Robots::Obey, ..Request::new(url, Accept::Page) }).await.unwrap_err();
    assert_eq!(error.kind, FetchErrorKind::Unreachable);
    assert!(!error.message.contains("robots"), "{error}");
}

#[tokio::test]
async fn too_many_requests_quieten_the_whole_host() {
    let server = serving("/feed", ResponseTemplate::new(429).insert_header("Retry-After", "3600")).await;
    let client = client();
    let first = client.get(request(&server, "/feed")).await.unwrap_err();
    assert_eq!(first.retry_after, Some(Duration::from_secs(3600)));
    let second = client.get(request(&server, "/other")).await.unwrap_err();
    assert!(second.status() == Some(429) && second.retry_after > Some(Duration::from_secs(3500)));
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn photos_are_what_their_bytes_are() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xb0\0\0\x02\xa3\x08\x02\0\0\0".to_vec();
    png.resize(5_000, 0);
    let server = MockServer::start().await;
    let answer = |bytes: &[u8]| ResponseTemplate::new(200).set_body_raw(bytes.to_vec(), "image/jpeg");
    Mock::given(path("/photo.jpg")).and(header("range", "bytes=0-65535")).respond_with(answer(&png)).mount(&server).await;
    Mock::given(path("/fake.jpg")).respond_with(answer(b"<!doctype html><title>x</title>")).mount(&server).await;
    let probe = |at: &str| {
        let url = request(&server, at).url;
        async move { photo::probe(&client(), url).await }
    };
    let facts = probe("/photo.jpg").await.unwrap();
    assert_eq!((facts.media_type.as_str(), facts.width, facts.height, facts.length), ("image/png", 1200, 675, 5_000));
    let failed = probe("/fake.jpg").await.unwrap_err();
    assert_eq!((failed.why.as_str(), failed.passing), ("no image, whatever its address says", false));
}
