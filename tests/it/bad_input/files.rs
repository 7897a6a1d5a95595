//! Uploads.

use reqwest::Method;
use tests::{Building, Firm, fixtures, run, text};

use super::{Case, Stage, field, refusal};

pub fn cases(stage: &Stage, _: &'static str) -> Vec<Case> {
    let path = stage.building().at("/files");
    let post = || stage.client().request(Method::POST, &path);
    let upload = |content: &[u8]| post().upload("facture.pdf", content);
    let misnamed = "--b\r\nContent-Disposition: form-data; name=\"voucher\"\r\n\r\nx\r\n--b--\r\n";
    let broken = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.pdf\"\r\n\r\n%PDF";
    let form = "multipart/form-data; boundary=b";
    vec![
        refusal("text that calls itself PDF", upload(b"Facture: 1 000 euros"), 415, "unsupported-media"),
        refusal("a program", upload(b"\x7fELF\x02\x01\x01\0"), 415, "unsupported-media"),
        refusal("a page with a script", upload(b"<html><script>alert(1)</script>"), 415, "unsupported-media"),
        refusal("nothing", upload(b""), 422, "file-empty"),
        refusal("a PDF with nothing in it", upload(b"%PDF-1.7\n"), 422, "file-unreadable"),
        refusal("a PDF packed three times", upload(&fixtures::nested_pdf_bomb()), 422, "pdf-bomb"),
        field("a form without a file", post().raw(form, misnamed), "file", "required"),
        refusal("half a form", post().raw(form, broken), 400, "bad-request"),
        refusal(
            "a file outside a form",
            post().raw("application/pdf", fixtures::pdf("1")),
            400,
            "bad-request",
        ),
        refusal("a form without a boundary", post().raw("multipart/form-data", misnamed), 400, "bad-request"),
    ]
}

#[test]
fn ten_megabytes_that_would_become_ten_gigabytes_are_refused_before_they_do() {
    run(async |world| {
        let firm = Firm::sign_up(world).await;
        let building = Building::draft(&firm, "Résidence Clairvallon").await;
        let bomb = fixtures::pdf_bomb();
        assert!((9_000_000..10_485_760).contains(&bomb.len()), "{} bytes", bomb.len());
        let begun = std::time::Instant::now();
        let refused = building
            .client
            .request(Method::POST, &building.at("/files"))
            .upload("bombe.pdf", &bomb)
            .send()
            .await;
        let problem = refused.problem(422, "pdf-bomb");
        assert!(text(&problem, "detail").ends_with('.'));
        assert!(begun.elapsed().as_secs() < 20, "refused after {:?}", begun.elapsed());
        let stored = world.files_dir.join(&building.id);
        assert!(!stored.exists(), "nothing reached the file store");
    });
}
