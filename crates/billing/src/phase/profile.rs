//! The phases of growth and the thresholds between them: data, in `tenants/phases/`.

use std::num::NonZeroU32;

use domain::Cents;
use serde::{Deserialize, Serialize};

/// The profile used when the operator names none.
pub const DEFAULT_PROFILE: &str = include_str!("../../../../tenants/phases/load-tested.toml");
/// The profile for operators who would rather move early.
pub const CONSERVATIVE_PROFILE: &str = include_str!("../../../../tenants/phases/conservative.toml");

/// The names of the profiles that come with the product, the usual one first.
pub const NAMES: [&str; 2] = ["load-tested", "conservative"];

const PHASES_MAX: usize = 9;
const NAME_CHARACTERS_MAX: usize = 40;
const HOST_CHARACTERS_MAX: usize = 200;
const DAY_MINUTES: u32 = 24 * 60;
const WINDOWS_CONSIDERED_MAX: u8 = 48;
const LEAD_DAYS_MAX: u32 = 180;

/// How the platform grows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub name: String,
    /// A move is advised when a ceiling is foreseen within so many days.
    pub lead_days: u32,
    pub thresholds: Thresholds,
    pub windows: Windows,
    /// Smallest first; the first has number 1.
    pub phases: Vec<Phase>,
}

/// What the machine may show at most, for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    pub memory_bp: u32,
    pub load_per_vcpu_milli: u32,
    pub disk_bp: u32,
    pub p99_ms: u32,
}

/// What "constantly" means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Windows {
    pub minutes: u32,
    /// The last so many windows are looked at.
    pub considered: u8,
    /// So many of them over the threshold raise the signal.
    pub over_min: u8,
    /// How far below the threshold a window must be to count as calm.
    pub clear_margin_bp: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    pub name: String,
    /// Active copros it carries. Only the last phase may have none.
    pub ceiling: Option<NonZeroU32>,
    /// What its hosting costs a month.
    pub cost_cents: Cents,
    pub host: String,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    #[error("the profile cannot be read: {0}; compare it with tenants/phases/load-tested.toml")]
    Unreadable(String),
    #[error("{field}: {remedy}")]
    Field { field: String, remedy: String },
    #[error("profile: there is none called {name}; use {}", NAMES.join(" or "))]
    Unknown { name: String },
}

impl Profile {
    /// One of those that come with the product, by a name of [`NAMES`].
    pub fn named(name: &str) -> Result<Self, ProfileError> {
        match name {
            "load-tested" => Self::parse(DEFAULT_PROFILE),
            "conservative" => Self::parse(CONSERVATIVE_PROFILE),
            _ => Err(ProfileError::Unknown { name: name.to_owned() }),
        }
    }

    pub fn parse(toml: &str) -> Result<Self, ProfileError> {
        let profile: Self = toml::from_str(toml).map_err(|error| ProfileError::Unreadable(read(&error)))?;
        profile.check()?;
        Ok(profile)
    }

    /// Phase `number`, from 1.
    pub fn phase(&self, number: u8) -> Option<&Phase> {
        self.phases.get(usize::from(number).checked_sub(1)?)
    }

    /// The number of the last phase.
    pub fn last(&self) -> u8 {
        u8::try_from(self.phases.len()).unwrap_or(u8::MAX)
    }

    /// The smallest phase that carries so many active copros; the last when none does.
    pub fn smallest_for(&self, active: u64) -> u8 {
        let carries = |phase: &Phase| phase.ceiling.is_none_or(|ceiling| active <= u64::from(ceiling.get()));
        let index = self.phases.iter().position(carries).unwrap_or(self.phases.len() - 1);
        u8::try_from(index + 1).unwrap_or(u8::MAX)
    }

    fn check(&self) -> Result<(), ProfileError> {
        text("name", &self.name, NAME_CHARACTERS_MAX)?;
        range("lead_days", self.lead_days, 1, LEAD_DAYS_MAX)?;
        self.thresholds.check()?;
        self.windows.check()?;
        if !(1..=PHASES_MAX).contains(&self.phases.len()) {
            return Err(field("phases", format!("list between 1 and {PHASES_MAX} phases")));
        }
        self.phases.iter().zip(1..).try_for_each(|(phase, number)| phase.check(number))?;
        self.check_order()
    }

    /// Each phase but the last has a ceiling, and each carries more than the one before.
    fn check_order(&self) -> Result<(), ProfileError> {
        for (pair, number) in self.phases.windows(2).zip(1..) {
            let Some(here) = pair[0].ceiling else {
                return Err(field(
                    &format!("phases.{number}.ceiling"),
                    "name how many active copros the phase carries; only the last may do without",
                ));
            };
            if pair[1].ceiling.is_some_and(|next| next <= here) {
                let remedy = format!("must be more than the {here} of the phase before");
                return Err(field(&format!("phases.{}.ceiling", number + 1), remedy));
            }
        }
        Ok(())
    }
}

impl Thresholds {
    fn check(&self) -> Result<(), ProfileError> {
        range("thresholds.memory_bp", self.memory_bp, 1, 10_000)?;
        range("thresholds.load_per_vcpu_milli", self.load_per_vcpu_milli, 1, 1_000_000)?;
        range("thresholds.disk_bp", self.disk_bp, 1, 10_000)?;
        range("thresholds.p99_ms", self.p99_ms, 1, 600_000)
    }
}

impl Windows {
    fn check(&self) -> Result<(), ProfileError> {
        range("windows.minutes", self.minutes, 1, DAY_MINUTES)?;
        range("windows.considered", self.considered.into(), 1, WINDOWS_CONSIDERED_MAX.into())?;
        range("windows.over_min", self.over_min.into(), 1, self.considered.into())?;
        range("windows.clear_margin_bp", self.clear_margin_bp, 0, 9_999)
    }
}

impl Phase {
    fn check(&self, number: usize) -> Result<(), ProfileError> {
        text(&format!("phases.{number}.name"), &self.name, NAME_CHARACTERS_MAX)?;
        text(&format!("phases.{number}.host"), &self.host, HOST_CHARACTERS_MAX)?;
        if self.cost_cents.is_negative() || self.cost_cents > Cents::MAX_ENTERED {
            return Err(field(&format!("phases.{number}.cost_cents"), "cents a month, 0 or more"));
        }
        Ok(())
    }
}

fn range(name: &str, value: u32, least: u32, most: u32) -> Result<(), ProfileError> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(field(name, format!("{value} is not between {least} and {most}")))
}

fn text(name: &str, value: &str, characters_max: usize) -> Result<(), ProfileError> {
    let characters = value.trim().chars().count();
    if (1..=characters_max).contains(&characters) && !value.chars().any(char::is_control) {
        return Ok(());
    }
    Err(field(name, format!("between 1 and {characters_max} characters on one line")))
}

fn field(name: &str, remedy: impl Into<String>) -> ProfileError {
    ProfileError::Field { field: name.to_owned(), remedy: remedy.into() }
}

/// toml's message, which names the field and its place, on one line.
fn read(error: &toml::de::Error) -> String {
    error.to_string().lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
