use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use access::limit::Limits;
use access::password::Hasher;
use access::rbac::Rbac;
use billing::desk::Rules;
use files::FileStore;
use payments::Payments;
use secrecy::SecretString;
use store::Store;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::calls::Calls;
use crate::clock::{Calendar, Clock};
use crate::heavy::{Heavy, HeavyLimits};
use crate::identity::Identity;
use crate::intake::Intake;
use crate::latency::{Lately, Latency};
use crate::strangers::Familiar;

/// Writes that no answer waits for; beyond, they are left out.
const NOTES_AT_ONCE: usize = 4;

/// What the operator decides about the HTTP surface.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach the product, `https://…`; cookies are `Secure` and `__Host-` when it says https.
    pub public_url: String,
    /// With `copro.example`, `les-tilleuls.copro.example` opens that copro. Absent: paths only.
    pub base_domain: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// Serve the mailbox of mails that were kept instead of sent. Development only.
    pub dev_mailbox: bool,
    pub heavy: HeavyLimits,
}

impl Settings {
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// Everything a request may need. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>, Arc<Own>);

/// What the surface keeps for itself.
struct Own {
    draining: AtomicBool,
    calls: Calls,
    familiar: Familiar,
    heavy: Heavy,
    notes: Arc<Semaphore>,
    latency: Latency,
    intake: OnceLock<Intake>,
}

pub struct Parts {
    pub store: Store,
    pub files: FileStore,
    pub rbac: Rbac,
    pub hasher: Hasher,
    pub identity: Identity,
    pub limits: Arc<Limits>,
    /// `None`: nobody pays here, and what would need it says so.
    pub payments: Option<Arc<Payments>>,
    /// What the provider's webhooks are signed with; several while one is replaced. None: no message is believed.
    pub webhook_secrets: Vec<SecretString>,
    pub clock: Clock,
    /// `None`: nobody moves billing's clock here.
    pub calendar: Option<Arc<dyn Calendar>>,
    /// What is sold, when what happens, who asks for it.
    pub rules: Arc<Rules>,
    pub settings: Settings,
}

impl App {
    pub fn new(parts: Parts) -> App {
        let heavy = Heavy::new(parts.settings.heavy);
        let notes = Arc::new(Semaphore::new(NOTES_AT_ONCE));
        let own = Own {
            draining: AtomicBool::new(false),
            familiar: Familiar::default(),
            heavy,
            notes,
            latency: Latency::default(),
            intake: OnceLock::new(),
            calls: Calls::default(),
        };
        App(Arc::new(parts), Arc::new(own))
    }

    /// From now on the program says it is not ready, so that whoever balances load looks elsewhere.
    pub fn drain(&self) {
        self.1.draining.store(true, Ordering::Relaxed);
    }

    pub(crate) fn familiar(&self) -> &Familiar {
        &self.1.familiar
    }

    /// Begins with the first message.
    pub(crate) fn intake(&self) -> &Intake {
        self.1.intake.get_or_init(|| Intake::start(self.store.clone()))
    }

    pub(crate) fn calls(&self) -> &Calls {
        &self.1.calls
    }

    pub(crate) fn heavy(&self) -> &Heavy {
        &self.1.heavy
    }

    /// A place for a note taken beside a request, while there is one.
    pub(crate) fn note(&self) -> Option<OwnedSemaphorePermit> {
        self.1.notes.clone().try_acquire_owned().ok()
    }

    pub(crate) fn latency(&self) -> &Latency {
        &self.1.latency
    }

    /// What requests were like since this was last asked. One asker only: whoever meters this process.
    pub fn take_lately(&self) -> Lately {
        self.1.latency.take()
    }

    pub fn is_draining(&self) -> bool {
        self.1.draining.load(Ordering::Relaxed)
    }
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
