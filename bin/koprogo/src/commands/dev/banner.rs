//! What `koprogo dev` says when everything runs.

use std::io::{self, IsTerminal};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use time::Date;

const DEMO: &str = include_str!("../../../../../tenants/demo/firm.toml");

pub struct Banner<'a> {
    pub address: SocketAddr,
    /// Where operators of the platform are served.
    pub operators: &'a str,
    /// Links with which the demonstration's operators enrol.
    pub invitations: Vec<String>,
    /// Where the stand-in for the payment provider is; `None`: it is the real one.
    pub paid_at: Option<SocketAddr>,
    /// The day it is for what firms are billed, and for everybody.
    pub billed_on: Date,
    pub today: Date,
    pub data: &'a Path,
    pub external_database: bool,
    pub mailbox: bool,
    pub took: Duration,
}

struct Login {
    email: String,
    password: String,
    role: String,
}

impl Banner<'_> {
    pub fn print(&self) {
        let plain = !io::stdout().is_terminal() || std::env::var_os("NO_COLOR").is_some();
        println!("{}", self.text(plain));
    }

    fn text(&self, plain: bool) -> String {
        let paint = |code: &str, text: &str| {
            if plain { text.to_owned() } else { format!("\x1b[{code}m{text}\x1b[0m") }
        };
        let label = |text: &str| paint("2", &format!("{text:<9}"));
        let url = format!("http://{}", self.address);
        let ready = format!("ready in {:.1} s", self.took.as_secs_f64());
        let mut lines = vec![
            String::new(),
            format!("  {}  {}", paint("1;32", "KoproGo"), paint("2", &ready)),
            String::new(),
            format!("  {}  {}", label("Open"), paint("1", &url)),
        ];
        if self.mailbox {
            lines.push(format!("  {}  {url}/dev/mailbox", label("Mailbox")));
        }
        let logins = logins();
        let widest = |field: fn(&Login) -> &str| {
            logins.iter().map(|login| field(login).chars().count()).max().unwrap_or(0)
        };
        let (emails, passwords) = (widest(|login| &login.email), widest(|login| &login.password));
        for (index, Login { email, password, role }) in logins.iter().enumerate() {
            let title = if index == 0 { "Sign in" } else { "" };
            lines.push(format!(
                "  {}  {email:emails$}  {password:passwords$}  {}",
                label(title),
                paint("2", role)
            ));
        }
        lines.push(format!("  {}  {}", label("Operators"), self.operators));
        lines.extend(self.invitations.iter().map(|link| format!("  {}  {}", label(""), paint("2", link))));
        let payments = match self.paid_at {
            Some(address) => format!("http://{address}, a stand-in: no bank, no money"),
            None => "at the provider, with a test key".to_owned(),
        };
        lines.push(format!("  {}  {payments}", label("Payments")));
        let ahead = (self.billed_on - self.today).whole_days();
        if ahead > 0 {
            lines.push(format!("  {}  {}, {ahead} days ahead", label("Billing"), self.billed_on));
        }
        let database = if self.external_database { ", database on DATABASE_URL" } else { "" };
        lines.push(format!("  {}  {}{database}", label("Data"), self.data.display()));
        lines.extend([
            String::new(),
            paint("2", "  Ctrl-C stops everything; the data stays. `bin/dev --reset` starts over."),
            String::new(),
        ]);
        lines.join("\n")
    }
}

/// From the demo data themselves, so that what is printed always works.
fn logins() -> Vec<Login> {
    let table: toml::Table = DEMO.parse().unwrap_or_default();
    let entries = table.get("logins").and_then(toml::Value::as_array).into_iter().flatten();
    let text =
        |entry: &toml::Value, key: &str| entry.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let login = |entry| {
        Some(Login {
            email: text(entry, "email")?,
            password: text(entry, "password")?,
            role: text(entry, "role")?,
        })
    };
    entries.filter_map(login).collect()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn banner(plain: bool) -> String {
        let address = SocketAddr::from(([127, 0, 0, 1], 8080));
        let took = Duration::from_millis(1240);
        let data = Path::new(".koprogo");
        let operators = "http://localhost:9091";
        let invitations = vec![format!("{operators}/enrol#token")];
        let paid_at = Some(SocketAddr::from(([127, 0, 0, 1], 12111)));
        Banner {
            address,
            operators,
            invitations,
            paid_at,
            billed_on: date!(2027 - 03 - 01),
            today: date!(2026 - 11 - 23),
            data,
            external_database: false,
            mailbox: true,
            took,
        }
        .text(plain)
    }

    #[test]
    fn the_banner_says_where_and_how_to_sign_in() {
        let text = banner(true);
        for part in [
            "http://localhost:9091/enrol#token",
            "http://127.0.0.1:8080\n",
            "/dev/mailbox",
            "http://127.0.0.1:12111, a stand-in",
            "2027-03-01, 98 days ahead",
            ".koprogo",
            "ready in 1.2 s",
            "firm_admin",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(logins().len(), DEMO.matches("[[logins]]").count());
        assert!(!text.contains('\x1b'), "plain where nobody reads colours");
        assert!(banner(false).contains('\x1b'));
    }
}
