//! Records of a BIFF stream and the numbers in them. Every read is checked against the end.

use super::super::TableError;

/// The kinds of records that matter.
pub(in super::super) mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const EOF: u16 = 0x000A;
    pub const DATE_MODE: u16 = 0x0022;
    pub const FILE_PASS: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const BOUND_SHEET: u16 = 0x0085;
    pub const MUL_RK: u16 = 0x00BD;
    pub const R_STRING: u16 = 0x00D6;
    pub const XF: u16 = 0x00E0;
    pub const SST: u16 = 0x00FC;
    pub const LABEL_SST: u16 = 0x00FD;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const BOOL_ERR: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const RK: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
    pub const BOF: u16 = 0x0809;

    /// Those that hold the value of a cell.
    pub const CELLS: [u16; 8] = [FORMULA, MUL_RK, R_STRING, LABEL_SST, NUMBER, LABEL, BOOL_ERR, RK];
}

pub(super) struct Record<'a> {
    pub kind: u16,
    pub data: &'a [u8],
}

/// The records of a stream, one after the other; a cut-off last one ends the list.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) const fn new(stream: &'a [u8]) -> Self {
        Self { rest: stream }
    }

    pub(super) fn next(&mut self) -> Option<Record<'a>> {
        let (head, rest) = self.rest.split_at_checked(4)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, rest) = rest.split_at_checked(length)?;
        self.rest = rest;
        Some(Record { kind: u16::from_le_bytes([head[0], head[1]]), data })
    }

    /// The next record if it continues the one before.
    pub(super) fn continuation(&mut self) -> Option<&'a [u8]> {
        let mut ahead = Self { rest: self.rest };
        let record = ahead.next().filter(|record| record.kind == kind::CONTINUE)?;
        self.rest = ahead.rest;
        Some(record.data)
    }
}

/// The fields of one record.
pub(super) struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(super) const fn new(data: &'a [u8]) -> Self {
        Self { rest: data }
    }

    pub(super) const fn left(&self) -> usize {
        self.rest.len()
    }

    pub(super) fn bytes(&mut self, count: usize) -> Result<&'a [u8], TableError> {
        let (bytes, rest) = self.rest.split_at_checked(count).ok_or(TableError::Unreadable)?;
        self.rest = rest;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], TableError> {
        self.bytes(N)?.try_into().map_err(|_| TableError::Unreadable)
    }

    pub(super) fn skip(&mut self, count: usize) -> Result<(), TableError> {
        self.bytes(count).map(drop)
    }

    pub(super) fn u8(&mut self) -> Result<u8, TableError> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(super) fn u16(&mut self) -> Result<u16, TableError> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, TableError> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Result<f64, TableError> {
        self.array().map(f64::from_le_bytes)
    }

    /// A number in four bytes: thirty bits of an integer or of a float, perhaps in hundredths.
    pub(super) fn rk(&mut self) -> Result<f64, TableError> {
        let raw = self.u32()?;
        let value = if raw & 2 == 0 {
            f64::from_bits(u64::from(raw & !3) << 32)
        } else {
            f64::from(i32::from_le_bytes(raw.to_le_bytes()) >> 2)
        };
        Ok(if raw & 1 == 0 { value } else { value / 100.0 })
    }
}
