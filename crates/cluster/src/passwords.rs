//! Random passwords, one per login role, kept beside the data and readable by their owner only.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::{ADMINISTRATOR, Error};

pub(crate) struct Passwords {
    path: PathBuf,
    by_role: Mutex<BTreeMap<String, String>>,
}

impl Passwords {
    /// Reads the file of `home`, making it with a password for the administrator when there is none.
    pub fn open(home: &Path) -> Result<Self, Error> {
        let path = home.join("passwords");
        let text =
            if path.exists() { fs::read_to_string(&path).map_err(Error::io(&path))? } else { String::new() };
        let pairs = text.lines().filter_map(|line| line.split_once('='));
        let by_role = pairs.map(|(role, password)| (role.to_owned(), password.to_owned())).collect();
        let passwords = Self { path, by_role: Mutex::new(by_role) };
        if passwords.get(ADMINISTRATOR).is_err() {
            passwords.keep([(ADMINISTRATOR.to_owned(), random()?)])?;
        }
        Ok(passwords)
    }

    pub fn get(&self, role: &str) -> Result<String, Error> {
        self.lock().get(role).cloned().ok_or_else(|| Error::UnknownRole(role.to_owned()))
    }

    pub fn all(&self) -> Vec<(String, String)> {
        self.lock().iter().map(|(role, password)| (role.clone(), password.clone())).collect()
    }

    /// To be called once the server has accepted them: what is kept here is true.
    pub fn keep(&self, drawn: impl IntoIterator<Item = (String, String)>) -> Result<(), Error> {
        let mut by_role = self.lock();
        by_role.extend(drawn);
        self.save(&by_role)
    }

    fn save(&self, by_role: &BTreeMap<String, String>) -> Result<(), Error> {
        let text: String = by_role.iter().map(|(role, password)| format!("{role}={password}\n")).collect();
        let draft = self.path.with_extension("new");
        write_private(&draft, &text)?;
        fs::rename(&draft, &self.path).map_err(Error::io(&self.path))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, String>> {
        // A panic cannot leave the map unusable: it only ever grows.
        self.by_role.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

pub(crate) fn write_private(path: &Path, text: &str) -> Result<(), Error> {
    let mut options = File::options();
    let mut file =
        options.create(true).truncate(true).write(true).mode(0o600).open(path).map_err(Error::io(path))?;
    file.write_all(text.as_bytes()).map_err(Error::io(path))
}

/// 144 bits as hexadecimal: safe in a URL and in SQL without quoting.
pub(crate) fn random() -> Result<String, Error> {
    let mut bytes = [0_u8; 18];
    let source = Path::new("/dev/urandom");
    File::open(source).and_then(|mut file| file.read_exact(&mut bytes)).map_err(Error::io(source))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
