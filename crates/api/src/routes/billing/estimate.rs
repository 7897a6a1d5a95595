//! The next invoice as clients read it.

use billing::desk::{Ahead, Estimate, EstimateLine};
use billing::invoice::Unit;
use domain::Cents;
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;

/// The next invoice, as far as it can be told.
#[derive(Serialize, ToSchema)]
pub struct NextInvoice {
    /// Days it will be about.
    pub from: Date,
    pub to: Date,
    /// The day on which it is made.
    pub made_on: Date,
    /// What the days up to today ask; none before the first of them.
    pub so_far: Option<Projection>,
    /// What all of them will ask if nothing changes.
    pub at_end: Projection,
}

/// An invoice that is none yet, line by line as it would read.
#[derive(Serialize, ToSchema)]
pub struct Projection {
    pub lines: Vec<ProjectedLine>,
    pub net_cents: Cents,
    /// Absent while nobody can tell which VAT it bears.
    pub vat_cents: Option<Cents>,
    pub payable_cents: Option<Cents>,
}

#[derive(Serialize, ToSchema)]
pub struct ProjectedLine {
    pub description: String,
    #[schema(example = "124")]
    pub quantity: String,
    /// `copro-day`, `copro-month` or `piece`
    pub unit: &'static str,
    /// The price is for so many of the unit.
    #[schema(example = "31")]
    pub base: String,
    pub price_cents: Cents,
    pub gross_cents: Cents,
    pub allowances: Vec<TakenOff>,
    pub net_cents: Cents,
}

#[derive(Serialize, ToSchema)]
pub struct TakenOff {
    pub text: String,
    pub cents: Cents,
}

pub const fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::CoproDay => "copro-day",
        Unit::CoproMonth => "copro-month",
        Unit::Piece => "piece",
    }
}

impl From<Ahead> for NextInvoice {
    fn from(ahead: Ahead) -> Self {
        NextInvoice {
            from: ahead.days.from,
            to: ahead.days.to,
            made_on: ahead.made_on,
            so_far: ahead.so_far.map(Projection::from),
            at_end: ahead.at_end.into(),
        }
    }
}

impl From<Estimate> for Projection {
    fn from(estimate: Estimate) -> Self {
        Projection {
            lines: estimate.lines.into_iter().map(ProjectedLine::from).collect(),
            net_cents: estimate.net_cents,
            vat_cents: estimate.vat_cents,
            payable_cents: estimate.payable_cents,
        }
    }
}

impl From<EstimateLine> for ProjectedLine {
    fn from(line: EstimateLine) -> Self {
        let off = line.allowances.into_iter();
        ProjectedLine {
            description: line.description,
            quantity: line.quantity.decimal(),
            unit: unit_name(line.quantity.unit),
            base: line.base.decimal(),
            price_cents: line.price_cents,
            gross_cents: line.gross_cents,
            allowances: off.map(|(text, cents)| TakenOff { text, cents }).collect(),
            net_cents: line.net_cents,
        }
    }
}
