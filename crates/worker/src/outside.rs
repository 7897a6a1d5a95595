//! What lies outside: where links in mails lead, and whom the worker asks over the network.

use std::time::Duration;

use domain::FirmId;

use crate::billing::access_point::AccessPoint;
use crate::billing::register::Register;

/// Establishing a connection takes less, or the other side is not there.
const CONNECT_TIME_MAX: Duration = Duration::from_secs(5);
/// A question and its answer take no longer.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The Commission's register of VAT numbers.
pub const VIES_URL: &str = "https://ec.europa.eu/taxation_customs/vies/rest-api";

/// Addresses as they are configured.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// Where people reach the product, without a slash at its end.
    pub public_url: String,
    /// Where the register of VAT numbers answers.
    pub vies_url: String,
    /// Where electronic invoices are handed over, and what opens it; none: customers download them.
    pub access_point: Option<(String, secrecy::SecretString)>,
    /// How long to wait for an answer, [`PATIENCE`] as a rule.
    pub patience: Duration,
}

/// Everything of others that the worker uses.
#[derive(Debug)]
pub struct Outside {
    public_url: String,
    pub(crate) register: Register,
    pub(crate) access_point: Option<AccessPoint>,
}

impl Outside {
    pub fn new(addresses: Addresses) -> Result<Outside, String> {
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIME_MAX)
            .timeout(addresses.patience)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("koprogo")
            .build()
            .map_err(|error| error.to_string())?;
        let access_point =
            addresses.access_point.map(|(url, token)| AccessPoint::new(client.clone(), url, token));
        let register = Register::new(client, addresses.vies_url);
        Ok(Outside { public_url: addresses.public_url, register, access_point })
    }

    /// The page of a firm's subscription.
    pub fn billing_page(&self, firm: FirmId) -> String {
        format!("{}/firms/{firm}/billing", self.public_url)
    }
}

/// The body of an answer, up to a length: what comes from outside is read into memory.
pub(crate) async fn body(mut answer: reqwest::Response, bytes_max: usize) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|error| error.without_url().to_string())? {
        if body.len() + piece.len() > bytes_max {
            return Err(format!("the answer is longer than {bytes_max} bytes"));
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}
