//! Which VAT a supply to a firm bears, and why; or that nobody can tell yet, and what is missing.
//!
//! Not legal advice: the articles are named so that an accountant can check each line of the table.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::invoice::{VatCategory, VatRate};

mod rates;

pub use rates::{Rate, RateError, Rates};

/// What the decision needs to know of the issuer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// From this day on the issuer declares sales to non-taxable customers of other member states in the one-stop shop: obligatory above
    /// 10 000 € a year of them, allowed before (directive 2006/112/EC, art. 59c).
    pub one_stop_shop_from: Option<Date>,
}

/// What the decision needs to know of the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    /// ISO 3166-1 alpha-2 of its seat.
    pub country: String,
    /// Acts as a taxable person. An association of co-owners or a volunteer syndic usually does not.
    pub taxable: bool,
    /// With its prefix, no spaces.
    pub vat_number: Option<String>,
    /// What VIES said about that number.
    pub vies: Vies,
}

/// The state of the question to VIES, the Commission's register of VAT numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Vies {
    /// Never asked about the present number.
    #[default]
    Unknown,
    /// The number was valid that day; the consultation number is the evidence.
    Valid {
        on: Date,
        reference: String,
    },
    Invalid {
        on: Date,
    },
    /// It, or the member state behind it, does not answer.
    Down {
        since: Date,
    },
}

/// An answer of VIES older than this is asked again before it is relied on.
pub const VIES_DAYS: i64 = 31;

/// So long before the next invoice VIES is asked again: the answer is still good when the invoice is made, and there are days left for a
/// register that is down.
pub const VIES_AHEAD_DAYS: i64 = 25;

/// Whether VIES is to be asked about a customer `today`; `next` is the day of the next invoice, as far as one is foreseen.
pub fn wants_vies(issuer: &Issuer, customer: &Customer, next: Option<Date>, today: Date) -> bool {
    let abroad = issuer.country != customer.country && UNION.contains(&customer.country.as_str());
    if !abroad || !customer.taxable || own_number(customer).is_err() {
        return false;
    }
    match customer.vies {
        Vies::Unknown | Vies::Down { .. } => true,
        // The number may be entered in the register yet: asked once a day.
        Vies::Invalid { on } => on < today,
        Vies::Valid { on, .. } => {
            let ahead = next.and_then(|next| next.checked_sub(time::Duration::days(VIES_AHEAD_DAYS)));
            (today - on).whole_days() > VIES_DAYS || ahead.is_some_and(|from| on < from && from <= today)
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Treatment {
    pub rate: VatRate,
    pub basis: Basis,
    /// The customer must get an electronic invoice (VAT code, art. 53, § 2bis).
    pub e_invoice: bool,
    /// The consultation of VIES that reverse charge relies on.
    pub evidence: Option<String>,
}

/// Why the treatment is what it is. Each has its article and, where the law wants one, a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Issuer and customer in one country.
    Domestic,
    /// A taxable person of another member state: it owes the VAT.
    ReverseCharge,
    /// A non-taxable person of another member state, before the one-stop shop.
    Origin,
    /// A non-taxable person of another member state, declared in the one-stop shop.
    Destination,
    /// Customer outside the Union.
    OutsideUnion,
}

impl Basis {
    pub const fn article(self) -> &'static str {
        match self {
            Self::Domestic => "VAT code, art. 21, § 2 and 21bis, § 1",
            Self::ReverseCharge => "Directive 2006/112/EC, art. 44, 196 and 226 (11a)",
            Self::Origin => "Directive 2006/112/EC, art. 45 and 59c",
            Self::Destination => "Directive 2006/112/EC, art. 58 and 369a to 369k",
            Self::OutsideUnion => "Directive 2006/112/EC, art. 44, 58 and 59",
        }
    }

    /// The code of the VATEX list, where no tax is asked.
    pub const fn exemption_code(self) -> Option<&'static str> {
        match self {
            Self::ReverseCharge => Some("VATEX-EU-AE"),
            Self::OutsideUnion => Some("VATEX-EU-O"),
            Self::Domestic | Self::Origin | Self::Destination => None,
        }
    }
}

/// Why no invoice can be made yet. It is held, not guessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "hold", rename_all = "kebab-case")]
pub enum Hold {
    #[error("the customer is a taxable person without VAT number: ask for it, or mark it as not taxable")]
    VatNumberMissing,
    #[error("the VAT number is not one of {country}: correct the number or the country")]
    VatNumberOfOtherCountry { country: String },
    #[error("VIES was not asked about the VAT number: ask it")]
    ViesUnknown,
    #[error("VIES has not answered since {since}: it is asked again until it does")]
    ViesDown { since: Date },
    #[error("VIES said on {on} that the VAT number is not valid: the customer must correct it")]
    ViesInvalid { on: Date },
    #[error("the answer of VIES of {on} is more than a month old: ask again")]
    ViesOld { on: Date },
    #[error("no rate of {country} is known for that day: add it to the table of rates")]
    RateUnknown { country: String },
}

/// Member states (ISO codes). Their VAT numbers begin with the same letters, but for Greece (EL).
const UNION: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
    "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// The VAT of a supply that is completed `on` a day, as far as it can be told `today`.
pub fn decide(
    issuer: &Issuer,
    customer: &Customer,
    on: Date,
    today: Date,
    rates: &Rates,
) -> Result<Treatment, Hold> {
    let domestic = issuer.country == customer.country;
    let of_union = UNION.contains(&customer.country.as_str());
    match (domestic, of_union, customer.taxable) {
        (true, _, taxable) => {
            if taxable {
                own_number(customer)?;
            }
            let e_invoice = taxable && customer.country == "BE";
            Ok(Treatment { e_invoice, ..standard(&issuer.country, Basis::Domestic, on, rates)? })
        }
        (false, true, true) => reverse_charge(customer, today),
        (false, true, false) => match issuer.one_stop_shop_from {
            Some(from) if from <= on => standard(&customer.country, Basis::Destination, on, rates),
            _ => standard(&issuer.country, Basis::Origin, on, rates),
        },
        (false, false, _) => Ok(untaxed(VatCategory::O, Basis::OutsideUnion, None)),
    }
}

fn standard(country: &str, basis: Basis, on: Date, rates: &Rates) -> Result<Treatment, Hold> {
    let rate = rates.standard(country, on);
    let basis_points = rate.ok_or_else(|| Hold::RateUnknown { country: country.to_owned() })?.basis_points;
    let rate = VatRate { category: VatCategory::S, basis_points };
    Ok(Treatment { rate, basis, e_invoice: false, evidence: None })
}

fn untaxed(category: VatCategory, basis: Basis, evidence: Option<String>) -> Treatment {
    Treatment { rate: VatRate { category, basis_points: 0 }, basis, e_invoice: false, evidence }
}

fn reverse_charge(customer: &Customer, today: Date) -> Result<Treatment, Hold> {
    own_number(customer)?;
    match &customer.vies {
        Vies::Unknown => Err(Hold::ViesUnknown),
        Vies::Down { since } => Err(Hold::ViesDown { since: *since }),
        Vies::Invalid { on } => Err(Hold::ViesInvalid { on: *on }),
        Vies::Valid { on: asked, reference } => {
            if (today - *asked).whole_days().abs() > VIES_DAYS {
                return Err(Hold::ViesOld { on: *asked });
            }
            Ok(untaxed(VatCategory::Ae, Basis::ReverseCharge, Some(reference.clone())))
        }
    }
}

/// The letters that VAT numbers of a country begin with.
pub(crate) fn prefix(country: &str) -> &str {
    if country == "GR" { "EL" } else { country }
}

/// A taxable person has a number, and of its own country.
fn own_number(customer: &Customer) -> Result<(), Hold> {
    let number = customer.vat_number.as_deref().ok_or(Hold::VatNumberMissing)?;
    if number.strip_prefix(prefix(&customer.country)).is_some_and(|rest| !rest.is_empty()) {
        return Ok(());
    }
    Err(Hold::VatNumberOfOtherCountry { country: customer.country.clone() })
}
