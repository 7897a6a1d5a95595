//! What was counted while a request was answered, for the headers that tell its sender.

use std::cell::RefCell;
use std::future::Future;

use super::limiter::{Allowance, Limited};

/// A request passes an address, a door and one scope.
const OUTCOMES_MAX: usize = 4;

/// One quota as it stands after this request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Allowed(Allowance),
    Limited(Limited),
}

impl Outcome {
    fn name(&self) -> &'static str {
        match self {
            Outcome::Allowed(allowance) => allowance.name,
            Outcome::Limited(limited) => limited.name,
        }
    }

    fn remaining(&self) -> u32 {
        match self {
            Outcome::Allowed(allowance) => allowance.remaining,
            Outcome::Limited(_) => 0,
        }
    }

    /// An item of the `RateLimit-Policy` field.
    pub fn policy(&self) -> String {
        match self {
            Outcome::Allowed(allowance) => allowance.policy_header(),
            Outcome::Limited(limited) => limited.policy_header(),
        }
    }

    /// An item of the `RateLimit` field.
    pub fn state(&self) -> String {
        match self {
            Outcome::Allowed(allowance) => allowance.header(),
            Outcome::Limited(limited) => limited.header(),
        }
    }
}

tokio::task_local! {
    static SEEN: RefCell<Vec<Outcome>>;
}

/// Runs `work` and says which quotas it was counted in, in order.
pub async fn witnessed<T>(work: impl Future<Output = T>) -> (T, Vec<Outcome>) {
    SEEN.scope(RefCell::default(), async {
        let answer = work.await;
        (answer, SEEN.with(RefCell::take))
    })
    .await
}

/// What was counted in the policy of this name was counted by a rate that no longer holds; it is about to be counted again.
pub fn count_again(policy: &str) {
    let _ = SEEN.try_with(|seen| seen.borrow_mut().retain(|outcome| outcome.name() != policy));
}

/// Outside a witnessed task (a test) nobody reads it.
pub(super) fn note(result: &Result<Allowance, Limited>) {
    let outcome = match result {
        Ok(allowance) => Outcome::Allowed(*allowance),
        Err(limited) => Outcome::Limited(*limited),
    };
    let _ = SEEN.try_with(|seen| {
        let mut seen = seen.borrow_mut();
        match seen.iter().position(|other| other.name() == outcome.name()) {
            // A policy is named once, by what is left of it where least is left.
            Some(place) if outcome.remaining() <= seen[place].remaining() => seen[place] = outcome,
            Some(_) => {}
            None if seen.len() < OUTCOMES_MAX => seen.push(outcome),
            None => {}
        }
    });
}
