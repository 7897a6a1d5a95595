//! Every setting there is: its name, its default, and what it is for. Nothing else is accepted.

pub struct Setting {
    /// As in the file: `section.key`. The variable is `KOPROGO_SECTION__KEY`.
    pub path: &'static str,
    pub default: Option<&'static str>,
    /// Never shown, and may come from a file named by `…_FILE`.
    pub secret: bool,
    pub purpose: &'static str,
}

const fn required(path: &'static str, purpose: &'static str) -> Setting {
    Setting { path, default: None, secret: false, purpose }
}

const fn with_default(path: &'static str, default: &'static str, purpose: &'static str) -> Setting {
    Setting { path, default: Some(default), secret: false, purpose }
}

const fn secret(path: &'static str, purpose: &'static str) -> Setting {
    Setting { path, default: None, secret: true, purpose }
}

pub const SETTINGS: &[Setting] = &[
    with_default("server.listen", "127.0.0.1:8080", "address of the application"),
    with_default("server.ops_listen", "127.0.0.1:9090", "address of /metrics, or off; never expose it"),
    with_default(
        "server.operator_listen",
        "off",
        "address of the operators' console, or off; never expose it",
    ),
    with_default(
        "server.operator_url",
        "http://localhost:9091",
        "what operators type; https unless it is this machine",
    ),
    with_default(
        "server.public_url",
        "http://127.0.0.1:8080",
        "what users type; https unless it is this machine",
    ),
    required("server.base_domain", "domain whose subdomains are copros, for example koprogo.example"),
    with_default("server.trusted_proxies", "", "networks whose X-Forwarded-For is believed, comma-separated"),
    with_default(
        "server.leave_seconds",
        "5",
        "how long to go on answering after a stop, until the balancer looks elsewhere",
    ),
    with_default(
        "server.drain_seconds_max",
        "25",
        "how long running requests and jobs may take after a stop",
    ),
    secret("auth.secret", "at least 32 random bytes that signed and sealed things rest on"),
    secret("auth.secret_previous", "the secret before, believed until it is taken away; see the README"),
    secret("database.url", "address for the login role koprogo_app; DATABASE_URL serves as well"),
    secret(
        "database.read_url",
        "address of standbys for the same login: lists and reports are read there; none: all is read from database.url",
    ),
    secret(
        "database.audit_url",
        "login that may read the audit log of all copros, for `audit verify`; else database.migrate_url",
    ),
    secret("database.migrate_url", "address for the owner role koprogo_owner; only `migrate` needs it"),
    secret(
        "database.operator_url",
        "address for the operators' login koprogo_operator; only their listener and `operator` need it",
    ),
    with_default("database.connections_max", "20", "connections of this process"),
    with_default("database.acquire_timeout_ms", "3000", "how long a request waits for a connection"),
    required(
        "database.copro_connections_max",
        "connections of one copro or firm; a quarter of this process's unless given",
    ),
    with_default(
        "database.copro_wait_ms",
        "200",
        "how long a request waits for one of its copro's connections",
    ),
    secret(
        "redis.url",
        "redis://[user:password@]host[:port], where replicas count requests together; none: each alone",
    ),
    with_default("redis.timeout_ms", "50", "how long a request waits for Redis before it is counted here"),
    secret("mail.smtp_url", "smtps://user:password@host, or smtp:// for a relay without TLS"),
    with_default("mail.from", "KoproGo <no-reply@koprogo.example>", "sender of every mail"),
    with_default(
        "mail.dev_mailbox",
        "false",
        "keep mails in a mailbox page instead of sending; this machine only",
    ),
    required("files.dir", "directory for vouchers and documents; either this or files.s3"),
    required("files.s3.bucket", "bucket for vouchers and documents"),
    required(
        "files.s3.endpoint",
        "address of the S3 service, for example https://s3.eu-central-1.amazonaws.com",
    ),
    with_default("files.s3.region", "us-east-1", "region of the bucket"),
    secret("files.s3.access_key", "identifier of the key"),
    secret("files.s3.secret_key", "the key itself"),
    secret(
        "payments.secret_key",
        "secret key at the payment provider (sk_…); STRIPE_SECRET_KEY serves as well; none: nobody pays",
    ),
    secret(
        "payments.webhook_secrets",
        "what its webhooks are signed with (whsec_…), comma-separated; two while one is replaced",
    ),
    with_default(
        "payments.url",
        "https://api.stripe.com/",
        "address of the provider, or of a stand-in on this machine",
    ),
    with_default("jobs.at_once", "4", "jobs carried out at the same time"),
    with_default("jobs.per_copro", "2", "jobs of one copro at the same time, in all workers together"),
    with_default(
        "billing.vies_url",
        worker::VIES_URL,
        "where VAT numbers of other member states are asked about",
    ),
    required(
        "billing.access_point_url",
        "where electronic invoices are handed over to Peppol; none: customers download them. See docs/peppol.md",
    ),
    secret("billing.access_point_token", "what opens the access point"),
    with_default(
        "limits.copro",
        "200/2",
        "requests within one copro: 200/2 is 200 at once, back within 2 seconds",
    ),
    with_default("limits.firm", "100/2", "requests within one firm"),
    with_default("limits.caller", "60/2", "requests of one person outside any firm"),
    with_default("limits.anonymous", "300/10", "requests of one address before signing in"),
    with_default("limits.replicas", "1", "processes that answer requests, until Redis has counted them"),
    required(
        "limits.heavy_at_once",
        "documents and tables worked on at once; half the processors unless given",
    ),
    required("limits.heavy_per_copro", "of these, of one copro; half of them unless given"),
    with_default("limits.door", "10/60", "attempts to sign in or up, for one address and for one e-mail"),
    with_default("capacity.phase", "1", "phase of growth the platform runs as, from 1"),
    with_default("capacity.profile", "load-tested", "scale of phases: load-tested or conservative"),
    required(
        "capacity.disks",
        "directories whose disks must not fill up, comma-separated; files.dir, or else /, unless given",
    ),
    with_default("telemetry.log_format", "json", "json or pretty"),
    with_default("telemetry.log_filter", "info", "as in info,store=debug"),
    required(
        "telemetry.otlp_endpoint",
        "collector for traces, for example http://127.0.0.1:4318; none: no traces",
    ),
];

pub fn find(path: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.path == path)
}

/// The accepted name most like `wrong`, when one is close enough to be what was meant.
pub fn nearest(wrong: &str) -> Option<&'static str> {
    let scored =
        SETTINGS.iter().map(|setting| (strsim::normalized_damerau_levenshtein(wrong, setting.path), setting));
    let (score, best) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (score > 0.5).then_some(best.path)
}

pub fn variable(path: &str) -> String {
    format!("KOPROGO_{}", path.replace('.', "__").to_uppercase())
}

/// The setting a variable stands for, spelled as in the file. Says nothing about whether there is one.
pub fn path_of(variable: &str) -> Option<String> {
    Some(variable.strip_prefix("KOPROGO_")?.to_lowercase().replace("__", "."))
}
