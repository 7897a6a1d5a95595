use access::may;
use axum::response::Response;
use billing::catalogue::{LimitReached, Preview, Using};
use billing::desk::{Desk, DeskError, NotRedeemed, Rules};
use billing::subscription::{Fact, Refusal, Terms};
use billing::wording::plan_name;
use domain::Cents;
use domain::violation::code;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::usage::using;
use super::view::{Account, PlanTerms};
use super::{account, request};
use crate::app::App;
use crate::auth::Confirmed;
use crate::body::Json;
use crate::problem::{FieldProblem, LimitedResource, Problem};
use crate::scope::Firm;

/// More copros than any firm has.
const COMMITTED_MAX: u32 = 100_000;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(preview))
        .routes(routes!(change))
        .routes(routes!(withdraw))
        .routes(routes!(redeem))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlanChoice {
    #[schema(example = "plus")]
    plan: String,
    /// So many copros are paid for twelve months ahead, with the discount of the annual option.
    committed: Option<u32>,
}

/// What a choice would mean.
#[derive(Serialize, ToSchema)]
struct PlanPreview {
    terms: PlanTerms,
    /// From which day it counts.
    begins_on: Date,
    /// For a full month of today's copros, without VAT, coupons and annual option.
    month_before_cents: Cents,
    month_after_cents: Cents,
    /// Positive when it gets dearer.
    difference_cents: Cents,
    /// What is asked at once for twelve months ahead.
    year: Option<YearAhead>,
    /// What is used beyond the limits of the new plan: must go down first.
    obstacles: Vec<Obstacle>,
}

/// Twelve months ahead, without VAT.
#[derive(Serialize, ToSchema)]
struct YearAhead {
    copros: u32,
    gross_cents: Cents,
    net_cents: Cents,
}

#[derive(Serialize, ToSchema)]
struct Obstacle {
    resource: LimitedResource,
    limit: u64,
    used: u64,
}

/// A choice that was looked at, with all that deciding about it needs.
struct Examined {
    terms: Terms,
    begins_on: Date,
    preview: Preview,
    year: Option<billing::desk::Year>,
}

/// Why a choice cannot be made.
enum Unfit {
    Plan,
    Annual,
    Committed,
    Refused(Refusal),
}

impl Unfit {
    fn problem(self, rules: &Rules, today: Date) -> Problem {
        match self {
            Unfit::Plan => {
                let sold = rules.catalogues.on(today);
                let plans = sold.iter().flat_map(|catalogue| catalogue.plans.keys());
                let plans: Vec<String> = plans.map(|plan| plan_name(plan)).collect();
                let unknown = FieldProblem::new("plan", "plan-unknown").with("plans", plans.join(", "));
                Problem::Validation(vec![unknown])
            }
            Unfit::Annual => Problem::invalid("committed", "no-annual-option"),
            Unfit::Committed => {
                let range = FieldProblem::new("committed", "whole-number-range");
                Problem::Validation(vec![range.with("min", 1_i64).with("max", i64::from(COMMITTED_MAX))])
            }
            Unfit::Refused(why) => Problem::Refused(store::Refusal::Subscription { why }),
        }
    }
}

fn examine(
    desk: &Desk<'_>,
    rules: &Rules,
    choice: &PlanChoice,
    using: &Using,
) -> Result<Result<Examined, Unfit>, DeskError> {
    let own = desk.subscription().terms().clone();
    let Some(terms) = desk.terms_of(&choice.plan, choice.committed) else { return Ok(Err(Unfit::Plan)) };
    let (Some(from), Some(to)) =
        (rules.catalogues.version(&own.catalogue), rules.catalogues.version(&terms.catalogue))
    else {
        return Ok(Err(Unfit::Plan));
    };
    match choice.committed {
        Some(_) if to.annual_discount_basis_points.is_none() => return Ok(Err(Unfit::Annual)),
        Some(copros) if !(1..=COMMITTED_MAX).contains(&copros) => return Ok(Err(Unfit::Committed)),
        _ => {}
    }
    let begins_on = match desk.begins_on(&terms) {
        Ok(day) => day,
        Err(why) => return Ok(Err(Unfit::Refused(why))),
    };
    let using = Using { copros: desk.copros_now()?, amounts: using.amounts.clone() };
    let Some(preview) = from.preview(&own.plan, (to, &terms.plan), &using) else {
        return Ok(Err(Unfit::Plan));
    };
    let year = desk.year_of(&terms, begins_on)?;
    Ok(Ok(Examined { terms, begins_on, preview, year }))
}

/// What a change of plan would mean: from when, and for how much.
#[utoipa::path(post, path = "/v1/firms/{firm}/billing/plan/preview", tag = "billing", request_body = PlanChoice,
    responses((status = 200, body = PlanPreview)))]
async fn preview(
    firm: Firm<may::BillingRead>,
    Json(choice): Json<PlanChoice>,
) -> Result<axum::Json<PlanPreview>, Problem> {
    let app = firm.app();
    let mut tx = firm.account("billing.plan_preview").await?;
    let using = using(&mut tx, app).await?;
    let (today, examined) = tx
        .look(&app.rules, app.clock.billing_now(), |desk| {
            Ok((desk.today(), examine(desk, &app.rules, &choice, &using)?))
        })
        .await?;
    let found = examined.map_err(|unfit| unfit.problem(&app.rules, today))?;
    let obstacle = |reached: LimitReached| Obstacle {
        resource: reached.resource.into(),
        limit: reached.limit,
        used: reached.wanted,
    };
    Ok(axum::Json(PlanPreview {
        terms: (&found.terms).into(),
        begins_on: found.begins_on,
        month_before_cents: found.preview.month_before_cents,
        month_after_cents: found.preview.month_after_cents,
        difference_cents: found.preview.difference_cents,
        year: found.year.map(|year| YearAhead {
            copros: year.copros,
            gross_cents: year.gross_cents,
            net_cents: year.net_cents,
        }),
        obstacles: found.preview.obstacles.into_iter().map(obstacle).collect(),
    }))
}

/// Choose another plan or the annual option: dearer at once, cheaper when the period ends.
#[utoipa::path(post, path = "/v1/firms/{firm}/billing/plan", tag = "billing", request_body = PlanChoice,
    responses((status = 200, body = Account)))]
async fn change(
    firm: Firm<may::BillingManage>,
    _: Confirmed,
    Json(choice): Json<PlanChoice>,
) -> Result<Response, Problem> {
    let app = firm.app();
    firm.settle("billing.plan", StatusCode::OK, async |tx| {
        let using = using(tx, app).await?;
        let sitting = tx
            .at_desk(&app.rules, app.clock.billing_now(), |desk| {
                let found = match examine(desk, &app.rules, &choice, &using)? {
                    Ok(found) => found,
                    Err(unfit) => return Ok(Err(unfit.problem(&app.rules, desk.today()))),
                };
                if let Some(reached) = found.preview.obstacles.into_iter().next() {
                    // What is used was asked for as if it were wanted anew.
                    let reached = LimitReached { used: reached.wanted, ..reached };
                    return Ok(Err(Problem::limit_reached(&found.terms.plan, reached)));
                }
                desk.tell(Fact::ChangeRequested(found.terms)).map(Ok)
            })
            .await?;
        sitting.answer?;
        account::view(tx, app, firm.language).await
    })
    .await
}

/// Keep the present plan: a planned change is withdrawn.
#[utoipa::path(post, path = "/v1/firms/{firm}/billing/plan/withdraw", tag = "billing",
    responses((status = 200, body = Account)))]
async fn withdraw(firm: Firm<may::BillingManage>, _: Confirmed) -> Result<Response, Problem> {
    request(&firm, "billing.plan_withdraw", Fact::ChangeWithdrawn).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CouponCode {
    /// As it was read somewhere; case does not matter.
    code: String,
}

/// Redeem a coupon. It is good from the period that is invoiced next; in the trial, from the first one.
#[utoipa::path(post, path = "/v1/firms/{firm}/billing/coupons", tag = "billing", request_body = CouponCode,
    responses((status = 200, body = Account)))]
async fn redeem(firm: Firm<may::BillingManage>, Json(typed): Json<CouponCode>) -> Result<Response, Problem> {
    let app = firm.app();
    firm.settle("billing.coupon", StatusCode::OK, async |tx| {
        let sitting = tx
            .at_desk(&app.rules, app.clock.billing_now(), |desk| {
                let sold = app.rules.catalogues.on(desk.today());
                let coupon = sold.map(|catalogue| catalogue.redeem(&typed.code, desk.today()).cloned());
                let coupon = match coupon {
                    Some(Ok(coupon)) => coupon,
                    Some(Err(billing::catalogue::CouponError::NotNow { from, to })) => {
                        let not_now = FieldProblem::new("code", "coupon-not-now");
                        let not_now = not_now.with("from", from).with("to", to);
                        return Ok(Err(Problem::Validation(vec![not_now])));
                    }
                    Some(Err(billing::catalogue::CouponError::Unknown(_))) | None => {
                        return Ok(Err(Problem::invalid("code", "coupon-unknown")));
                    }
                };
                let code = coupon.code.clone();
                Ok(desk.redeem(coupon)?.map(|()| code).map_err(not_redeemed))
            })
            .await?;
        tx.coupon_keep(&sitting.answer?).await?;
        account::view(tx, app, firm.language).await
    })
    .await
}

fn not_redeemed(why: NotRedeemed) -> Problem {
    match why {
        NotRedeemed::Again => Problem::invalid("code", code::COUPON_AGAIN.name),
        NotRedeemed::TooMany => Problem::invalid("code", code::COUPON_LIMIT.name),
        NotRedeemed::Closed => Problem::Refused(store::Refusal::Subscription { why: Refusal::Closed }),
    }
}
