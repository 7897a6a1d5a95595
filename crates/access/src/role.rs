//! The roles a person may hold in a firm or in one copro.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A role. Which person holds it, and where, is a row in the database; this list only names them.
///
/// The first four are held in a firm, the others in one copro.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Role {
    FirmAdmin,
    Gestionnaire,
    Comptable,
    Assistant,
    CouncilMember,
    Auditor,
    CoOwner,
    Occupant,
}

impl Role {
    pub const ALL: [Role; 8] = [
        Role::FirmAdmin,
        Role::Gestionnaire,
        Role::Comptable,
        Role::Assistant,
        Role::CouncilMember,
        Role::Auditor,
        Role::CoOwner,
        Role::Occupant,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Role::FirmAdmin => "firm_admin",
            Role::Gestionnaire => "gestionnaire",
            Role::Comptable => "comptable",
            Role::Assistant => "assistant",
            Role::CouncilMember => "council_member",
            Role::Auditor => "auditor",
            Role::CoOwner => "co_owner",
            Role::Occupant => "occupant",
        }
    }

    /// True for roles held in a firm; the others are held in one copro.
    pub const fn is_of_firm(self) -> bool {
        matches!(self, Role::FirmAdmin | Role::Gestionnaire | Role::Comptable | Role::Assistant)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The roles one caller holds in one place: the one in the firm and those in the copro itself.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct RoleSet(u8);

const _: () = assert!(Role::ALL.len() <= u8::BITS as usize, "one bit per role no longer fits");

impl RoleSet {
    pub const NONE: RoleSet = RoleSet(0);

    pub const fn of(role: Role) -> RoleSet {
        RoleSet(1 << (role as u8))
    }

    pub const fn with(self, role: Role) -> RoleSet {
        RoleSet(self.0 | Self::of(role).0)
    }

    pub const fn contains(self, role: Role) -> bool {
        self.0 & Self::of(role).0 != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its roles, in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.contains(*role))
    }
}

impl From<Role> for RoleSet {
    fn from(role: Role) -> RoleSet {
        RoleSet::of(role)
    }
}

impl FromIterator<Role> for RoleSet {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> RoleSet {
        roles.into_iter().fold(RoleSet::NONE, RoleSet::with)
    }
}

impl fmt::Debug for RoleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// The text is not one of the roles.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown role {0:?}")]
pub struct UnknownRole(pub String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Role::ALL.into_iter().find(|role| role.as_str() == text).ok_or_else(|| UnknownRole(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_json_agree_for_every_role() {
        for (position, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, position);
            assert_eq!(role.as_str().parse(), Ok(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
        }
        assert!("FIRM_ADMIN".parse::<Role>().is_err());
        assert!("r:firm_admin".parse::<Role>().is_err());
    }

    #[test]
    fn a_set_holds_what_was_put_into_it() {
        let roles = [Role::CouncilMember, Role::Assistant];
        let set: RoleSet = roles.into_iter().collect();
        for role in Role::ALL {
            assert_eq!(set.contains(role), roles.contains(&role), "{role}");
        }
        assert!(set.iter().eq([Role::Assistant, Role::CouncilMember]));
        assert_eq!(set.with(Role::Assistant), set);
        assert!(RoleSet::NONE.is_empty() && !RoleSet::of(Role::FirmAdmin).is_empty());
    }
}
