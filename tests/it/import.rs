//! The file a syndic exports from its old program: uploaded, mapped, tried, written, and taken back.

use std::collections::BTreeSet;
use std::fmt::Write;

use reqwest::Method;
use serde_json::{Value, json};
use sqlx::Connection;
use tests::database::{changes, snapshot};
use tests::{Building, Firm, World, int, list, run, text, wait_for, workspace};

/// Where an import lies inside its copro.
fn at(building: &Building, import: &Value, rest: &str) -> String {
    building.at(&format!("/imports/{}{rest}", text(import, "id")))
}

/// The targets that the upload suggested, as a mapping.
fn suggested(import: &Value) -> Value {
    let columns = list(import, "columns").iter();
    let targets = columns.map(|column| (column["index"].to_string(), column["target"].clone()));
    json!({"columns": targets.collect::<serde_json::Map<_, _>>()})
}

/// The import once it is in another state than this one.
async fn after(building: &Building, import: &Value, state: &str) -> Value {
    let path = at(building, import, "");
    wait_for(&format!("an import to leave {state}"), async || {
        let import = building.client.get(&path, 200).await;
        (import["status"] != state).then_some(import)
    })
    .await
}

async fn upload(building: &Building, name: &str, content: &[u8]) -> Value {
    building.client.upload(&building.at("/imports"), name, content, 201).await
}

/// Uploads, maps as suggested, and waits for the dry run.
async fn checked(building: &Building, name: &str, content: &[u8]) -> Value {
    let import = upload(building, name, content).await;
    building.client.put(&at(building, &import, "/mapping"), suggested(&import), 200).await;
    let checked = after(building, &import, "checking").await;
    assert_eq!(checked["status"], "checked", "{checked}");
    checked
}

async fn committed(building: &Building, import: &Value) -> Value {
    building.client.post(&at(building, import, "/commit"), Value::Null, 202).await;
    let done = after(building, import, "committing").await;
    assert_eq!(done["status"], "committed", "{done}");
    done
}

/// The copro without the imports themselves and the jobs they caused, and without the log of it all: that an import was tried, written and
/// taken back is told there, whatever becomes of it.
async fn contents(world: &World, building: &Building) -> tests::database::Snapshot {
    let mut owner = world.databases.owner().await;
    let mut content = snapshot(&mut owner, building.tenant()).await;
    content.retain(|table, _| {
        !["tenant.imports", "jobs.jobs", "tenant.counters"].contains(&table.as_str())
            && !table.starts_with("tenant.audit_")
    });
    content
}

fn sample() -> Vec<u8> {
    std::fs::read(workspace().join("tenants/demo/import-sample.csv")).expect("the sample of the demo")
}

#[test]
fn the_sample_of_an_old_program_is_understood_tried_written_and_taken_back() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Résidence Clairvallon").await;
        let empty = contents(world, &building).await;
        let import = upload(&building, "export.csv", &sample()).await;
        let targets: Vec<String> =
            list(&import, "columns").iter().map(|column| text(column, "target")).collect();
        assert_eq!(targets.join(" "), SUGGESTED, "Windows-1252, semicolons, French headers");
        assert_eq!((&import["status"], int(&import, "rows")), (&json!("uploaded"), 24));

        let import = checked(&building, "export.csv", &sample()).await;
        assert_eq!((int(&import, "error_count"), int(&import, "progress")), (0, 24), "{import}");
        let summary = &import["summary"];
        let counts = [
            "lots_new",
            "lots_changed",
            "lots_same",
            "owners_new",
            "owners_matched",
            "shares_total",
            "shares_expected",
        ];
        assert_eq!(counts.map(|count| int(summary, count)), [24, 0, 0, 12, 0, 1000, 1000]);
        assert_eq!(changes(&empty, &contents(world, &building).await), [""; 0], "a dry run writes nothing");

        let import = committed(&building, &import).await;
        assert_sample_is_there(&building).await;
        let undone = building.client.post(&at(&building, &import, "/undo"), Value::Null, 200).await;
        assert_eq!(undone["status"], "undone");
        assert_eq!(changes(&empty, &contents(world, &building).await), [""; 0], "as if it had never been");

        let again = checked(&building, "export.csv", &sample()).await;
        committed(&building, &again).await;
        let third = checked(&building, "export.csv", &sample()).await;
        let counts = ["lots_new", "lots_changed", "lots_same", "owners_new", "owners_matched"];
        assert_eq!(
            counts.map(|count| int(&third["summary"], count)),
            [0, 0, 24, 0, 12],
            "the same file changes nothing"
        );
        building.client.post(&building.at("/activation"), Value::Null, 200).await;
    });
}

const SUGGESTED: &str = "lot_code nature floor description ignore shares owner_name owner_first_name owner_email owner_phone \
    owner_language owner_company_number owner_street owner_postal_code owner_city owner_country owned_from key:ascenseur key:chauffage";

async fn assert_sample_is_there(building: &Building) {
    let lots = building.client.all(&building.at("/lots")).await;
    assert_eq!(lots.len(), 24);
    assert_eq!(lots.iter().map(|lot| int(lot, "shares")).sum::<i64>(), 1000);
    let shop = lots.iter().find(|lot| lot["code"] == "C0").expect("the shop");
    assert_eq!(
        (&shop["nature"], &shop["description"]),
        (&json!("shop"), &json!("Rez commercial - vitrine d’angle"))
    );
    assert_eq!((&shop["floor"], &shop["owner"]["since"]), (&json!("RDC"), &json!("2025-01-01")));
    let owners = building.client.all(&building.at("/owners")).await;
    let names: BTreeSet<String> = owners.iter().map(|owner| text(owner, "name")).collect();
    assert_eq!(owners.len(), 12);
    for name in ["Bœuvraine, Noëlle", "Grünwaldorf, Jürgen", "Tilleuvale Invest SRL"] {
        assert!(names.contains(name), "{name} in {names:?}");
    }
    let keys = building.client.get(&building.at("/keys"), 200).await;
    let mut totals: Vec<(String, i64)> =
        list(&keys, "items").iter().map(|key| (text(key, "name"), int(key, "total_weight"))).collect();
    totals.sort();
    assert_eq!(totals[1..], [("ascenseur".to_owned(), 2100), ("chauffage".to_owned(), 1064)], "{totals:?}");
}

/// Every kind of wrong cell, one a row; the blank line counts as row 5.
const FAULTY: &str = "Lot;Nature;Quotités;Nom;E-mail;Date d'acquisition\n\
    A1;appartement;100;Durandot;durandot@courriel.example;01/02/2024\n\
    A2;château;12,5;Durandot;durandot@courriel.example;01/02/2024\n\
    A3;appartement;100;Moulinard;pas-une-adresse;31/02/2024\n\
    ;;;;;\n\
    A1;appartement;-5;Moulinard;;\n";

#[test]
fn a_wrong_file_is_explained_cell_by_cell_in_the_readers_language() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Résidence Clairvallon").await;
        let before = contents(world, &building).await;
        let import = checked(&building, "faute.csv", FAULTY.as_bytes()).await;
        let places: Vec<(i64, &str)> = list(&import, "errors")
            .iter()
            .map(|error| (int(error, "row"), error["column"].as_str().unwrap_or_default()))
            .collect();
        let expected =
            [(3, "Nature"), (3, "Quotités"), (4, "E-mail"), (4, "Date d'acquisition"), (6, "Quotités")];
        assert_eq!(places, expected, "{import}");
        assert_eq!(int(&import, "error_count"), 5);

        let mut sentences: BTreeSet<String> = BTreeSet::new();
        for language in ["fr", "nl", "de", "en"] {
            building.client.patch("/v1/session", json!({"language": language}), 200).await;
            let import = building.client.get(&at(&building, &import, ""), 200).await;
            for error in list(&import, "errors") {
                let message = text(error, "message");
                assert!(!message.contains(['{', '$']) && message.ends_with('.'), "{message}");
                sentences.insert(message);
            }
        }
        assert_eq!(sentences.len(), 5 * 4, "five errors, each in four languages: {sentences:#?}");
        let commit = at(&building, &import, "/commit");
        building.client.request(Method::POST, &commit).send().await.problem(409, "import-state");
        assert_eq!(changes(&before, &contents(world, &building).await), [""; 0]);
    });
}

#[test]
fn thousands_of_lots_show_their_progress() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Résidence Clairvallon").await;
        let mut table = "Lot,Nature,Quotités,Nom,E-mail,Clé ascenseur\n".to_owned();
        for n in 1..=2_500 {
            let owner = n % 250;
            writeln!(table, "L{n:04},appartement,2,Habitant {owner},h{owner}@courriel.example,{}", n % 3)
                .expect("memory");
        }
        let import = checked(&building, "2500.csv", table.as_bytes()).await;
        assert_eq!(int(&import["summary"], "lots_new"), 2_500);
        // Somebody holds the code of a lot of the second thousand: the import waits there, for as long as it is looked at.
        let mut owner = world.databases.owner().await;
        let mut squatter = owner.begin().await.expect("a transaction");
        let taken = "INSERT INTO tenant.lots (tenant_id, id, code, nature, position) VALUES ($1, $2, 'L1250', 'cellar', 1)";
        let taken = sqlx::query(taken).bind(building.tenant()).bind(uuid::Uuid::now_v7());
        taken.execute(&mut *squatter).await.expect("the code is held");

        building.client.post(&at(&building, &import, "/commit"), Value::Null, 202).await;
        let path = at(&building, &import, "");
        wait_for("a thousand rows", async || {
            let now = building.client.get(&path, 200).await;
            assert_eq!(now["status"], "committing", "{now}");
            (int(&now, "progress") == 1_000).then_some(())
        })
        .await;
        assert_eq!(building.client.all(&building.at("/lots")).await.len(), 0, "all or nothing");
        squatter.rollback().await.expect("the code is free again");
        let done = after(&building, &import, "committing").await;
        assert_eq!((&done["status"], int(&done, "progress")), (&json!("committed"), 2_500), "{done}");
        assert_eq!(building.client.all(&building.at("/lots")).await.len(), 2_500);
        assert_eq!(building.client.all(&building.at("/owners")).await.len(), 250);
    });
}

fn workbook() -> Vec<u8> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let written = || -> Result<(), rust_xlsxwriter::XlsxError> {
        let date = Format::new().set_num_format("dd/mm/yyyy");
        for (column, header) in
            (0..).zip(["Kavel", "Aard", "Aandelen", "Naam", "Voornaam", "Taal", "Aankoopdatum"])
        {
            sheet.write(0, column, header)?;
        }
        for (row, (code, shares)) in (1..).zip([("1.01", 600.0), ("1.02", 400.0)]) {
            sheet.write(row, 0, code)?.write(row, 1, "appartement")?.write(row, 2, shares)?;
            sheet.write(row, 3, "Vandersluis")?.write(row, 4, "Fien")?.write(row, 5, "NL")?;
            sheet.write_with_format(row, 6, &ExcelDateTime::from_ymd(2025, 3, 17)?, &date)?;
        }
        Ok(())
    }();
    written.expect("cells");
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_with_real_numbers_and_dates_is_imported() {
    run(async |world| {
        let firm = Firm::speaking(world, "nl").await;
        let building = Building::draft(&firm, "Residentie Klaverhof").await;
        let import = checked(&building, "kavels.xlsx", &workbook()).await;
        assert_eq!(int(&import, "error_count"), 0, "{import}");
        committed(&building, &import).await;
        let lots = building.client.all(&building.at("/lots")).await;
        let facts: Vec<(String, i64, &str)> = lots
            .iter()
            .map(|lot| {
                (text(lot, "code"), int(lot, "shares"), lot["owner"]["since"].as_str().unwrap_or_default())
            })
            .collect();
        assert_eq!(facts, [("1.01".to_owned(), 600, "2025-03-17"), ("1.02".to_owned(), 400, "2025-03-17")]);
        let owners = building.client.all(&building.at("/owners")).await;
        assert_eq!(
            (owners.len(), &owners[0]["name"], &owners[0]["language"]),
            (1, &json!("Vandersluis, Fien"), &json!("nl"))
        );
        building.client.post(&building.at("/activation"), Value::Null, 200).await;
    });
}

#[test]
fn what_was_built_on_an_import_keeps_it_from_being_taken_back() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Résidence Clairvallon").await;
        let import = checked(&building, "export.csv", &sample()).await;
        let import = committed(&building, &import).await;
        building.client.post(&building.at("/activation"), Value::Null, 200).await;
        let expense = building.expense("F-1", "2026-11-02", 50_000);
        building.client.post_once(&building.at("/expenses"), expense, 201).await;
        let before = contents(world, &building).await;
        let undo = building.client.request(Method::POST, &at(&building, &import, "/undo")).send().await;
        undo.problem(409, "undo-blocked");
        assert_eq!(changes(&before, &contents(world, &building).await), [""; 0]);
        let still = building.client.get(&at(&building, &import, ""), 200).await;
        assert_eq!(still["status"], "committed");
    });
}

#[test]
fn an_import_changes_what_was_there_and_gives_it_back() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let mut building = Building::draft(&firm, "Résidence Clairvallon").await;
        building.move_in().await;
        let before = contents(world, &building).await;
        let table = "Lot;Nature;Quotités;Nom;Date d'acquisition;Clé Ascenseur\n\
            A1;bureau;350;Nouvelacq;01/06/2025;5\n\
            B2;cave;50;Nouvelacq;;2\n";
        let import = checked(&building, "ventes.csv", table.as_bytes()).await;
        assert_eq!(int(&import, "error_count"), 0, "{import}");
        let counts = ["lots_new", "lots_changed", "owners_new", "shares_total"];
        assert_eq!(counts.map(|count| int(&import["summary"], count)), [1, 1, 1, 1000]);
        let import = committed(&building, &import).await;
        let lot = building.client.get(&building.at(&format!("/lots/{}", building.lots["A1"])), 200).await;
        assert_eq!(
            (&lot["nature"], &lot["owner"]["name"], int(&lot, "shares")),
            (&json!("office"), &json!("Nouvelacq"), 350)
        );
        let key = building.client.get(&building.at(&format!("/keys/{}", building.lift)), 200).await;
        assert_eq!(int(&key, "total_weight"), 8, "A1 5, A2 1 as before, B2 2");
        building.client.post(&at(&building, &import, "/undo"), Value::Null, 200).await;
        assert_eq!(changes(&before, &contents(world, &building).await), [""; 0]);
    });
}

#[test]
fn steps_out_of_order_and_files_that_are_no_tables_are_refused() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Résidence Clairvallon").await;
        let import = upload(&building, "export.csv", &sample()).await;
        for step in ["/commit", "/undo"] {
            let path = at(&building, &import, step);
            building.client.request(Method::POST, &path).send().await.problem(409, "import-state");
        }
        for (columns, code) in [
            (json!({"0": "lot_code"}), "column-missing"),
            (json!({"0": "lot_code", "1": "lot_code", "5": "shares"}), "column-twice"),
            (json!({"0": "lot_code", "5": "shares", "77": "floor"}), "column-unknown"),
            (json!({"0": "lot_code", "5": "shares", "6": "nonsense"}), "invalid-value"),
        ] {
            let mapping = at(&building, &import, "/mapping");
            let refused = building
                .client
                .request(Method::PUT, &mapping)
                .json(&json!({"columns": columns}))
                .send()
                .await;
            assert_eq!(refused.problem(422, "validation")["errors"][0]["code"], code);
        }
        let imports = building.at("/imports");
        for (content, status, code) in [
            (&b""[..], 422, "table-empty"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 415, "table-unsupported"),
            (b"PK\x03\x04 not a workbook", 422, "table-unreadable"),
        ] {
            let refused =
                building.client.request(Method::POST, &imports).upload("x.csv", content).send().await;
            refused.problem(status, code);
        }
        let all = building.client.get(&imports, 200).await;
        assert_eq!(list(&all, "items").len(), 1, "nothing of what was refused is kept");
    });
}

#[test]
fn a_file_beyond_ten_megabytes_is_refused() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Résidence Clairvallon").await;
        for (where_to, bytes) in [("/imports", 10_485_761), ("/files", 10_485_761), ("/imports", 11_500_000)]
        {
            let content = vec![b';'; bytes];
            let refused = building
                .client
                .request(Method::POST, &building.at(where_to))
                .upload("x.csv", &content)
                .send()
                .await;
            let problem = refused.problem(413, "too-large");
            assert!(text(&problem, "detail").contains("10\u{a0}MB"), "{problem}");
        }
    });
}
