//! Files to upload, made here.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compress, Compression, FlushCompress};

/// A small honest invoice: one page, one compressed stream.
pub fn pdf(text: &str) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    write!(encoder, "BT /F1 12 Tf ({text}) Tj ET").expect("memory");
    document("/Filter/FlateDecode", &encoder.finish().expect("memory"))
}

/// A PDF of almost 10 MB whose one stream inflates to about 10 GB.
pub fn pdf_bomb() -> Vec<u8> {
    let megabyte = full_block(&vec![0; 1024 * 1024]);
    // Each block ends on a byte and refers to nothing before it, so they may follow each other as often as one likes.
    let times = 9 * 1024 * 1024 / megabyte.len();
    let mut stream = vec![0x78, 0x01];
    (0..times).for_each(|_| stream.extend(&megabyte));
    document("/Filter/FlateDecode", &stream)
}

/// A PDF whose stream says that it is packed three times over: nobody needs that, and nothing is inflated to see it.
pub fn nested_pdf_bomb() -> Vec<u8> {
    document("/Filter[/FlateDecode/FlateDecode/FlateDecode]", &[0x78, 0x01, 0x01, 0x00, 0x00, 0xFF, 0xFF])
}

fn full_block(content: &[u8]) -> Vec<u8> {
    let mut compress = Compress::new(Compression::fast(), false);
    let mut packed = Vec::with_capacity(64 * 1024);
    compress.compress_vec(content, &mut packed, FlushCompress::Full).expect("memory");
    assert_eq!(usize::try_from(compress.total_in()), Ok(content.len()), "all of it fits");
    packed
}

fn document(entries: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n"
        .to_vec();
    file.extend(format!("4 0 obj<<{entries}/Length {}>>stream\r\n", stream.len()).bytes());
    file.extend(stream);
    file.extend(b"\r\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF");
    file
}
