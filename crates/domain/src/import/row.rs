//! One row of the table, cell by cell.

use std::collections::BTreeMap;

use time::Date;

use super::cells::{parse_date, parse_integer};
use super::target::Target;
use super::{MAX_CELL_CHARS, words};
use crate::address::Address;
use crate::company_number::CompanyNumber;
use crate::email::EmailAddress;
use crate::lot::{self, LotNature};
use crate::person::{NewPerson, PersonKind};
use crate::violation::{Code, code};
use crate::{Language, Violation, Violations, prorate, text};

/// What a row says, every cell read.
#[derive(Debug)]
pub(super) struct ParsedRow {
    pub row: usize,
    pub code: String,
    pub nature: Option<LotNature>,
    pub description: Option<String>,
    pub floor: Option<String>,
    pub shares: i64,
    pub owner: Option<NewPerson>,
    pub owned_from: Option<Date>,
    /// One per key column.
    pub weights: Vec<i64>,
}

/// Where the targets are, looked up once per table.
pub(super) struct Columns<'a> {
    pub of: BTreeMap<&'a Target, usize>,
    /// The key targets in the order of their columns.
    pub keys: Vec<&'a Target>,
}

/// Reads one row; `None` for a row without anything in the mapped columns.
pub(super) fn parse(
    row: usize,
    cells: &[&str],
    columns: &Columns<'_>,
    language: Language,
) -> Result<Option<ParsedRow>, Vec<Violation>> {
    let mut reader = Reader { cells, columns, found: Violations::new() };
    if reader.is_blank() {
        return Ok(None);
    }
    reader.check_lengths();
    let parsed = ParsedRow {
        row,
        code: reader.required_text(&Target::LotCode, lot::MAX_CODE_CHARS),
        nature: reader.word(&Target::Nature, code::UNKNOWN_NATURE, words::nature),
        description: reader.optional_text(&Target::Description, lot::MAX_DESCRIPTION_CHARS),
        floor: reader.optional_text(&Target::Floor, lot::MAX_FLOOR_CHARS),
        shares: reader.shares(),
        owner: reader.owner(language),
        owned_from: reader.owned_from(),
        weights: columns.keys.iter().map(|key| reader.integer(key).unwrap_or(0)).collect(),
    };
    reader.found.finish(Some(parsed))
}

struct Reader<'a> {
    cells: &'a [&'a str],
    columns: &'a Columns<'a>,
    found: Violations,
}

impl Reader<'_> {
    fn raw(&self, target: &Target) -> &str {
        let column = self.columns.of.get(target);
        column.and_then(|index| self.cells.get(*index)).copied().unwrap_or_default()
    }

    /// The cell's text in one line, `None` when blank. Cells of spreadsheets hold line breaks.
    fn text(&self, target: &Target) -> Option<String> {
        let words: Vec<&str> = self.raw(target).split_whitespace().collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn is_blank(&self) -> bool {
        self.columns.of.keys().all(|target| self.raw(target).trim().is_empty())
    }

    fn wrong(&mut self, target: &Target, code: Code) -> Violation {
        Violation::new(target.to_string(), code)
    }

    fn check_lengths(&mut self) {
        let columns = self.columns;
        for target in columns.of.keys() {
            if self.raw(target).chars().nth(MAX_CELL_CHARS).is_some() {
                let long = self.wrong(target, code::TOO_LONG);
                self.found.push(long.with("max", text::count(MAX_CELL_CHARS)));
            }
        }
    }

    fn required_text(&mut self, target: &Target, max: usize) -> String {
        let text = self.text(target).unwrap_or_default();
        text::check_required(&mut self.found, &target.to_string(), &text, max);
        text
    }

    fn optional_text(&mut self, target: &Target, max: usize) -> Option<String> {
        let text = self.text(target);
        text::check_optional(&mut self.found, &target.to_string(), text.as_deref(), max);
        text
    }

    /// A cell whose text is one of a list of words; a blank one is no word.
    fn word<T>(&mut self, target: &Target, code: Code, meaning: impl Fn(&str) -> Option<T>) -> Option<T> {
        let typed = self.text(target)?;
        let found = meaning(&text::fold(&typed));
        if found.is_none() {
            let unknown = self.wrong(target, code);
            self.found.push(unknown.with("value", shortened(&typed)));
        }
        found
    }

    fn shares(&mut self) -> i64 {
        let shares = self.integer(&Target::Shares);
        if self.text(&Target::Shares).is_none() {
            self.found.add(Target::Shares.to_string(), code::REQUIRED);
        }
        shares.unwrap_or(0)
    }

    /// A share or weight; blank is `None`.
    fn integer(&mut self, target: &Target) -> Option<i64> {
        let typed = self.text(target)?;
        let Ok(number) = parse_integer(&typed) else {
            let wrong = self.wrong(target, code::NOT_AN_INTEGER);
            self.found.push(wrong.with("value", shortened(&typed)));
            return None;
        };
        lot::check_shares(&mut self.found, &target.to_string(), number);
        Some(number)
    }

    fn owned_from(&mut self) -> Option<Date> {
        let typed = self.text(&Target::OwnedFrom)?;
        let field = Target::OwnedFrom.to_string();
        match parse_date(&typed) {
            Ok(date) => {
                prorate::check_ownership_date(&mut self.found, &field, date);
                if self.text(&Target::OwnerName).is_none() {
                    self.found.add(field, code::OWNED_FROM_WITHOUT_OWNER);
                }
                Some(date)
            }
            Err(_) => {
                let wrong = Violation::new(field, code::INVALID_DATE);
                self.found.push(wrong.with("value", shortened(&typed)));
                None
            }
        }
    }

    fn owner(&mut self, default: Language) -> Option<NewPerson> {
        let language = self.word(&Target::OwnerLanguage, code::UNKNOWN_LANGUAGE, words::language);
        let country = self.country();
        let details = [Target::OwnerFirstName, Target::OwnerEmail, Target::OwnerPhone, Target::OwnerStreet];
        let Some(name) = self.text(&Target::OwnerName) else {
            let orphan = details.iter().any(|target| self.text(target).is_some());
            if orphan || self.text(&Target::OwnerCompanyNumber).is_some() {
                self.found.add(Target::OwnerName.to_string(), code::OWNER_NAME_MISSING);
            }
            return None;
        };
        let company_number = self.text(&Target::OwnerCompanyNumber);
        let (kind, last_name, first_name) =
            split_name(name, self.text(&Target::OwnerFirstName), company_number.is_some());
        let email = self.text(&Target::OwnerEmail);
        let person = NewPerson {
            kind,
            last_name,
            first_name,
            email: email.map(|text| EmailAddress::parse(&text).map_or(text, EmailAddress::into_string)),
            phone: self.text(&Target::OwnerPhone),
            language: language.unwrap_or(default),
            address: self.address(country),
            company_number: company_number
                .map(|text| CompanyNumber::parse(&text).map_or(text, |number| number.to_string())),
            iban: None,
        };
        if let Err(list) = person.validate() {
            list.into_iter().for_each(|wrong| self.found.push(self.moved_to_column(wrong)));
        }
        Some(person)
    }

    /// The address, when any of its street, code or city is there; `country` Belgium unless named.
    fn address(&self, country: Option<String>) -> Option<Address> {
        let part = |target| self.text(target);
        let parts = [part(&Target::OwnerStreet), part(&Target::OwnerPostalCode), part(&Target::OwnerCity)];
        if parts.iter().all(Option::is_none) {
            return None;
        }
        let [street, postal_code, city] = parts.map(Option::unwrap_or_default);
        Some(Address { street, postal_code, city, country: country.unwrap_or_else(|| "BE".to_owned()) })
    }

    fn country(&mut self) -> Option<String> {
        let typed = self.text(&Target::OwnerCountry)?;
        let country = words::country(&text::fold(&typed));
        if country.is_none() {
            self.found.add(Target::OwnerCountry.to_string(), code::INVALID_COUNTRY);
        }
        country
    }

    /// A violation of a person's field as one of the column it came from; of the owner's name when the
    /// table has no such column.
    fn moved_to_column(&self, mut wrong: Violation) -> Violation {
        let target = match wrong.field.as_str() {
            "first_name" => Target::OwnerFirstName,
            "email" => Target::OwnerEmail,
            "phone" => Target::OwnerPhone,
            "company_number" => Target::OwnerCompanyNumber,
            "address.street" => Target::OwnerStreet,
            "address.postal_code" => Target::OwnerPostalCode,
            "address.city" => Target::OwnerCity,
            "address.country" => Target::OwnerCountry,
            _ => Target::OwnerName,
        };
        wrong.field = target.to_string();
        wrong
    }
}

/// Kind, last and first name. Without a column for first names, `Dupont, Marie` is split at its only
/// comma; two people in one cell (`Dupont, M. & Janssens, L.`) stay as written.
fn split_name(
    name: String,
    first: Option<String>,
    has_company_number: bool,
) -> (PersonKind, String, Option<String>) {
    if first.is_none() && (has_company_number || words::is_company(&name)) {
        return (PersonKind::Legal, name, None);
    }
    if first.is_some() {
        return (PersonKind::Natural, name, first);
    }
    match name.split_once(',').map(|(last, first)| (last.trim(), first.trim())) {
        Some((last, first))
            if !last.is_empty() && !first.is_empty() && !first.contains(',') && !name.contains('&') =>
        {
            (PersonKind::Natural, last.to_owned(), Some(first.to_owned()))
        }
        _ => (PersonKind::Natural, name, None),
    }
}

/// Enough of a cell to recognise it in a message.
fn shortened(cell: &str) -> String {
    cell.chars().filter(|c| !text::is_invisible(*c)).take(40).collect()
}
