//! Standard rates as dated data.

use domain::prorate::days;
use serde::Deserialize;
use time::Date;

pub const MAX_RATES: usize = 500;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub basis_points: u32,
    /// In force until the country's next rate is.
    pub from: Date,
    pub source: String,
}

/// The rates of all countries that are known, by first day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates(Vec<Rate>);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    #[error("line {line}: {message}")]
    Toml { line: usize, message: String },
    #[error("rates.{country}: basis_points from 1 to 5000, one rate a day, at most {MAX_RATES} in all")]
    Rate { country: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rates: Vec<Rate>,
}

impl Rates {
    pub fn parse(text: &str) -> Result<Self, RateError> {
        let file: File = toml::from_str(text).map_err(|error| {
            let upto = error.span().map_or(0, |span| span.start);
            let line = 1 + text.bytes().take(upto).filter(|byte| *byte == b'\n').count();
            RateError::Toml { line, message: error.message().to_owned() }
        })?;
        let mut rates = file.rates;
        rates.sort_by(|a, b| (&a.country, a.from).cmp(&(&b.country, b.from)));
        let odd = |rate: &&Rate| !(1..=5_000).contains(&rate.basis_points);
        let twice = rates
            .windows(2)
            .find(|pair| pair[0].country == pair[1].country && days(pair[0].from, pair[1].from) < 2);
        let wrong = rates.iter().find(odd).or(twice.map(|pair| &pair[1])).or(rates.get(MAX_RATES));
        match wrong {
            Some(rate) => Err(RateError::Rate { country: rate.country.clone() }),
            None => Ok(Self(rates)),
        }
    }

    /// Those of `tenants/jurisdictions/vat-rates.toml`; a test holds that they are right.
    pub fn embedded() -> Result<Self, RateError> {
        Self::parse(include_str!("../../../../tenants/jurisdictions/vat-rates.toml"))
    }

    pub fn standard(&self, country: &str, on: Date) -> Option<&Rate> {
        self.0.iter().rev().find(|rate| rate.country == country && rate.from <= on)
    }
}
