//! Talking behind a lock, as far as the address of the database asks for it (libpq, "SSL Support"): `prefer` and `require` hide what is said,
//! `verify-ca` and `verify-full` also ask who is there.

use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest, Sha256, Sha384, Sha512};
use sqlx::postgres::PgSslMode;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{self, CryptoProvider};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore, SignatureScheme,
};
use url::Url;
use x509_cert::Certificate;
use x509_cert::der::Decode;

use super::login::{Socket, Stream};

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// How the connection is to be locked.
pub(super) struct Lock {
    pub mode: PgSslMode,
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl Lock {
    /// None: nothing is locked.
    pub fn of(url: &Url, mode: PgSslMode, host: &str) -> Result<Option<Lock>, sqlx::Error> {
        if matches!(mode, PgSslMode::Disable | PgSslMode::Allow) {
            return Ok(None);
        }
        let configured = || -> Result<Lock, Fault> {
            let connector = TlsConnector::from(Arc::new(config(url, mode)?));
            Ok(Lock { mode, connector, name: ServerName::try_from(host.to_owned())? })
        };
        configured().map(Some).map_err(sqlx::Error::Configuration)
    }

    /// The database must not be spoken to in the open.
    pub fn is_demanded(&self) -> bool {
        !matches!(self.mode, PgSslMode::Prefer)
    }

    /// The locked connection, and what binds a password to it.
    pub async fn close<S: Socket + 'static>(
        &self,
        socket: S,
    ) -> Result<(Stream, Option<Vec<u8>>), sqlx::Error> {
        let locked = self.connector.connect(self.name.clone(), socket).await?;
        let shown = locked.get_ref().1.peer_certificates().and_then(<[_]>::first);
        let bond = shown.and_then(end_point);
        Ok((Box::new(locked), bond))
    }
}

/// The certificate as both ends name it: hashed as it was signed, by SHA-256 where that was weaker (RFC 5929, 4.1). None: signed in a way that
/// names no hash, for which there is no binding.
fn end_point(certificate: &CertificateDer<'_>) -> Option<Vec<u8>> {
    let signed = Certificate::from_der(certificate).ok()?.signature_algorithm().oid;
    // RFC 8017, A.2.4, and RFC 5758, 3.2
    Some(match signed.to_string().as_str() {
        "1.2.840.113549.1.1.4" | "1.2.840.113549.1.1.5" | "1.2.840.113549.1.1.11" | "1.2.840.10045.4.3.2" => {
            Sha256::digest(certificate).to_vec()
        }
        "1.2.840.113549.1.1.12" | "1.2.840.10045.4.3.3" => Sha384::digest(certificate).to_vec(),
        "1.2.840.113549.1.1.13" | "1.2.840.10045.4.3.4" => Sha512::digest(certificate).to_vec(),
        _ => return None,
    })
}

fn config(url: &Url, mode: PgSslMode) -> Result<ClientConfig, Fault> {
    let file = |names: [&str; 2]| {
        let named = url.query_pairs().find(|(key, _)| names.contains(&&**key));
        named.map(|(_, path)| PathBuf::from(path.into_owned()))
    };
    let provider = Arc::new(crypto::aws_lc_rs::default_provider());
    let builder =
        ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
    let verified = matches!(mode, PgSslMode::VerifyCa | PgSslMode::VerifyFull);
    let builder = if verified {
        let roots = Arc::new(roots(file(["sslrootcert", "ssl-root-cert"]))?);
        let inner = WebPkiServerVerifier::builder_with_provider(roots, provider).build()?;
        let any_name = matches!(mode, PgSslMode::VerifyCa);
        builder.dangerous().with_custom_certificate_verifier(Arc::new(Known { inner, any_name }))
    } else {
        builder.dangerous().with_custom_certificate_verifier(Arc::new(Anybody(provider)))
    };
    match (file(["sslcert", "ssl-cert"]), file(["sslkey", "ssl-key"])) {
        (Some(cert), Some(key)) => {
            let chain = CertificateDer::pem_file_iter(cert)?.collect::<Result<Vec<_>, _>>()?;
            Ok(builder.with_client_auth_cert(chain, PrivateKeyDer::from_pem_file(key)?)?)
        }
        (None, None) => Ok(builder.with_no_client_auth()),
        _ => Err("sslcert and sslkey belong together".into()),
    }
}

/// The authorities of the file, beside those that everybody trusts.
fn roots(file: Option<PathBuf>) -> Result<RootCertStore, Fault> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(file) = file {
        for certificate in CertificateDer::pem_file_iter(file)? {
            roots.add(certificate?)?;
        }
    }
    Ok(roots)
}

/// `verify-full`; with `any_name`, `verify-ca`.
#[derive(Debug)]
struct Known {
    inner: Arc<WebPkiServerVerifier>,
    any_name: bool,
}

impl ServerCertVerifier for Known {
    fn verify_server_cert(
        &self,
        end: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        match self.inner.verify_server_cert(end, between, name, ocsp, now) {
            Err(TlsError::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if self.any_name => Ok(ServerCertVerified::assertion()),
            verdict => verdict,
        }
    }
    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.inner.verify_tls12_signature(message, cert, signed)
    }
    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.inner.verify_tls13_signature(message, cert, signed)
    }
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// `prefer` and `require`: whoever answers holds the key they show, and that is all that is asked.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        Ok(ServerCertVerified::assertion())
    }
    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        crypto::verify_tls12_signature(message, cert, signed, &self.0.signature_verification_algorithms)
    }
    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        crypto::verify_tls13_signature(message, cert, signed, &self.0.signature_verification_algorithms)
    }
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
