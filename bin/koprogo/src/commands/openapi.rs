//! `koprogo openapi`: the document that clients are generated from; `docs/openapi.json` is this output.

use std::io::{self, Write};

use crate::cli::Failure;

pub fn run() -> Result<(), Failure> {
    let document = api::openapi().to_pretty_json().map_err(Failure::stopped)?;
    writeln!(io::stdout(), "{document}").map_err(Failure::stopped)
}
