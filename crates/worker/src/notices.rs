//! The letter of a notice, and the mail that carries it.

use bytes::Bytes;
use documents::mail::{self, CallNoticeMail};
use documents::messages;
use documents::pdf::{self, CallNotice};
use domain::call::CallKind;
use domain::epc::{Remittance, payload};
use domain::ids::NoticeId;
use domain::money::Cents;
use store::TenantScope;
use store::tenant::calls::NoticeFacts;
use store::tenant::files::NewFile;

use crate::heavy::heavy;
use crate::mailer::Attachment;
use crate::{JobError, Worker};

const PDF: &str = "application/pdf";

impl Worker {
    pub(crate) async fn notice_render(&self, scope: &TenantScope, id: NoticeId) -> Result<(), JobError> {
        let facts = self.store.begin_read(scope, "notices.facts").await?.notice_facts(id).await?;
        if facts.notice.file_id.is_some() {
            return Ok(());
        }
        let letter = letter(&facts)?;
        let content = heavy(move || pdf::call_notice(&letter))
            .await?
            .map_err(|error| JobError::Document(error.to_string()))?;
        let size_bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
        let sha256 = self.files.put(scope.tenant(), Bytes::from(content)).await?;
        let mut tx = self.store.begin(scope, "notices.rendered").await?;
        let name = file_name(&facts);
        let file = tx.file_create(&NewFile { name: &name, media_type: PDF, size_bytes, sha256 }).await?;
        tx.notice_document_ready(id, file.id.into()).await?;
        Ok(tx.commit().await?)
    }

    pub(crate) async fn notice_mail(&self, scope: &TenantScope, id: NoticeId) -> Result<(), JobError> {
        let facts = self.store.begin_read(scope, "notices.mail").await?.notice_facts(id).await?;
        if facts.notice.mail == "sent" {
            return Ok(());
        }
        let to = facts.notice.email.clone().ok_or(JobError::Malformed("the owner has no address"))?;
        let file_id = facts.notice.file_id.ok_or(JobError::Malformed("the letter does not exist yet"))?;
        let file = self.store.begin_read(scope, "notices.file").await?.file(file_id.into()).await?;
        let content = self.files.get(scope.tenant(), &file.content_hash()?).await?;
        let attachment = Attachment {
            name: file.name,
            media_type: PDF,
            content: content.to_vec(),
            href: format!("/v1/copros/{}/files/{file_id}", facts.copro.slug),
        };
        self.mailer.send(&to, &mail_of(&facts)?, vec![attachment]).await?;
        let mut tx = self.store.begin(scope, "notices.mailed").await?;
        tx.notice_mail_set(id, true).await?;
        Ok(tx.commit().await?)
    }
}

fn kind(facts: &NoticeFacts) -> Result<CallKind, JobError> {
    facts.call.kind.parse().map_err(|()| JobError::Malformed("the call is of an unknown kind"))
}

/// The account to pay into: reserve money goes to the reserve account when there is one.
fn iban(facts: &NoticeFacts) -> Result<String, JobError> {
    let reserve = facts
        .copro
        .reserve_iban
        .as_ref()
        .filter(|_| kind(facts).is_ok_and(|kind| kind == CallKind::ReserveFund));
    reserve
        .or(facts.copro.working_iban.as_ref())
        .or(facts.copro.reserve_iban.as_ref())
        .cloned()
        .ok_or(JobError::Malformed("the copro has no bank account"))
}

fn letter(facts: &NoticeFacts) -> Result<CallNotice, JobError> {
    let language = facts.notice.language;
    let first = facts.instalments.first().ok_or(JobError::Malformed("the notice has no instalment"))?;
    let iban = iban(facts)?;
    let account = iban.parse().map_err(|_| JobError::Malformed("the bank account is not an IBAN"))?;
    let communication =
        facts.notice.communication.parse().map_err(|_| JobError::Malformed("the communication is wrong"))?;
    let epc =
        payload(&facts.copro.name, &account, Cents(first.amount_cents), &Remittance::Vcs(communication))
            .map_err(|error| JobError::Document(error.to_string()))?;
    Ok(CallNotice {
        language,
        copro: pdf::Copro {
            name: facts.copro.name.clone(),
            address: facts.copro.address_lines(),
            company_number: facts.copro.company_number.clone(),
        },
        firm: pdf::Firm { name: facts.firm_name.clone(), company_number: facts.firm_number.clone() },
        owner: pdf::Owner {
            name: facts.owner.name.clone(),
            address: facts.owner.address_lines(),
            number: facts.owner.number.into(),
        },
        call: pdf::Call {
            number: facts.call.number.clone(),
            kind: match kind(facts)? {
                CallKind::WorkingFund => pdf::CallKind::WorkingFund,
                CallKind::ReserveFund => pdf::CallKind::ReserveFund,
                CallKind::Provision => pdf::CallKind::Provision,
                CallKind::Extraordinary => pdf::CallKind::Extraordinary,
            },
            title: facts.call.title.clone(),
            issued_on: facts.call.issued_on,
        },
        key_name: facts.call.key_name.clone(),
        lots: facts.notice.lots.iter().map(|lot| lot_line(facts, lot)).collect(),
        total_cents: facts.notice.amount_cents,
        instalments: facts
            .instalments
            .iter()
            .map(|part| pdf::Instalment { due_on: part.on, amount_cents: part.amount_cents })
            .collect(),
        payment: pdf::Payment {
            holder: facts.copro.name.clone(),
            iban,
            communication: facts.notice.communication.clone(),
            epc,
        },
    })
}

fn lot_line(facts: &NoticeFacts, lot: &store::tenant::calls::CallLotShare) -> pdf::Lot {
    let description = facts
        .natures
        .get(&lot.lot_id)
        .map(|nature| messages::text(facts.notice.language, &format!("document-nature-{nature}"), &[]));
    pdf::Lot {
        code: lot.lot_code.clone(),
        description,
        weight: lot.weight,
        key_total: facts.call.key_total,
        amount_cents: lot.amount_cents,
    }
}

fn mail_of(facts: &NoticeFacts) -> Result<mail::Mail, JobError> {
    let first = facts.instalments.first().ok_or(JobError::Malformed("the notice has no instalment"))?;
    Ok(mail::call_notice(&CallNoticeMail {
        language: facts.notice.language,
        owner: facts.owner.name.clone(),
        copro: facts.copro.name.clone(),
        title: facts.call.title.clone(),
        amount_cents: first.amount_cents,
        due_on: first.on,
        instalments: u32::try_from(facts.instalments.len()).unwrap_or(1),
        communication: facts.notice.communication.clone(),
        iban: iban(facts)?,
        firm: facts.firm_name.clone(),
    }))
}

/// `2026-CAL-0003 Dupont, Marie.pdf`, without what file systems refuse.
fn file_name(facts: &NoticeFacts) -> String {
    let owner: String = facts
        .owner
        .name
        .chars()
        .filter(|c| !c.is_control() && !"/\\:*?\"<>|".contains(*c))
        .take(80)
        .collect();
    format!("{} {}.pdf", facts.call.number, owner.trim())
}
