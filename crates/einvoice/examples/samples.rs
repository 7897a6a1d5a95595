//! Writes sample invoices in every format into a folder, to be validated by others: `cargo run -p einvoice --example samples -- FOLDER`.

#[path = "../../documents/examples/letters/invoices.rs"]
mod invoices;

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder to write to")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    for (name, invoice) in invoices::all() {
        if invoice.buyer.endpoint.is_some() {
            fs::write(folder.join(format!("{name}.peppol.xml")), einvoice::to_peppol(&invoice)?.xml())?;
        }
        fs::write(folder.join(format!("{name}.ubl.xml")), einvoice::to_ubl(&invoice)?.xml())?;
        fs::write(folder.join(format!("{name}.cii.xml")), einvoice::to_cii(&invoice)?.xml())?;
        let pages = documents::pdf::invoice(&invoice)?;
        fs::write(folder.join(format!("{name}.pdf")), einvoice::factur_x(&invoice, &pages)?)?;
    }
    Ok(())
}
