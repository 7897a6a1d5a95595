#[path = "../../../documents/examples/letters/invoices.rs"]
mod invoices;

mod access_point;
mod documents_of;
mod facturx;
mod random;
mod refusals;

use billing::invoice::Invoice;

fn sample(name: &str) -> Invoice {
    let all = invoices::all();
    all.into_iter().find(|(known, _)| *known == name).map(|(_, invoice)| invoice).expect("a sample")
}
