//! A caller of the HTTP API. Every question states the status it expects; another one fails the test with the problem in words.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use uuid::Uuid;

#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: Option<Proof>,
    language: Option<&'static str>,
}

/// What a request is sent with.
#[derive(Clone)]
enum Proof {
    /// As given.
    Token(String),
    /// A pair that is renewed before it expires, by whichever copy of the client comes first.
    Pair(Arc<Mutex<Pair>>),
    /// The cookie of a browser, with the header of a program that sends it on purpose.
    Cookie(String),
}

struct Pair {
    access: String,
    refresh: String,
    since: Instant,
}

/// Well before the five minutes of an access token are over.
const RENEW_AFTER: Duration = Duration::from_secs(200);

impl Client {
    pub(crate) fn new(http: reqwest::Client, base: String) -> Client {
        Client { http, base, token: None, language: None }
    }

    /// Somebody not signed in, at a server of another process.
    pub fn at(base: impl Into<String>) -> Client {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
        Client::new(http.expect("a client"), base.into())
    }

    pub fn with_token(mut self, token: impl AsRef<str>) -> Client {
        self.token = Some(Proof::Token(token.as_ref().to_owned()));
        self
    }

    /// Signed in as a program: with the tokens of a session that has just been opened.
    pub fn with_tokens(mut self, session: &Value) -> Client {
        let tokens = crate::field(session, "tokens");
        let (access, refresh) = (crate::text(tokens, "access"), crate::text(tokens, "refresh"));
        self.token = Some(Proof::Pair(Arc::new(Mutex::new(Pair { access, refresh, since: Instant::now() }))));
        self
    }

    /// Signed in as a browser.
    pub fn with_cookie(mut self, cookie: &str) -> Client {
        self.token = Some(Proof::Cookie(cookie.to_owned()));
        self
    }

    /// Sends `Accept-Language`, which counts for callers that are not signed in.
    pub fn with_language(mut self, language: &'static str) -> Client {
        self.language = Some(language);
        self
    }

    /// The same place, without a proof of who one is.
    pub fn signed_out(&self) -> Client {
        Client { token: None, ..self.clone() }
    }

    /// The access token it sends now.
    pub fn token(&self) -> Option<String> {
        match &self.token {
            Some(Proof::Token(token)) => Some(token.clone()),
            Some(Proof::Pair(pair)) => Some(pair.lock().expect("nobody panics with it").access.clone()),
            _ => None,
        }
    }

    /// The access token, renewed when it is old.
    pub async fn fresh_token(&self) -> String {
        self.bearer().expect("a client that holds a token").access().await
    }

    pub fn request(&self, method: Method, path: &str) -> Request {
        let mut builder = self.http.request(method.clone(), format!("{}{path}", self.base));
        if let Some(Proof::Cookie(cookie)) = &self.token {
            builder = builder.header("cookie", cookie).header("x-koprogo-client", "tests");
        }
        if let Some(language) = self.language {
            builder = builder.header("accept-language", language);
        }
        Request { builder, label: format!("{method} {path}"), bearer: self.bearer() }
    }

    fn bearer(&self) -> Option<Bearer> {
        match &self.token {
            Some(Proof::Token(token)) => Some(Bearer::Given(token.clone())),
            Some(Proof::Pair(pair)) => {
                let renewal = self.http.post(format!("{}/v1/session/refresh", self.base));
                Some(Bearer::Pair(pair.clone(), Box::new(renewal)))
            }
            _ => None,
        }
    }

    pub async fn get(&self, path: &str, status: u16) -> Value {
        self.request(Method::GET, path).send().await.expect(status)
    }

    pub async fn post(&self, path: &str, body: Value, status: u16) -> Value {
        self.request(Method::POST, path).json(&body).send().await.expect(status)
    }

    /// With an `Idempotency-Key` that was never used before.
    pub async fn post_once(&self, path: &str, body: Value, status: u16) -> Value {
        self.request(Method::POST, path).json(&body).once().send().await.expect(status)
    }

    pub async fn patch(&self, path: &str, body: Value, status: u16) -> Value {
        self.request(Method::PATCH, path).json(&body).send().await.expect(status)
    }

    pub async fn put(&self, path: &str, body: Value, status: u16) -> Value {
        self.request(Method::PUT, path).json(&body).send().await.expect(status)
    }

    pub async fn delete(&self, path: &str, status: u16) -> Value {
        self.request(Method::DELETE, path).send().await.expect(status)
    }

    pub async fn upload(&self, path: &str, name: &str, content: &[u8], status: u16) -> Value {
        self.request(Method::POST, path).upload(name, content).send().await.expect(status)
    }

    /// All entries of a paged list.
    pub async fn all(&self, path: &str) -> Vec<Value> {
        let mut items = Vec::new();
        let mut cursor: Option<String> = None;
        let separator = if path.contains('?') { '&' } else { '?' };
        loop {
            let from =
                cursor.as_deref().map(|cursor| format!("&cursor={}", escape(cursor))).unwrap_or_default();
            let page = self.get(&format!("{path}{separator}limit=200{from}"), 200).await;
            items.extend(crate::list(&page, "items").iter().cloned());
            match page.get("next_cursor").and_then(Value::as_str) {
                Some(next) => cursor = Some(next.to_owned()),
                None => return items,
            }
        }
    }
}

/// A value of a query string.
pub fn escape(text: &str) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// A request being put together.
pub struct Request {
    builder: RequestBuilder,
    label: String,
    bearer: Option<Bearer>,
}

enum Bearer {
    Given(String),
    /// The pair, and where a new one is fetched.
    Pair(Arc<Mutex<Pair>>, Box<RequestBuilder>),
}

impl Bearer {
    fn again(&self) -> Bearer {
        match self {
            Bearer::Given(token) => Bearer::Given(token.clone()),
            Bearer::Pair(pair, renewal) => {
                Bearer::Pair(pair.clone(), Box::new(renewal.try_clone().expect("no body")))
            }
        }
    }

    /// The access token, renewed when it is old. Two at once get the same pair: that is what the server promises.
    async fn access(self) -> String {
        let (pair, renewal) = match self {
            Bearer::Given(token) => return token,
            Bearer::Pair(pair, renewal) => (pair, renewal),
        };
        let (access, refresh, age) = {
            let held = pair.lock().expect("nobody panics with it");
            (held.access.clone(), held.refresh.clone(), held.since.elapsed())
        };
        if age < RENEW_AFTER {
            return access;
        }
        let body = serde_json::json!({"refresh": refresh}).to_string();
        let answer =
            renewal.header("content-type", "application/json").body(body).send().await.expect("an answer");
        let tokens: Value = serde_json::from_slice(&answer.bytes().await.expect("a body")).expect("tokens");
        let (access, refresh) = (crate::text(&tokens, "access"), crate::text(&tokens, "refresh"));
        *pair.lock().expect("nobody panics with it") =
            Pair { access: access.clone(), refresh, since: Instant::now() };
        access
    }
}

impl Request {
    /// The same request once more.
    pub fn again(&self) -> Request {
        let builder = self.builder.try_clone().expect("a body that is in memory");
        Request { builder, label: self.label.clone(), bearer: self.bearer.as_ref().map(Bearer::again) }
    }

    pub fn header(mut self, name: &str, value: &str) -> Request {
        let name: HeaderName = name.parse().expect("a header name");
        self.builder = self.builder.header(name, HeaderValue::from_str(value).expect("a header value"));
        self
    }

    pub fn raw(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Request {
        self.builder = self.builder.body(body.into());
        self.header("content-type", media_type)
    }

    pub fn json(self, body: &Value) -> Request {
        self.raw("application/json", body.to_string())
    }

    pub fn key(self, key: &str) -> Request {
        self.header("idempotency-key", key)
    }

    /// In place of whatever key the request has.
    pub fn keyed(mut self, key: &str) -> Request {
        let mut headers = HeaderMap::new();
        headers.insert("idempotency-key", HeaderValue::from_str(key).expect("a header value"));
        self.builder = self.builder.headers(headers);
        self
    }

    pub fn once(self) -> Request {
        self.key(&Uuid::now_v7().to_string())
    }

    /// A form with one file, the way a browser sends it.
    pub fn upload(self, name: &str, content: &[u8]) -> Request {
        let boundary = format!("boundary-{}", Uuid::now_v7().simple());
        let mut body = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend(content);
        body.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
        self.raw(&format!("multipart/form-data; boundary={boundary}"), body)
    }

    /// The status alone; nothing when there was no answer.
    pub async fn try_send(self) -> Option<u16> {
        let response = self.signed().await.send().await.ok()?;
        let status = response.status().as_u16();
        response.bytes().await.ok().map(|_| status)
    }

    async fn signed(self) -> RequestBuilder {
        match self.bearer {
            Some(bearer) => self.builder.bearer_auth(bearer.access().await),
            None => self.builder,
        }
    }

    pub async fn send(self) -> Answer {
        let label = self.label.clone();
        let response =
            self.signed().await.send().await.unwrap_or_else(|error| panic!("{label}: no answer: {error:?}"));
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.unwrap_or_else(|error| panic!("{label}: broken answer: {error:?}"));
        Answer { label, status, headers, body: body.to_vec() }
    }
}

/// What came back.
pub struct Answer {
    pub label: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON (nothing: null), if the status is the expected one.
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{} answers {}", self.label, self.text());
        self.json()
    }

    pub fn json(&self) -> Value {
        if self.body.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{} is not JSON: {}", self.label, self.text()))
    }

    pub fn text(&self) -> String {
        let shown = self.body.get(..self.body.len().min(2_000)).unwrap_or_default();
        String::from_utf8_lossy(shown).into_owned()
    }

    /// The answer is this problem, complete and well formed.
    pub fn problem(&self, status: u16, code: &str) -> Value {
        let problem = self.expect(status);
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.label);
        assert_eq!(problem["code"], code, "{}: {problem}", self.label);
        assert_eq!(problem["status"], status, "{}: {problem}", self.label);
        assert_eq!(problem["type"], format!("/problems/{code}"), "{}: {problem}", self.label);
        assert_eq!(problem["instance"], self.header("x-request-id"), "{}: {problem}", self.label);
        problem
    }

    /// Everything of the answer that its reader can see, but for what is new in every answer.
    pub fn visible(&self) -> (u16, Vec<(String, String)>, Value) {
        // What is left of a quota counts the reader's own requests.
        let ever_new = ["x-request-id", "date", "ratelimit"];
        let kept = self.headers.iter().filter(|(name, _)| !ever_new.contains(&name.as_str()));
        let mut headers: Vec<(String, String)> = kept
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        headers.sort();
        let mut body = self.json();
        if let Some(fields) = body.as_object_mut() {
            fields.remove("instance");
        }
        (self.status, headers, body)
    }

    /// A header as text; empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
