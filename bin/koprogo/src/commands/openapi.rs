//! `koprogo openapi`: the document that clients are generated from; `docs/openapi.json` is this output,
//! and `docs/openapi-operator.json` what `--operator` prints.

use std::io::{self, Write};

use crate::cli::Failure;

pub fn run(operator: bool) -> Result<(), Failure> {
    let document = if operator { api::operator::document() } else { api::openapi() };
    let document = document.to_pretty_json().map_err(Failure::stopped)?;
    writeln!(io::stdout(), "{document}").map_err(Failure::stopped)
}
