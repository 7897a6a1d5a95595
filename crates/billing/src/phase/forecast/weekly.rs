//! Days to weeks: what is left to see of a growth when weekdays, wild readings and sudden jumps are taken out.

/// A week holds every weekday once, so that "firms sign on working days" vanishes from sums over a week.
pub(super) const WEEK: usize = 7;
/// One year: older growth says little about the next month.
const WEEKS_MAX: usize = 52;
/// A jump is a day's change of at least this share of the ceiling ...
const JUMP_OF_CEILING_MIN: f64 = 0.015;
/// ... that is this many times what all but a tenth of the days change by.
const JUMP_OF_USUAL_MIN: f64 = 3.0;

/// The levels of the last weeks, without the jumps; all numbers are shares of the ceiling.
#[derive(Debug)]
pub(super) struct Weekly {
    /// Oldest first; each is the mean of its week without the highest and the lowest day.
    pub levels: Vec<f64>,
    /// What jumped and stayed, by size, oldest first.
    pub jumps: Vec<f64>,
}

impl Weekly {
    /// `days`: one value a day, oldest first, as shares of the ceiling.
    pub fn of(days: &[f64]) -> Self {
        let jumps = jumps(days);
        let smooth = without(days, &jumps);
        let mut levels: Vec<f64> = smooth.rchunks_exact(WEEK).take(WEEKS_MAX).map(trimmed_mean).collect();
        levels.reverse();
        Self { levels, jumps: jumps.into_iter().map(|(_, size)| size).collect() }
    }

    /// How far all jumps together lifted the level that the weeks no longer show.
    pub fn lifted(&self) -> f64 {
        self.jumps.iter().sum()
    }
}

/// The days on which the level jumped for good, and by how much.
fn jumps(days: &[f64]) -> Vec<(usize, f64)> {
    let changes: Vec<f64> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let usual = quantile(changes.iter().map(|change| change.abs()).collect(), 0.9);
    let least = (JUMP_OF_USUAL_MIN * usual).max(JUMP_OF_CEILING_MIN);
    let large = changes.iter().enumerate().filter(|(_, change)| change.abs() > least);
    large.map(|(at, change)| (at + 1, *change)).filter(|(day, size)| stays(days, *day, *size)).collect()
}

/// Whether the days after `day` lie as much higher than those before it as the jump says: a wild reading
/// does not stay, and a reading beside a wild one does not differ from its other neighbours.
fn stays(days: &[f64], day: usize, size: f64) -> bool {
    let before = &days[day.saturating_sub(WEEK)..day];
    let after = &days[day..(day + WEEK).min(days.len())];
    if after.len() < 2 {
        return false;
    }
    let (low, high) = (median(before.to_vec()), median(after.to_vec()));
    let middle = f64::midpoint(low, high);
    let astray = before.iter().filter(|level| (**level - middle) * size > 0.0).count()
        + after.iter().filter(|level| (**level - middle) * size < 0.0).count();
    let share = (high - low) / size;
    astray * 4 <= before.len() + after.len() && (0.6..1.5).contains(&share)
}

fn without(days: &[f64], jumps: &[(usize, f64)]) -> Vec<f64> {
    let mut ahead = jumps.iter().peekable();
    let mut lifted = 0.0;
    let level = |(day, level): (usize, &f64)| {
        while let Some((_, size)) = ahead.next_if(|(at, _)| *at == day) {
            lifted += size;
        }
        level - lifted
    };
    days.iter().enumerate().map(level).collect()
}

fn trimmed_mean(week: &[f64]) -> f64 {
    let mut days = week.to_vec();
    days.sort_by(f64::total_cmp);
    let kept = &days[1..days.len() - 1];
    kept.iter().sum::<f64>() / kept.len() as f64
}

pub(super) fn median(values: Vec<f64>) -> f64 {
    quantile(values, 0.5)
}

/// The value below which the share `q` of all lies, between the two nearest in proportion; 0 of none.
pub(super) fn quantile(mut values: Vec<f64>, q: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = q * values.len().saturating_sub(1) as f64;
    let low = at.floor();
    match (values.get(low as usize), values.get(at.ceil() as usize)) {
        (Some(below), Some(above)) => below + (above - below) * (at - low),
        _ => 0.0,
    }
}
