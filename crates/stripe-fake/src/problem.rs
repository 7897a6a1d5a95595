//! What Stripe answers when it does not do as asked.

use axum::http::StatusCode;
use serde_json::{Value, json};

#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    pub kind: &'static str,
    pub code: Option<String>,
    pub param: Option<String>,
    pub message: String,
    /// Fields beside these: the declined intent, the decline's code.
    pub more: Vec<(&'static str, Value)>,
    /// Refused before anything began: such an answer is not kept under an idempotency key.
    pub unbegun: bool,
}

impl Problem {
    pub fn invalid(message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            kind: "invalid_request_error",
            code: None,
            param: None,
            message: message.into(),
            more: Vec::new(),
            unbegun: false,
        }
    }

    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    pub fn param(mut self, param: impl Into<String>) -> Self {
        self.param = Some(param.into());
        self
    }

    pub fn with(mut self, name: &'static str, value: Value) -> Self {
        self.more.push((name, value));
        self
    }

    pub fn unbegun(mut self) -> Self {
        self.unbegun = true;
        self
    }

    pub fn missing_param(param: &str) -> Self {
        Self::invalid(format!("Missing required param: {param}."))
            .code("parameter_missing")
            .param(param)
            .unbegun()
    }

    pub fn no_such(what: &str, id: &str, param: &str) -> Self {
        let problem = Self::invalid(format!("No such {what}: '{id}'")).code("resource_missing").param(param);
        // In the path it is the address that leads nowhere; in a parameter the request that is wrong.
        if param == "id" { Self { status: StatusCode::NOT_FOUND, ..problem } } else { problem }
    }

    pub fn no_such_url(method: &str, path: &str) -> Self {
        let message =
            format!("Unrecognized request URL ({method}: {path}). stripe-fake does not imitate it.");
        Self { status: StatusCode::NOT_FOUND, ..Self::invalid(message).unbegun() }
    }

    pub fn unauthorized(message: &str) -> Self {
        Self { status: StatusCode::UNAUTHORIZED, ..Self::invalid(message).unbegun() }
    }

    pub fn card(code: &str, message: &str) -> Self {
        Self { status: StatusCode::PAYMENT_REQUIRED, kind: "card_error", ..Self::invalid(message).code(code) }
    }

    pub fn rate_limited() -> Self {
        let message = "Request rate limit exceeded. Send fewer requests and try again later.";
        Self { status: StatusCode::TOO_MANY_REQUESTS, ..Self::invalid(message).code("rate_limit").unbegun() }
    }

    pub fn internal() -> Self {
        let message = "An unknown error occurred. The request may or may not have been carried out.";
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, kind: "api_error", ..Self::invalid(message) }
    }

    pub fn full(what: &str, limit: usize) -> Self {
        let message =
            format!("stripe-fake holds {limit} objects of kind {what} and takes no more. Start it anew.");
        Self {
            status: StatusCode::INSUFFICIENT_STORAGE,
            kind: "api_error",
            ..Self::invalid(message).unbegun()
        }
    }

    pub fn body(&self) -> Value {
        let mut error = json!({ "type": self.kind, "message": self.message });
        if let Some(code) = &self.code {
            error["code"] = json!(code);
            error["doc_url"] =
                json!(format!("https://docs.stripe.com/error-codes/{}", code.replace('_', "-")));
        }
        if let Some(param) = &self.param {
            error["param"] = json!(param);
        }
        for (name, value) in &self.more {
            error[*name] = value.clone();
        }
        json!({ "error": error })
    }
}
