//! What KoproGo costs, told to anybody: the catalogue in force, and quotes by the code that makes invoices.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use billing::catalogue::{Catalogue, CouponError, Off, Plan, Tier};
use billing::charge::{MAX_COPROS, MONTHS};
use billing::invoice::{self, Content, Unit, VatCategory};
use billing::quote::{Asked, MAX_LOTS, Quote, QuoteError, Sums};
use billing::subscription::{Policy, Timetable};
use billing::vat::Basis;
use billing::wording::plan_name;
use domain::Cents;
use domain::prorate::Span;
use http::header;
use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::context::Context;
use crate::offer::sold_on;
use crate::problem::{FieldProblem, Problem};
use crate::scope::Query;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(catalogue)).routes(routes!(quote))
}

/// Prices change on civil days, and old ones do no harm for some minutes.
const CACHED: &str = "public, max-age=300";

/// What is sold today.
#[derive(Serialize, ToSchema)]
struct Pricing {
    version: String,
    valid_from: Date,
    trial_days: u16,
    /// Taken off when twelve months are paid ahead; null when that is not sold. 1000 is 10 %.
    annual_discount_basis_points: Option<u32>,
    /// The cheapest first.
    plans: Vec<PlanOffer>,
    timetable: PaymentTimetable,
}

/// A plan, its price and its limits.
#[derive(Serialize, ToSchema)]
struct PlanOffer {
    id: String,
    name: String,
    /// For an active copro and month, without VAT.
    price_cents: Cents,
    /// Lower prices for the copros beyond a number.
    tiers: Vec<PriceTier>,
    limits: PlanLimits,
}

#[derive(Serialize, ToSchema)]
struct PriceTier {
    above: u32,
    price_cents: Cents,
}

/// What is null is not limited.
#[derive(Serialize, ToSchema)]
struct PlanLimits {
    copros: Option<u64>,
    users: Option<u64>,
    storage_bytes: Option<u64>,
    documents_per_month: Option<u64>,
    mails_per_month: Option<u64>,
    api_calls_per_minute: Option<u64>,
}

/// What happens when to a firm that does not stay or does not pay, in days.
#[derive(Serialize, ToSchema)]
struct PaymentTimetable {
    /// Mails before the trial ends.
    trial_reminders: Vec<u16>,
    /// After a trial without payment method: readable for so long, then closed.
    lapsed_closed: u16,
    /// After the due date.
    reminders: Vec<u16>,
    read_only: u16,
    suspended: u16,
    closed: u16,
    /// How long a closed firm can export.
    keep_data: u16,
}

/// The catalogue in force.
#[utoipa::path(get, path = "/v1/pricing", tag = "pricing", security(()), responses((status = 200, body = Pricing)))]
async fn catalogue(State(app): State<App>) -> Result<Response, Problem> {
    let today = app.clock.billing_today();
    let pricing = pricing_of(sold_on(&app.rules, today)?, Timetable::current().on(today));
    Ok(([(header::CACHE_CONTROL, CACHED)], axum::Json(pricing)).into_response())
}

fn pricing_of(catalogue: &Catalogue, policy: &Policy) -> Pricing {
    let mut plans: Vec<&Plan> = catalogue.plans.values().collect();
    plans.sort_by_key(|plan| plan.tariff.price_cents);
    Pricing {
        version: catalogue.version.clone(),
        valid_from: catalogue.valid_from,
        trial_days: catalogue.trial_days,
        annual_discount_basis_points: catalogue.annual_discount_basis_points,
        plans: plans.into_iter().map(plan_of).collect(),
        timetable: PaymentTimetable {
            trial_reminders: policy.trial_reminders.clone(),
            lapsed_closed: policy.lapsed_closed,
            reminders: policy.remind.clone(),
            read_only: policy.read_only,
            suspended: policy.suspended,
            closed: policy.closed,
            keep_data: policy.keep_data,
        },
    }
}

fn plan_of(plan: &Plan) -> PlanOffer {
    let (tariff, limits) = (&plan.tariff, &plan.limits);
    let tier = |tier: &Tier| PriceTier { above: tier.above, price_cents: tier.price_cents };
    PlanOffer {
        id: tariff.plan.clone(),
        name: plan_name(&tariff.plan),
        price_cents: tariff.price_cents,
        tiers: tariff.tiers.iter().map(tier).collect(),
        limits: PlanLimits {
            copros: limits.copros,
            users: limits.users,
            storage_bytes: limits.storage_bytes,
            documents_per_month: limits.documents_per_month,
            mails_per_month: limits.mails_per_month,
            api_calls_per_minute: limits.api_calls_per_minute,
        },
    }
}

/// Everything arrives as text, so that what is wrong can be said of its field.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct QuoteQuery {
    /// A plan of the catalogue, such as `standard`.
    #[param(required = true, value_type = String)]
    plan: Option<String>,
    /// Copros that are active every day.
    #[param(required = true, value_type = u32, minimum = 1)]
    copros: Option<String>,
    /// Twelve months ahead instead of each month in arrears; `false` unless given.
    #[param(value_type = Option<bool>)]
    annual: Option<String>,
    coupon: Option<String>,
    /// Lots of all these copros together.
    #[param(value_type = Option<u32>, minimum = 1)]
    lots: Option<String>,
    /// Where the firm has its seat, two letters; `BE` unless given.
    country: Option<String>,
    /// Whether the firm has a VAT number; `true` unless given.
    #[param(value_type = Option<bool>)]
    taxable: Option<String>,
}

/// What a firm that subscribes today would pay.
#[derive(Serialize, ToSchema)]
#[schema(as = Quote)]
struct QuoteView {
    version: String,
    plan: String,
    copros: u32,
    annual: bool,
    /// Days that cost nothing.
    trial: Option<QuoteDays>,
    charged_from: Date,
    coupon: Option<QuoteCoupon>,
    vat: QuoteVat,
    /// The first charged month; a twelfth of what is paid ahead.
    month: QuoteSums,
    /// The first twelve charged months.
    year: QuoteSums,
    /// What paying ahead saves in these twelve months, without VAT; below zero where a coupon is worth more.
    annual_saving_cents: Option<Cents>,
    /// For a lot and month, without VAT; when lots are given.
    lot_month_cents: Option<Cents>,
    /// What will stand on the first invoice.
    invoice: QuoteInvoice,
}

/// First and last day.
#[derive(Serialize, ToSchema)]
struct QuoteDays {
    from: Date,
    to: Date,
}

/// Takes off either a share or an amount a month.
#[derive(Serialize, ToSchema)]
struct QuoteCoupon {
    code: String,
    basis_points: Option<u32>,
    amount_cents: Option<Cents>,
    /// Months of the first year it is good for: none of those that are paid ahead.
    months: u32,
}

/// Why VAT is what it is.
#[derive(Serialize, ToSchema)]
struct QuoteVat {
    #[schema(value_type = VatBasis)]
    basis: Basis,
    /// 2100 is 21 %.
    basis_points: u32,
    article: &'static str,
}

#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
#[expect(dead_code, reason = "described to clients; the decision itself is made in billing")]
enum VatBasis {
    Domestic,
    ReverseCharge,
    Origin,
    Destination,
    OutsideUnion,
}

#[derive(Serialize, ToSchema)]
struct QuoteSums {
    gross_cents: Cents,
    discount_cents: Cents,
    net_cents: Cents,
    vat_cents: Cents,
    payable_cents: Cents,
}

#[derive(Serialize, ToSchema)]
struct QuoteInvoice {
    from: Date,
    to: Date,
    lines: Vec<QuoteLine>,
    vat: Vec<QuoteTax>,
    /// Sentences that the VAT treatment asks for.
    mentions: Vec<QuoteMention>,
    net_cents: Cents,
    vat_cents: Cents,
    payable_cents: Cents,
}

#[derive(Serialize, ToSchema)]
struct QuoteLine {
    description: String,
    quantity: i64,
    #[schema(value_type = QuoteUnit)]
    unit: Unit,
    /// For so many of the unit as `price_base` says.
    price_cents: Cents,
    price_base: i64,
    gross_cents: Cents,
    allowances: Vec<QuoteAllowance>,
    net_cents: Cents,
}

#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
#[expect(dead_code, reason = "described to clients; the lines carry the unit of the invoice")]
enum QuoteUnit {
    CoproDay,
    CoproMonth,
    Piece,
}

#[derive(Serialize, ToSchema)]
struct QuoteAllowance {
    text: String,
    cents: Cents,
}

#[derive(Serialize, ToSchema)]
struct QuoteTax {
    /// Of UNCL 5305: `S`, `AE` (reverse charge), `O` (outside the scope).
    #[schema(value_type = String)]
    category: VatCategory,
    basis_points: u32,
    taxable_cents: Cents,
    tax_cents: Cents,
}

#[derive(Serialize, ToSchema)]
struct QuoteMention {
    text: String,
    article: String,
}

/// A quote by the engine that makes the invoices. Nothing is kept.
#[utoipa::path(get, path = "/v1/pricing/quote", tag = "pricing", security(()), params(QuoteQuery),
    responses((status = 200, body = QuoteView)))]
async fn quote(
    State(app): State<App>,
    axum::Extension(context): axum::Extension<Context>,
    Query(query): Query<QuoteQuery>,
) -> Result<Response, Problem> {
    let mut wrong = Vec::new();
    let copros = number(query.copros.as_deref(), "copros", MAX_COPROS, &mut wrong);
    let lots = query.lots.as_deref().and_then(|text| number(Some(text), "lots", MAX_LOTS, &mut wrong));
    let annual = yes_or_no(query.annual.as_deref(), false, "annual", &mut wrong);
    let taxable = yes_or_no(query.taxable.as_deref(), true, "taxable", &mut wrong);
    if query.plan.is_none() {
        wrong.push(FieldProblem::new("plan", "required"));
    }
    let (Some(copros), Some(plan), true) = (copros, &query.plan, wrong.is_empty()) else {
        return Err(Problem::Validation(wrong));
    };
    let asked = Asked {
        plan,
        copros,
        annual,
        coupon: query.coupon.as_deref().map(str::trim).filter(|code| !code.is_empty()),
        lots,
        country: query.country.as_deref().unwrap_or(&app.rules.platform.issuer.country),
        taxable,
        language: context.language(),
        today: app.clock.billing_today(),
    };
    let catalogue = sold_on(&app.rules, asked.today)?;
    let quote = catalogue.quote(&asked, &app.rules.platform.issuer, &app.rules.rates).map_err(refused)?;
    let headers = [(header::CACHE_CONTROL, CACHED), (header::VARY, "Accept-Language")];
    Ok((headers, axum::Json(view(quote, &asked))).into_response())
}

fn number(text: Option<&str>, field: &str, max: u32, wrong: &mut Vec<FieldProblem>) -> Option<u32> {
    let found = text.and_then(|text| text.trim().parse().ok()).filter(|n| (1..=max).contains(n));
    if found.is_none() {
        let problem = FieldProblem::new(field, "whole-number-range").with("min", 1);
        wrong.push(problem.with("max", i64::from(max)));
    }
    found
}

fn yes_or_no(text: Option<&str>, otherwise: bool, field: &str, wrong: &mut Vec<FieldProblem>) -> bool {
    match text.map(str::trim) {
        None | Some("") => otherwise,
        Some("true") => true,
        Some("false") => false,
        Some(_) => {
            wrong.push(FieldProblem::new(field, "yes-or-no"));
            otherwise
        }
    }
}

fn refused(error: QuoteError) -> Problem {
    let field = error.field();
    let range =
        |max: u32| FieldProblem::new(field, "whole-number-range").with("min", 1).with("max", i64::from(max));
    Problem::Validation(vec![match &error {
        QuoteError::Plan(plans) => FieldProblem::new(field, "plan-unknown").with("plans", plans.join(", ")),
        QuoteError::Copros => range(MAX_COPROS),
        QuoteError::Lots => range(MAX_LOTS),
        QuoteError::Limit(reached) => {
            let remedy = reached.remedy.as_deref().map_or_else(|| "none".to_owned(), plan_name);
            let max = i64::try_from(reached.limit).unwrap_or(i64::MAX);
            FieldProblem::new(field, "plan-too-small").with("max", max).with("remedy", remedy)
        }
        QuoteError::Annual => FieldProblem::new(field, "no-annual-option"),
        QuoteError::Coupon(CouponError::Unknown(_)) => FieldProblem::new(field, "coupon-unknown"),
        QuoteError::Coupon(CouponError::NotNow { from, to }) => {
            FieldProblem::new(field, "coupon-not-now").with("from", *from).with("to", *to)
        }
        QuoteError::Country | QuoteError::Hold(_) => FieldProblem::new(field, "invalid-country"),
        QuoteError::Charge(_) | QuoteError::Draft(_) | QuoteError::Calendar => {
            tracing::error!(error = %error, "a quote that was checked could not be made");
            return Problem::Internal;
        }
    }])
}

fn view(quote: Quote, asked: &Asked<'_>) -> QuoteView {
    let Quote { tariff, trial, coupon, basis, supplied, invoice, month, year, saving, lot } = quote;
    let rate = invoice.vat.first().map_or(0, |part| part.rate.basis_points);
    QuoteView {
        version: tariff.version,
        plan: tariff.plan,
        copros: asked.copros,
        annual: asked.annual,
        trial: trial.map(|Span { from, to }| QuoteDays { from, to }),
        charged_from: supplied.from,
        coupon: coupon.map(|(coupon, months)| QuoteCoupon {
            code: coupon.code,
            basis_points: if let Off::Percent(share) = coupon.off { Some(share) } else { None },
            amount_cents: if let Off::Amount(cents) = coupon.off { Some(cents) } else { None },
            months: months.min(MONTHS),
        }),
        vat: QuoteVat { basis, basis_points: rate, article: basis.article() },
        month: sums(month),
        year: sums(year),
        annual_saving_cents: saving,
        lot_month_cents: lot,
        invoice: paper(supplied, invoice),
    }
}

fn sums(sums: Sums) -> QuoteSums {
    QuoteSums {
        gross_cents: sums.gross,
        discount_cents: sums.discount,
        net_cents: sums.net,
        vat_cents: sums.vat,
        payable_cents: sums.payable,
    }
}

fn paper(supplied: Span, content: Content) -> QuoteInvoice {
    let tax = |part: invoice::VatBreakdown| QuoteTax {
        category: part.rate.category,
        basis_points: part.rate.basis_points,
        taxable_cents: part.taxable_cents,
        tax_cents: part.tax_cents,
    };
    let mention = |said: invoice::Mention| QuoteMention { text: said.text, article: said.article };
    QuoteInvoice {
        from: supplied.from,
        to: supplied.to,
        lines: content.lines.into_iter().map(line).collect(),
        vat: content.vat.into_iter().map(tax).collect(),
        mentions: content.mentions.into_iter().map(mention).collect(),
        net_cents: content.totals.net_cents,
        vat_cents: content.totals.vat_cents,
        payable_cents: content.totals.payable_cents,
    }
}

/// Quantities of a quote are whole.
fn line(line: invoice::Line) -> QuoteLine {
    let allowance = |off: invoice::Allowance| QuoteAllowance { text: off.text, cents: off.cents };
    QuoteLine {
        description: line.description,
        quantity: line.quantity.value,
        unit: line.quantity.unit,
        price_cents: line.price.cents,
        price_base: line.price.base.value,
        gross_cents: line.gross_cents,
        allowances: line.allowances.into_iter().map(allowance).collect(),
        net_cents: line.net_cents,
    }
}
