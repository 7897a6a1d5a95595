//! What is booked, and how.

use domain::{Cents, FirmId};
use serde::{Deserialize, Serialize};

use super::{Account, Book, PostError, Transfer};
use crate::invoice::Number;

/// Something that happened to money. Amounts are positive; ids are those of the payment provider or the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fact {
    InvoiceFinalised {
        invoice: Number,
        net: Cents,
        vat: Cents,
    },
    /// Takes off what is open on the invoice; the rest is the customer's credit.
    CreditNote {
        note: Number,
        invoice: Number,
        net: Cents,
        vat: Cents,
    },
    /// Collected; more than what is open is the customer's credit.
    PaymentSucceeded {
        payment: String,
        invoice: Number,
        amount: Cents,
    },
    /// Received on the bank account.
    TransferReceived {
        transfer: String,
        invoice: Number,
        amount: Cents,
    },
    /// Credit used for an invoice.
    CreditApplied {
        id: String,
        invoice: Number,
        amount: Cents,
    },
    /// Credit paid back from the bank account.
    CreditRepaid {
        id: String,
        amount: Cents,
    },
    Fee {
        id: String,
        amount: Cents,
    },
    Payout {
        id: String,
        amount: Cents,
    },
    /// Comes out of the customer's credit; what no credit note stands for is owed again.
    Refunded {
        refund: String,
        payment: String,
        invoice: Number,
        amount: Cents,
    },
    DisputeOpened {
        dispute: String,
        payment: String,
        invoice: Number,
        amount: Cents,
    },
    DisputeWon {
        dispute: String,
        payment: String,
        invoice: Number,
        amount: Cents,
    },
    DisputeLost {
        dispute: String,
        payment: String,
        invoice: Number,
        amount: Cents,
    },
    /// A direct debit that its bank took back.
    Returned {
        id: String,
        payment: String,
        invoice: Number,
        amount: Cents,
    },
    /// The tax in it comes back by a credit note (VAT Code, art. 77, §1, 7°), not here.
    WrittenOff {
        id: String,
        invoice: Number,
        amount: Cents,
    },
}

/// What makes a fact one: it is booked once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum FactKey {
    Invoice { number: Number },
    CreditNote { number: Number },
    Payment { id: String },
    Transfer { id: String },
    CreditApplied { id: String },
    CreditRepaid { id: String },
    Fee { id: String },
    Payout { id: String },
    Refund { id: String, payment: String },
    Dispute { id: String, payment: String },
    DisputeWon { id: String, payment: String },
    DisputeLost { id: String, payment: String },
    Return { id: String, payment: String },
    WriteOff { id: String },
}

impl FactKey {
    /// What can still be taken back of what, after an amount was booked under this key.
    pub(super) fn takes(&self, total: Cents) -> Vec<(Self, i64)> {
        let paid = |id: &str| Self::Payment { id: id.to_owned() };
        let dispute =
            |id: &str, payment: &str| Self::Dispute { id: id.to_owned(), payment: payment.to_owned() };
        match self {
            Self::Payment { .. } => vec![(self.clone(), total.0)],
            Self::Refund { payment, .. } | Self::Return { payment, .. } => vec![(paid(payment), -total.0)],
            Self::Dispute { payment, .. } => vec![(paid(payment), -total.0), (self.clone(), total.0)],
            Self::DisputeWon { id, payment } => {
                vec![(dispute(id, payment), -total.0), (paid(payment), total.0)]
            }
            Self::DisputeLost { id, payment } => vec![(dispute(id, payment), -total.0)],
            _ => Vec::new(),
        }
    }
}

impl Fact {
    pub fn key(&self) -> FactKey {
        match self.clone() {
            Self::InvoiceFinalised { invoice: number, .. } => FactKey::Invoice { number },
            Self::CreditNote { note: number, .. } => FactKey::CreditNote { number },
            Self::PaymentSucceeded { payment: id, .. } => FactKey::Payment { id },
            Self::TransferReceived { transfer: id, .. } => FactKey::Transfer { id },
            Self::CreditApplied { id, .. } => FactKey::CreditApplied { id },
            Self::CreditRepaid { id, .. } => FactKey::CreditRepaid { id },
            Self::Fee { id, .. } => FactKey::Fee { id },
            Self::Payout { id, .. } => FactKey::Payout { id },
            Self::Refunded { refund: id, payment, .. } => FactKey::Refund { id, payment },
            Self::DisputeOpened { dispute: id, payment, .. } => FactKey::Dispute { id, payment },
            Self::DisputeWon { dispute: id, payment, .. } => FactKey::DisputeWon { id, payment },
            Self::DisputeLost { dispute: id, payment, .. } => FactKey::DisputeLost { id, payment },
            Self::Returned { id, payment, .. } => FactKey::Return { id, payment },
            Self::WrittenOff { id, .. } => FactKey::WriteOff { id },
        }
    }

    /// The invoice whose open amount it changes.
    pub const fn invoice(&self) -> Option<Number> {
        match self {
            Self::InvoiceFinalised { invoice, .. }
            | Self::CreditNote { invoice, .. }
            | Self::PaymentSucceeded { invoice, .. }
            | Self::TransferReceived { invoice, .. }
            | Self::CreditApplied { invoice, .. }
            | Self::Refunded { invoice, .. }
            | Self::DisputeOpened { invoice, .. }
            | Self::DisputeWon { invoice, .. }
            | Self::DisputeLost { invoice, .. }
            | Self::Returned { invoice, .. }
            | Self::WrittenOff { invoice, .. } => Some(*invoice),
            Self::CreditRepaid { .. } | Self::Fee { .. } | Self::Payout { .. } => None,
        }
    }

    /// Net and tax, or the amount and zero.
    const fn amounts(&self) -> (Cents, Cents) {
        match self {
            Self::InvoiceFinalised { net, vat, .. } | Self::CreditNote { net, vat, .. } => (*net, *vat),
            Self::PaymentSucceeded { amount, .. }
            | Self::TransferReceived { amount, .. }
            | Self::CreditApplied { amount, .. }
            | Self::CreditRepaid { amount, .. }
            | Self::Fee { amount, .. }
            | Self::Payout { amount, .. }
            | Self::Refunded { amount, .. }
            | Self::DisputeOpened { amount, .. }
            | Self::DisputeWon { amount, .. }
            | Self::DisputeLost { amount, .. }
            | Self::Returned { amount, .. }
            | Self::WrittenOff { amount, .. } => (*amount, Cents::ZERO),
        }
    }

    pub(super) fn total(&self) -> Cents {
        let (net, vat) = self.amounts();
        Cents(net.0.saturating_add(vat.0))
    }

    /// The transfers of the fact in the book as it stands.
    pub(super) fn transfers(&self, book: &Book, firm: Option<FirmId>) -> Result<Vec<Transfer>, PostError> {
        let (net, vat) = self.amounts();
        if net.is_negative() || vat.is_negative() {
            return Err(PostError::Negative);
        }
        match self.total() {
            total if total.is_zero() => return Err(PostError::Nothing),
            total if total > Cents::MAX_ENTERED => return Err(PostError::TooLarge),
            _ => {}
        }
        self.check_left(book, firm)?;
        let moves = self.moves(book, firm);
        Ok(moves
            .into_iter()
            .filter_map(|(debit, credit, cents)| Transfer::new(debit, credit, cents))
            .collect())
    }

    /// Nothing is taken back that was not there.
    fn check_left(&self, book: &Book, firm: Option<FirmId>) -> Result<(), PostError> {
        let at_most = |left: Cents| match self.total() <= left {
            true => Ok(()),
            false => Err(PostError::TooMuch { fact: self.key(), left }),
        };
        let credit = || Cents(-book.balance(firm, Account::CustomerCredit).0);
        match self {
            Self::WrittenOff { invoice, .. } => at_most(book.open(*invoice)),
            Self::CreditApplied { invoice, .. } => at_most(book.open(*invoice).min(credit())),
            Self::CreditRepaid { .. } => at_most(credit()),
            _ => {
                let takes = self.key().takes(self.total());
                takes
                    .iter()
                    .filter(|(_, amount)| *amount < 0)
                    .try_for_each(|(key, amount)| book.left(key, Cents(-amount)))
            }
        }
    }

    /// (debit, credit, amount); those of zero are left out later.
    fn moves(&self, book: &Book, firm: Option<FirmId>) -> Vec<(Account, Account, Cents)> {
        use Account::{
            BadDebt, Bank, CustomerCredit, Disputed, Fees, InTransit, Receivable, Revenue, VatPayable,
        };
        let (amount, vat) = self.amounts();
        // Up to a limit to one account, what goes beyond it to the other.
        let split = |amount: Cents, limit: Cents| {
            let first = amount.min(Cents(limit.0.max(0)));
            (first, Cents(amount.0 - first.0))
        };
        match self {
            Self::InvoiceFinalised { .. } => {
                vec![(Receivable, Revenue, amount), (Receivable, VatPayable, vat)]
            }
            Self::CreditNote { invoice, .. } => {
                let open = book.open(*invoice);
                let (net_off, net_credit) = split(amount, open);
                let (vat_off, vat_credit) = split(vat, Cents(open.0 - net_off.0));
                vec![
                    (Revenue, Receivable, net_off),
                    (Revenue, CustomerCredit, net_credit),
                    (VatPayable, Receivable, vat_off),
                    (VatPayable, CustomerCredit, vat_credit),
                ]
            }
            Self::PaymentSucceeded { invoice, .. } | Self::TransferReceived { invoice, .. } => {
                let into = if matches!(self, Self::TransferReceived { .. }) { Bank } else { InTransit };
                let (owed, excess) = split(amount, book.open(*invoice));
                vec![(into, Receivable, owed), (into, CustomerCredit, excess)]
            }
            Self::Refunded { .. } => {
                let credit = Cents(-book.balance(firm, CustomerCredit).0);
                let (credited, owed) = split(amount, credit);
                vec![(CustomerCredit, InTransit, credited), (Receivable, InTransit, owed)]
            }
            Self::CreditApplied { .. } => vec![(CustomerCredit, Receivable, amount)],
            Self::CreditRepaid { .. } => vec![(CustomerCredit, Bank, amount)],
            Self::Fee { .. } => vec![(Fees, InTransit, amount)],
            Self::Payout { .. } => vec![(Bank, InTransit, amount)],
            Self::DisputeOpened { .. } => vec![(Disputed, InTransit, amount)],
            Self::DisputeWon { .. } => vec![(InTransit, Disputed, amount)],
            Self::DisputeLost { .. } => vec![(Receivable, Disputed, amount)],
            Self::Returned { .. } => vec![(Receivable, InTransit, amount)],
            Self::WrittenOff { .. } => vec![(BadDebt, Receivable, amount)],
        }
    }
}
