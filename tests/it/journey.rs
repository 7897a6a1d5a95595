//! A syndic's first hour, whole: from signing up to an owner's statement, with every figure followed to its voucher.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::{Building, Firm, Furnished, fixtures, int, list, numbers, run, text, wait_for};

/// Prime, so that nothing divides evenly.
const EXPENSE_CENTS: i64 = 1_000_003;
const CALL_CENTS: i64 = 2_500_009;
const SHARES: [(&str, i64); 4] = [("A1", 400), ("A2", 300), ("B1", 200), ("G1", 100)];

#[test]
fn a_draft_goes_live_only_when_its_shares_add_up() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let mut building = Building::draft(&firm, "Résidence Clairvallon").await;
        let activate = building.at("/activation");
        let refused = building.client.request(reqwest::Method::POST, &activate).send().await;
        let problem = refused.problem(409, "no-lots");
        assert!(!text(&problem, "detail").is_empty());

        building.move_in().await;
        let lot = building.at(&format!("/lots/{}", building.lots["G1"]));
        building.client.patch(&lot, json!({"shares": 93}), 200).await;
        let refused = building.client.request(reqwest::Method::POST, &activate).send().await;
        let detail = text(&refused.problem(409, "shares-mismatch"), "detail");
        for figure in ["993", "1\u{202f}000", " 7"] {
            assert!(detail.contains(figure), "{figure} in {detail}");
        }
        let copro = building.client.get(&building.path, 200).await;
        assert_eq!((&copro["status"], int(&copro, "shares_assigned")), (&json!("draft"), 993));

        building.client.patch(&lot, json!({"shares": 100}), 200).await;
        let active = building.client.post(&activate, Value::Null, 200).await;
        assert_eq!(active["status"], "active");
        assert!(list(&active, "checklist").iter().all(|step| step["done"] == true), "{active}");
        let listed = firm.client.get(&firm.copros(), 200).await;
        let summary = &list(&listed, "items")[0];
        assert_eq!(
            (&summary["status"], int(summary, "lots"), int(summary, "owners")),
            (&json!("active"), 4, 4)
        );

        building.client.patch(&lot, json!({"shares": 99}), 409).await;
        let after = building.client.get(&building.path, 200).await;
        assert_eq!(int(&after, "shares_assigned"), 1000, "the shares of the deed are frozen");
    });
}

#[test]
fn owners_of_every_kind_hold_lots_and_one_speaks_for_them() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Clairvallon").await;
        let owners = building.client.all(&building.at("/owners")).await;
        assert_eq!(owners.len(), 4);
        for owner in &owners {
            let members = list(owner, "members");
            let speaking = members.iter().filter(|member| member["representative"] == true).count();
            assert_eq!(speaking, 1, "{owner}");
            assert!(numbers::structured_communication(&text(owner, "communication")).is_some(), "{owner}");
        }
        let usufruct = owners.iter().find(|owner| owner["id"] == building.owners["usufruct"].as_str());
        let rights: Vec<&str> =
            list(usufruct.expect("listed"), "members").iter().filter_map(|m| m["right"].as_str()).collect();
        assert_eq!(rights, ["usufruct", "bare", "bare"]);

        let sold = building.at(&format!("/lots/{}/ownerships", building.lots["A1"]));
        let sale = json!({"owner_id": building.owners["company"], "valid_from": "2025-07-01"});
        building.client.post(&sold, sale, 201).await;
        let history = building.client.get(&sold, 200).await;
        let periods: Vec<(&str, Option<&str>)> = list(&history, "items")
            .iter()
            .map(|period| (period["valid_from"].as_str().unwrap_or_default(), period["valid_to"].as_str()))
            .collect();
        assert_eq!(periods, [("2024-01-01", Some("2025-06-30")), ("2025-07-01", None)]);
    });
}

#[test]
fn an_expense_is_shared_to_the_cent_and_keeps_its_voucher() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Clairvallon").await;
        let voucher = fixtures::pdf("Facture 2026/117");
        let file = building.client.upload(&building.at("/files"), "facture 117.pdf", &voucher, 201).await;
        let mut wanted = building.expense("2026/117", "2026-03-02", EXPENSE_CENTS);
        wanted["file_id"] = file["id"].clone();
        let preview = building.client.post(&building.at("/expenses/preview"), wanted.clone(), 200).await;
        let expense = building.client.post_once(&building.at("/expenses"), wanted, 201).await;
        for part in ["shares", "owners", "entry", "net_cents", "vat_cents", "key"] {
            assert_eq!(preview[part], expense[part], "{part} as previewed");
        }
        assert_eq!(int(&expense, "net_cents") + int(&expense, "vat_cents"), EXPENSE_CENTS);
        assert_fair(&by_lot(&expense), EXPENSE_CENTS);
        let owners: i64 = list(&expense, "owners").iter().map(|owner| int(owner, "amount_cents")).sum();
        assert_eq!(owners, EXPENSE_CENTS);
        for share in list(&expense, "shares") {
            let parts: i64 = list(share, "owners").iter().map(|owner| int(owner, "amount_cents")).sum();
            assert_eq!(parts, int(share, "amount_cents"), "{share}");
        }
        let read =
            building.client.get(&building.at(&format!("/expenses/{}", text(&expense, "id"))), 200).await;
        assert_eq!(read, expense, "reading it back gives the same");
        let stored = read_file(&building, &text(&file, "id"), "application/pdf").await;
        assert_eq!(stored, voucher);

        let lift = json!({"key_id": building.lift, "invoice_number": "2026/118"});
        let mut wanted = building.expense("2026/118", "2026-03-02", 10_001);
        wanted.as_object_mut().expect("an object").extend(lift.as_object().expect("an object").clone());
        let lifted = building.client.post_once(&building.at("/expenses"), wanted, 201).await;
        assert_eq!(by_lot(&lifted), BTreeMap::from([("A1".to_owned(), 7_501), ("A2".to_owned(), 2_500)]));
    });
}

#[test]
fn a_sale_inside_the_service_period_splits_a_share_by_days() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Clairvallon").await;
        let sale = json!({"owner_id": building.owners["company"], "valid_from": "2026-01-11"});
        building
            .client
            .post(&building.at(&format!("/lots/{}/ownerships", building.lots["A1"])), sale, 201)
            .await;
        let mut wanted = building.expense("J-1", "2026-02-01", 31_000);
        wanted["period_from"] = json!("2026-01-01");
        wanted["period_to"] = json!("2026-01-31");
        let expense = building.client.post_once(&building.at("/expenses"), wanted, 201).await;
        let share =
            list(&expense, "shares").iter().find(|share| share["lot_code"] == "A1").expect("A1 bears");
        let parts: Vec<(i64, i64)> =
            list(share, "owners").iter().map(|part| (int(part, "days"), int(part, "amount_cents"))).collect();
        assert_eq!(parts, [(10, 4_000), (21, 8_400)], "40 % of 310 €, 10 and 21 days");
    });
}

#[test]
fn a_call_is_issued_as_previewed_delivered_in_each_language_and_followed_to_its_vouchers() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Clairvallon").await;
        let call = issue(&building).await;
        let delivered = building.delivered(&text(&call, "id")).await;
        for notice in list(&delivered, "notices") {
            follow_notice(&building, notice).await;
        }
        assert_eq!((int(&delivered, "mails_sent"), int(&delivered, "documents_ready")), (4, 4));
        building
            .client
            .post_once(&building.at("/expenses"), building.expense("V-1", "2026-03-05", EXPENSE_CENTS), 201)
            .await;
        let notice = &list(&delivered, "notices")[0];
        let payment = json!({"communication": notice["communication"], "received_on": "2026-04-20",
                             "amount_cents": 500_001, "into": "working"});
        let receipt = building.client.post_once(&building.at("/receipts"), payment, 201).await;
        assert_eq!(receipt["owner_id"], notice["owner_id"], "found by its structured communication");
        assert_ledger_balances(&building).await;
        assert_statement(&building, notice).await;
    });
}

#[test]
fn the_demonstration_of_one_building_is_complete() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let Furnished { building, ids } =
            Building::active(&firm, "Résidence Clairvallon").await.furnish().await;
        let journals = building.client.all(&building.at("/entries")).await;
        let mut names: Vec<String> = journals.iter().map(|entry| text(entry, "number")).collect();
        names.sort();
        assert_eq!(names, ["2026-BNK-0001", "2026-CAL-0001", "2026-PUR-0001"]);
        let jobs = building.client.all(&building.at("/jobs")).await;
        assert!(jobs.iter().any(|job| job["kind"] == "notice.render"), "{jobs:?}");
        let path = building.at(&format!("/owners/{}", ids["owner"]));
        let owner = building.client.get(&path, 200).await;
        let copro = firm.client.get(&firm.copros(), 200).await;
        let summary = &list(&copro, "items")[0];
        assert_eq!(int(summary, "called_cents"), 100_001);
        assert_eq!(int(summary, "balance_cents"), 100_001 - 1_000);
        assert_eq!(
            int(&owner, "balance_cents"),
            40_001 - 1_000,
            "400 thousandths of 1 000.01 €, the odd cent included, less what was paid"
        );
    });
}

fn by_lot(charge: &Value) -> BTreeMap<String, i64> {
    let shares = list(charge, "shares").iter();
    shares.map(|share| (text(share, "lot_code"), int(share, "amount_cents"))).collect()
}

/// Nobody pays a whole cent more or less than their exact part, and the parts make the total.
fn assert_fair(parts: &BTreeMap<String, i64>, total: i64) {
    assert_eq!(parts.values().sum::<i64>(), total);
    for (lot, weight) in SHARES {
        let error = parts[lot] * 1000 - total * weight;
        assert!(error.abs() < 1000, "{lot} bears {} of {total}", parts[lot]);
    }
}

async fn issue(building: &Building) -> Value {
    let mut wanted = building.call("Provision du 2e trimestre", "2026-03-15", CALL_CENTS);
    wanted["kind"] = json!("provision");
    wanted["due_on"] = json!("2026-04-15");
    wanted["instalments"] = json!(3);
    let preview = building.client.post(&building.at("/calls/preview"), wanted.clone(), 200).await;
    let call = building.client.post_once(&building.at("/calls"), wanted, 201).await;
    let amounts = |list: &[Value]| -> BTreeMap<String, i64> {
        list.iter().map(|owner| (text(owner, "owner_id"), int(owner, "amount_cents"))).collect()
    };
    let asked = amounts(list(&call, "notices"));
    assert_eq!(amounts(list(&preview, "owners")), asked, "issued as previewed, to the cent");
    assert_eq!(asked.values().sum::<i64>(), CALL_CENTS);
    let due: Vec<(&str, i64)> = list(&preview, "due_dates")
        .iter()
        .map(|due| (due["on"].as_str().unwrap_or_default(), int(due, "amount_cents")))
        .collect();
    assert_eq!(due.iter().map(|(_, cents)| cents).sum::<i64>(), CALL_CENTS);
    assert_eq!(due.iter().map(|(on, _)| *on).collect::<Vec<_>>(), ["2026-04-15", "2026-05-15", "2026-06-15"]);
    let lots = list(&call, "notices").iter().flat_map(|notice| list(notice, "lots"));
    assert_fair(&lots.map(|lot| (text(lot, "lot_code"), int(lot, "amount_cents"))).collect(), CALL_CENTS);
    call
}

/// The words of the mail that only its language has.
fn words(language: &str) -> &'static [&'static str] {
    match language {
        "fr" => &["à payer au plus tard le 15 avril 2026", "appel de fonds"],
        "nl" => &["te betalen uiterlijk op 15 april 2026", "Gestructureerde mededeling"],
        "de" => &["zahlbar spätestens am 15. April 2026", "Strukturierte Mitteilung"],
        _ => &["to pay by 15 April 2026", "Structured communication"],
    }
}

/// Letter and mail of one notice: there, readable, and in the owner's language.
async fn follow_notice(building: &Building, notice: &Value) {
    let language = text(notice, "language");
    let expected =
        BTreeMap::from([("person", "fr"), ("indivision", "nl"), ("usufruct", "de"), ("company", "en")]);
    let kind =
        building.owners.iter().find(|(_, id)| notice["owner_id"] == id.as_str()).expect("a known owner").0;
    assert_eq!(language, expected[kind]);
    let communication = text(notice, "communication");
    assert!(numbers::structured_communication(&communication).is_some(), "{communication}");
    assert_eq!((&notice["document"], &notice["mail"]), (&json!("ready"), &json!("sent")));

    let letter = read_file(building, &text(notice, "file_id"), "application/pdf").await;
    assert!(letter.starts_with(b"%PDF") && letter.len() > 5_000, "{} bytes", letter.len());
    let tag = format!("<dc:language><rdf:Bag><rdf:li>{language}");
    assert!(contains(&letter, tag.as_bytes()), "the letter says that it is in {language}");

    let mails = format!("/v1/dev/mails?to={}", tests::escape(&text(notice, "email")));
    let mails = building.client.get(&mails, 200).await;
    let mail = &list(&mails, "items")[0];
    let whole = format!("{}\n{}", text(mail, "subject"), text(mail, "text"));
    for word in words(&language).iter().copied().chain([communication.as_str()]) {
        assert!(whole.contains(word), "{word} in {whole}");
    }
    let attached = list(mail, "attachments");
    assert_eq!(attached.len(), 1);
    assert_eq!(text(&attached[0], "href"), building.at(&format!("/files/{}", text(notice, "file_id"))));
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

async fn read_file(building: &Building, id: &str, media_type: &str) -> Vec<u8> {
    let path = building.at(&format!("/files/{id}"));
    let answer = building.client.request(reqwest::Method::GET, &path).send().await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), media_type);
    assert!(answer.header("content-disposition").starts_with("inline; filename="));
    answer.body
}

async fn assert_ledger_balances(building: &Building) {
    let entries = building.client.all(&building.at("/entries")).await;
    assert_eq!(entries.len(), 3, "expense, call, receipt");
    for entry in &entries {
        let sum = |side: &str| list(entry, "lines").iter().map(|line| int(line, side)).sum::<i64>();
        assert!(sum("debit_cents") == sum("credit_cents") && sum("debit_cents") > 0, "{entry}");
        let again = building.client.get(&building.at(&format!("/entries/{}", text(entry, "id"))), 200).await;
        assert_eq!(&again, entry);
    }
}

/// The account of one owner before the call, between call and payment, and after it; each line led back to what it rests on.
async fn assert_statement(building: &Building, notice: &Value) {
    let owner = text(notice, "owner_id");
    let asked = int(notice, "amount_cents");
    let path = building.at(&format!("/owners/{owner}/statement"));
    for (on, closing) in [("2026-03-14", 0), ("2026-03-15", asked), ("2026-04-20", asked - 500_001)] {
        let statement = building.client.get(&format!("{path}?on={on}"), 200).await;
        assert_eq!(int(&statement, "closing_cents"), closing, "on {on}: {statement}");
    }
    let late = building.client.get(&format!("{path}?on=2026-04-20&from=2026-04-01"), 200).await;
    assert_eq!((int(&late, "opening_cents"), list(&late, "lines").len()), (asked, 1));
    let statement = building.client.get(&format!("{path}?on=2026-12-31"), 200).await;
    assert_eq!(int(&statement, "due_cents"), asked - 500_001, "all three instalments have fallen due");
    let mut balance = 0;
    for line in list(&statement, "lines") {
        balance += int(line, "debit_cents") - int(line, "credit_cents");
        assert_eq!(int(line, "balance_cents"), balance);
        follow_voucher(building, line).await;
    }
    assert_eq!(list(&statement, "lines").len(), 2);
    let document =
        building.client.request(reqwest::Method::GET, &format!("{path}.pdf?on=2026-12-31")).send().await;
    assert_eq!((document.status, document.header("content-type")), (200, "application/pdf"));
    assert!(document.body.starts_with(b"%PDF"));
}

async fn follow_voucher(building: &Building, line: &Value) {
    let voucher = &line["voucher"];
    let entry = building.client.get(&building.at(&format!("/entries/{}", text(line, "entry_id"))), 200).await;
    assert_eq!((&entry["voucher"]["id"], &entry["number"]), (&voucher["id"], &line["entry_number"]));
    match text(voucher, "kind").as_str() {
        "call" => {
            let call =
                building.client.get(&building.at(&format!("/calls/{}", text(voucher, "id"))), 200).await;
            assert_eq!(call["number"], voucher["number"]);
            let letter = read_file(building, &text(voucher, "file_id"), "application/pdf").await;
            assert!(letter.starts_with(b"%PDF"), "the letter that asked for it");
        }
        // The voucher of a payment is the bank's own line: its entry is all there is.
        "receipt" => assert_eq!(entry["journal"], "bank"),
        other => panic!("an owner's account has no line from {other}"),
    }
}

#[test]
fn the_summary_of_the_portfolio_follows_what_happens_inside() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::active(&firm, "Résidence Clairvallon").await;
        let body = building.call("Appel", "2026-05-01", 10_000);
        building.client.post_once(&building.at("/calls"), body, 201).await;
        let called = wait_for("the summary", async || {
            let listed = firm.client.get(&firm.copros(), 200).await;
            let summary = list(&listed, "items")[0].clone();
            (int(&summary, "called_cents") > 0).then_some(summary)
        })
        .await;
        assert_eq!((int(&called, "called_cents"), int(&called, "balance_cents")), (10_000, 10_000));
        let found = firm.client.get(&format!("{}?q=clairvallon", firm.copros()), 200).await;
        assert_eq!(list(&found, "items").len(), 1);
        let nothing = firm.client.get(&format!("{}?q=100%25", firm.copros()), 200).await;
        assert_eq!(list(&nothing, "items").len(), 0, "a percent sign is a percent sign");
    });
}
