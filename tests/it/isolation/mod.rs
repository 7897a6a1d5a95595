//! A firm sees nothing of another's. Not by samples: every operation of the API document is tried, so that one added later is tried, too.

use std::collections::BTreeMap;

use reqwest::Method;
use tests::{Client, Firm, Furnished, Request, World};

mod access;
mod bodies;
mod borders;
mod closed;
mod histories;
mod markers;
mod matrix;
mod repeated;
mod told;
mod transcript;
mod twins;
mod walk;

/// One operation of the document.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    method: Method,
    /// `/v1/copros/{copro}/lots/{lot}`
    path: String,
    /// May be called without signing in.
    public: bool,
    has_body: bool,
}

impl Operation {
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(crate) fn method(&self) -> &Method {
        &self.method
    }

    fn params(&self) -> Vec<&str> {
        self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect()
    }

    /// The ids besides the copro or firm itself.
    fn inner_params(&self) -> Vec<&str> {
        self.params().into_iter().filter(|name| !["copro", "firm", "role"].contains(name)).collect()
    }

    fn of_firm(&self, name: &str) -> Option<&'static str> {
        match name {
            "member" if self.path.starts_with("/v1/firms/") => Some("firm_member"),
            "invitation" if self.path.starts_with("/v1/firms/") => Some("firm_invitation"),
            _ => None,
        }
    }

    /// The address with every parameter filled in. One that nobody knows fails the test: a new kind of id must be added to `Furnished`.
    pub(crate) fn filled(&self, scope: &str, ids: &BTreeMap<&'static str, String>) -> String {
        let mut path = self.path.clone();
        for name in self.params() {
            let value = match name {
                "copro" | "firm" => scope,
                // A firm's members and invitations are others than a copro's.
                name => self
                    .of_firm(name)
                    .and_then(|name| ids.get(name))
                    .or_else(|| ids.get(name))
                    .unwrap_or_else(|| panic!("{}: no id for {{{name}}} in Furnished", self.name())),
            };
            path = path.replace(&format!("{{{name}}}"), value);
        }
        path
    }

    /// The operation as a request that would be fine if the caller were: with a plausible body and every header it asks for.
    pub(crate) fn request(&self, client: &Client, path: &str, furnished: &Furnished) -> Request {
        let request = client.request(self.method.clone(), path);
        if !self.has_body {
            return request;
        }
        bodies::plausible(&self.name(), furnished).put_into(request).once()
    }
}

/// Every operation of the running server's own document.
async fn operations(world: &World) -> Vec<Operation> {
    let document = world.site.anonymous().get("/openapi.json", 200).await;
    let paths = document["paths"].as_object().expect("paths");
    let mut all = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("operations") {
            let method = method.to_uppercase();
            let public = operation["security"] == serde_json::json!([{}]);
            all.push(Operation {
                method: Method::from_bytes(method.as_bytes()).expect("a method"),
                path: path.clone(),
                public,
                has_body: operation.get("requestBody").is_some(),
            });
        }
    }
    assert!(all.len() >= 60, "the document shrank to {} operations", all.len());
    all
}

pub(crate) async fn operations_in(world: &World, scope: &str) -> Vec<Operation> {
    let all = operations(world).await;
    all.into_iter().filter(|operation| operation.params().first() == Some(&scope)).collect()
}

/// A firm with one furnished building whose letters are all written.
pub(crate) async fn settled(world: &World) -> (Firm, Furnished) {
    let firm =
        Firm::called(world, "fr", "Gérance Jumelle SRL", &tests::numbers::company_number(70_007)).await;
    let mut furnished = tests::Building::active(&firm, "Résidence Clairvallon").await.furnish().await;
    furnished.building.delivered(&furnished.ids["call"]).await;
    asked_by_support(world, &mut furnished).await;
    let jobs = furnished.building.at("/jobs");
    tests::wait_for("every job to be done", async || {
        let jobs = firm.client.all(&jobs).await;
        jobs.iter().all(|job| job["status"] == "done").then_some(())
    })
    .await;
    (firm, furnished)
}

/// An operator of the platform asks to look into the copro.
pub(crate) async fn asked_by_support(world: &World, furnished: &mut Furnished) {
    let window = world.desk.enrol().await.request(&furnished.building.slug, "consent", 30).await;
    furnished.ids.insert("window", tests::text(&window, "id"));
}
