//! Reading: filters, pages, and an export that can be verified by whoever holds nothing else.

use audit::{Entry, Scope, content_hash, hex, link_hash};
use reqwest::Method;
use serde_json::Value;
use tests::{int, list, run, text};

use super::at_rest;

#[test]
fn an_export_is_verified_from_its_lines_alone() {
    run(async |world| {
        let (firm, own) = at_rest(world).await;
        let client = &own.building.client;
        for path in [own.building.at("/audit/export"), format!("/v1/firms/{}/audit/export", firm.id)] {
            let answer = client.request(Method::GET, &path).send().await;
            assert_eq!((answer.status, answer.header("content-type")), (200, "application/x-ndjson"));
            let body = String::from_utf8(answer.body).expect("text");
            let lines: Vec<Value> =
                body.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
            let (head, rest) = lines.split_first().expect("a first line");
            let (end, entries) = rest.split_last().expect("a last line");
            let scope = Scope {
                kind: text(head, "kind").parse().expect("a kind"),
                id: text(head, "id").parse().expect("an id"),
            };
            assert_eq!(int(end, "lines"), entries.len() as i64);
            assert_eq!(int(&head["end"], "seq"), entries.len() as i64);
            let mut prev = "00".repeat(32);
            for (line, seq) in entries.iter().zip(1..) {
                let entry = entry_of(line);
                assert_eq!((int(line, "seq"), text(line, "prev")), (seq, prev.clone()));
                assert_eq!(hex(&content_hash(&entry.rows)), text(line, "content_hash"));
                prev = text(line, "hash");
                let before = unhex(&text(line, "prev"));
                assert_eq!(hex(&link_hash(scope, seq, &before, &entry)), prev, "{line}");
            }
            assert_eq!(prev, text(&head["end"], "hash"));
        }
    });
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("digits")).collect()
}

fn entry_of(line: &Value) -> Entry {
    Entry {
        id: text(line, "id").parse().expect("an id"),
        at_micros: int(line, "at_micros"),
        actor: text(line, "actor"),
        action: text(line, "action"),
        request_id: text(line, "request_id"),
        object: text(line, "object"),
        verb: text(line, "verb"),
        count: i32::try_from(int(line, "count")).expect("small"),
        rows: list(line, "rows").iter().map(|row| row.as_str().expect("text").to_owned()).collect(),
        content_hash: unhex(&text(line, "content_hash")),
    }
}

#[test]
fn the_log_is_read_in_pages_and_by_filters() {
    run(async |world| {
        let (firm, own) = at_rest(world).await;
        let (client, log) = (&own.building.client, own.building.at("/audit"));
        let all = client.all(&log).await;
        let mut paged = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = client.get(&format!("{log}?limit=7{cursor}"), 200).await;
            paged.extend(list(&page, "items").iter().cloned());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(paged, all);
        let seqs: Vec<i64> = all.iter().map(|entry| int(entry, "seq")).collect();
        assert_eq!(seqs, (1..=all.len() as i64).rev().collect::<Vec<_>>());
        let lot = &own.building.lots["A1"];
        client.patch(&own.building.at(&format!("/lots/{lot}")), serde_json::json!({"floor": "7"}), 200).await;
        let of_lot = client.get(&format!("{log}?object=lots&object_id={lot}&action=lots.update"), 200).await;
        let entry = &list(&of_lot, "items")[0];
        assert_eq!(list(&of_lot, "items").len(), 1, "{of_lot}");
        let change = serde_json::json!({"id": lot, "before": {"floor": null}, "after": {"floor": "7"}});
        assert_eq!((&entry["changes"][0], text(entry, "verb")), (&change, "update".to_owned()));
        assert!(entry["actor"]["name"].as_str().is_some_and(|name| !name.is_empty()), "{entry}");
        let by_platform = client.get(&format!("{log}?actor=platform"), 200).await;
        assert!(list(&by_platform, "items").iter().all(|entry| entry["actor"]["kind"] == "platform"));
        assert!(!list(&by_platform, "items").is_empty(), "the letters were written by a job");
        assert!(list(&client.get(&format!("{log}?to=2020-01-01"), 200).await, "items").is_empty());
        let of_firm = client.get(&format!("/v1/firms/{}/audit", firm.id), 200).await;
        let objects: Vec<String> =
            list(&of_firm, "items").iter().map(|entry| text(entry, "object")).collect();
        let founding: Vec<&String> =
            objects.iter().rev().filter(|object| *object != "billing").take(3).collect();
        assert_eq!(founding, ["firms", "members", "copros"], "beside the account that begins with the firm");
        let summaries = objects.iter().filter(|object| *object == "copros").count();
        assert_eq!(summaries, 1, "and no summary of what happens inside a copro: {objects:?}");
    });
}
