//! Supplier invoices: checks, VAT, who bears them, how they are booked.

use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;

use crate::chart::{Chart, account};
use crate::ledger::{Journal, Line, Posting, PostingError};
use crate::prorate::{self, Span};
use crate::supplier::NewSupplier;
use crate::violation::code;
use crate::{Cents, FileId, KeyId, SupplierId, Violation, Violations, text, vat};

mod bear;

pub(crate) use bear::allocation_violation;
pub use bear::{LotShare, LotWeight, OwnerShare, bear};

/// The longest period one invoice may cover.
pub const MAX_PERIOD_YEARS: u32 = 10;

/// Body of `POST /copros/{copro}/expenses` and of its preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewExpense {
    /// A known supplier, or `supplier` for a new one.
    #[serde(default)]
    pub supplier_id: Option<SupplierId>,
    #[serde(default)]
    pub supplier: Option<NewSupplier>,
    #[serde(deserialize_with = "text::trimmed")]
    pub invoice_number: String,
    pub invoice_date: Date,
    #[serde(default)]
    pub due_date: Option<Date>,
    #[serde(deserialize_with = "text::trimmed")]
    pub description: String,
    /// Gross, above zero.
    pub amount_cents: Cents,
    /// 0, 600, 1200 or 2100 basis points.
    pub vat_rate_bp: i32,
    /// A postable expense account of the chart, such as `61000`.
    #[serde(deserialize_with = "text::trimmed")]
    pub account: String,
    pub key_id: KeyId,
    /// First day of the service.
    pub period_from: Date,
    /// Last day of the service, included.
    pub period_to: Date,
    #[serde(default)]
    pub file_id: Option<FileId>,
}

impl NewExpense {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        if self.supplier_id.is_some() == self.supplier.is_some() {
            let both = Violation::new("supplier_id", code::EITHER_OR);
            found.push(both.with("first", "supplier_id").with("second", "supplier"));
        }
        if let Some(supplier) = &self.supplier {
            found.nest("supplier", supplier.validate());
        }
        text::check_required(&mut found, "invoice_number", &self.invoice_number, 50);
        text::check_required(&mut found, "description", &self.description, 200);
        check_amount(&mut found, "amount_cents", self.amount_cents);
        if !Chart::be_acp().is_expense(&self.account) {
            // The typed text comes back in the message: no more of it than an account code needs.
            let typed: String = self.account.chars().take(20).collect();
            found.push(Violation::new("account", code::ACCOUNT_NOT_EXPENSE).with("account", typed));
        }
        self.check_dates(&mut found);
        found.finish(())
    }

    fn check_dates(&self, found: &mut Violations) {
        prorate::check_date(found, "invoice_date", self.invoice_date);
        if !vat::is_rate_on(self.vat_rate_bp, self.invoice_date) {
            let unknown = Violation::new("vat_rate_bp", code::VAT_RATE_UNKNOWN);
            found.push(unknown.with("on", self.invoice_date));
        }
        if let Some(due) = self.due_date {
            prorate::check_date(found, "due_date", due);
            if due < self.invoice_date {
                let early = Violation::new("due_date", code::DUE_BEFORE_ISSUED);
                found.push(early.with("issued_on", self.invoice_date));
            }
        }
        prorate::check_date(found, "period_from", self.period_from);
        prorate::check_date(found, "period_to", self.period_to);
        if self.period_to < self.period_from {
            let reversed = Violation::new("period_to", code::PERIOD_REVERSED);
            found.push(reversed.with("from", self.period_from));
        }
        let limit = prorate::add_months(self.period_from, MAX_PERIOD_YEARS * 12);
        if limit.is_some_and(|limit| self.period_to >= limit) {
            let long = Violation::new("period_to", code::PERIOD_TOO_LONG);
            found.push(long.with("years", i64::from(MAX_PERIOD_YEARS)));
        }
    }

    /// The days of the service.
    pub fn period(&self) -> Span {
        Span { from: self.period_from, to: self.period_to }
    }

    /// Net amount and VAT. An association of co-owners is rarely liable for VAT: for it the tax is a
    /// cost like the rest and the split is information.
    pub fn net_and_vat(&self) -> (Cents, Cents) {
        vat::split_gross(self.amount_cents, self.vat_rate_bp)
    }

    /// The entry: debit the cost account for the gross amount, credit the suppliers, on the date of the
    /// invoice.
    pub fn posting(&self, description: impl Into<String>) -> Result<Posting, PostingError> {
        let credit = self.amount_cents.checked_neg().ok_or(PostingError::Overflow)?;
        let lines = vec![
            Line::new(&self.account, None, self.amount_cents),
            Line::new(account::SUPPLIERS, None, credit),
        ];
        Posting::new(Journal::Purchases, self.invoice_date, description, lines)
    }
}

/// An amount a person entered: above zero and at most [`Cents::MAX_ENTERED`].
pub(crate) fn check_amount(found: &mut Violations, field: &str, amount: Cents) {
    if !amount.is_positive() {
        found.add(field, code::AMOUNT_NOT_POSITIVE);
    } else if amount > Cents::MAX_ENTERED {
        found.push(Violation::new(field, code::AMOUNT_TOO_LARGE).with("max", Cents::MAX_ENTERED));
    }
}
