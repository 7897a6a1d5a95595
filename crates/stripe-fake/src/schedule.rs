//! What happens by itself, days after it was set going.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::resources::{checkout_sessions, disputes, payment_intents, refunds};
use crate::state::{Kind, State};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Due {
    /// A SEPA debit's outcome is known.
    Settle { intent: String },
    /// The debtor has it taken back.
    Return { charge: String, reason: String },
    /// A refund comes back.
    LoseRefund { refund: String },
    /// Money of a charge or refund becomes available.
    Release { transaction: String },
    /// Nobody has come to the hosted page.
    Expire { session: String },
}

impl Due {
    pub fn happen(self, state: &mut State) {
        match self {
            Self::Settle { intent } => payment_intents::settle(state, &intent),
            Self::Return { charge, reason } => drop(disputes::open(state, &charge, &reason)),
            Self::LoseRefund { refund } => refunds::lose(state, &refund),
            Self::Release { transaction } => {
                state.set(Kind::BalanceTransaction, &transaction, "status", json!("available"));
            }
            Self::Expire { session } => drop(checkout_sessions::expire(state, &session)),
        }
    }
}
