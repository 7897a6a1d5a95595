//! Firms over cells, year by year: how even cells are, how much has to move, how many copros one lost cell takes along. The same seed, the same outcome.

use fastrand::Rng;

/// From one copro to the largest firm there is.
const FIRM_MAX: f64 = 1_500.0;
/// Of the sizes of firms: the smaller, the heavier the large ones weigh (`1 / x^a`, as sizes of firms are; assumed).
const TAIL: f64 = 0.8;
/// Firms that leave within a year, and by how much the others grow in the mean; assumed.
const LEAVE: f64 = 0.04;
const GROW_MIN: f64 = -0.03;
const GROW_MAX: f64 = 0.09;
/// A new cell is opened when the emptiest one is so full, and a cell is relieved when it is this full.
const OPEN_AT: f64 = 0.75;
const RELIEVE_AT: f64 = 0.95;
const RELIEVED_TO: f64 = 0.85;

/// Where a firm goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Placing {
    /// A hash of its number over all cells; another cell more, and one in so many moves.
    Hash,
    /// A hash again, each cell holding a range; a full cell gives half of its range to a new one.
    Split,
    /// The emptiest cell, for good.
    Emptiest,
    /// The emptiest cell; what fills up is relieved by moving firms out.
    EmptiestAndMoves,
}

pub const PLACINGS: [Placing; 4] =
    [Placing::Hash, Placing::Split, Placing::Emptiest, Placing::EmptiestAndMoves];

#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub from: u64,
    pub to: u64,
    pub years: u32,
    /// Copros that a cell may hold.
    pub ceiling: u64,
    pub seed: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub firms: usize,
    pub copros: u64,
    pub cells: usize,
    /// The largest cell beside the mean, at the end.
    pub balance: f64,
    /// Firms and copros moved in a year, in the mean, and the share of all copros in the worst year.
    pub firms_moved_year: f64,
    pub copros_moved_year: f64,
    pub worst_year: f64,
    /// Of all copros, in the largest cell.
    pub lost_with_a_cell: f64,
    /// Cells over their ceiling at the end of a year, all years together.
    pub over: usize,
}

#[derive(Clone, Copy)]
struct Firm {
    hash: u64,
    copros: u64,
    cell: usize,
}

struct World {
    firms: Vec<Firm>,
    cells: Vec<u64>,
    /// Where the range of hashes of each cell begins and ends; of `Split` alone.
    ranges: Vec<(u64, u64)>,
    ceiling: u64,
    placing: Placing,
    moved: (u64, u64),
}

pub fn simulate(plan: &Plan, placing: Placing) -> Outcome {
    let mut rng = Rng::with_seed(plan.seed);
    let mut world = World {
        firms: Vec::new(),
        cells: vec![0],
        ranges: vec![(0, u64::MAX)],
        ceiling: plan.ceiling,
        placing,
        moved: (0, 0),
    };
    let growth = (plan.to as f64 / plan.from as f64).powf(1.0 / f64::from(plan.years.max(1)));
    world.fill(plan.from, &mut rng);
    // Before the first year nothing is in use: what is placed anew then is not moved.
    world.moved = (0, 0);
    let (mut moved, mut worst, mut over, mut wanted) = ((0, 0), 0.0f64, 0, plan.from as f64);
    for _ in 0..plan.years {
        wanted *= growth;
        world.live_a_year(&mut rng);
        world.fill(wanted as u64, &mut rng);
        let (firms, copros) = std::mem::take(&mut world.moved);
        moved = (moved.0 + firms, moved.1 + copros);
        worst = worst.max(copros as f64 / world.copros().max(1) as f64);
        over += world.cells.iter().filter(|copros| **copros > plan.ceiling).count();
    }
    let (copros, largest) = (world.copros(), world.cells.iter().copied().max().unwrap_or(0));
    let years = f64::from(plan.years.max(1));
    Outcome {
        firms: world.firms.len(),
        copros,
        cells: world.cells.len(),
        balance: largest as f64 * world.cells.len() as f64 / copros.max(1) as f64,
        firms_moved_year: moved.0 as f64 / years,
        copros_moved_year: moved.1 as f64 / years,
        worst_year: worst,
        lost_with_a_cell: largest as f64 / copros.max(1) as f64,
        over,
    }
}

/// Copros of a firm, by a power law cut off at both ends.
fn size(rng: &mut Rng) -> u64 {
    let least = FIRM_MAX.powf(-TAIL);
    (least + rng.f64() * (1.0 - least)).powf(-1.0 / TAIL) as u64
}

/// Over how many cells, which one: adding a cell moves as few as can be (Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm").
fn jump(mut key: u64, cells: usize) -> usize {
    let (mut at, mut next) = (0u64, 0u64);
    while next < cells as u64 {
        at = next;
        key = key.wrapping_mul(2_862_933_555_777_941_757).wrapping_add(1);
        next = ((at + 1) as f64 * ((1u64 << 31) as f64 / ((key >> 33) + 1) as f64)) as u64;
    }
    at as usize
}

impl World {
    fn copros(&self) -> u64 {
        self.cells.iter().sum()
    }

    fn live_a_year(&mut self, rng: &mut Rng) {
        let mut stay = Vec::with_capacity(self.firms.len());
        for mut firm in std::mem::take(&mut self.firms) {
            let grown = (firm.copros as f64 * (1.0 + GROW_MIN + rng.f64() * (GROW_MAX - GROW_MIN))).max(1.0);
            // Small firms grow by a copro now and then, not by a part of one.
            let whole = grown as u64 + u64::from(rng.f64() < grown.fract());
            let left = rng.f64() < LEAVE;
            self.cells[firm.cell] -= firm.copros;
            if !left {
                firm.copros = whole.min(FIRM_MAX as u64);
                self.cells[firm.cell] += firm.copros;
                stay.push(firm);
            }
        }
        self.firms = stay;
        self.relieve();
    }

    /// New firms until there are so many copros.
    fn fill(&mut self, wanted: u64, rng: &mut Rng) {
        let mut copros = self.copros();
        while copros < wanted {
            let mut firm = Firm { hash: rng.u64(..), copros: size(rng), cell: 0 };
            firm.cell = self.place(firm.hash);
            self.cells[firm.cell] += firm.copros;
            copros += firm.copros;
            let full = self.cells[firm.cell] > self.ceiling;
            self.firms.push(firm);
            if full {
                self.relieve();
            }
        }
    }

    fn place(&mut self, hash: u64) -> usize {
        match self.placing {
            Placing::Hash => jump(hash, self.cells.len()),
            Placing::Split => {
                self.ranges.iter().position(|(from, to)| (*from..=*to).contains(&hash)).unwrap_or(0)
            }
            Placing::Emptiest | Placing::EmptiestAndMoves => {
                let emptiest = self.emptiest();
                if self.cells[emptiest] as f64 <= OPEN_AT * self.ceiling as f64 {
                    return emptiest;
                }
                self.cells.push(0);
                self.cells.len() - 1
            }
        }
    }

    fn emptiest(&self) -> usize {
        (0..self.cells.len()).min_by_key(|cell| self.cells[*cell]).unwrap_or(0)
    }

    /// What this way of placing does about full cells.
    fn relieve(&mut self) {
        // Each turn adds a cell or empties one, so the turns have an end; a firm is never larger than a cell.
        for _ in 0..self.firms.len() {
            let full = match self.placing {
                Placing::Emptiest => None,
                Placing::EmptiestAndMoves => self.fuller_than(RELIEVE_AT),
                Placing::Hash | Placing::Split => self.fuller_than(1.0),
            };
            let Some(full) = full else { return };
            match self.placing {
                Placing::Hash => self.one_more_for_all(),
                Placing::Split => self.split(full),
                Placing::Emptiest | Placing::EmptiestAndMoves => self.move_out_of(full),
            }
        }
    }

    fn fuller_than(&self, part: f64) -> Option<usize> {
        self.cells.iter().position(|copros| *copros as f64 > part * self.ceiling as f64)
    }

    fn move_to(&mut self, firm: usize, cell: usize) {
        let moved = self.firms[firm];
        self.cells[moved.cell] -= moved.copros;
        self.cells[cell] += moved.copros;
        self.firms[firm].cell = cell;
        self.moved = (self.moved.0 + 1, self.moved.1 + moved.copros);
    }

    fn one_more_for_all(&mut self) {
        self.cells.push(0);
        for firm in 0..self.firms.len() {
            let cell = jump(self.firms[firm].hash, self.cells.len());
            if cell != self.firms[firm].cell {
                self.move_to(firm, cell);
            }
        }
    }

    fn split(&mut self, full: usize) {
        let (from, to) = self.ranges[full];
        let middle = from + (to - from) / 2;
        self.ranges[full] = (from, middle);
        self.ranges.push((middle + 1, to));
        self.cells.push(0);
        let new = self.cells.len() - 1;
        for firm in 0..self.firms.len() {
            if self.firms[firm].cell == full && self.firms[firm].hash > middle {
                self.move_to(firm, new);
            }
        }
    }

    /// The largest firms first: the fewest moves.
    fn move_out_of(&mut self, full: usize) {
        let mut here: Vec<usize> =
            (0..self.firms.len()).filter(|firm| self.firms[*firm].cell == full).collect();
        here.sort_by_key(|firm| std::cmp::Reverse(self.firms[*firm].copros));
        for firm in here {
            if self.cells[full] as f64 <= RELIEVED_TO * self.ceiling as f64 {
                return;
            }
            let emptiest = self.emptiest();
            let would_be = (self.cells[emptiest] + self.firms[firm].copros) as f64;
            if emptiest == full || would_be > RELIEVED_TO * self.ceiling as f64 {
                self.cells.push(0);
                let new = self.cells.len() - 1;
                self.move_to(firm, new);
            } else {
                self.move_to(firm, emptiest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: Plan = Plan { from: 5_000, to: 100_000, years: 10, ceiling: 10_000, seed: 1 };

    #[test]
    fn the_same_seed_gives_the_same_and_nobody_is_lost() {
        for placing in PLACINGS {
            let outcome = simulate(&PLAN, placing);
            assert_eq!(outcome, simulate(&PLAN, placing), "{placing:?}");
            assert!((100_000..102_000).contains(&outcome.copros), "{placing:?}: {}", outcome.copros);
            assert!(outcome.cells >= 10 && outcome.balance >= 1.0, "{placing:?}: {outcome:?}");
        }
        assert_ne!(simulate(&PLAN, Placing::Hash), simulate(&Plan { seed: 2, ..PLAN }, Placing::Hash));
    }

    #[test]
    fn who_moves_firms_keeps_every_ceiling_and_who_does_not_moves_nobody() {
        for placing in [Placing::Hash, Placing::Split, Placing::EmptiestAndMoves] {
            assert_eq!(simulate(&PLAN, placing).over, 0, "{placing:?}");
        }
        let never = simulate(&PLAN, Placing::Emptiest);
        assert_eq!((never.firms_moved_year, never.copros_moved_year), (0.0, 0.0));
        let moves = simulate(&PLAN, Placing::EmptiestAndMoves);
        assert!(moves.copros_moved_year < simulate(&PLAN, Placing::Hash).copros_moved_year);
        assert!(moves.balance < simulate(&PLAN, Placing::Split).balance);
    }

    #[test]
    fn one_more_cell_moves_one_in_so_many() {
        let moved = (0..100_000u64).filter(|key| jump(key * 7_919, 9) != jump(key * 7_919, 10)).count();
        assert!((9_000..11_000).contains(&moved), "{moved}");
    }

    #[test]
    fn firms_are_as_large_as_firms_are() {
        let mut rng = Rng::with_seed(3);
        let sizes: Vec<u64> = (0..100_000).map(|_| size(&mut rng)).collect();
        assert!(sizes.iter().all(|size| (1..=1_500).contains(size)));
        let small = sizes.iter().filter(|size| **size < 50).count();
        let mean = sizes.iter().sum::<u64>() as f64 / 100_000.0;
        assert!(small > 90_000 && (8.0..30.0).contains(&mean), "{small} {mean}");
    }
}
