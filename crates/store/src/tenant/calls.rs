use std::collections::HashMap;

use domain::allocate::TieSeed;
use domain::call::{CallLot, CallPlan, DueDate, NewCall, OwnerCall, plan};
use domain::communication::Vcs;
use domain::ids::{CallId, FileId, NoticeId, OwnerId};
use domain::language::Language;
use domain::ledger::VoucherKind;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use sqlx::{FromRow, Row};
use time::Date;
use utoipa::ToSchema;
use uuid::Uuid;

use super::ROWS_TOLD;
use super::keys::KeyInForce;
use super::ledger::{EntryLine, Posted, VoucherRef};
use super::owners::Addressee;
use crate::identity::{corrupt, language_of};
use crate::jobs::{JobKind, NewJob};
use crate::{Error, Page, PageQuery, Refusal, Result, TenantScope, Tx};

/// What issuing a call would do: who is asked for what, when, and the entry.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CallPreview {
    pub total_cents: i64,
    pub owners: Vec<CallOwner>,
    pub due_dates: Vec<DueDate>,
    pub entry: Vec<EntryLine>,
    /// Owners who will not get a mail, having no address.
    pub owners_without_email: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CallOwner {
    pub owner_id: Uuid,
    pub name: String,
    pub language: Language,
    pub email: Option<String>,
    pub amount_cents: i64,
    pub lots: Vec<CallLotShare>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CallLotShare {
    pub lot_id: Uuid,
    pub lot_code: String,
    pub weight: i64,
    pub amount_cents: i64,
}

/// One line of the list of calls.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct CallRow {
    pub id: Uuid,
    pub number: String,
    #[schema(value_type = domain::call::CallKind)]
    pub kind: String,
    pub title: String,
    pub total_cents: i64,
    pub issued_on: Date,
    pub due_on: Date,
    pub instalments: i16,
    pub entry_id: Uuid,
    /// Owners who were asked.
    pub owners: i64,
    pub mails_sent: i64,
    /// Owners who have an address.
    pub mails_total: i64,
    pub documents_ready: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Call {
    #[serde(flatten)]
    pub row: CallRow,
    pub key: CallKey,
    pub notices: Vec<Notice>,
}

#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct CallKey {
    pub id: Uuid,
    pub code: String,
    pub name: String,
}

/// How far the letter of a notice is.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum DocumentState {
    Queued,
    Ready,
    Failed,
}

/// How far the mail of a notice is; none when the owner has no address.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum MailState {
    None,
    Queued,
    Sent,
    Failed,
}

/// What one owner is asked for, and how it reached them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Notice {
    pub id: Uuid,
    pub owner_id: Uuid,
    pub owner_name: String,
    pub amount_cents: i64,
    /// Structured communication, `+++…+++`.
    pub communication: String,
    pub language: Language,
    pub email: Option<String>,
    /// The PDF, once rendered.
    pub file_id: Option<Uuid>,
    #[schema(value_type = DocumentState)]
    pub document: String,
    #[schema(value_type = MailState)]
    pub mail: String,
    pub lots: Vec<CallLotShare>,
}

#[derive(sqlx::FromRow)]
struct NoticeRow {
    id: Uuid,
    owner_id: Uuid,
    owner_name: String,
    amount_cents: i64,
    communication: String,
    language: String,
    email: Option<String>,
    file_id: Option<Uuid>,
    document: String,
    mail: String,
}

/// A call thought through, ready to be shown or written.
struct Planned {
    key: KeyInForce,
    plan: CallPlan,
    addressees: HashMap<OwnerId, Addressee>,
}

/// A notice about to be written.
struct NoticeDraft<'a> {
    id: Uuid,
    owner: &'a OwnerCall,
    addressee: &'a Addressee,
    communication: Vcs,
    instalments: Vec<NoticeInstalment>,
}

impl<'a> NoticeDraft<'a> {
    fn new(number: i64, owner: &'a OwnerCall, planned: &'a Planned) -> Result<Self> {
        let unfit = || corrupt("notice number", &number.to_string());
        let parts = planned.plan.due_dates.iter().zip(&owner.instalments);
        Ok(NoticeDraft {
            id: Uuid::now_v7(),
            owner,
            addressee: planned.addressees.get(&owner.owner_id).ok_or(Error::NotFound)?,
            communication: u64::try_from(number).ok().and_then(|n| Vcs::notice(n).ok()).ok_or_else(unfit)?,
            instalments: parts
                .filter(|(_, amount)| amount.0 > 0)
                .map(|(due, amount)| NoticeInstalment { on: due.on, amount_cents: amount.0 })
                .collect(),
        })
    }
}

/// An instalment of one notice, as stored with it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NoticeInstalment {
    pub on: Date,
    pub amount_cents: i64,
}

fn ties(new: &NewCall) -> TieSeed {
    TieSeed::from_text(&format!("call {} {}", new.title, new.due_on))
}

impl Tx<TenantScope> {
    /// Who would be asked for what, to the cent. Writes nothing.
    pub async fn call_preview(&mut self, new: &NewCall, language: Language) -> Result<CallPreview> {
        let planned = self.call_plan(new).await?;
        let owners: Vec<CallOwner> = planned
            .plan
            .owners
            .iter()
            .map(|owner| shown(owner, planned.addressees.get(&owner.owner_id)))
            .collect();
        let silent = owners.iter().filter(|owner| owner.email.is_none()).count();
        Ok(CallPreview {
            total_cents: planned.plan.total_cents.0,
            owners_without_email: i64::try_from(silent).unwrap_or(i64::MAX),
            owners,
            due_dates: planned.plan.due_dates.clone(),
            entry: self.posting_lines(&planned.plan.posting, language).await?,
        })
    }

    async fn call_plan(&mut self, new: &NewCall) -> Result<Planned> {
        // Who owns on the due date is asked (a later change of owner is settled between the two).
        let key = self.key_in_force(new.key_id, new.due_on).await?;
        let lots: Vec<CallLot<'_>> = key
            .lots
            .iter()
            .map(|lot| CallLot {
                lot_id: lot.lot,
                code: &lot.code,
                weight: lot.weight,
                owner: lot.timeline.owner_on(new.due_on),
            })
            .collect();
        let plan = plan(new, &lots, ties(new))?;
        let ids: Vec<Uuid> = plan.owners.iter().map(|owner| owner.owner_id.uuid()).collect();
        let addressees = self.addressees(&ids).await?;
        Ok(Planned { key, plan, addressees })
    }

    /// Issues a call: entry, notices with their communications, and one job per notice for its document and mail. All or nothing.
    pub async fn call_issue(&mut self, new: &NewCall) -> Result<CallId> {
        self.require_active().await?;
        self.require_account_for(new).await?;
        let planned = self.call_plan(new).await?;
        let id = Uuid::now_v7();
        let voucher = VoucherRef { kind: VoucherKind::Call, id };
        let Posted { id: entry, number } = self.entry_post(&planned.plan.posting, voucher).await?;
        self.key_version_use(planned.key.version).await?;
        let by = self.scope.user.uuid();
        sqlx::query(
            "INSERT INTO tenant.calls (id, number, kind, title, key_id, key_version_id, total_cents, issued_on, due_on, instalments,
                                       entry_id, issued_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(id)
        .bind(number)
        .bind(new.kind.as_str())
        .bind(&new.title)
        .bind(new.key_id.uuid())
        .bind(planned.key.version.uuid())
        .bind(new.total_cents.0)
        .bind(new.issued_on)
        .bind(new.due_on)
        .bind(i16::try_from(new.instalments).unwrap_or(1))
        .bind(entry.uuid())
        .bind(by)
        .execute(self.conn())
        .await?;
        for owners in planned.plan.owners.chunks(ROWS_TOLD) {
            self.notices_create(id, owners, &planned).await?;
        }
        Ok(id.into())
    }

    /// A notice without an account to pay into would be a letter without an answer.
    async fn require_account_for(&mut self, new: &NewCall) -> Result<()> {
        let (working, reserve): (Option<String>, Option<String>) =
            sqlx::query_as("SELECT working_iban, reserve_iban FROM tenant.copro")
                .fetch_one(self.conn())
                .await?;
        let account =
            if new.kind == domain::call::CallKind::ReserveFund { reserve.or(working) } else { working };
        if account.is_some() { Ok(()) } else { Err(Refusal::NoBankAccount.into()) }
    }

    /// As many statements for five hundred owners as for five.
    async fn notices_create(&mut self, call: Uuid, owners: &[OwnerCall], planned: &Planned) -> Result<()> {
        let count = i64::try_from(owners.len()).unwrap_or(i64::MAX);
        let first = self.counter_take("notice", count).await? - count + 1;
        let drafts = (first..).zip(owners).map(|(number, owner)| NoticeDraft::new(number, owner, planned));
        let drafts: Vec<NoticeDraft<'_>> = drafts.collect::<Result<_>>()?;
        let column = |pick: fn(&NoticeDraft<'_>) -> Uuid| drafts.iter().map(pick).collect::<Vec<_>>();
        let ids = column(|draft| draft.id);
        sqlx::query(
            "INSERT INTO tenant.notices (id, call_id, owner_id, amount_cents, communication, language, email, instalments, mail)
             SELECT n.id, $1, n.owner_id, n.amount_cents, n.communication, n.language, n.email, n.instalments,
                    CASE WHEN n.email IS NULL THEN 'none' ELSE 'queued' END
               FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::jsonb[])
                    AS n (id, owner_id, amount_cents, communication, language, email, instalments)",
        )
        .bind(call)
        .bind(&ids)
        .bind(column(|draft| draft.owner.owner_id.uuid()))
        .bind(drafts.iter().map(|draft| draft.owner.amount_cents.0).collect::<Vec<_>>())
        .bind(drafts.iter().map(|draft| draft.communication.digits()).collect::<Vec<_>>())
        .bind(drafts.iter().map(|draft| draft.addressee.language.as_str()).collect::<Vec<_>>())
        .bind(drafts.iter().map(|draft| draft.addressee.email.as_deref()).collect::<Vec<_>>())
        .bind(drafts.iter().map(|draft| Json(&draft.instalments)).collect::<Vec<_>>())
        .execute(self.conn())
        .await?;
        self.call_shares_insert(call, &drafts).await?;
        self.jobs_enqueue(JobKind::NoticeRender, &ids).await
    }

    async fn call_shares_insert(&mut self, call: Uuid, drafts: &[NoticeDraft<'_>]) -> Result<()> {
        let shares = || drafts.iter().flat_map(|draft| draft.owner.lots.iter().map(|lot| (draft.id, lot)));
        sqlx::query(
            "INSERT INTO tenant.call_shares (call_id, notice_id, lot_id, weight, amount_cents)
             SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[])",
        )
        .bind(call)
        .bind(shares().map(|(notice, _)| notice).collect::<Vec<_>>())
        .bind(shares().map(|(_, lot)| lot.lot_id.uuid()).collect::<Vec<_>>())
        .bind(shares().map(|(_, lot)| lot.weight).collect::<Vec<_>>())
        .bind(shares().map(|(_, lot)| lot.amount_cents.0).collect::<Vec<_>>())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Calls, newest first.
    pub async fn call_list(&mut self, query: &PageQuery) -> Result<Page<CallRow>> {
        let (day, id) = query.before_day();
        let rows: Vec<CallRow> = sqlx::query_as(
            "SELECT c.id, c.number, c.kind, c.title, c.total_cents, c.issued_on, c.due_on, c.instalments, c.entry_id,
                    n.owners, n.mails_sent, n.mails_total, n.documents_ready
               FROM tenant.calls c CROSS JOIN LATERAL (
                    SELECT count(*) AS owners, count(*) FILTER (WHERE mail = 'sent') AS mails_sent,
                           count(*) FILTER (WHERE mail <> 'none') AS mails_total, count(*) FILTER (WHERE document = 'ready') AS documents_ready
                      FROM tenant.notices WHERE tenant_id = c.tenant_id AND call_id = c.id) n
              WHERE CASE WHEN $1::text IS NULL THEN true ELSE c.title ILIKE $1 OR c.number ILIKE $1 END AND (c.issued_on, c.id) < ($2, $3)
              ORDER BY c.issued_on DESC, c.id DESC LIMIT $4",
        )
        .bind(query.pattern())
        .bind(day)
        .bind(id)
        .bind(query.fetch())
        .fetch_all(self.conn())
        .await?;
        Ok(Page::cut(rows, query, |row| (row.issued_on.to_string(), row.id.to_string())))
    }

    pub async fn call(&mut self, id: CallId) -> Result<Call> {
        let row: CallRow = sqlx::query_as(
            "SELECT c.id, c.number, c.kind, c.title, c.total_cents, c.issued_on, c.due_on, c.instalments, c.entry_id,
                    count(n.id) AS owners, count(n.id) FILTER (WHERE n.mail = 'sent') AS mails_sent,
                    count(n.id) FILTER (WHERE n.mail <> 'none') AS mails_total,
                    count(n.id) FILTER (WHERE n.document = 'ready') AS documents_ready
               FROM tenant.calls c JOIN tenant.notices n ON n.tenant_id = c.tenant_id AND n.call_id = c.id
              WHERE c.id = $1 GROUP BY c.tenant_id, c.id",
        )
        .bind(id.uuid())
        .fetch_one(self.conn())
        .await?;
        let key: CallKey = sqlx::query_as(
            "SELECT k.id, k.code, k.name FROM tenant.calls c JOIN tenant.keys k ON k.tenant_id = c.tenant_id AND k.id = c.key_id WHERE c.id = $1",
        )
        .bind(id.uuid())
        .fetch_one(self.conn())
        .await?;
        Ok(Call { notices: self.notices_of(id).await?, key, row })
    }

    async fn notices_of(&mut self, call: CallId) -> Result<Vec<Notice>> {
        let rows: Vec<NoticeRow> = sqlx::query_as(
            "SELECT n.id, n.owner_id, o.name AS owner_name, n.amount_cents, n.communication, n.language, n.email, n.file_id, n.document, n.mail
               FROM tenant.notices n JOIN tenant.owners o ON o.tenant_id = n.tenant_id AND o.id = n.owner_id
              WHERE n.call_id = $1 ORDER BY o.name, o.id",
        )
        .bind(call.uuid())
        .fetch_all(self.conn())
        .await?;
        let shares: Vec<(Uuid, Uuid, String, i64, i64)> = sqlx::query_as(
            "SELECT s.notice_id, l.id, l.code, s.weight, s.amount_cents
               FROM tenant.call_shares s JOIN tenant.lots l ON l.tenant_id = s.tenant_id AND l.id = s.lot_id
              WHERE s.call_id = $1 ORDER BY l.position, l.id",
        )
        .bind(call.uuid())
        .fetch_all(self.conn())
        .await?;
        let mut by_notice: HashMap<Uuid, Vec<CallLotShare>> = HashMap::new();
        for (notice, lot_id, lot_code, weight, amount_cents) in shares {
            by_notice.entry(notice).or_default().push(CallLotShare {
                lot_id,
                lot_code,
                weight,
                amount_cents,
            });
        }
        rows.into_iter().map(|row| row.shown(&mut by_notice)).collect()
    }

    /// What a notice says, for the document and the mail made of it. Reads nothing of the other notices of its call: there may be thousands,
    /// and each of them is asked for in turn.
    pub async fn notice_facts(&mut self, id: NoticeId) -> Result<NoticeFacts> {
        let (row, call, copro, instalments) = self.notice_row(id).await?;
        let shares: Vec<(Uuid, String, String, i64, i64)> = sqlx::query_as(
            "SELECT l.id, l.code, l.nature, s.weight, s.amount_cents
               FROM tenant.call_shares s JOIN tenant.lots l ON l.tenant_id = s.tenant_id AND l.id = s.lot_id
              WHERE s.notice_id = $1 ORDER BY l.position, l.id",
        )
        .bind(id.uuid())
        .fetch_all(self.conn())
        .await?;
        let (mut lots, mut natures) = (Vec::with_capacity(shares.len()), HashMap::new());
        for (lot_id, lot_code, nature, weight, amount_cents) in shares {
            natures.insert(lot_id, nature);
            lots.push(CallLotShare { lot_id, lot_code, weight, amount_cents });
        }
        let (firm_name, firm_number) = self.syndic().await?;
        let owner = self.owner(row.owner_id.into()).await?;
        Ok(NoticeFacts {
            copro,
            firm_name,
            firm_number,
            owner,
            instalments: serde_json::from_value(instalments).map_err(|_| corrupt("instalments", "notice"))?,
            natures,
            notice: row.shown(&mut HashMap::from([(id.uuid(), lots)]))?,
            call,
        })
    }

    async fn notice_row(
        &mut self,
        id: NoticeId,
    ) -> Result<(NoticeRow, CallFacts, CallCopro, serde_json::Value)> {
        let row = sqlx::query(
            "SELECT n.id, n.owner_id, o.name AS owner_name, n.amount_cents, n.communication, n.language, n.email, n.file_id, n.document,
                    n.mail, n.instalments, c.number, c.kind, c.title, c.issued_on, k.name AS key_name,
                    p.name AS copro_name, p.slug, p.company_number, p.working_iban, p.reserve_iban, p.street, p.postal_code, p.city,
                    (SELECT coalesce(sum(w.weight), 0)::bigint FROM tenant.key_weights w
                      WHERE w.tenant_id = c.tenant_id AND w.key_version_id = c.key_version_id) AS key_total
               FROM tenant.notices n
               JOIN tenant.owners o ON o.tenant_id = n.tenant_id AND o.id = n.owner_id
               JOIN tenant.calls c ON c.tenant_id = n.tenant_id AND c.id = n.call_id
               JOIN tenant.keys k ON k.tenant_id = c.tenant_id AND k.id = c.key_id
               JOIN tenant.copro p ON p.tenant_id = n.tenant_id
              WHERE n.id = $1",
        )
        .bind(id.uuid())
        .fetch_one(self.conn())
        .await?;
        let (of_notice, of_call) = (NoticeRow::from_row(&row)?, CallFacts::from_row(&row)?);
        Ok((of_notice, of_call, CallCopro::from_row(&row)?, row.try_get("instalments")?))
    }

    /// The document of a notice is stored; a mail follows if the owner takes mail.
    pub async fn notice_document_ready(&mut self, id: NoticeId, file: FileId) -> Result<()> {
        let mail: Option<String> = sqlx::query_scalar(
            "UPDATE tenant.notices SET document = 'ready', file_id = $2 WHERE id = $1 AND document <> 'ready' RETURNING mail",
        )
        .bind(id.uuid())
        .bind(file.uuid())
        .fetch_optional(self.conn())
        .await?;
        if mail.as_deref() == Some("queued") {
            self.job_enqueue(&NewJob::about(JobKind::NoticeMail, id.uuid())).await?;
        }
        Ok(())
    }

    pub async fn notice_document_failed(&mut self, id: NoticeId) -> Result<()> {
        sqlx::query("UPDATE tenant.notices SET document = 'failed' WHERE id = $1 AND document = 'queued'")
            .bind(id.uuid())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    pub async fn notice_mail_set(&mut self, id: NoticeId, sent: bool) -> Result<()> {
        sqlx::query("UPDATE tenant.notices SET mail = $2 WHERE id = $1")
            .bind(id.uuid())
            .bind(if sent { "sent" } else { "failed" })
            .execute(self.conn())
            .await?;
        Ok(())
    }
}

/// Everything a notice's letter needs.
#[derive(Debug, Clone)]
pub struct NoticeFacts {
    pub copro: CallCopro,
    pub firm_name: String,
    pub firm_number: String,
    pub owner: super::owners::Owner,
    pub instalments: Vec<NoticeInstalment>,
    /// What each lot is: `apartment`, `garage`.
    pub natures: HashMap<Uuid, String>,
    pub notice: Notice,
    pub call: CallFacts,
}

/// What every letter of a call says.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CallFacts {
    pub number: String,
    pub kind: String,
    pub title: String,
    pub issued_on: Date,
    pub key_name: String,
    pub key_total: i64,
}

/// Who calls. Its checklist is left out: that is counted over all lots, and a call has a letter for each of them.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CallCopro {
    #[sqlx(rename = "copro_name")]
    pub name: String,
    pub slug: String,
    pub company_number: Option<String>,
    pub working_iban: Option<String>,
    pub reserve_iban: Option<String>,
    street: String,
    postal_code: String,
    city: String,
}

impl CallCopro {
    /// The address as it stands on a letter.
    pub fn address_lines(&self) -> Vec<String> {
        vec![self.street.clone(), format!("{} {}", self.postal_code, self.city)]
    }
}

impl NoticeRow {
    fn shown(self, lots: &mut HashMap<Uuid, Vec<CallLotShare>>) -> Result<Notice> {
        let communication: Vcs =
            self.communication.parse().map_err(|_| corrupt("communication", &self.communication))?;
        Ok(Notice {
            communication: communication.to_string(),
            language: language_of(&self.language)?,
            lots: lots.remove(&self.id).unwrap_or_default(),
            id: self.id,
            owner_id: self.owner_id,
            owner_name: self.owner_name,
            amount_cents: self.amount_cents,
            email: self.email,
            file_id: self.file_id,
            document: self.document,
            mail: self.mail,
        })
    }
}

fn shown(owner: &OwnerCall, addressee: Option<&Addressee>) -> CallOwner {
    let lots = owner.lots.iter().map(|lot| CallLotShare {
        lot_id: lot.lot_id.uuid(),
        lot_code: lot.lot_code.clone(),
        weight: lot.weight,
        amount_cents: lot.amount_cents.0,
    });
    CallOwner {
        owner_id: owner.owner_id.uuid(),
        name: addressee.map(|addressee| addressee.name.clone()).unwrap_or_default(),
        language: addressee.map(|addressee| addressee.language).unwrap_or(Language::Fr),
        email: addressee.and_then(|addressee| addressee.email.clone()),
        amount_cents: owner.amount_cents.0,
        lots: lots.collect(),
    }
}
