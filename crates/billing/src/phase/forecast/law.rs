//! Laws of growth: how much a week adds, given the level it begins at, fitted so that no single week decides.

use super::weekly::median;

/// What a week adds is a sum of at most two terms of the level y.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Law {
    /// The same every week.
    Straight,
    /// a·√y: between straight and exponential, as when word of mouth meets a market of limited reach.
    Root,
    /// a·y: exponential.
    Exponential,
    /// a·y + b·y²: logistic when b < 0 (Verhulst 1838), with its limit at −a/b.
    Logistic,
}

impl Law {
    pub const ALL: [Self; 4] = [Self::Straight, Self::Root, Self::Exponential, Self::Logistic];

    fn terms(self, level: f64) -> [f64; 2] {
        match self {
            Self::Straight => [1.0, 0.0],
            Self::Root => [level.max(0.0).sqrt(), 0.0],
            Self::Exponential => [level, 0.0],
            Self::Logistic => [level, level * level],
        }
    }

    /// A law of more terms fits more of the noise as well; its back-test counts as that much worse.
    pub fn handicap(self) -> f64 {
        if self == Self::Logistic { 1.05 } else { 1.0 }
    }
}

/// A law with its coefficients.
#[derive(Clone, Copy, Debug)]
pub(super) struct Growth {
    law: Law,
    coefficients: [f64; 2],
}

/// Deviations of more than three usual ones weigh less the farther they are (Huber 1964).
const USUAL_DEVIATIONS: f64 = 3.0;
/// Reweighting settles within a few rounds.
const ROUNDS: usize = 4;
/// From the median of absolute deviations to a standard deviation, for normal noise.
const MAD_TO_SIGMA: f64 = 1.4826;
/// No forecast looks at levels beyond five ceilings; it keeps a wild fit finite.
const LEVEL_MAX: f64 = 5.0;

impl Growth {
    /// Fits the weekly additions by weighted least squares; a week's weight halves every `half_life` weeks.
    pub fn fit(law: Law, levels: &[f64], half_life: f64) -> Self {
        let weeks: Vec<Week> = levels
            .windows(2)
            .rev()
            .enumerate()
            .map(|(age, pair)| Week {
                terms: law.terms(pair[0]),
                added: pair[1] - pair[0],
                recency: 0.5_f64.powf(age as f64 / half_life),
            })
            .collect();
        let mut trust = vec![1.0; weeks.len()];
        let mut coefficients = [0.0; 2];
        for _ in 0..ROUNDS {
            coefficients = least_squares(&weeks, &trust);
            let residuals: Vec<f64> = weeks.iter().map(|week| week.residual(coefficients).abs()).collect();
            let usual = USUAL_DEVIATIONS * MAD_TO_SIGMA * median(residuals.clone());
            trust =
                residuals.iter().map(|residual| usual.max(1e-9) / residual.max(usual).max(1e-9)).collect();
        }
        Self { law, coefficients }
    }

    /// The level now and after each of the next `weeks` weeks.
    pub fn run(&self, level: f64, weeks: usize) -> Vec<f64> {
        let step = |level: &f64| {
            let [a, b] = self.law.terms(*level);
            Some((level + a * self.coefficients[0] + b * self.coefficients[1]).clamp(0.0, LEVEL_MAX))
        };
        std::iter::successors(Some(level), step).take(weeks + 1).collect()
    }
}

struct Week {
    terms: [f64; 2],
    added: f64,
    recency: f64,
}

impl Week {
    fn residual(&self, coefficients: [f64; 2]) -> f64 {
        self.added - self.terms[0] * coefficients[0] - self.terms[1] * coefficients[1]
    }
}

/// The normal equations of at most two unknowns, by Cramer's rule.
fn least_squares(weeks: &[Week], trust: &[f64]) -> [f64; 2] {
    let (mut aa, mut ab, mut bb, mut ay, mut by) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (week, trust) in weeks.iter().zip(trust) {
        let (weight, [a, b]) = (week.recency * trust, week.terms);
        aa += weight * a * a;
        ab += weight * a * b;
        bb += weight * b * b;
        ay += weight * a * week.added;
        by += weight * b * week.added;
    }
    let determinant = aa * bb - ab * ab;
    // One term only, or levels so alike that two terms cannot be told apart.
    if determinant <= 1e-12 * aa * bb || bb == 0.0 {
        return if aa > 0.0 { [ay / aa, 0.0] } else { [0.0; 2] };
    }
    [(ay * bb - by * ab) / determinant, (by * aa - ay * ab) / determinant]
}
