//! Two runs: a firm asks the same questions twice while another firm lives two different lives beside it. If anything of the other's life
//! could be told from the answers (a counter, a quota, a name that is taken, a key that was used) the two transcripts would differ.
//!
//! `HISTORIES=10000 cargo test -p tests --test it -- histories` runs more than the 500 of every push. Sequence `n` is the same in every
//! run: its number is all it takes to see it again.

use std::sync::Arc;
use std::time::Instant;

use access::limit::{LimitConfig, Rate};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Client, Firm, Request, SiteOptions, World, fixtures, new_copro, numbers, run, text};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::transcript::Transcript;

const SEQUENCES: u64 = 500;
const WORKERS: u64 = 6;
/// Questions of a sequence, after its copro is set up.
const STEPS: u64 = 6;
/// Sequences that a copro lasts. Both copros have lived through the same ones, so they are as alike at the end as at the start.
const LASTS: u64 = 10;
/// In every so many sequences the other firm uses up its own quota.
const FLOOD_EVERY: u64 = 50;
const QUOTA: u32 = 100;

/// Numbers that are the same for the same seed.
struct Dice(u64);

impl Dice {
    /// SplitMix64.
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }
}

/// Somebody's copro, just put into service: one lot, one owner, everything in round numbers.
struct Home {
    client: Client,
    firm: String,
    path: String,
    statutory: String,
    lot: String,
    owner: String,
}

/// Names, codes and numbers come from a few, so that both firms use the same ones all the time.
fn question(kind: u64, n: u64, home: &Home) -> Request {
    let at = |rest: &str| format!("{}{rest}", home.path);
    let get = |rest: &str| home.client.request(Method::GET, &at(rest));
    let post = |rest: &str, body: Value| home.client.request(Method::POST, &at(rest)).json(&body);
    let day = format!("2026-03-{:02}", n + 1);
    match kind {
        0 => get(""),
        1 => get("/lots?limit=1"),
        2 => get("/owners"),
        3 => get("/persons?q=Rond"),
        4 => get("/entries"),
        5 => get("/keys"),
        6 => get("/jobs"),
        7 => get(&format!("/owners/{}/statement?on=2026-12-31", home.owner)),
        8 => home.client.request(Method::GET, &format!("/v1/firms/{}/copros", home.firm)),
        9 => post(
            "/persons",
            json!({"kind": "natural", "last_name": format!("Rondelet{n}"), "language": "fr",
                                     "email": format!("rond{n}@courriel.example")}),
        ),
        10 => post(
            "/suppliers",
            json!({"name": format!("Plomberie {n}"), "company_number": numbers::company_number(n)}),
        ),
        11 => post("/lots", json!({"code": format!("C{n}"), "nature": "cellar", "shares": 0})),
        12 => post(
            "/keys",
            json!({"code": format!("K{n}"), "name": "Cour", "weights": [{"lot_id": home.lot, "weight": 1}]}),
        ),
        13 => post(
            "/expenses",
            json!({"supplier": {"name": format!("Toiture {n}")}, "invoice_number": format!("F-{n}"),
                    "invoice_date": day, "description": "Corniche", "amount_cents": 1000 * (n + 1), "vat_rate_bp": 600,
                    "account": "61000", "key_id": home.statutory, "period_from": day, "period_to": day}),
        ),
        14 => post(
            "/receipts",
            json!({"owner_id": home.owner, "received_on": day, "amount_cents": 500 * (n + 1), "into": "working"}),
        ),
        15 => post(
            "/calls/preview",
            json!({"kind": "working_fund", "title": format!("Appel {n}"), "key_id": home.statutory,
                    "total_cents": 10_000, "issued_on": day, "due_on": day}),
        ),
        16 => home
            .client
            .request(Method::POST, &at("/files"))
            .upload("facture.pdf", &fixtures::pdf(&format!("Facture {n}"))),
        17 => home.client.request(Method::POST, &at("/imports")).upload("lots.csv", b"Lot;Parts\nZ1;10\n"),
        18 => home.client.request(Method::PATCH, &home.path).json(&json!({"name": format!("Maison {n}")})),
        _ => get(&format!("/expenses/{}", Uuid::nil())),
    }
}
const KINDS: u64 = 20;

/// Calls make letters, which take long to typeset: one for each copro.
fn call(home: &Home) -> Request {
    let body = json!({"kind": "working_fund", "title": "Fonds", "key_id": home.statutory, "total_cents": 10_000,
                      "issued_on": "2026-04-01", "due_on": "2026-04-30"});
    home.client.request(Method::POST, &format!("{}/calls", home.path)).json(&body)
}

async fn note(transcript: &mut Transcript, request: Request, key: &str) -> Answer {
    let answer = request.key(key).send().await;
    transcript.note(&answer);
    answer
}

/// A firm, a copro and its only lot, from the words that everybody uses.
async fn settle(client: &Client, seed: u64, transcript: &mut Transcript) -> Home {
    let post = |path: &str, body: Value| client.request(Method::POST, path).json(&body);
    let firm = json!({"country": "BE", "name": "Gérance Ronde SRL", "company_number": numbers::company_number(seed)});
    let firm =
        text(&note(transcript, post("/v1/firms", firm), &format!("{seed}-firm")).await.expect(201), "id");
    let copro = post(&format!("/v1/firms/{firm}/copros"), new_copro("Résidence Ronde"));
    let copro = note(transcript, copro, &format!("{seed}-copro")).await.expect(201);
    let path = format!("/v1/copros/{}", text(&copro, "slug"));
    transcript.own(&text(&copro, "slug"), "<slug>");
    let person = json!({"kind": "natural", "last_name": "Rondeau", "language": "fr", "email": "rondeau@courriel.example"});
    let owner = json!({"members": [{"person": person, "right": "full", "numerator": 1, "denominator": 1}]});
    let owner = note(transcript, post(&format!("{path}/owners"), owner), "owner").await.expect(201);
    let owner = text(&owner, "id");
    let lot = json!({"code": "A1", "nature": "apartment", "shares": 1000, "owner_id": owner, "owned_from": "2024-01-01"});
    let lot = text(&note(transcript, post(&format!("{path}/lots"), lot), "lot").await.expect(201), "id");
    let activation = client.request(Method::POST, &format!("{path}/activation"));
    note(transcript, activation, "activation").await.expect(200);
    let keys =
        note(transcript, client.request(Method::GET, &format!("{path}/keys")), "keys").await.expect(200);
    let statutory = text(&tests::list(&keys, "items")[0], "id");
    Home { client: client.clone(), firm, path, statutory, lot, owner }
}

/// One sequence of one firm; `beside` is the other firm, if it is awake in this run.
async fn live(home: &Home, seed: u64, beside: Option<&Home>, transcript: &mut Transcript) {
    let mut dice = Dice(seed);
    let mut others = Dice(!seed);
    for step in 0..STEPS {
        if let Some(other) = beside {
            let floods = seed.is_multiple_of(FLOOD_EVERY) && step == 0;
            let times = if floods { u64::from(QUOTA) + 20 } else { others.roll(3) };
            stir(other, seed, &mut others, times).await;
        }
        let (kind, n) = (dice.roll(KINDS), dice.roll(3));
        note(transcript, question(kind, n, home), &format!("{seed}-{step}")).await;
    }
}

/// The other firm does what firms do, with the same names and the same idempotency keys.
async fn stir(other: &Home, seed: u64, dice: &mut Dice, times: u64) {
    for n in 0..times {
        let kind = if times > 10 { 5 } else { dice.roll(KINDS) };
        question(kind, dice.roll(3), other).key(&format!("{seed}-{}", n % STEPS)).send().await;
    }
}

/// Two accounts that ask, and one that lives beside them.
struct Trio {
    quiet: (Client, String),
    disturbed: (Client, String),
    other: Home,
}

#[derive(Default)]
struct Ended {
    sequences: u64,
    answers: usize,
    differences: Vec<String>,
}

impl Trio {
    /// The same sequences twice: once while the other firm sleeps, once while it is busy.
    async fn compare(&self, seeds: std::ops::Range<u64>, ended: &mut Ended) {
        let (mut alone, mut beside) = (Transcript::default(), Transcript::default());
        alone.own(&self.quiet.1, "<email>");
        beside.own(&self.disturbed.1, "<email>");
        let quiet = settle(&self.quiet.0, seeds.start, &mut alone).await;
        stir(&self.other, seeds.start, &mut Dice(seeds.start), 2).await;
        let disturbed = settle(&self.disturbed.0, seeds.start, &mut beside).await;
        for seed in seeds {
            live(&quiet, seed, None, &mut alone).await;
            live(&disturbed, seed, Some(&self.other), &mut beside).await;
            ended.sequences += 1;
            if let Some(what) = alone.difference(&beside) {
                ended.differences.push(format!("sequence {seed}: {what}"));
                return;
            }
        }
        // Last: how far its letters are is the worker's business, and shows in the list of jobs.
        note(&mut alone, call(&quiet), "call").await;
        note(&mut beside, call(&disturbed), "call").await;
        ended.differences.extend(alone.difference(&beside));
        ended.answers += alone.len();
    }
}

async fn trio(world: &World, site: &tests::Site) -> Trio {
    let on_site = |firm: Firm| (site.with_token(firm.client.token().expect("a token")), firm.email);
    let (quiet, disturbed, other) =
        (Firm::sign_up(world).await, Firm::sign_up(world).await, Firm::sign_up(world).await);
    let other = on_site(other);
    let other = settle(&other.0, 7, &mut Transcript::default()).await;
    Trio { quiet: on_site(quiet), disturbed: on_site(disturbed), other }
}

#[test]
fn what_a_firm_is_told_does_not_depend_on_what_another_does() {
    run(async |world| {
        let wanted: u64 = std::env::var("HISTORIES").ok().map_or(SEQUENCES, |n| n.parse().expect("a number"));
        // So much that no sequence reaches it by itself, and so little that the other firm can use it up.
        let quota = Rate::new(QUOTA, 3_600);
        let much = Rate::new(1_000_000, 1);
        let limits = LimitConfig {
            copro: quota,
            firm: much,
            caller: much,
            anonymous: much,
            door: much,
            webhook: much,
            keys_max: 50_000,
            replicas: 1,
        };
        let site = Arc::new(world.site_with(SiteOptions { limits, ..SiteOptions::default() }).await);
        let begun = Instant::now();
        let mut workers = JoinSet::new();
        for worker in 0..WORKERS {
            let trio = trio(world, &site).await;
            let groups: Vec<u64> = (worker..wanted.div_ceil(LASTS)).step_by(WORKERS as usize).collect();
            workers.spawn(async move {
                let mut ended = Ended::default();
                for group in groups {
                    let seeds = group * LASTS..((group + 1) * LASTS).min(wanted);
                    trio.compare(seeds, &mut ended).await;
                }
                ended
            });
        }
        let ended = workers.join_all().await;
        let differences: Vec<&String> = ended.iter().flat_map(|ended| &ended.differences).collect();
        assert!(differences.is_empty(), "{} sequences differ:\n{}", differences.len(), differences[0]);
        let told: u64 = ended.iter().map(|ended| ended.sequences).sum();
        let answers: usize = ended.iter().map(|ended| ended.answers).sum();
        assert_eq!(told, wanted);
        println!(
            "histories: {told} sequences, {answers} pairs of answers compared, in {:.1} s",
            begun.elapsed().as_secs_f64()
        );
    });
}
