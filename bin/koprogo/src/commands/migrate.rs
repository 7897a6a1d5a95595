//! `koprogo migrate`: the only command that logs in as the owner of the schema.

use secrecy::ExposeSecret;

use crate::cli::Failure;
use crate::config::{self, Sources};

pub async fn run(sources: &Sources) -> Result<(), Failure> {
    let settings = config::load_database(sources)?;
    let url = settings.migrate_url()?;
    let done = store::migrate(url.expose_secret()).await.map_err(Failure::stopped)?;
    match done.applied {
        _ if done.later => {
            println!("The schema is a later release's, and this one works with it: nothing to do.")
        }
        0 => println!("The schema is up to date ({} migrations).", done.total),
        applied => println!("{applied} of {} migrations applied.", done.total),
    }
    Ok(())
}
