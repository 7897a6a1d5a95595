//! One call: its time limit, its repetitions, and what its end means.

use std::time::Duration;

use miniserde::Deserialize;
use secrecy::{ExposeSecret, SecretString};
use stripe::{Client, ClientBuilder, IdempotencyKey, RequestStrategy, StripeError};
use stripe_client_core::StripeRequest;
use stripe_shared::{ApiErrors, ApiErrorsType};

use crate::Error;
use crate::ids::{Key, PaymentId};

/// The first call and its repetitions.
const ATTEMPTS: u32 = 3;
/// Before the second call; four times as long before the third.
const PAUSE: Duration = Duration::from_millis(250);
/// Stripe counts calls by the second; its library for Rust drops the header that would say more.
const BUSY_FOR: Duration = Duration::from_secs(30);

#[derive(Clone, Debug)]
pub struct Payments {
    client: Client,
    pause: Duration,
}

/// Whether a call may change something.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Call<'a> {
    Read,
    Write(&'a Key),
}

impl Payments {
    /// `timeout` bounds each single call, from connecting to the last byte.
    pub fn new(secret_key: &SecretString, base_url: &str, timeout: Duration) -> Result<Self, Error> {
        check_url(base_url)?;
        // The library puts the path right behind it.
        let base = format!("{}/", base_url.trim_end_matches('/'));
        let client = ClientBuilder::new(secret_key.expose_secret())
            .url(base)
            .timeout(timeout)
            .request_strategy(RequestStrategy::Once)
            .build()
            .map_err(|error| Error::refused("configuration", error.to_string()))?;
        Ok(Self { client, pause: PAUSE })
    }

    /// The pause before the first repetition.
    pub fn with_pause(self, pause: Duration) -> Self {
        Self { pause, ..self }
    }

    pub(crate) async fn read<R: StripeRequest>(&self, request: R) -> Result<R::Output, Error>
    where
        R::Output: Deserialize,
    {
        self.send(|| request.customize(), Call::Read).await
    }

    /// A repetition carries the same key. The library's own strategies would make a new one for each call.
    pub(crate) async fn write<R: StripeRequest>(&self, request: R, key: &Key) -> Result<R::Output, Error>
    where
        R::Output: Deserialize,
    {
        self.send(|| request.customize(), Call::Write(key)).await
    }

    pub(crate) async fn send<T: Deserialize>(
        &self,
        request: impl Fn() -> stripe_client_core::CustomizableStripeRequest<T>,
        call: Call<'_>,
    ) -> Result<T, Error> {
        let strategy = match call {
            Call::Read => RequestStrategy::Once,
            Call::Write(key) => RequestStrategy::Idempotent(
                IdempotencyKey::new(key.as_str())
                    .map_err(|error| Error::refused("bad_key", error.to_string()))?,
            ),
        };
        let mut pause = self.pause;
        let mut may_have_happened = false;
        let mut attempt = 1;
        loop {
            let error = match request().request_strategy(strategy.clone()).send(&self.client).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let end = End::of(&error);
            may_have_happened |= end == End::Doubtful;
            if end == End::Final || attempt == ATTEMPTS {
                return Err(meaning(error, end, call, may_have_happened));
            }
            tracing::warn!(attempt, %error, "a call to Stripe is repeated");
            tokio::time::sleep(pause).await;
            pause *= 4;
            attempt += 1;
        }
    }
}

/// A secret key is not sent over an open line, except to this machine.
fn check_url(url: &str) -> Result<(), Error> {
    let refuse = || Error::refused("configuration", format!("{url} is neither https nor http on loopback"));
    if url.starts_with("https://") {
        return Ok(());
    }
    let authority = url.strip_prefix("http://").ok_or_else(refuse)?;
    let authority = authority.split('/').next().unwrap_or_default();
    let address: std::net::SocketAddr = authority.parse().map_err(|_| refuse())?;
    if address.ip().is_loopback() { Ok(()) } else { Err(refuse()) }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// An answer that a repetition would only repeat.
    Final,
    /// Nothing was done, and a repetition may do it.
    Untouched,
    /// It may have been done.
    Doubtful,
}

impl End {
    fn of(error: &StripeError) -> Self {
        match error {
            StripeError::Stripe(_, 429) => Self::Untouched,
            // 409: the first call with this key is still under way, or another holds the object.
            StripeError::Stripe(_, 409 | 424 | 500..) => Self::Doubtful,
            StripeError::Stripe(..) | StripeError::ConfigError(_) => Self::Final,
            StripeError::Timeout | StripeError::ClientError(_) | StripeError::JSONDeserialize(_) => {
                Self::Doubtful
            }
        }
    }
}

fn meaning(error: StripeError, end: End, call: Call<'_>, may_have_happened: bool) -> Error {
    let writes = matches!(call, Call::Write(_));
    match (end, error) {
        (End::Final, StripeError::Stripe(errors, status)) => answered(*errors, status),
        (End::Final, error) => Error::refused("configuration", error.to_string()),
        (End::Untouched | End::Doubtful, error) if writes && may_have_happened => {
            Error::Unknown { reason: error_name(&error) }
        }
        // A read has no outcome to be in doubt about.
        (End::Untouched | End::Doubtful, _) => Error::Busy { retry_after: BUSY_FOR },
    }
}

/// Short: Stripe's own objects, with whatever they hold, stay out of logs.
fn error_name(error: &StripeError) -> String {
    match error {
        StripeError::Stripe(errors, status) => {
            format!("{status} {}", errors.code.as_ref().map_or("without a code", |code| code.as_str()))
        }
        StripeError::Timeout => "timeout".to_owned(),
        StripeError::ClientError(what) => format!("connection: {what}"),
        StripeError::JSONDeserialize(what) => format!("unreadable answer: {what}"),
        StripeError::ConfigError(what) => what.clone(),
    }
}

fn answered(errors: ApiErrors, status: u16) -> Error {
    let code = errors.code.as_ref().map(|code| code.as_str().to_owned());
    if errors.type_ == ApiErrorsType::CardError {
        let payment = errors.payment_intent.as_ref();
        let id = payment.and_then(|payment| PaymentId::new(payment.id.as_str()).ok());
        if code.as_deref() == Some("authentication_required") {
            let client_secret = payment.and_then(|payment| payment.client_secret.clone());
            return Error::ActionRequired { payment: id, client_secret };
        }
        let code = errors.decline_code.or(code).unwrap_or_else(|| "declined".to_owned());
        return Error::Declined { code, payment: id };
    }
    Error::Refused {
        code: code.unwrap_or_else(|| format!("{} {status}", errors.type_.as_str())),
        param: errors.param,
        message: errors.message.unwrap_or_default(),
    }
}
