//! `koprogo dev`: everything on this machine, nothing to set up.

mod banner;
mod calendar;
mod database;
mod history;
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
use crate::config::{self, Config, Sources};
use crate::desk::{self, Desk};
use crate::process::{self, Ahead, Process};
use crate::{shutdown, telemetry};

use banner::Banner;
use calendar::{Calendar, Time};
use database::Database;

const DAYS_AHEAD_MAX: i64 = 3 * 366;
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
    /// Live at least so many days of billing ahead of today: trials end, invoices are made and paid; kept from one run to the next
    #[arg(long, value_name = "DAYS", default_value_t = 0, value_parser = clap::value_parser!(u16).range(..=DAYS_AHEAD_MAX))]
    days_ahead: u16,
    /// Leave the demonstration firm out
    #[arg(long = "no-demo", action = clap::ArgAction::SetFalse)]
    demo: bool,
    /// Where to keep everything
    #[arg(long, value_name = "DIR", default_value = ".koprogo")]
    data: PathBuf,
}

pub async fn run(sources: Sources, options: Options) -> Result<(), Failure> {
    let begun = Instant::now();
    let stop = shutdown::on_signal().map_err(Failure::stopped)?;
    let ahead = Ahead::begin();
    let announced = Announced::new(&options.data);
    let Ground { config, listener, operators, external, database, time, fake, with_past } =
        Ground::lay(sources, &options).await?;
    let address = listener.local_addr().map_err(Failure::stopped)?;
    let telemetry =
        telemetry::start(&config.telemetry, config.server.ops_listen).map_err(Failure::stopped)?;
    let mut process = Process::prepare(&config, telemetry).await?;
    let hand = process.clock.take_hand(time.ahead);
    let (clock, worker) = (process.clock.clone(), process.worker(&config)?);
    // Nobody lets days pass at the real provider.
    let of = |fake: &Fake| Calendar::new(time, hand, clock.clone(), worker.clone(), fake.passing());
    let calendar = fake.as_ref().map(of);
    let app = process.app(&config, ahead, calendar.clone().map(|calendar| calendar as _)).await?;
    let desk = Desk::on(operators, &config, &clock).await?;
    let (mut founded, mut invitations) = (None, Vec::new());
    if options.demo {
        founded = process.load_demo(&app).await?.filter(|_| with_past);
        for email in DEMO_OPERATORS {
            invitations.push(desk::invite(&desk.ops.store, &config, email).await?);
        }
    }
    let paid_at = fake.as_ref().map(Fake::address);
    let passing = async {
        if let Some(calendar) = &calendar {
            calendar.begin(founded.as_ref(), options.days_ahead, &stop).await?;
        }
        announced.write(address, paid_at).map_err(Failure::stopped)?;
        let banner = Banner {
            address,
            operators: config.server.operator_url.as_str().trim_end_matches('/'),
            invitations,
            paid_at,
            billed_on: clock.billing_today(),
            today: clock.today(),
            data: &options.data,
            external_database: external,
            mailbox: config.mail.smtp_url.is_none(),
            took: begun.elapsed(),
        };
        banner.print();
        if let Some(calendar) = &calendar {
            calendar.run(stop.clone()).await;
        }
        Ok::<(), Failure>(())
    };
    // Days pass while requests are answered: the stand-in's messages are some of them.
    tokio::select! {
        () = process.run(&config, Some((listener, app)), Some(desk), Some(worker), stop.clone()) => {}
        Err(error) = passing => return Err(error),
    }

    announced.remove();
    // Last but for the database: what the product asked for while it stopped is kept as well.
    let kept = match fake {
        Some(fake) => fake.stop().await.map_err(Failure::stopped),
        None => Ok(()),
    };
    spawn_blocking(|| database.stop()).await.map_err(Failure::stopped)?.and(kept)
}

/// What everything else stands on.
struct Ground {
    config: Config,
    listener: TcpListener,
    operators: TcpListener,
    /// The database is on a server of somebody's.
    external: bool,
    database: Database,
    time: Time,
    fake: Option<Fake>,
    /// Nothing was counted or paid yet: the demonstration firm may have been a customer for a while.
    with_past: bool,
}

impl Ground {
    async fn lay(mut sources: Sources, options: &Options) -> Result<Ground, Failure> {
        let server = take_database_url(&mut sources)?;
        let listener = listen(options.listen).await?;
        let address = listener.local_addr().map_err(Failure::stopped)?;
        prepare_directory(options)?;
        let operators = listen_for_operators(options.operator_listen).await?;
        let operators_at = operators.local_addr().map_err(Failure::stopped)?;
        arrange(&mut sources, address, operators_at, &options.data)?;
        let mut config = config::load(&sources)?;
        payments::refuse_live(&config)?;
        if options.days_ahead > 0 && config.payments.is_some() {
            return Err(payments::not_ahead());
        }

        let external = server.is_some();
        let (data, reset) = (options.data.clone(), options.reset);
        let open = move || Database::open(&data, server.as_deref(), reset);
        let database = spawn_blocking(open).await.map_err(Failure::stopped)??;
        config.database.url = Some(database.app_url()?.into());
        config.database.operator_url = Some(database.operator_url()?.into());
        let owner = database.owner_url()?;
        let migrated = store::migrate(&owner).await.map_err(Failure::stopped)?;

        // After the database: whoever holds that holds the directory.
        let untouched = migrated.applied == migrated.total && !payments::kept_in(&options.data).exists();
        let with_past = options.demo && untouched && config.payments.is_none();
        let time = Time::open(owner, with_past.then(history::beginning)).await?;
        let fake = payments::stand_in(&mut config, &options.data, address, time.ahead).await?;
        Ok(Ground { config, listener, operators, external, database, time, fake, with_past })
    }
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
