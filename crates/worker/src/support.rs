//! The mails about support windows: every administrator of the firm, in their language.

use documents::mail::{self, SupportEvent, SupportMail};
use store::TenantScope;
use store::jobs::ClaimedJob;
use uuid::Uuid;

use crate::{JobError, Worker};

#[derive(serde::Deserialize)]
struct About {
    event: SupportEvent,
}

impl Worker {
    pub(crate) async fn support_mail(
        &self,
        scope: &TenantScope,
        window: Uuid,
        job: &ClaimedJob,
    ) -> Result<(), JobError> {
        let About { event } = serde_json::from_value(job.payload.clone())
            .map_err(|_| JobError::Malformed("it does not say what happened"))?;
        let mut tx = self.store.begin_read(scope, "support.letter").await?;
        let letter = tx.support_letter(window).await?;
        let readers = tx.support_readers().await?;
        tx.commit().await?;
        for (email, language) in readers {
            let facts = SupportMail {
                language,
                event,
                copro: letter.copro.clone(),
                operator: letter.operator.clone(),
                reason: letter.reason.clone(),
                ticket: letter.ticket.clone(),
                minutes: letter.minutes.into(),
                break_glass: letter.kind == "break_glass",
            };
            self.mailer.send(&email, &mail::support_window(&facts), Vec::new()).await?;
        }
        Ok(())
    }
}
