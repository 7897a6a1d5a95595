//! How long the law keeps what a person would like forgotten: dated rules with their article, as data (`tenants/jurisdictions`).

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use time::Date;
use time::format_description::well_known::Iso8601;

const BE: &str = include_str!("../../../tenants/jurisdictions/be/retention.csv");

/// One rule: what is kept, for how long, by which article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub what: String,
    pub years: i32,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub article: String,
}

/// Something kept about a person who was erased, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// `ledger`, `letters`, `ownership`
    pub what: String,
    pub article: String,
    pub until: Date,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| BE.lines().skip(1).filter_map(rule_of).collect());

fn rule_of(line: &str) -> Option<Rule> {
    let mut cells = line.splitn(6, ';');
    let mut next = || cells.next().map(str::trim);
    let date = |text: &str| Date::parse(text, &Iso8601::DATE).ok();
    let (what, years) = (next()?.to_owned(), next()?.parse().ok()?);
    let valid_from = date(next()?)?;
    let valid_to = match next()? {
        "" => None,
        text => Some(date(text)?),
    };
    let (_, article) = (next()?, next()?.to_owned());
    Some(Rule { what, years, valid_from, valid_to, article })
}

/// The rule about `what` in force on a day.
pub fn rule(what: &str, on: Date) -> Option<&'static Rule> {
    RULES.iter().find(|rule| {
        rule.what == what && rule.valid_from <= on && rule.valid_to.is_none_or(|last| on <= last)
    })
}

/// Until when `what` is kept when its time counts from `from`; nothing when that is over on `today`.
pub fn kept(what: &str, from: Date, today: Date) -> Option<Kept> {
    let rule = rule(what, today)?;
    let year = from.year() + rule.years;
    // The 29th of February has no anniversary in most years.
    let until = from
        .replace_year(year)
        .or_else(|_| from.replace_day(28).and_then(|day| day.replace_year(year)))
        .ok()?;
    (until >= today).then(|| Kept { what: rule.what.clone(), article: rule.article.clone(), until })
}

/// A text without the words of a name: what people type into a field for reasons names whom it is about.
pub fn without_words(text: &str, names: &[&str], instead: &str) -> String {
    let words: Vec<String> = names.iter().flat_map(|name| name.split_whitespace()).map(plain).collect();
    let clean = |word: &str| {
        let named = words.iter().any(|known| !known.is_empty() && *known == plain(word));
        if named { instead.to_owned() } else { word.to_owned() }
    };
    text.split_whitespace().map(clean).collect::<Vec<_>>().join(" ")
}

fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_rule() {
        assert_eq!(RULES.len(), BE.lines().count() - 1);
        for what in ["ledger", "letters", "ownership"] {
            let rule = rule(what, date!(2026 - 11 - 22)).expect("a rule in force");
            assert_eq!(rule.years, 10, "{what}");
            assert!(rule.article.contains("art."), "{what}");
        }
        assert_eq!(rule("ledger", date!(2020 - 01 - 01)).map(|rule| rule.years), Some(7));
    }

    #[test]
    fn what_is_over_is_not_kept() {
        let today = date!(2026 - 11 - 22);
        assert_eq!(
            kept("ledger", date!(2024 - 02 - 29), today).map(|k| k.until),
            Some(date!(2034 - 02 - 28))
        );
        assert_eq!(kept("ledger", date!(2016 - 11 - 22), today).map(|k| k.until), Some(today));
        assert_eq!(kept("ledger", date!(2016 - 11 - 21), today), None);
        assert_eq!(kept("nothing", today, today), None);
    }

    #[test]
    fn names_go_and_the_rest_stays() {
        let reason = "Demande de Mme Florimondeau (Agnès), agnes@courriel.example du 3 mai";
        let clean = without_words(reason, &["Florimondeau", "Agnès", "agnes@courriel.example"], "Personne 1");
        assert_eq!(clean, "Demande de Mme Personne 1 Personne 1 Personne 1 du 3 mai");
    }
}
