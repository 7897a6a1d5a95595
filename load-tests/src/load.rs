//! The asking itself. A closed load asks again when it was answered, so it slows down with the server and says what the server can do; an open
//! load asks when a request is due, and counts from then, so that a server that stalls is not spared the requests it kept from being sent.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fastrand::Rng;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use hmac::{Hmac, KeyInit, Mac};
use hyper::header::{HeaderName, HeaderValue};
use sha2::Sha256;

use crate::http::{Connection, Door, Error};
use crate::operations::{Mix, Operation, Operations};
use crate::pace::Pace;
use crate::people::Person;
use crate::record::Record;
use crate::scenario::{Load, Phase, Who};

/// Everybody and everything that loads need.
#[derive(Clone)]
pub struct Crowd {
    pub server: Door,
    pub people: Vec<Arc<Person>>,
    pub operations: Operations,
    /// Numbers that were never used before, in any run on the same database.
    pub numbers: Rc<Cell<u64>>,
}

/// One load while it runs.
struct Running<'a> {
    crowd: &'a Crowd,
    people: Vec<Arc<Person>>,
    mix: Mix,
    record: RefCell<Record>,
    pace: Pace,
}

/// Runs all loads of a phase and says what was answered. `tick` is called every second with the requests answered so far.
pub async fn run(
    crowd: &Crowd,
    phase: &Phase,
    mut tick: impl FnMut(usize, u64),
) -> Result<Vec<Record>, Error> {
    let (begun, length) = (Instant::now(), Duration::from_secs_f64(phase.seconds));
    let mut loads = Vec::new();
    for load in &phase.load {
        loads.push(Rc::new(Running::of(crowd, load, begun, length)?));
    }
    let mut connections = FuturesUnordered::new();
    for (running, load) in loads.iter().zip(&phase.load) {
        for number in 0..load.connections {
            connections.push(connection(running.clone(), number as u64));
        }
    }
    let mut clock = tokio::time::interval_at((begun + Duration::from_secs(1)).into(), Duration::from_secs(1));
    let mut second = 0;
    loop {
        tokio::select! {
            ended = connections.next() => if ended.is_none() { break },
            _ = clock.tick() => {
                second += 1;
                tick(second, loads.iter().map(|load| load.record.borrow().requests()).sum());
            }
        }
    }
    drop(connections);
    let ended = loads
        .into_iter()
        .map(|load| Rc::try_unwrap(load).map_err(|_| "a connection goes on").map(Running::end));
    Ok(ended.collect::<Result<_, _>>()?)
}

async fn connection(load: Rc<Running<'_>>, number: u64) {
    let mut connection = Connection::new(load.crowd.server.clone());
    let mut rng = Rng::with_seed(number ^ load.crowd.numbers.get().rotate_left(20));
    while let Some(turn) = load.pace.next().await {
        let person = load.people[rng.usize(..load.people.len())].clone();
        let (place, operation) = load.mix.draw(&mut rng);
        let status = ask(&mut connection, load.crowd, operation, &person, &mut rng).await;
        let (took, at) = (turn.due.elapsed(), load.pace.begun().elapsed());
        load.record.borrow_mut().answered(place, status, operation.is_success(status), took, at);
    }
}

/// The status, or 0 when there was no answer.
async fn ask(
    to: &mut Connection,
    crowd: &Crowd,
    operation: &Operation,
    person: &Person,
    rng: &mut Rng,
) -> u16 {
    let number = crowd.numbers.get() + 1;
    crowd.numbers.set(number);
    let (path, body) = operation.fill(person, rng, number);
    let proof = if operation.anonymous { Arc::default() } else { person.proof() };
    let extra = if operation.once {
        HeaderValue::from_str(&format!("load-{number}"))
            .ok()
            .map(|key| (HeaderName::from_static("idempotency-key"), key))
    } else {
        operation.signed.as_deref().and_then(|secret| signature(secret, &body))
    };
    let answer = match extra {
        Some(extra) => {
            let headers = proof.iter().cloned().chain([extra]).collect();
            to.send(operation.method.clone(), &path, &headers, body).await
        }
        None => to.send(operation.method.clone(), &path, &proof, body).await,
    };
    answer.map_or(0, |answer| answer.status.as_u16())
}

/// As the payment provider signs what it sends (https://docs.stripe.com/webhooks#verify-manually).
fn signature(secret: &str, body: &[u8]) -> Option<(HeaderName, HeaderValue)> {
    let now = time::OffsetDateTime::now_utc().unix_timestamp();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(format!("{now}.").as_bytes());
    mac.update(body);
    let digest: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let value = HeaderValue::from_str(&format!("t={now},v1={digest}")).ok()?;
    Some((HeaderName::from_static("stripe-signature"), value))
}

impl<'a> Running<'a> {
    fn of(crowd: &'a Crowd, load: &Load, begun: Instant, length: Duration) -> Result<Running<'a>, Error> {
        let mix = crowd.operations.chosen(&load.mix)?;
        let wanted = |person: &&Arc<Person>| match load.who {
            Who::All => true,
            Who::First => person.is_first,
            Who::Others => !person.is_first,
        };
        let people: Vec<Arc<Person>> = crowd.people.iter().filter(wanted).cloned().collect();
        if people.is_empty() {
            return Err(
                format!("nobody is there for the load {}: more sessions, or more firms", load.name).into()
            );
        }
        let names = mix.names().map(str::to_owned).collect::<Vec<_>>();
        let record = Record::new(&load.name, names.into_iter(), length.as_secs_f64())?;
        let pace = Pace::new(begun, length, load.rate).exact();
        Ok(Running { crowd, people, mix, record: record.into(), pace })
    }

    fn end(self) -> Record {
        let mut record = self.record.into_inner();
        record.unsent = self.pace.unsent();
        record
    }
}
