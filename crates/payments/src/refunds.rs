//! Giving money back.

use std::collections::HashMap;

use domain::Cents;
use stripe_core::refund::{CreateRefund, ListRefund, RetrieveRefund};
use uuid::Uuid;

use crate::ids::{Key, PaymentId, RefundId};
use crate::send::Payments;
use crate::types::Refund;
use crate::{ATTEMPT, Error, convert};

/// Of one payment.
const MAX_REFUNDS: i64 = 100;

#[derive(Clone, Debug)]
pub struct GiveBack<'a> {
    pub attempt: Uuid,
    pub payment: &'a PaymentId,
    /// `None`: all that is left.
    pub amount: Option<Cents>,
}

impl Payments {
    pub async fn refund(&self, back: &GiveBack<'_>, key: &Key) -> Result<Refund, Error> {
        let mut request = CreateRefund::new()
            .payment_intent(back.payment.as_str())
            .metadata(HashMap::from([(ATTEMPT.to_owned(), back.attempt.to_string())]));
        if let Some(amount) = back.amount {
            request = request.amount(amount.get());
        }
        convert::refund(self.write(request, key).await?)
    }

    pub async fn one_refund(&self, refund: &RefundId) -> Result<Refund, Error> {
        convert::refund(self.read(RetrieveRefund::new(refund.as_str())).await?)
    }

    /// What has been given back of a payment, most recent first; `Refund::attempt` says by which attempt.
    pub async fn refunds(&self, payment: &PaymentId) -> Result<Vec<Refund>, Error> {
        let list = self.read(ListRefund::new().payment_intent(payment.as_str()).limit(MAX_REFUNDS)).await?;
        list.data.into_iter().map(convert::refund).collect()
    }
}
