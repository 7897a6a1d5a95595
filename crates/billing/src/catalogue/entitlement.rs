//! How much of what a plan allows.

use serde::{Deserialize, Serialize};

use super::Catalogue;

/// What a plan may limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quota {
    Copros,
    Users,
    StorageBytes,
    DocumentsPerMonth,
    MailsPerMonth,
    ApiCallsPerMinute,
}

impl Quota {
    pub const ALL: [Self; 6] = [
        Self::Copros,
        Self::Users,
        Self::StorageBytes,
        Self::DocumentsPerMonth,
        Self::MailsPerMonth,
        Self::ApiCallsPerMinute,
    ];
}

/// The limits of a plan; what has none is unlimited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    pub copros: Option<u64>,
    pub users: Option<u64>,
    pub storage_bytes: Option<u64>,
    pub documents_per_month: Option<u64>,
    pub mails_per_month: Option<u64>,
    pub api_calls_per_minute: Option<u64>,
}

impl Limits {
    pub const fn of(&self, quota: Quota) -> Option<u64> {
        match quota {
            Quota::Copros => self.copros,
            Quota::Users => self.users,
            Quota::StorageBytes => self.storage_bytes,
            Quota::DocumentsPerMonth => self.documents_per_month,
            Quota::MailsPerMonth => self.mails_per_month,
            Quota::ApiCallsPerMinute => self.api_calls_per_minute,
        }
    }

    fn allow(&self, quota: Quota, amount: u64) -> bool {
        self.of(quota).is_none_or(|limit| amount <= limit)
    }
}

/// What a firm on a plan may do, and which plan would allow more.
#[derive(Clone, Copy, Debug)]
pub struct Entitlements<'a> {
    catalogue: &'a Catalogue,
    limits: &'a Limits,
}

/// A limit stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error(
    "{used} of {limit} are used and {wanted} more are wanted: {}",
    match remedy { Some(plan) => format!("the plan {plan} allows it"), None => "no plan allows it, write to us".to_owned() }
)]
pub struct LimitReached {
    pub resource: Quota,
    pub limit: u64,
    pub used: u64,
    pub wanted: u64,
    /// The cheapest plan that allows it.
    pub remedy: Option<String>,
}

impl Catalogue {
    /// `None` when the version has no such plan.
    pub fn entitlements(&self, plan: &str) -> Option<Entitlements<'_>> {
        self.plans.get(plan).map(|plan| Entitlements { catalogue: self, limits: &plan.limits })
    }
}

impl Entitlements<'_> {
    /// May `wanted` more be used beside what is? Nothing wanted is always allowed: a firm over its limit keeps working with
    /// what it has.
    pub fn check(&self, resource: Quota, used: u64, wanted: u64) -> Result<(), LimitReached> {
        let amount = used.saturating_add(wanted);
        match self.limits.of(resource) {
            Some(limit) if wanted > 0 && amount > limit => {
                let allowing = self.catalogue.plans.values().filter(|p| p.limits.allow(resource, amount));
                let cheapest = allowing.min_by_key(|plan| plan.tariff.price_cents);
                let remedy = cheapest.map(|plan| plan.tariff.plan.clone());
                Err(LimitReached { resource, limit, used, wanted, remedy })
            }
            _ => Ok(()),
        }
    }
}
