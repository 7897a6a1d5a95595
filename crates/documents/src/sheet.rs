//! Tables written for people: the template of an import, as a CSV file that Excel opens as it is.

/// A CSV file as Belgian Excel expects it: byte order mark, semicolons, CRLF.
///
/// A cell that a spreadsheet would run as a formula is prefixed with an apostrophe.
pub fn csv(headers: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(::csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    for row in std::iter::once(headers).chain(rows.iter().map(Vec::as_slice)) {
        // Writing into memory cannot fail; a failing row would show as a shorter file in the tests.
        let _ = writer.write_record(row.iter().map(|cell| harmless(cell).into_owned()));
    }
    writer.into_inner().unwrap_or_default()
}

fn harmless(cell: &str) -> std::borrow::Cow<'_, str> {
    let formula = cell.starts_with(['=', '@', '\t', '\r'])
        || (cell.starts_with(['+', '-'])
            && !cell[1..].chars().all(|c| c.is_ascii_digit() || ",. ".contains(c)));
    if formula { format!("'{cell}").into() } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_opens_in_excel() {
        let bytes = csv(&["Lot".into(), "Quotités".into()], &[vec!["A;1".into(), "100".into()]]);
        assert_eq!(bytes, "\u{feff}Lot;Quotités\r\n\"A;1\";100\r\n".as_bytes());
    }

    #[test]
    fn formulas_are_disarmed_and_numbers_kept() {
        let bytes = csv(&["h".into()], &[vec!["=1+1".into(), "-5".into(), "+32 2".into(), "-a".into()]]);
        assert_eq!(String::from_utf8_lossy(&bytes), "\u{feff}h\r\n'=1+1;-5;+32 2;'-a\r\n");
    }
}
