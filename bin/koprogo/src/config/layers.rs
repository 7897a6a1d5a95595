//! Where settings come from: defaults, then the file, then the environment; the last one wins.
//!
//! No configuration crate: naming every fault at once, the nearest name of a wrong one and the origin of each value all
//! need the table in `settings`, and once that exists what is left for such a crate is one loop.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::settings::{self, SETTINGS};

/// A secret file is one line; whatever is larger was named by mistake.
const SECRET_FILE_BYTES_MAX: u64 = 16 * 1024;
const CONFIG_FILE_BYTES_MAX: u64 = 256 * 1024;
/// Variables that everybody calls by these names, and the settings they are.
const USUAL: [(&str, &str); 2] =
    [("DATABASE_URL", "database.url"), ("STRIPE_SECRET_KEY", "payments.secret_key")];

#[derive(Default)]
pub struct Sources {
    pub file: Option<PathBuf>,
    pub environment: Vec<(String, String)>,
    /// Stronger than the defaults of the table, weaker than everything else: what `dev` arranges by itself.
    pub arranged: Vec<(&'static str, String)>,
}

impl Sources {
    /// The process's own environment; variables that are not text cannot be ours.
    pub fn from_process(file: Option<PathBuf>) -> Self {
        let texts = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        let environment: Vec<_> = texts.filter(|(_, value)| !value.is_empty()).collect();
        let named =
            environment.iter().find(|(name, _)| name == "KOPROGO_CONFIG").map(|(_, path)| path.into());
        Self { file: file.or(named), environment, arranged: Vec::new() }
    }
}

#[derive(Clone)]
pub struct Found {
    pub text: String,
    pub origin: String,
}

#[derive(Default)]
pub struct Layers {
    pub values: BTreeMap<&'static str, Found>,
    pub faults: Vec<String>,
}

impl Layers {
    pub fn read(sources: &Sources) -> Self {
        let mut layers = Self::default();
        for setting in SETTINGS {
            if let Some(text) = setting.default.filter(|text| !text.is_empty()) {
                layers.set(setting.path, text.to_owned(), "default".to_owned());
            }
        }
        for (path, text) in &sources.arranged {
            layers.set(path, text.clone(), "dev".to_owned());
        }
        if let Some(file) = &sources.file {
            layers.read_file(file);
        }
        layers.read_environment(&sources.environment);
        layers
    }

    fn set(&mut self, path: &str, text: String, origin: String) {
        if let Some(setting) = settings::find(path) {
            self.values.insert(setting.path, Found { text, origin });
        }
    }

    fn read_file(&mut self, file: &Path) {
        let shown = file.display();
        let table = read_bounded(file, CONFIG_FILE_BYTES_MAX)
            .and_then(|text| text.parse::<toml::Table>().map_err(|error| one_line(&error, &text)));
        match table {
            Ok(table) => self.read_table("", &table, &shown.to_string()),
            Err(reason) => {
                self.faults.push(format!("the configuration file {shown} cannot be used: {reason}"))
            }
        }
    }

    fn read_table(&mut self, prefix: &str, table: &toml::Table, file: &str) {
        for (key, value) in table {
            let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
            match value {
                toml::Value::Table(inner) => self.read_table(&path, inner, file),
                value => self.accept(&path, &path, text_of(value), file),
            }
        }
    }

    fn read_environment(&mut self, environment: &[(String, String)]) {
        // The usual name first, so that our own wins when both are there.
        for (usual, path) in USUAL {
            if let Some((name, value)) = environment.iter().find(|(name, _)| name == usual) {
                self.set(path, value.clone(), name.clone());
            }
        }
        for (name, value) in environment {
            let Some(path) = settings::path_of(name) else { continue };
            if name != "KOPROGO_CONFIG" && !injected_by_kubernetes(name) {
                self.accept(&path, name, value.clone(), name);
            }
        }
    }

    /// Takes a value, or the content of the file it names, or refuses its name.
    fn accept(&mut self, path: &str, shown: &str, text: String, origin: &str) {
        if settings::find(path).is_some() {
            return self.set(path, text, origin.to_owned());
        }
        let secret = path.strip_suffix("_file").and_then(settings::find).filter(|setting| setting.secret);
        let Some(secret) = secret else { return self.refuse(path, shown) };
        match read_bounded(Path::new(&text), SECRET_FILE_BYTES_MAX) {
            Ok(content) => self.set(secret.path, content.trim().to_owned(), format!("{origin}, {text}")),
            Err(reason) => {
                self.faults.push(format!("{shown} names the file {text}, which cannot be read: {reason}"))
            }
        }
    }

    fn refuse(&mut self, path: &str, shown: &str) {
        let spelled = |near: &str| if shown == path { near.to_owned() } else { settings::variable(near) };
        let remedy = match settings::nearest(path) {
            Some(near) => format!("did you mean {}?", spelled(near)),
            None => "`koprogo check-config` lists them all".to_owned(),
        };
        self.faults.push(format!("{shown} is not a setting; {remedy}"));
    }
}

fn text_of(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(items) => items.iter().map(text_of).collect::<Vec<_>>().join(","),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => number.to_string(),
        toml::Value::Boolean(answer) => answer.to_string(),
        toml::Value::Datetime(moment) => moment.to_string(),
        // A table within a list: no setting looks like that, so the reader refuses whatever text this is.
        toml::Value::Table(_) => "a table".to_owned(),
    }
}

fn read_bounded(path: &Path, bytes_max: u64) -> Result<String, String> {
    let size = fs::metadata(path).map_err(|error| plain(&error))?.len();
    if size > bytes_max {
        return Err(format!("it is larger than {} KiB", bytes_max / 1024));
    }
    fs::read_to_string(path).map_err(|error| plain(&error))
}

fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "it does not exist".to_owned(),
        std::io::ErrorKind::PermissionDenied => "this user may not read it".to_owned(),
        _ => error.to_string(),
    }
}

fn one_line(error: &toml::de::Error, text: &str) -> String {
    let start = error.span().map_or(0, |span| span.start.min(text.len()));
    let line = text.as_bytes()[..start].iter().filter(|&&byte| byte == b'\n').count() + 1;
    format!("line {line}: {}", error.message().replace('\n', " "))
}

/// A Kubernetes service called `koprogo` puts KOPROGO_SERVICE_HOST, KOPROGO_PORT_80_TCP… into every pod beside it.
fn injected_by_kubernetes(name: &str) -> bool {
    let rest = name.trim_start_matches("KOPROGO_");
    rest.starts_with("SERVICE_") || rest == "PORT" || rest.starts_with("PORT_")
}
