//! What our validators have against documents that anybody wrote, one line a finding; nothing for a valid one:
//! `cargo run -p einvoice --example findings -- FILE…`.

use std::error::Error;
use std::fs;

use en16931::Severity;
use en16931::profiles::{self, PEPPOL_BIS_3};
use en16931_formats::{Policy, Recommendation, receive};

fn main() -> Result<(), Box<dyn Error>> {
    for file in std::env::args().skip(1) {
        let bytes = fs::read(&file)?;
        let peppol = String::from_utf8_lossy(&bytes).contains(PEPPOL_BIS_3.specification_id);
        let profile = if peppol { &PEPPOL_BIS_3 } else { &profiles::EN16931 };
        let got = receive(&bytes, &Policy { require: Some(profile), ..Policy::default() });
        if got.recommendation != Recommendation::Accept {
            println!("{file}: not accepted");
        }
        let invoice = got.invoice.iter();
        for finding in invoice.flat_map(|invoice| profile.validate(invoice).findings().to_vec()) {
            if finding.severity != Severity::Info {
                println!("{file}: {finding}");
            }
        }
    }
    Ok(())
}
