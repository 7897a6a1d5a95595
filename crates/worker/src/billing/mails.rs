//! What the platform writes to a firm: to the address it is billed at, else to its administrators.

use billing::invoice::{Invoice, Kind, Means, Number};
use billing::receivable::Book;
use billing::subscription::{Access, Command, Mail, Stage, Subscription};
use billing::zone::Zones;
use documents::mail::{self, Announcement, BillingMail, InvoiceNews, News, Pay, ReminderNews, Tone};
use domain::{Cents, FirmId};
use store::BillingScope;
use store::billing::Readers;
use store::jobs::ClaimedJob;
use time::{Date, Duration};

use crate::mailer::Attachment;
use crate::{JobError, Worker};

/// What a job asks to be written about.
enum Wanted {
    Said(Command),
    Issued(Number),
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Payload {
    Issued {
        #[serde(rename = "Issued")]
        issued: super::documents::About,
    },
    Said(Command),
}

fn wanted(job: &ClaimedJob) -> Result<Wanted, JobError> {
    let payload: Payload = serde_json::from_value(job.payload.clone())
        .map_err(|_| JobError::Malformed("it does not say what to write"))?;
    Ok(match payload {
        Payload::Issued { issued } => Wanted::Issued(issued.number),
        Payload::Said(command) => Wanted::Said(command),
    })
}

/// What is known of the firm when the mail is written.
struct Facts {
    readers: Readers,
    subscription: Option<Subscription>,
    book: Book,
    /// Last digits and mandate of the payment method in use.
    method: Option<(Option<String>, Option<String>)>,
    today: Date,
}

impl Worker {
    pub(crate) async fn billing_mail(&self, scope: &BillingScope, job: &ClaimedJob) -> Result<(), JobError> {
        let wanted = wanted(job)?;
        let facts = self.facts(scope).await?;
        let (news, attachment) = match wanted {
            Wanted::Issued(number) => {
                let (invoice, attachment) = self.issued(scope, number).await?;
                (Some(issued_news(&invoice, &facts.book)), Some(attachment))
            }
            Wanted::Said(command) => (self.news(&command, &facts)?, None),
        };
        let Some(news) = news else { return Ok(()) };
        self.tell(scope.firm(), &facts.readers, &news, attachment).await
    }

    async fn tell(
        &self,
        firm: FirmId,
        readers: &Readers,
        news: &News,
        attachment: Option<Attachment>,
    ) -> Result<(), JobError> {
        for (address, language) in &readers.addresses {
            let mail = mail::billing(&BillingMail {
                language: *language,
                firm: readers.name.clone(),
                link: self.outside.billing_page(firm),
                contact: self.rules.platform.seller.email.clone().unwrap_or_default(),
                news: news.clone(),
            });
            self.mailer.send(address, &mail, attachment.iter().cloned().collect()).await?;
        }
        Ok(())
    }

    async fn facts(&self, scope: &BillingScope) -> Result<Facts, JobError> {
        let mut tx = self.store.begin_read(scope, "billing.mail").await?;
        let account = tx.billing_account().await?;
        let (readers, entries, method) =
            (tx.billing_readers().await?, tx.entries().await?, tx.method_in_use().await?);
        tx.commit().await?;
        let book = Book::of(entries).map_err(|error| JobError::Document(error.to_string()))?;
        let zones =
            Zones::new(&account.zone).map_err(|_| JobError::Malformed("the firm is in no known zone"))?;
        let method = method.map(|method| (method.digits, method.mandate));
        let today = zones.day_of((self.now)());
        Ok(Facts { readers, subscription: account.state, book, method, today })
    }

    /// The document, and the form of it that people are sent: in France the one with the electronic invoice inside.
    async fn issued(&self, scope: &BillingScope, number: Number) -> Result<(Invoice, Attachment), JobError> {
        let mut tx = self.store.begin_read(scope, "billing.issued").await?;
        let invoice = tx.invoice(number).await?;
        let (format, file) = match tx.invoice_file(number, "factur-x").await {
            Err(store::Error::NotFound) => ("pdf", tx.invoice_file(number, "pdf").await?),
            found => ("factur-x", found?),
        };
        tx.commit().await?;
        let hash = file
            .sha256
            .as_slice()
            .try_into()
            .map_err(|_| JobError::Malformed("the hash of a form is none"))?;
        let content = self.files.invoice(scope.firm(), &hash).await?;
        let attachment = Attachment {
            name: format!("{number}.pdf"),
            media_type: "application/pdf",
            content: content.to_vec(),
            href: format!("/v1/firms/{}/billing/invoices/{number}/file?format={format}", scope.firm()),
        };
        Ok((invoice, attachment))
    }

    /// `None`: nothing is left to say.
    fn news(&self, command: &Command, facts: &Facts) -> Result<Option<News>, JobError> {
        match command {
            Command::PreNotify { invoice, amount, debit_on, .. } => {
                let (account, mandate) = facts.method.clone().unwrap_or_default();
                let platform = &self.rules.platform;
                Ok(Some(News::PreNotify(Announcement {
                    number: *invoice,
                    amount: *amount,
                    on: *debit_on,
                    mandate: mandate.unwrap_or_default(),
                    creditor: platform.creditor.clone(),
                    creditor_name: platform.seller.name.clone(),
                    account,
                })))
            }
            Command::Send(mail) => Ok(self.mail_news(mail, facts)),
            _ => Err(JobError::Malformed("it is nothing to write about")),
        }
    }

    fn mail_news(&self, mail: &Mail, facts: &Facts) -> Option<News> {
        let open = |number: Number| facts.book.open(number);
        Some(match *mail {
            Mail::TrialEnds { last_day } => {
                let goes_on = facts.subscription.as_ref().is_some_and(|firm| firm.method().is_some());
                News::TrialEnds { last_day, goes_on }
            }
            Mail::TrialOver => News::TrialOver { closes_on: self.lapsed_until(facts) },
            Mail::PaymentFailed { invoice } => News::PaymentFailed {
                number: invoice,
                amount: open(invoice),
                again: next_try(facts, invoice),
            },
            Mail::DebtAgain { invoice, due_on } => {
                News::DebtAgain { number: invoice, amount: open(invoice), due_on }
            }
            Mail::Reminder { step, amount, then } => {
                let tone = self.tone(step, facts.today);
                News::Reminder(ReminderNews { tone, amount, then, bills: bills(facts) })
            }
            Mail::Restricted(access) => return self.restricted(access, facts),
            Mail::Restored => News::Restored,
            Mail::ChangePlanned { on } => return planned(facts, on),
            Mail::CancelConfirmed { on } => News::CancelConfirmed { on },
            Mail::Closed { ending, data_until } => News::Closed { ending, data_until },
            Mail::DataGoes { data_until } => News::DataGoes { data_until },
        })
    }

    fn tone(&self, step: u8, today: Date) -> Tone {
        let reminders = self.rules.timetable.on(today).remind.len();
        match usize::from(step) {
            step if step >= reminders => Tone::Last,
            0 | 1 => Tone::First,
            _ => Tone::Next,
        }
    }

    fn lapsed_until(&self, facts: &Facts) -> Date {
        let since = match facts.subscription.as_ref().map(Subscription::stage) {
            Some(Stage::Lapsed { since }) => *since,
            _ => facts.today,
        };
        since + Duration::days(i64::from(self.rules.timetable.on(since).lapsed_closed))
    }

    /// The end of a trial restricts as well, and was told of in its own words.
    fn restricted(&self, access: Access, facts: &Facts) -> Option<News> {
        let subscription = facts.subscription.as_ref()?;
        if matches!(subscription.stage(), Stage::Lapsed { .. }) {
            return None;
        }
        let policy = self.rules.timetable.on(facts.today);
        let reached = subscription.climbed().last().map_or(facts.today, |(_, on)| *on);
        let after = |days: u16, before: u16| reached + Duration::days(i64::from(days.saturating_sub(before)));
        let amount = subscription.owed();
        match access {
            Access::Full => None,
            Access::ReadOnly => {
                Some(News::ReadOnly { amount, then: after(policy.suspended, policy.read_only) })
            }
            Access::ExportOnly => {
                Some(News::ExportOnly { amount, then: after(policy.closed, policy.suspended) })
            }
        }
    }
}

fn issued_news(invoice: &Invoice, book: &Book) -> News {
    let (number, amount) = (invoice.number, invoice.totals.payable_cents);
    if let (Kind::CreditNote, Some(corrects)) = (invoice.kind, invoice.corrects.first()) {
        return News::CreditNote { number, corrects: corrects.number, amount };
    }
    let pay = match &invoice.payment.means {
        Means::Transfer => Pay::Transfer {
            iban: invoice.payment.iban.as_str().to_owned(),
            communication: invoice.payment.reference.to_string(),
        },
        Means::DirectDebit { .. } => Pay::Debit,
        Means::Card { last_digits } => Pay::Card { digits: last_digits.clone() },
    };
    let electronic = invoice.buyer.endpoint.is_some();
    let open = book.open(number);
    News::Invoice(InvoiceNews { number, amount, open, due_on: invoice.due_on, pay, electronic })
}

fn bills(facts: &Facts) -> Vec<(Number, Date, Cents)> {
    let bills = facts.subscription.as_ref().map_or(&[][..], Subscription::bills);
    bills.iter().map(|bill| (bill.invoice, bill.due_on, bill.open_cents)).collect()
}

fn next_try(facts: &Facts, number: Number) -> Option<Date> {
    let bill = facts.subscription.as_ref()?.bills().iter().find(|bill| bill.invoice == number)?;
    match bill.collection {
        billing::subscription::Collection::Scheduled { on } => Some(on),
        _ => None,
    }
}

fn planned(facts: &Facts, on: Date) -> Option<News> {
    // Withdrawn since: nothing is planned any more.
    let change = facts.subscription.as_ref()?.change()?;
    let (plan, price) = (change.terms.plan.clone(), change.terms.price_cents);
    Some(News::ChangePlanned { on, plan, price })
}
