//! VIES over its REST interface: one number, one question, one answer. Who asks names itself; the register then gives the consultation a
//! number, which is the evidence that reverse charge relies on (regulation (EU) 904/2010, art. 31).

use serde::{Deserialize, Serialize};

use crate::outside::body;

/// Answers are a few lines.
const ANSWER_BYTES_MAX: usize = 16 * 1024;
/// Longer ones are no consultation number.
const REFERENCE_MAX: usize = 100;

#[derive(Debug)]
pub(crate) struct Register {
    client: reqwest::Client,
    url: String,
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Valid {
        reference: String,
    },
    Invalid,
    /// Nothing that can be relied on; why, for the log.
    Nothing(String),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Question<'a> {
    country_code: &'a str,
    vat_number: &'a str,
    requester_member_state_code: &'a str,
    requester_number: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    country_code: Option<String>,
    vat_number: Option<String>,
    valid: Option<bool>,
    request_identifier: Option<String>,
    #[serde(default)]
    error_wrappers: Vec<Fault>,
}

#[derive(Deserialize)]
struct Fault {
    error: String,
}

impl Register {
    pub(crate) fn new(client: reqwest::Client, url: String) -> Self {
        Self { client, url }
    }

    /// Asks about a number for whoever has the other; both with their prefix.
    pub(crate) async fn ask(&self, number: &str, requester: &str) -> Said {
        let (Some((country, rest)), Some((own_country, own))) =
            (number.split_at_checked(2), requester.split_at_checked(2))
        else {
            return Said::Invalid;
        };
        let question = Question {
            country_code: country,
            vat_number: rest,
            requester_member_state_code: own_country,
            requester_number: own,
        };
        match self.exchange(&question).await {
            Ok(answer) => judge(&answer, country, rest),
            Err(why) => Said::Nothing(why),
        }
    }

    async fn exchange(&self, question: &Question<'_>) -> Result<Answer, String> {
        let text = serde_json::to_vec(question).map_err(|error| error.to_string())?;
        let asked = self
            .client
            .post(format!("{}/check-vat-number", self.url))
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .body(text);
        let answer = asked.send().await.map_err(|error| error.without_url().to_string())?;
        let status = answer.status();
        let text = body(answer, ANSWER_BYTES_MAX).await?;
        // Faults come with a body that says which, whatever the status.
        serde_json::from_slice(&text)
            .map_err(|_| format!("an answer that nobody understands, with status {status}"))
    }
}

fn judge(answer: &Answer, country: &str, number: &str) -> Said {
    if let Some(fault) = answer.error_wrappers.first() {
        // The register finds the number malformed. Every other fault is its own, or that of a member state behind it.
        return match fault.error.as_str() {
            "INVALID_INPUT" => Said::Invalid,
            other => Said::Nothing(other.chars().take(80).collect()),
        };
    }
    let same = |said: &Option<String>, asked: &str| {
        said.as_deref().is_none_or(|said| said.eq_ignore_ascii_case(asked))
    };
    if !same(&answer.country_code, country) || !same(&answer.vat_number, number) {
        return Said::Nothing("an answer about another number".to_owned());
    }
    match (answer.valid, answer.request_identifier.as_deref().map(str::trim)) {
        (Some(true), Some(reference)) if (1..=REFERENCE_MAX).contains(&reference.len()) => {
            Said::Valid { reference: reference.to_owned() }
        }
        (Some(true), _) => {
            Said::Nothing("valid, but without a consultation number: nothing to show for it".to_owned())
        }
        (Some(false), _) => Said::Invalid,
        (None, _) => Said::Nothing("an answer that says neither yes nor no".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Said {
        judge(&serde_json::from_str(text).expect("an answer"), "FR", "40303265045")
    }

    #[test]
    fn only_a_clear_answer_counts() {
        let valid = r#"{"countryCode":"FR","vatNumber":"40303265045","valid":true,"requestIdentifier":"WAPIAAAAX1","name":"---"}"#;
        assert_eq!(said(valid), Said::Valid { reference: "WAPIAAAAX1".to_owned() });
        assert_eq!(
            said(r#"{"countryCode":"FR","vatNumber":"40303265045","valid":false,"requestIdentifier":""}"#),
            Said::Invalid
        );
        assert_eq!(
            said(r#"{"actionSucceed":false,"errorWrappers":[{"error":"INVALID_INPUT"}]}"#),
            Said::Invalid
        );
        for unclear in [
            r#"{"valid":true,"requestIdentifier":""}"#,
            r#"{"valid":true}"#,
            r#"{"countryCode":"DE","vatNumber":"40303265045","valid":true,"requestIdentifier":"WAPIAAAAX1"}"#,
            r#"{"actionSucceed":false,"errorWrappers":[{"error":"MS_UNAVAILABLE"}]}"#,
            "{}",
        ] {
            assert!(matches!(said(unclear), Said::Nothing(_)), "{unclear}");
        }
    }
}
