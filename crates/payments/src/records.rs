//! Reading what happened: events, disputes, mandates, movements of the balance.

use stripe_core::balance_transaction::{ListBalanceTransaction, RetrieveBalanceTransaction};
use stripe_core::dispute::RetrieveDispute;
use stripe_core::event::ListEvent;
use stripe_core::mandate::RetrieveMandate;
use stripe_types::RangeQueryTs;
use time::OffsetDateTime;

use crate::ids::{DisputeId, MandateId, MovementId};
use crate::send::Payments;
use crate::types::{Dispute, Mandate, Movement};
use crate::webhook::{Event, read_object};
use crate::{Error, convert};

const PAGE: i64 = 100;

/// Events since a moment, oldest first.
#[derive(Clone, Debug)]
pub struct Events {
    pub events: Vec<Event>,
    /// The same, each as a webhook would have brought it.
    pub bodies: Vec<Vec<u8>>,
    /// `false`: there are older ones that did not fit. Ask for more pages.
    pub complete: bool,
}

impl Payments {
    /// What a webhook may have lost. Stripe tells of the last 30 days and no more; `max_pages` are of 100 events.
    pub async fn events_since(&self, since: OffsetDateTime, max_pages: usize) -> Result<Events, Error> {
        let (mut events, mut bodies) = (Vec::new(), Vec::new());
        let mut after: Option<String> = None;
        let mut complete = false;
        for _ in 0..max_pages {
            let mut request = ListEvent::new().created(RangeQueryTs::gte(since.unix_timestamp())).limit(PAGE);
            if let Some(after) = after.take() {
                request = request.starting_after(after);
            }
            let page = self.read(request).await?;
            after = page.data.last().map(|last| last.id.as_str().to_owned());
            for event in page.data {
                let (read, body) = read_event(&event)?;
                events.push(read);
                bodies.push(body);
            }
            complete = !page.has_more;
            if complete {
                break;
            }
        }
        events.reverse();
        bodies.reverse();
        Ok(Events { events, bodies, complete })
    }

    pub async fn dispute(&self, dispute: &DisputeId) -> Result<Dispute, Error> {
        convert::dispute(self.read(RetrieveDispute::new(dispute.as_str())).await?)
    }

    pub async fn mandate(&self, mandate: &MandateId) -> Result<Mandate, Error> {
        convert::mandate(self.read(RetrieveMandate::new(mandate.as_str())).await?)
    }

    /// Movements of the balance since a moment, most recent first, at most `max_pages` of a hundred.
    pub async fn movements_since(
        &self,
        since: OffsetDateTime,
        max_pages: usize,
    ) -> Result<Vec<Movement>, Error> {
        let mut found = Vec::new();
        let mut after: Option<String> = None;
        for _ in 0..max_pages {
            let mut request =
                ListBalanceTransaction::new().created(RangeQueryTs::gte(since.unix_timestamp())).limit(PAGE);
            if let Some(after) = after.take() {
                request = request.starting_after(after);
            }
            let page = self.read(request).await?;
            after = page.data.last().map(|last| last.id.as_str().to_owned());
            for movement in page.data {
                found.push(convert::movement(movement)?);
            }
            if !page.has_more {
                break;
            }
        }
        Ok(found)
    }

    pub async fn movement(&self, movement: &MovementId) -> Result<Movement, Error> {
        convert::movement(self.read(RetrieveBalanceTransaction::new(movement.as_str())).await?)
    }
}

/// Listed or delivered, an event is read by the same code.
fn read_event(event: &stripe_shared::Event) -> Result<(Event, Vec<u8>), Error> {
    let unreadable = |error: serde_json::Error| Error::refused("bad_event", error.to_string());
    let object = miniserde::json::to_string(&event.data.object);
    let object: serde_json::Value = serde_json::from_str(&object).map_err(unreadable)?;
    let (id, kind) = (crate::EventId::new(event.id.as_str())?, event.type_.as_str());
    let read = read_object(id, kind, convert::moment(event.created)?, event.livemode, &object);
    let body = serde_json::json!({
        "id": event.id.as_str(), "object": "event", "type": kind, "created": event.created,
        "livemode": event.livemode, "data": { "object": object },
    });
    Ok((read, serde_json::to_vec(&body).map_err(unreadable)?))
}
