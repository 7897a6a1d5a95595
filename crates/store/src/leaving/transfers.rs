//! A copro goes to another firm. Each firm has rows of its own about it, in its own schema; what touches both sides is four functions of the
//! database that take the copro or the firm from the scope.

use access::caller::Caller;
use access::role::Role;
use domain::ids::FirmId;
use domain::language::Language;
use serde::Serialize;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::identity::language_of;
use crate::jobs::{ClaimedJob, JobKind, NewJob};
use crate::scope::Standing;
use crate::{Error, FirmScope, IdentityScope, Page, PageQuery, Refusal, Result, Store, TenantScope, Tx};

/// How far a transfer is.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum TransferState {
    Requested,
    Accepted,
    Done,
    Withdrawn,
    Expired,
    Refused,
}

/// A copro on its way to another firm, as one of the two firms sees it.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Transfer {
    pub id: Uuid,
    pub copro_id: Uuid,
    pub copro_name: String,
    /// Who may accept it.
    pub email: String,
    /// The day of the assembly that chose the new syndic.
    pub decided_on: Date,
    pub note: Option<String>,
    #[schema(value_type = TransferState)]
    pub state: String,
    #[serde(with = "time::serde::rfc3339")]
    pub requested_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub done_at: Option<OffsetDateTime>,
    /// Known once somebody has accepted or refused.
    pub receiving_firm: Option<String>,
}

/// What the holder of a token is shown before deciding.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct TransferPreview {
    pub copro_name: String,
    pub city: String,
    pub lots: i32,
    pub owners: i32,
    pub from_firm: String,
    pub email: String,
    pub decided_on: Date,
    pub note: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
}

/// Whether the package can be opened.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum HandoverState {
    Building,
    Ready,
}

/// The package of a copro that the firm has handed over.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Handover {
    pub id: Uuid,
    pub copro_name: String,
    #[serde(with = "time::serde::rfc3339::option")]
    pub transferred_at: Option<OffsetDateTime>,
    pub receiving_firm: String,
    #[schema(value_type = HandoverState)]
    pub status: String,
    pub size_bytes: Option<i64>,
    /// SHA-256 of the package, in hexadecimal.
    pub sha256: Option<String>,
    /// The build whose bytes it is.
    #[serde(skip)]
    pub build: Option<Uuid>,
}

/// A request about to be made. Of the token only the hash is kept.
pub struct NewTransfer<'a> {
    pub email: &'a str,
    pub decided_on: Date,
    pub note: Option<&'a str>,
    pub token_hash: [u8; 32],
    pub expires_at: OffsetDateTime,
}

/// What moving the copro came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// By this very call.
    Moved,
    /// By an earlier run of the same job.
    Done,
    /// Something was written since the package was made.
    Changed,
    /// It is not accepted any more.
    Closed,
}

/// The package as it lies in the file store.
pub struct BuiltPackage {
    pub build: Uuid,
    pub size_bytes: i64,
    pub sha256: [u8; 32],
}

/// The scopes a claimed transfer works in: the copro, and each of the two firms.
pub struct TransferScopes {
    pub copro: TenantScope,
    pub from: FirmScope,
    pub to: FirmScope,
}

/// Somebody to write to.
pub struct Recipient {
    pub email: String,
    pub language: Language,
}

impl Store {
    /// What a token offers; nothing when it is unknown, used or too old.
    pub async fn transfer_preview(&self, token_hash: &[u8; 32]) -> Result<Option<TransferPreview>> {
        crate::meter::count_statement();
        Ok(sqlx::query_as(
            "SELECT copro_name, city, lots, owners, from_firm, email, decided_on, note, expires_at FROM app.transfer_preview($1)",
        )
        .bind(token_hash.as_slice())
        .fetch_optional(&mut *self.connection().await?)
        .await?)
    }

    /// The scopes of a claimed transfer. The claim is the proof, and the job was queued by the acceptance itself.
    pub async fn resume_transfer(&self, job: &ClaimedJob) -> Result<Option<TransferScopes>> {
        if job.kind != JobKind::TransferExecute {
            return Ok(None);
        }
        let firm = |name: &str| -> Option<FirmScope> {
            let id = Uuid::parse_str(job.payload.get(name)?.as_str()?).ok()?;
            Some(FirmScope::of_platform(FirmId::from(id)))
        };
        let (Some(copro), Some(from), Some(to)) = (self.resume(job).await?, firm("from"), firm("to")) else {
            return Ok(None);
        };
        Ok(Some(TransferScopes { copro, from, to }))
    }
}

impl Tx<TenantScope> {
    /// Asks that the copro go to the firm whose administrator reads this address. One request at a time.
    pub async fn transfer_request(&mut self, new: &NewTransfer<'_>) -> Result<Transfer> {
        let copro = self.scope.tenant.uuid();
        self.within(self.syndic_scope(), async |tx| tx.transfer_create(copro, new).await).await
    }

    /// The transfers of this copro that its firm knows, newest first.
    pub async fn transfer_list_of_copro(&mut self) -> Result<Vec<Transfer>> {
        let copro = self.scope.tenant.uuid();
        self.within(self.syndic_scope(), async |tx| tx.transfers_of_copro(copro).await).await
    }

    /// Takes a request back, as long as nobody has decided.
    pub async fn transfer_withdraw(&mut self, id: Uuid) -> Result<()> {
        let copro = self.scope.tenant.uuid();
        self.within(self.syndic_scope(), async |tx| tx.transfer_take_back(copro, id).await).await
    }

    /// The rows about a transfer are the firm's that manages the copro. A caller who was let in otherwise than by that firm has no permission
    /// that leads here.
    pub(crate) fn syndic_scope(&self) -> FirmScope {
        let TenantScope { firm, actor, user, .. } = self.scope;
        FirmScope {
            firm,
            actor,
            user,
            role: Role::FirmAdmin,
            all_copros: true,
            quota: None,
            standing: Standing::unasked(),
        }
    }

    /// What the copro holds, as one value: see `app.copro_stamp`.
    pub async fn copro_stamp(&mut self) -> Result<String> {
        Ok(sqlx::query_scalar("SELECT app.copro_stamp()").fetch_one(self.conn()).await?)
    }

    /// Moves the copro to the firm that accepted, if it still is what `stamp` says.
    pub async fn transfer_execute(&mut self, id: Uuid, stamp: &str, package: &BuiltPackage) -> Result<Move> {
        let word: String = sqlx::query_scalar("SELECT app.transfer_execute($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(stamp)
            .bind(package.build)
            .bind(package.size_bytes)
            .bind(package.sha256.as_slice())
            .fetch_one(self.conn())
            .await?;
        Ok(match word.as_str() {
            "moved" => Move::Moved,
            "done" => Move::Done,
            "changed" => Move::Changed,
            _ => Move::Closed,
        })
    }

    /// Gives the transfer up, so that it can be asked for again.
    pub async fn transfer_abandon(&mut self, id: Uuid) -> Result<()> {
        sqlx::query("SELECT app.transfer_abandon($1)").bind(id).execute(self.conn()).await?;
        Ok(())
    }
}

impl Tx<FirmScope> {
    async fn transfer_create(&mut self, copro: Uuid, new: &NewTransfer<'_>) -> Result<Transfer> {
        self.expire_requests(copro).await?;
        let id = Uuid::now_v7();
        let by = self.scope.user.uuid();
        sqlx::query(
            "INSERT INTO firm.transfers (id, side, copro_id, copro_name, city, lots, owners, from_firm, email, decided_on, note, state,
                                         token_hash, requested_by, expires_at)
             SELECT $1, 'out', c.tenant_id, c.name, c.city, c.lots, c.owners, f.name, $3, $4, $5, 'requested', $6, $7, $8
               FROM firm.copros c JOIN firm.firms f ON f.firm_id = c.firm_id WHERE c.tenant_id = $2",
        )
        .bind(id)
        .bind(copro)
        .bind(new.email)
        .bind(new.decided_on)
        .bind(new.note)
        .bind(new.token_hash.as_slice())
        .bind(by)
        .bind(new.expires_at)
        .execute(self.conn())
        .await
        .map_err(|error| {
            Error::from(error).on_constraint("transfers_one_pending", || Refusal::TransferPending)
        })?;
        // Nothing was inserted, and so nothing is found, when the copro is not this firm's any more.
        self.transfer(id).await
    }

    async fn transfers_of_copro(&mut self, copro: Uuid) -> Result<Vec<Transfer>> {
        Ok(sqlx::query_as(
            "SELECT id, copro_id, copro_name, email, decided_on, note, requested_at, expires_at, done_at, receiving_firm,
                    CASE WHEN state = 'requested' AND expires_at <= now() THEN 'expired' ELSE state END AS state
               FROM firm.transfers WHERE copro_id = $1 AND side = 'out' ORDER BY id DESC LIMIT 100",
        )
        .bind(copro)
        .fetch_all(self.conn())
        .await?)
    }

    async fn transfer_take_back(&mut self, copro: Uuid, id: Uuid) -> Result<()> {
        self.expire_requests(copro).await?;
        let state: String = sqlx::query_scalar(
            "SELECT state FROM firm.transfers WHERE id = $1 AND copro_id = $2 AND side = 'out' FOR UPDATE",
        )
        .bind(id)
        .bind(copro)
        .fetch_one(self.conn())
        .await?;
        match state.as_str() {
            "withdrawn" => return Ok(()),
            "requested" => {}
            _ => return Err(Refusal::TransferClosed.into()),
        }
        sqlx::query("UPDATE firm.transfers SET state = 'withdrawn', token_hash = NULL WHERE id = $1")
            .bind(id)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    async fn expire_requests(&mut self, copro: Uuid) -> Result<()> {
        sqlx::query(
            "UPDATE firm.transfers SET state = 'expired', token_hash = NULL
              WHERE copro_id = $1 AND side = 'out' AND state = 'requested' AND expires_at <= now()",
        )
        .bind(copro)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Decides for this firm on what a token offers. Acceptance queues the move.
    pub async fn transfer_decide(
        &mut self,
        caller: &Caller,
        token_hash: &[u8; 32],
        accepts: bool,
    ) -> Result<Transfer> {
        let email = caller.email.as_str().to_ascii_lowercase();
        let (outcome, id): (String, Option<Uuid>) =
            sqlx::query_as("SELECT outcome, transfer FROM app.transfer_decide($1, $2, $3, $4, $5)")
                .bind(token_hash.as_slice())
                .bind(caller.user.uuid())
                .bind(&email)
                .bind(accepts)
                .bind(Uuid::now_v7())
                .fetch_one(self.conn())
                .await?;
        match (outcome.as_str(), id) {
            ("decided", Some(id)) => self.transfer(id).await,
            ("other-account", _) => Err(Refusal::TransferOtherAccount.into()),
            ("same-firm", _) => Err(Refusal::TransferSameFirm.into()),
            ("closed", _) => Err(Refusal::TransferClosed.into()),
            _ => Err(Error::NotFound),
        }
    }

    pub async fn transfer(&mut self, id: Uuid) -> Result<Transfer> {
        Ok(sqlx::query_as(
            "SELECT id, copro_id, copro_name, email, decided_on, note, state, requested_at, expires_at, done_at, receiving_firm
               FROM firm.transfers WHERE id = $1",
        )
        .bind(id)
        .fetch_one(self.conn())
        .await?)
    }

    /// The transfers of this firm, given away and taken over, newest first.
    pub async fn transfer_list(&mut self, query: &PageQuery) -> Result<Page<Transfer>> {
        let rows: Vec<Transfer> = sqlx::query_as(
            "SELECT id, copro_id, copro_name, email, decided_on, note, requested_at, expires_at, done_at, receiving_firm,
                    CASE WHEN state = 'requested' AND expires_at <= now() THEN 'expired' ELSE state END AS state
               FROM firm.transfers
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE copro_name ILIKE $1 END AND id < $2 ORDER BY id DESC LIMIT $3",
        )
        .bind(query.pattern())
        .bind(query.before_id())
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (String::new(), row.id.to_string())))
    }

    /// The packages this firm keeps, newest first.
    pub async fn handover_list(&mut self, query: &PageQuery) -> Result<Page<Handover>> {
        let rows: Vec<Handover> = sqlx::query_as(
            "SELECT id, copro_name, transferred_at, receiving_firm, status, size_bytes, encode(sha256, 'hex') AS sha256, build
               FROM firm.handovers
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE copro_name ILIKE $1 END AND id < $2 ORDER BY id DESC LIMIT $3",
        )
        .bind(query.pattern())
        .bind(query.before_id())
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (String::new(), row.id.to_string())))
    }

    pub async fn handover(&mut self, id: Uuid) -> Result<Handover> {
        self.handover_of(id).await?.ok_or(Error::NotFound)
    }

    /// The package of a transfer, if this firm has one.
    pub async fn handover_of(&mut self, id: Uuid) -> Result<Option<Handover>> {
        Ok(sqlx::query_as(
            "SELECT id, copro_name, transferred_at, receiving_firm, status, size_bytes, encode(sha256, 'hex') AS sha256, build
               FROM firm.handovers WHERE id = $1",
        )
        .bind(id)
        .fetch_optional(self.conn())
        .await?)
    }

    /// The firm's administrators.
    pub async fn admins(&mut self) -> Result<Vec<Recipient>> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT email, language FROM app.firm_admins()").fetch_all(self.conn()).await?;
        rows.into_iter()
            .map(|(email, language)| Ok(Recipient { email, language: language_of(&language)? }))
            .collect()
    }

    /// Queues the mails that tell this firm, once, however often it is asked to; then commits.
    pub async fn transfer_notify(mut self, id: Uuid, mails: &[serde_json::Value]) -> Result<()> {
        let first = sqlx::query(
            "UPDATE firm.transfers SET notified_at = now() WHERE id = $1 AND state = 'done' AND notified_at IS NULL",
        )
        .bind(id)
        .execute(self.conn())
        .await?;
        // The queue takes mails that belong to no copro from the scope of identities.
        let mut tx = self.continue_as(IdentityScope).await?;
        if first.rows_affected() == 1 {
            for payload in mails {
                let job = NewJob { kind: JobKind::IdentityMail, subject: None, payload: payload.clone() };
                tx.job_enqueue(&job).await?;
            }
        }
        tx.commit().await
    }
}
