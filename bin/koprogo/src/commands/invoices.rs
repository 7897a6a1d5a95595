//! `koprogo invoices`: the archive of invoices verified, and taken out of the database for the years that the law wants it kept.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use audit::hex;
use billing::desk::Rules;
use files::{FileError, FileStore};
use sha2::{Digest, Sha256};
use store::billing::archive::{Archive, ArchiveError, Form, Kept, Report};
use tokio::fs;
use tokio::io::{AsyncWriteExt, BufWriter};

use super::audit::{many, subject};
use crate::cli::Failure;
use crate::config::Sources;
use crate::process;

#[derive(clap::Subcommand)]
pub enum Command {
    /// Follow numbers and chain, make every document anew from the firms' logs, and check every stored form
    Verify(Options),
    /// Write every document and its forms into folders, with their checksums
    Export {
        /// An empty folder, or one to be made
        dir: PathBuf,
        /// Only the documents of this year
        #[arg(long)]
        year: Option<i32>,
        #[command(flatten)]
        options: Options,
    },
}

#[derive(clap::Args)]
pub struct Options {
    /// Look at the database alone: the PDF and electronic forms are left out
    #[arg(long)]
    without_files: bool,
    /// Where `koprogo dev` keeps its database, where no other is named by database.audit_url or database.migrate_url
    #[arg(long, value_name = "DIR", default_value = ".koprogo")]
    data: PathBuf,
}

pub async fn run(mut sources: Sources, command: Command) -> Result<(), Failure> {
    let begun = Instant::now();
    let (Command::Verify(options) | Command::Export { options, .. }) = &command;
    let (url, settings, _running) = subject(&mut sources, &options.data).await?;
    let files = match (&settings.files, options.without_files) {
        (Some(files), false) => Some(FileStore::open(&process::place(files)).map_err(Failure::stopped)?),
        (None, false) => {
            let missing = "files.dir or files.s3 is missing, and the forms of invoices lie there; set it, or add --without-files";
            return Err(Failure::Usage(vec![missing.to_owned()]));
        }
        (_, true) => None,
    };
    match &command {
        Command::Verify(_) => verify(&url, files.as_ref(), begun).await,
        Command::Export { dir, year, .. } => export(&url, files.as_ref(), dir, *year).await,
    }
}

async fn verify(url: &str, files: Option<&FileStore>, begun: Instant) -> Result<(), Failure> {
    let rules = Rules::embedded().map_err(Failure::stopped)?;
    let look = async |archive: &mut Archive<'_>| {
        archive.verify(&rules.rates, async |form: &Form| wrong_with(files, form).await).await
    };
    let report = Archive::at_address(url, look).await.map_err(Failure::stopped)?;
    let plain = !io::stdout().is_terminal() || std::env::var_os("NO_COLOR").is_some();
    print(&page(&report, files.is_some(), begun.elapsed(), plain))?;
    if report.findings.is_empty() { Ok(()) } else { Err(Failure::Reported) }
}

fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes()).and_then(|()| output.flush()).map_err(Failure::stopped)
}

/// What is wrong with a stored form: it is not there, or not what was stored. A store that does not answer ends the run.
async fn wrong_with(files: Option<&FileStore>, form: &Form) -> Result<Option<String>, ArchiveError> {
    let Some(files) = files else { return Ok(None) };
    let Some(hash) = form.hash() else { return Ok(Some("its hash is none".to_owned())) };
    match files.invoice(form.firm(), &hash).await {
        Ok(content) if i64::try_from(content.len()) == Ok(form.size_bytes) => Ok(None),
        Ok(content) => Ok(Some(format!("{} bytes instead of {}", content.len(), form.size_bytes))),
        Err(error @ (FileError::Missing | FileError::Altered)) => Ok(Some(error.to_string())),
        Err(error) => Err(ArchiveError::Outside(error.to_string())),
    }
}

fn page(report: &Report, with_files: bool, took: Duration, plain: bool) -> String {
    let paint = |code: &str, text: &str| {
        if plain { text.to_owned() } else { format!("\x1b[{code}m{text}\x1b[0m") }
    };
    let years: Vec<String> =
        report.years.iter().map(|(year, count)| format!("{year}: 1 to {count}")).collect();
    let documents = u64::from(report.invoices + report.credit_notes);
    let forms = match with_files {
        true => format!("{}, read back and compared with their hashes", many(report.forms.into(), "form")),
        false => "not looked at".to_owned(),
    };
    let lines = [
        (
            "documents",
            format!(
                "{}, {}",
                many(report.invoices.into(), "invoice"),
                many(report.credit_notes.into(), "credit note")
            ),
        ),
        ("numbers", if years.is_empty() { "none".to_owned() } else { years.join(", ") }),
        (
            "rebuilt",
            format!(
                "{} of {documents}, from the logs of {}",
                report.rebuilt,
                many(report.firms.into(), "firm")
            ),
        ),
        ("files", forms),
    ];
    let mut text = format!("\n  {}\n\n", paint("1", "KoproGo archive of invoices"));
    for (name, value) in lines {
        let _ = writeln!(text, "  {}  {value}", paint("2", &format!("{name:<12}")));
    }
    if !report.findings.is_empty() {
        text.push('\n');
    }
    for finding in &report.findings {
        let firm = finding.firm.map(|firm| format!(" (firm {firm})")).unwrap_or_default();
        let number = finding.number.as_deref().unwrap_or("the archive");
        let _ = writeln!(text, "  {} {number}: {}{firm}", paint("1;31", "✗"), finding.what);
    }
    if report.more > 0 {
        let _ = writeln!(text, "  … and {} more", report.more);
    }
    let verdict = match report.findings.len() as u64 + u64::from(report.more) {
        0 => paint("1;32", "✓ everything is as it was issued"),
        n => paint("1;31", &many(n, "finding")),
    };
    let _ = writeln!(text, "\n  {verdict}, in {:.2} s\n", took.as_secs_f64());
    text
}

/// The lists that stand beside the documents.
struct Lists {
    sums: BufWriter<fs::File>,
    chain: BufWriter<fs::File>,
    documents: u64,
}

async fn export(url: &str, files: Option<&FileStore>, dir: &Path, year: Option<i32>) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::Stopped(format!("{}: {error}", dir.display()));
    fs::create_dir_all(dir).await.map_err(failed)?;
    if fs::read_dir(dir).await.map_err(failed)?.next_entry().await.map_err(failed)?.is_some() {
        let taken =
            format!("{} is not empty; name a folder to be made, so that nothing is mixed", dir.display());
        return Err(Failure::Usage(vec![taken]));
    }
    let list = async |name: &str| fs::File::create(dir.join(name)).await.map(BufWriter::new).map_err(failed);
    let mut lists = Lists { sums: list("SHA256SUMS").await?, chain: list("chain.csv").await?, documents: 0 };
    lists.chain.write_all(b"number,issued_on,before,link\n").await.map_err(failed)?;
    let take = async |kept: &Kept, forms: &[Form]| {
        write_out(files, dir, kept, forms, &mut lists)
            .await
            .map_err(|error| ArchiveError::Outside(error.to_string()))
    };
    Archive::at_address(url, async |archive: &mut Archive<'_>| archive.each(year, take).await)
        .await
        .map_err(Failure::stopped)?;
    let sum = sum_of(&dir.join("chain.csv"), &mut lists.chain).await.map_err(failed)?;
    lists.sums.write_all(format!("{sum}  chain.csv\n").as_bytes()).await.map_err(failed)?;
    lists.sums.flush().await.map_err(failed)?;
    let count = many(lists.documents, "document");
    print(&format!("{count} in {}; check them there with sha256sum -c SHA256SUMS\n", dir.display()))
}

async fn sum_of(path: &Path, written: &mut BufWriter<fs::File>) -> io::Result<String> {
    written.flush().await?;
    Ok(hex(&Sha256::digest(fs::read(path).await?)))
}

/// One document: a folder with its archived bytes and its forms.
async fn write_out(
    files: Option<&FileStore>,
    dir: &Path,
    kept: &Kept,
    forms: &[Form],
    lists: &mut Lists,
) -> io::Result<()> {
    let folder = format!("{}/{}", kept.year, kept.number);
    fs::create_dir_all(dir.join(&folder)).await?;
    let mut parts = vec![("invoice.json", kept.canonical.clone())];
    for form in forms {
        let (Some(files), Some(hash)) = (files, form.hash()) else { continue };
        let content = files.invoice(form.firm(), &hash).await;
        let content =
            content.map_err(|why| io::Error::other(format!("{} {}: {why}", form.number, form.format)))?;
        parts.push((file_name(&form.format), content.to_vec()));
    }
    for (name, content) in parts {
        let sum = hex(&Sha256::digest(&content));
        fs::write(dir.join(&folder).join(name), content).await?;
        lists.sums.write_all(format!("{sum}  {folder}/{name}\n").as_bytes()).await?;
    }
    let line = format!("{},{},{},{}\n", kept.number, kept.issued_on, hex(&kept.before), hex(&kept.link));
    lists.chain.write_all(line.as_bytes()).await?;
    lists.documents += 1;
    Ok(())
}

fn file_name(format: &str) -> &'static str {
    match format {
        "pdf" => "invoice.pdf",
        "factur-x" => "factur-x.pdf",
        _ => "peppol.xml",
    }
}
