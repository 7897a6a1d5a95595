//! `koprogo tenant`: one copro as a file, taken away, and put back, without touching the others.

mod archive;

use std::fs;
use std::io::Read;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

use bytes::Bytes;
use cluster::Cluster;
use domain::ids::{FirmId, TenantId};
use files::FileStore;
use secrecy::ExposeSecret;
use store::vault::{Held, Place, TABLES, Table, Vault, VaultError};
use tokio::task::spawn_blocking;

use super::audit::many;
use super::dev;
use crate::cli::Failure;
use crate::config::{self, Sources};
use crate::process;
use archive::{FORMAT, Manifest, Opened, Part, Writing};

#[derive(clap::Subcommand)]
pub enum Command {
    /// Write a copro into a file: every row, its log, its files
    Export {
        /// The copro, by slug or id
        #[arg(long, value_name = "COPRO")]
        copro: String,
        /// Where to; must not exist yet. It holds personal data in the clear: encrypt what leaves the house
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// Even while jobs of the copro wait; they are in no archive
        #[arg(long)]
        despite_jobs: bool,
        #[command(flatten)]
        at: At,
    },
    /// Take every row and file of a copro away; only an archive brings it back
    Wipe {
        /// The copro, by slug or id
        #[arg(long, value_name = "COPRO")]
        copro: String,
        /// The same id once more, so that nobody does this by a slip
        #[arg(long, value_name = "ID")]
        yes_delete_everything_of_copro: TenantId,
        /// Even while jobs of the copro wait; they go as well
        #[arg(long)]
        despite_jobs: bool,
        /// Leave the files in the store: the rows alone go
        #[arg(long)]
        keep_files: bool,
        #[command(flatten)]
        at: At,
    },
    /// Put a copro back that is not there any more, as it was exported
    Restore {
        file: PathBuf,
        /// Into the care of this firm instead of the one it was exported from
        #[arg(long, value_name = "ID")]
        firm: Option<FirmId>,
        #[command(flatten)]
        at: At,
    },
}

#[derive(clap::Args)]
pub struct At {
    /// Where `koprogo dev` keeps its database, where no other is named by database.migrate_url
    #[arg(long, value_name = "DIR", default_value = ".koprogo")]
    data: PathBuf,
}

/// The database as its owner, and the files.
struct Subject {
    url: String,
    files: FileStore,
    _running: Option<Cluster>,
}

pub async fn run(mut sources: Sources, command: Command) -> Result<(), Failure> {
    let (Command::Export { at, .. } | Command::Wipe { at, .. } | Command::Restore { at, .. }) = &command;
    let subject = subject(&mut sources, &at.data).await?;
    let begun = Instant::now();
    let done = match command {
        Command::Export { copro, to, despite_jobs, .. } => {
            export(&subject, &copro, &to, despite_jobs).await?
        }
        Command::Wipe { copro, yes_delete_everything_of_copro, despite_jobs, keep_files, .. } => {
            wipe(&subject, &copro, yes_delete_everything_of_copro, despite_jobs, keep_files).await?
        }
        Command::Restore { file, firm, .. } => restore(&subject, &file, firm).await?,
    };
    println!("{done}, in {:.2} s", begun.elapsed().as_secs_f64());
    Ok(())
}

async fn subject(sources: &mut Sources, data: &Path) -> Result<Subject, Failure> {
    let mut settings = config::load_audit(sources)?;
    let dir = data.join("postgres");
    let (url, running) = match settings.database.migrate_url() {
        Ok(url) => (url.expose_secret().to_owned(), None),
        Err(missing) if !dir.exists() => return Err(missing.into()),
        Err(_) => {
            sources.arranged = vec![("files.dir", data.join("files").display().to_string())];
            sources.arranged.push(("auth.secret", dev::secret_of(data)?));
            settings = config::load_audit(sources)?;
            let start = move || Cluster::start(&dir, &cluster::Options::default());
            let cluster = spawn_blocking(start).await.map_err(Failure::stopped)?.map_err(Failure::stopped)?;
            (cluster.url("koprogo_owner", "koprogo").map_err(Failure::stopped)?, Some(cluster))
        }
    };
    let Some(files) = &settings.files else {
        let missing = "files.dir or files.s3 is missing, and the files of copros lie there; set it";
        return Err(Failure::Usage(vec![missing.to_owned()]));
    };
    let files = FileStore::open(&process::place(files)).map_err(Failure::stopped)?;
    Ok(Subject { url, files, _running: running })
}

async fn export(subject: &Subject, copro: &str, to: &Path, despite_jobs: bool) -> Result<String, Failure> {
    let unfinished = PathBuf::from(format!("{}.unfinished", to.display()));
    if to.exists() {
        return Err(Failure::Usage(vec![format!("{} exists already; name another file", to.display())]));
    }
    let out = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished);
    let out = out.map_err(|error| Failure::stopped(format!("{}: {error}", unfinished.display())))?;
    let written = Vault::look(&subject.url, async |vault: &mut Vault<'_>| {
        let place = vault.find(copro).await?;
        let waiting = vault.jobs_waiting().await?;
        if waiting > 0 && !despite_jobs {
            return Err(VaultError::Working(waiting));
        }
        pack(vault, &subject.files, &place, Writing::into(out)).await
    })
    .await;
    let kept = written.map_err(Failure::stopped).and_then(|manifest| {
        fs::rename(&unfinished, to).map_err(Failure::stopped)?;
        Ok(manifest)
    });
    let Ok(manifest) = kept else {
        // What is not whole is not left lying about; that it cannot be removed is the smaller trouble.
        let _ = fs::remove_file(&unfinished);
        return kept.map(|_| String::new());
    };
    Ok(format!("{} ({}) exported: {}", manifest.slug, manifest.tenant, manifest.size()))
}

async fn pack(
    vault: &mut Vault<'_>,
    files: &FileStore,
    place: &Place,
    mut out: Writing,
) -> Result<Manifest, VaultError> {
    let outside = |error: &dyn std::fmt::Display| {
        VaultError::Outside(format!("the archive cannot be written: {error}"))
    };
    let mut tables = Vec::with_capacity(TABLES.len());
    for table in TABLES {
        out.begin(&archive::table_path(table.name), true).map_err(|error| outside(&error))?;
        let held = vault.read(table, |piece| out.write(piece)).await?;
        tables.push(Part::of_table(table.name, &held));
    }
    let mut parts = Vec::new();
    for (hash, bytes) in vault.files().await? {
        let name = archive::hex(&hash);
        let content = files.get(place.tenant, &hash).await;
        let content = content.map_err(|error| VaultError::Outside(format!("file {name}: {error}")))?;
        out.begin(&archive::file_path(&name), false).map_err(|error| outside(&error))?;
        out.write(&content).map_err(|error| outside(&error))?;
        parts.push(Part { name: name.clone(), rows: 1, bytes: bytes.unsigned_abs(), sha256: name });
    }
    let manifest = Manifest {
        format: FORMAT,
        schema: vault.schema().await?,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        tenant: place.tenant,
        firm: place.firm,
        slug: place.slug.clone(),
        name: place.name.clone(),
        summary: place.summary.clone(),
        assignments: place.assignments.clone(),
        tables,
        files: parts,
    };
    out.finish(&manifest).map_err(|error| outside(&error))?;
    Ok(manifest)
}

async fn wipe(
    subject: &Subject,
    copro: &str,
    confirmed: TenantId,
    despite_jobs: bool,
    keep_files: bool,
) -> Result<String, Failure> {
    let outcome = Vault::change(&subject.url, async |vault: &mut Vault<'_>| {
        let place = vault.find(copro).await?;
        if place.tenant != confirmed {
            return Err(VaultError::Outside(format!(
                "--yes-delete-everything-of-copro names {confirmed}, but {copro} is {}; nothing was deleted",
                place.tenant
            )));
        }
        let rows = vault.wipe(&place, despite_jobs).await?;
        Ok((place, rows))
    })
    .await;
    let (place, rows) = match outcome {
        // A run that died between rows and files is finished by saying the same again.
        Err(VaultError::Unknown(_)) if copro == confirmed.to_string() => {
            let gone = subject.files.clear(confirmed).await.map_err(Failure::stopped)?;
            return Err(Failure::stopped(format!(
                "there is no copro {copro}; {} of it deleted from the store",
                many(gone, "file")
            )));
        }
        outcome => outcome.map_err(Failure::stopped)?,
    };
    // After the commit: rows without files could not be read, files without rows hurt nobody.
    let gone = match keep_files {
        true => "files kept".to_owned(),
        false => many(subject.files.clear(place.tenant).await.map_err(Failure::stopped)?, "file"),
    };
    Ok(format!("{} ({}) wiped: {rows} rows, {gone}", place.slug, place.tenant))
}

async fn restore(subject: &Subject, file: &Path, firm: Option<FirmId>) -> Result<String, Failure> {
    let mut opened = Opened::at(file).map_err(Failure::stopped)?;
    let manifest = opened.manifest().clone();
    let place = Place { firm: firm.unwrap_or(manifest.firm), ..manifest.place() };
    // Asked before files are written as well, so that nothing is left behind by what is refused.
    Vault::look(&subject.url, async |vault: &mut Vault<'_>| {
        let schema = vault.schema().await?;
        if schema != manifest.schema {
            return Err(VaultError::Outside(format!(
                "the archive is of schema {}, the database of schema {schema}: restore it into a database of that schema \
                 with the release that made it ({}), migrate that, and export from there",
                manifest.schema, manifest.program
            )));
        }
        vault.vacant(&place).await
    })
    .await
    .map_err(Failure::stopped)?;
    for part in &manifest.files {
        let content = opened.content(&archive::file_path(&part.name)).map_err(Failure::stopped)?;
        subject.files.put(place.tenant, Bytes::from(content)).await.map_err(Failure::stopped)?;
    }
    let written = Vault::change(&subject.url, async |vault: &mut Vault<'_>| {
        vault.receive(&place).await?;
        let mut exported: Vec<(&Table, Held)> = Vec::with_capacity(TABLES.len());
        for table in TABLES {
            let held = manifest.table(table.name).map_err(|error| VaultError::Outside(error.to_string()))?;
            unpack(vault, &mut opened, table).await?;
            exported.push((table, held));
        }
        vault.settle(&place, &exported).await
    })
    .await;
    if let Err(VaultError::Unsound(_) | VaultError::Outside(_) | VaultError::Log(_) | VaultError::Powerless) =
        &written
    {
        // Refused for certain, so no row names them. After a lost connection nobody knows, and they stay.
        subject.files.clear(place.tenant).await.map_err(Failure::stopped)?;
    }
    written.map_err(Failure::stopped)?;
    Ok(format!(
        "{} ({}) restored to firm {}: {}; references, log and checksums are right",
        place.slug,
        place.tenant,
        place.firm,
        manifest.size()
    ))
}

async fn unpack(vault: &mut Vault<'_>, opened: &mut Opened, table: &Table) -> Result<(), VaultError> {
    let outside = |error: archive::Damage| VaultError::Outside(error.to_string());
    let mut rows = opened.reader(&archive::table_path(table.name)).map_err(outside)?;
    let mut piece = vec![0; archive::PIECE];
    vault
        .write(table, || {
            let read = rows.read(&mut piece)?;
            Ok((read > 0).then(|| Bytes::copy_from_slice(&piece[..read])))
        })
        .await?;
    Ok(())
}
