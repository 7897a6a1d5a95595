//! The account as clients read it: the state in words, and what can be done about it.

use billing::catalogue::{Catalogue, Limits};
use billing::customer::Details;
use billing::desk::Wait;
use billing::subscription::{
    Access, Bill, Collection, Ending, Fact, Rung, Stage, State, Subscription, Terms, Timetable,
};
use domain::Cents;
use serde::Serialize;
use store::billing::MethodRow;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use super::estimate::NextInvoice;

/// A firm's account with the platform.
#[derive(Serialize, ToSchema)]
#[schema(as = BillingAccount)]
pub struct Account {
    /// The firm's civil day.
    pub today: Date,
    pub standing: StandingView,
    pub plan: PlanTerms,
    /// Twelve months that are paid ahead and not over.
    pub commitment: Option<Committed>,
    /// Other terms that begin on a day to come.
    pub change: Option<PlannedChange>,
    /// The first day after the subscription, when it was cancelled.
    pub leaves_on: Option<Date>,
    /// For how many days after the end its data stay exportable.
    pub kept_days: u16,
    /// What is sold today.
    pub offers: Vec<Offer>,
    /// Copros that are active now.
    pub copros: u32,
    pub next_invoice: Option<NextInvoice>,
    pub owed_cents: Cents,
    /// What the platform owes the firm; taken off the next invoices.
    pub credit_cents: Cents,
    /// Unpaid invoices, the oldest first.
    pub bills: Vec<BillView>,
    pub hold: Option<HoldView>,
    pub method: Option<MethodView>,
    pub details: Option<Details>,
    /// Coupons that were redeemed.
    pub coupons: Vec<String>,
    /// What can be asked for now: `plan`, `withdraw`, `cancel`, `revoke`, `coupon`, `method`.
    pub actions: Vec<&'static str>,
    /// Whether cards and accounts can be added here.
    pub payments: bool,
}

/// How the firm stands with the platform.
#[derive(Serialize, ToSchema)]
#[schema(as = BillingStanding)]
pub struct StandingView {
    /// `trial`, `active`, `past-due`, `read-only`, `suspended` or `closed`
    pub state: &'static str,
    /// Since when, where it is a restriction or a debt.
    pub since: Option<Date>,
    /// `full`, `read-only` or `export-only`
    pub access: AccessLevel,
    /// The last day of the trial, while it runs.
    pub trial_until: Option<Date>,
    /// The trial is over and nobody has said how to pay.
    pub trial_over: bool,
    /// Reminders that were sent.
    pub reminders: u8,
    pub reminded_on: Option<Date>,
    /// What comes next when nothing is paid.
    pub next_step: Option<NextStep>,
    /// Why it is closed: `cancelled`, `trial-lapsed`, `unpaid`, `bankrupt`, `ended`.
    pub ending: Option<&'static str>,
    /// The first day on which its data are deleted.
    pub data_until: Option<Date>,
}

/// What the firm may do.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[schema(as = BillingAccess)]
#[serde(rename_all = "kebab-case")]
pub enum AccessLevel {
    Full,
    ReadOnly,
    ExportOnly,
}

impl From<Access> for AccessLevel {
    fn from(access: Access) -> Self {
        match access {
            Access::Full => AccessLevel::Full,
            Access::ReadOnly => AccessLevel::ReadOnly,
            Access::ExportOnly => AccessLevel::ExportOnly,
        }
    }
}

/// A step of the timetable and its day.
#[derive(Serialize, ToSchema)]
#[schema(as = BillingStep)]
pub struct NextStep {
    /// `reminder`, `read-only`, `suspended` or `closed`
    pub step: &'static str,
    pub on: Date,
}

/// A plan of one version of the catalogue.
#[derive(Serialize, ToSchema)]
pub struct PlanTerms {
    #[schema(example = "standard")]
    pub plan: String,
    /// The version of the catalogue the firm keeps until it moves.
    pub version: String,
    /// Of a copro and month, without VAT.
    pub price_cents: Cents,
    /// Copros that are paid for twelve months ahead.
    pub committed: Option<u32>,
}

impl From<&Terms> for PlanTerms {
    fn from(terms: &Terms) -> Self {
        PlanTerms {
            plan: terms.plan.clone(),
            version: terms.catalogue.clone(),
            price_cents: terms.price_cents,
            committed: terms.committed,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct PlannedChange {
    #[serde(flatten)]
    pub terms: PlanTerms,
    pub on: Date,
}

/// Copros that are paid ahead, and for which days.
#[derive(Serialize, ToSchema)]
pub struct Committed {
    pub copros: u32,
    pub from: Date,
    pub to: Date,
}

/// A plan as it is sold.
#[derive(Serialize, ToSchema)]
#[schema(as = FirmPlanOffer)]
pub struct Offer {
    pub plan: String,
    pub version: String,
    pub price_cents: Cents,
    /// Lower prices of the copros above a number.
    pub tiers: Vec<OfferTier>,
    /// Taken off when twelve months are paid ahead; absent: not offered. 1000 is 10 %.
    pub annual_discount_basis_points: Option<u32>,
    pub limits: LimitsView,
}

#[derive(Serialize, ToSchema)]
pub struct OfferTier {
    pub above: u32,
    pub price_cents: Cents,
}

/// What a plan allows; absent: as much as one likes.
#[derive(Serialize, ToSchema)]
#[schema(as = FirmPlanLimits)]
pub struct LimitsView {
    pub copros: Option<u64>,
    pub users: Option<u64>,
    pub storage_bytes: Option<u64>,
    pub documents_per_month: Option<u64>,
    pub mails_per_month: Option<u64>,
    pub api_calls_per_minute: Option<u64>,
}

impl From<&Limits> for LimitsView {
    fn from(limits: &Limits) -> Self {
        LimitsView {
            copros: limits.copros,
            users: limits.users,
            storage_bytes: limits.storage_bytes,
            documents_per_month: limits.documents_per_month,
            mails_per_month: limits.mails_per_month,
            api_calls_per_minute: limits.api_calls_per_minute,
        }
    }
}

pub fn offers(catalogue: &Catalogue) -> Vec<Offer> {
    let mut offers: Vec<Offer> = catalogue
        .plans
        .values()
        .map(|plan| Offer {
            plan: plan.tariff.plan.clone(),
            version: plan.tariff.version.clone(),
            price_cents: plan.tariff.price_cents,
            tiers: plan
                .tariff
                .tiers
                .iter()
                .map(|tier| OfferTier { above: tier.above, price_cents: tier.price_cents })
                .collect(),
            annual_discount_basis_points: catalogue.annual_discount_basis_points,
            limits: LimitsView::from(&plan.limits),
        })
        .collect();
    offers.sort_by_key(|offer| offer.price_cents);
    offers
}

/// An unpaid invoice, and how far its collection is.
#[derive(Serialize, ToSchema)]
#[schema(as = UnpaidInvoice)]
pub struct BillView {
    pub invoice: String,
    pub open_cents: Cents,
    /// In the hands of the card network: neither collected nor reminded of.
    pub contested_cents: Cents,
    pub due_on: Date,
    /// `idle`, `scheduled`, `asked` or `processing`
    pub collection: &'static str,
    /// The day of a planned collection, or since when it is under way.
    pub collection_on: Option<Date>,
    /// Tries that failed.
    pub failures: u8,
}

impl From<&Bill> for BillView {
    fn from(bill: &Bill) -> Self {
        let (collection, collection_on) = match bill.collection {
            Collection::Idle => ("idle", None),
            Collection::Scheduled { on } => ("scheduled", Some(on)),
            Collection::Asked { since } => ("asked", Some(since)),
            Collection::Processing { since } => ("processing", Some(since)),
        };
        BillView {
            invoice: bill.invoice.to_string(),
            open_cents: bill.open_cents,
            contested_cents: bill.contested_cents,
            due_on: bill.due_on,
            collection,
            collection_on,
            failures: bill.failures,
        }
    }
}

/// Why no invoice can be made.
#[derive(Serialize, ToSchema)]
#[schema(as = BillingHold)]
pub struct HoldView {
    /// `details`, `vat-number-missing`, `vat-number-of-other-country`, `vies-unknown`, `vies-down`, `vies-invalid`, `vies-old`, `rate-unknown`
    pub reason: String,
    pub since: Date,
    /// Whether the firm can mend it, by giving other billing details.
    pub yours: bool,
}

impl HoldView {
    /// From what the desk left written.
    pub fn of(wait: &serde_json::Value, since: Date) -> HoldView {
        let text = |value: Option<&serde_json::Value>| value.and_then(|v| v.as_str()).map(str::to_owned);
        let reason = text(wait.pointer("/why/hold")).or_else(|| text(wait.get("waits-for")));
        let reason = reason.unwrap_or_default();
        const YOURS: [&str; 4] =
            ["details", "vat-number-missing", "vat-number-of-other-country", "vies-invalid"];
        HoldView { yours: YOURS.contains(&reason.as_str()), reason, since }
    }

    /// What is missing before anything waits for it.
    pub fn early(wait: &Wait, today: Date) -> Option<HoldView> {
        serde_json::to_value(wait).ok().map(|wait| HoldView::of(&wait, today))
    }
}

/// What the firm pays with.
#[derive(Serialize, ToSchema)]
#[schema(as = PaymentMethod)]
pub struct MethodView {
    pub id: Uuid,
    /// `card` or `sepa`
    pub kind: String,
    /// Last digits of the card or account.
    pub digits: Option<String>,
    pub brand: Option<String>,
    #[schema(example = "2029-04")]
    pub expires: Option<String>,
    /// Reference of the direct debit mandate.
    pub mandate: Option<String>,
    /// Who collects direct debits: the platform's creditor identifier.
    pub creditor: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub added_at: OffsetDateTime,
}

impl MethodView {
    pub fn of(row: MethodRow, creditor: &str) -> MethodView {
        let creditor = (row.kind == "sepa").then(|| creditor.to_owned());
        MethodView {
            id: row.id,
            kind: row.kind,
            digits: row.digits,
            brand: row.brand,
            expires: row.expires,
            mandate: row.mandate,
            creditor,
            added_at: row.created_at,
        }
    }
}

impl StandingView {
    pub fn of(subscription: &Subscription, timetable: &Timetable) -> StandingView {
        let state = subscription.state();
        let (mut since, mut reminders, mut reminded_on) = (None, 0, None);
        let (mut trial_until, mut ending) = (None, None);
        let name = match state {
            State::Trial { last_day } => {
                trial_until = Some(last_day);
                "trial"
            }
            State::Active => "active",
            State::PastDue { since: from, reminders: sent, reminded_on: on } => {
                (since, reminders, reminded_on) = (Some(from), sent, Some(on));
                "past-due"
            }
            State::ReadOnly { since: from } => {
                since = Some(from);
                "read-only"
            }
            State::Suspended { since: from } => {
                since = Some(from);
                "suspended"
            }
            State::Closed { on, ending: why } => {
                (since, ending) = (Some(on), Some(ending_name(why)));
                "closed"
            }
        };
        let data_until = match subscription.stage() {
            Stage::Closed(closed) => Some(closed.delete_on),
            _ => None,
        };
        StandingView {
            state: name,
            since,
            access: subscription.access().into(),
            trial_until,
            trial_over: matches!(subscription.stage(), Stage::Lapsed { .. }),
            reminders,
            reminded_on,
            next_step: next_step(subscription, timetable),
            ending,
            data_until,
        }
    }
}

fn next_step(subscription: &Subscription, timetable: &Timetable) -> Option<NextStep> {
    if let Stage::Lapsed { since } = subscription.stage() {
        let days = i64::from(timetable.on(subscription.today()).lapsed_closed);
        let on = since.checked_add(time::Duration::days(days))?;
        return Some(NextStep { step: "closed", on });
    }
    if subscription.bills().is_empty() {
        return None;
    }
    let (rung, on) = subscription.next_step(timetable)?;
    let step = match rung {
        Rung::Reminder(_) => "reminder",
        Rung::ReadOnly => "read-only",
        Rung::Suspended => "suspended",
        Rung::Closed => "closed",
    };
    Some(NextStep { step, on })
}

const fn ending_name(ending: Ending) -> &'static str {
    match ending {
        Ending::Cancelled => "cancelled",
        Ending::TrialLapsed => "trial-lapsed",
        Ending::Unpaid => "unpaid",
        Ending::Bankrupt => "bankrupt",
        Ending::Ended => "ended",
    }
}

/// What the state of the subscription lets a firm ask for.
pub fn actions(subscription: &Subscription) -> Vec<&'static str> {
    let open = |fact: &Fact| subscription.check(fact).is_ok();
    let closed = matches!(subscription.stage(), Stage::Closed(_));
    [
        ("plan", open(&Fact::ChangeRequested(subscription.terms().clone()))),
        ("withdraw", open(&Fact::ChangeWithdrawn)),
        ("cancel", open(&Fact::CancelRequested)),
        ("revoke", open(&Fact::CancelRevoked)),
        ("coupon", !closed),
        // Whoever has left may still owe something.
        ("method", !closed || !subscription.bills().is_empty()),
    ]
    .into_iter()
    .filter_map(|(action, open)| open.then_some(action))
    .collect()
}
