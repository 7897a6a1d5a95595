//! The closed list of operations, and one zero-sized type for each, to be named in handler signatures.
//!
//! A handler that writes `Tenant<may::LotWrite>` cannot get its transaction without the check having been
//! made. The two sub-traits keep a firm's permission from opening a copro and the other way round.

use std::fmt;
use std::str::FromStr;

mod sealed {
    pub trait Sealed {}
}

/// A permission as a type. Implemented only by the types of [`may`].
pub trait Permission: sealed::Sealed + Send + Sync + 'static {
    const OP: Op;
    /// False: the transaction opened for it is read-only.
    const WRITES: bool;
}

/// A permission inside one copro.
pub trait CoproPermission: Permission {}

/// A permission inside a firm.
pub trait FirmPermission: Permission {}

/// Where an operation takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Copro,
    Firm,
}

macro_rules! operations {
    ($($scope:ident $access:ident $name:ident $text:literal $doc:literal;)*) => {
        /// Every operation that a role may be granted.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Op { $(#[doc = $doc] $name,)* }

        impl Op {
            pub const ALL: &'static [Op] = &[$(Op::$name,)*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Op::$name => $text,)* }
            }

            pub const fn scope(self) -> Scope {
                match self { $(Op::$name => Scope::$scope,)* }
            }

            /// False: it can be served from a read-only transaction.
            pub const fn writes(self) -> bool {
                match self { $(Op::$name => operations!(@writes $access),)* }
            }
        }

        /// One type for each operation.
        pub mod may {
            use super::{CoproPermission, FirmPermission, Op, Permission, sealed};
            $(
                #[doc = $doc]
                #[derive(Clone, Copy, Debug)]
                pub struct $name;
                impl sealed::Sealed for $name {}
                impl Permission for $name {
                    const OP: Op = Op::$name;
                    const WRITES: bool = Op::$name.writes();
                }
                operations!(@scope $scope $name);
            )*
        }
    };
    (@writes read) => { false };
    (@writes write) => { true };
    (@scope Copro $name:ident) => { impl CoproPermission for $name {} };
    (@scope Firm $name:ident) => { impl FirmPermission for $name {} };
}

operations! {
    Firm  read  FirmRead      "firm.read"      "See the firm and the list of its copros.";
    Firm  write FirmWrite     "firm.write"     "Change the firm's name, number and settings.";
    Firm  write CoproCreate   "copro.create"   "Add a copro to the firm.";
    Firm  read  MemberRead    "member.read"    "See who works in the firm, and their roles.";
    Firm  write MemberWrite   "member.write"   "Invite colleagues, change and withdraw their roles.";
    Firm  read  BillingRead   "billing.read"   "See what the firm pays and its invoices.";
    Firm  write BillingManage "billing.manage" "Choose the plan, say who is billed and how it is paid, leave.";
    Firm  read  FirmAuditRead "firm_audit.read" "Read the audit log of the firm itself.";
    Firm  read  ApiKeyRead    "api_key.read"   "See the firm's API keys.";
    Firm  write ApiKeyWrite   "api_key.write"  "Create and revoke the firm's API keys.";
    Firm  write TransferAccept "transfer.accept" "Take over a copro from another firm.";
    Firm  read  HandoverRead  "handover.read"  "Open the packages of copros the firm has handed over or exported.";
    Copro read  CoproRead     "copro.read"     "See the copro, its checklist and its fiscal years.";
    Copro write CoproWrite    "copro.write"    "Change the copro's identity and bank accounts.";
    Copro write CoproActivate "copro.activate" "Put the copro into service.";
    Copro write CoproClose    "copro.close"    "End the firm's management of the copro.";
    Copro write CoproReopen   "copro.reopen"   "Open a closed copro again.";
    Copro write CoproExport   "copro.export"   "Ask for a package of everything in the copro.";
    Copro read  LotRead       "lot.read"       "See lots and the history of their owners.";
    Copro write LotWrite      "lot.write"      "Create and change lots, record a sale.";
    Copro read  PersonRead    "person.read"    "See persons and their contact data.";
    Copro write PersonWrite   "person.write"   "Create and change persons.";
    Copro read  OwnerRead     "owner.read"     "See owners, their members and balances.";
    Copro write OwnerWrite    "owner.write"    "Create and change owners.";
    Copro read  KeyRead       "key.read"       "See allocation keys and their weights.";
    Copro write KeyWrite      "key.write"      "Create keys and new versions of them.";
    Copro write ImportRun     "import.run"     "Import lots, owners and keys from a file, and undo it.";
    Copro read  FileRead      "file.read"      "Open vouchers and documents.";
    Copro write FileWrite     "file.write"     "Store vouchers and documents.";
    Copro read  SupplierRead  "supplier.read"  "See suppliers.";
    Copro write SupplierWrite "supplier.write" "Create and change suppliers and their bank accounts.";
    Copro read  ExpenseRead   "expense.read"   "See expenses and who bears them.";
    Copro write ExpenseRecord "expense.record" "Record and post an expense.";
    Copro read  CallRead      "call.read"      "See calls for funds and their notices.";
    Copro write CallIssue     "call.issue"     "Issue and post a call for funds.";
    Copro write ReceiptRecord "receipt.record" "Record money received from an owner.";
    Copro read  LedgerRead    "ledger.read"    "Read the ledger.";
    Copro read  StatementRead "statement.read" "Read the account of any owner.";
    Copro write YearClose     "year.close"     "Close a fiscal year.";
    Copro read  JobRead       "job.read"       "See background jobs.";
    Copro read  AccessRead    "access.read"    "See who may enter the copro besides the firm's staff.";
    Copro write AccessWrite   "access.write"   "Invite co-owners, council members and auditors, and withdraw them.";
    Copro read  AuditRead     "audit.read"     "Read and export the copro's audit log.";
    Copro read  SupportRead   "support.read"   "See when the platform's operators looked into the copro.";
    Copro write SupportDecide "support.decide" "Consent to a support window, refuse it, end it.";
    Copro read  TransferRead  "transfer.read"  "See the handing over of the copro to another firm.";
    Copro write TransferRequest "transfer.request" "Hand the copro over to another firm.";
    Copro read  PrivacyRead   "privacy.read"   "Export everything that is kept about a person.";
    Copro write PrivacyErase  "privacy.erase"  "Erase a person, as far as the law lets.";
    Copro read  OwnRead       "own.read"       "See one's own account.";
}

impl Op {
    /// What nobody may leave to a program: giving access to people or programs, deciding about operators, handing the copro over or closing
    /// it, erasing, and one's own account. A key that could do the first would outlive its own end.
    pub const fn needs_a_person(self) -> bool {
        matches!(
            self,
            Op::FirmWrite
                | Op::MemberWrite
                | Op::BillingManage
                | Op::ApiKeyWrite
                | Op::AccessWrite
                | Op::SupportDecide
                | Op::CoproClose
                | Op::CoproReopen
                | Op::TransferRequest
                | Op::TransferAccept
                | Op::PrivacyErase
                | Op::OwnRead
        )
    }
}

/// A set of operations: what somebody may do, or what a key was made for.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct OpSet(u128);

const _: () = assert!(Op::ALL.len() <= u128::BITS as usize, "one bit per operation no longer fits");

impl OpSet {
    pub const NONE: OpSet = OpSet(0);
    /// Whatever there is: the limit of those who are only limited by their roles.
    pub const ALL: OpSet = OpSet(u128::MAX);

    pub const fn contains(self, op: Op) -> bool {
        self.0 & (1 << (op as u8)) != 0
    }

    pub const fn with(self, op: Op) -> OpSet {
        OpSet(self.0 | 1 << (op as u8))
    }

    pub const fn and(self, other: OpSet) -> OpSet {
        OpSet(self.0 & other.0)
    }

    pub const fn or(self, other: OpSet) -> OpSet {
        OpSet(self.0 | other.0)
    }

    /// Whether every operation of this set is in the other.
    pub const fn is_within(self, other: OpSet) -> bool {
        self.0 & !other.0 == 0
    }

    /// Its operations, in the order of [`Op::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Op> {
        Op::ALL.iter().copied().filter(move |op| self.contains(*op))
    }

    /// Their texts, as told to the browser.
    pub fn names(self) -> Vec<&'static str> {
        self.iter().map(Op::as_str).collect()
    }
}

impl FromIterator<Op> for OpSet {
    fn from_iter<I: IntoIterator<Item = Op>>(ops: I) -> OpSet {
        ops.into_iter().fold(OpSet::NONE, OpSet::with)
    }
}

impl fmt::Debug for OpSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not one of the operations.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown operation {0:?}")]
pub struct UnknownOp(pub String);

impl FromStr for Op {
    type Err = UnknownOp;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Op::ALL.iter().copied().find(|op| op.as_str() == text).ok_or_else(|| UnknownOp(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_its_own_text_and_position() {
        for (position, op) in Op::ALL.iter().copied().enumerate() {
            assert_eq!(op as usize, position);
            assert_eq!(op.as_str().parse(), Ok(op));
        }
        assert!("lot.delete".parse::<Op>().is_err());
    }

    #[test]
    fn operations_named_read_do_not_write_and_all_others_do() {
        for op in Op::ALL {
            assert_eq!(op.writes(), !op.as_str().ends_with(".read"), "{op}");
        }
    }

    #[test]
    fn sets_of_operations_are_sets() {
        let some: OpSet = [Op::LotRead, Op::OwnRead].into_iter().collect();
        assert!(some.contains(Op::LotRead) && !some.contains(Op::LotWrite));
        assert!(some.is_within(OpSet::ALL) && OpSet::NONE.is_within(some) && !OpSet::ALL.is_within(some));
        assert_eq!(some.and(OpSet::NONE.with(Op::OwnRead)).names(), ["own.read"]);
        assert_eq!(OpSet::ALL.iter().count(), Op::ALL.len());
    }

    #[test]
    fn marker_types_carry_their_operation() {
        fn op_of<P: CoproPermission>() -> (Op, bool) {
            (P::OP, P::WRITES)
        }
        assert_eq!(op_of::<may::LotWrite>(), (Op::LotWrite, true));
        assert_eq!(op_of::<may::LedgerRead>(), (Op::LedgerRead, false));
        assert_eq!(<may::FirmWrite as Permission>::OP.scope(), Scope::Firm);
    }
}
