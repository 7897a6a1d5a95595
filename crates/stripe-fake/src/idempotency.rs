//! One key, one effect: <https://docs.stripe.com/api/idempotent_requests>.

use std::collections::{HashMap, VecDeque};

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::HOUR;
use crate::form::Form;
use crate::problem::Problem;

/// Stripe may forget a key after this.
pub const KEPT: i64 = 24 * HOUR;
const MAX_KEYS: usize = 20_000;
const MAX_KEY_LENGTH: usize = 255;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answer {
    #[serde(with = "status")]
    pub status: StatusCode,
    pub body: Value,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    path: String,
    form: Form,
    since: i64,
    /// `None` while the first request is on its way.
    answer: Option<Answer>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Keys {
    entries: HashMap<String, Entry>,
    /// In the order they came, so the oldest go first.
    order: VecDeque<(i64, String)>,
}

pub enum Turn {
    First,
    Replay(Answer),
}

impl Keys {
    pub fn begin(&mut self, key: &str, path: &str, form: &Form, now: i64) -> Result<Turn, Problem> {
        if key.is_empty() || key.len() > MAX_KEY_LENGTH {
            return Err(Problem::invalid("Idempotency-Key has 1 to 255 characters.").unbegun());
        }
        self.forget(now);
        let Some(entry) = self.entries.get(key) else {
            let entry = Entry { path: path.to_owned(), form: form.clone(), since: now, answer: None };
            self.entries.insert(key.to_owned(), entry);
            self.order.push_back((now, key.to_owned()));
            return Ok(Turn::First);
        };
        if entry.path != path || entry.form != *form {
            let message = format!(
                "Keys for idempotent requests can only be used with the same parameters they were first used with. \
                 Try using a key other than '{key}' if you meant to execute a different request."
            );
            return Err(Problem { kind: "idempotency_error", ..Problem::invalid(message).unbegun() });
        }
        match &entry.answer {
            Some(answer) => Ok(Turn::Replay(answer.clone())),
            None => {
                let message = "There is currently another in-progress request using this Idempotency-Key.";
                let problem = Problem::invalid(message).code("idempotency_key_in_use").unbegun();
                Err(Problem { status: StatusCode::CONFLICT, kind: "idempotency_error", ..problem })
            }
        }
    }

    /// `None`: nothing began, so the key is as good as new.
    pub fn finish(&mut self, key: &str, answer: Option<Answer>) {
        match answer {
            Some(answer) => {
                if let Some(entry) = self.entries.get_mut(key) {
                    entry.answer = Some(answer);
                }
            }
            None => drop(self.entries.remove(key)),
        }
    }

    /// Of requests that a process before this one did not finish.
    pub fn forget_unfinished(&mut self) {
        self.entries.retain(|_, entry| entry.answer.is_some());
    }

    fn forget(&mut self, now: i64) {
        while let Some((since, key)) = self.order.front() {
            if self.order.len() <= MAX_KEYS && now - since < KEPT {
                return;
            }
            // The same key may have begun anew since.
            if self.entries.get(key).is_some_and(|entry| entry.since == *since) {
                self.entries.remove(key);
            }
            self.order.pop_front();
        }
    }
}

mod status {
    use axum::http::StatusCode;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(status: &StatusCode, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u16(status.as_u16())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<StatusCode, D::Error> {
        StatusCode::from_u16(u16::deserialize(from)?).map_err(D::Error::custom)
    }
}
