use access::may;
use billing::desk::{Desk, DeskError, Wait};
use billing::subscription::Stage;
use domain::Language;
use store::billing::read::AccountRow;
use store::{BillingScope, Tx};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::view::{
    self, Account, BillView, Committed, HoldView, MethodView, PlanTerms, PlannedChange, StandingView,
};
use crate::app::App;
use crate::problem::Problem;
use crate::scope::Firm;

pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show))
}

/// The firm's account: where it stands, what it costs, what is owed, and what can be done.
#[utoipa::path(get, path = "/v1/firms/{firm}/billing", tag = "billing", responses((status = 200, body = Account)))]
async fn show(firm: Firm<may::BillingRead>) -> Result<axum::Json<Account>, Problem> {
    let mut tx = firm.account("billing.show").await?;
    Ok(axum::Json(view(&mut tx, firm.app(), firm.language).await?))
}

/// The account as it is in this transaction.
pub async fn view(tx: &mut Tx<BillingScope>, app: &App, language: Language) -> Result<Account, Problem> {
    let row = tx.billing_account().await?;
    let method = tx.method_in_use().await?;
    let mut account =
        tx.look(&app.rules, app.clock.billing_now(), |desk| of_desk(desk, app, language)).await?;
    account.hold = account.hold.or_else(|| held(&row));
    account.method = method.map(|method| MethodView::of(method, &app.rules.platform.creditor));
    account.details = row.details;
    Ok(account)
}

fn held(row: &AccountRow) -> Option<HoldView> {
    Some(HoldView::of(row.hold.as_ref()?, row.held_since?))
}

/// What the desk knows; what is kept beside it is filled in by [`view`].
fn of_desk(desk: &Desk<'_>, app: &App, language: Language) -> Result<Account, DeskError> {
    let subscription = desk.subscription();
    let rules = &app.rules;
    let running = match subscription.stage() {
        Stage::Running(running) => Some(running),
        _ => None,
    };
    let commitment = running.and_then(|running| running.commitment);
    let offers = rules.catalogues.on(desk.today()).map(view::offers).unwrap_or_default();
    let change = subscription.change();
    Ok(Account {
        today: desk.today(),
        standing: StandingView::of(subscription, &rules.timetable),
        plan: PlanTerms::from(subscription.terms()),
        commitment: commitment.map(|c| Committed { copros: c.copros, from: c.days.from, to: c.days.to }),
        change: change.map(|change| PlannedChange { terms: (&change.terms).into(), on: change.on }),
        leaves_on: subscription.cancelled_on(),
        kept_days: rules.timetable.on(desk.today()).keep_data,
        offers,
        copros: desk.copros_now()?,
        next_invoice: desk.ahead(language)?.map(Into::into),
        owed_cents: subscription.owed(),
        credit_cents: desk.credit(),
        bills: subscription.bills().iter().map(BillView::from).collect(),
        // Nobody is held up yet, but the first invoice would be.
        hold: running
            .filter(|_| !desk.knows_payer())
            .and_then(|_| HoldView::early(&Wait::Details, desk.today())),
        method: None,
        details: None,
        coupons: desk.redeemed(),
        actions: view::actions(subscription),
        payments: app.payments.is_some(),
    })
}
