//! What somebody chose on the page of prices before there was a firm: kept with the sign-up, then with the person, until the first firm is
//! founded.

use access::caller::Caller;
use billing::desk::Rules;
use billing::subscription::Fact;
use domain::ids::FirmId;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::BillingScope;
use crate::{IdentityScope, Result, Tx};

/// More than the name of any plan.
const PLAN_CHARS_MAX: usize = 40;
/// More copros than any firm has.
const COMMITTED_MAX: u32 = 100_000;

/// A plan, and the copros to be paid for twelve months ahead. Only a wish: what is not sold when the firm begins is passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    pub plan: String,
    pub committed: Option<u32>,
}

impl Wish {
    /// `None`: nothing that could ever be a plan.
    pub fn of(plan: Option<String>, committed: Option<u32>) -> Option<Self> {
        let plan = plan.filter(|plan| !plan.is_empty() && plan.chars().count() <= PLAN_CHARS_MAX)?;
        Some(Self { plan, committed: committed.filter(|copros| (1..=COMMITTED_MAX).contains(copros)) })
    }
}

impl Tx<IdentityScope> {
    /// Begins the account of a firm that was founded in this transaction: on trial from its first moment, with the plan that was wished for
    /// where that is sold.
    pub async fn subscribe(
        &mut self,
        caller: &Caller,
        firm: FirmId,
        rules: &Rules,
        now: OffsetDateTime,
        wish: Option<&Wish>,
    ) -> Result<()> {
        let scope = BillingScope { firm, actor: caller.actor() };
        self.within(scope, async |tx| {
            let sitting = tx.at_desk(rules, now, |desk| {
                let Some(wish) = wish else { return Ok(()) };
                let annual =
                    rules.catalogues.on(desk.today()).and_then(|sold| sold.annual_discount_basis_points);
                let wanted = desk.terms_of(&wish.plan, wish.committed.filter(|_| annual.is_some()));
                match wanted.filter(|terms| terms != desk.subscription().terms()) {
                    Some(terms) => desk.tell(Fact::ChangeRequested(terms)),
                    None => Ok(()),
                }
            });
            sitting.await.map(drop)
        })
        .await
    }
}
