//! From rows to a plan.

use std::collections::{BTreeSet, HashMap};

use super::keys::plan_keys;
use super::owners::OwnerBook;
use super::row::{self, Columns, ParsedRow};
use super::*;
use crate::text;
use crate::violation::code;

/// Plans the import of `rows`: the table without its header, each row with its number in the file. They are taken one after the other
/// and need not be in memory together.
///
/// A cell that is mapped but blank leaves an existing lot's value as it is, and makes a weight 0. Details
/// of an owner the copro knows already are not changed. A row that gives a lot another owner is a sale
/// and needs its date.
pub fn plan<R: AsRef<[C]>, C: AsRef<str>>(
    rows: impl IntoIterator<Item = (usize, R)>,
    mapping: &Mapping,
    existing: &ExistingCopro,
) -> ImportPlan {
    let mut errors = Errors::default();
    if let Err(wrong) = mapping.validate(MAX_COLUMNS) {
        wrong.into_iter().for_each(|violation| errors.push(mapping.error(HEADER_ROW, violation)));
    }
    if errors.count > 0 {
        return empty_plan(errors, existing);
    }
    let columns = columns(mapping);
    let Some(parsed) = parse_rows(rows, mapping, &columns, existing.language, &mut errors) else {
        let mut errors = Errors::default();
        let many = Violation::new("", code::TOO_MANY_ROWS).with("max", text::count(MAX_ROWS));
        errors.push(mapping.error(HEADER_ROW, many));
        return empty_plan(errors, existing);
    };
    if parsed.is_empty() && errors.count == 0 {
        errors.push(mapping.error(HEADER_ROW, Violation::new("", code::LIST_EMPTY)));
        return empty_plan(errors, existing);
    }
    let mut book = OwnerBook::new(&existing.owners);
    let owners = resolve_owners(&parsed, &mut book, mapping, &mut errors);
    let rows = lot_rows(parsed, &owners, mapping, existing, &mut errors);
    let (keys, wrong) = plan_keys(&columns.keys, &rows, existing, errors.count == 0);
    wrong.into_iter().for_each(|violation| errors.push(mapping.error(HEADER_ROW, violation)));
    let summary = summary(&rows, &owners, &book, &keys, existing);
    let (errors, error_count) = errors.in_file_order();
    ImportPlan { rows, owners: book.planned, keys, errors, error_count, summary }
}

/// The header is row 1 of the file; what concerns a whole column is reported there.
const HEADER_ROW: usize = 1;

/// Rows of a file without gaps, each with its number.
pub fn numbered<R>(rows: impl IntoIterator<Item = R>) -> impl Iterator<Item = (usize, R)> {
    (HEADER_ROW + 1..).zip(rows)
}

/// The first errors of each step, and the count of all. Each step goes through the rows in order, so the
/// first [`MAX_ERRORS`] of the file are among the first of every step.
#[derive(Default)]
struct Errors {
    list: Vec<RowError>,
    in_step: usize,
    count: usize,
}

impl Errors {
    fn step(&mut self) {
        self.in_step = 0;
    }

    fn push(&mut self, error: RowError) {
        self.count += 1;
        self.in_step += 1;
        if self.in_step <= MAX_ERRORS {
            self.list.push(error);
        }
    }

    fn in_file_order(mut self) -> (Vec<RowError>, usize) {
        self.list.sort_by_key(|error| (error.row, error.column));
        self.list.truncate(MAX_ERRORS);
        (self.list, self.count)
    }
}

fn empty_plan(errors: Errors, existing: &ExistingCopro) -> ImportPlan {
    let (errors, error_count) = errors.in_file_order();
    let summary = ImportSummary { shares_expected: existing.shares_total, ..ImportSummary::default() };
    ImportPlan { rows: Vec::new(), owners: Vec::new(), keys: Vec::new(), errors, error_count, summary }
}

fn columns(mapping: &Mapping) -> Columns<'_> {
    let mapped = mapping.columns.iter().filter(|(_, target)| **target != Target::Ignore);
    let of = mapped.map(|(index, target)| (target, *index)).collect();
    let keys = mapping.columns.values().filter(|target| matches!(target, Target::Key(_))).collect();
    Columns { of, keys }
}

/// Nothing where there are more rows than an import may have.
fn parse_rows<R: AsRef<[C]>, C: AsRef<str>>(
    rows: impl IntoIterator<Item = (usize, R)>,
    mapping: &Mapping,
    columns: &Columns<'_>,
    language: Language,
    errors: &mut Errors,
) -> Option<Vec<ParsedRow>> {
    let mut parsed: Vec<ParsedRow> = Vec::new();
    let mut first_rows: HashMap<String, usize> = HashMap::new();
    for (place, (number, cells)) in rows.into_iter().enumerate() {
        if place == MAX_ROWS {
            return None;
        }
        let cells: Vec<&str> = cells.as_ref().iter().map(AsRef::as_ref).collect();
        match row::parse(number, &cells, columns, language) {
            Ok(None) => {}
            Ok(Some(row)) => match first_rows.insert(row.code.to_lowercase(), number) {
                None => parsed.push(row),
                Some(first) => {
                    first_rows.insert(row.code.to_lowercase(), first);
                    let twice = Violation::new(Target::LotCode.to_string(), code::LOT_CODE_TWICE)
                        .with("lot", row.code.as_str())
                        .with("first_row", text::count(first));
                    errors.push(mapping.error(number, twice));
                }
            },
            Err(list) => list.into_iter().for_each(|wrong| errors.push(mapping.error(number, wrong))),
        }
    }
    Some(parsed)
}

/// The owner of each row. Rows with details first: a bare name then finds its owner wherever it stands.
fn resolve_owners(
    rows: &[ParsedRow],
    book: &mut OwnerBook,
    mapping: &Mapping,
    errors: &mut Errors,
) -> HashMap<usize, RowOwner> {
    let is_bare = |person: &NewPerson| {
        person.email.is_none() && person.address.is_none() && person.company_number.is_none()
    };
    let mut owners = HashMap::new();
    for bare in [false, true] {
        errors.step();
        let named = rows.iter().filter_map(|row| Some((row.row, row.owner.as_ref()?)));
        for (row, person) in named.filter(|(_, person)| is_bare(person) == bare) {
            match book.resolve(row, person) {
                Ok(owner) => {
                    owners.insert(row, owner);
                }
                Err(violation) => errors.push(mapping.error(row, violation)),
            }
        }
    }
    owners
}

fn lot_rows(
    rows: Vec<ParsedRow>,
    owners: &HashMap<usize, RowOwner>,
    mapping: &Mapping,
    existing: &ExistingCopro,
    errors: &mut Errors,
) -> Vec<LotRow> {
    errors.step();
    let lots: HashMap<String, &ExistingLot> =
        existing.lots.iter().map(|lot| (lot.code.to_lowercase(), lot)).collect();
    let names: HashMap<OwnerId, &str> =
        existing.owners.iter().map(|owner| (owner.id, owner.name.as_str())).collect();
    let mut planned = Vec::with_capacity(rows.len());
    for row in rows {
        let lot = lots.get(&row.code.to_lowercase()).copied();
        let number = row.row;
        match holding(&row, owners.get(&number).copied(), lot, &names) {
            Ok(holding) => planned.push(lot_row(row, lot, holding)),
            Err(violation) => errors.push(mapping.error(number, violation)),
        }
    }
    planned
}

/// What a row changes about who owns the lot. Another owner than today's is a sale: it needs a date
/// after the seller's first day.
fn holding(
    row: &ParsedRow,
    owner: Option<RowOwner>,
    lot: Option<&ExistingLot>,
    names: &HashMap<OwnerId, &str>,
) -> Result<Option<NewHolding>, Violation> {
    let Some(owner) = owner else { return Ok(None) };
    let holding = NewHolding { owner, from: row.owned_from };
    let Some((seller, since)) = lot.and_then(|lot| lot.owner) else { return Ok(Some(holding)) };
    if owner == RowOwner::Existing(seller) {
        return Ok(None);
    }
    let field = Target::OwnedFrom.to_string();
    match row.owned_from {
        Some(on) if on > since => Ok(Some(holding)),
        Some(_) => Err(Violation::new(field, code::SOLD_BEFORE_BOUGHT).with("bought_on", since)),
        None => Err(Violation::new(field, code::SALE_DATE_REQUIRED)
            .with("lot", row.code.as_str())
            .with("owner", names.get(&seller).copied().unwrap_or_default())),
    }
}

fn lot_row(row: ParsedRow, lot: Option<&ExistingLot>, holding: Option<NewHolding>) -> LotRow {
    let mut planned = LotRow {
        row: row.row,
        change: LotChange::New,
        nature: row.nature.or(lot.map(|lot| lot.nature)).unwrap_or(LotNature::Other),
        description: row.description.or_else(|| lot.and_then(|lot| lot.description.clone())),
        floor: row.floor.or_else(|| lot.and_then(|lot| lot.floor.clone())),
        shares: row.shares,
        // The copro's own spelling of the code wins: an import never renames.
        code: lot.map_or(row.code, |lot| lot.code.clone()),
        holding,
        weights: row.weights,
    };
    if let Some(lot) = lot {
        let same = (planned.nature, planned.shares) == (lot.nature, lot.shares)
            && planned.description == lot.description
            && planned.floor == lot.floor
            && planned.holding.is_none();
        planned.change = if same { LotChange::Same(lot.id) } else { LotChange::Changed(lot.id) };
    }
    planned
}

fn summary(
    rows: &[LotRow],
    owners: &HashMap<usize, RowOwner>,
    book: &OwnerBook,
    keys: &[PlannedKey],
    existing: &ExistingCopro,
) -> ImportSummary {
    let in_file: BTreeSet<String> = rows.iter().map(|row| row.code.to_lowercase()).collect();
    let others = existing.lots.iter().filter(|lot| !in_file.contains(&lot.code.to_lowercase()));
    let shares = rows.iter().map(|row| row.shares).chain(others.map(|lot| lot.shares));
    let matched: BTreeSet<&RowOwner> =
        owners.values().filter(|owner| matches!(owner, RowOwner::Existing(_))).collect();
    let lots =
        |wanted: fn(&LotChange) -> bool| text::count(rows.iter().filter(|r| wanted(&r.change)).count());
    ImportSummary {
        lots_new: lots(|change| matches!(change, LotChange::New)),
        lots_changed: lots(|change| matches!(change, LotChange::Changed(_))),
        lots_same: lots(|change| matches!(change, LotChange::Same(_))),
        owners_new: text::count(book.planned.len()),
        owners_matched: text::count(matched.len()),
        keys: keys.iter().map(PlannedKey::summary).collect(),
        shares_total: shares.fold(0, i64::saturating_add),
        shares_expected: existing.shares_total,
    }
}
