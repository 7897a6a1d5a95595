use documents::messages;
use domain::Language;

use super::*;

fn every_refusal() -> Vec<Refusal> {
    vec![
        Refusal::SharesMismatch { expected: 1000, found: 900 },
        Refusal::Subscription { why: billing::subscription::Refusal::Closed },
        Refusal::NoLots,
        Refusal::LotsWithoutOwner { codes: vec!["A1".into()] },
        Refusal::CoproNotActive,
        Refusal::KeyVersionUsed,
        Refusal::KeyCodeTaken { code: "ASC".into() },
        Refusal::LotCodeTaken { code: "A1".into() },
        Refusal::LotInUse { code: "A1".into() },
        Refusal::SupplierNameTaken { name: "Y".into() },
        Refusal::ClosedYear { date: time::macros::date!(2025 - 01 - 01) },
        Refusal::DuplicateInvoice { number: "1".into() },
        Refusal::NoBankAccount,
        Refusal::ImportState { status: "checked".into() },
        Refusal::UndoExpired,
        Refusal::UndoBlocked,
        Refusal::WindowState { state: "open".into() },
        Refusal::SecondPerson,
        Refusal::WindowClosed,
        Refusal::KeyReused,
        Refusal::LastAdmin,
        Refusal::AlreadyMember,
        Refusal::InvitationPending,
        Refusal::InvitationLimit,
        Refusal::InvitationState,
        Refusal::ApiKeyLimit,
        Refusal::TransferPending,
        Refusal::TransferClosed,
        Refusal::TransferOtherAccount,
        Refusal::TransferSameFirm,
        Refusal::HandoverBuilding,
        Refusal::CoproClosed,
        Refusal::CoproNotClosed,
        Refusal::PersonOwnsLots { codes: vec!["A1".into()] },
        Refusal::PersonAccountOpen { amount: Cents(-12_00) },
        Refusal::PersonErased,
        Refusal::AccountLastAdmin { firms: vec!["Y".into()] },
        Refusal::ConsentNeeded,
        Refusal::PasskeyNotAdded,
        Refusal::Stale,
    ]
}

/// One of every kind, so that a new kind without a sentence is noticed. `match` in `code` makes a new kind visible here.
fn every_problem() -> Vec<Problem> {
    let mut all: Vec<Problem> = every_refusal().into_iter().map(Problem::Refused).collect();
    all.extend([
        Problem::BadRequest { reason: "line 1".into() },
        Problem::Validation(Vec::new()),
        Problem::NotSignedIn,
        Problem::WrongCredentials,
        Problem::CodeWrong,
        Problem::CodeExpired,
        Problem::SecondFactorRequired,
        Problem::ConfirmationRequired,
        Problem::ChallengeExpired,
        Problem::SecondFactorWrong,
        Problem::PasskeyRefused,
        Problem::PasskeysUnavailable,
        Problem::WrongPassword,
        Problem::ResetLinkInvalid,
        Problem::RefreshRefused,
        Problem::NoSecondFactor,
        Problem::CrossSite,
        Problem::Forbidden,
        Problem::NotForPrograms,
        Problem::InvitationOver,
        Problem::InvitationOtherAccount,
        Problem::InvitationHasAccount,
        Problem::NotFound,
        Problem::MethodNotAllowed,
        Problem::TooLarge { limit: "10 MB".into() },
        Problem::NotJson,
        Problem::limit_reached(
            "standard",
            LimitReached { resource: Quota::Users, limit: 3, used: 3, wanted: 1, remedy: None },
        ),
        Problem::Restricted { access: Access::ReadOnly, firm: uuid::Uuid::nil().into() },
        Problem::Restricted { access: Access::ExportOnly, firm: uuid::Uuid::nil().into() },
        Problem::PaymentsOff,
        Problem::PaymentsFailed,
        Problem::Busy { seconds: 1 },
        Problem::TooManyRequests { seconds: 3 },
        Problem::IdempotencyKeyMissing,
        Problem::IdempotencyKeyInvalid,
        Problem::Unavailable,
        Problem::OutcomeUnknown,
        Problem::WritingPaused,
        Problem::Internal,
    ]);
    all
}

#[test]
fn every_problem_has_a_title_and_a_remedy_in_every_language() {
    for problem in every_problem() {
        for language in [Language::Fr, Language::Nl, Language::De, Language::En] {
            let id = format!("problem-{}", problem.code());
            for id in [id.clone(), format!("{id}-detail")] {
                assert!(messages::exists(language, &id), "{language} lacks {id}");
                let text = messages::text(language, &id, &problem.args());
                assert!(!text.contains("{$") && !text.contains("{ $"), "{language} {id}: {text}");
            }
        }
    }
}

#[test]
fn every_violation_has_a_remedy_in_every_language() {
    let own = [
        "invalid-value",
        "unknown-field",
        "country-not-served",
        "password-too-short",
        "password-too-long",
        "password-common",
        "password-like-email",
        "copro-unknown",
        "window-minutes",
        "plan-unknown",
        "plan-too-small",
        "whole-number-range",
        "yes-or-no",
        "no-annual-option",
        "coupon-unknown",
        "coupon-not-now",
    ];
    for code in domain::violation::ALL_CODES.iter().chain(&own) {
        for language in [Language::Fr, Language::Nl, Language::De, Language::En] {
            assert!(messages::exists(language, &format!("field-{code}")), "{language} lacks field-{code}");
        }
    }
}
