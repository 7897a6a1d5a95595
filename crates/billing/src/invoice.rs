//! Invoices and credit notes, with all that EN 16931 (Peppol BIS Billing 3.0) and Belgian law (article 5 of royal decree
//! no. 1 on VAT) want to read on them.
//!
//! Business terms of EN 16931 are named where they are not obvious (`BT-…`, `BG-…`). Texts are frozen in the customer's language, so
//! that an invoice rebuilt years later reads as it was sent.

use domain::prorate::Span;
use domain::{Cents, Language};
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

pub mod chain;
mod check;
mod credit;
mod draft;
mod line;
mod number;
mod party;
mod payment;

pub use check::{Fault, MAX_LINES};
pub use credit::{CreditError, Credited, credit};
pub use draft::{Content, Correction, Draft, DraftError, Header, Section};
pub use line::{Allowance, Line, Quantity, Unit, UnitPrice};
pub use number::{InvalidNumber, Number};
pub use party::{Identifier, Party};
pub use payment::{Means, Payment};

/// A finalised invoice or credit note.
///
/// Amounts of a credit note are written positive; that they go back to the customer is told by its kind, as in UBL and CII.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invoice {
    pub kind: Kind,
    pub number: Number,
    pub cause: Cause,
    pub issued_on: Date,
    /// Days of supply (BG-14). VAT of continuous services is chargeable when the period ends.
    pub supplied: Span,
    pub due_on: Date,
    pub currency: Currency,
    /// Language of the customer: of every text of the invoice and of its PDF.
    pub language: Language,
    pub seller: Party,
    pub buyer: Party,
    /// What the customer wants to read to recognise it (BT-10); Peppol demands one, so it is the firm's id when it gave none.
    pub buyer_reference: String,
    pub lines: Vec<Line>,
    /// One per VAT category and rate, ordered by both.
    pub vat: Vec<VatBreakdown>,
    pub totals: Totals,
    pub payment: Payment,
    /// Sentences that the law or the VAT treatment asks for.
    pub mentions: Vec<Mention>,
    /// Free remarks (BT-22).
    pub notes: Vec<String>,
    /// The invoices that are corrected (BG-3): one for a credit note; on an invoice, those that its lines of correction add to.
    pub corrects: Vec<Preceding>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// UNTDID 1001 code 380.
    Invoice,
    /// UNTDID 1001 code 381.
    CreditNote,
}

impl Kind {
    /// The code of UNTDID 1001 (BT-3).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invoice => "380",
            Self::CreditNote => "381",
        }
    }
}

/// Why there is an invoice. There is at most one for each cause; credit notes carry the cause of what they correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    pub subscription: Uuid,
    /// The billing period, both days included.
    pub period: Span,
    pub reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A billing period in arrears.
    Period,
    /// Twelve months ahead for a committed number of copros.
    Annual,
    /// The last days of a subscription that ends inside its period.
    Termination,
    /// Facts that arrived after the last invoice.
    Correction,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Currency {
    #[default]
    #[serde(rename = "EUR")]
    Eur,
}

impl Currency {
    /// ISO 4217.
    pub const fn code(self) -> &'static str {
        "EUR"
    }
}

/// Categories of UNCL 5305 as EN 16931 uses them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum VatCategory {
    /// Standard and reduced rates.
    S,
    /// Zero rated.
    Z,
    /// Exempt.
    E,
    /// Reverse charge.
    #[serde(rename = "AE")]
    Ae,
    /// Intra-Community supply of goods.
    K,
    /// Export outside the Union.
    G,
    /// Outside the scope of VAT.
    O,
}

impl VatCategory {
    pub const fn code(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::Z => "Z",
            Self::E => "E",
            Self::Ae => "AE",
            Self::K => "K",
            Self::G => "G",
            Self::O => "O",
        }
    }

    /// Whether EN 16931 wants a reason beside the missing tax (BR-E-10, BR-AE-10, BR-IC-10, BR-G-10, BR-O-10).
    pub const fn needs_reason(self) -> bool {
        !matches!(self, Self::S | Self::Z)
    }
}

/// Category and rate of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VatRate {
    pub category: VatCategory,
    /// 2100 is 21 %; 0 in every category but S.
    pub basis_points: u32,
}

/// VAT of one category and rate: computed on the sum of its lines, never line by line (BG-23, BR-CO-17).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VatBreakdown {
    pub rate: VatRate,
    pub taxable_cents: Cents,
    pub tax_cents: Cents,
    /// Why no tax is asked; present exactly where the category needs it.
    pub exemption: Option<Exemption>,
}

/// Why a supply bears no tax (BT-120, BT-121).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// Of the VATEX list, such as `VATEX-EU-AE`.
    pub code: String,
    /// In the customer's language.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// Sum of the lines (BT-106); there are no allowances on the document, so it is the total without VAT (BT-109) as well.
    pub net_cents: Cents,
    /// BT-110.
    pub vat_cents: Cents,
    /// With VAT (BT-112), which is what is to be paid (BT-115): nothing is paid before there is an invoice.
    pub payable_cents: Cents,
}

/// A sentence that must stand on the invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mention {
    /// Stable name, such as `reverse-charge`.
    pub key: String,
    /// In the customer's language.
    pub text: String,
    /// The provision that asks for it.
    pub article: String,
}

/// The invoice that is corrected (BT-25, BT-26).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preceding {
    pub number: Number,
    pub issued_on: Date,
}
