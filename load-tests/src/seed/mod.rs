//! A database full of copros in minutes: one firm is made through the front door, with everything a firm has, and copied as often as
//! needed with `COPY`. What a copy holds is therefore what the product itself wrote, whatever tables it writes to.

mod copies;
mod model;
pub mod words;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use sqlx::{Connection, PgConnection};

pub use copies::{Progress, copy};
pub use model::{PASSWORD, build};

pub type Error = crate::http::Error;

/// How much there is of everything.
#[derive(Clone, Debug)]
pub struct Plan {
    pub copros: usize,
    /// Copros of one firm.
    pub per_firm: usize,
    pub lots: usize,
    pub expenses: usize,
    pub seed: u64,
}

impl Plan {
    pub fn of(copros: usize) -> Plan {
        Plan { copros, per_firm: 50.min(copros.max(1)), lots: 20, expenses: 100, seed: 1 }
    }

    pub fn firms(&self) -> usize {
        self.copros.div_ceil(self.per_firm.max(1))
    }
}

/// What was done and how long it took.
#[derive(Clone, Copy, Debug)]
pub struct Planted {
    pub firms: usize,
    pub copros: usize,
    pub rows: u64,
    pub model: Duration,
    pub copying: Duration,
    pub settling: Duration,
}

/// Where to seed: a server that answers for the database, and the owner's login to it.
pub struct Ground<'a> {
    pub server: SocketAddr,
    pub owner_url: &'a str,
}

/// Fills a migrated, empty database. The owner must be allowed to set `session_replication_role`: what is copied was checked by the triggers
/// and foreign keys when the model was made. `stop` ends the server before its firm is copied, so that nothing is written meanwhile.
pub async fn plant(
    ground: &Ground<'_>,
    plan: &Plan,
    stop: impl AsyncFnOnce(),
    mut told: impl FnMut(Progress),
) -> Result<Planted, Error> {
    let begun = Instant::now();
    let mut owner = PgConnection::connect(ground.owner_url).await?;
    build(ground.server, &mut owner, plan, &mut told).await?;
    stop().await;
    model::forget_the_making(&mut owner).await?;
    let model = begun.elapsed();
    let rows = copy(ground.owner_url, plan, &mut told).await?;
    let copying = begun.elapsed() - model;
    told(Progress::Settling);
    sqlx::query("VACUUM (ANALYZE)").execute(&mut owner).await?;
    let settling = begun.elapsed() - model - copying;
    let (firms, copros) = (plan.firms(), plan.firms() * plan.per_firm);
    Ok(Planted { firms, copros, rows, model, copying, settling })
}
