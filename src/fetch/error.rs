//! Why a request failed, in one line for the operator.

use std::fmt;
use std::time::Duration;

/// A request that failed.
#[derive(Debug, Clone)]
pub struct FetchError {
    /// What sort of failure it is.
    pub kind: FetchErrorKind,
    /// One line: what and where.
    pub message: String,
    /// When the server wants to be asked again.
    pub retry_after: Option<Duration>,
}

/// What sort of failure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FetchErrorKind {
    /// Not http or https, or no host.
    BadUrl,
    /// An address that must not be asked.
    Refused,
    /// robots.txt.
    Robots,
    /// A bot block stands in front of it: a challenge that only a browser passes.
    Blocked,
    /// No address for the name, no connection, no TLS.
    Unreachable,
    /// Took longer than the timeout.
    Timeout,
    /// Redirects that lead nowhere.
    Redirects,
    /// Answered with an error status.
    Status(u16),
    /// Larger than allowed.
    TooLarge,
    /// The body broke off.
    Body,
}

impl FetchError {
    /// An error of that kind.
    pub fn new(kind: FetchErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), retry_after: None }
    }

    /// The HTTP status, if there was one.
    pub fn status(&self) -> Option<u16> {
        match self.kind {
            FetchErrorKind::Status(status) => Some(status),
            _ => None,
        }
    }

    /// 410: the publisher says that it will not come back.
    pub fn is_gone(&self) -> bool {
        self.kind == FetchErrorKind::Status(410)
    }

    /// Whether the same request would fail the same way again.
    pub fn is_final(&self) -> bool {
        match self.kind {
            FetchErrorKind::BadUrl
            | FetchErrorKind::Refused
            | FetchErrorKind::Robots
            | FetchErrorKind::Blocked
            | FetchErrorKind::TooLarge => true,
            FetchErrorKind::Status(status) => matches!(status, 400..=499) && !matches!(status, 408 | 425 | 429),
            FetchErrorKind::Unreachable | FetchErrorKind::Timeout | FetchErrorKind::Redirects | FetchErrorKind::Body => false,
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FetchError {}
