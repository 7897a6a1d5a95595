//! What tests put between the steps of a transfer: crashes, and things other people do meanwhile. By copro, so that tests do not meet.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, LazyLock, Mutex};

use uuid::Uuid;
use worker::{Interrupt, Step};

type Happening = Pin<Box<dyn Future<Output = bool> + Send>>;
type Act = Box<dyn FnMut(Step) -> Happening + Send>;

static ACTS: LazyLock<Mutex<HashMap<Uuid, Act>>> = LazyLock::new(Mutex::default);

/// From now on `act` is asked at each step of a transfer of this copro; `true` ends the run there, as if the worker had died.
pub fn interrupt(copro: Uuid, act: impl FnMut(Step) -> Happening + Send + 'static) {
    ACTS.lock().expect("no test panics while it holds this").insert(copro, Box::new(act));
}

pub(crate) fn hook() -> Interrupt {
    Arc::new(|step, copro| {
        let happening = ACTS
            .lock()
            .expect("no test panics while it holds this")
            .get_mut(&copro.uuid())
            .map(|act| act(step));
        match happening {
            Some(happening) => happening,
            None => Box::pin(std::future::ready(false)),
        }
    })
}
