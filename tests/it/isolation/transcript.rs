//! What a caller was told, to the byte, but for what only chance and the clock decide: ids become ordinals by their first appearance.

use std::collections::BTreeMap;

use tests::Answer;
use uuid::Uuid;

#[derive(Default)]
pub struct Transcript {
    answers: Vec<String>,
    ids: BTreeMap<String, usize>,
    own: Vec<(String, &'static str)>,
}

/// New in every answer, or the length of what is.
const HEADERS_LEFT_OUT: [&str; 3] = ["x-request-id", "date", "content-length"];

impl Transcript {
    /// A word that the caller has for itself alone.
    pub fn own(&mut self, word: &str, name: &'static str) {
        self.own.push((word.to_owned(), name));
    }

    pub fn len(&self) -> usize {
        self.answers.len()
    }

    pub fn note(&mut self, answer: &Answer) {
        let mut headers: Vec<String> = answer
            .headers
            .iter()
            .filter(|(name, _)| !HEADERS_LEFT_OUT.contains(&name.as_str()))
            .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
            .collect();
        headers.sort();
        // A slug is told for the first time by the answer that makes it.
        if let Some(slug) = slug_in(&answer.body) {
            self.own(&slug, "<slug>");
        }
        let told = format!(
            "{}\n{} {}\n{}",
            answer.label,
            answer.status,
            headers.join("\n"),
            String::from_utf8_lossy(&answer.body)
        );
        let plain = self.plain(&told);
        self.answers.push(plain);
    }

    /// The first answer that is not the same in both.
    pub fn difference(&self, other: &Transcript) -> Option<String> {
        let pairs = self.answers.iter().zip(&other.answers);
        let mut different = pairs.filter(|(one, other)| one != other);
        different
            .next()
            .map(|(one, other)| format!("alone:\n{one}\n\nbeside another:\n{other}\n"))
            .or_else(|| (self.len() != other.len()).then(|| "one is longer".to_owned()))
    }

    fn plain(&mut self, told: &str) -> String {
        let told = self.own.iter().fold(told.to_owned(), |told, (word, name)| told.replace(word, name));
        let mut plain = String::with_capacity(told.len());
        let mut rest = told.as_str();
        while let Some(first) = rest.chars().next() {
            if let Some(id) = rest.get(..36).filter(|text| is_id(text)) {
                let next = self.ids.len();
                plain.push_str(&format!("<{}>", self.ids.entry(id.to_owned()).or_insert(next)));
                rest = &rest[36..];
            } else if let Some(length) = moment(rest) {
                plain.push_str("<moment>");
                rest = &rest[length..];
            } else {
                plain.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        plain
    }
}

fn is_id(text: &str) -> bool {
    text.as_bytes()[8] == b'-' && Uuid::try_parse(text).is_ok()
}

/// The length of a moment at the start of the text, such as `2026-11-22T20:25:00.123456Z`.
fn moment(text: &str) -> Option<usize> {
    let fixed: Vec<u8> = text.bytes().take(19).collect();
    let shape = fixed.iter().map(|b| if b.is_ascii_digit() { b'0' } else { *b });
    if !shape.eq(*b"0000-00-00T00:00:00") {
        return None;
    }
    let end = text.find('Z')?;
    text[19..end].bytes().all(|b| b == b'.' || b.is_ascii_digit()).then_some(end + 1)
}

fn slug_in(body: &[u8]) -> Option<String> {
    let json: serde_json::Value = serde_json::from_slice(body).ok()?;
    json.get("slug")?.as_str().map(str::to_owned)
}

#[test]
fn chance_and_the_clock_are_left_out_and_nothing_else() {
    let mut transcript = Transcript::default();
    transcript.own("maison-abc", "<slug>");
    let id = "01980000-0000-7000-8000-000000000001";
    let plain = transcript.plain(&format!(
        "{{\"id\":\"{id}\",\"slug\":\"maison-abc\",\"at\":\"2026-11-22T20:25:00.1Z\"}} é {id} 2026-11-22"
    ));
    assert_eq!(plain, "{\"id\":\"<0>\",\"slug\":\"<slug>\",\"at\":\"<moment>\"} é <0> 2026-11-22");
    assert_eq!(transcript.plain("01980000-0000-7000-8000-000000000002"), "<1>");
}
