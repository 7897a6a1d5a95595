//! Work that one person waits for, step by step: not how many at once, but how long, on the core of a small server, with a worker beside the
//! server as in production.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::Method;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::http::{Connection, Error, Headers};
use crate::machine::{self, Cap, Family};
use crate::people;
use crate::stand::{Server, Stand, unlimited};

const PATIENCE: Duration = Duration::from_secs(180);
const POLL: Duration = Duration::from_millis(20);
const MEMORY: u64 = 2_048 << 20;
const BOUNDARY: &str = "load-tests-boundary";

/// `load-tests/journeys/NAME.toml`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    pub about: String,
    pub kind: Kind,
    /// Lots, each with an owner of its own.
    pub size: usize,
    #[serde(default)]
    pub limit: Vec<Limit>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Import,
    CallForFunds,
}

/// What a step may take, or the worker and server may grow.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    pub step: String,
    pub seconds: Option<f64>,
    /// By how much the worker's memory may have grown since it started.
    pub worker_growth_mib: Option<f64>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Step {
    pub name: String,
    pub seconds: f64,
    pub cpu_server: f64,
    pub cpu_worker: f64,
    pub cpu_postgres: f64,
    /// Most so far, less what it was at the start.
    pub worker_growth_mib: f64,
}

#[derive(Serialize)]
pub struct Told {
    pub name: String,
    pub about: String,
    pub size: usize,
    pub pinned: bool,
    pub steps: Vec<Step>,
    pub limits: Vec<(String, f64, bool)>,
}

impl Journey {
    pub fn read(file: &Path) -> Result<Journey, Error> {
        let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?)
    }
}

/// Who goes, and what they have with them.
struct Traveller<'a> {
    stand: &'a Stand,
    server: Server,
    worker: Server,
    worker_began_mib: f64,
    connection: Connection,
    headers: Headers,
    copro: String,
    steps: Vec<Step>,
}

pub async fn run(stand: &Stand, database: &str, name: &str, journey: &Journey) -> Result<Told, Error> {
    let kept_apart = machine::stay_on(machine::SERVED)?;
    let server = Server::start(stand, database, &unlimited()).await?;
    let worker = Server::work(stand, database).await?;
    let put = |pid| machine::put_on(pid, machine::SERVED);
    let pinned =
        kept_apart && stand.postgres.members().into_iter().all(put) && machine::stay_on(machine::ASKING)?;
    let cap = Cap::new(MEMORY);
    for family in [server.family(), worker.family(), stand.postgres] {
        // Told where it matters: a journey shows how much was used.
        let _ = cap.as_ref().map(|cap| cap.hold(family));
    }
    let people = people::sign_in(&mut stand.owner(database).await?, server.address, 1).await?;
    let person = people.first().ok_or("nobody")?;
    let (_, worker_began_mib) = machine::resident_mib(worker.family().0);
    let mut traveller = Traveller {
        stand,
        connection: Connection::new(server.address),
        headers: person.proof().as_ref().clone(),
        copro: String::new(),
        server,
        worker,
        worker_began_mib,
        steps: Vec::new(),
    };
    traveller.found(&person.firm, journey.size).await?;
    traveller.import(journey.size).await?;
    if journey.kind == Kind::CallForFunds {
        traveller.call(journey.size).await?;
    }
    let steps = traveller.steps;
    let limits = journey.limit.iter().flat_map(|limit| judged(limit, &steps)).collect();
    Ok(Told {
        name: name.to_owned(),
        about: journey.about.clone(),
        size: journey.size,
        pinned,
        steps,
        limits,
    })
}

fn judged(limit: &Limit, steps: &[Step]) -> Vec<(String, f64, bool)> {
    let step = steps.iter().find(|step| step.name == limit.step);
    let asked = [
        ("s", limit.seconds, step.map(|step| step.seconds)),
        ("MiB more", limit.worker_growth_mib, step.map(|step| step.worker_growth_mib)),
    ];
    let judged = asked.into_iter().filter_map(|(unit, most, is)| {
        let (most, is) = (most?, is.unwrap_or(f64::NAN));
        Some((format!("{} ≤ {most} {unit}", limit.step), is, is <= most))
    });
    judged.collect()
}

impl Traveller<'_> {
    async fn step<T>(
        &mut self,
        name: &str,
        work: impl AsyncFnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let families = [self.server.family(), self.worker.family(), self.stand.postgres];
        let (before, begun) = (families.map(Family::cpu_seconds), Instant::now());
        let done = work(self).await?;
        let seconds = begun.elapsed().as_secs_f64();
        let now = families.map(Family::cpu_seconds);
        let (_, peak) = machine::resident_mib(self.worker.family().0);
        let step = Step {
            name: name.to_owned(),
            seconds,
            cpu_server: now[0] - before[0],
            cpu_worker: now[1] - before[1],
            cpu_postgres: now[2] - before[2],
            worker_growth_mib: peak - self.worker_began_mib,
        };
        println!("{name:28} {seconds:8.3} s");
        self.steps.push(step);
        Ok(done)
    }

    async fn ask(&mut self, method: Method, path: &str, body: &Value, expected: u16) -> Result<Value, Error> {
        let mut headers = self.headers.clone();
        let key = HeaderValue::from_str(&Uuid::now_v7().to_string())?;
        headers.push((HeaderName::from_static("idempotency-key"), key));
        self.connection.json(method, path, &headers, body, expected).await
    }

    /// Asks until `state` is left.
    async fn until_left(&mut self, path: &str, state: &str) -> Result<Value, Error> {
        let begun = Instant::now();
        loop {
            let found = self.ask(Method::GET, path, &Value::Null, 200).await?;
            if found["status"] != state {
                return Ok(found);
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("{path} is still {state}").into());
            }
            tokio::time::sleep(POLL).await;
        }
    }

    async fn found(&mut self, firm: &str, size: usize) -> Result<(), Error> {
        let body = json!({"name": "Résidence du Voyage", "language": "fr", "shares_total": size * 10,
            // Of a bank code not known to be in use.
            "working_iban": "BE93996000100167", "reserve_iban": "BE43996000200201",
            "address": {"street": "Rue des Lavandes 3", "postal_code": "5100", "city": "Jambes", "country": "BE"}});
        let made = self.ask(Method::POST, &format!("/v1/firms/{firm}/copros"), &body, 201).await?;
        self.copro = format!("/v1/copros/{}", made["slug"].as_str().ok_or("no slug")?);
        Ok(())
    }

    async fn import(&mut self, size: usize) -> Result<(), Error> {
        let table = table(size);
        let imports = format!("{}/imports", self.copro);
        let import =
            self.step("file uploaded and read", async |this| this.upload(&imports, &table).await).await?;
        let path = format!("{imports}/{}", import["id"].as_str().ok_or("no import")?);
        let columns = import["columns"].as_array().ok_or("no columns")?.iter();
        let targets: serde_json::Map<String, Value> =
            columns.map(|column| (column["index"].to_string(), column["target"].clone())).collect();
        let checked = self.step("dry run", async |this| {
            this.ask(Method::PUT, &format!("{path}/mapping"), &json!({"columns": targets}), 200).await?;
            this.until_left(&path, "checking").await
        });
        let checked = checked.await?;
        if checked["status"] != "checked" || checked["error_count"] != 0 {
            return Err(format!("the dry run found faults: {checked}").into());
        }
        let written = self.step("written", async |this| {
            this.ask(Method::POST, &format!("{path}/commit"), &Value::Null, 202).await?;
            this.until_left(&path, "committing").await
        });
        let written = written.await?;
        if written["status"] != "committed" || written["summary"]["lots_new"] != size {
            return Err(format!("not everything was written: {written}").into());
        }
        Ok(())
    }

    async fn upload(&mut self, to: &str, table: &str) -> Result<Value, Error> {
        let body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"lots.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{table}\r\n--{BOUNDARY}--\r\n"
        );
        let mut headers = self.headers.clone();
        headers.push((
            CONTENT_TYPE,
            HeaderValue::from_str(&format!("multipart/form-data; boundary={BOUNDARY}"))?,
        ));
        let answer = self.connection.send(Method::POST, to, &headers, Bytes::from(body)).await?;
        if !answer.status.is_success() {
            return Err(format!("{to}: {} {}", answer.status, String::from_utf8_lossy(&answer.body)).into());
        }
        Ok(serde_json::from_slice(&answer.body)?)
    }

    /// The copro goes into service and calls: postings at once, letters afterwards.
    async fn call(&mut self, size: usize) -> Result<(), Error> {
        self.ask(Method::POST, &format!("{}/activation", self.copro), &Value::Null, 200).await?;
        let keys = self.ask(Method::GET, &format!("{}/keys", self.copro), &Value::Null, 200).await?;
        let call = json!({"kind": "working_fund", "title": "Fonds de roulement", "key_id": keys["items"][0]["id"],
                          "total_cents": size * 25_000, "issued_on": "2026-10-01", "due_on": "2026-10-31"});
        let calls = format!("{}/calls", self.copro);
        let made =
            self.step("call posted", async |this| this.ask(Method::POST, &calls, &call, 201).await).await?;
        made["id"].as_str().ok_or("no call")?;
        self.step("letters and mails made", async |this| this.letters(&calls).await).await
    }

    async fn letters(&mut self, path: &str) -> Result<(), Error> {
        let begun = Instant::now();
        loop {
            // The list counts; the call itself shows all its notices, which is much to look at ten times a second.
            let calls = self.ask(Method::GET, path, &Value::Null, 200).await?;
            let call = &calls["items"][0];
            let count = |name: &str| call[name].as_u64().unwrap_or_default();
            let all =
                count("documents_ready") == count("owners") && count("mails_sent") == count("mails_total");
            if all && count("owners") > 0 {
                return Ok(());
            }
            if begun.elapsed() > PATIENCE {
                return Err("letters are still missing".into());
            }
            tokio::time::sleep(POLL * 5).await;
        }
    }
}

/// What an old program exports: a line for each lot, with an owner of its own.
fn table(size: usize) -> String {
    let mut table =
        "Lot;Nature;Quotités;Nom;Prénom;E-mail;Langue;Adresse;Code postal;Localité;Pays;Date d'acquisition\n"
            .to_owned();
    for n in 0..size {
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "L{n:05};Appartement;10;Moulinard-{n};Inès;ines-{n}@courriel.example;FR;Rue des Lavandes {};5100;Jambes;BE;01/01/2025",
            n % 200 + 1
        );
    }
    table
}

/// The figures as text.
pub fn summary(told: &Told) -> String {
    let mut text = format!("\n{} · {} lots · {}\n", told.name, told.size, told.about);
    let _ = writeln!(
        text,
        "{:28} {:>9} {:>8} {:>8} {:>8} {:>12}",
        "CPU seconds:", "took", "server", "worker", "database", "worker grew"
    );
    for step in &told.steps {
        let _ = writeln!(
            text,
            "{:28} {:7.3} s {:8.2} {:8.2} {:8.2} {:8.1} MiB",
            step.name,
            step.seconds,
            step.cpu_server,
            step.cpu_worker,
            step.cpu_postgres,
            step.worker_growth_mib
        );
    }
    for (what, is, kept) in &told.limits {
        let _ = writeln!(text, "{} {what} (is {is:.3})", if *kept { "kept  " } else { "FAILED" });
    }
    text
}
