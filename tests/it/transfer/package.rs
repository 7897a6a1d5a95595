//! The package opens with nothing but a ZIP program, and adds up.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use serde_json::Value;
use sha2::{Digest, Sha256};
use store::leaving::package::{AUDIT, LEFT_OUT, TABLES};
use tests::{int, list, run, text};

use super::Two;

/// A package, unpacked.
pub struct Opened {
    pub files: BTreeMap<String, Vec<u8>>,
    pub manifest: Value,
}

impl Opened {
    pub fn of(bytes: &[u8]) -> Opened {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP archive");
        let mut files = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).expect("a file");
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("it unpacks");
            files.insert(file.name().expect("a readable name").into_owned(), content);
        }
        let manifest = serde_json::from_slice(&files["manifest.json"]).expect("JSON");
        Opened { files, manifest }
    }

    pub fn text(&self, path: &str) -> String {
        let content = self.files.get(path).unwrap_or_else(|| panic!("no {path}"));
        String::from_utf8(content.clone()).expect("UTF-8")
    }

    fn rows(&self, table: &str) -> Vec<Value> {
        serde_json::from_str(&self.text(&format!("data/{table}.json"))).expect("a JSON list")
    }
}

fn hex(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_package_opens_and_reconciles() {
    run(async |world| {
        let two = Two::firms(world).await;
        let balance = two.old.client.get(&two.old.copros(), 200).await["items"][0]["balance_cents"].clone();
        let entries = two.old.client.all(&two.own.building.at("/entries")).await.len();
        let (transfer, token) = two.request(world).await;
        two.accept(&token).await;
        two.done().await;
        let listed = two.old.client.get(&format!("/v1/firms/{}/handovers", two.old.id), 200).await;
        let handover = list(&listed, "items")[0].clone();
        let bytes = two.package(&text(&transfer, "id")).await;
        assert_eq!(handover["status"], "ready");
        assert_eq!(int(&handover, "size_bytes"), i64::try_from(bytes.len()).expect("a size"));
        assert_eq!(text(&handover, "sha256"), hex(&bytes));
        let opened = Opened::of(&bytes);
        every_sum_holds(&opened);
        let lines = opened.rows("entry_lines");
        let cents = |lines: &[Value]| lines.iter().map(|line| int(line, "amount_cents")).sum::<i64>();
        assert_eq!((cents(&lines), int(&opened.manifest["totals"], "ledger_cents")), (0, 0));
        let owed: Vec<Value> = lines.iter().filter(|line| !line["owner_id"].is_null()).cloned().collect();
        assert_eq!(Value::from(cents(&owed)), balance);
        assert_eq!(opened.manifest["totals"]["owners_cents"], balance);
        assert_eq!(opened.rows("entries").len(), entries);
        every_voucher_is_there(&opened);
        tables_agree(&opened);
        let statements = opened.files.iter().filter(|(path, _)| path.starts_with("statements/"));
        assert_eq!(statements.filter(|(_, pdf)| pdf.starts_with(b"%PDF")).count(), 4);
        let log = opened.text("audit.ndjson");
        assert!(
            log.lines().count() > 20 && log.lines().all(|line| serde_json::from_str::<Value>(line).is_ok())
        );
        assert!(opened.text("index.html").contains("Résidence Clairvallon"));
        assert!(opened.text("index.html").contains("3.89, § 5, 7°"));
        println!("package: {} files, {} bytes", opened.files.len(), bytes.len());
    });
}

fn every_sum_holds(opened: &Opened) {
    let mut named = BTreeSet::from(["SHA256SUMS".to_owned()]);
    for line in opened.text("SHA256SUMS").lines() {
        let (sum, path) = line.split_once("  ").expect("sum and path");
        assert_eq!(sum, hex(&opened.files[path]), "{path}");
        named.insert(path.to_owned());
    }
    assert_eq!(named, opened.files.keys().cloned().collect());
}

/// Each expense's voucher is a file of the package with the content it was stored with.
fn every_voucher_is_there(opened: &Opened) {
    let files = list(&opened.manifest, "files");
    for file in files {
        assert_eq!(text(file, "sha256"), hex(&opened.files[&text(file, "path")]), "{file}");
    }
    for expense in opened.rows("expenses").iter().filter(|expense| !expense["file_id"].is_null()) {
        let file = files.iter().find(|file| file["id"] == expense["file_id"]).expect("its voucher");
        assert!(list(file, "expenses").contains(&expense["number"]), "{file}");
    }
    assert!(files.iter().any(|file| !list(file, "calls").is_empty()), "letters are there too");
}

/// Both forms of a table have the same rows, and the columns that are described.
fn tables_agree(opened: &Opened) {
    let readme = opened.text("README.md");
    for table in TABLES {
        let rows = opened.rows(table.name).len();
        let csv = opened.text(&format!("data/{}.csv", table.name));
        assert_eq!(csv.lines().next(), Some(table.columns.join(",").as_str()), "{}", table.name);
        let counted =
            list(&opened.manifest, "tables").iter().find(|t| t["name"] == table.name).expect("a count");
        assert_eq!(int(counted, "rows"), i64::try_from(rows).expect("a count"), "{}", table.name);
        assert!(readme.contains(&table.columns.join(", ")), "{}", table.name);
    }
}

/// A table or column that is added later must be packed, or left out for a reason.
#[test]
fn every_table_and_column_is_in_the_package_or_left_out_for_a_reason() {
    run(async |world| {
        let mut owner = world.databases.owner().await;
        let found: Vec<(String, String)> = sqlx::query_as(
            "SELECT table_name::text, column_name::text FROM information_schema.columns
              WHERE table_schema = 'tenant' AND column_name <> 'tenant_id'",
        )
        .fetch_all(&mut owner)
        .await
        .expect("columns");
        let found: BTreeSet<String> =
            found.into_iter().map(|(table, column)| format!("{table}.{column}")).collect();
        let mut packed: BTreeSet<String> = BTreeSet::new();
        for table in TABLES.iter().chain([&AUDIT]) {
            packed.extend(table.columns.iter().map(|column| format!("{}.{column}", table.name)));
        }
        // What stands beside an entry of the log is its link in the chain.
        for part in ["seq", "prev", "hash"] {
            packed.remove(&format!("audit_entries.{part}"));
        }
        let left = |name: &String| {
            LEFT_OUT.iter().any(|(what, why)| {
                !why.is_empty()
                    && (what == name || name.strip_prefix(what).is_some_and(|rest| rest.starts_with('.')))
            })
        };
        let missing: Vec<&String> = found.difference(&packed).filter(|name| !left(name)).collect();
        assert!(missing.is_empty(), "pack them, or say in LEFT_OUT why not: {missing:?}");
        let unknown: Vec<&String> = packed.difference(&found).collect();
        assert!(unknown.is_empty(), "not in the database: {unknown:?}");
    });
}
