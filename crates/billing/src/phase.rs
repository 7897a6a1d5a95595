//! Phases of growth: when the platform must move to larger machines, and what that costs beside what it earns.
//!
//! The meter's samples become windows ([`signal`]), windows a state with hysteresis ([`watch`]); days become a forecast with an error
//! band ([`forecast`]); both become [`Advice`], which [`render`] writes for a terminal and serde for programs. Phases and thresholds are data
//! ([`profile`]).

pub mod advice;
pub mod chart;
pub mod economics;
pub mod forecast;
pub mod profile;
pub mod render;
pub mod sample;
pub mod signal;
pub mod watch;

pub use advice::{Advice, AdviceError, Reason, Verdict, advise};
pub use chart::Chart;
pub use economics::Economics;
pub use forecast::{BandPoint, Forecast, Reach};
pub use profile::{Phase, Profile, ProfileError};
pub use render::{Style, render};
pub use sample::{DayValue, Load, MachineSample, Samples, Usage};
pub use signal::{Reading, Signal};
pub use watch::State;
