//! When a growing quantity reaches its ceiling, with an error band.
//!
//! Days become weeks without jumps ([`weekly`]); laws of growth are fitted to what each week added ([`law`]) and averaged by how well
//! they would have foretold the past ([`blend`]); the curve and its margins give the three dates. Growth is not money: here, and only
//! here, the numbers are floating point. They leave as days and whole units.

use serde::Serialize;
use time::{Date, Duration};

use self::blend::{Blend, enough};
use self::weekly::{WEEK, Weekly, median};
use super::sample::DayValue;

mod blend;
mod law;
mod weekly;

/// Nothing is foretold beyond.
pub const HORIZON_DAYS: u32 = 365;
/// A forecast needs so many days of history: five weeks to fit, two to be tried on.
pub const HISTORY_DAYS_MIN: u32 = 49;
const HISTORY_DAYS_MAX: usize = 52 * WEEK;
/// The level of the last week is that of its middle day.
const WEEK_MIDDLE: f64 = 3.0;
/// Rounding errors of a level that lies exactly at the ceiling.
const ROUNDING: f64 = 1e-9;

/// When a ceiling is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Reach {
    /// Not enough history to foretell anything.
    TooShort { days: u32, needed: u32 },
    /// The last value measured is at the ceiling or over it.
    Reached { on: Date },
    /// Most likely on that day; four times of five between `earliest` and `latest`. No latest day: beyond the horizon.
    Expected { on: Date, earliest: Date, latest: Option<Date> },
    /// Not within the horizon; at the earliest on that day, if it is likely at all.
    Beyond { earliest: Option<Date> },
}

impl Reach {
    /// Days until then, seen from `today`; 0 when it is reached.
    pub fn days_left(self, today: Date) -> Option<u32> {
        match self {
            Self::Reached { .. } => Some(0),
            Self::Expected { on, .. } => Some(u32::try_from((on - today).whole_days()).unwrap_or(0)),
            Self::TooShort { .. } | Self::Beyond { .. } => None,
        }
    }
}

/// A day to come: the likely value, and what four of five outcomes lie between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BandPoint {
    pub day: Date,
    pub low: u64,
    pub likely: u64,
    pub high: u64,
}

/// A fitted forecast; `None` where the history is too short.
#[derive(Debug)]
pub struct Forecast {
    ceiling: f64,
    last: DayValue,
    days: u32,
    fit: Option<Fit>,
}

#[derive(Debug)]
struct Fit {
    blend: Blend,
    /// What jumps lifted the level by; the blend does not know of them.
    lifted: f64,
    /// Jumps upwards: how many a week, and their usual size.
    jumps_a_week: f64,
    jump: f64,
}

impl Forecast {
    /// `None` of no measurement at all, or of a ceiling of 0.
    pub fn of(series: &[DayValue], ceiling: u64) -> Option<Self> {
        let last = series.iter().max_by_key(|point| point.day).copied()?;
        if ceiling == 0 {
            return None;
        }
        let ceiling = ceiling as f64;
        let daily: Vec<f64> = daily(series, last.day).into_iter().map(|value| value / ceiling).collect();
        let days = u32::try_from(daily.len()).unwrap_or(u32::MAX);
        Some(Self { ceiling, last, days, fit: Fit::of(&daily) })
    }

    pub fn reach(&self) -> Reach {
        if self.last.value as f64 >= self.ceiling {
            return Reach::Reached { on: self.last.day };
        }
        let Some(fit) = &self.fit else {
            return Reach::TooShort { days: self.days, needed: HISTORY_DAYS_MIN };
        };
        let on = |level: &dyn Fn(f64) -> f64| {
            (1..=HORIZON_DAYS)
                .find(|day| level(f64::from(*day)) >= 1.0 - ROUNDING)
                .and_then(|day| self.day(day))
        };
        let earliest = on(&|day| fit.high(day));
        match on(&|day| fit.likely(day)) {
            Some(likely) => Reach::Expected {
                on: likely,
                earliest: earliest.unwrap_or(likely),
                latest: on(&|day| fit.low(day)),
            },
            None => Reach::Beyond { earliest },
        }
    }

    /// The band, one point a week, for so many weeks; empty where the history is too short.
    pub fn band(&self, weeks: u32) -> Vec<BandPoint> {
        let point = |day: u32| {
            let fit = self.fit.as_ref()?;
            let at = f64::from(day);
            Some(BandPoint {
                day: self.day(day)?,
                low: self.units(fit.low(at)),
                likely: self.units(fit.likely(at)),
                high: self.units(fit.high(at)),
            })
        };
        (1..=weeks.min(HORIZON_DAYS / 7)).map_while(|week| point(week * 7)).collect()
    }

    fn day(&self, ahead: u32) -> Option<Date> {
        self.last.day.checked_add(Duration::days(i64::from(ahead)))
    }

    fn units(&self, share: f64) -> u64 {
        // Never negative, and at most a few ceilings: in range.
        (share.max(0.0) * self.ceiling).round() as u64
    }
}

impl Fit {
    fn of(daily: &[f64]) -> Option<Self> {
        let weekly = Weekly::of(daily);
        if !enough(&weekly.levels) {
            return None;
        }
        let upwards: Vec<f64> = weekly.jumps.iter().copied().filter(|jump| *jump > 0.0).collect();
        Some(Self {
            blend: Blend::of(&weekly.levels, HORIZON_DAYS as usize / WEEK + 1),
            lifted: weekly.lifted(),
            jumps_a_week: upwards.len() as f64 / weekly.levels.len() as f64,
            jump: median(upwards),
        })
    }

    fn likely(&self, day: f64) -> f64 {
        self.blend.level(weeks(day)) + self.lifted
    }

    fn low(&self, day: f64) -> f64 {
        self.likely(day) - self.blend.margin(weeks(day))
    }

    /// Jumps come when they like. As many as nine times of ten suffice belong to the upper edge, if they come as often as until now.
    fn high(&self, day: f64) -> f64 {
        let jumps = poisson_quantile(self.jumps_a_week * day / 7.0, 0.9);
        self.likely(day) + self.blend.margin(weeks(day)) + jumps * self.jump
    }
}

fn weeks(day: f64) -> f64 {
    (day + WEEK_MIDDLE) / 7.0
}

/// The least count that is not exceeded with the given probability.
fn poisson_quantile(mean: f64, probability: f64) -> f64 {
    let mut term = (-mean).exp();
    let (mut below, mut count) = (term, 0.0);
    while below < probability && count < 200.0 {
        count += 1.0;
        term *= mean / count;
        below += term;
    }
    count
}

/// One value a day until `last`, at most a year; days that nobody measured lie on the line between their neighbours.
fn daily(series: &[DayValue], last: Date) -> Vec<f64> {
    let from = last.saturating_sub(Duration::days(HISTORY_DAYS_MAX as i64 - 1));
    let mut points: Vec<DayValue> = series.iter().filter(|point| point.day >= from).copied().collect();
    points.reverse();
    // Stable: of two values for one day the later in the list now comes first, and stays.
    points.sort_by_key(|point| point.day);
    points.dedup_by_key(|point| point.day);
    let mut values = Vec::with_capacity(HISTORY_DAYS_MAX);
    for pair in points.windows(2) {
        let days = (pair[1].day - pair[0].day).whole_days();
        let (here, there) = (pair[0].value as f64, pair[1].value as f64);
        values.extend((0..days).map(|day| here + (there - here) * day as f64 / days as f64));
    }
    values.extend(points.last().map(|point| point.value as f64));
    values
}
