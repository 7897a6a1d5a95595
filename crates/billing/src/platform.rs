//! The company that runs the platform, as invoices name it: data (`tenants/platform.toml`).

use domain::address::Address;
use domain::company_number::CompanyNumber;
use domain::iban::Iban;
use serde::Deserialize;
use time::Date;

use crate::invoice::{Identifier, Party};
use crate::vat::Issuer;

const FILE: &str = include_str!("../../../tenants/platform.toml");

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Platform {
    pub seller: Party,
    pub issuer: Issuer,
    pub iban: Iban,
    /// Creditor identifier of direct debits.
    pub creditor: String,
    pub due_days: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the platform's own data are not right: {0}")]
pub struct PlatformError(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    street: String,
    postal_code: String,
    city: String,
    country: String,
    company_number: String,
    legal_note: Option<String>,
    email: String,
    iban: String,
    creditor: String,
    due_days: u16,
    one_stop_shop_from: Option<String>,
}

impl Platform {
    /// The one the program carries; a test holds that it is right.
    pub fn embedded() -> Result<Self, PlatformError> {
        Self::parse(FILE)
    }

    pub fn parse(text: &str) -> Result<Self, PlatformError> {
        let file: File = toml::from_str(text).map_err(|error| PlatformError(error.to_string()))?;
        let wrong = |field: &str, why: &dyn std::fmt::Display| PlatformError(format!("{field}: {why}"));
        let number: CompanyNumber =
            file.company_number.parse().map_err(|why| wrong("company_number", &why))?;
        let iban = Iban::parse(&file.iban).map_err(|why| wrong("iban", &why))?;
        let format = time::macros::format_description!("[year]-[month]-[day]");
        let shop = file.one_stop_shop_from.as_deref().map(|day| Date::parse(day, format));
        let one_stop_shop_from = shop.transpose().map_err(|why| wrong("one_stop_shop_from", &why))?;
        let address = Address {
            street: file.street,
            postal_code: file.postal_code,
            city: file.city,
            country: file.country.clone(),
        };
        if let Err(faults) = address.validate() {
            return Err(wrong("address", &format!("{faults:?}")));
        }
        let seller = Party {
            name: file.name,
            address,
            company: Some(Identifier::kbo(number)),
            vat_number: Some(number.vat()),
            endpoint: Some(Identifier::kbo(number)),
            email: Some(file.email),
            legal_note: file.legal_note,
        };
        let issuer = Issuer { country: file.country, one_stop_shop_from };
        Ok(Self { seller, issuer, iban, creditor: file.creditor, due_days: file.due_days })
    }
}
