//! What the server holds while it does everything at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;
use tests::{Client, Firm, list, load, text};

use crate::acts::Running;
use crate::copro::Copro;
use crate::{Stage, judge};

const CONNECTIONS: usize = 64;
const MEMORY_MIB: f64 = 64.0;
/// Copros that are worked in, each of a firm of its own, and their lots.
const COPROS: usize = 8;
const LOTS: usize = 100;

struct Load {
    offices: Vec<Office>,
    run: AtomicU64,
}

struct Office {
    copro: Copro,
    client: Client,
    copros: String,
    owner: String,
    key: String,
}

impl Office {
    async fn new(stage: &Stage) -> Office {
        let firm = Firm::sign_up_at(&Client::at(stage.place.url())).await;
        let copro = Copro::active(&firm, LOTS).await;
        let owners = copro.client.get(&copro.at("/owners"), 200).await;
        let keys = copro.client.get(&copro.at("/keys"), 200).await;
        Office {
            client: Client::at(stage.place.url()).with_token(firm.client.fresh_token().await),
            copros: firm.copros(),
            owner: text(&list(&owners, "items")[0], "id"),
            key: text(&list(&keys, "items")[0], "id"),
            copro,
        }
    }
}

impl Load {
    /// 70 reads of 100, 27 writes, 2 letters laid out, one sign-in.
    async fn ask(&self, number: u64) -> Option<u16> {
        let place = usize::try_from(number).unwrap_or_default() % self.offices.len();
        let Office { copro, client, copros, owner, key } = &self.offices[place];
        let at = |rest: &str| copro.at(rest);
        let get = |path: &str| client.request(Method::GET, path);
        let request = match (number / COPROS as u64) % 100 {
            0..=20 => get(copros),
            21..=38 => get(&at("/lots")),
            39..=52 => get(&at("/owners")),
            53..=66 => get(&at("/expenses")),
            67..=69 => get("/v1/session"),
            70 | 85 => get(&at(&format!("/owners/{}/statement.pdf", owner))),
            71 => {
                // Hashes like any other sign-in, and ends nobody's session.
                let typed = json!({"email": "personne@courriel.example", "password": "veertien rode fietsen", "token": true});
                client.signed_out().request(Method::POST, "/v1/session").json(&typed)
            }
            72..=79 => {
                let person = json!({"kind": "natural", "last_name": format!("Habitant {number}"), "first_name": "Camille", "language": "fr"});
                let owner = json!({"members": [{"person": person, "right": "full", "numerator": 1, "denominator": 1}]});
                client.request(Method::POST, &at("/owners")).json(&owner)
            }
            _ => {
                let invoice = self.run.fetch_add(1, Ordering::Relaxed);
                let expense = json!({"supplier": {"name": format!("Toitures {invoice}")}, "invoice_number": format!("F-{invoice}"),
                    "invoice_date": "2026-11-02", "description": "Réparation de la corniche", "amount_cents": 50_000,
                    "vat_rate_bp": 600, "account": "61000", "key_id": key, "period_from": "2026-11-02", "period_to": "2026-11-02"});
                client.request(Method::POST, &at("/expenses")).json(&expense).once()
            }
        };
        request.try_send().await
    }
}

pub async fn memory(stage: &Stage, seconds: usize) -> bool {
    let Running { serve, work, firm: _ } = Running::new(stage, None).await;
    let mut offices = Vec::new();
    for _ in 0..COPROS {
        offices.push(Office::new(stage).await);
    }
    println!("before the load: {}", held(&serve));
    let load = Arc::new(Load { offices, run: AtomicU64::new(0) });
    let (begun, cpu) = (Instant::now(), serve.cpu());
    let lasting = Duration::from_secs(u64::try_from(seconds).unwrap_or(20));
    let asked = load.clone();
    let running = tokio::spawn(load::closed(CONNECTIONS, lasting, move |number| {
        let asked = asked.clone();
        async move { asked.ask(number).await }
    }));
    let mut shown = tokio::time::interval(Duration::from_secs(5));
    while !running.is_finished() {
        shown.tick().await;
        println!("{:>4.0} s: {}", begun.elapsed().as_secs_f64(), held(&serve));
    }
    let report = running.await.expect("the load ends");
    let cpu = (serve.cpu() - cpu).as_secs_f64();
    println!("{:#}", report.json());
    println!("CPU of the server, a thousand requests: {:.3} s", cpu * 1000.0 / report.shots.len() as f64);
    println!("the worker: {}", held(&work));
    let answered = report.errors() == 0;
    judge("most memory of the server", serve.mib("VmHWM"), MEMORY_MIB, "MiB") && answered
}

fn held(process: &crate::process::Process) -> String {
    let mib = |line| process.mib(line);
    format!("{:.1} MiB, of it {:.1} no file backs; most {:.1}", mib("VmRSS"), mib("RssAnon"), mib("VmHWM"))
}
