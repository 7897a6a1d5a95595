//! Text as the fonts can show it. A name in a script that they lack must not keep a letter from being
//! sent, and a control character must not rearrange it.

use serde_json::Value;

/// Stands for a character that no font has.
const REPLACEMENT: char = '□';

/// Prepares every text of the facts. `covered` says whether a font has the character.
pub(super) fn prepare(facts: &mut Value, covered: &impl Fn(char) -> bool) {
    match facts {
        Value::String(text) => {
            if !text.chars().all(|c| plain(c) == Some(c) && covered(c)) {
                let shown = text.chars().filter_map(plain);
                *text = shown.map(|c| if covered(c) { c } else { REPLACEMENT }).collect();
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| prepare(value, covered)),
        Value::Object(map) => map.values_mut().for_each(|value| prepare(value, covered)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Control characters become spaces; marks that are invisible or turn the direction of text vanish.
const fn plain(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => None,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}' => None,
        c if c.is_ascii_control() || matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}') => Some(' '),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_cannot_be_shown_is_replaced() {
        let mut facts = json!({ "a": ["Zo\u{200d}é 李\tX", 1], "b": "\u{202e}abc" });
        prepare(&mut facts, &|c| c != '李');
        assert_eq!(facts, json!({ "a": ["Zoé □ X", 1], "b": "abc" }));
    }
}
