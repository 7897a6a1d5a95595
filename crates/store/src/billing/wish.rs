//! What somebody chose on the page of prices before there was a firm: kept with the sign-up, then with the person, until the first firm is
//! founded.

use access::caller::Caller;
use billing::desk::Rules;
use billing::subscription::Fact;
use domain::ids::{FirmId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use super::BillingScope;
use super::desk::read;
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
    /// What the person chose when signing up; asked for once.
    pub async fn wish_take(&mut self, user: UserId) -> Result<Option<Wish>> {
        let kept: Option<Option<Value>> = sqlx::query_scalar(
            "UPDATE identity.users u SET wish = NULL FROM identity.users before
              WHERE u.id = $1 AND before.id = u.id AND before.wish IS NOT NULL RETURNING before.wish",
        )
        .bind(user.uuid())
        .fetch_optional(self.conn())
        .await?;
        kept.flatten().map(read).transpose()
    }

    /// Begins the account of a firm that was founded in this transaction with the plan that was wished for, where it is sold.
    pub async fn subscribe(
        &mut self,
        caller: &Caller,
        firm: FirmId,
        rules: &Rules,
        now: OffsetDateTime,
        wish: &Wish,
    ) -> Result<()> {
        let scope = BillingScope { firm, actor: caller.actor() };
        self.within(scope, async |tx| {
            let sitting = tx.at_desk(rules, now, |desk| {
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
