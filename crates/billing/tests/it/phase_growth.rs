//! Simulated growth: how many copros are active each day, until long after the ceiling is reached.

/// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same life on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Evenly between 0 (included) and 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Irwin and Hall: twelve even draws are normal enough here.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// Knuth's product of draws; means here stay below a few dozen.
    pub fn poisson(&mut self, mean: f64) -> u32 {
        let (limit, mut product, mut count) = ((-mean.min(200.0)).exp(), self.unit(), 0);
        while product > limit && count < 1_000 {
            product *= self.unit();
            count += 1;
        }
        count
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    Linear,
    Exponential,
    Logistic,
    /// Firms sign on working days, and many on the first of a month.
    Weekly,
    /// The same, and a quarter more or fewer by the time of year.
    Yearly,
    /// A big firm joins now and then with everything it has.
    Steps,
    /// A disk: a straight line measured badly, with wild readings.
    Noisy,
}

pub const GROWTHS: [Growth; 7] = [
    Growth::Linear,
    Growth::Exponential,
    Growth::Logistic,
    Growth::Weekly,
    Growth::Yearly,
    Growth::Steps,
    Growth::Noisy,
];

/// One life: what was measured each day, and the day on which the ceiling was reached.
pub struct Life {
    pub measured: Vec<f64>,
    pub reached: usize,
    /// The days on which a big firm joined.
    pub joined: Vec<usize>,
    /// The day that who knew the true mean growth would have named, thirty days before.
    pub oracle: f64,
}

pub const AHEAD: usize = 30;
const LONGEST: usize = 1_200;

/// What a simulation draws once.
struct Traits {
    growth: Growth,
    ceiling: f64,
    /// Daily growth as a share of the ceiling (straight) or of the level (bent).
    rate: f64,
    limit: f64,
    churn: f64,
    phase: usize,
}

impl Traits {
    fn mean(&self, day: usize, level: f64) -> f64 {
        match self.growth {
            Growth::Linear | Growth::Steps | Growth::Noisy => self.rate * self.ceiling,
            Growth::Exponential => self.rate * level,
            Growth::Logistic => self.rate * level * (1.0 - level / self.limit).max(0.0),
            Growth::Weekly | Growth::Yearly => {
                let weekday = [1.35, 1.35, 1.35, 1.35, 1.35, 0.2, 0.05][(day + self.phase) % 7];
                let first = if (day + self.phase).is_multiple_of(30) { 4.0 } else { 0.9 };
                let angle = (day + self.phase * 13) as f64 * std::f64::consts::TAU / 365.0;
                let swing = if self.growth == Growth::Yearly { 0.25 } else { 0.0 };
                self.rate * self.ceiling * weekday * first * (1.0 + swing * angle.sin())
            }
        }
    }
}

fn traits(growth: Growth, ceiling: f64, dice: &mut Dice) -> (Traits, f64) {
    let rate = match growth {
        Growth::Logistic => dice.between(0.008, 0.02),
        _ => dice.between(0.0015, 0.008),
    };
    let limit = ceiling * dice.between(1.3, 2.5);
    let churn = dice.between(0.0, 0.000_3);
    let phase = (dice.unit() * 28.0) as usize;
    let start = match growth {
        Growth::Linear | Growth::Weekly | Growth::Yearly | Growth::Noisy => {
            (1.0 - rate * dice.between(180.0, 400.0)).max(0.02) * ceiling
        }
        Growth::Steps => (1.0 - rate * dice.between(250.0, 500.0)).max(0.02) * ceiling,
        Growth::Exponential => ceiling * (-rate * dice.between(180.0, 400.0)).exp(),
        Growth::Logistic => ceiling * dice.between(0.03, 0.2),
    };
    (Traits { growth, ceiling, rate, limit, churn, phase }, start.round().max(5.0))
}

/// A life that reaches the ceiling after a history of at least ninety days; seeds that do not are passed over.
pub fn life(growth: Growth, ceiling: f64, seed: u64) -> Life {
    (0..64)
        .find_map(|attempt| try_life(growth, ceiling, seed * 64 + attempt))
        .expect("one of 64 draws has a history long enough")
}

fn try_life(growth: Growth, ceiling: f64, seed: u64) -> Option<Life> {
    let mut dice = Dice::new(seed ^ ((growth as u64) << 48));
    let (traits, start) = traits(growth, ceiling, &mut dice);
    let (mut true_level, mut joined, mut reached) = (vec![start], Vec::new(), None);
    while true_level.len() < LONGEST && reached.is_none_or(|day| true_level.len() < day + 60) {
        let (day, level) = (true_level.len(), *true_level.last()?);
        let mut next = level + arrivals(&traits, day, level, &mut dice);
        if growth == Growth::Steps && dice.unit() < 1.0 / 90.0 {
            next += (ceiling * dice.between(0.03, 0.08)).round();
            joined.push(day);
        }
        if next >= ceiling && reached.is_none() {
            reached = Some(day);
        }
        true_level.push(next);
    }
    let reached = reached.filter(|day| *day >= AHEAD + 90)?;
    let asked = reached - AHEAD;
    let oracle = oracle(&traits, asked, true_level[asked]);
    let measured = measure(growth, ceiling, &true_level, &mut dice);
    Some(Life { measured, reached, joined, oracle })
}

/// Firms join with one to three copros; each copro leaves with a small chance. A disk has no such grain.
fn arrivals(traits: &Traits, day: usize, level: f64, dice: &mut Dice) -> f64 {
    let mean = traits.mean(day, level);
    if traits.growth == Growth::Noisy {
        return mean;
    }
    let batches = dice.poisson((mean + traits.churn * level) / 2.0);
    let joined: f64 = (0..batches).map(|_| (dice.unit() * 3.0).floor() + 1.0).sum();
    joined - f64::from(dice.poisson(traits.churn * level))
}

fn oracle(traits: &Traits, asked: usize, level: f64) -> f64 {
    let (mut day, mut level) = (asked, level);
    while level < traits.ceiling && day < asked + 400 {
        day += 1;
        level += traits.mean(day, level);
    }
    day as f64
}

fn measure(growth: Growth, ceiling: f64, level: &[f64], dice: &mut Dice) -> Vec<f64> {
    if growth != Growth::Noisy {
        return level.to_vec();
    }
    let reading = |true_level: &f64| {
        let wild = if dice.unit() < 0.03 { dice.between(-0.3, 0.3) } else { 0.0 };
        (true_level + ceiling * (0.01 * dice.normal() + wild)).max(0.0)
    };
    level.iter().map(reading).collect()
}
