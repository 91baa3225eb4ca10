//! Files of a form that was refused wait a day for the person who sent them.

use domain::Timestamp;
use market::catalogue::attachment::Upload;

use crate::harness::on_each_database;

const FORM: &str = "/contracts/x/payments";

fn receipt() -> Upload {
    Upload {
        name: "C:\\回单.pdf".into(),
        // Large enough to lie on the disk while it arrives and while it waits.
        content: [&b"%PDF-1.4 "[..], &[b'x'; 300_000]].concat().into(),
    }
}

#[tokio::test]
async fn a_file_waits_for_its_sender_and_its_form_only_and_is_forgotten_after_a_day() {
    on_each_database(async |world| {
        let market = &world.market;
        let (upload, kept) = market
            .keep_sent_file(&world.buyer, FORM, "receipt_file", receipt())
            .await;
        assert_eq!(
            upload.content.sha256(),
            receipt().content.sha256(),
            "it is handed back"
        );
        let kept = kept.unwrap();
        assert_eq!((kept.name.as_str(), kept.size), ("回单.pdf", 300_009));
        let found = async |actor, form, control| {
            let found = market.sent_file(actor, form, control, &kept.id).await;
            found.unwrap().map(|(_, upload)| upload.content.sha256())
        };
        let (buyer, stranger) = (&world.buyer, &world.stranger);
        assert_eq!(
            found(buyer, FORM, "receipt_file").await,
            Some(receipt().content.sha256())
        );
        assert_eq!(found(stranger, FORM, "receipt_file").await, None);
        assert_eq!(found(buyer, FORM, "invoice_file").await, None);
        assert_eq!(found(buyer, "/my/import", "receipt_file").await, None);
        market.forget_sent_file(stranger, &kept.id).await;
        assert_eq!(market.forget_sent_files().await.unwrap(), 0);
        assert!(found(buyer, FORM, "receipt_file").await.is_some());
        market.set_clock(Some(Timestamp::now().plus_days(2)));
        assert_eq!(market.forget_sent_files().await.unwrap(), 1);
        market.set_clock(None);
        assert_eq!(found(buyer, FORM, "receipt_file").await, None);
    })
    .await;
}
