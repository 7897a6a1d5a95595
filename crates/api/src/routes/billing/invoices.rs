mod attempts;
mod facts;

use access::may;
use access::permission::Permission as _;
use axum::response::{IntoResponse, Response};
use billing::invoice::Number;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use store::billing::read::InvoiceRow;
use store::{Page, PageQuery};
use time::Date;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::facts::{Facts, Reader};
use crate::app::App;
use crate::problem::Problem;
use crate::scope::{Firm, Ids, Query};

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show))
        .routes(routes!(pay))
        .routes(routes!(file))
}

/// An invoice or credit note in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = PlatformInvoice)]
struct Listed {
    #[serde(flatten)]
    invoice: InvoiceRow,
    /// `paid`, `open`, `overdue`, `credited`, `refunded` or `disputed`; a credit note is `credit`.
    status: &'static str,
}

impl Listed {
    fn of(invoice: InvoiceRow, today: Date) -> Listed {
        let given_back = |cents: i64| cents > 0 && cents >= invoice.payable_cents;
        let status = match () {
            () if invoice.kind == "credit-note" => "credit",
            () if invoice.open_cents > 0 && invoice.due_on < today => "overdue",
            () if invoice.open_cents > 0 => "open",
            () if invoice.disputed_cents > 0 => "disputed",
            () if given_back(invoice.refunded_cents) => "refunded",
            () if given_back(invoice.credited_cents) => "credited",
            () => "paid",
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

/// One invoice or credit note, line by line, and what became of it.
#[utoipa::path(get, path = "/v1/firms/{firm}/billing/invoices/{invoice}", tag = "billing",
    responses((status = 200, body = Facts)))]
async fn show(
    firm: Firm<may::BillingRead>,
    Ids((_, invoice)): Ids<(String, String)>,
) -> Result<axum::Json<Facts>, Problem> {
    let number = number(&invoice)?;
    let mut tx = firm.account("billing.invoice").await?;
    let reader = Reader {
        app: firm.app(),
        scope: firm.scope(),
        may_manage: firm.held().contains(may::BillingManage::OP),
    };
    Ok(axum::Json(facts::of(&mut tx, &reader, number).await?))
}

/// Pay an open invoice now, with the method in use, instead of waiting for the next try. It goes the way of every collection: what came of it
/// stands on the invoice a moment later.
#[utoipa::path(post, path = "/v1/firms/{firm}/billing/invoices/{invoice}/pay", tag = "billing",
    responses((status = 202, body = Facts)))]
async fn pay(
    firm: Firm<may::BillingManage>,
    Ids((_, invoice)): Ids<(String, String)>,
) -> Result<Response, Problem> {
    let number = number(&invoice)?;
    let app = firm.app();
    if app.payments.is_none() {
        return Err(Problem::PaymentsOff);
    }
    let reader = Reader { app, scope: firm.scope(), may_manage: true };
    firm.settle("billing.invoice_pay", StatusCode::ACCEPTED, async |tx| {
        tx.invoice_row(number).await?;
        tx.pay_now(&app.rules, app.clock.billing_now(), number).await?;
        facts::of(tx, &reader, number).await
    })
    .await
}

/// What is no number names no invoice.
fn number(text: &str) -> Result<Number, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
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
