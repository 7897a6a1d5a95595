//! The bodies of mails: a subject, plain text and HTML out of facts, in the reader's language.
//!
//! The two bodies say the same. The HTML has no images, no links to third parties and no style sheet
//! that a mail program could drop: what matters is inline.

mod billing;
pub(crate) mod html;
mod security;

#[cfg(test)]
mod tests;

use domain::{Cents, Language};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::messages::{Arg, long_date, text};
use html::Html;

pub use billing::{Announcement, BillingMail, InvoiceNews, News, Pay, ReminderNews, Tone, billing};
pub use security::{PasswordReset, SecurityNews, password_reset, security_news};

/// A mail ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// The code that proves an e-mail address at sign-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificationCode {
    pub language: Language,
    pub code: String,
    /// How long the code is valid.
    pub minutes: u32,
}

/// Somebody signed up with an address that has an account: only its owner learns so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlreadyRegistered {
    pub language: Language,
}

/// Announces a call for funds; the PDF letter goes along as an attachment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallNoticeMail {
    pub language: Language,
    pub owner: String,
    pub copro: String,
    pub title: String,
    /// What is to be paid by `due_on`: with several instalments, the first.
    pub amount_cents: i64,
    pub due_on: Date,
    /// How many instalments the call has; more than one is said in the mail.
    pub instalments: u32,
    /// The structured communication as shown, `+++090/9337/55493+++`.
    pub communication: String,
    pub iban: String,
    pub firm: String,
}

/// What somebody is invited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvitedTo {
    Firm,
    Copro,
}

/// An invitation: the link that makes its receiver a member of a firm or a copro.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationMail {
    pub language: Language,
    pub to: InvitedTo,
    /// The firm or the copro.
    pub name: String,
    pub inviter: String,
    /// The stable name of the role, `co_owner`.
    pub role: String,
    pub link: String,
    /// How long the link is good for.
    pub hours: u32,
}

/// Asks the administrator of another firm to take a copro over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferRequestMail {
    pub language: Language,
    pub copro: String,
    pub from_firm: String,
    pub decided_on: Date,
    pub link: String,
    /// How long the link is good for.
    pub days: u32,
}

/// Tells the administrators of both firms that a copro has changed hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferDoneMail {
    pub language: Language,
    pub copro: String,
    pub to_firm: String,
    /// Written to the firm that gave the copro away.
    pub gave: bool,
}

/// The mail with the link to accept a copro.
pub fn transfer_request(facts: &TransferRequestMail) -> Mail {
    let language = facts.language;
    let args = [
        ("copro", Arg::from(facts.copro.as_str())),
        ("firm", facts.from_firm.as_str().into()),
        ("decided", long_date(language, facts.decided_on).into()),
    ];
    let mut letter = Letter::new(language, text(language, "mail-transfer-subject", &args));
    letter.paragraph(&text(language, "mail-greeting", &[]));
    letter.paragraph(&text(language, "mail-transfer-intro", &args));
    letter.paragraph(&text(language, "mail-transfer-how", &[("days", i64::from(facts.days).into())]));
    letter.paragraph(&facts.link);
    letter.note(&text(language, "mail-transfer-ignore", &[]));
    letter.paragraph(&text(language, "mail-signature", &[]));
    letter.finish()
}

/// The mail that says that a copro has changed hands.
pub fn transfer_done(facts: &TransferDoneMail) -> Mail {
    let language = facts.language;
    let args = [("copro", Arg::from(facts.copro.as_str())), ("firm", facts.to_firm.as_str().into())];
    let mut letter = Letter::new(language, text(language, "mail-transferred-subject", &args));
    letter.paragraph(&text(language, "mail-greeting", &[]));
    letter.paragraph(&text(language, "mail-transferred-intro", &args));
    let next = if facts.gave { "mail-transferred-gave" } else { "mail-transferred-took" };
    letter.paragraph(&text(language, next, &args));
    letter.paragraph(&text(language, "mail-signature", &[]));
    letter.finish()
}

/// Tells an administrator of the firm about a support window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportMail {
    pub language: Language,
    pub event: SupportEvent,
    pub copro: String,
    pub operator: String,
    pub reason: String,
    pub ticket: String,
    pub minutes: i64,
    /// Two operators may open it without the firm.
    pub break_glass: bool,
}

/// What happened to a support window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SupportEvent {
    Requested,
    Opened,
}

/// The mail about a support window: who asks to look into the copro, why, and how to answer.
pub fn support_window(facts: &SupportMail) -> Mail {
    let language = facts.language;
    let say = |id: &str| text(language, id, &[]);
    let about: [(&str, Arg); 2] = [("copro", facts.copro.as_str().into()), ("minutes", facts.minutes.into())];
    let [subject, intro] = match facts.event {
        SupportEvent::Requested => ["mail-support-requested-subject", "mail-support-requested-intro"],
        SupportEvent::Opened => ["mail-support-opened-subject", "mail-support-opened-intro"],
    };
    let remedy = match (facts.event, facts.break_glass) {
        (SupportEvent::Requested, false) => "mail-support-consent",
        (SupportEvent::Requested, true) => "mail-support-break-glass",
        (SupportEvent::Opened, _) => "mail-support-end",
    };
    let mut letter = Letter::new(language, text(language, subject, &about));
    letter.paragraph(&say("mail-greeting"));
    letter.paragraph(&text(language, intro, &about));
    letter.panel(&[
        (say("mail-support-reason"), facts.reason.clone()),
        (say("mail-support-ticket"), facts.ticket.clone()),
        (say("mail-support-operator"), facts.operator.clone()),
    ]);
    letter.paragraph(&say(remedy));
    letter.note(&say("mail-support-noted"));
    letter.paragraph(&say("mail-signature"));
    letter.finish()
}

/// The mail that carries a verification code.
pub fn verification_code(facts: &VerificationCode) -> Mail {
    let language = facts.language;
    let say = |id: &str| text(language, id, &[]);
    let code = [("code", Arg::from(facts.code.as_str()))];
    let subject = text(language, "mail-code-subject", &code);
    let validity = text(language, "mail-code-validity", &[("minutes", i64::from(facts.minutes).into())]);
    let mut letter = Letter::new(language, subject);
    letter.paragraph(&say("mail-greeting"));
    letter.paragraph(&say("mail-code-intro"));
    letter.code(&facts.code);
    letter.paragraph(&validity);
    letter.note(&say("mail-code-ignore"));
    letter.paragraph(&say("mail-signature"));
    letter.finish()
}

/// The mail to somebody who signed up a second time.
pub fn already_registered(facts: &AlreadyRegistered) -> Mail {
    let say = |id: &str| text(facts.language, id, &[]);
    let mut letter = Letter::new(facts.language, say("mail-registered-subject"));
    letter.paragraph(&say("mail-greeting"));
    letter.paragraph(&say("mail-registered-intro"));
    letter.paragraph(&say("mail-registered-remedy"));
    letter.note(&say("mail-registered-ignore"));
    letter.paragraph(&say("mail-signature"));
    letter.finish()
}

/// The mail that carries an invitation.
pub fn invitation(facts: &InvitationMail) -> Mail {
    let language = facts.language;
    let say = |id: &str| text(language, id, &[]);
    let place = match facts.to {
        InvitedTo::Firm => "firm",
        InvitedTo::Copro => "copro",
    };
    let about = [("name", Arg::from(facts.name.as_str())), ("inviter", facts.inviter.as_str().into())];
    let mut letter =
        Letter::new(language, text(language, &format!("mail-invitation-{place}-subject"), &about));
    letter.paragraph(&say("mail-greeting"));
    letter.paragraph(&text(language, &format!("mail-invitation-{place}-intro"), &about));
    letter.panel(&[
        (say(&format!("mail-invitation-{place}")), facts.name.clone()),
        (say("mail-invitation-role"), say(&format!("mail-role-{}", facts.role.replace('_', "-")))),
        (say("mail-invitation-by"), facts.inviter.clone()),
    ]);
    letter.button(&say("mail-invitation-button"), &facts.link);
    let hours = [("hours", i64::from(facts.hours).into())];
    letter.paragraph(&text(language, "mail-invitation-validity", &hours));
    letter.note(&say("mail-invitation-ignore"));
    letter.paragraph(&say("mail-signature"));
    letter.finish()
}

/// The mail that carries a call for funds to one owner.
pub fn call_notice(facts: &CallNoticeMail) -> Mail {
    let language = facts.language;
    let say = |id: &str| text(language, id, &[]);
    let amount = Cents(facts.amount_cents).format(language);
    let due = long_date(language, facts.due_on);
    let titled = [("title", Arg::from(facts.title.as_str())), ("copro", facts.copro.as_str().into())];
    let mut about = titled.to_vec();
    about.push(("amount", amount.as_str().into()));
    about.push(("due", due.as_str().into()));
    let mut letter = Letter::new(language, text(language, "mail-call-subject", &about));
    letter.paragraph(&text(language, "mail-greeting-name", &[("name", facts.owner.as_str().into())]));
    letter.paragraph(&text(language, "mail-call-intro", &titled));
    letter.panel(&[
        (say("mail-call-amount"), amount),
        (say("mail-call-due"), due),
        (say("mail-call-iban"), grouped(&facts.iban)),
        (say("mail-call-communication"), facts.communication.clone()),
    ]);
    if facts.instalments > 1 {
        let count = [("count", i64::from(facts.instalments).into())];
        letter.paragraph(&text(language, "mail-call-instalments", &count));
    }
    letter.paragraph(&say("mail-call-how"));
    letter.note(&text(language, "mail-call-question", &[("firm", facts.firm.as_str().into())]));
    letter.paragraph(&facts.firm);
    letter.finish()
}

/// An IBAN as people read it, in groups of four.
fn grouped(iban: &str) -> String {
    let compact: Vec<char> = iban.chars().filter(|c| !c.is_whitespace()).collect();
    compact.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Writes the plain and the HTML body side by side, so that they cannot say different things.
struct Letter {
    language: Language,
    subject: String,
    text: String,
    html: Html,
    footer: String,
}

impl Letter {
    fn new(language: Language, subject: String) -> Self {
        let subject = one_line(&subject);
        let html = Html::new(language, &subject);
        let footer = text(language, "mail-footer", &[]);
        Self { language, subject, text: String::new(), html, footer }
    }

    fn plain(&mut self, paragraph: &str) {
        self.text.push_str(paragraph);
        self.text.push_str("\n\n");
    }

    fn paragraph(&mut self, text: &str) {
        let text = one_line(text);
        self.plain(&text);
        self.html.paragraph(&text);
    }

    fn note(&mut self, text: &str) {
        let text = one_line(text);
        self.plain(&text);
        self.html.note(&text);
    }

    /// An address of our own that is followed on purpose.
    fn link(&mut self, label: &str, address: &str) {
        let (label, address) = (one_line(label), one_line(address));
        self.plain(&address);
        self.html.link(&label, &address);
    }

    fn code(&mut self, code: &str) {
        let code = one_line(code);
        self.plain(&format!("    {code}"));
        self.html.code(&code);
    }

    /// The one thing to do. The address stands beside it for whoever cannot press a button.
    fn button(&mut self, label: &str, link: &str) {
        let (label, link) = (one_line(label), one_line(link));
        self.plain(&format!("{label}\n{link}"));
        self.html.button(&label, &link);
    }

    fn panel(&mut self, rows: &[(String, String)]) {
        let rows: Vec<(String, String)> = rows.iter().map(|(n, v)| (one_line(n), one_line(v))).collect();
        let line = |(name, value): &(String, String)| {
            text(
                self.language,
                "mail-line",
                &[("name", name.as_str().into()), ("value", value.as_str().into())],
            )
        };
        let lines: Vec<String> = rows.iter().map(line).collect();
        self.plain(&lines.join("\n"));
        self.html.panel(&rows);
    }

    fn finish(mut self) -> Mail {
        self.plain(&format!("-- \n{}", self.footer));
        Mail {
            subject: self.subject,
            text: self.text.trim_end().to_owned() + "\n",
            html: self.html.finish(&self.footer),
        }
    }
}

/// Facts come from people: a line break in a name must not become a header or a paragraph of its own.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
