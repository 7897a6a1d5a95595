//! What the shapes look like on the wire and in OpenAPI.

use domain::call::{CallKind, NewCall};
use domain::communication::Vcs;
use domain::copro::{CoproPatch, CoproStatus, MonthDay, NewCopro};
use domain::import::{Mapping, Target};
use domain::key::KeyKind;
use domain::ledger::{Journal, VoucherKind};
use domain::lot::{LotNature, LotPatch};
use domain::ownership::Right;
use domain::person::{OwnerPatch, PersonKind, PersonPatch};
use domain::receipt::Fund;
use domain::{Cents, Language, TenantId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::PartialSchema;

/// The database stores `as_str`, the wire carries serde's form: they must be the same word.
fn same_word<T>(value: T, word: &str)
where
    T: Serialize + DeserializeOwned + std::str::FromStr + PartialEq + std::fmt::Debug,
{
    assert_eq!(serde_json::to_string(&value).expect("json"), format!("\"{word}\""));
    assert_eq!(serde_json::from_str::<T>(&format!("\"{word}\"")).expect("a value"), value);
    assert_eq!(word.parse::<T>().ok(), Some(value));
}

#[test]
fn words_are_the_same_everywhere() {
    LotNature::ALL.into_iter().for_each(|v| same_word(v, v.as_str()));
    CallKind::ALL.into_iter().for_each(|v| same_word(v, v.as_str()));
    Journal::ALL.into_iter().for_each(|v| same_word(v, v.as_str()));
    Right::ALL.into_iter().for_each(|v| same_word(v, v.as_str()));
    Language::ALL.into_iter().for_each(|v| same_word(v, v.as_str()));
    [KeyKind::Statutory, KeyKind::Special].into_iter().for_each(|v| same_word(v, v.as_str()));
    [CoproStatus::Draft, CoproStatus::Active, CoproStatus::Closed]
        .into_iter()
        .for_each(|v| same_word(v, v.as_str()));
    [PersonKind::Natural, PersonKind::Legal].into_iter().for_each(|v| same_word(v, v.as_str()));
    [Fund::Working, Fund::Reserve].into_iter().for_each(|v| same_word(v, v.as_str()));
    [VoucherKind::Expense, VoucherKind::Call, VoucherKind::Receipt]
        .into_iter()
        .for_each(|v| same_word(v, v.as_str()));
}

fn schema<T: PartialSchema>() -> serde_json::Value {
    serde_json::to_value(T::schema()).expect("a schema")
}

#[test]
fn texts_are_described_as_texts() {
    for schema in [schema::<TenantId>(), schema::<Vcs>(), schema::<MonthDay>(), schema::<Target>()] {
        assert_eq!(schema["type"], "string", "{schema}");
    }
    assert_eq!(schema::<TenantId>()["format"], "uuid");
    assert_eq!(schema::<Cents>()["type"], "integer");
    assert_eq!(schema::<Cents>()["format"], "int64");
}

#[test]
fn optional_fields_are_described_as_optional() {
    let required = |schema: serde_json::Value| -> Vec<String> {
        serde_json::from_value(schema["required"].clone()).expect("a list")
    };
    assert_eq!(required(schema::<NewCopro>()), ["name", "address", "shares_total", "language"]);
    assert_eq!(
        required(schema::<NewCall>()),
        ["kind", "title", "key_id", "total_cents", "issued_on", "due_on"]
    );
    assert_eq!(schema::<NewCall>()["properties"]["issued_on"]["format"], "date");
}

/// A patch may empty what may be missing, and only that.
#[test]
fn patches_say_what_may_be_null() {
    let types = |schema: serde_json::Value, field: &str| schema["properties"][field]["type"].clone();
    let nullable = serde_json::json!(["string", "null"]);
    assert_eq!(types(schema::<LotPatch>(), "floor"), nullable);
    assert_eq!(types(schema::<PersonPatch>(), "email"), nullable);
    assert_eq!(types(schema::<CoproPatch>(), "working_iban"), nullable);
    for schema in [schema::<LotPatch>(), schema::<PersonPatch>(), schema::<CoproPatch>()] {
        assert!(schema.get("required").is_none(), "{schema}");
    }
    assert_eq!(types(schema::<LotPatch>(), "code"), "string");
    assert_eq!(types(schema::<PersonPatch>(), "last_name"), "string");
    assert_eq!(types(schema::<CoproPatch>(), "name"), "string");
    assert_eq!(types(schema::<OwnerPatch>(), "name"), "string");
}

#[test]
fn mappings_have_text_keys() {
    let json = r#"{"columns":{"0":"lot_code","3":"key:Ascenseur bloc A","10":"shares"}}"#;
    let mapping: Mapping = serde_json::from_str(json).expect("a mapping");
    assert_eq!(mapping.column(&Target::Shares), Some(10));
    assert_eq!(mapping.columns[&3], Target::Key("Ascenseur bloc A".to_owned()));
    assert_eq!(serde_json::to_string(&mapping).expect("json"), json);
    let value: serde_json::Value = serde_json::from_str(json).expect("json");
    assert_eq!(serde_json::from_value::<Mapping>(value).expect("a mapping"), mapping);
    for wrong in
        [r#"{"columns":{"0":"lots"}}"#, r#"{"columns":{"-1":"shares"}}"#, r#"{"columns":{"0":"key: "}}"#]
    {
        assert!(serde_json::from_str::<Mapping>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn ids_are_bare_uuids() {
    let id: TenantId = "550e8400-e29b-41d4-a716-446655440000".parse().expect("an id");
    assert_eq!(id.to_string(), "550e8400-e29b-41d4-a716-446655440000");
    assert_eq!(serde_json::to_string(&id).expect("json"), format!("\"{id}\""));
    assert_eq!(TenantId::from(id.uuid()), id);
    assert!("x".parse::<TenantId>().is_err());
}
