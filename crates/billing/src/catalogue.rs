//! What is for sale: plans, prices, trial, annual option, coupons and limits, as dated versions.
//!
//! A version is a file of `tenants/plans/` and never changes. A firm keeps the version it subscribed to until it is moved.

use std::collections::BTreeMap;

use domain::Cents;
use serde::{Deserialize, Serialize};
use time::Date;

mod entitlement;
mod parse;
mod preview;

pub use entitlement::{Entitlements, LimitReached, Limits, Quota};
pub use parse::CatalogueError;
pub use preview::{Preview, Using};

pub const MAX_PLANS: usize = 20;
pub const MAX_TIERS: usize = 20;
pub const MAX_COUPONS: usize = 500;
/// Higher than any price; keeps products far from 64 bits.
pub const MAX_PRICE: Cents = Cents(10_000_000);

/// One version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    pub version: String,
    /// New subscriptions take the last version that is valid.
    pub valid_from: Date,
    pub trial_days: u16,
    /// Taken off when twelve months are paid ahead; no annual option without it.
    pub annual_discount_basis_points: Option<u32>,
    pub plans: BTreeMap<String, Plan>,
    pub coupons: BTreeMap<String, Coupon>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub tariff: Tariff,
    pub limits: Limits,
}

/// The price of a plan in a version: what a subscription keeps, and all that charging needs to know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tariff {
    pub plan: String,
    pub version: String,
    /// For a copro and month.
    pub price_cents: Cents,
    /// Lower prices for the copros beyond a number; the first ones keep theirs. Ascending.
    pub tiers: Vec<Tier>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// The price is that of each copro after so many.
    pub above: u32,
    pub price_cents: Cents,
}

impl Tariff {
    /// The price of the n-th copro, counted from 1.
    pub fn price_of(&self, nth: u32) -> Cents {
        let tier = self.tiers.iter().rev().find(|tier| nth > tier.above);
        tier.map_or(self.price_cents, |tier| tier.price_cents)
    }

    /// What so many copros cost for a month without any discount.
    pub fn month(&self, copros: u32) -> Cents {
        let mut sum = 0_i128;
        let mut after = 0;
        for border in self.tiers.iter().map(|tier| tier.above).chain([u32::MAX]) {
            let upto = border.min(copros);
            sum += i128::from(self.price_of(after + 1).0) * i128::from(upto.saturating_sub(after));
            after = upto;
            if after == copros {
                break;
            }
        }
        // MAX_PRICE × 2^32 fits 64 bits.
        Cents(i64::try_from(sum).unwrap_or(i64::MAX))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coupon {
    pub code: String,
    pub off: Off,
    /// Billing periods it is good for, from the one in which it is redeemed.
    pub months: u16,
    /// Days on which it can be redeemed.
    pub from: Date,
    pub to: Date,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Off {
    /// Basis points of the period's price.
    Percent(u32),
    /// An amount a period, as far as the price goes.
    Amount(Cents),
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CouponError {
    #[error("no coupon is called {0:?}: check its spelling")]
    Unknown(String),
    #[error("this coupon can be redeemed from {from} to {to}")]
    NotNow { from: Date, to: Date },
}

impl Catalogue {
    /// Case does not matter: codes are read from posters.
    pub fn redeem(&self, code: &str, on: Date) -> Result<&Coupon, CouponError> {
        let coupon = self.coupons.get(&code.trim().to_uppercase());
        let coupon = coupon.ok_or_else(|| CouponError::Unknown(code.to_owned()))?;
        if !(coupon.from..=coupon.to).contains(&on) {
            return Err(CouponError::NotNow { from: coupon.from, to: coupon.to });
        }
        Ok(coupon)
    }
}

/// All versions there ever were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogues(Vec<Catalogue>);

/// The files of `tenants/plans/`.
const EMBEDDED: [&str; 1] = [include_str!("../../../tenants/plans/2026-01.toml")];

impl Catalogues {
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, CatalogueError> {
        let mut all = texts.into_iter().map(Catalogue::parse).collect::<Result<Vec<_>, _>>()?;
        all.sort_by_key(|catalogue| catalogue.valid_from);
        let twice = all
            .windows(2)
            .find(|pair| pair[0].valid_from == pair[1].valid_from || pair[0].version == pair[1].version);
        if let Some(pair) = twice {
            let remedy = "give each version a name and a first day of its own";
            return Err(CatalogueError::new(None, format!("version {}", pair[1].version), remedy));
        }
        Ok(Self(all))
    }

    /// Those that the program carries; a test holds that they are right.
    pub fn embedded() -> Result<Self, CatalogueError> {
        Self::parse(EMBEDDED)
    }

    /// What is sold on a day.
    pub fn on(&self, day: Date) -> Option<&Catalogue> {
        self.0.iter().rev().find(|catalogue| catalogue.valid_from <= day)
    }

    pub fn version(&self, version: &str) -> Option<&Catalogue> {
        self.0.iter().find(|catalogue| catalogue.version == version)
    }
}
