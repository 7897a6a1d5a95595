//! What is said to an access point.

use einvoice::access_point::{Answer, Next, Refusal, Status, Submission};
use time::macros::datetime;
use uuid::Uuid;

use crate::sample;

const INSTANCE: Uuid = Uuid::from_u128(0x0199_aaaa_0000_7000_8000_0000_0000_0001);

fn submission(name: &str) -> Submission {
    Submission::of(&sample(name), INSTANCE, datetime!(2026-11-02 08:30 UTC)).expect("a submission")
}

#[test]
fn an_invoice_is_addressed_by_its_endpoints() {
    let said = submission("busy-nl");
    assert_eq!(said.sender.as_str(), "0208:0812345603");
    assert_eq!(said.receiver.as_str(), "0208:0456789034");
    assert_eq!(said.country, "BE");
    assert_eq!(said.process, "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0");
    assert_eq!(
        said.document_type,
        "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice##urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0::2.1"
    );
    assert_eq!((said.root.as_str(), said.version.as_str()), ("Invoice", "2.1"));
    assert!(said.xml.contains("<cbc:ID>2026-000002</cbc:ID>"));
}

#[test]
fn a_credit_note_goes_to_who_takes_credit_notes() {
    let said = submission("credit-nl");
    assert_eq!(said.standard, "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2");
    assert!(said.document_type.contains("CreditNote-2::CreditNote##"));
}

#[test]
fn who_has_no_endpoint_gets_nothing_sent() {
    let refused = Submission::of(&sample("not-taxable-fr"), INSTANCE, datetime!(2026-11-02 08:30 UTC));
    assert!(refused.is_err_and(|findings| findings.has("PEPPOL-EN16931-R010")));
}

#[test]
fn submissions_wait_in_a_queue_as_json() {
    let said = submission("standard-fr");
    let carried = serde_json::to_string(&said).expect("JSON");
    assert!(carried.contains("\"created_at\":\"2026-11-02T08:30:00Z\""));
    assert_eq!(serde_json::from_str::<Submission>(&carried).expect("a submission"), said);
}

#[test]
fn every_answer_has_its_next_step() {
    let refused = |refusal| Answer::Refused { refusal, detail: String::new() }.next();
    assert_eq!(Answer::Accepted { reference: "x".into() }.next(), Next::Wait);
    assert_eq!(Answer::Unknown { detail: "timeout".into() }.next(), Next::Again);
    assert_eq!(refused(Refusal::Busy), Next::Again);
    assert_eq!(refused(Refusal::Duplicate), Next::Wait);
    assert_eq!(refused(Refusal::UnknownReceiver), Next::Mail);
    assert_eq!(refused(Refusal::UnsupportedDocument), Next::Mail);
    assert_eq!(refused(Refusal::Invalid), Next::Operator);
    assert_eq!(refused(Refusal::Forbidden), Next::Operator);
}

#[test]
fn answers_of_customers_are_understood() {
    let codes = ["AB", "IP", "UQ", "CA", "RE", "AP", "PD"];
    let statuses: Vec<Status> = codes.iter().map(|code| Status::of_response(code).expect("a code")).collect();
    let wanted: Vec<&str> =
        codes.iter().zip(&statuses).filter(|(_, s)| s.wants_attention()).map(|(code, _)| *code).collect();
    assert_eq!(wanted, ["UQ", "CA", "RE"]);
    assert_eq!(Status::of_response("XX"), None);
}
