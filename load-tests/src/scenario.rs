//! Scenarios are data: who asks for what how often, what the server is told, and what must come of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::http::Error;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it is for, in one sentence.
    pub about: String,
    #[serde(default = "copros")]
    pub copros: usize,
    /// Sessions, spread over all firms.
    #[serde(default = "sessions")]
    pub sessions: usize,
    #[serde(default)]
    pub warm_up: f64,
    /// Settings of the product beside its defaults.
    #[serde(default)]
    pub server: BTreeMap<String, String>,
    /// Keeps the product's own quotas instead of taking them out of the way.
    #[serde(default)]
    pub quotas: bool,

    pub phase: Vec<Phase>,
    #[serde(default)]
    pub threshold: Vec<Threshold>,
}

/// Some seconds of one or more loads at once.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    pub name: String,
    pub seconds: f64,
    pub load: Vec<Load>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Load {
    pub name: String,
    pub connections: usize,
    /// Requests a second, due whether or not the ones before are answered. Without it every connection asks as soon as it was answered.
    pub rate: Option<f64>,
    /// Which sessions: those of the first firm, of all others, or of all.
    #[serde(default)]
    pub who: Who,
    /// Operations by name, with their weights.
    pub mix: BTreeMap<String, u32>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    #[default]
    All,
    First,
    Others,
}

/// What must hold of a figure; one that does not fails the run.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    pub figure: Figure,
    /// The last phase and all of its loads unless given.
    pub phase: Option<String>,
    pub load: Option<String>,
    /// The figure as parts of the same one in this phase.
    pub against: Option<String>,
    pub min: Option<f64>,
    pub max: Option<f64>,
    /// Of what was asked through TLS, where that was wanted; else it is not looked at.
    #[serde(default)]
    pub tls: bool,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    RequestsPerSecond,
    P50Ms,
    P90Ms,
    P99Ms,
    P999Ms,
    /// Parts of the requests that got an answer the operation expects.
    Success,
    /// Processor seconds of server and database for a thousand requests.
    CpuPerThousand,
    ServerMib,
    /// By how much the server's memory grows in an hour, once it is warm.
    ServerGrowthMibHour,
    StatementsPerRequest,
}

fn copros() -> usize {
    1_500
}

fn sessions() -> usize {
    32
}

impl Scenario {
    pub fn read(file: &Path) -> Result<Scenario, Error> {
        let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let scenario: Scenario =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        scenario.check()?;
        Ok(scenario)
    }

    fn check(&self) -> Result<(), Error> {
        let phases: Vec<&str> = self.phase.iter().map(|phase| phase.name.as_str()).collect();
        if phases.is_empty() {
            return Err("a scenario has at least one phase".into());
        }
        for threshold in &self.threshold {
            for named in [&threshold.phase, &threshold.against].into_iter().flatten() {
                if !phases.contains(&named.as_str()) {
                    return Err(format!("a threshold names the phase {named}, which there is not").into());
                }
            }
        }
        for load in self.phase.iter().flat_map(|phase| &phase.load) {
            if load.connections == 0
                || load.mix.values().sum::<u32>() == 0
                || load.rate.is_some_and(|rate| rate <= 0.0)
            {
                return Err(format!("the load {} asks for nothing", load.name).into());
            }
        }
        Ok(())
    }

    /// As short as a first look needs.
    pub fn shortened(&mut self, seconds: f64) {
        for phase in &mut self.phase {
            phase.seconds = seconds;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_reads_and_asks_for_operations_that_there_are() {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let operations =
            crate::operations::Operations::read(&home.join("operations.toml")).expect("operations");
        let mut count = 0;
        for file in fs::read_dir(home.join("scenarios")).expect("scenarios").flatten() {
            let scenario = Scenario::read(&file.path()).expect("a scenario");
            for load in scenario.phase.iter().flat_map(|phase| &phase.load) {
                operations.chosen(&load.mix).expect("known operations");
            }
            count += 1;
        }
        assert!(count > 0);
    }

    #[test]
    fn a_word_that_means_nothing_is_refused() {
        let whole = "about = 'x'\n[[phase]]\nname = 'a'\nseconds = 1\n[[phase.load]]\nname = 'l'\nconnections = 1\nmix = {x = 1}\n";
        let read = |text: &str| {
            let scenario: Result<Scenario, _> = toml::from_str(text);
            scenario.map_err(Error::from).and_then(|scenario| scenario.check())
        };
        assert!(read(whole).is_ok());
        assert!(read(&format!("speed = 3\n{whole}")).is_err());
        assert!(read(&whole.replace("connections = 1", "connections = 0")).is_err());
        let threshold = "[[threshold]]\nfigure = 'p99_ms'\nphase = 'b'\nmax = 1\n";
        assert!(read(&format!("{whole}{threshold}")).is_err());
    }
}
