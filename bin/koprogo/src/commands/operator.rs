//! `koprogo operator`: who may run the platform. Done on the server itself, by who holds the operators' database login.

use domain::email::EmailAddress;

use crate::cli::Failure;
use crate::config::{self, Sources};
use crate::desk;

#[derive(clap::Subcommand)]
pub enum Action {
    /// Add an operator, or give one a new link to enrol with; the link is printed, good once and for 24 hours
    Add { email: String },
    /// List operators and how they sign in
    List,
    /// End an operator's sessions and let them in no more
    Disable { email: String },
}

pub async fn run(sources: &Sources, action: Action) -> Result<(), Failure> {
    let config = config::load(sources)?;
    let store = desk::connect(&config.database).await?;
    match action {
        Action::Add { email } => {
            let link = desk::invite(&store, &config, &address(&email)?).await?;
            println!("{link}");
        }
        Action::List => {
            let mut tx = store.begin("operators.list").await.map_err(Failure::stopped)?;
            let operators = tx.operator_list().await.map_err(Failure::stopped)?;
            tx.commit().await.map_err(Failure::stopped)?;
            for operator in operators {
                let state = match (operator.disabled_at, operator.enrolled_at) {
                    (Some(_), _) => "disabled",
                    (None, Some(_)) => "enrolled",
                    (None, None) => "invited",
                };
                let ways = if operator.password { "password and code" } else { "passkeys" };
                println!("{:40} {state:10} {ways}", operator.email);
            }
        }
        Action::Disable { email } => {
            let email = address(&email)?;
            let mut tx = store.begin("operators.disable").await.map_err(Failure::stopped)?;
            let found = tx.operator_disable(&email).await.map_err(Failure::stopped)?;
            tx.commit().await.map_err(Failure::stopped)?;
            if !found {
                return Err(Failure::Stopped(format!("there is no operator {email}")));
            }
            println!("{email} is let in no more");
        }
    }
    store.close().await;
    Ok(())
}

fn address(text: &str) -> Result<String, Failure> {
    let parsed = EmailAddress::parse(&text.to_ascii_lowercase());
    parsed.map(EmailAddress::into_string).map_err(|error| Failure::Usage(vec![format!("{text} is {error}")]))
}
