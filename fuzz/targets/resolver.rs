//! Everything that decides which copro a request is about, and who sends it: host name, path, token, address of the client.
#![no_main]

use std::net::{IpAddr, Ipv4Addr};

use fuzz::client_address::client_addr;
use fuzz::hosts::{mapped, slug_of};
use fuzz::token::{Code, Token};

const BASE: &str = "copro.example";

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut words = text.splitn(4, '\n');
    let mut word = || words.next().unwrap_or_default();
    let (host, address, token, forwarded) = (word(), word(), word(), word());

    if let Some(slug) = slug_of(host, BASE) {
        assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') && (1..=63).contains(&slug.len()));
        assert!(host.starts_with(&format!("{slug}.{BASE}")), "{host}: no other host may name {slug}");
        let (path, query) = address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
        let inside = mapped(path, query, slug);
        // Host and path agree: on the host of one copro no path leads into another.
        if let Some(rest) = inside.strip_prefix("/v1/copros/") {
            let named = rest.split(['/', '?']).next().unwrap_or_default();
            assert_eq!(named, slug, "{host} {address}");
        }
    }

    if let Some(token) = Token::parse(token) {
        let exposed = token.expose();
        assert!(exposed.len() == 43 && exposed.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        assert_eq!(token.digest(), Token::parse(exposed).expect("read once, read twice").digest());
    }
    if let Some(code) = Code::parse(token) {
        assert!(code.expose().len() == 6 && code.expose().bytes().all(|b| b.is_ascii_digit()));
    }

    let peer = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 9));
    assert_eq!(client_addr(peer, Some(forwarded), &[]), peer, "a client does not choose its own address");
    let proxy = ["203.0.113.0/24".parse().expect("a network")];
    let _ = client_addr(peer, Some(forwarded), &proxy);
});
