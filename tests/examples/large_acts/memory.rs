//! What the server holds while it does everything at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;
use tests::{Client, PASSWORD, list, load, text};

use crate::acts::Running;
use crate::copro::Copro;
use crate::{Stage, judge};

const CONNECTIONS: usize = 64;
const MEMORY_MIB: f64 = 64.0;
/// Lots of the copro whose pages are read.
const LOTS: usize = 200;

struct Load {
    copro: Copro,
    client: Client,
    copros: String,
    owner: String,
    email: String,
    key: String,
    run: AtomicU64,
}

impl Load {
    /// 70 reads of 100, 27 writes, 2 letters laid out, one sign-in.
    async fn ask(&self, number: u64) -> Option<u16> {
        let at = |rest: &str| self.copro.at(rest);
        let get = |path: &str| self.client.request(Method::GET, path);
        let request = match number % 100 {
            0..=20 => get(&self.copros),
            21..=38 => get(&at("/lots")),
            39..=52 => get(&at("/owners")),
            53..=66 => get(&at("/expenses")),
            67..=69 => get("/v1/session"),
            70 | 85 => get(&at(&format!("/owners/{}/statement.pdf", self.owner))),
            71 => {
                let typed = json!({"email": self.email, "password": PASSWORD, "token": true});
                self.client.signed_out().request(Method::POST, "/v1/session").json(&typed)
            }
            72..=79 => {
                let person = json!({"kind": "natural", "last_name": format!("Habitant {number}"), "first_name": "Camille", "language": "fr"});
                let owner = json!({"members": [{"person": person, "right": "full", "numerator": 1, "denominator": 1}]});
                self.client.request(Method::POST, &at("/owners")).json(&owner)
            }
            _ => {
                let invoice = self.run.fetch_add(1, Ordering::Relaxed);
                let expense = json!({"supplier": {"name": "Toitures Ardoisine"}, "invoice_number": format!("F-{invoice}"),
                    "invoice_date": "2026-11-02", "description": "Réparation de la corniche", "amount_cents": 50_000,
                    "vat_rate_bp": 600, "account": "61000", "key_id": self.key, "period_from": "2026-11-02", "period_to": "2026-11-02"});
                self.client.request(Method::POST, &at("/expenses")).json(&expense).once()
            }
        };
        request.try_send().await
    }
}

pub async fn memory(stage: &Stage, seconds: usize) -> bool {
    let Running { serve, work, firm } = Running::new(stage, None).await;
    let copro = Copro::active(&firm, LOTS).await;
    copro.call().await;
    let owners = copro.client.get(&copro.at("/owners"), 200).await;
    let keys = copro.client.get(&copro.at("/keys"), 200).await;
    println!("before the load: {}", held(&serve));
    let load = Arc::new(Load {
        client: Client::at(stage.place.url()).with_token(firm.client.fresh_token().await),
        copros: firm.copros(),
        owner: text(&list(&owners, "items")[0], "id"),
        email: firm.email.clone(),
        key: text(&list(&keys, "items")[0], "id"),
        copro,
        run: AtomicU64::new(0),
    });
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
