//! The firm's account through HTTP: what is shown, what may be asked for, by whom, and that what was shown before is what is recorded.

use std::sync::Arc;
use std::time::Duration as StdDuration;

use ::billing::invoice::Number;
use ::billing::subscription::Fact;
use domain::Cents;
use payments::Payments;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Building, Client, Firm, SiteOptions, World, list, run, text, wait_for};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use super::{aged, rules, settle, sit};

fn at(firm: &Firm, rest: &str) -> String {
    format!("/v1/firms/{}/billing{rest}", firm.id)
}

fn details() -> Value {
    json!({
        "name": "Gérance Brumelle SRL",
        "address": {"street": "Rue de l'Exemple 1", "postal_code": "5000", "city": "Namur", "country": "BE"},
        "company_number": "0812.345.603", "taxable": true, "vat_number": null,
        "email": "comptabilite@brumelle.example", "language": "fr", "reference": "BC-17"
    })
}

fn day(value: &Value) -> Date {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    Date::parse(value.as_str().expect("a day"), format).expect("a day")
}

fn field_errors(problem: &Value) -> Vec<(String, String)> {
    list(problem, "errors").iter().map(|error| (text(error, "field"), text(error, "code"))).collect()
}

#[test]
fn a_firm_in_its_trial_sees_what_the_first_invoice_will_ask() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let account = firm.client.get(&at(&firm, ""), 200).await;
        assert_eq!(account["standing"]["state"], "trial");
        assert_eq!(account["standing"]["access"], "full");
        let today = day(&account["today"]);
        assert_eq!(day(&account["standing"]["trial_until"]), today + Duration::days(29));
        assert_eq!(
            (&account["plan"]["plan"], &account["plan"]["price_cents"]),
            (&json!("standard"), &json!(1500))
        );
        assert_eq!(account["next_invoice"]["at_end"]["net_cents"], 0);
        assert_eq!(
            (&account["owed_cents"], &account["method"], &account["details"]),
            (&json!(0), &Value::Null, &Value::Null)
        );
        assert_eq!(account["actions"], json!(["plan", "cancel", "coupon", "method"]));
        let prices: Vec<&Value> =
            list(&account, "offers").iter().map(|offer| &offer["price_cents"]).collect();
        assert_eq!(prices, [&json!(1500), &json!(2000)]);

        Building::active(&firm, "Résidence Première").await;
        let account = firm.client.get(&at(&firm, ""), 200).await;
        let next = &account["next_invoice"];
        assert_eq!(day(&next["from"]), today + Duration::days(30), "the first charged day");
        assert_eq!(next["so_far"], Value::Null);
        // A whole month of one copro, and no VAT that anybody could know before the details are given.
        assert_eq!(
            (&next["at_end"]["net_cents"], &next["at_end"]["vat_cents"]),
            (&json!(1500), &Value::Null)
        );
        firm.client.put(&at(&firm, "/details"), details(), 200).await;
        let account = firm.client.get(&at(&firm, ""), 200).await;
        assert_eq!(account["next_invoice"]["at_end"]["payable_cents"], 1815);
        assert_eq!(account["details"]["reference"], "BC-17");
    });
}

#[test]
fn wrong_details_are_refused_field_by_field() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let refused = async |change: Value| {
            let mut body = details();
            for (name, value) in change.as_object().expect("fields") {
                body[name] = value.clone();
            }
            let request = firm.client.request(Method::PUT, &at(&firm, "/details")).json(&body);
            field_errors(&request.send().await.problem(422, "validation"))
        };
        let address = |country: &str, code: &str| json!({"street": "Rue 1", "postal_code": code, "city": "Lille", "country": country});
        let pair = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        assert_eq!(refused(json!({"name": " "})).await, pair("name", "required"));
        assert_eq!(refused(json!({"email": "nobody"})).await, pair("email", "invalid-email"));
        assert_eq!(
            refused(json!({"address": address("BE", "59000")})).await,
            pair("address.postal_code", "invalid-postal-code")
        );
        assert_eq!(
            refused(json!({"company_number": "0812.345.604"})).await,
            pair("company_number", "invalid-company-number")
        );
        assert_eq!(refused(json!({"company_number": null})).await, pair("company_number", "required"));
        let french = |company: Value, vat: Value| json!({"address": address("FR", "59000"), "company_number": company, "vat_number": vat});
        assert_eq!(
            refused(french(json!("12345"), json!("FR40123456782"))).await,
            pair("company_number", "invalid-siren")
        );
        assert_eq!(refused(french(json!("123456782"), Value::Null)).await, pair("vat_number", "required"));
        assert_eq!(
            refused(french(json!("123456782"), json!("BE0812345603"))).await,
            pair("vat_number", "invalid-vat-number")
        );
        assert_eq!(refused(json!({"unknown": 1})).await, pair("unknown", "unknown-field"));
        let mut body = details();
        for (name, value) in
            french(json!("123 456 782"), json!("FR 40 123456782")).as_object().expect("fields")
        {
            body[name] = value.clone();
        }
        firm.client.put(&at(&firm, "/details"), body.clone(), 200).await;
        body["taxable"] = json!(false);
        body["vat_number"] = Value::Null;
        firm.client.put(&at(&firm, "/details"), body, 200).await;
    });
}

#[test]
fn a_plan_is_recorded_as_it_was_shown_before() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        Building::active(&firm, "Résidence A").await;
        Building::active(&firm, "Résidence B").await;
        let client = &firm.client;
        for choice in
            [json!({"plan": "plus"}), json!({"plan": "plus", "committed": 10}), json!({"plan": "standard"})]
        {
            let shown = client.post(&at(&firm, "/plan/preview"), choice.clone(), 200).await;
            let recorded = client.post_once(&at(&firm, "/plan"), choice, 200).await;
            assert_eq!(recorded["plan"], shown["terms"], "in the trial a choice counts at once");
            assert_eq!(recorded["today"], shown["begins_on"]);
        }
        let shown =
            client.post(&at(&firm, "/plan/preview"), json!({"plan": "plus", "committed": 10}), 200).await;
        assert_eq!((&shown["month_before_cents"], &shown["month_after_cents"]), (&json!(3000), &json!(4000)));
        assert_eq!(shown["year"], json!({"copros": 10, "gross_cents": 240_000, "net_cents": 216_000}));
        let wrong = async |body: Value| {
            let request = client.request(Method::POST, &at(&firm, "/plan/preview")).json(&body);
            field_errors(&request.send().await.problem(422, "validation"))
        };
        assert_eq!(wrong(json!({"plan": "gold"})).await, [("plan".to_owned(), "plan-unknown".to_owned())]);
        assert_eq!(
            wrong(json!({"plan": "plus", "committed": 0})).await,
            [("committed".to_owned(), "whole-number-range".to_owned())]
        );
    });
}

#[test]
fn a_plan_that_is_too_small_is_refused_with_the_limit() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        firm.client.post_once(&at(&firm, "/plan"), json!({"plan": "plus"}), 200).await;
        let mut owner = world.databases.owner().await;
        sqlx::query(
            "INSERT INTO firm.usage (firm_id, key, resource, quantity) VALUES ($1, 'test', 'users', 40)",
        )
        .bind(firm.id.parse::<Uuid>().expect("an id"))
        .execute(&mut owner)
        .await
        .expect("usage");
        let shown = firm.client.post(&at(&firm, "/plan/preview"), json!({"plan": "standard"}), 200).await;
        assert_eq!(shown["obstacles"], json!([{"resource": "users", "limit": 25, "used": 41}]));
        let request =
            firm.client.request(Method::POST, &at(&firm, "/plan")).json(&json!({"plan": "standard"})).once();
        let problem = request.send().await.problem(409, "limit-reached");
        assert_eq!((&problem["limit"]["used"], &problem["limit"]["remedy"]), (&json!(41), &json!("plus")));
        assert_eq!(firm.client.get(&at(&firm, ""), 200).await["plan"]["plan"], "plus");
        let usage = firm.client.get(&at(&firm, "/usage"), 200).await;
        let users = list(&usage, "limits").iter().find(|limit| limit["resource"] == "users");
        assert_eq!(users, Some(&json!({"resource": "users", "used": 41, "limit": null})));
    });
}

/// A firm that has been charged for a copro for so long, and its account.
async fn charged(world: &World, days: i32) -> (Firm, store::BillingScope) {
    let firm = Firm::sign_up(world).await;
    let scope = aged(world, &firm, days).await;
    let began = OffsetDateTime::now_utc() - Duration::days(i64::from(days));
    let mut owner = world.databases.owner().await;
    sqlx::query(
        "UPDATE firm.billing SET state = NULL, stepped_on = NULL, rolled_at = NULL WHERE firm_id = $1",
    )
    .bind(firm.id.parse::<Uuid>().expect("an id"))
    .execute(&mut owner)
    .await
    .expect("the account starts over");
    sqlx::query(
        "INSERT INTO firm.billing_log (firm_id, seq, key, event)
         SELECT $1, coalesce(max(seq), 0) + 1, 'test:began', jsonb_build_object('used', jsonb_build_object('key', 'test:began',
                'at', to_char(now() AT TIME ZONE 'UTC' - make_interval(days => $2), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'),
                'what', jsonb_build_object('began', jsonb_build_object('copro', gen_random_uuid()))))
           FROM firm.billing_log WHERE firm_id = $1",
    )
    .bind(firm.id.parse::<Uuid>().expect("an id"))
    .bind(days)
    .execute(&mut owner)
    .await
    .expect("a copro since then");
    settle(&world.store, &scope, &rules(), began + Duration::hours(1)).await;
    (firm, scope)
}

#[test]
fn an_invoice_is_listed_read_and_taken_away() {
    run(async |world| {
        let (firm, scope) = charged(world, 75).await;
        sit(world, &scope, &rules(), OffsetDateTime::now_utc(), |_| Ok(())).await;
        let client = &firm.client;
        let listed = client.all(&at(&firm, "/invoices")).await;
        assert_eq!(listed.len(), 1, "a month and a half is charged: {listed:#?}");
        let number = text(&listed[0], "number");
        assert_eq!((&listed[0]["status"], &listed[0]["net_cents"]), (&json!("open"), &json!(1500)));
        assert_eq!((&listed[0]["payable_cents"], &listed[0]["open_cents"]), (&json!(1815), &json!(1815)));
        let facts = client.get(&at(&firm, &format!("/invoices/{number}")), 200).await;
        assert_eq!(list(&facts, "lines").len(), 1);
        assert_eq!(facts["vat"][0]["basis_points"], 2100);
        assert_eq!(
            facts["bookings"][0],
            json!({"date": facts["issued_on"], "kind": "invoice", "undone": false, "amount_cents": 1815, "cents": 1815, "left_cents": 1815})
        );
        let line = &facts["lines"][0];
        assert_eq!((&line["unit"], &line["copros_more"]), (&json!("copro-day"), &json!(0)));
        let behind = json!([{"slug": null, "name": null, "days": line["quantity"].as_str().expect("days").parse::<i64>().expect("whole")}]);
        assert_eq!(line["copros"], behind, "the days are those of a copro that is not in the portfolio");
        assert_eq!((&facts["attempts"], &facts["corrected_by"]), (&json!([]), &json!([])));
        assert_eq!(
            (&facts["collection"]["collection"], &facts["method"]["digits"]),
            (&json!("asked"), &json!("4242"))
        );
        assert_eq!(facts["actions"], json!([]), "no provider is connected here");
        assert_eq!(facts["payment"]["means"], "card");
        let account = client.get(&at(&firm, ""), 200).await;
        assert_eq!((&account["owed_cents"], &account["bills"][0]["invoice"]), (&json!(1815), &json!(number)));
        let next = &account["next_invoice"];
        assert!(next["so_far"]["net_cents"].as_i64() < next["at_end"]["net_cents"].as_i64(), "{next}");
        assert_eq!(account["method"]["digits"], "4242");
        let file = at(&firm, &format!("/invoices/{number}/file?format=pdf"));
        let answer = wait_for("the document", async || {
            let answer = client.request(Method::GET, &file).send().await;
            (answer.status == 200).then_some(answer)
        })
        .await;
        assert!(answer.body.starts_with(b"%PDF"));
        assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"{number}.pdf\""));
        let sent = client.get(&at(&firm, &format!("/invoices/{number}")), 200).await["sent"].clone();
        assert_eq!(
            (&sent["mail"]["to"], &sent["peppol"]),
            (&json!("comptabilite@brumelle.example"), &Value::Null)
        );
        client.get(&at(&firm, &format!("/invoices/{number}/file?format=word")), 400).await;
        let stranger = Firm::sign_up(world).await;
        for path in [format!("/invoices/{number}"), format!("/invoices/{number}/file")] {
            stranger.client.get(&at(&firm, &path), 404).await;
            stranger.client.get(&at(&stranger, &path), 404).await;
        }
        let days = client.get(&at(&firm, "/usage"), 200).await;
        assert_eq!(list(&days, "days").len(), 31);
        assert!(list(&days, "days").iter().all(|day| day["copros"] == 1), "{days}");
        client.get(&at(&firm, "/usage?from=2026-02-01&to=2026-01-01"), 422).await;
    });
}

#[test]
fn an_invoice_is_paid_now_by_whoever_may_and_asked_for_once() {
    run(async |world| {
        let (firm, scope) = charged(world, 75).await;
        let (rules, now) = (rules(), OffsetDateTime::now_utc());
        sit(world, &scope, &rules, now, |_| Ok(())).await;
        let number = text(&firm.client.all(&at(&firm, "/invoices")).await[0], "number");
        let (invoice, pay) =
            (at(&firm, &format!("/invoices/{number}")), at(&firm, &format!("/invoices/{number}/pay")));
        let off = firm.client.request(Method::POST, &pay).once();
        off.send().await.problem(503, "payments-off");

        let provider =
            Payments::new(&"sk_test_invented".into(), "http://127.0.0.1:1/", StdDuration::from_secs(1));
        let payments = Some(Arc::new(provider.expect("an address that nobody asks")));
        let site = world.site_with(SiteOptions { payments, ..SiteOptions::default() }).await;
        let enter = async |email: &str| {
            let typed = json!({"email": email, "password": tests::PASSWORD, "token": true});
            site.anonymous().with_tokens(&site.anonymous().post("/v1/session", typed, 200).await)
        };
        let client = enter(&firm.email).await;
        let refused = async |why: &str| {
            let answer = client.request(Method::POST, &pay).once().send().await;
            assert_eq!(answer.problem(409, "subscription-refused")["status"], 409, "{why}");
        };
        refused("the card is being asked").await;
        let known: Number = number.parse().expect("a number");
        sit(world, &scope, &rules, now, |desk| desk.tell(Fact::PaymentFailed { invoice: known })).await;
        let facts = client.get(&invoice, 200).await;
        assert_eq!(
            (&facts["collection"]["collection"], &facts["actions"]),
            (&json!("scheduled"), &json!(["pay"]))
        );

        let email = tests::unique_email();
        firm.hire(&email, "comptable", &[]).await;
        let accountant = enter(&email).await;
        accountant.request(Method::POST, &pay).once().send().await.problem(403, "forbidden");
        assert_eq!(
            accountant.get(&invoice, 200).await["actions"],
            json!([]),
            "who may not pay is not asked to"
        );
        client
            .request(Method::POST, &at(&firm, "/invoices/2001-000001/pay"))
            .once()
            .send()
            .await
            .problem(404, "not-found");

        let asked = client.post_once(&pay, Value::Null, 202).await;
        assert_eq!((&asked["collection"]["collection"], &asked["actions"]), (&json!("asked"), &json!([])));
        refused("it is asked for already").await;
        let mut owner = world.databases.owner().await;
        let jobs: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM firm.billing_events WHERE firm_id = $1 AND fact ? 'payment-asked' AND commands @> '[{\"Collect\": {}}]'",
        )
        .bind(firm.id.parse::<Uuid>().expect("an id"))
        .fetch_one(&mut owner)
        .await
        .expect("a count");
        assert_eq!(jobs, 1, "one collection was begun");
    });
}

#[test]
fn what_is_unpaid_is_told_with_what_comes_next() {
    run(async |world| {
        let (firm, scope) = charged(world, 75).await;
        let (rules, now) = (rules(), OffsetDateTime::now_utc());
        let due = now - Duration::days(5);
        let method = firm.client.get(&at(&firm, ""), 200).await["method"]["id"].clone();
        let method: Uuid = method.as_str().expect("an id").parse().expect("an id");
        sit(world, &scope, &rules, due, |desk| {
            desk.tell(Fact::MethodRemoved { method })?;
            let invoice = Number::new(2000, 1).expect("a number");
            let due_on = due.date();
            desk.tell(Fact::InvoiceFinalised { invoice, payable_cents: Cents(1815), due_on })
        })
        .await;
        sit(world, &scope, &rules, now, |_| Ok(())).await;
        let account = firm.client.get(&at(&firm, ""), 200).await;
        let standing = &account["standing"];
        assert_eq!((&standing["state"], &standing["reminders"]), (&json!("past-due"), &json!(1)));
        assert_eq!(standing["next_step"]["step"], "reminder");
        assert!(day(&standing["next_step"]["on"]) > day(&account["today"]));
        let shown = firm.client.get(&format!("/v1/firms/{}", firm.id), 200).await;
        assert_eq!((&shown["access"], &shown["standing"]["state"]), (&json!("full"), &json!("past-due")));
    });
}

#[test]
fn a_firm_leaves_and_stays_after_all() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let client = &firm.client;
        let refused = async |path: &str, why: &str| {
            let answer = client.request(Method::POST, &at(&firm, path)).once().send().await;
            let problem = answer.problem(409, "subscription-refused");
            assert!(!text(&problem, "detail").is_empty(), "{why}");
        };
        refused("/cancel/revoke", "nothing is cancelled").await;
        refused("/plan/withdraw", "nothing is planned").await;
        let left = client.post_once(&at(&firm, "/cancel"), Value::Null, 200).await;
        assert_eq!(day(&left["leaves_on"]), day(&left["standing"]["trial_until"]) + Duration::days(1));
        assert_eq!(left["next_invoice"], Value::Null);
        refused("/cancel", "it is cancelled already").await;
        let stayed = client.post_once(&at(&firm, "/cancel/revoke"), Value::Null, 200).await;
        assert_eq!(stayed["leaves_on"], Value::Null);
        let log = client.get(&format!("/v1/firms/{}/audit?limit=200", firm.id), 200).await;
        let actions: Vec<String> = list(&log, "items").iter().map(|entry| text(entry, "action")).collect();
        assert!(actions.iter().any(|action| action == "billing.cancel"), "{actions:?}");
    });
}

#[test]
fn a_coupon_is_redeemed_once() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        Building::active(&firm, "Résidence Bienvenue").await;
        let code = at(&firm, "/coupons");
        let refused = async |typed: &str| {
            let request = firm.client.request(Method::POST, &code).json(&json!({"code": typed})).once();
            field_errors(&request.send().await.problem(422, "validation"))
        };
        assert_eq!(refused("nothing").await, [("code".to_owned(), "coupon-unknown".to_owned())]);
        let rules = rules();
        let today = world.today();
        let sold = rules.catalogues.on(today).expect("a catalogue");
        let coupon = sold.coupons.values().find(|coupon| (coupon.from..=coupon.to).contains(&today));
        let Some(coupon) = coupon else { return println!("no coupon is given out on {today}") };
        let account = firm.client.post_once(&code, json!({"code": coupon.code.to_lowercase()}), 200).await;
        assert_eq!(account["coupons"], json!([coupon.code]));
        let first = &account["next_invoice"]["at_end"];
        assert!(
            first["net_cents"].as_i64() < Some(1500),
            "good from the first period that is charged: {first}"
        );
        assert_eq!(refused(&coupon.code).await, [("code".to_owned(), "coupon-again".to_owned())]);
    });
}

#[test]
fn of_two_choices_at_once_one_comes_after_the_other() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let ask = |plan: &str| {
            firm.client.request(Method::POST, &at(&firm, "/plan")).json(&json!({"plan": plan})).once()
        };
        for _ in 0..10 {
            let (one, other) = tokio::join!(ask("plus").send(), ask("standard").send());
            assert_eq!((one.status, other.status), (200, 200));
            let plan = firm.client.get(&at(&firm, ""), 200).await["plan"]["plan"].clone();
            assert!(plan == "plus" || plan == "standard");
        }
        let cancel = || firm.client.request(Method::POST, &at(&firm, "/cancel")).once();
        let (one, other) = tokio::join!(cancel().send(), cancel().send());
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "leaving happens once");
    });
}

#[test]
fn only_administrators_decide_and_only_with_their_password() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let accountant = firm.hire(&tests::unique_email(), "comptable", &[]).await.client;
        let assistant = firm.hire(&tests::unique_email(), "assistant", &[]).await.client;
        accountant.get(&at(&firm, ""), 200).await;
        accountant.get(&at(&firm, "/invoices"), 200).await;
        assistant.get(&at(&firm, ""), 403).await;
        let decide = async |client: &Client, status: u16, code: &str| {
            for (method, path, body) in [
                (Method::PUT, "/details", details()),
                (Method::POST, "/plan", json!({"plan": "plus"})),
                (Method::POST, "/cancel", Value::Null),
                (Method::POST, "/methods", Value::Null),
            ] {
                let request = client.request(method, &at(&firm, path)).json(&body).once();
                request.send().await.problem(status, code);
            }
        };
        decide(&accountant, 403, "forbidden").await;
        decide(&assistant, 403, "forbidden").await;
        let mut owner = world.databases.owner().await;
        sqlx::query(
            "UPDATE identity.sessions SET confirmed_until = now() - interval '1 second' WHERE user_id = $1",
        )
        .bind(firm.user_id.parse::<Uuid>().expect("an id"))
        .execute(&mut owner)
        .await
        .expect("the confirmation is over");
        decide(&firm.client, 403, "confirmation-required").await;
        firm.client.post("/v1/security/confirmation", json!({"password": tests::PASSWORD}), 204).await;
        // No provider is connected here, and that is said.
        let request = firm.client.request(Method::POST, &at(&firm, "/methods")).once();
        request.send().await.problem(503, "payments-off");
        firm.client.delete(&at(&firm, &format!("/methods/{}", Uuid::now_v7())), 404).await;
    });
}

#[test]
fn a_method_that_is_removed_pays_no_more() {
    run(async |world| {
        let (firm, _) = charged(world, 10).await;
        let account = firm.client.get(&at(&firm, ""), 200).await;
        let method = text(&account["method"], "id");
        let left = firm.client.delete(&at(&firm, &format!("/methods/{method}")), 200).await;
        assert_eq!(left["method"], Value::Null);
        firm.client.delete(&at(&firm, &format!("/methods/{method}")), 404).await;
    });
}
