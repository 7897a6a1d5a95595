//! What operators ask for about accounts: a bank transfer that came in, a bankruptcy, the end of a contract.

use ::billing::desk::{Desk, DeskError};
use ::billing::receivable::{Fact as Money, FactKey};
use ::billing::subscription::Fact;
use domain::Cents;
use store::WorkerScope;
use store::billing::instructions::Waiting;
use store::ops::customers::Instruction;

use crate::{JobError, Worker};

/// Instructions of one run: people give them, one at a time.
const AT_ONCE: i32 = 100;

impl Worker {
    /// Does what operators asked for; how many instructions. One that cannot be done says why and is over: it is given anew, or not.
    pub async fn follow_instructions(&self) -> Result<usize, JobError> {
        let mut tx = self.store.begin(&WorkerScope, "billing.instructions").await?;
        let due = tx.instructions_due(AT_ONCE).await?;
        tx.commit().await?;
        for waiting in &due {
            if let Err(error) = self.follow(waiting).await {
                tracing::error!(firm.id = %waiting.scope.firm(), error = %error, "an instruction cannot be followed");
                let mut tx = self.store.begin(&waiting.scope, "billing.instructed").await?;
                tx.instruction_done(waiting.id, Some(&error.to_string())).await?;
                tx.commit().await?;
            }
        }
        Ok(due.len())
    }

    async fn follow(&self, waiting: &Waiting) -> Result<(), JobError> {
        let mut tx = self.store.begin(&waiting.scope, "billing.instructed").await?;
        let Some(instruction) = tx.instruction_take(waiting.id).await? else { return Ok(()) };
        let sitting = tx.at_desk(&self.rules, (self.now)(), |desk| obey(desk, &instruction)).await?;
        tx.instruction_done(waiting.id, sitting.answer.err().as_deref()).await?;
        Ok(tx.commit().await?)
    }
}

/// Why nothing comes of it.
type Objection = String;

fn obey(desk: &mut Desk<'_>, instruction: &Instruction) -> Result<Result<(), Objection>, DeskError> {
    let fact = match instruction {
        Instruction::Bankrupt => Fact::Bankrupt,
        Instruction::Ended => Fact::Ended,
        Instruction::Transfer { invoice, amount_cents, received_on, reference } => {
            let (invoice, amount) = (*invoice, Cents(*amount_cents));
            if desk.book().entry_of(&FactKey::Invoice { number: invoice }).is_none() {
                return Ok(Err(format!("invoice {invoice}: the firm has none of this number")));
            }
            let transfer = format!("{received_on} {reference}");
            if !desk.post(&Money::TransferReceived { transfer, invoice, amount })? {
                return Ok(Err(format!("{reference} of {received_on}: booked already")));
            }
            Fact::PaymentSucceeded { invoice, amount_cents: amount }
        }
    };
    match desk.subscription().check(&fact) {
        Ok(()) => desk.tell(fact).map(Ok),
        Err(why) => Ok(Err(why.to_string())),
    }
}
