//! Several laws and memories at once, each heard by how well it would have foretold the past.
//!
//! Choosing the single best candidate follows the noise of the choice; an average of all, weighted by back-test, is hardly ever
//! the best and hardly ever far from it (Bates and Granger 1969).

use super::law::{Growth, Law};
use super::weekly::quantile;

/// Half-lives of memory, in weeks.
const HALF_LIVES: [f64; 3] = [6.0, 13.0, 26.0];
/// How many past weeks the back-test asks from, and how many weeks ahead.
const ORIGINS_MAX: usize = 20;
const AHEAD: usize = 5;
/// A fit needs this many levels before the week it is asked in.
const LEVELS_MIN: usize = 5;
/// A candidate whose back-test is that share worse than the best weighs 1/e of it.
const TOLERANCE: f64 = 0.5;
/// The share of past errors that the band covers.
pub(super) const COVERED: f64 = 0.8;
/// So many standard deviations hold [`COVERED`] of a normal error.
const NORMAL_QUANTILE: f64 = 1.2816;
/// The weights were chosen on the very errors that the band is made of, and errors of neighbouring weeks are alike:
/// the band is made that much wider. The figure comes from simulated growth (tests/it/phase_forecast.rs).
const HONESTY: f64 = 1.25;

/// The forecast curve, week by week, and how far the truth strays from it.
#[derive(Debug)]
pub(super) struct Blend {
    /// The level in the last week measured, then after each week to come.
    curve: Vec<f64>,
    /// How far the candidates lie apart, week by week (weighted standard deviation).
    dissent: Vec<f64>,
    /// What the band is wide one week ahead; see [`spread`].
    unit: f64,
}

struct Candidate {
    law: Law,
    half_life: f64,
}

/// Past forecasts of one candidate: per origin the levels it foretold for the weeks that followed.
type Trials = Vec<Vec<f64>>;

impl Blend {
    /// Needs at least `LEVELS_MIN + 2` levels, see [`enough`].
    pub fn of(levels: &[f64], weeks: usize) -> Self {
        let candidates: Vec<Candidate> = Law::ALL
            .into_iter()
            .flat_map(|law| HALF_LIVES.map(|half_life| Candidate { law, half_life }))
            .collect();
        let trials: Vec<Trials> = candidates.iter().map(|candidate| candidate.trials(levels)).collect();
        let losses: Vec<f64> = candidates
            .iter()
            .zip(&trials)
            .map(|(candidate, trials)| loss(trials, levels) * candidate.law.handicap())
            .collect();
        let weights = weights(&losses);
        let curves: Vec<Vec<f64>> = candidates.iter().map(|candidate| candidate.run(levels, weeks)).collect();
        let unit = unit(&trials, &weights, levels);
        let curve = average(curves.iter().map(Vec::as_slice), &weights);
        let dissent = dissent(&curves, &weights, &curve);
        Self { curve, dissent, unit }
    }

    /// The level between two weeks, in proportion.
    pub fn level(&self, weeks: f64) -> f64 {
        between(&self.curve, weeks)
    }

    /// How far from the curve the truth may be, so many weeks ahead: the past's own errors, and what the candidates
    /// do not agree about (a bend that has only begun shows in no error yet).
    pub fn margin(&self, weeks: f64) -> f64 {
        (self.unit * spread(weeks)).hypot(NORMAL_QUANTILE * between(&self.dissent, weeks))
    }
}

fn between(curve: &[f64], weeks: f64) -> f64 {
    let at = weeks.clamp(0.0, (curve.len() - 1) as f64);
    let (below, above) = (curve[at.floor() as usize], curve[at.ceil() as usize]);
    below + (above - below) * at.fract()
}

/// Whether a series is long enough to be tried on its own past.
pub(super) fn enough(levels: &[f64]) -> bool {
    levels.len() >= LEVELS_MIN + 2
}

impl Candidate {
    fn run(&self, levels: &[f64], weeks: usize) -> Vec<f64> {
        let now = levels.last().copied().unwrap_or_default();
        Growth::fit(self.law, levels, self.half_life).run(now, weeks)
    }

    fn trials(&self, levels: &[f64]) -> Trials {
        origins(levels).map(|origin| self.run(&levels[..origin], AHEAD.min(levels.len() - origin))).collect()
    }
}

/// How many levels were known at each past asking, latest asking first.
fn origins(levels: &[f64]) -> impl Iterator<Item = usize> {
    let last = levels.len();
    (LEVELS_MIN.max(last.saturating_sub(ORIGINS_MAX))..last).rev()
}

/// The errors of past forecasts, with how many weeks ahead each was.
fn errors(trials: &Trials, levels: &[f64]) -> Vec<(usize, f64)> {
    let of_one = |(origin, foretold): (usize, &Vec<f64>)| {
        let actual = &levels[origin..];
        let pairs = foretold.iter().skip(1).zip(actual).enumerate();
        pairs.map(|(before, (told, actual))| (before + 1, actual - told)).collect::<Vec<_>>()
    };
    origins(levels).zip(trials).flat_map(of_one).collect()
}

/// Root of the mean square of the errors, each divided by the weeks it had to grow.
fn loss(trials: &Trials, levels: &[f64]) -> f64 {
    let errors = errors(trials, levels);
    let sum: f64 = errors.iter().map(|(ahead, error)| (error / *ahead as f64).powi(2)).sum();
    (sum / errors.len().max(1) as f64).sqrt()
}

fn weights(losses: &[f64]) -> Vec<f64> {
    // A series that some law foretells perfectly has losses of rounding errors only: they weigh alike.
    let best = losses.iter().copied().fold(f64::INFINITY, f64::min).max(1e-9);
    let raw: Vec<f64> = losses.iter().map(|loss| (-(loss / best - 1.0) / TOLERANCE).exp()).collect();
    let sum: f64 = raw.iter().sum();
    raw.iter().map(|weight| weight / sum).collect()
}

fn average<'a>(curves: impl Iterator<Item = &'a [f64]>, weights: &[f64]) -> Vec<f64> {
    let mut sum = Vec::new();
    for (curve, weight) in curves.zip(weights) {
        sum.resize(curve.len(), 0.0);
        sum.iter_mut().zip(curve).for_each(|(sum, level)| *sum += weight * level);
    }
    sum
}

fn dissent(curves: &[Vec<f64>], weights: &[f64], mean: &[f64]) -> Vec<f64> {
    let squares: Vec<Vec<f64>> = curves
        .iter()
        .map(|curve| curve.iter().zip(mean).map(|(level, mean)| (level - mean).powi(2)).collect())
        .collect();
    average(squares.iter().map(Vec::as_slice), weights).into_iter().map(f64::sqrt).collect()
}

/// The quantile of the blend's own past errors, each in units of what its distance lets expect.
fn unit(trials: &[Trials], weights: &[f64], levels: &[f64]) -> f64 {
    let count = origins(levels).count();
    let blended: Trials = (0..count)
        .map(|origin| average(trials.iter().map(|trials| trials[origin].as_slice()), weights))
        .collect();
    let scaled =
        errors(&blended, levels).into_iter().map(|(ahead, error)| error.abs() / spread(ahead as f64));
    HONESTY * quantile(scaled.collect(), COVERED)
}

/// How errors grow with the weeks ahead: the sum of independent weeks grows with the root, the error of the slope with
/// the weeks themselves; half a dozen weeks ahead both weigh alike.
fn spread(weeks: f64) -> f64 {
    let weeks = weeks.max(0.0);
    (weeks + weeks * weeks / 6.0).sqrt()
}
