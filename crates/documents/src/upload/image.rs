//! PNG and JPEG: well-formed as far as their header, and of a size that can be shown.

use super::{MAX_PIXELS, UploadError};

/// More passes than any camera or scanner writes; each costs a viewer a walk over the whole picture.
const MAX_SCANS: usize = 100;

pub(super) fn inspect_png(bytes: &[u8]) -> Result<(), UploadError> {
    let header = bytes.get(8..33).ok_or(UploadError::Unreadable)?;
    if !header.starts_with(b"\0\0\0\rIHDR") {
        return Err(UploadError::Unreadable);
    }
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    check_size(number(8), number(12))
}

pub(super) fn inspect_jpeg(bytes: &[u8]) -> Result<(), UploadError> {
    let scans = bytes.windows(2).filter(|pair| *pair == [0xFF, 0xDA]).count();
    if scans > MAX_SCANS {
        return Err(UploadError::TooManyPixels);
    }
    let (width, height) = jpeg_size(bytes).ok_or(UploadError::Unreadable)?;
    check_size(width, height)
}

/// The size in the frame header, found by walking the segments before it.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.get(2..)?;
    loop {
        let marker = *rest.get(1).filter(|_| rest[0] == 0xFF)?;
        if marker == 0xFF {
            // Fill bytes may precede a marker.
            rest = &rest[1..];
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
        let segment = rest.get(4..2 + length)?;
        match marker {
            // Frame headers; C4, C8 and CC among them are tables.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                let number = |at: usize| {
                    Some(u32::from(u16::from_be_bytes([*segment.get(at)?, *segment.get(at + 1)?])))
                };
                return Some((number(3)?, number(1)?));
            }
            // The picture itself, without a frame before it.
            0xDA | 0xD9 => return None,
            _ => rest = &rest[2 + length..],
        }
    }
}

fn check_size(width: u32, height: u32) -> Result<(), UploadError> {
    match u64::from(width) * u64::from(height) {
        0 => Err(UploadError::Unreadable),
        pixels if pixels > MAX_PIXELS => Err(UploadError::TooManyPixels),
        _ => Ok(()),
    }
}
