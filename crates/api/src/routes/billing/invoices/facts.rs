//! An invoice as it is archived, and what became of it: who was asked, what was paid and how, how it went out.

use std::collections::BTreeMap;

use billing::attempt::Next;
use billing::invoice::{Invoice, Means, Number, Party, Unit};
use billing::subscription::Fact;
use domain::address::Address;
use domain::prorate::Span;
use domain::{Cents, Language, TenantId};
use serde::Serialize;
use serde_json::Value;
use store::billing::told::{Booking, CorrectedBy, NamedCopro};
use store::{BillingScope, FirmScope, Tx};
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Listed;
use super::attempts::{self, AttemptView};
use crate::app::App;
use crate::problem::Problem;
use crate::routes::billing::estimate::{TakenOff, unit_name};
use crate::routes::billing::view::{BillView, MethodView};

/// Copros told behind one line.
const COPROS_MAX: usize = 200;

/// Who looks.
pub struct Reader<'a> {
    pub app: &'a App,
    pub scope: &'a FirmScope,
    pub may_manage: bool,
}

/// What the desk knows of an invoice.
struct AtDesk {
    bill: Option<BillView>,
    payable_now: bool,
    /// Of each line, the billed days by copro.
    copros: Vec<BTreeMap<TenantId, i64>>,
}

/// An invoice as it is archived, and what became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = PlatformInvoiceFacts)]
pub struct Facts {
    #[serde(flatten)]
    listed: Listed,
    /// The language of its sentences.
    language: Language,
    currency: &'static str,
    supplied_from: Date,
    supplied_to: Date,
    seller: PartyView,
    buyer: PartyView,
    buyer_reference: String,
    lines: Vec<LineView>,
    vat: Vec<VatView>,
    /// Sentences that the law or the VAT treatment asks for.
    mentions: Vec<MentionView>,
    notes: Vec<String>,
    /// The credit notes that correct it, the oldest first.
    corrected_by: Vec<CorrectedBy>,
    payment: PaymentView,
    /// What was booked about it, the oldest first.
    bookings: Vec<Booking>,
    /// Tries to take its money, the oldest first.
    attempts: Vec<AttemptView>,
    /// How far its collection is, while it is owed.
    collection: Option<BillView>,
    sent: SentView,
    /// What pays it, should it be paid now.
    method: Option<MethodView>,
    /// What can be asked for now: `pay`.
    actions: Vec<&'static str>,
}

/// How the document went out.
#[derive(Serialize, ToSchema)]
#[schema(as = InvoiceSent)]
struct SentView {
    /// The address its mail went to, and since when it is on its way; absent while its files are being made.
    mail: Option<MailView>,
    /// What the Peppol access point said last; absent where the document does not go there, or nothing was said yet.
    peppol: Option<PeppolView>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = InvoiceMail)]
struct MailView {
    to: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
}

#[derive(Serialize, ToSchema)]
#[schema(as = InvoicePeppol)]
struct PeppolView {
    /// `accepted`, `waiting`, `unreachable` (the receiver is not there, or not for such documents) or `refused`
    state: &'static str,
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
}

/// The billed days of a copro in the days of a line, as they are known today.
#[derive(Serialize, ToSchema)]
#[schema(as = InvoiceCopro)]
struct CoproDays {
    /// Absent for a copro that is another firm's by now, or that the caller does not work for.
    slug: Option<String>,
    name: Option<String>,
    days: i64,
}

#[derive(Serialize, ToSchema)]
#[schema(as = InvoiceParty)]
struct PartyView {
    name: String,
    address: Address,
    company_number: Option<String>,
    vat_number: Option<String>,
    email: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = InvoiceLine)]
struct LineView {
    id: u32,
    description: String,
    from: Date,
    to: Date,
    #[schema(example = "124")]
    quantity: String,
    /// `copro-day`, `copro-month` or `piece`
    unit: &'static str,
    /// The price is for so many of the unit.
    base: String,
    price_cents: Cents,
    gross_cents: Cents,
    allowances: Vec<TakenOff>,
    net_cents: Cents,
    /// 2100 is 21 %.
    vat_basis_points: u32,
    /// Behind a line of copro-days: those that are known by name first.
    copros: Vec<CoproDays>,
    /// Copros beyond those that are listed.
    copros_more: u32,
}

#[derive(Serialize, ToSchema)]
#[schema(as = InvoiceVat)]
struct VatView {
    /// Category of UNCL 5305, such as `S` or `AE`.
    category: &'static str,
    basis_points: u32,
    taxable_cents: Cents,
    tax_cents: Cents,
    /// Why no tax is asked.
    exemption: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = InvoiceMention)]
struct MentionView {
    text: String,
    /// The provision that asks for it.
    article: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = InvoicePayment)]
struct PaymentView {
    /// `transfer`, `sepa` or `card`
    means: &'static str,
    /// The issuer's account.
    iban: String,
    /// The structured communication.
    reference: String,
    terms: String,
}

/// All of it as it is in this transaction.
pub async fn of(tx: &mut Tx<BillingScope>, reader: &Reader<'_>, number: Number) -> Result<Facts, Problem> {
    let (app, row) = (reader.app, tx.invoice_row(number).await?);
    let invoice = tx.invoice(number).await?;
    let known = tx.collection(number).await?;
    let spans: Vec<Option<Span>> = invoice.lines.iter().map(days_of).collect();
    let desk = tx.look(&app.rules, app.clock.billing_now(), |desk| Ok(at_desk(desk, number, &spans))).await?;
    let now = app.clock.billing_now().unix_timestamp();
    let over = known.as_ref().is_some_and(|known| matches!(known.next(now), Next::Paid | Next::Exhausted));
    let pays = desk.payable_now && !over && app.payments.is_some() && reader.may_manage;
    let method = tx.method_in_use().await?;
    let copros = named(tx, reader.scope, desk.copros).await?;
    let attempts = attempts::of(tx, number, known.as_ref()).await?;
    let sent = sent(tx, number, invoice.buyer.email.clone()).await?;
    let mut facts = archived(Listed::of(row, app.clock.billing_today()), invoice, copros);
    facts.bookings = tx.bookings(number).await?;
    facts.corrected_by = tx.corrected_by(number).await?;
    facts.attempts = attempts;
    facts.collection = desk.bill;
    facts.sent = sent;
    facts.method = method.map(|method| MethodView::of(method, &app.rules.platform.creditor));
    facts.actions = if pays { vec!["pay"] } else { Vec::new() };
    Ok(facts)
}

fn at_desk(desk: &billing::desk::Desk<'_>, number: Number, spans: &[Option<Span>]) -> AtDesk {
    let subscription = desk.subscription();
    let bill = subscription.bills().iter().find(|bill| bill.invoice == number);
    let counted = |span: &Option<Span>| match (span, desk.account()) {
        (Some(span), Some(account)) => account.meter().days_by_copro(*span),
        _ => BTreeMap::new(),
    };
    AtDesk {
        bill: bill.map(BillView::from),
        payable_now: subscription.check(&Fact::PaymentAsked { invoice: number }).is_ok(),
        copros: spans.iter().map(counted).collect(),
    }
}

/// The days that a line counts, where it counts days of copros.
fn days_of(line: &billing::invoice::Line) -> Option<Span> {
    (line.quantity.unit == Unit::CoproDay).then_some(line.period)
}

type Copros = (Vec<CoproDays>, u32);

/// The copros of each line by their names: those the reader works for, then the others without one.
async fn named(
    tx: &mut Tx<BillingScope>,
    reader: &FirmScope,
    lines: Vec<BTreeMap<TenantId, i64>>,
) -> Result<Vec<Copros>, Problem> {
    let mut ids: Vec<Uuid> = lines.iter().flat_map(BTreeMap::keys).map(|copro| copro.uuid()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(lines.iter().map(|_| (Vec::new(), 0)).collect());
    }
    let names = tx.copros_named(reader, &ids).await?;
    Ok(lines.into_iter().map(|days| by_name(&names, days)).collect())
}

fn by_name(names: &[NamedCopro], mut days: BTreeMap<TenantId, i64>) -> Copros {
    let known = names.iter().filter_map(|copro| {
        let days = days.remove(&copro.id.into())?;
        Some(CoproDays { slug: Some(copro.slug.clone()), name: Some(copro.name.clone()), days })
    });
    let mut copros: Vec<CoproDays> = known.collect();
    copros.extend(days.into_values().map(|days| CoproDays { slug: None, name: None, days }));
    let more = copros.len().saturating_sub(COPROS_MAX);
    copros.truncate(COPROS_MAX);
    (copros, u32::try_from(more).unwrap_or(u32::MAX))
}

async fn sent(tx: &mut Tx<BillingScope>, number: Number, to: Option<String>) -> Result<SentView, Problem> {
    let mail = tx.mailed_at(number).await?.map(|at| MailView { to, at });
    let peppol = tx.sent(number).await?.map(|(answer, at)| PeppolView { state: state_of(&answer), at });
    Ok(SentView { mail, peppol })
}

/// What the access point answered (`einvoice::access_point::Answer`, as the worker left it), as the firm has to know it.
fn state_of(answer: &Value) -> &'static str {
    let text = |name| answer.get(name).and_then(Value::as_str).unwrap_or_default();
    match (text("answer"), text("refusal")) {
        ("accepted", _) | ("refused", "duplicate") => "accepted",
        ("refused", "unknown-receiver" | "unsupported-document") => "unreachable",
        ("refused", "invalid" | "forbidden") => "refused",
        _ => "waiting",
    }
}

/// What stands in the archive; what became of it is filled in by [`of`].
fn archived(listed: Listed, invoice: Invoice, copros: Vec<Copros>) -> Facts {
    let means = match invoice.payment.means {
        Means::Transfer => "transfer",
        Means::DirectDebit { .. } => "sepa",
        Means::Card { .. } => "card",
    };
    let mentions = invoice.mentions.into_iter();
    Facts {
        language: invoice.language,
        currency: invoice.currency.code(),
        supplied_from: invoice.supplied.from,
        supplied_to: invoice.supplied.to,
        seller: party(invoice.seller),
        buyer: party(invoice.buyer),
        buyer_reference: invoice.buyer_reference,
        lines: invoice.lines.into_iter().zip(copros).map(|(known, copros)| line(known, copros)).collect(),
        vat: invoice.vat.into_iter().map(vat).collect(),
        mentions: mentions
            .map(|mention| MentionView { text: mention.text, article: mention.article })
            .collect(),
        notes: invoice.notes,
        payment: PaymentView {
            means,
            iban: invoice.payment.iban.to_string(),
            reference: invoice.payment.reference.to_string(),
            terms: invoice.payment.terms,
        },
        listed,
        corrected_by: Vec::new(),
        bookings: Vec::new(),
        attempts: Vec::new(),
        collection: None,
        sent: SentView { mail: None, peppol: None },
        method: None,
        actions: Vec::new(),
    }
}

fn party(party: Party) -> PartyView {
    PartyView {
        name: party.name,
        address: party.address,
        company_number: party.company.map(|identifier| identifier.value),
        vat_number: party.vat_number,
        email: party.email,
    }
}

fn line(line: billing::invoice::Line, (copros, copros_more): (Vec<CoproDays>, u32)) -> LineView {
    let off = line.allowances.into_iter();
    LineView {
        id: line.id,
        description: line.description,
        from: line.period.from,
        to: line.period.to,
        quantity: line.quantity.decimal(),
        unit: unit_name(line.quantity.unit),
        base: line.price.base.decimal(),
        price_cents: line.price.cents,
        gross_cents: line.gross_cents,
        allowances: off.map(|off| TakenOff { text: off.text, cents: off.cents }).collect(),
        net_cents: line.net_cents,
        vat_basis_points: line.vat.basis_points,
        copros,
        copros_more,
    }
}

fn vat(part: billing::invoice::VatBreakdown) -> VatView {
    VatView {
        category: part.rate.category.code(),
        basis_points: part.rate.basis_points,
        taxable_cents: part.taxable_cents,
        tax_cents: part.tax_cents,
        exemption: part.exemption.map(|exemption| exemption.text),
    }
}
