//! Inspects a file before it is stored: what it really is, and that opening it harms nobody.
//!
//! Nothing is rendered and nothing is kept: a PDF's streams are inflated through a small window and
//! only counted.

mod filters;
mod image;
mod pages;
mod pdf;
mod scan;

#[cfg(test)]
mod tests;

use domain::violation::Arg;
use serde::{Deserialize, Serialize};

/// The largest file accepted, in bytes.
pub const MAX_FILE_BYTES: usize = 10 * 1024 * 1024;
/// What all the streams of a PDF may inflate to, in bytes.
pub const MAX_INFLATED_BYTES: u64 = 200 * 1024 * 1024;
/// The most pages of a PDF.
pub const MAX_PAGES: u32 = 2_000;
/// The most objects of a PDF.
pub const MAX_OBJECTS: u32 = 250_000;
/// The most pixels of an image.
pub const MAX_PIXELS: u64 = 100_000_000;

/// What a stored file may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaType {
    #[serde(rename = "application/pdf")]
    Pdf,
    #[serde(rename = "image/png")]
    Png,
    #[serde(rename = "image/jpeg")]
    Jpeg,
}

impl MediaType {
    /// The name for a `Content-Type` header.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The extension of a file of this type, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }
}

/// Why a file is refused. Each has the messages `problem-<code>` and `problem-<code>-detail`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UploadError {
    #[error("the file is empty")]
    Empty,
    #[error("the file is larger than {MAX_FILE_BYTES} bytes")]
    TooLarge,
    #[error("the file is neither PDF, PNG nor JPEG")]
    Unsupported,
    #[error("the file is damaged")]
    Unreadable,
    #[error("the PDF expands beyond every reasonable size")]
    PdfBomb,
    #[error("the PDF has more than {MAX_PAGES} pages")]
    TooManyPages,
    #[error("the image has more than {MAX_PIXELS} pixels")]
    TooManyPixels,
}

impl UploadError {
    /// The stable code of the problem.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "file-empty",
            Self::TooLarge => "too-large",
            Self::Unsupported => "unsupported-media",
            Self::Unreadable => "file-unreadable",
            Self::PdfBomb => "pdf-bomb",
            Self::TooManyPages => "pdf-too-many-pages",
            Self::TooManyPixels => "image-too-large",
        }
    }

    /// The arguments of its message.
    pub fn args(self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::TooLarge => vec![("limit", Arg::Text(megabytes(MAX_FILE_BYTES)))],
            Self::TooManyPages => vec![("limit", Arg::Int(i64::from(MAX_PAGES)))],
            Self::TooManyPixels => {
                vec![("limit", Arg::Int(i64::try_from(MAX_PIXELS / 1_000_000).unwrap_or_default()))]
            }
            Self::Empty | Self::Unsupported | Self::Unreadable | Self::PdfBomb => vec![],
        }
    }
}

/// A size as people read it in every language of the product: `10 MB`.
pub fn megabytes(bytes: usize) -> String {
    format!("{}\u{a0}MB", bytes / (1024 * 1024))
}

/// What the file is, if it may be stored.
pub fn inspect(bytes: &[u8]) -> Result<MediaType, UploadError> {
    if bytes.is_empty() {
        return Err(UploadError::Empty);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(UploadError::TooLarge);
    }
    let media_type = sniff(bytes).ok_or(UploadError::Unsupported)?;
    match media_type {
        MediaType::Pdf => pdf::inspect(bytes)?,
        MediaType::Png => image::inspect_png(bytes)?,
        MediaType::Jpeg => image::inspect_jpeg(bytes)?,
    }
    Ok(media_type)
}

/// By content only. PDF readers accept up to 1024 bytes of rubbish before the header, so do we.
fn sniff(bytes: &[u8]) -> Option<MediaType> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(MediaType::Png);
    }
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Some(MediaType::Jpeg);
    }
    let head = &bytes[..bytes.len().min(1024)];
    head.windows(5).any(|window| window == b"%PDF-").then_some(MediaType::Pdf)
}
