//! One copro of the demo, whole, in one transaction.

use bytes::Bytes;
use domain::address::Address;
use domain::call::{CallKind, NewCall};
use domain::copro::NewCopro;
use domain::expense::NewExpense;
use domain::ids::{FileId, KeyId, LotId, OwnerId, PersonId, SupplierId, TenantId, UserId};
use domain::key::{NewKey, Weight};
use domain::language::Language;
use domain::lot::{LotNature, NewLot};
use domain::money::Cents;
use domain::ownership::{NewOwnership, Right};
use domain::person::{NewMember, NewOwner, NewPerson, PersonKind};
use domain::receipt::{Fund, NewReceipt};
use domain::supplier::NewSupplier;
use domain::violation::Violation;
use files::FileStore;
use serde::Deserialize;
use store::tenant::files::NewFile;
use store::{FirmScope, Store, TenantScope, Tx};
use time::Date;

use crate::{DemoError, Login, Names, data};

#[derive(Deserialize)]
struct CoproFile {
    activated_on: Date,
    #[serde(default)]
    keys: Vec<KeyRow>,
    #[serde(flatten)]
    copro: toml::Table,
}

#[derive(Deserialize)]
struct KeyRow {
    code: String,
    name: String,
}

#[derive(Deserialize)]
struct PersonRow {
    r#ref: String,
    kind: PersonKind,
    last_name: String,
    first_name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    language: Language,
    street: Option<String>,
    postal_code: Option<String>,
    city: Option<String>,
    country: Option<String>,
    company_number: Option<String>,
    iban: Option<String>,
}

#[derive(Deserialize)]
struct MemberRow {
    owner: String,
    name: Option<String>,
    person: String,
    right: Right,
    numerator: i64,
    denominator: i64,
    representative: bool,
}

#[derive(Deserialize)]
struct LotRow {
    code: String,
    nature: LotNature,
    floor: Option<String>,
    description: Option<String>,
    shares: i64,
    owner: String,
    owned_from: Date,
}

#[derive(Deserialize)]
struct TransferRow {
    lot: String,
    owner: String,
    valid_from: Date,
}

#[derive(Deserialize)]
struct WeightRow {
    key: String,
    lot: String,
    weight: i64,
}

#[derive(Deserialize)]
struct SupplierRow {
    r#ref: String,
    name: String,
    company_number: Option<String>,
    vat_number: Option<String>,
    iban: Option<String>,
    email: Option<String>,
}

#[derive(Deserialize)]
struct ExpenseRow {
    supplier: String,
    invoice_number: String,
    invoice_date: Date,
    due_date: Option<Date>,
    amount_cents: i64,
    vat_rate_bp: i32,
    account: String,
    key: String,
    period_from: Date,
    period_to: Date,
    description: String,
}

#[derive(Deserialize)]
struct CallsFile {
    calls: Vec<CallRow>,
}

#[derive(Deserialize)]
struct CallRow {
    kind: CallKind,
    title: String,
    key: String,
    total_cents: i64,
    issued_on: Date,
    due_on: Date,
    instalments: i64,
}

#[derive(Deserialize)]
struct ReceiptRow {
    owner: String,
    received_on: Date,
    amount_cents: i64,
    into: Fund,
}

/// What the files of one copro call each other by.
struct Loader<'a> {
    folder: &'a str,
    tx: Tx<TenantScope>,
    persons: Names<PersonId>,
    owners: Names<OwnerId>,
    lots: Names<LotId>,
    keys: Names<KeyId>,
    suppliers: Names<SupplierId>,
}

pub async fn load(
    store: &Store,
    files: &FileStore,
    firm: &FirmScope,
    folder: &str,
    today: Date,
    people: &[(UserId, &Login)],
) -> Result<TenantId, DemoError> {
    let file: CoproFile = data::toml(&format!("{folder}/copro.toml"))?;
    let copro: NewCopro = file.copro.try_into().map_err(|error| data::wrong(folder, error))?;
    valid(folder, copro.validate())?;
    let tx = store.begin(firm, "demo.copro").await?;
    let tx = tx.copro_create_and_enter(&copro, &format!("{folder}-demo"), today).await?;
    let mut loader = Loader {
        folder,
        tx,
        persons: Names::default(),
        owners: Names::default(),
        lots: Names::default(),
        keys: Names::default(),
        suppliers: Names::default(),
    };
    loader.persons().await?;
    loader.owners().await?;
    loader.lots(today).await?;
    loader.keys(&file.keys).await?;
    loader.tx.copro_activate(file.activated_on).await.map_err(|error| loader.failed(error))?;
    loader.suppliers().await?;
    loader.calls().await?;
    loader.expenses(files).await?;
    loader.receipts().await?;
    loader.people(people).await?;
    let tenant = loader.tx.scope().tenant();
    loader.tx.commit().await?;
    Ok(tenant)
}

impl Loader<'_> {
    fn file(&self, name: &str) -> String {
        format!("{}/{name}", self.folder)
    }

    fn failed(&self, error: store::Error) -> DemoError {
        DemoError::Copro { copro: self.folder.to_owned(), error: format!("{error:?}") }
    }

    async fn persons(&mut self) -> Result<(), DemoError> {
        let file = self.file("persons.csv");
        for row in data::csv::<PersonRow>(&file)? {
            let (name, person) = row.person();
            valid(&file, person.validate())?;
            let id = self.tx.person_create(&person).await.map_err(|error| self.failed(error))?;
            self.persons.put(&name, id);
        }
        Ok(())
    }

    async fn owners(&mut self) -> Result<(), DemoError> {
        let file = self.file("owners.csv");
        let rows = data::csv::<MemberRow>(&file)?;
        for members in rows.chunk_by(|a, b| a.owner == b.owner) {
            let Some(first) = members.first() else { continue };
            let mut owner =
                NewOwner { members: Vec::new(), representative_person_id: None, name: first.name.clone() };
            for row in members {
                let person = self.persons.get(&file, &row.person)?;
                if row.representative {
                    owner.representative_person_id = Some(person);
                }
                owner.members.push(NewMember {
                    person_id: Some(person),
                    person: None,
                    right: row.right,
                    numerator: row.numerator,
                    denominator: row.denominator,
                });
            }
            valid(&file, owner.validate())?;
            let id = self.tx.owner_create(&owner).await.map_err(|error| self.failed(error))?;
            self.owners.put(&first.owner, id.id.into());
        }
        Ok(())
    }

    async fn lots(&mut self, today: Date) -> Result<(), DemoError> {
        let file = self.file("lots.csv");
        for row in data::csv::<LotRow>(&file)? {
            let lot = NewLot {
                code: row.code,
                nature: row.nature,
                description: row.description,
                floor: row.floor,
                shares: row.shares,
                owner_id: Some(self.owners.get(&file, &row.owner)?),
                owned_from: Some(row.owned_from),
            };
            valid(&file, lot.validate())?;
            let id = self.tx.lot_create(&lot, today).await.map_err(|error| self.failed(error))?;
            self.lots.put(&lot.code, id.id.into());
        }
        let file = self.file("transfers.csv");
        for row in data::csv::<TransferRow>(&file)? {
            let lot = self.lots.get(&file, &row.lot)?;
            let sale =
                NewOwnership { owner_id: self.owners.get(&file, &row.owner)?, valid_from: row.valid_from };
            self.tx.ownership_transfer(lot, &sale).await.map_err(|error| self.failed(error))?;
        }
        Ok(())
    }

    async fn keys(&mut self, keys: &[KeyRow]) -> Result<(), DemoError> {
        let file = self.file("keys.csv");
        let rows = data::csv::<WeightRow>(&file)?;
        for key in keys {
            let mut weights = Vec::new();
            for row in rows.iter().filter(|row| row.key == key.code) {
                weights.push(Weight { lot_id: self.lots.get(&file, &row.lot)?, weight: row.weight });
            }
            let new = NewKey { code: key.code.clone(), name: key.name.clone(), valid_from: None, weights };
            valid(&file, new.validate())?;
            let id = self.tx.key_create(&new).await.map_err(|error| self.failed(error))?;
            self.keys.put(&key.code, id);
        }
        let all = self.tx.key_list().await.map_err(|error| self.failed(error))?;
        let statutory = all.iter().find(|key| key.kind == "statutory");
        statutory.into_iter().for_each(|key| self.keys.put("statutory", key.id.into()));
        Ok(())
    }

    async fn suppliers(&mut self) -> Result<(), DemoError> {
        let file = self.file("suppliers.csv");
        for row in data::csv::<SupplierRow>(&file)? {
            let SupplierRow { r#ref, name, company_number, vat_number, iban, email } = row;
            let supplier = NewSupplier { name, company_number, vat_number, iban: plain(iban), email };
            valid(&file, supplier.validate())?;
            let stored = self.tx.supplier_create(&supplier).await.map_err(|error| self.failed(error))?;
            self.suppliers.put(&r#ref, stored.id.into());
        }
        Ok(())
    }

    async fn calls(&mut self) -> Result<(), DemoError> {
        let file = self.file("calls.toml");
        for row in data::toml::<CallsFile>(&file)?.calls {
            let call = NewCall {
                kind: row.kind,
                title: row.title,
                key_id: self.keys.get(&file, &row.key)?,
                total_cents: Cents(row.total_cents),
                issued_on: row.issued_on,
                due_on: row.due_on,
                instalments: row.instalments,
            };
            valid(&file, call.validate())?;
            self.tx.call_issue(&call).await.map_err(|error| self.failed(error))?;
        }
        Ok(())
    }

    async fn expenses(&mut self, files: &FileStore) -> Result<(), DemoError> {
        let file = self.file("expenses.csv");
        for row in data::csv::<ExpenseRow>(&file)? {
            let expense = NewExpense {
                supplier_id: Some(self.suppliers.get(&file, &row.supplier)?),
                supplier: None,
                file_id: self.voucher(files, &row.invoice_number).await?,
                invoice_number: row.invoice_number,
                invoice_date: row.invoice_date,
                due_date: row.due_date,
                description: row.description,
                amount_cents: Cents(row.amount_cents),
                vat_rate_bp: row.vat_rate_bp,
                account: row.account,
                key_id: self.keys.get(&file, &row.key)?,
                period_from: row.period_from,
                period_to: row.period_to,
            };
            valid(&file, expense.validate())?;
            self.tx.expense_record(&expense, Language::Fr).await.map_err(|error| self.failed(error))?;
        }
        Ok(())
    }

    async fn voucher(&mut self, files: &FileStore, invoice: &str) -> Result<Option<FileId>, DemoError> {
        let Some(content) = data::bytes(&self.file(&format!("vouchers/{invoice}.pdf"))) else {
            return Ok(None);
        };
        let size_bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
        let sha256 = files.put(self.tx.scope().tenant(), Bytes::from(content)).await?;
        let name = format!("{invoice}.pdf");
        let new = NewFile { name: &name, media_type: "application/pdf", size_bytes, sha256 };
        let stored = self.tx.file_create(&new).await.map_err(|error| self.failed(error))?;
        Ok(Some(stored.id.into()))
    }

    /// Those of the logins that belong to the copro itself.
    async fn people(&mut self, people: &[(UserId, &Login)]) -> Result<(), DemoError> {
        let of_copro = people.iter().filter(|(_, login)| !login.role.is_of_firm());
        for (user, login) in
            of_copro.filter(|(_, login)| login.copros.iter().any(|copro| copro == self.folder))
        {
            let person = login.person.as_ref().map(|name| self.persons.get("firm.toml", name)).transpose()?;
            let added = self.tx.copro_member_add(*user, login.role, person).await;
            added.map_err(|error| self.failed(error))?;
        }
        Ok(())
    }

    async fn receipts(&mut self) -> Result<(), DemoError> {
        let file = self.file("receipts.csv");
        for row in data::csv::<ReceiptRow>(&file)? {
            let receipt = NewReceipt {
                owner_id: Some(self.owners.get(&file, &row.owner)?),
                communication: None,
                received_on: row.received_on,
                amount_cents: Cents(row.amount_cents),
                into: row.into,
            };
            valid(&file, receipt.validate())?;
            self.tx.receipt_record(&receipt).await.map_err(|error| self.failed(error))?;
        }
        Ok(())
    }
}

impl PersonRow {
    fn person(self) -> (String, NewPerson) {
        let address = match (self.street, self.postal_code, self.city, self.country) {
            (Some(street), Some(postal_code), Some(city), Some(country)) => {
                Some(Address { street, postal_code, city, country })
            }
            _ => None,
        };
        let person = NewPerson {
            kind: self.kind,
            last_name: self.last_name,
            first_name: self.first_name,
            email: self.email,
            phone: self.phone,
            language: self.language,
            address,
            company_number: self.company_number,
            iban: plain(self.iban),
        };
        (self.r#ref, person)
    }
}

/// The files show account numbers in groups of four.
fn plain(iban: Option<String>) -> Option<String> {
    iban.map(|iban| iban.chars().filter(|c| !c.is_whitespace()).collect())
}

fn valid(file: &str, result: Result<(), Vec<Violation>>) -> Result<(), DemoError> {
    result.map_err(|violations| data::wrong(file, format!("{violations:?}")))
}
