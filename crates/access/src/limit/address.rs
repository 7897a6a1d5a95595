//! Where a request really comes from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ipnet::IpNet;

/// Proxies in a row that are looked through; a longer header is somebody's invention.
const HOPS_MAX: usize = 16;

/// The address to count and log.
///
/// Each proxy appends to `X-Forwarded-For` the address that called it, so the list is read from its end, and only
/// as far as the hops are ours: the first address that is not a trusted proxy is the client, and what stands before
/// it was written by the client. Without a trusted peer the header is not read at all.
///
/// `x_forwarded_for`: every value of the header in the order received, joined by `,` if there were several.
pub fn client_addr(peer: IpAddr, x_forwarded_for: Option<&str>, trusted: &[IpNet]) -> IpAddr {
    let mut client = peer.to_canonical();
    let hops = x_forwarded_for.unwrap_or_default().rsplit(',').take(HOPS_MAX);
    for hop in hops {
        if !trusted.iter().any(|net| net.contains(&client)) {
            break;
        }
        let Some(before) = parse_hop(hop) else { break };
        client = before;
    }
    client
}

/// Some proxies write the port as well (`192.0.2.1:4711`, `[2001:db8::1]:4711`).
fn parse_hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let with_port = || text.parse::<SocketAddr>().ok().map(|socket| socket.ip());
    bare.parse().ok().or_else(with_port).map(|address: IpAddr| address.to_canonical())
}

/// What an address is counted as. Whoever has one IPv6 address has the other 2⁶⁴ of its network as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Network {
    V4(Ipv4Addr),
    V6Prefix64([u16; 4]),
}

impl Network {
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Network::V4(v4),
            IpAddr::V6(v6) => Network::V6Prefix64(prefix(v6)),
        }
    }
}

fn prefix(address: Ipv6Addr) -> [u16; 4] {
    let [a, b, c, d, ..] = address.segments();
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, header: Option<&str>) -> String {
        let trusted = ["10.0.0.0/8", "fd00::/8"].map(|net| net.parse().unwrap());
        client_addr(peer.parse().unwrap(), header, &trusted).to_string()
    }

    #[test]
    fn strangers_are_not_believed() {
        assert_eq!(client("203.0.113.9", Some("198.51.100.1")), "203.0.113.9");
        assert_eq!(client("203.0.113.9", None), "203.0.113.9");
        let nobody = client_addr("10.0.0.1".parse().unwrap(), Some("198.51.100.1"), &[]);
        assert_eq!(nobody.to_string(), "10.0.0.1");
    }

    #[test]
    fn behind_our_proxy_the_last_foreign_hop_counts() {
        assert_eq!(client("10.0.0.1", Some("198.51.100.1")), "198.51.100.1");
        assert_eq!(client("10.0.0.1", Some("1.2.3.4, 198.51.100.1")), "198.51.100.1", "1.2.3.4 is claimed");
        assert_eq!(client("10.0.0.1", Some("1.2.3.4,198.51.100.1 , 10.9.9.9")), "198.51.100.1");
        assert_eq!(client("fd00::1", Some("2001:db8::7")), "2001:db8::7");
        assert_eq!(client("::ffff:10.0.0.1", Some("198.51.100.1")), "198.51.100.1", "mapped IPv4");
    }

    #[test]
    fn ports_are_understood_and_nonsense_ends_the_chain() {
        assert_eq!(client("10.0.0.1", Some("198.51.100.1:4711")), "198.51.100.1");
        assert_eq!(client("10.0.0.1", Some("[2001:db8::7]:4711")), "2001:db8::7");
        assert_eq!(client("10.0.0.1", Some("[2001:db8::7]")), "2001:db8::7");
        assert_eq!(client("10.0.0.1", Some("unknown")), "10.0.0.1");
        assert_eq!(client("10.0.0.1", Some("198.51.100.1, , 10.0.0.2")), "10.0.0.2");
        assert_eq!(client("10.0.0.1", Some("")), "10.0.0.1");
        assert_eq!(client("10.0.0.1", Some(&"10.0.0.2,".repeat(10_000))), "10.0.0.1");
    }

    #[test]
    fn an_ipv6_network_is_one_key() {
        let of = |text: &str| Network::of(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
