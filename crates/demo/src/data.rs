//! Reading the files of the demo, strictly: a typing error names its file and line.

use std::fmt::Display;

use serde::de::DeserializeOwned;

use crate::{DemoError, Files};

pub fn wrong(file: &str, problem: impl Display) -> DemoError {
    DemoError::Data { file: file.to_owned(), problem: problem.to_string() }
}

fn text(file: &str) -> Result<String, DemoError> {
    let found = Files::get(file).ok_or_else(|| wrong(file, "missing"))?;
    String::from_utf8(found.data.into_owned()).map_err(|error| wrong(file, error))
}

pub fn toml<T: DeserializeOwned>(file: &str) -> Result<T, DemoError> {
    ::toml::from_str(&text(file)?).map_err(|error| wrong(file, error))
}

pub fn csv<T: DeserializeOwned>(file: &str) -> Result<Vec<T>, DemoError> {
    let text = text(file)?;
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().map_err(|error| wrong(file, error))
}

/// A voucher, where there is one.
pub fn bytes(file: &str) -> Option<Vec<u8>> {
    Files::get(file).map(|found| found.data.into_owned())
}
