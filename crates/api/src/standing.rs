//! What a firm may still do when it does not pay or has left: each permission belongs to a class of operation, and
//! [`billing::subscription::Access`] says which classes are open.

use access::permission::Op;
use billing::subscription::{Access, Operation};
use domain::ids::FirmId;
use http::Method;
use store::Standing;

use crate::problem::Problem;

/// Refuses what the firm's access does not allow. Asked after the permission: whoever may not do it anyway is not told how the firm stands.
pub fn allows(standing: &Standing, firm: FirmId, op: Op, method: &Method) -> Result<(), Problem> {
    let access: Access = standing.access();
    if access.allows(operation(op, method)) { Ok(()) } else { Err(Problem::Restricted { access, firm }) }
}

/// The class of one request. Looking at what a permission to write is asked for is reading; taking a right away is never in question, because
/// somebody who has left the firm must be shut out whatever the firm owes.
pub fn operation(op: Op, method: &Method) -> Operation {
    match class(op) {
        Operation::Write if method.is_safe() => Operation::Read,
        Operation::Write
            if method == Method::DELETE
                && matches!(op, Op::MemberWrite | Op::ApiKeyWrite | Op::AccessWrite) =>
        {
            Operation::Settle
        }
        class => class,
    }
}

/// Whether the operation is for open copros only. One that its firm has closed is read, exported, handed over and opened again; what the law
/// or security ask is done in it at any time.
pub fn needs_open(op: Op, method: &Method) -> bool {
    op != Op::CoproReopen && operation(op, method) == Operation::Write
}

/// Export: what leaves as a file, and what leads there. Settle: the account with the platform, and what the law or security ask of the firm
/// at any time.
const fn class(op: Op) -> Operation {
    match op {
        Op::FirmRead
        | Op::FirmAuditRead
        | Op::HandoverRead
        | Op::CoproRead
        | Op::OwnerRead
        | Op::PersonRead
        | Op::FileRead
        | Op::ExpenseRead
        | Op::LedgerRead
        | Op::StatementRead
        | Op::AuditRead
        | Op::PrivacyRead
        | Op::TransferRead
        | Op::TransferRequest
        | Op::CoproExport => Operation::Export,
        Op::MemberRead
        | Op::ApiKeyRead
        | Op::LotRead
        | Op::KeyRead
        | Op::SupplierRead
        | Op::CallRead
        | Op::JobRead
        | Op::AccessRead
        | Op::OwnRead => Operation::Read,
        // Consenting to a support window or ending it; erasing a person (regulation (EU) 2016/679, art. 17); paying for a copro no more.
        Op::BillingRead
        | Op::BillingManage
        | Op::SupportRead
        | Op::SupportDecide
        | Op::PrivacyErase
        | Op::CoproClose => Operation::Settle,
        Op::FirmWrite
        | Op::CoproCreate
        | Op::MemberWrite
        | Op::ApiKeyWrite
        | Op::TransferAccept
        | Op::CoproWrite
        | Op::CoproActivate
        | Op::CoproReopen
        | Op::LotWrite
        | Op::PersonWrite
        | Op::OwnerWrite
        | Op::KeyWrite
        | Op::ImportRun
        | Op::FileWrite
        | Op::SupplierWrite
        | Op::ExpenseRecord
        | Op::CallIssue
        | Op::ReceiptRecord
        | Op::YearClose
        | Op::AccessWrite => Operation::Write,
    }
}
