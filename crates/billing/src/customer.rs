//! Who is billed, as the firm says it.

use domain::address::Address;
use domain::company_number::CompanyNumber;
use domain::email::EmailAddress;
use domain::violation::{Code, code};
use domain::{Language, Violation, Violations, text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::account::Terms;
use crate::invoice::{Header, Identifier, Means, Party};
use crate::platform::Platform;
use crate::vat::{Customer, Vies};

/// What stands on the firm's invoices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Details {
    /// The legal name, at most 200 characters.
    #[serde(deserialize_with = "text::trimmed")]
    pub name: String,
    pub address: Address,
    /// The enterprise number in Belgium, the SIREN (nine digits) in France; none elsewhere.
    pub company_number: Option<String>,
    /// Acts as a taxable person. A volunteer syndic or an association usually does not.
    pub taxable: bool,
    /// With its country prefix; demanded of who is taxable. In Belgium it follows from the enterprise number.
    pub vat_number: Option<String>,
    /// Where invoices are mailed.
    pub email: String,
    pub language: Language,
    /// What the firm wants to read on each invoice, such as its order number.
    pub reference: Option<String>,
}

impl Details {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        text::check_required(&mut found, "name", &self.name, 200);
        found.nest("address", self.address.validate());
        if EmailAddress::parse(&self.email).is_err() {
            found.add("email", code::INVALID_EMAIL);
        }
        if self.company_number.is_some() && self.company().is_none() {
            found.add("company_number", self.company_fault());
        }
        if self.address.country == "BE" && self.taxable && self.company_number.is_none() {
            found.add("company_number", code::REQUIRED);
        }
        self.check_vat(&mut found);
        let longest = self.reference.as_deref().map_or(0, |reference| reference.chars().count());
        if longest > 60 {
            found.push(Violation::new("reference", code::TOO_LONG).with("max", 60));
        }
        found.finish(())
    }

    /// How a company is known differs by country.
    fn company_fault(&self) -> Code {
        match self.address.country.as_str() {
            "BE" => code::INVALID_COMPANY_NUMBER,
            "FR" => code::INVALID_SIREN,
            _ => code::COMPANY_NUMBER_ELSEWHERE,
        }
    }

    /// In Belgium it follows from the enterprise number; elsewhere it begins with the letters of the country (directive 2006/112/EC, art. 215).
    fn check_vat(&self, found: &mut Violations) {
        let Some(number) = self.vat() else {
            if self.taxable && self.address.country != "BE" {
                found.add("vat_number", code::REQUIRED);
            }
            return;
        };
        let prefix = if self.address.country == "GR" { "EL" } else { self.address.country.as_str() };
        let fits = number.strip_prefix(prefix).is_some_and(|rest| (2..=13).contains(&rest.len()));
        if !fits {
            found.add("vat_number", code::INVALID_VAT_NUMBER);
        }
    }

    /// The VAT number as it is written on invoices: prefix, no spaces.
    pub fn vat(&self) -> Option<String> {
        if !self.taxable {
            return None;
        }
        if self.address.country == "BE" {
            let number: CompanyNumber = self.company_number.as_deref()?.parse().ok()?;
            return Some(number.vat());
        }
        let written = self.vat_number.as_deref()?;
        let plain: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
        (!plain.is_empty()).then(|| plain.to_ascii_uppercase())
    }

    fn company(&self) -> Option<Identifier> {
        let number = self.company_number.as_deref()?;
        match self.address.country.as_str() {
            "BE" => number.parse().ok().map(Identifier::kbo),
            "FR" => {
                let digits: String = number.chars().filter(char::is_ascii_digit).collect();
                (digits.len() == 9).then(|| Identifier::siren(digits))
            }
            _ => None,
        }
    }

    /// Where electronic invoices go: Peppol in Belgium, the French platforms in France.
    fn endpoint(&self) -> Option<Identifier> {
        let company = self.company()?;
        match company.scheme.as_str() {
            Identifier::SIREN => {
                Some(Identifier { scheme: Identifier::FR_CTC.to_owned(), value: company.value })
            }
            _ => Some(company),
        }
    }

    /// What VAT depends on.
    pub fn customer(&self, vies: Vies) -> Customer {
        let country = self.address.country.clone();
        Customer { country, taxable: self.taxable, vat_number: self.vat(), vies }
    }

    /// The terms of the next invoice.
    pub fn terms(&self, platform: &Platform, firm: Uuid, vies: Vies, means: Means) -> Terms {
        let buyer = Party {
            name: self.name.clone(),
            address: self.address.clone(),
            company: self.company(),
            vat_number: self.vat(),
            endpoint: self.endpoint(),
            email: Some(self.email.clone()),
            legal_note: None,
        };
        let header = Header {
            language: self.language,
            seller: platform.seller.clone(),
            buyer,
            buyer_reference: self.reference.clone().unwrap_or_else(|| firm.to_string()),
            means,
            iban: platform.iban.clone(),
            due_days: platform.due_days,
            notes: Vec::new(),
        };
        Terms { header, issuer: platform.issuer.clone(), customer: self.customer(vies) }
    }
}
