//! What is kept in a file is there again, and goes on where it was.

use std::path::PathBuf;

use serde_json::Value;
use stripe_fake::{Config, Fake, Inbox};

use crate::client::{World, text};

struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("stripe-fake-{name}"));
        let _ = std::fs::remove_dir_all(&dir);
        std::fs::create_dir_all(&dir).expect("a directory");
        Self(dir)
    }

    fn config(&self) -> Config {
        Config { keep: Some(self.0.join("state.json")), ..Config::default() }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const COLLECTIONS: [&str; 7] = [
    "customers",
    "payment_methods",
    "mandates",
    "setup_intents",
    "payment_intents",
    "charges",
    "checkout/sessions",
];

fn everything(fake: &Fake) -> Vec<Vec<Value>> {
    COLLECTIONS.iter().map(|collection| fake.objects(collection)).collect()
}

#[tokio::test]
async fn a_second_run_goes_on_where_the_first_one_stopped() {
    let scratch = Scratch::new("keeping");
    let inbox = Inbox::open().await.expect("a free port");
    let world = World::with(scratch.config()).await;
    let endpoint = world.fake.listen_again(inbox.url()).expect("loopback");
    let (account, card) =
        (world.with_account("BE62510007547061").await, world.with_card("pm_card_chargeCustomerFail").await);
    let debit = text(&world.pay(&account, "1500").await.ok()["id"]);
    let keyed = [("name", "Anna")];
    let made = world.keyed("one", "v1/customers", &keyed).await.ok();
    let form = [("mode", "setup"), ("currency", "eur"), ("success_url", "https://koprogo.example/")];
    let session = world.post("v1/checkout/sessions", &form).await.ok();
    let before = everything(&world.fake);
    world.fake.stop().await.expect("kept");

    let inbox = Inbox::open().await.expect("a free port");
    let world = World::with(scratch.config()).await;
    let again = world.fake.listen_again(inbox.url()).expect("loopback");
    assert_eq!(
        (&again.id, &again.secret),
        (&endpoint.id, &endpoint.secret),
        "the secret stays when the address moves"
    );
    let mut after = everything(&world.fake);
    let url = text(&after[6][0]["url"]);
    assert!(url.starts_with(&world.fake.url()), "the page is where the second run listens");
    after[6][0]["url"] = session["url"].clone();
    assert_eq!(before, after);
    let replayed = world.keyed("one", "v1/customers", &keyed).await;
    assert!(replayed.replayed && replayed.body == made, "the key is known");
    assert_eq!(world.pay(&card, "900").await.status, 402, "the card behaves as before");
    assert!(world.fake.deliver().await > 0, "what was not delivered is");
    world.fake.advance(5).await;
    assert_eq!(
        world.fake.object(&debit).expect("there")["status"],
        "succeeded",
        "the debit is settled on its day"
    );
    assert!(
        inbox
            .take()
            .iter()
            .any(|letter| String::from_utf8_lossy(&letter.body).contains("payment_intent.succeeded"))
    );
    let new = world.customer().await;
    assert!(before[0].iter().all(|customer| customer["id"] != new.as_str()), "ids are not given twice");
}

#[tokio::test]
async fn a_change_is_written_without_being_asked_and_only_for_its_owner() {
    let scratch = Scratch::new("written");
    let path = scratch.0.join("state.json");
    let world = World::with(scratch.config()).await;
    let customer = world.customer().await;
    let written = async {
        while !std::fs::read_to_string(&path).is_ok_and(|text| text.contains(&customer)) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), written).await.expect("written by itself");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[tokio::test]
async fn a_file_that_is_something_else_is_named() {
    let scratch = Scratch::new("else");
    let path = scratch.0.join("state.json");
    for (content, says) in
        [("{", "remove it to start anew"), ("{\"api_version\":\"2019\",\"state\":{}}", "remove it")]
    {
        std::fs::write(&path, content).expect("a file");
        let error = Fake::start(scratch.config()).await.map(drop).expect_err("no state");
        assert!(error.to_string().contains(says) && error.to_string().contains("state.json"), "{error}");
    }
}
