use billing::invoice::{CreditError, Credited, Invoice, credit};
use domain::Cents;
use proptest::prelude::*;

use crate::fixtures::number;
use crate::invoice::{invoices, june};
use crate::{cases, day};

fn give_back(invoice: &Invoice, earlier: &[Invoice], what: Credited<'_>) -> Result<Invoice, CreditError> {
    let draft = credit(invoice, earlier, what, "Erreur de comptage".to_owned())?;
    let n = u32::try_from(earlier.len()).expect("few") + 1;
    let note = draft.finalise("2027-000001".parse().expect("a number"), day("2027-01-04"));
    let mut note = note.expect("a credit note");
    // The series goes on; only the amounts are of interest here.
    note.number = billing::invoice::Number::new(2027, n).expect("a number");
    note.payment.reference = note.number.communication();
    Ok(note)
}

fn sums(notes: &[Invoice]) -> (i64, i64) {
    let sum = |of: fn(&Invoice) -> Cents| notes.iter().map(|note| of(note).0).sum();
    (sum(|note| note.totals.net_cents), sum(|note| note.totals.vat_cents))
}

proptest! {
    #![proptest_config(cases(150))]

    /// Whatever is given back in whatever steps: never more than was asked, and in the end exactly that.
    #[test]
    fn never_more_than_was_invoiced(
        invoice in invoices(),
        steps in prop::collection::vec((any::<bool>(), any::<prop::sample::Index>(), 1_i64..60_000), 0..12),
    ) {
        let mut notes: Vec<Invoice> = Vec::new();
        for (by_line, which, cents) in steps {
            let line = &invoice.lines[which.index(invoice.lines.len())];
            let lines = [(line.id, Cents(cents))];
            let days = [(june(), Cents(cents))];
            let what = if by_line { Credited::Lines(&lines) } else { Credited::Days(&days) };
            let so_far: i64 = if by_line {
                notes.iter().flat_map(|n| &n.lines).filter(|l| l.id == line.id).map(|l| l.net_cents.0).sum()
            } else {
                sums(&notes).0
            };
            let asked = if by_line { line.net_cents.0 } else { invoice.totals.net_cents.0 };
            let note = give_back(&invoice, &notes, what);
            prop_assert_eq!(note.is_ok(), so_far + cents <= asked, "{:?}", note);
            if let Ok(note) = note {
                prop_assert_eq!(note.totals.net_cents, Cents(cents));
                prop_assert_eq!(note.check(), Ok(()));
                notes.push(note);
            }
            let (net, vat) = sums(&notes);
            prop_assert!(net <= invoice.totals.net_cents.0 && vat <= invoice.totals.vat_cents.0);
        }
        if sums(&notes).0 < invoice.totals.net_cents.0 {
            notes.push(give_back(&invoice, &notes, Credited::All).expect("the rest"));
        }
        prop_assert_eq!(sums(&notes), (invoice.totals.net_cents.0, invoice.totals.vat_cents.0));
        prop_assert_eq!(give_back(&invoice, &notes, Credited::All), Err(CreditError::NothingLeft));
    }

    #[test]
    fn all_of_an_invoice_is_the_invoice(invoice in invoices()) {
        prop_assume!(invoice.totals.net_cents.is_positive());
        let note = give_back(&invoice, &[], Credited::All).expect("a credit note");
        prop_assert_eq!(note.totals, invoice.totals);
        prop_assert_eq!(&note.vat, &invoice.vat);
        prop_assert_eq!(note.corrects[0].number, invoice.number);
        prop_assert_eq!(note.cause, invoice.cause);
        let again = give_back(&note, &[], Credited::All);
        prop_assert_eq!(again, Err(CreditError::NotAnInvoice));
        let mut other = invoice.clone();
        other.number = number(if invoice.number == number(1) { 2 } else { 1 });
        prop_assert_eq!(
            give_back(&other, std::slice::from_ref(&note), Credited::All),
            Err(CreditError::Foreign(note.number))
        );
    }
}
