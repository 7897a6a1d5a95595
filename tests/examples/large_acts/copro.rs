//! A copro that comes out of a file.

use std::fmt::Write;

use serde_json::{Value, json};
use tests::{Client, Firm, list, new_copro, text, wait_for};

pub struct Copro {
    pub client: Client,
    pub path: String,
}

/// So many lots of one share each, each with an owner of its own, as an old program writes them.
pub fn file(rows: usize) -> String {
    let mut table = "Lot;Nature;Étage;Description;Quotités;Nom;Prénom;E-mail;Téléphone;Langue;Rue;Code postal;Localité;Pays;\
                     Date d'acquisition;Clé ascenseur;Clé chauffage\n"
        .to_owned();
    for n in 1..=rows {
        let (language, lift) = (["FR", "NL", "DE", "EN"][n % 4], n % 7);
        writeln!(
            table,
            "L{n:05};appartement;{};Appartement côté jardin {n};1;Habitant{n};Camille;h{n}@courriel.example;081 22 33 44;{language};\
             Rue des Lavandes {n};5100;Jambes;BE;01/02/2024;{lift};10",
            n % 20
        )
        .expect("memory");
    }
    table
}

impl Copro {
    /// Empty, with as many shares as there will be lots.
    pub async fn draft(firm: &Firm, lots: usize) -> Copro {
        let mut body = new_copro(&format!("Résidence aux {lots} portes"));
        body["shares_total"] = json!(lots);
        let copro = firm.client.post_once(&firm.copros(), body, 201).await;
        Copro { client: firm.client.clone(), path: format!("/v1/copros/{}", text(&copro, "slug")) }
    }

    pub fn at(&self, rest: &str) -> String {
        format!("{}{rest}", self.path)
    }

    pub async fn upload(&self, content: &str) -> Value {
        self.client.upload(&self.at("/imports"), "export.csv", content.as_bytes(), 201).await
    }

    /// Says what the columns hold and waits for the dry run.
    pub async fn check(&self, import: &Value) {
        let columns = list(import, "columns").iter();
        let targets = columns.map(|column| (column["index"].to_string(), column["target"].clone()));
        let mapping = json!({"columns": targets.collect::<serde_json::Map<_, _>>()});
        self.client.put(&self.step(import, "/mapping"), mapping, 200).await;
        let checked = self.after(import, "checking").await;
        assert!(checked["status"] == "checked" && checked["error_count"] == 0, "{checked}");
    }

    pub async fn commit(&self, import: &Value) {
        self.client.post(&self.step(import, "/commit"), Value::Null, 202).await;
        let done = self.after(import, "committing").await;
        assert_eq!(done["status"], "committed", "{done}");
    }

    async fn after(&self, import: &Value, state: &str) -> Value {
        let path = self.step(import, "");
        wait_for(&format!("an import to leave {state}"), async || {
            let import = self.client.get(&path, 200).await;
            (import["status"] != state).then_some(import)
        })
        .await
    }

    fn step(&self, import: &Value, rest: &str) -> String {
        self.at(&format!("/imports/{}{rest}", text(import, "id")))
    }

    /// In service, with so many lots and owners.
    pub async fn active(firm: &Firm, lots: usize) -> Copro {
        let copro = Copro::draft(firm, lots).await;
        let import = copro.upload(&file(lots)).await;
        copro.check(&import).await;
        copro.commit(&import).await;
        copro.client.post(&copro.at("/activation"), Value::Null, 200).await;
        copro
    }

    /// A call for funds over all lots.
    pub async fn call(&self) -> Value {
        let keys = self.client.get(&self.at("/keys"), 200).await;
        let call = json!({"kind": "working_fund", "title": "Fonds de roulement", "key_id": list(&keys, "items")[0]["id"],
                          "total_cents": 12_500_033, "issued_on": "2026-11-02", "due_on": "2026-12-01"});
        self.client.post_once(&self.at("/calls"), call, 201).await
    }
}
