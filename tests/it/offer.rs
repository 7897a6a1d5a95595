//! What is sold, told to anybody; and how much of it a firm may use.

use std::collections::BTreeSet;

use billing::catalogue::Catalogues;
use billing::desk::Rules;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Answer, Client, Firm, Site, SiteOptions, World, int, list, new_copro, run, text, unique_email};
use uuid::Uuid;

/// Two plans so small that one meets their limits.
const SMALL: &str = r#"
version = "small"
valid_from = "2026-01-01"
trial_days = 30

[[plans]]
id = "standard"
price_cents = 1500
[plans.limits]
copros = 7
users = 3

[[plans]]
id = "plus"
price_cents = 2000
[plans.limits]
copros = 50
"#;

async fn small(world: &World) -> Site {
    let catalogues = Catalogues::parse([SMALL]).expect("a catalogue");
    let rules = Some(Rules { catalogues, ..Rules::embedded().expect("the rules") });
    world.site_with(SiteOptions { rules, ..SiteOptions::default() }).await
}

/// The founder of the firm, at another instance.
fn at(site: &Site, firm: &Firm) -> Client {
    site.with_token(firm.client.token().expect("a token"))
}

#[test]
fn the_catalogue_is_open_cacheable_and_the_one_that_is_sold() {
    run(async |world| {
        let answer = world.site.anonymous().request(Method::GET, "/v1/pricing").send().await;
        assert_eq!(answer.header("cache-control"), "public, max-age=300");
        let pricing = answer.expect(200);
        let all = Catalogues::embedded().expect("the versions");
        let sold = all.on(world.today()).expect("a version");
        assert_eq!(
            (text(&pricing, "version"), int(&pricing, "trial_days")),
            (sold.version.clone(), sold.trial_days.into())
        );
        let plans = list(&pricing, "plans");
        assert_eq!(plans.len(), sold.plans.len());
        for told in plans {
            let plan = &sold.plans[&text(told, "id")];
            assert_eq!(int(told, "price_cents"), plan.tariff.price_cents.0);
            assert_eq!(told["limits"]["copros"], json!(plan.limits.copros));
        }
    });
}

#[test]
fn a_quote_is_in_the_language_asked_for_and_adds_up() {
    run(async |world| {
        let client = world.site.anonymous().with_language("nl");
        let path = "/v1/pricing/quote?plan=standard&copros=12&annual=true&lots=240&country=FR&coupon=";
        let answer = client.request(Method::GET, path).send().await;
        assert!(answer.header("vary").to_ascii_lowercase().contains("accept-language"));
        let quote = answer.expect(200);
        assert_eq!(
            (&quote["year"]["net_cents"], &quote["year"]["discount_cents"]),
            (&json!(194_400), &json!(21_600))
        );
        assert_eq!(
            (&quote["vat"]["basis"], &quote["month"]["vat_cents"]),
            (&json!("reverse-charge"), &json!(0))
        );
        assert_eq!((&quote["lot_month_cents"], &quote["annual_saving_cents"]), (&json!(68), &json!(21_600)));
        let invoice = &quote["invoice"];
        assert_eq!(invoice["mentions"][0]["text"], "Btw verlegd");
        let line = &list(invoice, "lines")[0];
        assert!(text(line, "description").starts_with("Standard, vooruitbetaalde maanden"), "{line}");
        assert_eq!(
            (&line["quantity"], &line["unit"], &line["net_cents"]),
            (&json!(144), &json!("copro-month"), &json!(194_400))
        );
    });
}

#[test]
fn what_a_quote_cannot_read_is_named_in_four_languages() {
    run(async |world| {
        let wrong = [
            ("plan=gold&copros=3", "plan", "plan-unknown"),
            ("copros=3", "plan", "required"),
            ("plan=plus", "copros", "whole-number-range"),
            ("plan=plus&copros=-1", "copros", "whole-number-range"),
            ("plan=plus&copros=1000001", "copros", "whole-number-range"),
            ("plan=standard&copros=501", "copros", "plan-too-small"),
            ("plan=plus&copros=3&annual=perhaps", "annual", "yes-or-no"),
            ("plan=plus&copros=3&coupon=HIER", "coupon", "coupon-unknown"),
            ("plan=plus&copros=3&lots=0", "lots", "whole-number-range"),
            ("plan=plus&copros=3&country=Belgium", "country", "invalid-country"),
        ];
        for (query, field, code) in wrong {
            let mut said = BTreeSet::new();
            for language in ["fr", "nl", "de", "en"] {
                let client = world.site.anonymous().with_language(language);
                let answer = client.request(Method::GET, &format!("/v1/pricing/quote?{query}")).send().await;
                let problem = answer.problem(422, "validation");
                let error = &list(&problem, "errors")[0];
                assert_eq!((text(error, "field"), text(error, "code")), (field.to_owned(), code.to_owned()));
                said.insert(text(error, "message"));
            }
            assert!(said.len() == 4 && said.iter().all(|words| !words.contains('$')), "{query}: {said:?}");
        }
        let unknown =
            world.site.anonymous().request(Method::GET, "/v1/pricing/quote?plan=plus&copros=3&color=red");
        unknown.send().await.problem(400, "bad-request");
    });
}

/// The figures and the way out.
fn assert_reached(answer: &Answer, resource: &str, used: i64, remedy: Value) {
    let problem = answer.problem(409, "limit-reached");
    let href = format!("/pricing?plan={}", remedy.as_str().unwrap_or("standard"));
    let limit = json!({"resource": resource, "allowed": used, "used": used, "plan": "standard", "remedy": remedy, "href": href});
    assert_eq!(problem["limit"], limit);
    assert!(text(&problem, "detail").contains("Standard"), "{problem}");
}

#[test]
fn of_twenty_copros_at_once_the_plan_lets_in_as_many_as_it_allows() {
    run(async |world| {
        let site = small(world).await;
        let firm = Firm::sign_up(world).await;
        let (client, path) = (at(&site, &firm), firm.copros());
        let mut under_way = tokio::task::JoinSet::new();
        for n in 0..20 {
            let request =
                client.request(Method::POST, &path).json(&new_copro(&format!("Immeuble {n}"))).once();
            under_way.spawn(request.send());
        }
        let answers = under_way.join_all().await;
        let (made, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
        assert_eq!((made.len(), refused.len()), (7, 13));
        refused.iter().for_each(|answer| assert_reached(answer, "copros", 7, json!("plus")));
        assert_eq!(list(&client.get(&path, 200).await, "items").len(), 7);
        // Where there is room again, it is used: the catalogue of the product allows more.
        firm.client.post_once(&path, new_copro("Le huitième"), 201).await;
        let over = client.request(Method::POST, &path).json(&new_copro("Le neuvième")).once().send().await;
        let limit = &over.problem(409, "limit-reached")["limit"];
        assert_eq!(
            (&limit["allowed"], &limit["used"]),
            (&json!(7), &json!(8)),
            "a firm over its limit keeps what it has"
        );
    });
}

#[test]
fn a_closed_copro_gives_its_place_back_and_takes_one_when_it_is_opened() {
    run(async |world| {
        let site = small(world).await;
        let firm = Firm::sign_up(world).await;
        let (client, path) = (at(&site, &firm), firm.copros());
        let mut made = Vec::new();
        for n in 0..7 {
            made.push(client.post_once(&path, new_copro(&format!("Immeuble {n}")), 201).await);
        }
        let first = format!("/v1/copros/{}", text(&made[0], "slug"));
        let closing = json!({"reason": "created-by-mistake", "name": "Immeuble 0"});
        client.post(&format!("{first}/close"), closing, 200).await;
        client.post_once(&path, new_copro("À sa place"), 201).await;
        let reopening = format!("{first}/reopen");
        let full = client.request(Method::POST, &reopening).send().await;
        assert_reached(&full, "copros", 7, json!("plus"));
        assert_eq!(client.get(&first, 200).await["status"], "closed", "what is refused changes nothing");
        let second = format!("/v1/copros/{}/close", text(&made[1], "slug"));
        client.post(&second, json!({"reason": "other", "name": "Immeuble 1"}), 200).await;
        assert_eq!(client.post(&reopening, Value::Null, 200).await["status"], "draft");
    });
}

#[test]
fn staff_and_invitations_together_are_as_many_as_the_plan_allows() {
    run(async |world| {
        let site = small(world).await;
        let firm = Firm::sign_up(world).await;
        let client = at(&site, &firm);
        let path = format!("/v1/firms/{}/invitations", firm.id);
        let invite = async || {
            let body = json!({"email": unique_email(), "role": "comptable"});
            client.request(Method::POST, &path).json(&body).once().send().await
        };
        let first = invite().await.expect(201);
        invite().await.expect(201);
        assert_reached(&invite().await, "users", 3, json!("plus"));
        client.delete(&format!("{path}/{}", text(&first, "id")), 204).await;
        let third = invite().await.expect(201);
        assert_reached(&invite().await, "users", 3, json!("plus"));

        // An expired one gives its place back, and takes one when it is sent again.
        let id: Uuid = text(&third, "id").parse().expect("an id");
        let mut owner = world.databases.owner().await;
        sqlx::query("UPDATE firm.invitations SET expires_at = now() - interval '1 hour' WHERE id = $1")
            .bind(id)
            .execute(&mut owner)
            .await
            .expect("it expires");
        let resend = format!("{path}/{id}/resend");
        let waiting = invite().await.expect(201);
        let again = client.request(Method::POST, &resend).once().send().await;
        assert_reached(&again, "users", 3, json!("plus"));
        client.delete(&format!("{path}/{}", text(&waiting, "id")), 204).await;
        client.request(Method::POST, &resend).once().send().await.expect(200);
    });
}
