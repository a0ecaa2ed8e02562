//! Which addresses may be asked: public ones, and those that the operator allows.
//!
//! The guard is asked twice: for the host as it is written, since a resolver never sees literal addresses, and for every address
//! that a name resolves to, which is then the one that the connection is made to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

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

/// Resolves names, and keeps only addresses that the guard permits: the connection is made to one of these.
#[derive(Debug, Clone)]
pub struct GuardedResolver(pub Guard);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.0.clone();
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let (permitted, others): (Vec<SocketAddr>, Vec<SocketAddr>) =
                found.into_iter().partition(|address| guard.permits(address.ip()));
            match (permitted.is_empty(), others.first()) {
                (true, Some(address)) => Err(refused(&format!("{} ({})", name.as_str(), address.ip())).into()),
                _ => Ok(Box::new(permitted.into_iter()) as Addrs),
            }
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
            "2002:7f00:1::",
            "::127.0.0.1",
        ] {
            check(address, false);
        }
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
