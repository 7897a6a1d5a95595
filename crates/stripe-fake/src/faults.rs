//! What goes wrong, and when: a plan, not chance.

use serde::{Deserialize, Serialize};

/// Faults planned at a time.
const MAX_PLANNED: usize = 1_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// 429 with `rate_limit`; nothing was done, nothing is kept under the key.
    RateLimited,
    /// 503 from the edge, and its body is no JSON; nothing was done.
    Unavailable,
    /// 500 although nothing was done; kept under the key as Stripe keeps it.
    FailedBefore,
    /// 500 although it was done; kept under the key.
    FailedAfter,
    /// The connection breaks before anything was done.
    DroppedBefore,
    /// The connection breaks after everything was done: the answer is lost, the state is not.
    DroppedAfter,
    /// Done, and never answered; the connection stays open until the caller has had enough.
    SilentAfter,
    /// Nothing happens until [`release`](crate::Fake::release); meanwhile the key is in use.
    Held,
}

/// A fault that waits for its request.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    pub trouble: Trouble,
    /// `POST /v1/payment_intents`: the beginning of method and path. Empty: any request.
    #[serde(default)]
    pub on: String,
    /// Requests that pass unharmed first.
    #[serde(default)]
    pub skip: u32,
    /// Requests that are struck.
    #[serde(default = "once")]
    pub times: u32,
}

fn once() -> u32 {
    1
}

impl Fault {
    pub fn once(on: &str, trouble: Trouble) -> Self {
        Self { trouble, on: on.to_owned(), skip: 0, times: 1 }
    }

    pub fn times(self, times: u32) -> Self {
        Self { times, ..self }
    }

    pub fn skip(self, skip: u32) -> Self {
        Self { skip, ..self }
    }
}

#[derive(Debug, Default)]
pub struct Plan(Vec<Fault>);

impl Plan {
    /// `false`: the plan is full.
    pub fn add(&mut self, fault: Fault) -> bool {
        let room = self.0.len() < MAX_PLANNED;
        if room {
            self.0.push(fault);
        }
        room
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The trouble of this request, if any; the first fault that fits counts it.
    pub fn strike(&mut self, method: &str, path: &str) -> Option<Trouble> {
        let request = format!("{method} {path}");
        let place = self.0.iter().position(|fault| request.starts_with(&fault.on))?;
        let fault = &mut self.0[place];
        if fault.skip > 0 {
            fault.skip -= 1;
            return None;
        }
        let trouble = fault.trouble;
        fault.times = fault.times.saturating_sub(1);
        if fault.times == 0 {
            self.0.remove(place);
        }
        Some(trouble)
    }
}
