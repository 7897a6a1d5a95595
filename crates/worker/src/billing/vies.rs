//! Asks VIES about the VAT numbers that invoices rest on, as often as it takes: an invoice whose treatment is not known waits.

use billing::platform::Platform;
use billing::vat::{VIES_DAYS, Vies, wants_vies};
use billing::zone::Zones;
use store::billing::{Asked, VatQuestion};
use store::{BillingScope, WorkerScope};
use time::{Date, Duration};

use super::register::Said;
use crate::{JobError, Worker};

/// Firms of one turn; who is left waits for the next.
const ROUND: i32 = 50;
/// How often it is looked whether a firm has to be asked about.
const LOOK_AGAIN: Duration = Duration::hours(12);
/// The longest pause between two tries.
const PAUSE_MAX: Duration = Duration::hours(6);

/// 1, 2, 4 … minutes, six hours at most.
fn pause(tries: i16) -> Duration {
    let doublings = u32::try_from(tries.clamp(1, 16) - 1).unwrap_or_default();
    Duration::minutes(1_i64 << doublings).min(PAUSE_MAX)
}

impl Worker {
    /// Asks about every firm whose time has come; how many got an answer. One that cannot be worked on does not hold up the others.
    pub async fn ask_vies(&self) -> Result<usize, JobError> {
        let home = &self.rules.platform.issuer.country;
        let mut tx = self.store.begin(&WorkerScope, "billing.vies_due").await?;
        let due = tx.vies_due(home, (self.now)(), ROUND).await?;
        tx.commit().await?;
        let mut answered = 0;
        for scope in due {
            match self.ask_vies_about(&scope).await {
                Ok(found) => answered += usize::from(found),
                Err(error) => {
                    tracing::error!(firm.id = %scope.firm(), error = %error, "a VAT number cannot be asked about");
                }
            }
        }
        Ok(answered)
    }

    async fn ask_vies_about(&self, scope: &BillingScope) -> Result<bool, JobError> {
        let question = self.store.begin_read(scope, "billing.vat_question").await?.vat_question().await?;
        let Some(question) = question else { return Ok(false) };
        let now = (self.now)();
        let zones =
            Zones::new(&question.zone).map_err(|_| JobError::Malformed("the firm is in no known zone"))?;
        let today = zones.day_of(now);
        let Some(asked) = asked_about(&self.rules.platform, &question, today) else {
            let later = Asked { tries: 0, next_at: now + LOOK_AGAIN };
            self.keep_vies(scope, &question, None, later).await?;
            return Ok(false);
        };
        let said = self.outside.register.ask(&asked.number, &asked.requester).await;
        let tries = question.tries.saturating_add(1).min(1_000);
        let (vies, answer) = match said {
            Said::Valid { reference } => (Some(Vies::Valid { on: today, reference }), true),
            Said::Invalid => (Some(Vies::Invalid { on: today }), true),
            Said::Nothing(why) => {
                tracing::warn!(firm.id = %scope.firm(), tries, why, "VIES gave no answer");
                (unanswered(&question.vies, today), false)
            }
        };
        let next = if answer {
            Asked { tries: 0, next_at: now + LOOK_AGAIN }
        } else {
            Asked { tries, next_at: now + pause(tries) }
        };
        let kept = self.keep_vies(scope, &question, vies.as_ref(), next).await?;
        // What waited for the answer is issued now, not at midnight.
        if kept && answer {
            self.step_day(scope).await?;
        }
        Ok(kept && answer)
    }

    async fn keep_vies(
        &self,
        scope: &BillingScope,
        question: &VatQuestion,
        vies: Option<&Vies>,
        asked: Asked,
    ) -> Result<bool, JobError> {
        let written = question.details.vat_number.as_deref().unwrap_or_default();
        let mut tx = self.store.begin(scope, "billing.vat_answer").await?;
        let kept = tx.vat_answer(written, vies, asked).await?;
        tx.commit().await?;
        Ok(kept)
    }
}

struct About {
    number: String,
    requester: String,
}

/// `None`: no answer would change anything now.
fn asked_about(platform: &Platform, question: &VatQuestion, today: Date) -> Option<About> {
    let customer = question.details.customer(question.vies.clone());
    let wanted = wants_vies(&platform.issuer, &customer, question.next, today);
    let (number, requester) = (customer.vat_number?, platform.seller.vat_number.clone()?);
    wanted.then_some(About { number, requester })
}

/// Silence takes nothing away that is still good, and keeps since when it lasts.
fn unanswered(before: &Vies, today: Date) -> Option<Vies> {
    match before {
        Vies::Down { .. } => None,
        Vies::Valid { on, .. } if (today - *on).whole_days() <= VIES_DAYS => None,
        // What was said of the number stays said until something else is.
        Vies::Invalid { .. } => None,
        Vies::Valid { .. } | Vies::Unknown => Some(Vies::Down { since: today }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_six_hours() {
        let minutes: Vec<i64> = (1..=12).map(|tries| pause(tries).whole_minutes()).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
        assert_eq!(pause(i16::MAX), PAUSE_MAX);
    }
}
