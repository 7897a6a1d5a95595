//! Everything wrong that people and programs send: each gets a sentence that names the field and the remedy, in each of the four
//! languages, and leaves no trace.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tests::database::{Snapshot, changes, snapshot};
use tests::{
    Answer, Building, Client, Firm, Furnished, Request, World, list, new_copro, run, text, unique_email,
};

mod files;
mod idempotency;
mod money;
mod registry;
mod transport;

const LANGUAGES: [&str; 4] = ["fr", "nl", "de", "en"];

/// One wrong request and what it must be told.
struct Case {
    name: &'static str,
    request: Request,
    status: u16,
    code: &'static str,
    /// `errors[0]`: field and code.
    error: Option<(&'static str, &'static str)>,
}

/// A wrong field: 422.
fn field(name: &'static str, request: Request, field: &'static str, code: &'static str) -> Case {
    Case { name, request, status: 422, code: "validation", error: Some((field, code)) }
}

/// Anything else that is refused.
fn refusal(name: &'static str, request: Request, status: u16, code: &'static str) -> Case {
    Case { name, request, status, code, error: None }
}

/// What the cases are tried on.
struct Stage {
    firm: Firm,
    /// In service, with one thing of every kind; its year 2024 is closed.
    full: Furnished,
    /// Not in service yet.
    draft: Building,
    /// In service, but without a bank account.
    poor: Building,
    /// Somebody not signed in, who reads what `Accept-Language` says.
    stranger: Client,
    owner: tokio::sync::Mutex<sqlx::PgConnection>,
}

impl Stage {
    async fn set(world: &World) -> Stage {
        let firm = Firm::sign_up(world).await;
        let full = Building::active(&firm, "Résidence Clairvallon").await.furnish().await;
        close_2024(&full.building).await;
        full.building.delivered(&full.ids["call"]).await;
        let draft = Building::draft(&firm, "Résidence Esquisse").await;
        let poor = without_accounts(&firm).await;
        let owner = world.databases.owner().await.into();
        Stage { firm, full, draft, poor, stranger: world.site.anonymous(), owner }
    }

    fn client(&self) -> &Client {
        &self.firm.client
    }

    fn building(&self) -> &Building {
        &self.full.building
    }

    fn post(&self, path: &str, body: &Value) -> Request {
        self.client().request(reqwest::Method::POST, path).json(body)
    }

    /// With `change` applied to the body, as a new request that carries an idempotency key.
    fn post_once(&self, path: &str, mut body: Value, change: &Value) -> Request {
        merge(&mut body, change);
        self.post(path, &body).once()
    }

    async fn pictures(&self) -> Vec<Snapshot> {
        let mut owner = self.owner.lock().await;
        let mut pictures = Vec::new();
        for copro in [self.building(), &self.draft, &self.poor] {
            pictures.push(snapshot(&mut owner, copro.tenant()).await);
        }
        pictures
    }

    async fn assert_untouched(&self, before: &[Snapshot], after_what: &str) {
        for (before, after) in before.iter().zip(self.pictures().await) {
            assert_eq!(changes(before, &after), [""; 0], "{after_what} left something behind");
        }
    }

    /// What the caller sees of firms and copros.
    async fn outside(&self) -> [Value; 2] {
        let session = self.client().get("/v1/session", 200).await;
        [session["firms"].clone(), self.client().get(&self.firm.copros(), 200).await]
    }
}

/// Sets the fields of `change` in `body`; `null` removes one.
fn merge(body: &mut Value, change: &Value) {
    let fields = body.as_object_mut().expect("an object");
    for (name, value) in change.as_object().expect("an object") {
        match value {
            Value::Null => drop(fields.remove(name)),
            value => drop(fields.insert(name.clone(), value.clone())),
        }
    }
}

async fn close_2024(building: &Building) {
    building
        .client
        .post_once(&building.at("/expenses"), building.expense("OLD-1", "2024-06-30", 100), 201)
        .await;
    let years = building.client.get(&building.at("/fiscal-years"), 200).await;
    let year =
        list(&years, "items").iter().find(|year| year["starts_on"] == "2024-01-01").expect("the year 2024");
    let path = building.at(&format!("/fiscal-years/{}/closing", text(year, "id")));
    assert_eq!(building.client.post(&path, Value::Null, 200).await["status"], "closed");
}

async fn without_accounts(firm: &Firm) -> Building {
    let mut poor = Building::draft(firm, "Résidence Sans-le-sou").await;
    poor.move_in().await;
    poor.client.patch(&poor.path, json!({"working_iban": null, "reserve_iban": null}), 200).await;
    poor.client.post(&poor.at("/activation"), Value::Null, 200).await;
    poor
}

/// The sentences of one answer: title, detail, and one for each field.
fn sentences(problem: &Value) -> Vec<String> {
    let errors = problem.get("errors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut all = vec![text(problem, "title"), text(problem, "detail")];
    all.extend(errors.iter().map(|error| text(error, "message")));
    all
}

fn assert_readable(name: &str, sentences: &[String]) {
    for sentence in sentences {
        let is_id = sentence.starts_with("problem-") || sentence.starts_with("field-");
        assert!(!sentence.trim().is_empty() && !is_id, "{name}: {sentence:?} is no sentence");
        assert!(!sentence.contains(['{', '}', '$']), "{name}: an argument is missing in {sentence:?}");
    }
    let remedies = &sentences[1..];
    assert!(remedies.iter().all(|sentence| sentence.ends_with('.')), "{name}: {remedies:?}");
}

fn assert_answer(name: &str, answer: &Answer, expected: (u16, &str, Option<(&str, &str)>)) -> Value {
    let (status, code, error) = expected;
    assert_eq!(answer.status, status, "{name}: {}", answer.text());
    let problem = answer.problem(status, code);
    if let Some((field, code)) = error {
        let first = &list(&problem, "errors")[0];
        assert_eq!(
            (text(first, "field").as_str(), text(first, "code").as_str()),
            (field, code),
            "{name}: {problem}"
        );
    }
    problem
}

type Table = fn(&Stage, &'static str) -> Vec<Case>;

/// Sends every case in every language. What a refusal leaves behind does not depend on the language, so every case is looked after in the
/// first, and all of them together in the others.
async fn try_all(world: &World, cases: Table) {
    let stage = Stage::set(world).await;
    let (before, outside) = (stage.pictures().await, stage.outside().await);
    let mut spoken: BTreeMap<(&str, usize), BTreeSet<String>> = BTreeMap::new();
    for language in LANGUAGES {
        stage.client().patch("/v1/session", json!({"language": language}), 200).await;
        for case in cases(&stage, language) {
            let Case { name, request, status, code, error } = case;
            let answer = request.send().await;
            let problem = assert_answer(name, &answer, (status, code, error));
            let sentences = sentences(&problem);
            assert_readable(name, &sentences);
            for (place, sentence) in sentences.into_iter().enumerate() {
                spoken.entry((name, place)).or_default().insert(sentence);
            }
            if language == LANGUAGES[0] {
                stage.assert_untouched(&before, name).await;
            }
        }
        stage.assert_untouched(&before, language).await;
    }
    assert_eq!(stage.outside().await, outside, "no firm and no copro came of it");
    // A sentence that one language lacks is taken from French.
    for ((name, place), said) in spoken {
        assert_eq!(
            said.len(),
            LANGUAGES.len(),
            "{name}, sentence {place}: two languages say the same: {said:#?}"
        );
    }
}

#[test]
fn wrong_data_about_firms_copros_lots_and_owners() {
    run(async |world| try_all(world, registry::cases).await);
}

#[test]
fn wrong_expenses_calls_and_payments() {
    run(async |world| try_all(world, money::cases).await);
}

#[test]
fn requests_that_are_no_requests() {
    run(async |world| try_all(world, transport::cases).await);
}

#[test]
fn files_that_are_not_what_they_should_be() {
    run(async |world| try_all(world, files::cases).await);
}
