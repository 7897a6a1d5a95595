//! Owners: the persons who hold rights together, one of whom represents them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::NewPerson;
use crate::ownership::{self, Member, Right};
use crate::text;
use crate::violation::code;
use crate::{PersonId, Violation, Violations};

const MAX_OWNER_NAME_CHARS: usize = 200;

/// Body of `POST /copros/{copro}/owners`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOwner {
    pub members: Vec<NewMember>,
    /// Who receives calls and votes for them all (art. 3.87 §1); the first member when absent.
    #[serde(default)]
    pub representative_person_id: Option<PersonId>,
    /// Made from the members when absent.
    #[serde(default, deserialize_with = "text::optional")]
    pub name: Option<String>,
}

/// A member of an owner: a known person, or a new one created with the owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    #[serde(default)]
    pub person_id: Option<PersonId>,
    #[serde(default)]
    pub person: Option<NewPerson>,
    pub right: Right,
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub numerator: i64,
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub denominator: i64,
}

impl NewMember {
    /// The right with its fraction.
    pub fn member(&self) -> Member {
        Member { right: self.right, numerator: self.numerator, denominator: self.denominator }
    }

    fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        if self.person_id.is_some() == self.person.is_some() {
            let both = Violation::new("person_id", code::EITHER_OR);
            found.push(both.with("first", "person_id").with("second", "person"));
        }
        if let Some(person) = &self.person {
            found.nest("person", person.validate());
        }
        found.finish(())
    }
}

impl NewOwner {
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        let rights: Vec<Member> = self.members.iter().map(NewMember::member).collect();
        found.nest("members", ownership::validate_members(&rights));
        for (index, member) in self.members.iter().enumerate().take(ownership::MAX_MEMBERS) {
            found.nest(&format!("members.{index}"), member.validate());
            let same = |other: &NewMember| {
                member.person_id.is_some()
                    && (other.person_id, other.right) == (member.person_id, member.right)
            };
            if self.members[..index].iter().any(same) {
                found.add(format!("members.{index}.person_id"), code::MEMBER_TWICE);
            }
        }
        let representative = self.representative_person_id;
        if representative.is_some() && !self.members.iter().any(|m| m.person_id == representative) {
            found.add("representative_person_id", code::REPRESENTATIVE_NOT_MEMBER);
        }
        text::check_optional(&mut found, "name", self.name.as_deref(), MAX_OWNER_NAME_CHARS);
        found.finish(())
    }
}

/// Body of `PATCH /copros/{copro}/owners/{owner}`. Rights are not patched: other persons or fractions
/// make another owner, by a transfer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OwnerPatch {
    #[serde(deserialize_with = "text::patch::required", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub representative_person_id: Option<PersonId>,
}

impl OwnerPatch {
    /// `members` are the persons of the owner being patched.
    pub fn validate(&self, members: &[PersonId]) -> Result<(), Vec<Violation>> {
        let mut found = Violations::new();
        if let Some(name) = &self.name {
            text::check_required(&mut found, "name", name, MAX_OWNER_NAME_CHARS);
        }
        if self.representative_person_id.is_some_and(|person| !members.contains(&person)) {
            found.add("representative_person_id", code::REPRESENTATIVE_NOT_MEMBER);
        }
        found.finish(())
    }
}

/// The parts of a person's name that make an owner's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonName<'a> {
    pub last: &'a str,
    pub first: Option<&'a str>,
}

impl std::fmt::Display for PersonName<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.first {
            Some(first) => write!(f, "{}, {first}", self.last),
            None => f.write_str(self.last),
        }
    }
}

/// The name of an owner made of these persons, each once: `Dupont, Marie & Janssens, Luc`. At most
/// 200 characters; a longer one ends in `…`.
pub fn owner_name(persons: &[PersonName<'_>]) -> String {
    let mut names: Vec<String> = Vec::new();
    for name in persons.iter().map(PersonName::to_string) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let name = names.join(" & ");
    if name.chars().nth(MAX_OWNER_NAME_CHARS).is_none() {
        return name;
    }
    name.chars().take(MAX_OWNER_NAME_CHARS - 1).chain(['…']).collect()
}
