//! Which client a request comes from, behind proxies as well; and how much one that is not signed in may ask for.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Timestamp;
use ipnet::IpNet;
use market::Error;
use market::people::throttle::{Pace, Throttle};

use crate::App;
use crate::http::caller::Caller;
use crate::http::problem::Problem;

/// Where a request comes from; nothing when nobody can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(pub Option<IpAddr>);

impl Client {
    /// Who is told apart when tries and requests are counted: an address, of IPv6 the network that one customer has.
    pub fn name(self) -> String {
        self.0.map_or_else(|| "unknown".to_owned(), network_of)
    }
}

/// Seconds of the budget that may be used at once.
const SAVED_UP: i64 = 10;
/// What a search, an estimate or the description of the API weighs against a plain page.
const DEAR: i64 = 5;
/// Whoever is signed in is known, and programs work on behalf of them: they may ask for so many times as much.
const SIGNED_IN: i64 = 10;

/// What stands at the edge: whose headers are believed, and what was asked for of late.
pub struct Edge {
    trusted: Vec<IpNet>,
    requests: Throttle,
    per_second: i64,
}

impl Edge {
    /// An edge behind proxies at these addresses; `per_second` plain requests of one client, no limit when 0.
    pub fn new(trusted: Vec<IpNet>, per_second: u32) -> Self {
        Self {
            trusted,
            requests: Throttle::default(),
            per_second: i64::from(per_second),
        }
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|net| net.contains(&address))
    }

    /// The client: who connected, unless that is a proxy of ours, which says for whom. Of the addresses that it and
    /// those before it wrote, the last that is no proxy of ours counts: what stands before it anyone can have written.
    fn client(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Client {
        let Some(peer) = peer.map(|peer| peer.to_canonical()) else {
            return Client(None);
        };
        if !self.trusts(peer) {
            return Client(Some(peer));
        }
        let told = match (
            forwarded_for(headers, "x-forwarded-for"),
            forwarded_for(headers, "forwarded"),
        ) {
            (told, none) | (none, told) if none.is_empty() => told,
            (told, same) if told == same => told,
            // A proxy writes one of the two; the other came from outside, and which is which nobody can tell.
            _ => Vec::new(),
        };
        let mut client = peer;
        for address in told.into_iter().rev() {
            let Some(address) = address else { break };
            client = address;
            if !self.trusts(client) {
                break;
            }
        }
        Client(Some(client))
    }
}

/// The addresses of a header, in their order; nothing for one that is none.
fn forwarded_for(headers: &HeaderMap, name: &'static str) -> Vec<Option<IpAddr>> {
    let lines = headers
        .get_all(name)
        .iter()
        .map(|value| value.to_str().unwrap_or_default());
    let hops = lines.flat_map(|line| line.split(','));
    let address = |hop: &str| match name {
        "forwarded" => hop.split(';').find_map(|part| {
            let (key, value) = part.trim().split_once('=')?;
            key.eq_ignore_ascii_case("for").then(|| address_of(value))?
        }),
        _ => address_of(hop),
    };
    hops.map(address).collect()
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `"[2001:db8::1]:80"`.
fn address_of(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    let address = bare
        .parse()
        .ok()
        .or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address| address.to_canonical())
}

fn network_of(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => IpNet::new(address.into(), 64)
            .map_or_else(|_| address.to_string(), |net| net.trunc().to_string()),
    }
}

/// Tells every request which client it comes from.
pub(crate) async fn tell_client(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    let client = app.edge.client(peer, request.headers());
    request.extensions_mut().insert(client);
    next.run(request).await
}

/// Refuses what a client asks for beyond its budget; a person never does.
pub(crate) async fn budget(State(app): State<App>, request: Request, next: Next) -> Response {
    let edge = &app.edge;
    if edge.per_second == 0 || is_free(request.uri().path()) {
        return next.run(request).await;
    }
    let actor = request
        .extensions()
        .get::<Caller>()
        .and_then(|caller| caller.actor.as_ref());
    let (key, per_second) = match (actor, request.extensions().get::<Client>()) {
        (Some(actor), _) => (format!("user {}", actor.user), edge.per_second * SIGNED_IN),
        (None, Some(client)) => (format!("client {}", client.name()), edge.per_second),
        (None, None) => (String::new(), edge.per_second),
    };
    let pace = Pace {
        burst: per_second * SAVED_UP,
        every_us: 1_000_000 / per_second,
    };
    match edge
        .requests
        .count(&key, pace, weight(&request), Timestamp::now())
    {
        Ok(_) => next.run(request).await,
        Err(seconds) if wants_page(request.headers()) => {
            let page = format!(
                "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>请求过多</title><h1>请求过多</h1><p>请在 {seconds} 秒后刷新本页。"
            );
            let headers = [
                (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
                (header::RETRY_AFTER, seconds.to_string()),
            ];
            (axum::http::StatusCode::TOO_MANY_REQUESTS, headers, page).into_response()
        }
        Err(seconds) => Problem::from(Error::TooMany { seconds }).into_response(),
    }
}

/// What costs next to nothing, and what tells whether we live.
fn is_free(path: &str) -> bool {
    path.starts_with("/static/") || matches!(path, "/healthz" | "/readyz")
}

/// What is computed for whoever asks.
fn weight(request: &Request) -> i64 {
    let path = request.uri().path();
    let searches = |noun: &str| path == noun || path.strip_prefix("/api/v1") == Some(noun);
    let dear = match *request.method() {
        Method::GET | Method::HEAD => {
            searches("/achievements")
                || searches("/demands")
                || path == "/calculator"
                || path.ends_with("/similar")
                || path.ends_with("/matches")
                || path == "/api"
                || path == "/api/v1/openapi.json"
        }
        _ => path == "/api/v1/subsidies/estimate",
    };
    if dear { DEAR } else { 1 }
}

fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|kinds| kinds.to_str().ok())
        .is_some_and(|kinds| kinds.contains("text/html"))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn seen(peer: &str, headers: &[(&'static str, &str)]) -> String {
        let edge = Edge::new(
            vec![
                "127.0.0.1/32".parse().expect("a network"),
                "10.0.0.0/8".parse().expect("a network"),
            ],
            1,
        );
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_str(value).expect("a value"));
        }
        edge.client(Some(peer.parse().expect("an address")), &map)
            .name()
    }

    #[test]
    fn only_a_proxy_of_ours_says_for_whom_it_asks() {
        assert_eq!(
            seen("192.0.2.1", &[("x-forwarded-for", "198.51.100.1")]),
            "192.0.2.1"
        );
        assert_eq!(
            seen("127.0.0.1", &[("x-forwarded-for", "198.51.100.1")]),
            "198.51.100.1"
        );
        assert_eq!(
            seen("::ffff:127.0.0.1", &[("x-forwarded-for", "198.51.100.1")]),
            "198.51.100.1"
        );
        assert_eq!(
            seen(
                "127.0.0.1",
                &[("forwarded", "for=198.51.100.1;proto=https")]
            ),
            "198.51.100.1"
        );
        assert_eq!(
            seen(
                "127.0.0.1",
                &[("forwarded", "proto=https; For=\"[2001:db8::1]:4711\"")]
            ),
            "2001:db8::/64"
        );
        assert_eq!(seen("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn what_a_client_wrote_itself_is_not_believed() {
        assert_eq!(
            seen(
                "127.0.0.1",
                &[("x-forwarded-for", "203.0.113.9, 198.51.100.1")]
            ),
            "198.51.100.1"
        );
        assert_eq!(
            seen(
                "127.0.0.1",
                &[
                    ("x-forwarded-for", "203.0.113.9"),
                    ("x-forwarded-for", "198.51.100.1, 10.0.0.7")
                ]
            ),
            "198.51.100.1"
        );
        assert_eq!(
            seen("127.0.0.1", &[("x-forwarded-for", "198.51.100.1, unknown")]),
            "127.0.0.1"
        );
        assert_eq!(
            seen(
                "127.0.0.1",
                &[
                    ("x-forwarded-for", "198.51.100.1"),
                    ("forwarded", "for=203.0.113.9")
                ]
            ),
            "127.0.0.1"
        );
    }

    #[test]
    fn one_customer_has_one_network() {
        assert_eq!(
            seen("2001:db8:0:1:2:3:4:5", &[]),
            seen("2001:db8:0:1::9", &[])
        );
        assert_ne!(seen("2001:db8:0:1::9", &[]), seen("2001:db8:0:2::9", &[]));
    }
}
