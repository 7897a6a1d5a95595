//! Limits of pages and bodies, for every operation there is.

use reqwest::Method;
use serde_json::Value;
use tests::{Building, Firm, Furnished, World, run, unique_email};
use uuid::Uuid;

/// More than any JSON body may have, and more than any upload.
const JSON_BYTES: usize = 1024 * 1024 + 1;
const UPLOAD_BYTES: usize = 11 * 1024 * 1024;

/// One operation of the running server's own document.
struct Operation {
    method: Method,
    path: String,
    described: Value,
}

async fn operations(world: &World) -> Vec<Operation> {
    let document = world.site.anonymous().get("/openapi.json", 200).await;
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, described) in item.as_object().expect("operations") {
            let method = method.to_uppercase().parse().expect("a method");
            all.push(Operation { method, path: path.clone(), described: described.clone() });
        }
    }
    all
}

impl Operation {
    fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The address with every parameter filled in, and whether each of them names something that is there.
    fn filled(&self, firm: &Firm, furnished: &Furnished) -> (String, bool) {
        let (mut path, mut known) = (self.path.clone(), true);
        for name in self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
            let value = match name {
                "firm" => firm.id.clone(),
                "copro" => furnished.building.slug.clone(),
                // Nobody has asked to look into the building: its id is invented.
                "window" => {
                    known = false;
                    furnished.ids["window"].clone()
                }
                name => furnished.ids.get(name).cloned().unwrap_or_else(|| {
                    known = false;
                    Uuid::now_v7().to_string()
                }),
            };
            path = path.replace(&format!("{{{name}}}"), &value);
        }
        (path, known)
    }
}

async fn settled(world: &World) -> (Firm, Furnished) {
    let firm = Firm::sign_up(world).await;
    let furnished = Building::active(&firm, "Résidence Mesurée").await.furnish().await;
    (firm, furnished)
}

#[test]
fn every_list_refuses_a_page_longer_than_there_is() {
    run(async |world| {
        let (firm, furnished) = settled(world).await;
        let mut lists = 0;
        for operation in operations(world).await {
            let pages = operation.described["responses"]["200"].to_string().contains("/Page_");
            let parameters = operation.described["parameters"].as_array().cloned().unwrap_or_default();
            let limit = parameters.iter().find(|parameter| parameter["name"] == "limit");
            assert_eq!(pages, limit.is_some(), "{}: what is paged has a limit", operation.name());
            let Some(limit) = limit else { continue };
            assert_eq!(limit["schema"]["maximum"], Value::from(200), "{}", operation.name());
            lists += 1;
            let (path, known) = operation.filled(&firm, &furnished);
            for refused in ["limit=201", "limit=0", "limit=1000000", &format!("cursor={}", "x".repeat(501))] {
                let answer = firm.client.request(Method::GET, &format!("{path}?{refused}")).send().await;
                answer.problem(400, "bad-request");
            }
            if known {
                firm.client.get(&format!("{path}?limit=200"), 200).await;
            }
        }
        assert!(lists >= 8, "only {lists} lists");
    });
}

#[test]
fn every_operation_with_a_body_refuses_one_beyond_its_limit() {
    run(async |world| {
        let (firm, furnished) = settled(world).await;
        let mut bodies = 0;
        for operation in operations(world).await {
            let Some(content) = operation.described["requestBody"]["content"].as_object() else { continue };
            // Not there on any server but a development one, whatever the body.
            if operation.path.starts_with("/v1/dev/") {
                continue;
            }
            bodies += 1;
            let (path, _) = operation.filled(&firm, &furnished);
            let request = firm.client.request(operation.method.clone(), &path).once();
            let request = match content.contains_key("application/json") {
                true => request.raw("application/json", vec![b' '; JSON_BYTES]),
                false => request.upload("much.pdf", &vec![b'x'; UPLOAD_BYTES]),
            };
            let answer = request.send().await;
            assert_eq!(answer.status, 413, "{}: {}", operation.name(), answer.text());
            answer.problem(413, "too-large");
        }
        assert!(bodies >= 20, "only {bodies} operations take a body");
    });
}

/// JSON operations say what they want, in the reader's language.
#[test]
fn a_json_operation_sent_something_else_asks_for_json() {
    run(async |world| {
        for (language, words) in [("fr", "Envoyez"), ("nl", "Stuur"), ("de", "Senden"), ("en", "Send")] {
            let client = world.site.anonymous().with_language(language);
            let request = client.request(Method::POST, "/v1/session").raw("text/plain", unique_email());
            let problem = request.send().await.problem(415, "not-json");
            let detail = tests::text(&problem, "detail");
            assert!(detail.contains(words) && detail.contains("application/json"), "{detail}");
        }
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Formulaire").await;
        let form =
            firm.client.request(Method::POST, &building.at("/lots")).raw("multipart/form-data", "code=A");
        form.send().await.problem(415, "not-json");
    });
}
