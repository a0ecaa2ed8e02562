//! Which addresses may be asked: public ones, and those that the operator allows.
//!
//! The guard is asked twice: for the host as it is written, since a resolver never sees literal addresses, and for every address
//! that a name resolves to, which is then the one that the connection is made to.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ipnet::IpNet;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::{FetchError, FetchErrorKind};

/// Decides on addresses.
#[derive(Debug, Clone)]
pub struct Guard {
    allowed: Arc<[IpNet]>,
}

impl Guard {
    /// A guard that lets private addresses pass only within these networks.
    pub fn new(allowed: &[IpNet]) -> Self {
        Self { allowed: allowed.into() }
    }

    /// Whether an address may be asked.
    pub fn permits(&self, address: IpAddr) -> bool {
        let address = inner(address);
        self.allowed.iter().any(|network| network.contains(&address)) || is_public(address)
    }

    /// Checks scheme and host of an address.
    ///
    /// # Errors
    /// Where the scheme is none of the web, or the host is a literal address that must not be asked.
    pub fn check(&self, url: &Url) -> Result<(), FetchError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(FetchError::new(FetchErrorKind::BadUrl, format!("{}: only http and https are fetched", url.scheme())));
        }
        let literal = match url.host() {
            None => return Err(FetchError::new(FetchErrorKind::BadUrl, "the address has no host")),
            Some(Host::Domain(_)) => return Ok(()),
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
        };
        if self.permits(literal) { Ok(()) } else { Err(refused(&literal.to_string())) }
    }
}

/// The error for an address that must not be asked.
pub fn refused(host: &str) -> FetchError {
    FetchError::new(FetchErrorKind::Refused, format!("{host} is a private address and not allowed; see fetch.allow_private"))
}

/// The IPv4 address inside an IPv6 one: mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056).
fn inner(address: IpAddr) -> IpAddr {
    let IpAddr::V6(six) = address else { return address };
    if let Some(four) = six.to_ipv4_mapped() {
        return IpAddr::V4(four);
    }
    let parts = six.segments();
    let four = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        IpAddr::V4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => four(high, low),
        [0x2002, high, low, ..] => four(high, low),
        // IPv4-compatible, long deprecated, but still dialled.
        [0, 0, 0, 0, 0, 0, high, low] if high != 0 => four(high, low),
        _ => address,
    }
}

/// Whether an address is of the public internet (IANA special-purpose registries).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => is_public_v4(four),
        IpAddr::V6(six) => is_public_v6(six),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(a == 0
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || a >= 224
        || a == 100 && (64..128).contains(&b)
        || (a, b, c) == (192, 0, 0)
        || (a, b, c) == (192, 88, 99)
        || a == 198 && matches!(b, 18 | 19))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    // Only 2000::/3 is given out as global unicast; within it, documentation and protocol assignments are not.
    parts[0] & 0xe000 == 0x2000
        && !(parts[0] == 0x2001 && (parts[1] < 0x200 || parts[1] == 0xdb8))
        && !(parts[0] == 0x3fff && parts[1] < 0x1000)
}

/// How long a name's addresses are believed.
const BELIEVED: Duration = Duration::from_secs(60);

/// A name server that takes longer has no answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Names that are remembered before all are forgotten.
const REMEMBERED: usize = 20_000;

/// When a name was looked up, and what came of it.
type Known = HashMap<String, (Instant, Arc<[SocketAddr]>)>;

/// Resolves names, and keeps only addresses that the guard permits: the connection is made to one of these.
#[derive(Debug, Clone)]
pub struct GuardedResolver {
    guard: Guard,
    known: Arc<Mutex<Known>>,
}

impl GuardedResolver {
    /// A resolver that knows no names yet.
    pub fn new(guard: Guard) -> Self {
        Self { guard, known: Arc::default() }
    }

    /// The permitted addresses of a name, at least one.
    ///
    /// # Errors
    /// Where the name has no address, or none that may be asked.
    pub async fn lookup(&self, name: &str) -> Result<Arc<[SocketAddr]>, FetchError> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, addresses)) = known().get(name).filter(|(when, _)| when.elapsed() < BELIEVED) {
            return Ok(Arc::clone(addresses));
        }
        let unknown = |why: String| FetchError::new(FetchErrorKind::Unreachable, format!("cannot connect to {name}: {why}"));
        let found = match tokio::time::timeout(PATIENCE, tokio::net::lookup_host((name, 0))).await {
            Ok(Ok(found)) => found,
            Ok(Err(error)) => return Err(unknown(error.to_string())),
            Err(_) => return Err(unknown("timed out while looking up its address".into())),
        };
        let addresses = self.permitted(name, found)?;
        let mut known = known();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(name.to_owned(), (Instant::now(), Arc::clone(&addresses)));
        Ok(addresses)
    }

    fn permitted(&self, name: &str, found: impl Iterator<Item = SocketAddr>) -> Result<Arc<[SocketAddr]>, FetchError> {
        let (permitted, others): (Vec<_>, Vec<_>) = found.partition(|address| self.guard.permits(address.ip()));
        match (permitted.is_empty(), others.first()) {
            (true, Some(address)) => Err(refused(&format!("{name} ({})", address.ip()))),
            (true, None) => {
                Err(FetchError::new(FetchErrorKind::Unreachable, format!("cannot connect to {name}: it has no address")))
            }
            (false, _) => Ok(permitted.into()),
        }
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let resolver = self.clone();
        Box::pin(async move {
            let addresses = resolver.lookup(name.as_str()).await?;
            let addresses = Vec::from(&addresses[..]);
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses() {
        fn check(address: &str, expected: bool) {
            assert_eq!(Guard::new(&[]).permits(address.parse().unwrap()), expected, "{address}");
        }
        for address in ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808", "::ffff:8.8.8.8"] {
            check(address, true);
        }
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "2001:db8::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::7f00:1",
            "2001:0:7f00:1::",
            "2001::1",
            "2002:7f00:1::",
            "2002:a9fe:a9fe::1",
            "::127.0.0.1",
            "::ffff:0:127.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1:7f00:0:100::",
            "100::1",
            "fec0::1",
            "3fff::1",
            "5f00::1",
        ] {
            check(address, false);
        }
    }

    #[test]
    fn a_name_is_pinned_to_addresses_that_were_vetted() {
        fn check(found: &[&str], expected: &str) {
            let resolver = GuardedResolver::new(Guard::new(&[]));
            let found = found.iter().map(|address| SocketAddr::new(address.parse().unwrap(), 0));
            let kept = match resolver.permitted("a.example", found) {
                Ok(kept) => kept.iter().map(|address| address.ip().to_string()).collect::<Vec<_>>().join(" "),
                Err(error) => error.to_string(),
            };
            assert_eq!(kept, expected);
        }
        check(&["8.8.8.8", "10.0.0.1", "8.8.4.4"], "8.8.8.8 8.8.4.4");
        check(&["10.0.0.1"], "a.example (10.0.0.1) is a private address and not allowed; see fetch.allow_private");
        check(&["::ffff:7f00:1"], "a.example (::ffff:127.0.0.1) is a private address and not allowed; see fetch.allow_private");
        check(&[], "cannot connect to a.example: it has no address");
    }

    #[test]
    fn literal_hosts_in_every_spelling() {
        fn check(address: &str, expected: bool) {
            let guard = Guard::new(&["127.0.0.2/32".parse().unwrap()]);
            assert_eq!(guard.check(&Url::parse(address).unwrap()).is_ok(), expected, "{address}");
        }
        for address in [
            "http://2130706433/",
            "http://0x7f000001/",
            "http://127.1/",
            "http://0/",
            "http://[::ffff:127.0.0.1]/",
            "http://0177.0.0.1/",
            "ftp://a.example/",
        ] {
            check(address, false);
        }
        check("http://127.0.0.2/", true);
        check("https://a.example/", true);
    }
}
