//! `koprogo dev`: everything on this machine, nothing to set up.

mod banner;
mod database;
mod secret;

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Instant;

use tokio::net::TcpListener;
use tokio::task::spawn_blocking;

use crate::cli::Failure;
use crate::config::{self, Sources};
use crate::process::{self, Ahead, Process};
use crate::{shutdown, telemetry};

use banner::Banner;
use database::Database;

#[derive(clap::Args)]
pub struct Options {
    /// Start over: delete the database, the files and the mails first
    #[arg(long)]
    reset: bool,
    /// Where to serve; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Leave the demonstration firm out
    #[arg(long = "no-demo", action = clap::ArgAction::SetFalse)]
    demo: bool,
    /// Where to keep everything
    #[arg(long, value_name = "DIR", default_value = ".koprogo")]
    data: PathBuf,
}

pub async fn run(mut sources: Sources, options: Options) -> Result<(), Failure> {
    let begun = Instant::now();
    let stop = shutdown::on_signal().map_err(Failure::stopped)?;
    let external = take_database_url(&mut sources)?;
    let listener = listen(options.listen).await?;
    let address = listener.local_addr().map_err(Failure::stopped)?;
    prepare_directory(&options)?;
    arrange(&mut sources, address, &options.data)?;
    let mut config = config::load(&sources)?;

    let ahead = Ahead::begin();
    let announced = options.data.join("address");
    let (data, server) = (options.data.clone(), external.clone());
    let open = move || Database::open(&data, server.as_deref(), options.reset);
    let database = spawn_blocking(open).await.map_err(Failure::stopped)??;
    config.database.url = Some(database.app_url()?.into());
    store::migrate(&database.owner_url()?).await.map_err(Failure::stopped)?;

    let telemetry =
        telemetry::start(&config.telemetry, config.server.ops_listen).map_err(Failure::stopped)?;
    let process = Process::prepare(&config, telemetry).await?;
    let (app, worker) = (process.app(&config, ahead).await?, process.worker(&config)?);
    if options.demo {
        process.load_demo(&app).await?;
    }
    fs::write(&announced, format!("http://{address}")).map_err(Failure::stopped)?;
    let mailbox = config.mail.smtp_url.is_none();
    let external_database = external.is_some();
    Banner { address, data: &options.data, external_database, mailbox, took: begun.elapsed() }.print();
    process.run(&config, Some((listener, app)), Some(worker), stop).await;

    // Nobody may find an address that no longer answers.
    let _ = fs::remove_file(&announced);
    spawn_blocking(|| database.stop()).await.map_err(Failure::stopped)?
}

/// DATABASE_URL is an administrator's address here, and not what the application logs in with.
fn take_database_url(sources: &mut Sources) -> Result<Option<String>, Failure> {
    let own = |name: &str| name.starts_with("KOPROGO_DATABASE__") && name.contains("URL");
    if let Some((name, _)) = sources.environment.iter().find(|(name, _)| own(name)) {
        let sentence = format!(
            "`dev` creates its database and logins by itself: unset {name}, or set DATABASE_URL to an administrator's \
             address to use another server"
        );
        return Err(Failure::Usage(vec![sentence]));
    }
    let position = sources.environment.iter().position(|(name, _)| name == "DATABASE_URL");
    Ok(position.map(|index| sources.environment.swap_remove(index).1))
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    if !address.ip().is_loopback() {
        let sentence =
            "`dev` shows everybody's mail to anybody, so --listen must be an address of this machine alone";
        return Err(Failure::Usage(vec![sentence.to_owned()]));
    }
    process::listen(address, "--listen").await
}

/// What a newcomer would otherwise have to set. A variable of the same name still wins.
fn arrange(sources: &mut Sources, address: SocketAddr, data: &Path) -> Result<(), Failure> {
    let has_smtp = sources.environment.iter().any(|(name, _)| name.starts_with("KOPROGO_MAIL__SMTP_URL"));
    sources.arranged = vec![
        ("server.listen", address.to_string()),
        ("server.ops_listen", "off".to_owned()),
        ("server.public_url", format!("http://{address}")),
        ("auth.secret", secret::of(data)?),
        ("server.leave_seconds", "0".to_owned()),
        ("server.drain_seconds_max", "5".to_owned()),
        ("mail.dev_mailbox", (!has_smtp).to_string()),
        ("files.dir", data.join("files").display().to_string()),
        ("telemetry.log_format", "pretty".to_owned()),
    ];
    Ok(())
}

fn prepare_directory(options: &Options) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::Stopped(format!("{}: {error}", options.data.display()));
    fs::create_dir_all(&options.data).map_err(failed)?;
    let files = options.data.join("files");
    if options.reset && files.exists() {
        fs::remove_dir_all(files).map_err(failed)?;
    }
    Ok(())
}
