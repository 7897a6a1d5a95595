use access::may;
use axum::response::{IntoResponse, Response};
use billing::invoice::{Invoice, Kind, Means, Number, Party};
use bytes::Bytes;
use domain::address::Address;
use domain::{Cents, Language};
use http::{HeaderName, HeaderValue, header};
use serde::{Deserialize, Serialize};
use store::billing::read::{Booking, InvoiceRow};
use store::{Page, PageQuery};
use time::Date;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::estimate::{TakenOff, unit_name};
use crate::app::App;
use crate::problem::Problem;
use crate::scope::{Firm, Ids, Query};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(show)).routes(routes!(file))
}

/// An invoice or credit note in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = PlatformInvoice)]
struct Listed {
    #[serde(flatten)]
    invoice: InvoiceRow,
    /// `paid`, `open`, `overdue` or `credited`; a credit note is `credit`.
    status: &'static str,
}

impl Listed {
    fn of(invoice: InvoiceRow, today: Date) -> Listed {
        let status = match () {
            () if invoice.kind == "credit-note" => "credit",
            () if invoice.open_cents <= 0 && invoice.credited_cents >= invoice.payable_cents => "credited",
            () if invoice.open_cents <= 0 => "paid",
            () if invoice.due_on < today => "overdue",
            () => "open",
        };
        Listed { invoice, status }
    }
}

/// What the firm was asked for, the newest first.
#[utoipa::path(get, path = "/v1/firms/{firm}/billing/invoices", tag = "billing", params(PageQuery),
    responses((status = 200, body = Page<Listed>)))]
async fn list(
    firm: Firm<may::BillingRead>,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<Listed>>, Problem> {
    let mut tx = firm.account("billing.invoices").await?;
    let page = tx.invoice_list(&query).await?;
    let today = firm.app().clock.billing_today();
    let items = page.items.into_iter().map(|invoice| Listed::of(invoice, today)).collect();
    Ok(axum::Json(Page { items, next_cursor: page.next_cursor }))
}

/// An invoice as it is archived, and what became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = PlatformInvoiceFacts)]
struct Facts {
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
    /// The invoices that it corrects.
    corrected: Vec<String>,
    payment: PaymentView,
    /// What changed what is owed on it, oldest first.
    bookings: Vec<Booking>,
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

/// One invoice or credit note, line by line.
#[utoipa::path(get, path = "/v1/firms/{firm}/billing/invoices/{invoice}", tag = "billing",
    responses((status = 200, body = Facts)))]
async fn show(
    firm: Firm<may::BillingRead>,
    Ids((_, invoice)): Ids<(String, String)>,
) -> Result<axum::Json<Facts>, Problem> {
    let number = number(&invoice)?;
    let mut tx = firm.account("billing.invoice").await?;
    let row = tx.invoice_row(number).await?;
    let invoice = tx.invoice(number).await?;
    let bookings = tx.bookings(number).await?;
    let listed = Listed::of(row, firm.app().clock.billing_today());
    Ok(axum::Json(facts(listed, invoice, bookings)))
}

/// What is no number names no invoice.
fn number(text: &str) -> Result<Number, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

fn facts(listed: Listed, invoice: Invoice, bookings: Vec<Booking>) -> Facts {
    let is_credit = invoice.kind == Kind::CreditNote;
    let means = match invoice.payment.means {
        Means::Transfer => "transfer",
        Means::DirectDebit { .. } => "sepa",
        Means::Card { .. } => "card",
    };
    let corrected = invoice.corrects.iter().filter(|_| !is_credit);
    Facts {
        language: invoice.language,
        currency: invoice.currency.code(),
        supplied_from: invoice.supplied.from,
        supplied_to: invoice.supplied.to,
        corrected: corrected.map(|preceding| preceding.number.to_string()).collect(),
        seller: party(invoice.seller),
        buyer: party(invoice.buyer),
        buyer_reference: invoice.buyer_reference,
        lines: invoice.lines.into_iter().map(line).collect(),
        vat: invoice.vat.into_iter().map(vat).collect(),
        mentions: invoice
            .mentions
            .into_iter()
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
        bookings,
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

fn line(line: billing::invoice::Line) -> LineView {
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

#[derive(Clone, Copy, Deserialize, ToSchema, Default)]
#[serde(rename_all = "kebab-case")]
enum Format {
    /// For people.
    #[default]
    Pdf,
    /// Peppol BIS Billing 3.0 (UBL).
    Peppol,
    /// A PDF that carries its own data (EN 16931, CII).
    FacturX,
}

impl Format {
    const fn name(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Peppol => "peppol",
            Format::FacturX => "factur-x",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Format::Pdf | Format::FacturX => "application/pdf",
            Format::Peppol => "application/xml",
        }
    }

    fn file_name(self, number: Number) -> String {
        match self {
            Format::Pdf => format!("{number}.pdf"),
            Format::Peppol => format!("{number}.xml"),
            Format::FacturX => format!("{number}-factur-x.pdf"),
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct FormQuery {
    /// `pdf` unless given.
    #[param(inline)]
    #[serde(default)]
    format: Format,
}

/// An invoice in one of its forms, to be kept. What is stored is checked against its hash before it leaves.
#[utoipa::path(get, path = "/v1/firms/{firm}/billing/invoices/{invoice}/file", tag = "billing", params(FormQuery),
    responses((status = 200, description = "The document", content_type = "application/octet-stream")))]
async fn file(
    firm: Firm<may::BillingRead>,
    Ids((_, invoice)): Ids<(String, String)>,
    Query(query): Query<FormQuery>,
) -> Result<Response, Problem> {
    let (number, format) = (number(&invoice)?, query.format);
    let stored = firm.account("billing.invoice_file").await?.invoice_file(number, format.name()).await?;
    let hash = stored.sha256.as_slice().try_into().map_err(|_| Problem::Internal)?;
    let content = firm.app().files.invoice(firm.scope().firm(), &hash).await?;
    Ok(attachment(&format.file_name(number), format.media_type(), content))
}

/// `name` is ASCII: a number and an ending.
fn attachment(name: &str, media_type: &'static str, content: Bytes) -> Response {
    let named = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_DISPOSITION, named.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    ];
    (headers, content).into_response()
}
