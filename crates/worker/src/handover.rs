//! The package of a copro: everything it holds, as it was at one moment.

use documents::package::{
    HandoverFacts, Successor, TableFacts, TableText, VoucherLink, csv_head, csv_row, index, readme, safe_name,
};
use documents::pdf::{self, AccountStatement};
use domain::language::Language;
use futures_util::TryStreamExt;
use serde_json::{Value, json};
use store::leaving::package::{AUDIT, LEFT_OUT, PackageFile, PackageTotals, TABLES, Table};
use store::leaving::transfers::Transfer;
use store::tenant::copro::CoproRow;
use store::{TenantScope, Tx};
use uuid::Uuid;

use crate::spool::{Spool, Spooled};
use crate::{JobError, Worker};

/// A package, and what the copro held when it was made.
pub struct Handover {
    pub archive: Spooled,
    pub stamp: String,
}

/// Why a package is made.
pub enum Occasion<'a> {
    /// The copro goes to this firm.
    Handover { transfer: &'a Transfer, to_firm: &'a str },
    /// Its firm asked for everything in it, and keeps it.
    Export { id: Uuid },
}

impl Occasion<'_> {
    /// What the manifest says of it.
    fn manifest(&self) -> Value {
        match self {
            Occasion::Handover { transfer, to_firm } => json!({
                "format": "koprogo-handover-1", "transfer": transfer.id, "decided_on": transfer.decided_on, "to_firm": to_firm}),
            Occasion::Export { id } => json!({"format": "koprogo-export-1", "export": id}),
        }
    }

    fn successor(&self) -> Option<Successor> {
        match self {
            Occasion::Handover { transfer, to_firm } => {
                Some(Successor { firm: (*to_firm).to_owned(), decided_on: transfer.decided_on })
            }
            Occasion::Export { .. } => None,
        }
    }
}

/// What the index needs to know of the snapshot.
struct Facts {
    copro: CoproRow,
    from_firm: String,
    totals: PackageTotals,
    tables: Vec<TableFacts>,
    statements: usize,
    files: Vec<PackageFile>,
}

impl Worker {
    /// Reads the copro in one snapshot, then adds the vouchers: bytes never change under their hash, so they may be fetched afterwards, without
    /// a transaction waiting for the network.
    pub async fn copro_package(
        &self,
        scope: &TenantScope,
        occasion: &Occasion<'_>,
    ) -> Result<Handover, JobError> {
        let spool = Spool::open();
        let made = self.handover_content(&spool, scope, occasion).await;
        // A full disk shows here as itself, and in `made` only as an archive that takes nothing more.
        let archive = spool.finish().await?;
        Ok(Handover { archive, stamp: made? })
    }

    async fn handover_content(
        &self,
        spool: &Spool,
        scope: &TenantScope,
        occasion: &Occasion<'_>,
    ) -> Result<String, JobError> {
        let mut tx = self.store.begin_read(scope, "handover.read").await?;
        let stamp = tx.copro_stamp().await?;
        let facts = self.handover_data(spool, &mut tx).await?;
        drop(tx);
        let links: Vec<VoucherLink> = facts.files.iter().map(voucher_link).collect();
        for (file, link) in facts.files.iter().zip(&links) {
            let hash = file.hash.as_slice().try_into().map_err(|_| JobError::Malformed("a file's hash"))?;
            let content = self.files.get(scope.tenant(), &hash).await?;
            spool.begin(link.path.clone(), false).await?;
            spool.write(content.to_vec()).await?;
        }
        let language = facts.copro.language()?;
        self.handover_texts(spool, &facts, &links, occasion, language).await?;
        Ok(stamp)
    }

    async fn handover_data(&self, spool: &Spool, tx: &mut Tx<TenantScope>) -> Result<Facts, JobError> {
        let copro = tx.copro().await?;
        let (name, company_number) = tx.syndic().await?;
        let firm = pdf::Firm { name: name.clone(), company_number };
        let mut tables = Vec::with_capacity(TABLES.len());
        for table in TABLES {
            tables.push(TableFacts { name: table.name, rows: write_table(spool, tx, table).await? });
        }
        write_audit(spool, tx).await?;
        let statements = self.write_statements(spool, tx, &copro, &firm).await?;
        let totals = tx.package_totals().await?;
        let mut files = Vec::new();
        loop {
            let page = tx.package_files(files.last().map(|file: &PackageFile| file.id)).await?;
            if page.is_empty() {
                break;
            }
            files.extend(page);
        }
        Ok(Facts { copro, from_firm: name, totals, tables, statements, files })
    }

    /// Every owner's account as a letter, set one after the other.
    async fn write_statements(
        &self,
        spool: &Spool,
        tx: &mut Tx<TenantScope>,
        copro: &CoproRow,
        firm: &pdf::Firm,
    ) -> Result<usize, JobError> {
        let today = (self.today)();
        let (mut after, mut count) = (0, 0);
        loop {
            let page = tx.package_owners(after).await?;
            let Some((_, last)) = page.last().copied() else { return Ok(count) };
            for (id, number) in page {
                let statement = tx.statement(id, None, today).await?;
                let owner = tx.owner(id).await?;
                let letterhead = pdf::Copro {
                    name: copro.name.clone(),
                    address: copro.address_lines(),
                    company_number: copro.company_number.clone(),
                };
                let iban = copro.working_iban.as_deref();
                let address = owner.address_lines();
                let letter =
                    AccountStatement::of(&statement, owner.language, address, letterhead, firm.clone(), iban);
                let content = tokio::task::spawn_blocking(move || pdf::account_statement(&letter))
                    .await
                    .map_err(|error| JobError::Document(error.to_string()))?
                    .map_err(|error| JobError::Document(error.to_string()))?;
                spool.begin(format!("statements/{number:04}.pdf"), false).await?;
                spool.write(content).await?;
                count += 1;
            }
            after = last;
        }
    }

    async fn handover_texts(
        &self,
        spool: &Spool,
        facts: &Facts,
        links: &[VoucherLink],
        occasion: &Occasion<'_>,
        language: Language,
    ) -> Result<(), JobError> {
        let totals = &facts.totals;
        let shown = HandoverFacts {
            language,
            copro: facts.copro.name.clone(),
            address: facts.copro.address_lines(),
            company_number: facts.copro.company_number.clone(),
            from_firm: facts.from_firm.clone(),
            successor: occasion.successor(),
            made_on: (self.today)(),
            totals: vec![
                ("ledger", totals.ledger_cents),
                ("owners", totals.owners_cents),
                ("bank", totals.bank_cents),
                ("called", totals.called_cents),
                ("received", totals.received_cents),
                ("expenses", totals.expenses_cents),
            ],
            tables: facts.tables.iter().map(|t| TableFacts { name: t.name, rows: t.rows }).collect(),
            statements: facts.statements,
            files: facts.files.len(),
        };
        let columns: Vec<TableText> =
            TABLES.iter().map(|table| TableText { name: table.name, columns: table.columns }).collect();
        let files = facts.files.iter().zip(links).map(|(file, link)| {
            json!({"path": link.path, "id": file.id, "name": file.name, "media_type": file.media_type,
                   "size_bytes": file.size_bytes, "sha256": documents::package::hex(&file.hash),
                   "expenses": file.expenses, "calls": file.calls})
        });
        let mut manifest = json!({
            "copro": facts.copro.id, "made_on": (self.today)(), "from_firm": facts.from_firm, "totals": totals,
            "tables": facts.tables.iter().map(|t| json!({"name": t.name, "rows": t.rows})).collect::<Vec<_>>(),
            "statements": facts.statements, "files": files.collect::<Vec<_>>(),
        });
        if let (Value::Object(manifest), Value::Object(occasion)) = (&mut manifest, occasion.manifest()) {
            manifest.extend(occasion);
        }
        let manifest = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
        for (path, content) in [
            ("manifest.json", manifest),
            ("README.md", readme(language, &columns, LEFT_OUT).into_bytes()),
            ("index.html", index(&shown, links).into_bytes()),
        ] {
            spool.begin(path, true).await?;
            spool.write(content).await?;
        }
        Ok(())
    }
}

/// The table twice: as CSV and as a JSON list. The snapshot gives the same rows both times.
async fn write_table(spool: &Spool, tx: &mut Tx<TenantScope>, table: &Table) -> Result<u64, JobError> {
    spool.begin(format!("data/{}.csv", table.name), true).await?;
    spool.write(csv_head(table.columns)).await?;
    let mut count = 0;
    let mut rows = tx.package_rows(table);
    while let Some(batch) = rows.try_next().await? {
        let mut piece = Vec::new();
        for row in &batch {
            let row = serde_json::from_str(row).map_err(|_| JobError::Malformed("a row is no JSON"))?;
            piece.extend(csv_row(table.columns, &row));
            count += 1;
        }
        spool.write(piece).await?;
    }
    drop(rows);
    spool.begin(format!("data/{}.json", table.name), true).await?;
    spool.write(b"[\n".to_vec()).await?;
    let mut separator = "";
    let mut rows = tx.package_rows(table);
    while let Some(batch) = rows.try_next().await? {
        spool.write(format!("{separator}{}", batch.join(",\n")).into_bytes()).await?;
        separator = ",\n";
    }
    spool.write(b"\n]\n".to_vec()).await?;
    Ok(count)
}

async fn write_audit(spool: &Spool, tx: &mut Tx<TenantScope>) -> Result<(), JobError> {
    spool.begin("audit.ndjson", true).await?;
    let mut rows = tx.package_rows(&AUDIT);
    while let Some(batch) = rows.try_next().await? {
        spool.write(format!("{}\n", batch.join("\n")).into_bytes()).await?;
    }
    Ok(())
}

fn voucher_link(file: &PackageFile) -> VoucherLink {
    VoucherLink {
        path: format!("files/{}/{}", file.id, safe_name(&file.name)),
        name: file.name.clone(),
        rests_on: file.expenses.iter().chain(&file.calls).cloned().collect(),
    }
}
