//! The archive is what the logs give, byte for byte; and whatever somebody changes in it is found.

use ::billing::catalogue::{Catalogues, Coupon, Off};
use ::billing::customer::Details;
use ::billing::desk::Rules;
use ::billing::subscription::Fact;
use ::billing::vat::Vies;
use domain::{Cents, Language};
use files::FileStore;
use serde_json::json;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Row};
use store::billing::Asked;
use store::billing::archive::{Archive, Form, Report};
use store::{BillingScope, Store};
use tests::database::Databases;
use tests::run;
use time::OffsetDateTime;
use time::macros::date;

use super::{accounts, days, details, firms, settle_as};

const FIRMS: i32 = 48;
const MONTHS: i64 = 6;

/// Prices in tiers beside those that are sold: two plans of one version.
const TIERS: &str = r#"
version = "2026-00"
valid_from = "2020-01-01"
trial_days = 30

[annual]
discount_basis_points = 1000

[[plans]]
id = "standard"
price_cents = 1500
tiers = [{ above = 1, price_cents = 1213 }, { above = 2, price_cents = 977 }]

[[plans]]
id = "plus"
price_cents = 2000
"#;

fn rules() -> Rules {
    let catalogues = Catalogues::parse([TIERS]).expect("a catalogue");
    Rules { catalogues, ..Rules::embedded().expect("the rules") }
}

/// Belgian, in each language; not taxable; French and taxable; outside the Union.
fn customer(of: usize) -> Details {
    let mut details = details();
    details.language = Language::ALL[of % 4];
    match of % 6 {
        1 => (details.taxable, details.company_number) = (false, None),
        2 => {
            details.address.country = "FR".to_owned();
            details.company_number = Some("303265045".to_owned());
            details.vat_number = Some("FR40303265045".to_owned());
        }
        3 => {
            details.address.country = "FR".to_owned();
            (details.taxable, details.company_number) = (false, None);
        }
        4 => {
            details.address.country = "CH".to_owned();
            details.company_number = None;
            details.vat_number = Some("CHE123456789".to_owned());
        }
        _ => {}
    }
    details
}

async fn step(store: &Store, scope: &BillingScope, rules: &Rules, now: OffsetDateTime) {
    let mut tx = store.begin(scope, "test.step").await.expect("a transaction");
    if customer_is_abroad(&mut tx).await {
        let vies = Vies::Valid { on: now.date(), reference: "WAPIAAAAXYZ".to_owned() };
        let asked = Asked { tries: 0, next_at: now };
        assert!(tx.vat_answer("FR40303265045", Some(&vies), asked).await.expect("kept"));
    }
    let sitting = tx.at_desk(rules, now, |_| Ok(())).await.expect("a sitting");
    assert_eq!(sitting.wait, None);
    tx.commit().await.expect("commits");
}

async fn customer_is_abroad(tx: &mut store::Tx<BillingScope>) -> bool {
    let question = tx.vat_question().await.expect("an answer").expect("details");
    question.details.vat_number.as_deref() == Some("FR40303265045")
}

async fn ask(store: &Store, scope: &BillingScope, rules: &Rules, now: OffsetDateTime, fact: Fact) {
    let mut tx = store.begin(scope, "test.ask").await.expect("a transaction");
    tx.request(rules, now, fact).await.expect("it is allowed");
    tx.commit().await.expect("commits");
}

/// Months of many kinds of firms: tiers, coupons, a year ahead, cancellations, facts that come late in both directions.
async fn fill(databases: &Databases, store: &Store, rules: &Rules) -> Vec<BillingScope> {
    firms(databases, FIRMS).await;
    let start = OffsetDateTime::now_utc();
    let all = accounts(store, start).await;
    let mut owner = databases.owner().await;
    for (of, scope) in all.iter().enumerate() {
        copros(&mut owner, scope, of % 4).await;
        settle_as(store, scope, rules, start, &customer(of)).await;
        if of % 5 == 0 {
            let terms = rules.terms("plus", start.date(), Some(2)).expect("sold");
            ask(store, scope, rules, start, Fact::ChangeRequested(terms)).await;
        }
    }
    for month in 1..=MONTHS {
        let now = start + days(31 * month + 1);
        for (of, scope) in all.iter().enumerate() {
            step(store, scope, rules, now).await;
            match (month, of % 8) {
                (1, 1) => redeem(&mut owner, scope, now).await,
                (2, 2) => ask(store, scope, rules, now, Fact::Ended).await,
                (2, 5) => ask(store, scope, rules, now, Fact::CancelRequested).await,
                // Known only now, and true since the beginning: too much was asked, or too little.
                (3, 3) | (5, 3) => leaves(&mut owner, scope).await,
                (3, 4) | (4, 2) => copros(&mut owner, scope, 2).await,
                _ => {}
            }
        }
    }
    all
}

async fn copros(owner: &mut PgConnection, scope: &BillingScope, count: usize) {
    sqlx::query(
        "INSERT INTO firm.copros (firm_id, tenant_id, slug, name, city, status, shares_total)
         SELECT $1, gen_random_uuid(), 'copro-' || gen_random_uuid(), 'Résidence', 'Namur', 'active', 1000 FROM generate_series(1, $2)",
    )
    .bind(scope.firm().uuid())
    .bind(i32::try_from(count).expect("few"))
    .execute(owner)
    .await
    .expect("copros");
}

async fn leaves(owner: &mut PgConnection, scope: &BillingScope) {
    sqlx::query(
        "UPDATE firm.copros SET status = 'draft' WHERE tenant_id = (SELECT tenant_id FROM firm.copros WHERE firm_id = $1 AND status = 'active' LIMIT 1)",
    )
    .bind(scope.firm().uuid())
    .execute(owner)
    .await
    .expect("a copro leaves");
}

async fn redeem(owner: &mut PgConnection, scope: &BillingScope, now: OffsetDateTime) {
    let coupon = Coupon {
        code: "DIX".to_owned(),
        off: Off::Amount(Cents(333)),
        months: 2,
        from: date!(2020 - 01 - 01),
        to: date!(2099 - 12 - 31),
    };
    let on = now.date();
    sqlx::query("SELECT app.billing_append($1, 'redeemed:DIX', $2)")
        .bind(scope.firm().uuid())
        .bind(json!({ "redeemed": { "coupon": coupon, "on": on } }))
        .execute(owner)
        .await
        .expect("a coupon");
}

async fn verified(databases: &Databases, rules: &Rules, files: &FileStore) -> Report {
    let looked = async |archive: &mut Archive<'_>| {
        let form = async |form: &Form| {
            let read = files.invoice(form.firm(), &form.hash().expect("a hash")).await;
            Ok(read.err().map(|error| error.to_string()))
        };
        archive.verify(&rules.rates, form).await
    };
    Archive::at_address(databases.owner_url(), looked).await.expect("the archive can be read")
}

fn said(report: &Report) -> Vec<String> {
    report
        .findings
        .iter()
        .map(|found| format!("{}: {}", found.number.as_deref().unwrap_or("-"), found.what))
        .collect()
}

#[test]
fn hundreds_of_documents_of_every_kind_are_what_the_logs_give() {
    run(async |world| {
        let databases = Databases::fresh(&world.cluster, "koprogo_archive").await;
        let store = databases.store().await;
        let rules = rules();
        fill(&databases, &store, &rules).await;
        let mut owner = databases.owner().await;
        let kinds = sqlx::query(
            "SELECT count(*) AS all, count(*) FILTER (WHERE kind = 'credit-note') AS credits, count(*) FILTER (WHERE reason = 'annual') AS annual,
                    count(*) FILTER (WHERE reason = 'termination') AS ends, count(*) FILTER (WHERE reason = 'correction' AND kind = 'invoice') AS corrections
               FROM firm.invoices",
        )
        .fetch_one(&mut owner)
        .await
        .expect("counts");
        let count = |name: &str| kinds.get::<i64, _>(name);
        println!(
            "{} documents: {} credit notes, {} annual, {} at the end, {} corrections",
            count("all"),
            count("credits"),
            count("annual"),
            count("ends"),
            count("corrections")
        );
        assert!(
            count("all") > 200
                && count("credits") > 5
                && count("annual") > 5
                && count("ends") >= 3
                && count("corrections") >= 1
        );
        // A few documents get their forms; to make all of them would take minutes.
        sqlx::query("DELETE FROM jobs.jobs WHERE kind <> 'billing.documents' OR payload ->> 'number' NOT LIKE '%-00000_'")
            .execute(&mut owner)
            .await
            .expect("jobs go");
        world.idle_worker(&store, &world.files).work_off().await;
        let report = verified(&databases, &rules, &world.files).await;
        assert_eq!(said(&report), Vec::<String>::new());
        assert_eq!(i64::from(report.rebuilt), count("all"));
        assert!(report.forms >= 9, "{} forms", report.forms);
        tampered(&databases, &rules, &world.files).await;
    });
}

/// What somebody might do, and what is said of it.
const CHANGES: &[(&str, &str)] = &[
    (
        "UPDATE firm.invoices SET canonical = set_byte(canonical, length(canonical) - 40, get_byte(canonical, length(canonical) - 40) # 1) WHERE sequence = 20",
        "its bytes are not those it was archived with",
    ),
    (
        "UPDATE firm.invoices SET link = sha256(link) WHERE sequence = 21",
        "it is not tied to the document before it",
    ),
    (
        "UPDATE firm.invoices SET before = sha256(before) WHERE sequence = 22",
        "it is not tied to the document before it",
    ),
    ("DELETE FROM firm.invoices WHERE sequence = 23", "number 23 of"),
    (
        "DELETE FROM firm.invoices i WHERE (year, sequence) = (SELECT year, max(sequence) FROM firm.invoices GROUP BY year ORDER BY year DESC LIMIT 1)",
        "the archive ends with",
    ),
    (
        "UPDATE firm.invoices a SET canonical = b.canonical FROM firm.invoices b
          WHERE a.year = b.year AND (a.sequence, b.sequence) IN ((24, 25), (25, 24))",
        "its bytes are those of",
    ),
    ("UPDATE firm.invoices SET net_cents = net_cents + 1, payable_cents = payable_cents + 1 WHERE sequence = 26", "its row says something else"),
    ("UPDATE firm.invoices SET issued_on = issued_on + 10 WHERE sequence = 27 AND extract(year FROM issued_on + 10) = year", "before the document before it"),
    (
        "UPDATE firm.billing_log SET event = jsonb_set(event, '{agreed,tariff,price_cents}', '1501') WHERE event #> '{agreed,tariff}' IS NOT NULL
            AND event #>> '{agreed,tariff}' <> ''",
        "the log of the firm gives other bytes",
    ),
    ("DELETE FROM firm.billing_log WHERE event ? 'closed'", "the log of the firm gives no such document"),
    ("UPDATE billing.series SET last = last + 1", "numbers of"),
    ("UPDATE firm.invoice_files SET sha256 = sha256(sha256)", "not in the store"),
];

/// One change after another, by the owner with every trigger switched off, each undone: each is found by what is said of it.
async fn tampered(databases: &Databases, rules: &Rules, files: &FileStore) {
    const TABLES: [&str; 4] = ["firm.invoices", "firm.invoice_files", "firm.billing_log", "billing.series"];
    let mut owner = databases.owner().await;
    for table in &TABLES[..3] {
        sqlx::query(AssertSqlSafe(format!("ALTER TABLE {table} DISABLE TRIGGER USER")))
            .execute(&mut owner)
            .await
            .expect("the owner may");
    }
    for table in TABLES {
        let copy = table.replace('.', "_");
        sqlx::query(AssertSqlSafe(format!("CREATE TEMPORARY TABLE {copy} AS TABLE {table}")))
            .execute(&mut owner)
            .await
            .expect("a copy");
    }
    // What refers to a document would keep it from being taken away.
    for statement in [
        "TRUNCATE firm.collections, firm.receivable_transfers, firm.receivables",
        "ALTER TABLE firm.invoices DROP CONSTRAINT invoices_firm_id_corrects_fkey",
        "ALTER TABLE firm.invoice_files DROP CONSTRAINT invoice_files_firm_id_number_fkey",
    ] {
        sqlx::query(statement).execute(&mut owner).await.expect("the owner may");
    }
    for (change, finding) in CHANGES {
        let touched = sqlx::query(*change)
            .execute(&mut owner)
            .await
            .unwrap_or_else(|error| panic!("{change}: {error}"));
        assert!(touched.rows_affected() > 0, "{change} changes nothing");
        let report = verified(databases, rules, files).await;
        assert!(said(&report).iter().any(|said| said.contains(finding)), "{change}\n{:#?}", said(&report));
        for table in TABLES {
            let copy = table.replace('.', "_");
            sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}")))
                .execute(&mut owner)
                .await
                .expect("emptied");
            sqlx::query(AssertSqlSafe(format!("INSERT INTO {table} TABLE {copy}")))
                .execute(&mut owner)
                .await
                .expect("put back");
        }
    }
    assert_eq!(said(&verified(databases, rules, files).await), Vec::<String>::new(), "all is put back");
}
