//! Which rows speak of the same owner, and which owners the copro knows already.
//!
//! A name alone proves little: a building may house two people called Dupont. Rows are one owner when
//! name and e-mail, or name and address, or the company number agree. A row with nothing but a name goes
//! to the only owner of that name.

use std::collections::HashMap;

use super::{ExistingOwner, PlannedOwner, RowOwner};
use crate::Violation;
use crate::address::Address;
use crate::company_number::CompanyNumber;
use crate::person::{NewPerson, owner_name};
use crate::text::fold;
use crate::violation::code;

/// What an owner is recognised by.
struct Identity {
    /// The words of the name in alphabetical order: `Dupont, Marie` is `Marie DUPONT`.
    name: String,
    email: Option<String>,
    address: Option<String>,
    company: Option<String>,
}

impl Identity {
    fn new(name: &str, email: Option<&str>, address: Option<&Address>, company: Option<&str>) -> Self {
        let folded = fold(name);
        let mut words: Vec<&str> = folded.split(' ').collect();
        words.sort_unstable();
        Self {
            name: words.join(" "),
            email: email.map(str::to_lowercase),
            address: address.map(|a| format!("{} {}", fold(&a.street), fold(&a.postal_code))),
            company: company.and_then(|text| CompanyNumber::parse(text).ok()).map(CompanyNumber::digits),
        }
    }

    fn of_person(person: &NewPerson) -> Self {
        let name = person.name().to_string();
        Self::new(&name, person.email.as_deref(), person.address.as_ref(), person.company_number.as_deref())
    }

    fn is_bare(&self) -> bool {
        self.email.is_none() && self.address.is_none() && self.company.is_none()
    }
}

/// All owners known so far, by what they are recognised by.
#[derive(Default)]
pub(super) struct OwnerBook {
    pub planned: Vec<PlannedOwner>,
    known: Vec<Known>,
    by_company: HashMap<String, usize>,
    by_name_and_email: HashMap<(String, String), usize>,
    by_name_and_address: HashMap<(String, String), usize>,
    by_name: HashMap<String, Vec<usize>>,
}

struct Known {
    owner: RowOwner,
    /// Known by nothing but its name.
    bare: bool,
}

impl OwnerBook {
    pub(super) fn new(existing: &[ExistingOwner]) -> Self {
        let mut book = Self::default();
        for owner in existing {
            let (email, company) = (owner.email.as_deref(), owner.company_number.as_deref());
            let identity = Identity::new(&owner.name, email, owner.address.as_ref(), company);
            book.enter(RowOwner::Existing(owner.id), &identity);
        }
        book
    }

    /// The owner a row names, planned when nobody fits. Rows with details should come before bare ones.
    pub(super) fn resolve(&mut self, row: usize, person: &NewPerson) -> Result<RowOwner, Violation> {
        let identity = Identity::of_person(person);
        let Some(place) = self.find(&identity, &person.last_name)? else {
            let owner = RowOwner::Planned(self.planned.len());
            let name = owner_name(&[person.name()]);
            self.planned.push(PlannedOwner { row, name, person: person.clone() });
            self.enter(owner, &identity);
            return Ok(owner);
        };
        self.learn(place, &identity);
        let owner = self.known[place].owner;
        if let RowOwner::Planned(index) = owner {
            let planned = &mut self.planned[index];
            planned.row = planned.row.min(row);
            complete(&mut planned.person, person);
        }
        Ok(owner)
    }

    fn find(&self, identity: &Identity, name: &str) -> Result<Option<usize>, Violation> {
        let by_company = identity.company.as_ref().and_then(|number| self.by_company.get(number));
        let pair = |other: &Option<String>| other.clone().map(|other| (identity.name.clone(), other));
        let by_email = || pair(&identity.email).and_then(|key| self.by_name_and_email.get(&key));
        let by_address = || pair(&identity.address).and_then(|key| self.by_name_and_address.get(&key));
        if let Some(place) = by_company.or_else(by_email).or_else(by_address) {
            return Ok(Some(*place));
        }
        let namesakes = self.by_name.get(&identity.name).map_or(&[][..], Vec::as_slice);
        if identity.is_bare() {
            return match namesakes {
                [] => Ok(None),
                [only] => Ok(Some(*only)),
                _ => {
                    let ambiguous = Violation::new("owner_name", code::OWNER_AMBIGUOUS);
                    Err(ambiguous.with("name", name))
                }
            };
        }
        // A namesake known by nothing else does not contradict the details of this row.
        Ok(match namesakes {
            [only] if self.known[*only].bare => Some(*only),
            _ => None,
        })
    }

    fn enter(&mut self, owner: RowOwner, identity: &Identity) {
        let place = self.known.len();
        self.known.push(Known { owner, bare: true });
        self.by_name.entry(identity.name.clone()).or_default().push(place);
        self.learn(place, identity);
    }

    /// Adds the details of a row to what the owner is recognised by; the first owner keeps a detail.
    fn learn(&mut self, place: usize, identity: &Identity) {
        let name = &identity.name;
        if let Some(email) = &identity.email {
            self.by_name_and_email.entry((name.clone(), email.clone())).or_insert(place);
        }
        if let Some(address) = &identity.address {
            self.by_name_and_address.entry((name.clone(), address.clone())).or_insert(place);
        }
        if let Some(number) = &identity.company {
            self.by_company.entry(number.clone()).or_insert(place);
        }
        self.known[place].bare &= identity.is_bare();
    }
}

/// Fills what the first row left open.
fn complete(person: &mut NewPerson, row: &NewPerson) {
    let fill = |field: &mut Option<String>, new: &Option<String>| {
        if field.is_none() {
            field.clone_from(new);
        }
    };
    fill(&mut person.email, &row.email);
    fill(&mut person.phone, &row.phone);
    fill(&mut person.company_number, &row.company_number);
    if person.address.is_none() {
        person.address.clone_from(&row.address);
    }
}
