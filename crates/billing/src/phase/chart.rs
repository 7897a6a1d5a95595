//! A forecast as a picture: what was, what is likely, where it ends.

use serde::Serialize;
use time::Date;

use super::forecast::{BandPoint, Forecast, Reach};
use super::sample::DayValue;

/// A chart is a few hundred pixels wide: more points cannot be told apart.
pub const POINTS_MAX: usize = 400;
/// The band goes on past the likely day, so that the crossing is seen; a quarter of a year where there is none.
const WEEKS_PAST: u32 = 4;
const WEEKS_DEFAULT: u32 = 13;

/// Plain numbers for a plot; no point is later than the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chart {
    pub points: Vec<DayValue>,
    pub band: Vec<BandPoint>,
    pub ceiling: u64,
    pub reach: Option<Reach>,
}

impl Chart {
    pub fn of(series: &[DayValue], ceiling: u64, today: Date) -> Self {
        let mut known: Vec<DayValue> = series.iter().filter(|point| point.day <= today).copied().collect();
        let forecast = Forecast::of(&known, ceiling);
        let reach = forecast.as_ref().map(Forecast::reach);
        let weeks = match reach {
            Some(Reach::Expected { on, .. }) => weeks_until(on, today) + WEEKS_PAST,
            _ => WEEKS_DEFAULT,
        };
        known.sort_by_key(|point| point.day);
        Self {
            points: thinned(&known),
            band: forecast.map(|forecast| forecast.band(weeks)).unwrap_or_default(),
            ceiling,
            reach,
        }
    }
}

fn weeks_until(day: Date, today: Date) -> u32 {
    u32::try_from((day - today).whole_weeks()).unwrap_or(0)
}

/// Every n-th point counted from the last, which stays.
fn thinned(points: &[DayValue]) -> Vec<DayValue> {
    let every = points.len().div_ceil(POINTS_MAX).max(1);
    let mut kept: Vec<DayValue> = points.iter().rev().step_by(every).copied().collect();
    kept.reverse();
    kept
}
