//! Marked ink: every word that a firm writes carries a mark of its own, and every place where words come out is searched for the marks of
//! others: answers, letters, mails, stored files; and, for the marks of anybody at all, logs and metrics.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use reqwest::Method;
use serde_json::{Value, json};
use tests::{
    Building, Client, Firm, Furnished, RedisServer, SiteOptions, World, escape, fixtures, list, new_copro,
    numbers, run, text,
};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;

use super::operations;

/// How every mark begins; nothing else is ever called so.
const INK: &str = "Qzx";

fn mark(whose: &str) -> String {
    let random = uuid::Uuid::new_v4().simple().to_string();
    format!("{INK}{whose}{}", &random[..6])
}

/// Everything that is written to the log, as JSON: how many lines, and those with ink on them.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<(usize, Vec<String>)>>);

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        let mut log = self.0.lock().expect("nobody panics with it");
        log.0 += 1;
        if text.contains(INK) && log.1.len() < 20 {
            log.1.push(text.into_owned());
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Log;

    fn make_writer(&'w self) -> Log {
        self.clone()
    }
}

fn marked_person(mark: &str) -> Value {
    json!({"kind": "natural", "last_name": format!("Nom{mark}"), "first_name": format!("Prénom{mark}"),
        "language": "fr", "email": format!("{}@courriel.example", mark.to_lowercase()), "phone": "+32 400 00 00 01",
        "address": {"street": format!("Allée {mark}"), "postal_code": "5000", "city": format!("Bourg {mark}"), "country": "BE"}})
}

/// A firm that writes everything in its own ink, and one thing of every kind.
async fn inked(world: &World, mark: &str) -> (Firm, Furnished) {
    let firm = Firm::called(world, "fr", &format!("Gérance {mark}"), &numbers::any_company_number()).await;
    let client = &firm.client;
    client.patch("/v1/session", json!({"name": format!("Syndic {mark}")}), 200).await;
    let mut copro = new_copro(&format!("Résidence {mark}"));
    copro["address"]["street"] = json!(format!("Rue {mark} 12"));
    copro["address"]["city"] = json!(format!("Ville {mark}"));
    let copro = client.post(&firm.copros(), copro, 201).await;
    let path = format!("/v1/copros/{}", text(&copro, "slug"));
    let at = |rest: &str| format!("{path}{rest}");
    let person = marked_person(mark);
    let members = json!([{"person": person, "right": "full", "numerator": 1, "denominator": 1}]);
    let owner = client.post(&at("/owners"), json!({"members": members}), 201).await;
    let lot = json!({"code": format!("L{mark}"), "nature": "apartment", "shares": 1000, "description": format!("Vue {mark}"),
        "floor": mark, "owner_id": owner["id"], "owned_from": "2024-01-01"});
    let lot = client.post(&at("/lots"), lot, 201).await;
    let key = json!({"code": format!("K{mark}"), "name": format!("Clé {mark}"), "weights": [{"lot_id": lot["id"], "weight": 1}]});
    let key = client.post(&at("/keys"), key, 201).await;
    client.post(&at("/activation"), json!(null), 200).await;
    let supplier = json!({"name": format!("Fournisseur {mark}"), "email": format!("{}@atelier.example", mark.to_lowercase())});
    let supplier = client.post(&at("/suppliers"), supplier, 201).await;
    let pdf = fixtures::pdf(&format!("Facture {mark}"));
    let file = client.upload(&at("/files"), &format!("facture-{mark}.pdf"), &pdf, 201).await;
    let keys = client.get(&at("/keys"), 200).await;
    let statutory =
        list(&keys, "items").iter().find(|key| key["kind"] == "statutory").expect("one")["id"].clone();
    let expense = json!({"supplier_id": supplier["id"], "invoice_number": format!("N{mark}"), "invoice_date": "2026-02-01",
        "description": format!("Travaux {mark}"), "amount_cents": 12_000, "vat_rate_bp": 600, "account": "61000", "key_id": statutory,
        "period_from": "2026-02-01", "period_to": "2026-02-28", "file_id": file["id"]});
    let expense = client.post_once(&at("/expenses"), expense, 201).await;
    let call = json!({"kind": "working_fund", "title": format!("Fonds {mark}"), "key_id": statutory, "total_cents": 50_000,
        "issued_on": "2026-02-02", "due_on": "2026-02-28"});
    let call = client.post_once(&at("/calls"), call, 201).await;
    let receipt = json!({"owner_id": owner["id"], "received_on": "2026-03-01", "amount_cents": 1_000, "into": "working"});
    client.post_once(&at("/receipts"), receipt, 201).await;
    let table = format!("Lot;Quotités;Nom\nZ{mark};10;Import{mark}\n");
    let import = client.upload(&at("/imports"), &format!("lots-{mark}.csv"), table.as_bytes(), 201).await;
    // What is refused is a sink as well, and a search is written into the address.
    client.request(Method::POST, &at("/lots")).json(&json!({"code": mark, "nature": mark})).send().await;
    client.get(&at(&format!("/persons?q={}", escape(mark))), 200).await;
    let years = client.get(&at("/fiscal-years"), 200).await;
    let detail = client.get(&at(&format!("/keys/{}", text(&key, "id"))), 200).await;
    let person = text(&list(&owner, "members")[0]["person"], "id");
    let ids = BTreeMap::from([
        ("lot", text(&lot, "id")),
        ("person", person),
        ("owner", text(&owner, "id")),
        ("key", text(&key, "id")),
        ("version", text(&list(&detail, "version_list")[0], "id")),
        ("import", text(&import, "id")),
        ("file", text(&file, "id")),
        ("supplier", text(&supplier, "id")),
        ("expense", text(&expense, "id")),
        ("call", text(&call, "id")),
        ("entry", text(&call, "entry_id")),
        ("year", text(&list(&years, "items")[0], "id")),
    ]);
    let building = Building {
        client: client.clone(),
        id: text(&copro, "id"),
        slug: text(&copro, "slug"),
        path,
        lots: BTreeMap::new(),
        owners: BTreeMap::new(),
        statutory: String::new(),
        lift: String::new(),
    };
    building.delivered(&ids["call"]).await;
    (firm, Furnished { building, ids })
}

/// What one firm can get hold of: sink by sink, where it came from and what it says.
#[derive(Default)]
struct Sinks(BTreeMap<&'static str, Vec<(String, String)>>);

impl Sinks {
    fn add(&mut self, sink: &'static str, from: impl Into<String>, words: String) {
        self.0.entry(sink).or_default().push((from.into(), words));
    }

    fn count(&self, sink: &str) -> usize {
        self.0.get(sink).map_or(0, Vec::len)
    }

    /// Who has left ink where it does not belong.
    fn with(&self, mark: &str) -> Vec<String> {
        let all = self
            .0
            .iter()
            .flat_map(|(sink, found)| found.iter().map(move |(from, words)| (sink, from, words)));
        let mark = mark.to_lowercase();
        all.filter(|(_, _, words)| words.to_lowercase().contains(&mark))
            .map(|(sink, from, _)| format!("{sink}: {from}"))
            .collect()
    }
}

/// Every GET that somebody else's page, letter or list might slip into.
async fn read_everything(world: &World, client: &Client, firm: &Firm, of: &Furnished) -> Sinks {
    let mut sinks = Sinks::default();
    for operation in operations(world).await {
        let scope = match operation.params().first() {
            Some(&"firm") => firm.id.as_str(),
            _ => &of.building.slug,
        };
        let known = operation.inner_params().iter().all(|name| of.ids.contains_key(name));
        // The mailbox of development shows everybody's mail by design; it is read address by address below.
        if operation.method != Method::GET || !known || operation.path.starts_with("/v1/dev/") {
            continue;
        }
        let path = operation.filled(scope, &of.ids);
        let answer = operation.request(client, &path, of).send().await;
        let words = match answer.header("content-type") {
            "application/pdf" => pdf_text(&answer.body),
            _ => String::from_utf8_lossy(&answer.body).into_owned(),
        };
        let sink = if answer.header("content-type") == "application/pdf" { "letters" } else { "answers" };
        sinks.add(sink, operation.name(), format!("{:?} {words}", answer.headers));
    }
    let call = firm.client.get(&of.building.at(&format!("/calls/{}", of.ids["call"])), 200).await;
    for notice in list(&call, "notices") {
        let letter = of.building.at(&format!("/files/{}", text(notice, "file_id")));
        let letter = firm.client.request(Method::GET, &letter).send().await;
        sinks.add("letters", "the letter of a notice", pdf_text(&letter.body));
        let to = escape(&text(notice, "email"));
        let mails = firm.client.get(&format!("/v1/dev/mails?to={to}"), 200).await;
        for mail in list(&mails, "items") {
            sinks.add("mails", text(mail, "subject"), mail.to_string());
        }
    }
    files_in(&world.files_dir.join(&of.building.id), &mut sinks);
    sinks
}

/// The words of a PDF: as drawn, where the tool that reads letters is there, and what is in its streams as it stands.
fn pdf_text(bytes: &[u8]) -> String {
    let mut words = String::from_utf8_lossy(bytes).into_owned();
    for at in bytes.windows(8).enumerate().filter(|(_, w)| w == b"stream\r\n").map(|(at, _)| at + 8) {
        let mut plain = Vec::new();
        let _ = flate2::read::ZlibDecoder::new(&bytes[at..]).take(1 << 20).read_to_end(&mut plain);
        words.push_str(&String::from_utf8_lossy(&plain));
    }
    let tool =
        Command::new("pdftotext").args(["-q", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut tool = tool.expect("pdftotext (Debian package poppler-utils) reads the letters");
    tool.stdin.take().expect("piped").write_all(bytes).expect("the letter is handed over");
    let drawn = tool.wait_with_output().expect("pdftotext ends");
    words.push_str(&String::from_utf8_lossy(&drawn.stdout));
    words
}

fn files_in(folder: &Path, sinks: &mut Sinks) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_in(&path, sinks);
        } else {
            let content = std::fs::read(&path).expect("a stored file");
            sinks.add(
                "files",
                path.display().to_string(),
                format!("{} {}", path.display(), pdf_text(&content)),
            );
        }
    }
}

#[test]
fn nobodys_words_come_out_where_they_do_not_belong() {
    run(async |world| {
        let log = Log::default();
        let json = tracing_subscriber::fmt::layer().json().flatten_event(true).with_current_span(true);
        let level = tracing_subscriber::filter::LevelFilter::DEBUG;
        let subscriber = tracing_subscriber::registry().with(json.with_writer(log.clone())).with(level);
        tracing::subscriber::set_global_default(subscriber).expect("no other test listens to the log");
        let recorder = metrics_exporter_prometheus::PrometheusBuilder::new();
        let metrics = recorder.install_recorder().expect("no other test counts");

        let (mark_a, mark_b) = (mark("A"), mark("B"));
        let (firm_a, a) = inked(world, &mark_a).await;
        let (firm_b, b) = inked(world, &mark_b).await;
        // An instance that counts together with others: what they share is a sink as well.
        let redis = RedisServer::start();
        let site =
            world.site_with(SiteOptions { redis: Some(redis.options()), ..SiteOptions::default() }).await;
        let there = |firm: &Firm| site.with_token(firm.client.token().expect("a token"));
        let seen_a = read_everything(world, &there(&firm_a), &firm_a, &a).await;
        let seen_b = read_everything(world, &there(&firm_b), &firm_b, &b).await;
        let kept = redis.content();
        assert!(!kept.is_empty(), "nothing is kept in Redis");
        let inked_keys = kept.iter().filter(|key| key.to_lowercase().contains(&INK.to_lowercase()));
        assert_eq!(inked_keys.collect::<Vec<_>>(), [""; 0], "ink in Redis");
        for (seen, own, foreign) in [(&seen_a, &mark_a, &mark_b), (&seen_b, &mark_b, &mark_a)] {
            assert_eq!(seen.with(foreign), [""; 0], "the other's ink");
            // The same search finds one's own ink in every sink, so it would have found the other's.
            for sink in ["answers", "letters", "mails", "files"] {
                assert!(
                    seen.with(own).iter().any(|found| found.starts_with(sink)),
                    "no ink of one's own in {sink}"
                );
            }
        }
        let (lines, inked_lines) = log.0.lock().expect("nobody panics with it").clone();
        assert_eq!(inked_lines, [""; 0], "ink in the log");
        assert!(lines > 100, "{lines} lines");
        let shown = metrics.render();
        assert!(!shown.contains(INK) && shown.contains("koprogo_transaction_seconds"), "{shown}");
        println!(
            "markers: 0 foreign in {} answers, {} letters, {} mails, {} stored files; 0 at all in {lines} lines of log, {} of metrics and {} keys of Redis",
            seen_a.count("answers") + seen_b.count("answers"),
            seen_a.count("letters") + seen_b.count("letters"),
            seen_a.count("mails") + seen_b.count("mails"),
            seen_a.count("files") + seen_b.count("files"),
            shown.lines().count(),
            kept.len(),
        );
    });
}
