use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::*;

const MEGABYTE: usize = 1024 * 1024;

fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).expect("memory");
    encoder.finish().expect("memory")
}

fn deflate_best(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).expect("memory");
    encoder.finish().expect("memory")
}

/// A PDF of one page and these streams: the entries of their dictionaries, and their data.
fn pdf(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"
        .to_vec();
    for (number, (entries, data)) in (4..).zip(streams) {
        file.extend(format!("{number} 0 obj<<{entries}/Length {}>>stream\r\n", data.len()).bytes());
        file.extend(*data);
        file.extend(b"\r\nendstream endobj\n");
    }
    file.extend(b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF");
    file
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
    file
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut file = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xC0, 0, 8, 8];
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.extend([3, 0xFF, 0xDA, 0, 2]);
    file
}

#[test]
fn honest_files_pass() {
    let text = deflate(&b"BT /F1 12 Tf (Facture) Tj ET ".repeat(4_000));
    let scan = vec![0x5A; 3 * MEGABYTE];
    let invoice =
        pdf(&[("/Filter/FlateDecode", &text), ("/Filter[/DCTDecode]/Width 2480/Height 3508", &scan)]);
    assert_eq!(inspect(&invoice), Ok(MediaType::Pdf));
    assert_eq!(inspect(&[b"\n\n".to_vec(), invoice].concat()), Ok(MediaType::Pdf));
    assert_eq!(inspect(&png(2480, 3508)), Ok(MediaType::Png));
    assert_eq!(inspect(&jpeg(4000, 3000)), Ok(MediaType::Jpeg));
}

#[test]
fn what_it_is_not_is_refused() {
    for (file, expected) in [
        (b"".to_vec(), UploadError::Empty),
        (vec![b'%'; MAX_FILE_BYTES + 1], UploadError::TooLarge),
        (b"PK\x03\x04".to_vec(), UploadError::Unsupported),
        (b"<svg onload=alert(1)>".to_vec(), UploadError::Unsupported),
        (b"MZ\x90\0 %PDF".to_vec(), UploadError::Unsupported),
        (b"%PDF-1.7 nothing here".to_vec(), UploadError::Unreadable),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), UploadError::Unreadable),
        (vec![0xFF, 0xD8, 0xFF, 0xDA, 0, 2], UploadError::Unreadable),
        (vec![0xFF, 0xD8, 0xFF], UploadError::Unreadable),
        (png(0, 5), UploadError::Unreadable),
        (png(40_000, 40_000), UploadError::TooManyPixels),
        (jpeg(60_000, 60_000), UploadError::TooManyPixels),
    ] {
        assert_eq!(inspect(&file), Err(expected));
    }
}

#[test]
fn a_bomb_of_many_streams_goes_off_in_the_counter() {
    let ten_megabytes = deflate_best(&vec![0; 10 * MEGABYTE]);
    let stream = ("/Filter/FlateDecode", ten_megabytes.as_slice());
    assert_eq!(inspect(&pdf(&[stream; 3])), Ok(MediaType::Pdf));
    assert_eq!(inspect(&pdf(&[stream; 6])), Err(UploadError::PdfBomb), "out of proportion");
    let padding = vec![b' '; MEGABYTE];
    let mut padded = [stream; 22].to_vec();
    padded.push(("", &padding));
    assert_eq!(inspect(&pdf(&padded)), Err(UploadError::PdfBomb), "more than can ever be shown");
}

#[test]
fn a_bomb_in_a_bomb() {
    let inner = deflate_best(&vec![0; 20 * MEGABYTE]);
    let twice = deflate_best(&inner);
    assert!(twice.len() < 1_000, "{} bytes", twice.len());
    for entries in [
        "/Filter[/FlateDecode/FlateDecode]",
        "/Filter [ /Fl /Fl ]",
        "/Fil#74er[/Fl#61teDecode /Flat#65Decode]",
        "/F[/Fl/Fl]",
    ] {
        assert_eq!(inspect(&pdf(&[(entries, &twice)])), Err(UploadError::PdfBomb), "{entries}");
    }
    let thrice = deflate_best(&deflate_best(&deflate(b"small")));
    let entries = "/Filter[/FlateDecode/FlateDecode/FlateDecode]";
    assert_eq!(inspect(&pdf(&[(entries, &thrice)])), Err(UploadError::PdfBomb));
    let nine = format!("/Filter[{}]", "/ASCIIHexDecode".repeat(9));
    assert_eq!(inspect(&pdf(&[(&nine, b"00>")])), Err(UploadError::PdfBomb));
}

#[test]
fn text_around_a_bomb_hides_nothing() {
    let bomb = deflate_best(&deflate_best(&vec![0; 20 * MEGABYTE]));
    let hex: String = bomb.iter().map(|byte| format!("{byte:02x}")).collect();
    let entries = "/Filter[/ASCIIHexDecode/FlateDecode/FlateDecode]";
    assert_eq!(inspect(&pdf(&[(entries, format!("{hex}>").as_bytes())])), Err(UploadError::PdfBomb));
    // A wrong header and checksum: forgiving viewers inflate it all the same.
    let mut damaged = bomb;
    (damaged[0], damaged[1]) = (0, 0);
    assert_eq!(inspect(&pdf(&[("/Filter[/Fl/Fl]", &damaged)])), Err(UploadError::PdfBomb));
}

#[test]
fn a_lie_about_the_length_does_not_help() {
    let bomb = deflate_best(&deflate_best(&vec![0; 20 * MEGABYTE]));
    let file = pdf(&[("/Length 3/Filter[/Fl/Fl]", &bomb)]);
    assert_eq!(inspect(&file), Err(UploadError::PdfBomb));
    let elsewhere = deflate_best(&vec![0; 10 * MEGABYTE]);
    let file = pdf(&[("/Filter 9 0 R", elsewhere.as_slice()); 6]);
    assert_eq!(inspect(&file), Err(UploadError::PdfBomb), "the filter is named elsewhere");
}

#[test]
fn other_filters_are_counted() {
    let packed = |data: &[u8]| {
        weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8).encode(data).expect("memory")
    };
    let lzw = packed(&vec![0; 10 * MEGABYTE]);
    assert_eq!(inspect(&pdf(&[("/Filter/LZWDecode", lzw.as_slice()); 6])), Err(UploadError::PdfBomb));
    let runs = deflate_best(&[129, 0].repeat(80_000));
    assert_eq!(inspect(&pdf(&[("/Filter[/FlateDecode/RunLengthDecode]", &runs)])), Err(UploadError::PdfBomb));
}

#[test]
fn streams_that_overlap_are_read_a_bounded_number_of_times() {
    // Each "stream" begins inside the one before; none of them ever ends.
    let blocks = [0x78, 0x01].into_iter().chain([0, 0, 0, 0xFF, 0xFF].into_iter().cycle().take(400_000));
    let blocks: Vec<u8> = blocks.collect();
    let mut file = pdf(&[]);
    for _ in 0..200 {
        file.extend(b"9 0 obj<</Filter/FlateDecode>>stream\n\x78\x01");
    }
    file.extend(&blocks);
    let started = std::time::Instant::now();
    let _ = inspect(&file);
    assert!(started.elapsed().as_secs() < 5);
}

#[test]
fn pages_objects_and_pictures_are_bounded() {
    let page = "<</Type /Page/Parent 2 0 R>>";
    let packed = deflate(page.repeat(2_500).as_bytes());
    let file = pdf(&[("/Type/ObjStm/N 2500/First 0/Filter/FlateDecode", &packed)]);
    assert_eq!(inspect(&file), Err(UploadError::TooManyPages));
    let claims = [pdf(&[]), b"\n9 0 obj<</Type/Pages/Count 99999999/Kids[3 0 R]>>endobj".to_vec()].concat();
    assert_eq!(inspect(&claims), Err(UploadError::PdfBomb));
    let packed = deflate(b"1 0 2 0");
    let file = pdf(&[("/Type/ObjStm/N 300000/Filter/FlateDecode", &packed)]);
    assert_eq!(inspect(&file), Err(UploadError::PdfBomb));
    let objects = [pdf(&[]), b"1 0 obj null endobj\n".repeat(260_000)].concat();
    assert_eq!(inspect(&objects), Err(UploadError::PdfBomb));
    let picture = pdf(&[("/Subtype/Image/Width 65000/Height 65000/Filter/JBIG2Decode", b"x")]);
    assert_eq!(inspect(&picture), Err(UploadError::PdfBomb));
}

#[test]
fn damaged_streams_are_no_bombs() {
    let mut text = deflate(&b"BT (Facture) Tj ET".repeat(1_000));
    let middle = text.len() / 2;
    text[middle] ^= 0xFF;
    assert_eq!(
        inspect(&pdf(&[("/Filter/FlateDecode", &text), ("/Filter/FlateDecode", b"")])),
        Ok(MediaType::Pdf)
    );
}

#[test]
fn many_small_streams_are_honest() {
    let small = deflate(b"q 1 0 0 1 0 0 cm Q");
    assert_eq!(inspect(&pdf(&vec![("/Filter/FlateDecode", small.as_slice()); 20_000])), Ok(MediaType::Pdf));
}
