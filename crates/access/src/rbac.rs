//! May this role do this operation?
//!
//! Casbin is asked once for every role and operation when the program starts; the answers become one bit each.
//! An uncached enforce costs 30 to 160 µs, a bit test one nanosecond, and the table cannot drift from the policy
//! because the policy never changes while the program runs.

use casbin::{CoreApi, DefaultModel, Enforcer, MgmtApi, StringAdapter};

use crate::permission::Op;
use crate::role::Role;

const MODEL: &str = include_str!("../../../tenants/rbac/model.conf");
const POLICY: &str = include_str!("../../../tenants/rbac/policy.csv");

/// Roles carry this prefix in the policy, so that a user id can never equal a role.
const ROLE_PREFIX: &str = "r:";

const _: () = assert!(Op::ALL.len() <= u128::BITS as usize, "one bit per operation no longer fits");

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
    bits: [u128; Role::ALL.len()],
}

impl Rbac {
    /// Loads the embedded policy and asks Casbin for every pair.
    pub async fn load() -> Result<Self, RbacError> {
        let enforcer = enforcer(MODEL, POLICY).await?;
        refuse_unknown_rules(&enforcer)?;
        let mut bits = [0; Role::ALL.len()];
        for role in Role::ALL {
            for op in Op::ALL.iter().copied() {
                if ask(&enforcer, role, op)? {
                    bits[role as usize] |= bit(op);
                }
            }
        }
        Ok(Self { bits })
    }

    pub const fn allows(&self, role: Role, op: Op) -> bool {
        self.bits[role as usize] & bit(op) != 0
    }

    /// The operations of a role, in the order of [`Op::ALL`], as told to the browser.
    pub fn permissions_of(&self, role: Role) -> Vec<&'static str> {
        Op::ALL.iter().filter(|op| self.allows(role, **op)).map(|op| op.as_str()).collect()
    }
}

const fn bit(op: Op) -> u128 {
    1 << (op as u8)
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
        assert!(rbac.permissions_of(Role::Occupant) == ["copro.read"]);
        assert_eq!(rbac.permissions_of(Role::FirmAdmin).len(), Op::ALL.len());
    }
}
