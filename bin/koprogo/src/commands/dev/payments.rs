//! Who is paid through in `koprogo dev`: a stand-in on this machine, or the real provider once there is a key for it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use stripe_fake::Fake;
use time::Duration;

use crate::cli::Failure;
use crate::config::{Config, Payments, variable};

/// Where it usually is; whoever comes second takes another port.
const USUAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 12111);
const PURPOSE: &str = "dev.payments";

/// Customers, cards and debits under way outlive a restart, as they would at the real provider.
pub fn kept_in(data: &Path) -> PathBuf {
    data.join("payments.json")
}

pub fn refuse_live(config: &Config) -> Result<(), Failure> {
    if !config.payments.as_ref().is_some_and(Payments::is_live) {
        return Ok(());
    }
    let sentence = format!(
        "`dev` is for trying things out and the payment provider's key is a live one: set {} to a test key \
         (sk_test_…), or unset it and STRIPE_SECRET_KEY",
        variable("payments.secret_key")
    );
    Err(Failure::Usage(vec![sentence]))
}

pub fn not_ahead() -> Failure {
    let sentence = "--days-ahead lets days pass at the payment provider too, and the real one has its own: unset STRIPE_SECRET_KEY \
                    and payments.secret_key, or leave --days-ahead out";
    Failure::Usage(vec![sentence.to_owned()])
}

/// The stand-in, and the settings that lead to it; `None` when the settings lead elsewhere already.
pub async fn stand_in(
    config: &mut Config,
    data: &Path,
    product: SocketAddr,
    ahead: Duration,
) -> Result<Option<Fake>, Failure> {
    if config.payments.is_some() {
        return Ok(None);
    }
    let drawn = config.auth.keys()?.subkey(PURPOSE);
    let secret_key = format!("sk_test_{}", hex(&drawn[..16]));
    let usual = stripe_fake::Config {
        listen: USUAL,
        start: None,
        ahead: ahead.whole_seconds(),
        // Nobody can guess ids and signing secrets that come from the same secret as everything else.
        seed: u64::from_be_bytes(std::array::from_fn(|index| drawn[16 + index])),
        secret_key: Some(secret_key.clone()),
        deliver_at_once: true,
        business: "KoproGo".to_owned(),
        keep: Some(kept_in(data)),
        ..stripe_fake::Config::default()
    };
    let elsewhere = stripe_fake::Config { listen: (USUAL.ip(), 0).into(), ..usual.clone() };
    let fake = match Fake::start(usual).await {
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Fake::start(elsewhere).await,
        started => started,
    };
    let fake = fake.map_err(Failure::stopped)?;
    let webhooks = format!("http://{product}/v1/webhooks/stripe");
    let endpoint = fake.listen_again(&webhooks).map_err(Failure::stopped)?;
    config.payments = Some(Payments {
        secret_key: secret_key.into(),
        webhook_secrets: vec![endpoint.secret.into()],
        url: fake.url().parse().map_err(Failure::stopped)?,
    });
    Ok(Some(fake))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
