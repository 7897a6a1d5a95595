//! The rules, by what they look at. The experiments behind them are told in `docs/architecture.md`, "Tenancy".

mod audit;
mod functions;
mod parameters;
mod policies;
mod rights;
mod roles;
mod surroundings;
mod tables;

use super::Rule;

pub(super) const ALL: &[&[Rule]] = &[
    tables::RULES,
    policies::RULES,
    rights::RULES,
    roles::RULES,
    functions::RULES,
    surroundings::RULES,
    audit::RULES,
    parameters::RULES,
];
