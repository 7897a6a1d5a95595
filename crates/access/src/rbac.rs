//! May this role do this operation?
//!
//! Casbin is asked once for every role and operation when the program starts; the answers become one bit each.
//! An uncached enforce costs 30 to 160 µs, a bit test one nanosecond, and the table cannot drift from the policy
//! because the policy never changes while the program runs.

use casbin::{CoreApi, DefaultModel, Enforcer, MgmtApi, StringAdapter};

use crate::permission::{Op, OpSet};
use crate::role::{Role, RoleSet};

const MODEL: &str = include_str!("../../../tenants/rbac/model.conf");
const POLICY: &str = include_str!("../../../tenants/rbac/policy.csv");

/// Roles carry this prefix in the policy, so that a user id can never equal a role.
const ROLE_PREFIX: &str = "r:";

/// Why the policy could not be loaded. The program refuses to start on any of them.
#[derive(Debug, thiserror::Error)]
pub enum RbacError {
    #[error("the access policy cannot be read: {0}")]
    Casbin(#[from] Box<casbin::Error>),
    #[error("the access policy has a rule that names no known role and operation: {0:?}")]
    UnknownRule(Vec<String>),
}

/// The compiled policy: for each role, one bit per operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rbac {
    granted: [OpSet; Role::ALL.len()],
}

impl Rbac {
    /// Loads the embedded policy and asks Casbin for every pair.
    pub async fn load() -> Result<Self, RbacError> {
        let enforcer = enforcer(MODEL, POLICY).await?;
        refuse_unknown_rules(&enforcer)?;
        let mut granted = [OpSet::NONE; Role::ALL.len()];
        for role in Role::ALL {
            for op in Op::ALL.iter().copied() {
                if ask(&enforcer, role, op)? {
                    granted[role as usize] = granted[role as usize].with(op);
                }
            }
        }
        Ok(Self { granted })
    }

    /// What somebody with these roles may do: what any one of them grants.
    pub fn granted(&self, roles: impl Into<RoleSet>) -> OpSet {
        roles.into().iter().fold(OpSet::NONE, |all, role| all.or(self.granted[role as usize]))
    }

    pub fn allows(&self, roles: impl Into<RoleSet>, op: Op) -> bool {
        self.granted(roles).contains(op)
    }

    /// The operations of these roles, in the order of [`Op::ALL`], as told to the browser.
    pub fn permissions_of(&self, roles: impl Into<RoleSet>) -> Vec<&'static str> {
        self.granted(roles).names()
    }

    /// Whether somebody with these roles may give this one to another: nobody gives what they do not have. One's own account is left out:
    /// it is the receiver's, not the giver's.
    pub fn may_give(&self, giver: impl Into<RoleSet>, role: Role) -> bool {
        let held = self.granted(giver);
        let needed = if role.is_of_firm() { Op::MemberWrite } else { Op::AccessWrite };
        held.contains(needed) && self.granted(role).is_within(held.with(Op::OwnRead))
    }
}

fn subject(role: Role) -> String {
    format!("{ROLE_PREFIX}{role}")
}

async fn enforcer(model: &str, policy: &str) -> Result<Enforcer, RbacError> {
    let model = DefaultModel::from_str(model).await.map_err(Box::new)?;
    Ok(Enforcer::new(model, StringAdapter::new(policy)).await.map_err(Box::new)?)
}

fn ask(enforcer: &Enforcer, role: Role, op: Op) -> Result<bool, RbacError> {
    Ok(enforcer.enforce((subject(role), op.as_str())).map_err(Box::new)?)
}

/// A rule with a typing error would silently deny what its author meant to grant.
fn refuse_unknown_rules(enforcer: &Enforcer) -> Result<(), RbacError> {
    for rule in enforcer.get_policy() {
        if !is_known(&rule) {
            return Err(RbacError::UnknownRule(rule));
        }
    }
    Ok(())
}

fn is_known(rule: &[String]) -> bool {
    let [role, op] = rule else { return false };
    let role = role.strip_prefix(ROLE_PREFIX).map(str::parse::<Role>);
    matches!(role, Some(Ok(_))) && op.parse::<Op>().is_ok()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    const REVIEWED: &str = include_str!("../tests/matrix.txt");

    /// The matrix as a person reads it: operations down, roles across, `x` granted and `.` refused.
    fn draw(rbac: &Rbac) -> String {
        let mut text = format!("{:<16}", "");
        for role in Role::ALL {
            write!(text, " {:<14}", role.as_str()).unwrap();
        }
        for op in Op::ALL {
            write!(text, "\n{:<16}", op.as_str()).unwrap();
            for role in Role::ALL {
                write!(text, " {:<14}", if rbac.allows(role, *op) { "x" } else { "." }).unwrap();
            }
        }
        text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    #[tokio::test]
    async fn the_table_equals_casbins_own_answers() {
        let rbac = Rbac::load().await.unwrap();
        let casbin = enforcer(MODEL, POLICY).await.unwrap();
        for role in Role::ALL {
            for op in Op::ALL.iter().copied() {
                let answer = casbin.enforce((subject(role), op.as_str())).unwrap();
                assert_eq!(rbac.allows(role, op), answer, "{role} {op}");
            }
        }
    }

    #[tokio::test]
    async fn the_matrix_is_the_reviewed_one() {
        let drawn = draw(&Rbac::load().await.unwrap());
        assert!(drawn == REVIEWED, "review the change, then put this into tests/matrix.txt:\n{drawn}");
    }

    #[tokio::test]
    async fn whatever_is_not_written_is_refused() {
        let casbin = enforcer(MODEL, POLICY).await.unwrap();
        for (who, what) in [
            ("firm_admin", "lot.read"),       // no prefix: a user who calls himself like a role
            ("u:firm_admin", "lot.read"),     // a user id
            ("r:owner_of_all", "lot.read"),   // unknown role
            ("r:firm_admin", "lot.delete"),   // unknown operation
            ("r:firm_admin", "lot.read,lot"), // no splitting, no patterns
            ("r:firm_admin", "*"),
            ("", ""),
        ] {
            assert!(!casbin.enforce((who, what)).unwrap(), "{who} {what}");
        }
        let empty = enforcer(MODEL, "").await.unwrap();
        assert!(!ask(&empty, Role::FirmAdmin, Op::LotRead).unwrap());
    }

    #[tokio::test]
    async fn a_rule_with_a_typing_error_stops_the_start() {
        for rule in ["p, r:comptabel, lot.read", "p, r:comptable, lot.raed", "p, comptable, lot.read"] {
            let casbin = enforcer(MODEL, rule).await.unwrap();
            assert!(matches!(refuse_unknown_rules(&casbin), Err(RbacError::UnknownRule(_))), "{rule}");
        }
    }

    #[tokio::test]
    async fn roles_that_only_look_write_nothing_and_copro_roles_stay_out_of_the_firm() {
        let rbac = Rbac::load().await.unwrap();
        for role in Role::ALL.into_iter().filter(|role| !role.is_of_firm()) {
            for op in Op::ALL.iter().copied().filter(|op| rbac.allows(role, *op)) {
                assert!(!op.writes(), "{role} {op}");
                assert_eq!(op.scope(), crate::permission::Scope::Copro, "{role} {op}");
            }
        }
        assert!(!rbac.allows(Role::Gestionnaire, Op::YearClose));
        assert!(!rbac.allows(RoleSet::NONE, Op::CoproRead));
        assert!(rbac.permissions_of(Role::Occupant) == ["copro.read"]);
        assert_eq!(rbac.permissions_of(Role::FirmAdmin).len(), Op::ALL.len());
    }

    #[tokio::test]
    async fn several_roles_grant_what_any_of_them_grants_and_nothing_else() {
        let rbac = Rbac::load().await.unwrap();
        for first in Role::ALL {
            for second in Role::ALL {
                let both = RoleSet::of(first).with(second);
                for op in Op::ALL.iter().copied() {
                    let either = rbac.allows(first, op) || rbac.allows(second, op);
                    assert_eq!(rbac.allows(both, op), either, "{first} and {second}: {op}");
                }
            }
        }
    }

    #[tokio::test]
    async fn nobody_gives_a_role_that_can_do_more_than_they_can() {
        let rbac = Rbac::load().await.unwrap();
        let given_by = |giver: Role| -> Vec<Role> {
            Role::ALL.into_iter().filter(|role| rbac.may_give(giver, *role)).collect()
        };
        assert_eq!(given_by(Role::FirmAdmin), Role::ALL);
        let of_copro = [Role::CouncilMember, Role::Auditor, Role::CoOwner, Role::Occupant];
        assert_eq!(given_by(Role::Gestionnaire), of_copro);
        for role in [Role::Comptable, Role::Assistant].into_iter().chain(of_copro) {
            assert_eq!(given_by(role), [], "{role}");
        }
    }
}
