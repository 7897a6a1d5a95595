use std::path::PathBuf;

use secrecy::ExposeSecret;

use super::*;

fn sources(environment: &[(&str, &str)]) -> Sources {
    let base = [("KOPROGO_FILES__DIR", "/var/lib/koprogo"), ("KOPROGO_MAIL__DEV_MAILBOX", "true")];
    let all = base.iter().chain(environment);
    let environment = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Sources { environment, ..Sources::default() }
}

fn with_file(text: &str, environment: &[(&str, &str)]) -> (Sources, PathBuf) {
    let dir = std::env::temp_dir().join(format!("koprogo-config-{}-{:p}", std::process::id(), text));
    std::fs::create_dir_all(&dir).expect("temporary directory");
    let file = dir.join("koprogo.toml");
    std::fs::write(&file, text).expect("file");
    (Sources { file: Some(file), ..sources(environment) }, dir)
}

fn faults(sources: &Sources) -> Vec<String> {
    load(sources).err().map(|faults| faults.0).unwrap_or_default()
}

#[track_caller]
fn check_fault(environment: &[(&str, &str)], expected: &str) {
    let found = faults(&sources(environment));
    assert_eq!(found, [expected], "{environment:?}");
}

#[test]
fn defaults_suffice_but_for_what_nobody_can_guess() {
    let config = load(&sources(&[])).expect("valid");
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    let limits = access::limit::LimitConfig::default();
    assert_eq!(
        (config.limits.copro, config.limits.door),
        (limits.copro, limits.door),
        "the table repeats them"
    );
    assert!(config.database.url().is_err_and(|faults| faults.to_string().contains("KOPROGO_DATABASE__URL")));
    assert!(config.auth.keys().is_err_and(|faults| faults.to_string().contains("KOPROGO_AUTH__SECRET")));
    assert!(matches!(config.files, Files::Dir(dir) if dir.as_os_str() == "/var/lib/koprogo"));
    let bare = faults(&Sources::default());
    assert_eq!(bare.len(), 2, "{bare:?}");
    assert!(
        bare.iter().any(|fault| fault.starts_with("mail.smtp_url is missing; set KOPROGO_MAIL__SMTP_URL"))
    );
    assert!(bare.iter().any(|fault| fault.starts_with("files.dir is missing; set KOPROGO_FILES__DIR")));
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_defaults() {
    let text = "[server]\nlisten = \"127.0.0.1:1\"\nops_listen = \"127.0.0.1:2\"\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]";
    let (sources, dir) = with_file(text, &[("KOPROGO_SERVER__LISTEN", "127.0.0.1:3")]);
    let (rows, config) = check(&sources);
    let config = config.expect("valid");
    assert_eq!(
        (config.server.listen.port(), config.server.ops_listen.map(|address| address.port())),
        (3, Some(2))
    );
    assert_eq!(config.server.trusted_proxies.len(), 2);
    let origin = |path| rows.iter().find(|row| row.path == path).map(|row| row.origin.clone()).expect("row");
    assert_eq!(origin("server.listen"), "KOPROGO_SERVER__LISTEN");
    assert!(origin("server.ops_listen").ends_with("koprogo.toml"));
    assert_eq!(origin("telemetry.log_format"), "default");
    std::fs::remove_dir_all(dir).expect("clean up");
}

#[test]
fn secrets_come_from_files_and_never_show() {
    let (mut sources, dir) = with_file("", &[("DATABASE_URL", "postgres://usual")]);
    let secret = dir.join("secret");
    std::fs::write(&secret, "postgres://koprogo_app:hush@db/koprogo\n").expect("file");
    let path = secret.display().to_string();
    sources.environment.push(("KOPROGO_DATABASE__URL_FILE".to_owned(), path));
    let (rows, config) = check(&sources);
    let config = config.expect("valid");
    let url = config.database.url.as_ref().expect("url");
    assert_eq!(url.expose_secret(), "postgres://koprogo_app:hush@db/koprogo", "ours wins, trimmed");
    assert!(!format!("{config:?}").contains("hush"));
    assert!(rows.iter().all(|row| !row.shown.contains("hush")));
    std::fs::remove_dir_all(dir).expect("clean up");

    let missing = faults(&super::tests::sources(&[("KOPROGO_DATABASE__URL_FILE", "/nowhere/secret")]));
    assert_eq!(
        missing,
        [
            "KOPROGO_DATABASE__URL_FILE names the file /nowhere/secret, which cannot be read: it does not exist"
        ]
    );
}

#[test]
fn payments_are_off_without_a_key_and_their_secrets_never_show() {
    let without = load(&sources(&[("KOPROGO_PAYMENTS__WEBHOOK_SECRETS", "whsec_a")])).expect("valid");
    assert!(without.payments.is_none());
    let usual =
        load(&sources(&[("STRIPE_SECRET_KEY", "sk_test_usual")])).expect("valid").payments.expect("on");
    assert_eq!((usual.url.as_str(), usual.webhook_secrets.len()), ("https://api.stripe.com/", 0));
    let all = sources(&[
        ("STRIPE_SECRET_KEY", "sk_test_usual"),
        ("KOPROGO_PAYMENTS__SECRET_KEY", "sk_live_hush"),
        ("KOPROGO_PAYMENTS__WEBHOOK_SECRETS", "whsec_hush1, whsec_hush2"),
        ("KOPROGO_PAYMENTS__URL", "http://127.0.0.1:12111"),
    ]);
    let (rows, config) = check(&all);
    let payments = config.expect("valid").payments.expect("on");
    assert_eq!(payments.secret_key.expose_secret(), "sk_live_hush", "ours wins");
    let secrets: Vec<&str> = payments.webhook_secrets.iter().map(ExposeSecret::expose_secret).collect();
    assert_eq!((secrets, payments.is_live()), (vec!["whsec_hush1", "whsec_hush2"], true));
    assert!(!format!("{payments:?}").contains("hush") && rows.iter().all(|row| !row.shown.contains("hush")));
}

#[test]
fn unknown_names_are_refused_with_the_nearest() {
    check_fault(
        &[("KOPROGO_SERVER__LISTN", "127.0.0.1:1")],
        "KOPROGO_SERVER__LISTN is not a setting; did you mean KOPROGO_SERVER__LISTEN?",
    );
    check_fault(
        &[("KOPROGO_SERVER_LISTEN", "127.0.0.1:1")],
        "KOPROGO_SERVER_LISTEN is not a setting; did you mean KOPROGO_SERVER__LISTEN?",
    );
    check_fault(
        &[("KOPROGO_ZZZ", "1")],
        "KOPROGO_ZZZ is not a setting; `koprogo check-config` lists them all",
    );
    let (sources, dir) = with_file("[database]\nconections_max = 5\n", &[]);
    assert_eq!(
        faults(&sources),
        ["database.conections_max is not a setting; did you mean database.connections_max?"]
    );
    std::fs::remove_dir_all(dir).expect("clean up");
    let injected = [("KOPROGO_SERVICE_HOST", "10.0.0.1"), ("KOPROGO_PORT_80_TCP", "tcp://10.0.0.1:80")];
    assert_eq!(faults(&super::tests::sources(&injected)), Vec::<String>::new());
}

#[test]
fn each_wrong_value_gets_one_sentence() {
    check_fault(
        &[("KOPROGO_SERVER__LISTEN", "8080")],
        "server.listen must be an address and port such as 127.0.0.1:8080; it is \"8080\"",
    );
    check_fault(
        &[("KOPROGO_DATABASE__CONNECTIONS_MAX", "1")],
        "database.connections_max must be a whole number from 2 to 500; it is 1",
    );
    check_fault(
        &[("KOPROGO_AUTH__SECRET", "too short")],
        "auth.secret must have at least 32 bytes; it has 9",
    );
    check_fault(
        &[("DATABASE_URL", "mysql://root:hush@db/x")],
        "database.url must look like postgres://role:password@host:5432/database",
    );
    check_fault(
        &[("KOPROGO_SERVER__PUBLIC_URL", "http://koprogo.example")],
        "server.public_url must begin with https://, or session cookies would travel unprotected",
    );
    check_fault(
        &[("KOPROGO_SERVER__PUBLIC_URL", "https://koprogo.example")],
        "mail.dev_mailbox shows everybody's mail to anybody, so server.public_url must be this machine",
    );
    check_fault(
        &[("KOPROGO_SERVER__OPS_LISTEN", "127.0.0.1:8080")],
        "server.ops_listen must differ from server.listen: metrics are not for the public",
    );
    check_fault(
        &[("KOPROGO_FILES__S3__BUCKET", "vouchers")],
        "files.dir and files.s3.bucket are both set; remove one of them",
    );
    check_fault(
        &[("STRIPE_SECRET_KEY", "pk_test_hush")],
        "payments.secret_key must begin with sk_ or rk_; what begins with pk_ is for browsers",
    );
    check_fault(
        &[("KOPROGO_PAYMENTS__WEBHOOK_SECRETS", "whsec_a,hush")],
        "payments.webhook_secrets must be at most 8 secrets that begin with whsec_, comma-separated",
    );
    for elsewhere in ["http://payments.example/", "http://localhost:12111/"] {
        check_fault(
            &[("KOPROGO_PAYMENTS__URL", elsewhere)],
            "payments.url must begin with https://, or with http:// and a number of this machine such as 127.0.0.1:12111",
        );
    }
    check_fault(
        &[("KOPROGO_LIMITS__DOOR", "0/60")],
        "limits.door must be requests/seconds such as 200/2; it is \"0/60\"",
    );
    check_fault(
        &[("KOPROGO_TELEMETRY__LOG_FORMAT", "xml")],
        "telemetry.log_format must be json or pretty; it is \"xml\"",
    );
}

#[test]
fn what_others_reach_rests_on_nothing_they_could_guess() {
    let example = ("KOPROGO_AUTH__SECRET", "change-me-change-me-change-me-change-me");
    assert_eq!(faults(&sources(&[example])), Vec::<String>::new(), "on this machine nobody is kept out");
    let serving = [
        ("KOPROGO_SERVER__PUBLIC_URL", "https://koprogo.example"),
        ("KOPROGO_MAIL__DEV_MAILBOX", "false"),
        ("KOPROGO_MAIL__SMTP_URL", "smtps://koprogo:x7@mail.example"),
    ];
    let remedy = "draw another one, for example with `openssl rand -hex 32`";
    let found = faults(&sources(
        &[&serving[..], &[example, ("DATABASE_URL", "postgres://koprogo_app:hush@db/k")]].concat(),
    ));
    assert_eq!(
        found,
        [
            format!("auth.secret looks like an example: it holds \"change\"; {remedy}"),
            format!("the password in database.url must have at least 16 characters; it has 4; {remedy}"),
        ]
    );
    assert!(found.iter().all(|fault| !fault.contains("hush")));
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let (sources, dir) = with_file("[server]\nlisten = \n", &[]);
    let found = faults(&sources);
    assert!(found.len() == 1 && found[0].contains("koprogo.toml cannot be used: line 2:"), "{found:?}");
    std::fs::remove_dir_all(dir).expect("clean up");
}

#[test]
fn every_setting_is_named_once_and_explained() {
    for (index, setting) in SETTINGS.iter().enumerate() {
        assert!(!setting.purpose.is_empty(), "{}", setting.path);
        assert!(SETTINGS[..index].iter().all(|other| other.path != setting.path), "{} twice", setting.path);
        assert_eq!(settings::path_of(&variable(setting.path)).as_deref(), Some(setting.path));
    }
}
