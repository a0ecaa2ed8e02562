//! Connections of readers: how many, and how long each may take, so that nobody who is slow, or means harm, keeps others from being served or
//! uses up the files that the program may open.

use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use axum::response::IntoResponse;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

/// After a connection could not be taken: most likely there are too many open files, and some will be closed.
const BREATH: Duration = Duration::from_secs(1);

/// What connections are allowed.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// At once; more wait to be taken.
    pub connections: usize,
    /// From the connection, or the end of an answer, to the end of a request's head: slow heads and idle connections alike.
    pub head: Duration,
    /// From there to the head of the answer: for the rest of a request that is slow to arrive.
    pub answer: Duration,
    /// A connection takes no new request after that.
    pub life: Duration,
    /// And is cut off so long after that: for readers that do not take what they asked for.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            head: Duration::from_secs(15),
            answer: Duration::from_secs(60),
            life: Duration::from_secs(300),
            farewell: Duration::from_secs(60),
        }
    }
}

/// Answers requests until `shutdown` ends; requests that run are finished.
pub async fn serve(listener: TcpListener, routes: Router, limits: Limits, shutdown: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let (stop, stopped) = watch::channel(false);
    let mut shutdown = pin!(shutdown);
    loop {
        // A place first: who finds none waits where the operating system keeps connections that nobody took yet.
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = &mut shutdown => break,
            next = next => next,
        };
        match accepted {
            Ok((stream, _)) => {
                let (routes, stopped) = (routes.clone(), stopped.clone());
                tokio::spawn(async move {
                    converse(stream, routes, limits, stopped).await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!("a connection could not be taken: {error}");
                sleep(BREATH).await;
            }
        }
    }
    drop((listener, stopped));
    stop.send_replace(true);
    stop.closed().await;
}

/// One connection, request after request.
async fn converse(stream: TcpStream, routes: Router, limits: Limits, mut stopped: watch::Receiver<bool>) {
    let routes = TowerToHyperService::new(routes);
    let service = service_fn(|request: Request<Incoming>| answer(&routes, request, limits.answer));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        // Readers hang up as they like: nothing to tell.
        _ = &mut connection => return,
        _ = stopped.wait_for(|stopped| *stopped) => {}
        () = sleep(limits.life) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(limits.farewell, connection).await;
}

fn answer(
    routes: &TowerToHyperService<Router>,
    request: Request<Incoming>,
    limit: Duration,
) -> impl Future<Output = Result<Response<Body>, Infallible>> + use<> {
    let answer = routes.call(request);
    async move {
        let slow = || Ok((StatusCode::REQUEST_TIMEOUT, "the request took too long to arrive\n").into_response());
        timeout(limit, answer).await.unwrap_or_else(|_| slow())
    }
}
