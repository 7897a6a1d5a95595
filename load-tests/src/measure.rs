//! One run of one scenario, from an empty machine to a report.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use sqlx::{Executor, PgConnection, Row};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::front::Front;
use crate::http::{Connection, Error};
use crate::load::{self, Crowd};
use crate::machine::{self, Cap, Family};
use crate::operations::Operations;
use crate::people;
use crate::report::{Conditions, Cpu, PhaseReport, Report, ServerReport, Statement, Watched};
use crate::scenario::{Phase, Scenario};
use crate::stand::{Server, Stand, unlimited};

/// What a small server has.
const MEMORY_MIB: u64 = 2_048;
/// Statements are counted over so long, after everything else: counting costs.
const COUNTED_SECONDS: f64 = 2.0;
const STATEMENTS_SHOWN: i64 = 15;
/// How long PostgreSQL may take to read a setting.
const COUNTING_LIMIT: Duration = Duration::from_secs(10);
/// Tokens are good for five minutes.
const RENEW_EVERY: Duration = Duration::from_secs(120);

/// What somebody watching is told.
pub enum Told<'a> {
    Step(&'a str),
    Second { phase: &'a str, second: usize, of: f64, requests: u64, cpu: Cpu, resident_mib: f64 },
}

struct Bench<'a> {
    stand: &'a Stand,
    server: Server,
    front: Option<Front>,
    crowd: Crowd,
}

impl Bench<'_> {
    fn cpu(&self) -> Cpu {
        Cpu {
            server: self.server.family().cpu_seconds(),
            postgres: self.stand.postgres.cpu_seconds(),
            front: self.front.as_ref().map_or(0.0, |front| front.family().cpu_seconds()),
        }
    }
}

/// Runs `scenario` against `database`, with the calling thread free to ask from its own core; with `tls` each phase once more through Traefik.
pub async fn run(
    stand: &Stand,
    database: &str,
    name: &str,
    scenario: &Scenario,
    tls: bool,
    told: &mut impl FnMut(Told<'_>),
) -> Result<Report, Error> {
    let began_at = OffsetDateTime::now_utc().replace_nanosecond(0)?.format(&Rfc3339)?;
    let mut settings = if scenario.quotas { BTreeMap::new() } else { unlimited() };
    settings.extend(scenario.server.clone());
    // Whatever is started from here on stays there; what asks moves away afterwards.
    let kept_apart = machine::stay_on(machine::SERVED)?;
    let server = Server::start(stand, database, &settings).await?;
    let front = if tls { Some(Front::start(server.address).await?) } else { None };
    let pinned = kept_apart && pin(stand.postgres) && machine::stay_on(machine::ASKING)?;
    let cap = Cap::new(MEMORY_MIB << 20);
    let families = [Some(server.family()), Some(stand.postgres), front.as_ref().map(Front::family)];
    let capped = cap
        .as_ref()
        .is_some_and(|cap| families.into_iter().flatten().try_for_each(|held| cap.hold(held)).is_ok());
    told(Told::Step("Signing in"));
    let mut owner = stand.owner(database).await?;
    let people = people::sign_in(&mut owner, server.address, scenario.sessions).await?;
    let operations = Operations::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("operations.toml"))?;
    // Runs on a database that is kept must not repeat each other's numbers.
    let numbers = Cell::new(u64::try_from(OffsetDateTime::now_utc().unix_timestamp())? * 1_000_000);
    let crowd = Crowd { server: server.address.into(), people, operations, numbers: Rc::new(numbers) };
    let bench = Bench { stand, server, front, crowd };
    if let (true, Some(first)) = (scenario.warm_up > 0.0, scenario.phase.first()) {
        told(Told::Step("Warming up"));
        load::run(&bench.crowd, &Phase { seconds: scenario.warm_up, ..first.clone() }, |_, _| {}).await?;
    }
    let (mut phases, others, begun) = (Vec::new(), foreign_seconds(&bench), Instant::now());
    for phase in &scenario.phase {
        phases.push(measure(&bench, &bench.crowd, phase, told).await?);
        if let Some(front) = &bench.front {
            let crowd = Crowd { server: front.door.clone(), ..bench.crowd.clone() };
            // Opening connections is another question than keeping them.
            load::run(&crowd, &Phase { seconds: scenario.warm_up.min(2.0), ..phase.clone() }, |_, _| {})
                .await?;
            let measured = measure(&bench, &crowd, phase, told).await?;
            phases.push(PhaseReport { tls: true, ..measured });
        }
    }
    let foreign_load = (foreign_seconds(&bench) - others).max(0.0) / begun.elapsed().as_secs_f64();
    let (resident_mib, resident_peak_mib) = machine::resident_mib(bench.server.family().0);
    let server = ServerReport {
        ready_ms: bench.server.ready.as_secs_f64() * 1_000.0,
        resident_mib,
        resident_peak_mib,
        postgres_pss_mib: stand.postgres.pss_mib(),
    };
    told(Told::Step("Counting statements"));
    let (statements_per_request, statements) = count_statements(&bench, database, scenario).await?;
    let mut report = Report {
        scenario: name.to_owned(),
        about: scenario.about.clone(),
        copros: scenario.copros,
        began_at,
        conditions: Conditions {
            pinned,
            memory_cap_mib: capped.then_some(MEMORY_MIB),
            sessions: scenario.sessions,
            settings,
            foreign_load,
        },
        phases,
        server,
        statements_per_request,
        statements,
        thresholds: Vec::new(),
    };
    report.judge(&scenario.threshold);
    Ok(report)
}

/// Moves a program that runs already to the core of what is served.
fn pin(family: Family) -> bool {
    family.members().into_iter().all(|pid| machine::put_on(pid, machine::SERVED))
}

/// Time of all programs on the machine but ours and what we measure.
fn foreign_seconds(bench: &Bench<'_>) -> f64 {
    machine::busy_seconds() - bench.cpu().total() - machine::own_seconds()
}

async fn measure(
    bench: &Bench<'_>,
    crowd: &Crowd,
    phase: &Phase,
    told: &mut impl FnMut(Told<'_>),
) -> Result<PhaseReport, Error> {
    let before = bench.cpu();
    let (mut last, mut watched) = (before, Watched::default());
    let pid = bench.server.family().0;
    let asked = load::run(crowd, phase, |second, requests| {
        let now = bench.cpu();
        let cpu = now.since(last);
        last = now;
        let (resident_mib, _) = machine::resident_mib(pid);
        watched.cpu_seconds.push(cpu);
        watched.resident_mib.push(resident_mib);
        told(Told::Second { phase: &phase.name, second, of: phase.seconds, requests, cpu, resident_mib });
    });
    let (records, ()) = tokio::join!(asked, renewing(bench, phase.seconds));
    let spent = bench.cpu().since(before);
    PhaseReport::of(&phase.name, phase.seconds, &records?, spent, watched)
}

/// Keeps the tokens of long phases good.
async fn renewing(bench: &Bench<'_>, seconds: f64) {
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    let mut connection = Connection::new(bench.crowd.server.clone());
    while Instant::now() + RENEW_EVERY < end {
        tokio::time::sleep(RENEW_EVERY).await;
        for person in &bench.crowd.people {
            // Whoever could not be renewed is refused, and the report says so.
            let _ = person.renew(&mut connection).await;
        }
    }
}

/// Statements of one more short run, all and by text.
async fn count_statements(
    bench: &Bench<'_>,
    database: &str,
    scenario: &Scenario,
) -> Result<(f64, Vec<Statement>), Error> {
    let Some(last) = scenario.phase.last() else { return Ok((0.0, Vec::new())) };
    let mut administrator = bench.stand.administrator("postgres").await?;
    counting(&mut administrator, "top").await?;
    administrator.execute("SELECT pg_stat_statements_reset()").await?;
    let records =
        load::run(&bench.crowd, &Phase { seconds: COUNTED_SECONDS, ..last.clone() }, |_, _| {}).await?;
    let requests = records.iter().map(crate::record::Record::requests).sum::<u64>().max(1) as f64;
    let rows = sqlx::query(
        "SELECT s.query, s.calls, s.mean_exec_time * 1000 AS mean_us, sum(s.calls) OVER () ::bigint AS of_all
           FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid JOIN pg_roles r ON r.oid = s.userid
          WHERE d.datname = $1 AND r.rolname LIKE 'koprogo\\_%' AND r.rolname <> 'koprogo_owner'
          ORDER BY s.calls * s.mean_exec_time DESC LIMIT $2",
    )
    .bind(database)
    .bind(STATEMENTS_SHOWN)
    .fetch_all(&mut administrator)
    .await?;
    counting(&mut administrator, "none").await?;
    let all = rows.first().map_or(0, |row| row.get::<i64, _>("of_all"));
    let statements = rows.iter().map(|row| Statement {
        text: row.get::<String, _>("query").split_whitespace().collect::<Vec<_>>().join(" "),
        per_request: row.get::<i64, _>("calls") as f64 / requests,
        mean_us: row.get("mean_us"),
    });
    Ok((all as f64 / requests, statements.collect()))
}

/// Whether PostgreSQL counts what statements take.
pub async fn counting(administrator: &mut PgConnection, what: &'static str) -> Result<(), Error> {
    let statement = match what {
        "top" => "ALTER SYSTEM SET pg_stat_statements.track = 'top'",
        _ => "ALTER SYSTEM SET pg_stat_statements.track = 'none'",
    };
    administrator.execute(statement).await?;
    administrator.execute("SELECT pg_reload_conf()").await?;
    // Every backend is told at once and reads the file before its next statement: when this one has, so have the others.
    let deadline = Instant::now() + COUNTING_LIMIT;
    while sqlx::query_scalar::<_, String>("SELECT current_setting('pg_stat_statements.track')")
        .fetch_one(&mut *administrator)
        .await?
        != what
    {
        if Instant::now() > deadline {
            return Err("PostgreSQL does not read its settings".into());
        }
    }
    Ok(())
}
