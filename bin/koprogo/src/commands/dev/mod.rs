//! `koprogo dev`: everything on this machine, nothing to set up.

mod banner;
mod database;
mod payments;
mod secret;

pub use secret::of as secret_of;

use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Instant;

use stripe_fake::Fake;
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;

use crate::cli::Failure;
use crate::config::{self, Sources};
use crate::desk::{self, Desk};
use crate::process::{self, Ahead, Process};
use crate::{shutdown, telemetry};

use banner::Banner;
use database::Database;

const OPERATORS: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 9091);
/// Two, because breaking the glass takes two.
const DEMO_OPERATORS: [&str; 2] = ["anna@operateurs.example", "bram@operateurs.example"];

#[derive(clap::Args)]
pub struct Options {
    /// Start over: delete the database, the files and the mails first
    #[arg(long)]
    reset: bool,
    /// Where to serve; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Where operators of the platform are served; 127.0.0.1:9091 or, when that is taken, any free port
    #[arg(long, value_name = "ADDRESS")]
    operator_listen: Option<SocketAddr>,
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
    let operators = listen_for_operators(options.operator_listen).await?;
    let operators_at = operators.local_addr().map_err(Failure::stopped)?;
    arrange(&mut sources, address, operators_at, &options.data)?;
    let mut config = config::load(&sources)?;
    payments::refuse_live(&config)?;

    let ahead = Ahead::begin();
    let announced = Announced::new(&options.data);
    let (data, server) = (options.data.clone(), external.clone());
    let open = move || Database::open(&data, server.as_deref(), options.reset);
    let database = spawn_blocking(open).await.map_err(Failure::stopped)??;
    config.database.url = Some(database.app_url()?.into());
    config.database.operator_url = Some(database.operator_url()?.into());
    store::migrate(&database.owner_url()?).await.map_err(Failure::stopped)?;

    // After the database: whoever holds that holds the directory.
    let fake = payments::stand_in(&mut config, &options.data, address).await?;

    let telemetry =
        telemetry::start(&config.telemetry, config.server.ops_listen).map_err(Failure::stopped)?;
    let process = Process::prepare(&config, telemetry).await?;
    let (app, worker) = (process.app(&config, ahead).await?, process.worker(&config)?);
    let desk = Desk::on(operators, &config, &process.clock).await?;
    let mut invitations = Vec::new();
    if options.demo {
        process.load_demo(&app).await?;
        for email in DEMO_OPERATORS {
            invitations.push(desk::invite(&desk.ops.store, &config, email).await?);
        }
    }
    let paid_at = fake.as_ref().map(Fake::address);
    announced.write(address, paid_at).map_err(Failure::stopped)?;
    let mailbox = config.mail.smtp_url.is_none();
    let external_database = external.is_some();
    let took = begun.elapsed();
    let operators = config.server.operator_url.as_str().trim_end_matches('/');
    let data = &options.data;
    Banner { address, operators, invitations, paid_at, data, external_database, mailbox, took }.print();
    process.run(&config, Some((listener, app)), Some(desk), Some(worker), stop).await;

    announced.remove();
    // Last but for the database: what the product asked for while it stopped is kept as well.
    let kept = match fake {
        Some(fake) => fake.stop().await.map_err(Failure::stopped),
        None => Ok(()),
    };
    spawn_blocking(|| database.stop()).await.map_err(Failure::stopped)?.and(kept)
}

/// Files that tell scripts and tests where everything is, once everything answers.
struct Announced {
    product: PathBuf,
    payments: PathBuf,
}

impl Announced {
    fn new(data: &Path) -> Self {
        Self { product: data.join("address"), payments: data.join("payments-address") }
    }

    fn write(&self, product: SocketAddr, payments: Option<SocketAddr>) -> io::Result<()> {
        if let Some(payments) = payments {
            fs::write(&self.payments, format!("http://{payments}"))?;
        }
        fs::write(&self.product, format!("http://{product}"))
    }

    /// Nobody may find an address that no longer answers.
    fn remove(&self) {
        let _ = fs::remove_file(&self.product);
        let _ = fs::remove_file(&self.payments);
    }
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

/// Several `dev` may run at once: whoever comes second takes another port, and says so.
async fn listen_for_operators(wanted: Option<SocketAddr>) -> Result<TcpListener, Failure> {
    if let Some(address) = wanted {
        return process::listen(address, "--operator-listen").await;
    }
    match TcpListener::bind(OPERATORS).await {
        Ok(listener) => Ok(listener),
        Err(_) => TcpListener::bind((OPERATORS.ip(), 0)).await.map_err(Failure::stopped),
    }
}

/// What a newcomer would otherwise have to set. A variable of the same name still wins.
fn arrange(
    sources: &mut Sources,
    address: SocketAddr,
    operators: SocketAddr,
    data: &Path,
) -> Result<(), Failure> {
    let has_smtp = sources.environment.iter().any(|(name, _)| name.starts_with("KOPROGO_MAIL__SMTP_URL"));
    sources.arranged = vec![
        ("server.listen", address.to_string()),
        ("server.ops_listen", "off".to_owned()),
        // By its name: browsers make no passkeys for a number.
        ("server.operator_listen", operators.to_string()),
        ("server.operator_url", format!("http://localhost:{}", operators.port())),
        ("server.public_url", format!("http://{address}")),
        ("auth.secret", secret::of(data)?),
        ("server.leave_seconds", "0".to_owned()),
        ("server.drain_seconds_max", "5".to_owned()),
        ("mail.dev_mailbox", (!has_smtp).to_string()),
        ("files.dir", data.join("files").display().to_string()),
        // Everybody comes from this machine: browser, tests, scripts.
        ("limits.anonymous", "3000/10".to_owned()),
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
    let paid = payments::kept_in(&options.data);
    if options.reset && paid.exists() {
        fs::remove_file(paid).map_err(failed)?;
    }
    Ok(())
}
