//! Money moves at most once, whatever crashes and whatever is answered.

use std::collections::BTreeMap;

use billing::attempt::{ATTEMPTS_MAX, Answer, AttemptError, Collection, KEY_LIFE_SECONDS, Next, Progress};
use billing::invoice::Number;
use domain::Cents;
use fastrand::Rng;
use uuid::Uuid;

const AMOUNT: Cents = Cents(1815);
const METHOD: Uuid = Uuid::from_u128(7);

fn invoice() -> Number {
    Number::new(2027, 1).expect("a number")
}

/// A provider that honours idempotency keys for a day, and then forgets them.
struct Remote {
    /// By key: when it was first used, and the payment that was made, if it was.
    keys: BTreeMap<String, (i64, Option<usize>)>,
    /// The mark a payment carries (its key), and what became of it.
    payments: Vec<(String, Made)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Made {
    Succeeded,
    Processing,
    Failed,
}

impl Remote {
    fn new() -> Self {
        Self { keys: BTreeMap::new(), payments: Vec::new() }
    }

    /// May or may not commit; may or may not answer.
    fn call(&mut self, key: &str, now: i64, rng: &mut Rng) -> Answer {
        self.keys.retain(|_, (used, _)| now - *used < 24 * 3_600);
        if rng.u8(0..4) == 0 {
            return Answer::Unclear; // 429, 409, or never arrived
        }
        let known = self.keys.get(key).copied();
        let (_, payment) = known.unwrap_or_else(|| {
            let made = match rng.u8(0..6) {
                0 => None, // 500 before anything was made: stored under the key like any answer
                1 | 2 => Some(Made::Succeeded),
                3 => Some(Made::Processing),
                _ => Some(Made::Failed),
            };
            let payment = made.map(|made| {
                self.payments.push((key.to_owned(), made));
                self.payments.len() - 1
            });
            self.keys.insert(key.to_owned(), (now, payment));
            (now, payment)
        });
        match payment {
            _ if rng.u8(0..3) == 0 => Answer::Unclear, // timed out after the commit
            Some(payment) => self.tell(payment),
            None => Answer::Unclear,
        }
    }

    fn tell(&self, at: usize) -> Answer {
        let payment = format!("pay{at}");
        match self.payments[at].1 {
            Made::Succeeded => Answer::Succeeded { payment },
            Made::Processing => Answer::Pending { payment },
            Made::Failed => Answer::Failed { payment: Some(payment), code: "card_declined".to_owned() },
        }
    }

    fn look_up(&self, key: &str) -> Answer {
        let found = self.payments.iter().position(|(mark, _)| mark == key);
        found.map_or(Answer::NotFound, |at| self.tell(at))
    }

    /// A debit under way is decided.
    fn decide(&mut self, rng: &mut Rng) {
        let open = self.payments.iter_mut().filter(|(_, made)| *made == Made::Processing);
        open.for_each(|(_, made)| *made = if rng.bool() { Made::Succeeded } else { Made::Failed });
    }

    fn successes(&self) -> usize {
        self.payments.iter().filter(|(_, made)| *made == Made::Succeeded).count()
    }
}

/// What survives a crash: what was stored.
fn crash(stored: &Collection) -> Collection {
    serde_json::from_str(&serde_json::to_string(stored).expect("JSON")).expect("a collection")
}

/// One turn of the worker, which may die after any of its steps.
fn turn(stored: &mut Collection, remote: &mut Remote, now: i64, rng: &mut Rng) {
    let mut working = crash(stored);
    let number = |working: &Collection| working.attempts().last().map_or(0, |last| last.number);
    match working.next(now) {
        Next::Free => {
            working.reserve(AMOUNT, METHOD).expect("free");
            *stored = working;
        }
        Next::Call { key, amount } => {
            assert_eq!(amount, AMOUNT);
            assert_eq!(working.begin_call(now), Ok(key.clone()));
            *stored = working.clone();
            if rng.u8(0..5) == 0 {
                return; // dies before the call
            }
            let answer = remote.call(&key, now, rng);
            if rng.u8(0..5) == 0 {
                return; // dies before the answer is stored
            }
            let at = number(&working);
            working.answer(at, answer);
            *stored = working;
        }
        Next::LookUp { key } => {
            let at = number(&working);
            working.answer(at, remote.look_up(&key));
            *stored = working;
        }
        Next::AwaitPayment { payment } => {
            remote.decide(rng);
            let at: usize = payment.trim_start_matches("pay").parse().expect("a payment");
            let attempt = number(&working);
            working.answer(attempt, remote.tell(at));
            *stored = working;
        }
        Next::Wait { .. } | Next::Paid | Next::Exhausted => {}
    }
}

#[test]
fn money_moves_at_most_once_whatever_dies() {
    let seeds: u64 = std::env::var("BILLING_ATTEMPTS").ok().and_then(|n| n.parse().ok()).unwrap_or(4_000);
    let (mut paid, mut looked_up) = (0, 0);
    for seed in 0..seeds {
        let mut rng = Rng::with_seed(seed);
        let (mut stored, mut remote, mut now) = (Collection::new(invoice()), Remote::new(), 0);
        for _ in 0..40 {
            // Minutes, or days of a worker that was away: longer than the provider remembers its keys.
            now += if rng.u8(0..8) == 0 { rng.i64(0..100_000) } else { rng.i64(0..300) };
            looked_up += u32::from(matches!(stored.next(now), Next::LookUp { .. }));
            turn(&mut stored, &mut remote, now, &mut rng);
            assert!(remote.successes() <= 1, "seed {seed}: paid {} times", remote.successes());
        }
        let known =
            stored.attempts().iter().filter(|a| matches!(a.progress, Progress::Succeeded { .. })).count();
        assert!(known <= remote.successes(), "seed {seed}: nothing is believed that is not so");
        paid += remote.successes();
    }
    assert!(paid as u64 > seeds / 4 && looked_up > 0, "the test reached what it is about");
}

#[test]
fn an_attempt_follows_a_definite_failure_only() {
    let mut collection = Collection::new(invoice());
    assert_eq!(collection.begin_call(0), Err(AttemptError::NotReserved));
    assert_eq!(collection.reserve(Cents::ZERO, METHOD), Err(AttemptError::Amount));
    collection.reserve(AMOUNT, METHOD).expect("the first");
    let key = collection.begin_call(0).expect("a key");
    assert_eq!(key, "invoice-2027-000001-attempt-1");
    for answer in [Answer::Unclear, Answer::Pending { payment: "pay".to_owned() }] {
        collection.answer(1, answer);
        assert_eq!(collection.reserve(AMOUNT, METHOD), Err(AttemptError::Undecided));
    }
    collection.answer(1, Answer::Failed { payment: None, code: "expired_card".to_owned() });
    collection.answer(1, Answer::Pending { payment: "pay".to_owned() });
    assert_eq!(collection.next(0), Next::Free, "what failed for good stays failed");
    assert_eq!(collection.reserve(AMOUNT, METHOD).expect("the second").number, 2);
    assert_ne!(collection.begin_call(0).expect("a key"), key);
    collection.answer(2, Answer::Succeeded { payment: "pay".to_owned() });
    collection.answer(2, Answer::Failed { payment: None, code: "late".to_owned() });
    assert_eq!(
        (collection.next(0), collection.reserve(AMOUNT, METHOD)),
        (Next::Paid, Err(AttemptError::Paid))
    );
    collection.answer(2, Answer::TakenBack { payment: "pay".to_owned() });
    collection.answer(2, Answer::Succeeded { payment: "pay".to_owned() });
    assert_eq!(collection.next(0), Next::Free, "a late message does not bring the money back");
    assert_eq!(collection.reserve(AMOUNT, METHOD).expect("the third").number, 3);
}

#[test]
fn a_key_is_not_used_longer_than_it_is_remembered() {
    let mut collection = Collection::new(invoice());
    collection.reserve(AMOUNT, METHOD).expect("the first");
    let key = collection.begin_call(1_000).expect("a key");
    assert_eq!(collection.next(1_000), Next::Wait { until: 1_035 });
    assert!(matches!(collection.next(1_035), Next::Call { .. }));
    let late = 1_000 + KEY_LIFE_SECONDS;
    assert_eq!(collection.next(late), Next::LookUp { key });
    assert_eq!(collection.begin_call(late), Err(AttemptError::KeyExpired));
    collection.answer(1, Answer::NotFound);
    assert!(matches!(collection.next(late), Next::Call { .. }), "there is no payment: the key begins anew");
}

#[test]
fn cards_are_not_tried_for_ever() {
    let mut collection = Collection::new(invoice());
    for n in 1.. {
        match collection.reserve(AMOUNT, METHOD) {
            Ok(_) => collection.answer(n, Answer::Failed { payment: None, code: "declined".to_owned() }),
            Err(error) => {
                assert_eq!((error, collection.attempts().len()), (AttemptError::Exhausted, ATTEMPTS_MAX));
                break;
            }
        }
    }
    assert_eq!(collection.next(0), Next::Exhausted);
}
