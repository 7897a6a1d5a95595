//! What signing in rests on beside the database: keys, tokens of API clients, passkeys of this site.

use access::Keys;
use access::access_token::AccessTokens;
use access::passkey::Passkeys;

use crate::problem::Problem;

pub struct Identity {
    pub keys: Keys,
    pub access_tokens: AccessTokens,
    /// `None` where the product is reached by a bare address: browsers know passkeys for names only.
    passkeys: Option<Passkeys>,
}

impl Identity {
    pub fn new(keys: Keys, public_url: &str) -> Identity {
        let passkeys = Passkeys::new(public_url);
        if passkeys.is_none() {
            tracing::warn!("passkeys are not offered: server.public_url must be a domain name for them");
        }
        Identity { access_tokens: AccessTokens::new(keys.clone()), keys, passkeys }
    }

    pub fn passkeys(&self) -> Result<&Passkeys, Problem> {
        self.passkeys.as_ref().ok_or(Problem::PasskeysUnavailable)
    }
}
