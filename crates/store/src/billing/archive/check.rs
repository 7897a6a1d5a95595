//! What must hold of the archive, computed again.

use std::collections::BTreeMap;

use billing::account::{Account, Event};
use billing::invoice::{Invoice, Kind, chain};
use billing::vat::Rates;
use serde_json::Value;
use time::Date;

use super::{FirmRow, Kept, Report};

/// Numbers, days and links, followed from the first document on.
#[derive(Default)]
pub(super) struct Chain {
    end: chain::Digest,
    /// The last number of each year.
    last: BTreeMap<i32, i32>,
    day: Option<Date>,
}

impl Chain {
    pub(super) fn follow(&mut self, kept: &Kept, report: &mut Report) {
        let mut note = |what: String| report.note(Some(&kept.number), Some(kept.firm_id), what);
        let expected = self.last.get(&kept.year).map_or(1, |last| last + 1);
        if kept.sequence != expected {
            let gap = if kept.sequence == expected + 1 {
                format!("number {expected} of {} is missing before it", kept.year)
            } else {
                format!("numbers {expected} to {} of {} are missing before it", kept.sequence - 1, kept.year)
            };
            note(gap);
        }
        if self.day.is_some_and(|day| day > kept.issued_on) {
            note(format!("it is dated {}, before the document before it", kept.issued_on));
        }
        if kept.before != self.end {
            note("it is not tied to the document before it".to_owned());
        }
        let before: chain::Digest = kept.before.as_slice().try_into().unwrap_or(self.end);
        if kept.link != chain::link(&before, &kept.canonical) {
            note("its bytes are not those it was archived with".to_owned());
        }
        document(kept).into_iter().for_each(&mut note);
        self.last.insert(kept.year, kept.sequence);
        self.day = Some(kept.issued_on);
        // What was found is said once: from here on the chain is followed as it is stored.
        self.end = kept.link.as_slice().try_into().unwrap_or(self.end);
        *report.years.entry(kept.year).or_default() += 1;
        match kept.kind.as_str() {
            "invoice" => report.invoices += 1,
            _ => report.credit_notes += 1,
        }
    }

    /// What was given out last must be what is there.
    pub(super) fn finish(
        self,
        series: &[(i32, i32)],
        ending: &[u8],
        pending: Option<&str>,
        report: &mut Report,
    ) {
        for (year, given) in series {
            let last = self.last.get(year).copied().unwrap_or_default();
            if last != *given {
                report.note(
                    None,
                    None,
                    format!("{given} numbers of {year} were given out, and the archive ends with {last}"),
                );
            }
        }
        for year in self.last.keys().filter(|year| !series.iter().any(|(known, _)| known == *year)) {
            report.note(
                None,
                None,
                format!("no number of {year} was given out, and there are documents of it"),
            );
        }
        if ending != self.end {
            report.note(None, None, "the chain does not end with the last document");
        }
        if let Some(pending) = pending {
            report.note(Some(pending), None, "the number was given out and not used");
        }
    }
}

/// The bytes are a document that adds up, and the columns say what it says.
fn document(kept: &Kept) -> Option<String> {
    let invoice = match Invoice::from_canonical(&kept.canonical) {
        Ok(invoice) => invoice,
        Err(error) => return Some(error.to_string()),
    };
    if let Err(faults) = invoice.check() {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        return Some(format!("it does not add up: {}", faults.join("; ")));
    }
    let kind = if invoice.kind == Kind::Invoice { "invoice" } else { "credit-note" };
    let totals = invoice.totals;
    let said = (kept.kind.as_str(), kept.issued_on, kept.net_cents, kept.vat_cents, kept.payable_cents);
    let holds = (kind, invoice.issued_on, totals.net_cents.0, totals.vat_cents.0, totals.payable_cents.0);
    if invoice.number.to_string() != kept.number {
        return Some(format!("its bytes are those of {}", invoice.number));
    }
    (said != holds).then(|| "its row says something else than its bytes".to_owned())
}

/// The documents of a firm's log, byte for byte.
pub(super) fn rebuild(
    firm: &FirmRow,
    log: Vec<Value>,
    kept: &[(String, Vec<u8>)],
    rates: &Rates,
    report: &mut Report,
) {
    let made = match replayed(firm, log, rates) {
        Ok(made) => made,
        Err(error) => {
            return report.note(None, Some(firm.firm_id), format!("its log cannot be read: {error}"));
        }
    };
    let made: BTreeMap<String, Vec<u8>> = made.into_iter().collect();
    for (number, canonical) in kept {
        match made.get(number) {
            Some(bytes) if bytes == canonical => report.rebuilt += 1,
            Some(_) => report.note(Some(number), Some(firm.firm_id), "the log of the firm gives other bytes"),
            None => {
                report.note(Some(number), Some(firm.firm_id), "the log of the firm gives no such document")
            }
        }
    }
    for number in made.keys().filter(|number| !kept.iter().any(|(known, _)| known == *number)) {
        report.note(
            Some(number),
            Some(firm.firm_id),
            "the log of the firm gives it, and the archive lacks it",
        );
    }
}

fn replayed(firm: &FirmRow, log: Vec<Value>, rates: &Rates) -> Result<Vec<(String, Vec<u8>)>, String> {
    let Some(from) = firm.charged_from else { return Ok(Vec::new()) };
    let account = Account::open(firm.subscription_id, from, &firm.zone, rates.clone());
    let mut account = account.map_err(|error| error.to_string())?;
    for (event, seq) in log.into_iter().zip(1..) {
        let at = |why: &dyn std::fmt::Display| format!("entry {seq}: {why}");
        let event: Event = serde_json::from_value(event).map_err(|why| at(&why))?;
        account.apply(event).map_err(|why| at(&why))?;
    }
    Ok(account.invoices().iter().map(|invoice| (invoice.number.to_string(), invoice.canonical())).collect())
}
