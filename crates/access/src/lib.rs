//! Who is calling, may they, and how fast.
//!
//! | Module | Answers |
//! |---|---|
//! | [`caller`] | who is calling, once authenticated |
//! | [`role`], [`permission`] | the closed lists of roles and operations |
//! | [`rbac`] | may this role do this operation: Casbin's answers compiled to one bit each |
//! | [`password`] | Argon2id on a bounded pool, and which passwords are refused |
//! | [`secret`] | the one secret of the installation, and a key of its own for each purpose |
//! | [`access_token`], [`refresh`] | what API clients hold: short-lived JWTs, and tokens that are good once |
//! | [`second_factor`], [`passkey`] | authenticator codes, recovery codes, WebAuthn |
//! | [`token`] | session tokens and e-mail codes: drawn here, stored only as digests |
//! | [`operator`] | the platform's operators and their ways in |
//! | [`limit`] | Governor per tenant, firm, caller and address, shared through Redis; the client's real address |
//! | [`rank`] | threads that compute for long and give way |
//! | [`cap`] | how much at once: places that tenants share |
//!
//! Invariants: nothing here reads the database or a header; a secret never has a `Debug` that shows it;
//! every map, queue and list has a maximum; an unknown role or operation is refused.

pub mod access_token;
pub mod caller;
pub mod cap;
pub mod limit;
pub mod operator;
pub mod passkey;
pub mod password;
pub mod permission;
pub mod rank;
pub mod rbac;
pub mod refresh;
pub mod role;
pub mod second_factor;
pub mod secret;
pub mod token;

pub use caller::{ApiKey, Caller, Principal, Via};
pub use permission::{CoproPermission, FirmPermission, Op, OpSet, Permission, may};
pub use rbac::Rbac;
pub use role::{Role, RoleSet};
pub use secret::Keys;
