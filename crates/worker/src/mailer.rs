//! The one way mail leaves: by SMTP, or into the mailbox page of a development server.

use std::time::Duration;

use documents::mail::{self, Mail, PasswordReset};
use lettre::message::header::ContentType;
use lettre::message::{Attachment as MimeAttachment, Mailbox, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::{ExposeSecret, SecretString};
use store::jobs::{ClaimedJob, DevAttachment};
use store::{IdentityScope, Store, WorkerScope};

use crate::{JobError, Worker};

const SEND_TIME_MAX: Duration = Duration::from_secs(20);

/// A file that goes along with a mail.
#[derive(Clone)]
pub struct Attachment {
    pub name: String,
    pub media_type: &'static str,
    pub content: Vec<u8>,
    /// Where the same file can be read in the product.
    pub href: String,
}

#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("the address is not usable: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("the mail cannot be put together: {0}")]
    Build(#[from] lettre::error::Error),
    #[error("the SMTP server said: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("the mailbox cannot be written: {0}")]
    Mailbox(#[from] store::Error),
}

impl MailError {
    /// Whether the same mail would be refused for ever.
    pub fn is_permanent(&self) -> bool {
        match self {
            MailError::Address(_) | MailError::Build(_) => true,
            MailError::Smtp(error) => error.is_permanent(),
            MailError::Mailbox(_) => false,
        }
    }
}

pub enum Mailer {
    Smtp {
        transport: Box<AsyncSmtpTransport<Tokio1Executor>>,
        from: Box<Mailbox>,
    },
    /// Keeps mails in the database, for looking at.
    DevMailbox(Store),
}

impl Mailer {
    /// `smtps://user:password@host` or `smtp://host`; `from` as in `Name <address>`.
    pub fn smtp(url: &SecretString, from: &str) -> Result<Mailer, MailError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret())?
            .timeout(Some(SEND_TIME_MAX))
            .build();
        Ok(Mailer::Smtp { transport: Box::new(transport), from: Box::new(from.parse()?) })
    }

    pub async fn send(&self, to: &str, mail: &Mail, attachments: Vec<Attachment>) -> Result<(), MailError> {
        match self {
            Mailer::Smtp { transport, from } => {
                transport.send(message(from, to, mail, attachments)?).await?;
                Ok(())
            }
            Mailer::DevMailbox(store) => keep(store, to, mail, &attachments).await,
        }
    }
}

fn message(
    from: &Mailbox,
    to: &str,
    mail: &Mail,
    attachments: Vec<Attachment>,
) -> Result<Message, MailError> {
    let bodies = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
    let mut parts = MultiPart::mixed().multipart(bodies);
    for file in attachments {
        let media_type = ContentType::parse(file.media_type).unwrap_or(ContentType::TEXT_PLAIN);
        let part: SinglePart = MimeAttachment::new(file.name).body(file.content, media_type);
        parts = parts.singlepart(part);
    }
    let to = Mailbox::new(None, to.parse()?);
    Ok(Message::builder().from(from.clone()).to(to).subject(mail.subject.clone()).multipart(parts)?)
}

async fn keep(store: &Store, to: &str, mail: &Mail, attachments: &[Attachment]) -> Result<(), MailError> {
    let attachments: Vec<DevAttachment> = attachments
        .iter()
        .map(|file| DevAttachment {
            name: file.name.clone(),
            size_bytes: i64::try_from(file.content.len()).unwrap_or(i64::MAX),
            href: Some(file.href.clone()),
        })
        .collect();
    let mut tx = store.begin(&WorkerScope, "mail.keep").await?;
    tx.dev_mail_keep(to, &mail.subject, &mail.text, &mail.html, &attachments).await?;
    Ok(tx.commit().await?)
}

/// What a job for a mail outside any copro carries.
#[derive(serde::Deserialize)]
struct IdentityMail {
    to: String,
    mail: Mail,
}

/// Asked for by whoever typed an address into a form.
#[derive(serde::Deserialize)]
struct AskedReset {
    email: String,
    /// Where the link leads, up to its secret.
    link: String,
}

impl Worker {
    /// Looks whether somebody has the address only here, after the form was answered: its answer cannot tell. A second run sends a second link
    /// and closes the first.
    pub(crate) async fn password_reset(&self, job: &ClaimedJob) -> Result<(), JobError> {
        let AskedReset { email, link } = serde_json::from_value(job.payload.clone())
            .map_err(|_| JobError::Malformed("its payload names no address"))?;
        let mut tx = self.store.begin(&IdentityScope, "password.reset_open").await?;
        let opened = tx.reset_open(&email).await?;
        tx.commit().await?;
        let Some(reset) = opened else { return Ok(()) };
        let link = format!("{link}{}", reset.token.expose());
        let mail =
            mail::password_reset(&PasswordReset { language: reset.language, link, minutes: reset.minutes });
        Ok(self.mailer.send(&email, &mail, Vec::new()).await?)
    }

    pub(crate) async fn identity_mail(&self, job: &ClaimedJob) -> Result<(), JobError> {
        let IdentityMail { to, mail } = serde_json::from_value(job.payload.clone())
            .map_err(|_| JobError::Malformed("its payload is not a mail"))?;
        Ok(self.mailer.send(&to, &mail, Vec::new()).await?)
    }
}
