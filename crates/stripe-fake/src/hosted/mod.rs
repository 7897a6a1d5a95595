//! The page where a holder saves a card or an account. It works without scripts, and asks nobody but this server.

mod answers;
mod page;
mod words;

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde_json::Value;

use crate::core::Core;
use crate::form::Form;
use crate::problem::Problem;
use crate::resources::checkout_sessions;
use crate::resources::setup_intents::{self, Confirmation, MandateData};
use crate::state::{Asked, Kind, State};
use answers::{Answers, Field, Reason, Wrong};
use page::Setting;
use words::Words;

/// As at Stripe: `https://checkout.stripe.com/c/pay/cs_…`.
pub const PATH: &str = "/c/pay/";
const MAX_AGENT: usize = 500;
/// No script, no picture, no style but the page's own, and no frame around it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

enum Next {
    Page(StatusCode, Markup),
    /// With GET, whatever came in.
    To(String),
}

pub fn serve(core: &Arc<Core>, method: &Method, id: &str, headers: &HeaderMap, body: &[u8]) -> Response {
    let next = {
        let mut state = core.state();
        // A clock that follows the machine's has moved since; the session may be over.
        state.advance(0);
        let words = words_of(&state, id, headers);
        match *method {
            Method::GET => show(&state, id, words),
            Method::POST => act(&mut state, id, words, headers, body),
            _ => return StatusCode::METHOD_NOT_ALLOWED.into_response(),
        }
    };
    if *method == Method::POST {
        core.deliver_soon();
    }
    respond(next)
}

/// As when a browser sends the form; whether the session is complete then.
pub fn fill_in(state: &mut State, id: &str, body: &[u8]) -> bool {
    let headers = HeaderMap::new();
    let words = words_of(state, id, &headers);
    let _ = act(state, id, words, &headers, body);
    state.copy(Kind::CheckoutSession, id)["status"] == "complete"
}

fn words_of(state: &State, id: &str, headers: &HeaderMap) -> &'static Words {
    let session = state.copy(Kind::CheckoutSession, id);
    words::of(session["locale"].as_str(), text(headers, header::ACCEPT_LANGUAGE))
}

fn text(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn show(state: &State, id: &str, words: &'static Words) -> Next {
    let session = state.copy(Kind::CheckoutSession, id);
    let customer = state.copy(Kind::Customer, session["customer"].as_str().unwrap_or_default());
    page(state, &session, words, &Answers::of(&customer), None)
}

/// What there is to see of a session as it stands.
fn page(
    state: &State,
    session: &Value,
    words: &'static Words,
    answers: &Answers,
    wrong: Option<Wrong>,
) -> Next {
    let back = session["cancel_url"].as_str();
    match session["status"].as_str() {
        Some("open") => {}
        Some("complete") => {
            let onward = checkout_sessions::success_url(session);
            return Next::Page(StatusCode::OK, page::notice(words, words.complete, Some(&onward)));
        }
        Some(_) => return Next::Page(StatusCode::GONE, page::notice(words, words.expired, back)),
        None => return Next::Page(StatusCode::NOT_FOUND, page::notice(words, words.unknown, None)),
    }
    let setting = Setting { words, business: &state.config.business, session, now: state.now() };
    if intent_of(state, session)["status"] == "requires_action" {
        return Next::Page(StatusCode::OK, page::proof(&setting));
    }
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Next::Page(status, page::form(&setting, answers, wrong.as_ref()))
}

fn intent_of(state: &State, session: &Value) -> Value {
    state.copy(Kind::SetupIntent, session["setup_intent"].as_str().unwrap_or_default())
}

fn act(state: &mut State, id: &str, words: &'static Words, headers: &HeaderMap, body: &[u8]) -> Next {
    let session = state.copy(Kind::CheckoutSession, id);
    // Twice clicked is once confirmed.
    if session["status"] == "complete" {
        return Next::To(checkout_sessions::success_url(&session));
    }
    let answers = Form::read(body).and_then(|form| Answers::read(&form));
    let refused = |problem: Problem| Next::Page(problem.status, page::notice(words, &problem.message, None));
    let answers = match answers.and_then(|answers| state.check_room().map(|()| answers)) {
        Ok(answers) => answers,
        Err(problem) => return refused(problem),
    };
    if session["status"] != "open" {
        return page(state, &session, words, &answers, None);
    }
    state.asked = Asked::default();
    let intent = session["setup_intent"].as_str().unwrap_or_default();
    let outcome = match answers.action.as_str() {
        "prove" => setup_intents::authenticated(state, intent).map_err(|_| None),
        "fail" => Err(setup_intents::not_authenticated(state, intent)
            .ok()
            .map(|_| Wrong { field: Field::Card, reason: Reason::NotProved })),
        _ => save(state, &session, &answers, headers).map_err(Some),
    };
    let session = state.copy(Kind::CheckoutSession, id);
    match outcome {
        Ok(()) if session["status"] == "complete" => Next::To(checkout_sessions::success_url(&session)),
        // The bank asks first; or the page was an old one, and what is there now is shown.
        Ok(()) | Err(None) => Next::To(session["url"].as_str().unwrap_or_default().to_owned()),
        Err(Some(wrong)) => {
            let known = match answers.action.as_str() {
                "fail" => {
                    Answers::of(&state.copy(Kind::Customer, session["customer"].as_str().unwrap_or_default()))
                }
                _ => answers,
            };
            page(state, &session, words, &known, Some(wrong))
        }
    }
}

fn save(state: &mut State, session: &Value, answers: &Answers, headers: &HeaderMap) -> Result<(), Wrong> {
    let method = answers.method(&session["payment_method_types"], state.now())?;
    let field = if answers.kind == "card" { Field::Card } else { Field::Account };
    let agent: String = text(headers, header::USER_AGENT).chars().take(MAX_AGENT).collect();
    let confirmation = Confirmation {
        payment_method_data: Some(method),
        mandate_data: Some(MandateData::online(state.config.listen.ip().to_string(), agent)),
        return_url: session["url"].as_str().map(str::to_owned),
        ..Confirmation::default()
    };
    let intent = session["setup_intent"].as_str().unwrap_or_default();
    let declined = |_| Wrong { field, reason: Reason::Declined };
    setup_intents::confirm_with(state, intent, &confirmation).map_err(declined)
}

fn respond(next: Next) -> Response {
    let mut response = match next {
        Next::Page(status, page) => {
            let html = (header::CONTENT_TYPE, "text/html; charset=utf-8");
            (status, [html], page.into_string()).into_response()
        }
        Next::To(url) => match HeaderValue::from_str(&url) {
            Ok(url) => (StatusCode::SEE_OTHER, [(header::LOCATION, url)]).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
