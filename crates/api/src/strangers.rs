//! Everybody is counted before anything is done for them: who is signed in by their copro, firm or person, and everybody else by their
//! address, unknown tokens included. A stranger makes the database work only as often as that.
//!
//! A token that was good a moment ago is not counted by address, or an office behind one address would share a stranger's quota. Whether
//! it still is good the database says with every request; this only remembers whom not to count.
//!
//! Files of the web application are not counted: they come out of memory, and a page needs dozens of them at once. Neither is health.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::auth::client_address;
use crate::context::Context;
use crate::problem::Problem;
use crate::routes::webhooks::STRIPE;

/// Two generations of these are remembered; the older one is forgotten when the younger is full or old.
const GENERATION_MAX: usize = 25_000;
const GENERATION_AGE: Duration = Duration::from_secs(30 * 60);

type Credential = [u8; 16];

pub async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if !(path == "/v1" || path.starts_with("/v1/") || path == "/openapi.json") {
        return next.run(request).await;
    }
    if path == STRIPE {
        // It comes in crowds from few addresses, and is worth nothing unsigned: what is not is counted there as a stranger's.
        let Some(address) = client_address(&request, &app.settings) else {
            return Problem::Internal.into_response();
        };
        return match app.limits.webhook(address).await {
            Ok(_) => next.run(request).await,
            Err(limited) => Problem::from(limited).into_response(),
        };
    }
    let credential = credential_of(request.headers());
    let known = credential.is_some_and(|credential| app.familiar().knows(&credential));
    if !known {
        let Some(address) = client_address(&request, &app.settings) else {
            return Problem::Internal.into_response();
        };
        if let Err(limited) = app.limits.anonymous(address).await {
            return Problem::from(limited).into_response();
        }
    }
    let context = request.extensions().get::<Context>().cloned();
    let response = next.run(request).await;
    if let Some(credential) = credential {
        let signed_in = context.is_some_and(|context| context.has_caller());
        match (known, signed_in) {
            (false, true) => app.familiar().remember(credential),
            // It may also have been refused before anybody looked at it; then it is merely counted once more.
            (true, false) => app.familiar().forget(&credential),
            _ => {}
        }
    }
    response
}

/// Everything in which a token may come, whichever of it turns out to be one.
fn credential_of(headers: &HeaderMap) -> Option<Credential> {
    let mut digest = Sha256::new();
    let mut any = false;
    for name in [header::AUTHORIZATION, header::COOKIE] {
        for value in headers.get_all(&name) {
            any = true;
            digest.update(name.as_str());
            digest.update((value.len() as u64).to_be_bytes());
            digest.update(value);
        }
    }
    let digest = digest.finalize();
    any.then(|| std::array::from_fn(|index| digest[index]))
}

/// Credentials that were good lately. Bounded, and holds digests only.
#[derive(Default)]
pub struct Familiar(Mutex<Generations>);

struct Generations {
    young: HashSet<Credential>,
    old: HashSet<Credential>,
    since: Instant,
}

impl Default for Generations {
    fn default() -> Self {
        Self { young: HashSet::new(), old: HashSet::new(), since: Instant::now() }
    }
}

impl Familiar {
    fn with<T>(&self, act: impl FnOnce(&mut Generations) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn knows(&self, credential: &Credential) -> bool {
        self.with(|all| {
            if all.young.contains(credential) {
                return true;
            }
            // Still in use: it moves on with the young.
            let found = all.old.remove(credential);
            if found {
                all.young.insert(*credential);
            }
            found
        })
    }

    fn remember(&self, credential: Credential) {
        self.with(|all| {
            if all.young.len() >= GENERATION_MAX || all.since.elapsed() >= GENERATION_AGE {
                all.old = std::mem::take(&mut all.young);
                all.since = Instant::now();
            }
            all.young.insert(credential);
        });
    }

    fn forget(&self, credential: &Credential) {
        self.with(|all| {
            all.young.remove(credential);
            all.old.remove(credential);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credential(number: u64) -> Credential {
        std::array::from_fn(|index| if index < 8 { number.to_be_bytes()[index] } else { 0 })
    }

    #[test]
    fn what_is_used_stays_and_the_rest_is_forgotten_within_bounds() {
        let familiar = Familiar::default();
        familiar.remember(credential(0));
        for number in 1..200_000 {
            familiar.remember(credential(number));
            if number % 1_000 == 0 {
                assert!(familiar.knows(&credential(0)), "{number}");
            }
        }
        assert!(!familiar.knows(&credential(1)));
        familiar.with(|all| assert!(all.young.len() + all.old.len() <= 2 * GENERATION_MAX + 1));
        familiar.forget(&credential(0));
        assert!(!familiar.knows(&credential(0)));
    }
}
