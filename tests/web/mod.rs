//! A web server that answers as it is told, byte by byte, so that it can misbehave in every way.

#![allow(dead_code, clippy::unwrap_used, reason = "each test uses a part of it, and may stop where it stands")]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What an answer is made of.
pub enum Step {
    /// These bytes.
    Send(Vec<u8>),
    /// Nothing for a while.
    Pause(Duration),
    /// These bytes again and again, until the other side hangs up.
    Endless(Vec<u8>),
    /// The connection breaks.
    Reset,
}

/// A request: its path with query, and its header lines in lower case.
#[derive(Debug, Clone)]
pub struct Asked {
    pub path: String,
    pub headers: Vec<String>,
}

impl Asked {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// A server on a port of its own, and what it was asked.
#[derive(Clone)]
pub struct Web {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    /// By `Host` header: requests that run, and the most that ever ran.
    running: Arc<Mutex<BTreeMap<String, (usize, usize)>>>,
}

impl Web {
    /// Serves until the test ends.
    pub async fn serve(answer: impl Fn(&Web, &Asked) -> Vec<Step> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let web = Self { address: listener.local_addr().unwrap(), asked: Arc::default(), running: Arc::default() };
        let (served, answer) = (web.clone(), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (web, answer) = (served.clone(), Arc::clone(&answer));
                tokio::spawn(async move {
                    if let Some((mut stream, asked)) = read(stream).await {
                        web.asked.lock().unwrap().push(asked.clone());
                        let host = asked.header("host").unwrap_or_default();
                        web.enter(host);
                        let mut steps = answer(&web, &asked);
                        // A request is over for its server before whoever asked can know that it is.
                        let last = steps.pop();
                        let breaks = matches!(last, Some(Step::Reset));
                        let _ = write(&mut stream, steps).await;
                        web.leave(host);
                        let _ = write(&mut stream, last.into_iter().collect()).await;
                        if !breaks {
                            let _ = stream.shutdown().await;
                        }
                    }
                });
            }
        });
        web
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn enter(&self, host: &str) {
        let mut running = self.running.lock().unwrap();
        let (now, most) = running.entry(host.to_owned()).or_default();
        *now += 1;
        *most = (*most).max(*now);
    }

    fn leave(&self, host: &str) {
        self.running.lock().unwrap().entry(host.to_owned()).and_modify(|(now, _)| *now -= 1);
    }

    /// The most requests that ever ran at once, by `Host` header.
    pub fn most_at_once(&self) -> BTreeMap<String, usize> {
        self.running.lock().unwrap().iter().map(|(host, (_, most))| (host.clone(), *most)).collect()
    }

    /// How often a path was asked for.
    pub fn asked_for(&self, path: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|asked| asked.path == path).count()
    }

    /// What was asked so far, and forgets it.
    pub fn take_asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

async fn read(mut stream: TcpStream) -> Option<(TcpStream, Asked)> {
    let mut bytes = Vec::new();
    let mut block = [0; 4096];
    while !bytes.windows(4).any(|window| window == b"\r\n\r\n") {
        let count = stream.read(&mut block).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&block[..count]);
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut lines = text.lines();
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let header = |line: &str| match line.split_once(':') {
        Some((name, value)) => format!("{}:{value}", name.to_ascii_lowercase()),
        None => line.to_owned(),
    };
    Some((stream, Asked { path, headers: lines.map(header).collect() }))
}

async fn write(stream: &mut TcpStream, steps: Vec<Step>) -> std::io::Result<()> {
    for step in steps {
        match step {
            Step::Send(bytes) => stream.write_all(&bytes).await?,
            Step::Pause(time) => tokio::time::sleep(time).await,
            Step::Endless(bytes) => loop {
                stream.write_all(&bytes).await?;
            },
            Step::Reset => {
                let _ = stream.set_zero_linger();
                return Ok(());
            }
        }
    }
    Ok(())
}

/// A whole answer.
pub fn answer(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<Step> {
    let body = body.as_ref();
    let mut head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    vec![Step::Send([head.as_bytes(), body].concat())]
}

/// An RSS feed of (path, title), each with a teaser.
pub fn feed(web: &Web, items: &[(&str, &str)]) -> String {
    let items: String = items
        .iter()
        .map(|(path, title)| {
            let link = web.url(path);
            format!(
                "<item><title>{title}</title><link>{link}</link><description>What the feed says of {title}.</description></item>"
            )
        })
        .collect();
    format!(
        "<rss version=\"2.0\"><channel><title>Test</title><link>{}</link><description>d</description>{items}</channel></rss>",
        web.url("/")
    )
}
