use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;
use time::macros::date;

use super::*;

/// What a message asks for: its variables, and the messages it quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Needs {
    variables: BTreeSet<String>,
    quotes: BTreeSet<String>,
}

type Catalogue = BTreeMap<String, Needs>;

fn folder(language: Language) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../messages").join(language.as_str())
}

fn areas(language: Language) -> BTreeSet<String> {
    fs::read_dir(folder(language))
        .expect("a folder of messages")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".ftl"))
        .collect()
}

/// Every message of a file; a file that does not parse, or names a message twice, is a failure.
fn catalogue(path: &Path) -> Catalogue {
    let source = fs::read_to_string(path).expect("a readable file");
    let resource = parse(source).unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
    let mut catalogue = Catalogue::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut needs = Needs::default();
        message.value.iter().for_each(|pattern| in_pattern(pattern, &mut needs));
        message.attributes.iter().for_each(|attribute| in_pattern(&attribute.value, &mut needs));
        let id = message.id.name;
        assert!(catalogue.insert(id.clone(), needs).is_none(), "{}: {id} stands there twice", path.display());
    }
    catalogue
}

fn in_pattern(pattern: &Pattern<String>, needs: &mut Needs) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, needs);
        }
    }
}

fn in_expression(expression: &Expression<String>, needs: &mut Needs) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, needs),
        Expression::Select { selector, variants } => {
            in_inline(selector, needs);
            variants.iter().for_each(|variant| in_pattern(&variant.value, needs));
        }
    }
}

fn in_inline(inline: &InlineExpression<String>, needs: &mut Needs) {
    match inline {
        InlineExpression::VariableReference { id } => drop(needs.variables.insert(id.name.clone())),
        InlineExpression::MessageReference { id, .. } => drop(needs.quotes.insert(id.name.clone())),
        InlineExpression::FunctionReference { arguments, .. } => in_arguments(arguments, needs),
        InlineExpression::TermReference { arguments: Some(arguments), .. } => in_arguments(arguments, needs),
        InlineExpression::Placeable { expression } => in_expression(expression, needs),
        _ => {}
    }
}

fn in_arguments(arguments: &CallArguments<String>, needs: &mut Needs) {
    arguments.positional.iter().for_each(|argument| in_inline(argument, needs));
}

/// The variables of a message and of those it quotes.
fn variables(catalogue: &Catalogue, id: &str) -> BTreeSet<String> {
    let needs = catalogue.get(id).unwrap_or_else(|| panic!("no message {id}"));
    let mut all = needs.variables.clone();
    needs.quotes.iter().for_each(|quoted| all.extend(variables(catalogue, quoted)));
    all
}

#[test]
fn the_four_languages_have_the_same_messages_with_the_same_variables() {
    let files = areas(Language::Fr);
    for language in Language::ALL {
        assert_eq!(areas(language), files, "files of {language}");
        for file in &files {
            let french = catalogue(&folder(Language::Fr).join(file));
            let other = catalogue(&folder(language).join(file));
            let ids = |c: &Catalogue| c.keys().cloned().collect::<BTreeSet<_>>();
            let difference: Vec<_> = ids(&french).symmetric_difference(&ids(&other)).cloned().collect();
            assert!(difference.is_empty(), "{language}/{file} and fr/{file} differ in {difference:?}");
            for (id, needs) in &french {
                assert_eq!(
                    needs, &other[id],
                    "{language}/{file}: {id} asks for other variables than in French"
                );
            }
        }
    }
}

#[test]
fn no_message_stands_in_two_files() {
    let mut seen = BTreeMap::new();
    for file in areas(Language::Fr) {
        for id in catalogue(&folder(Language::Fr).join(&file)).into_keys() {
            if let Some(other) = seen.insert(id.clone(), file.clone()) {
                panic!("{id} stands in {other} and in {file}");
            }
        }
    }
}

#[test]
fn every_violation_has_a_message_with_its_arguments() {
    let problems = catalogue(&folder(Language::Fr).join("problems.ftl"));
    for entry in domain::violation::CATALOGUE {
        let id = format!("field-{}", entry.name);
        let expected: BTreeSet<String> = entry.args.iter().map(|arg| (*arg).to_owned()).collect();
        assert_eq!(variables(&problems, &id), expected, "{id}");
    }
}

#[test]
fn every_error_of_this_crate_has_a_title_and_a_remedy() {
    use crate::table::TableError as T;
    use crate::upload::UploadError as U;
    let mut codes = vec![];
    let tables = [
        T::TooLarge,
        T::Unsupported,
        T::Empty,
        T::Unreadable,
        T::Encrypted,
        T::Bomb,
        T::TooManyRows,
        T::TooManyColumns,
        T::CellTooLong { row: 3, column: 28 },
    ];
    codes.extend(tables.iter().map(|e| (e.code(), e.args())));
    let uploads =
        [U::Empty, U::TooLarge, U::Unsupported, U::Unreadable, U::PdfBomb, U::TooManyPages, U::TooManyPixels];
    codes.extend(uploads.iter().map(|e| (e.code(), e.args())));
    for (code, args) in codes {
        for language in Language::ALL {
            assert!(exists(language, &format!("problem-{code}")), "{language}: {code}");
            let detail = text(language, &format!("problem-{code}-detail"), &args);
            assert!(detail.ends_with('.') && !detail.contains(['{', '$']), "{language}: {detail}");
        }
    }
}

#[test]
fn every_problem_has_a_remedy() {
    let problems = catalogue(&folder(Language::Fr).join("problems.ftl"));
    let titles = problems.keys().filter(|id| id.starts_with("problem-") && !id.ends_with("-detail"));
    for id in titles {
        assert!(problems.contains_key(&format!("{id}-detail")), "{id} has no remedy");
    }
}

#[test]
fn arguments_are_written_in_the_language() {
    let args = [("max", Arg::Cents(Cents(1_234_567)))];
    let amount = |language| text(language, "field-amount-too-large", &args);
    assert!(amount(Language::Fr).contains("12\u{202f}345,67\u{a0}€"), "{}", amount(Language::Fr));
    assert!(amount(Language::De).contains("12.345,67\u{a0}€"));
    assert!(amount(Language::En).contains("€12,345.67"));
    let on = [("date", Arg::Date(date!(2026 - 12 - 31)))];
    assert!(text(Language::Nl, "problem-closed-year-detail", &on).contains("31/12/2026"));
    assert!(text(Language::De, "problem-closed-year-detail", &on).contains("31.12.2026"));
    let rows = [("max", Arg::Int(20_000))];
    assert!(text(Language::Fr, "field-too-many-rows", &rows).contains("20\u{202f}000"));
}

#[test]
fn plurals_follow_the_language() {
    let detail = |language, seconds| {
        text(language, "problem-too-many-requests-detail", &[("seconds", Arg::Int(seconds))])
    };
    assert_eq!(detail(Language::En, 1), "Wait one second, then try again.");
    assert_eq!(detail(Language::En, 0), "Wait 0 seconds, then try again.");
    assert_eq!(detail(Language::Fr, 30), "Patientez 30 secondes, puis réessayez.");
}

#[test]
fn a_quoted_message_gets_the_arguments() {
    let target = |name: &str| text(Language::Fr, "field-column-missing", &[("target", name.into())]);
    assert_eq!(target("lot_code"), "Choisissez la colonne qui contient le code du lot.");
    assert_eq!(target("key:Ascenseur"), "Choisissez la colonne qui contient key:Ascenseur.");
}

#[test]
fn an_unknown_message_shows_its_id() {
    assert_eq!(text(Language::Nl, "no-such-message", &[]), "no-such-message");
}

#[test]
fn dates_in_words() {
    let first = date!(2026 - 03 - 01);
    let in_words = Language::ALL.map(|language| long_date(language, first));
    assert_eq!(in_words, ["1er mars 2026", "1 maart 2026", "1. März 2026", "1 March 2026"]);
}
