//! The whole chain over HTTP, as five people: from the achievement to a subsidy of 18,000.00 yuan, on each database.

use std::io::Write as _;

use reqwest::multipart::{Form, Part};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::database::databases;
use tests::person::Person;
use tests::server::{Server, program};
use tests::town::{PASSWORD, settle};

use crate::listing::publish;

/// A day so many days from today in Asia/Shanghai, as `2026-03-05`: the market's day, wherever the machine stands.
pub(crate) fn day(from_today: i64) -> String {
    let shanghai = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    jiff::Timestamp::now()
        .to_zoned(shanghai)
        .date()
        .saturating_add(jiff::Span::new().days(from_today))
        .to_string()
}

/// Terms of a licence for 1,200,000 yuan, of which 900,000 are technology.
pub(crate) fn terms() -> Value {
    json!({
        "mode": "licence", "licence_kind": "non_exclusive", "territory": "中华人民共和国境内", "field_of_use": "电子产品散热",
        "period_from": day(0), "period_to": day(1500), "payment_mode": "instalments", "price_fen": 120_000_000,
        "instalments": [{ "due_on": day(20), "amount_fen": 60_000_000 }, { "due_on": day(200), "amount_fen": 60_000_000 }],
        "non_technical": [{ "name": "专用设备", "amount_fen": 30_000_000 }],
        "delivery": "交付全套技术资料，并现场指导 3 次", "acceptance": "连续运行 72 小时达标", "confidentiality": "保密 3 年"
    })
}

pub(crate) fn file(name: &str, text: &str) -> Part {
    Part::bytes(format!("%PDF-1.4 {text}").into_bytes()).file_name(name.to_owned())
}

/// A payment of 600,000 yuan, paid yesterday.
pub(crate) fn payment() -> Value {
    json!({
        "kind": "payment", "amount_fen": 60_000_000, "paid_on": day(0), "invoice_number": format!("{}149999999900000001", &day(0)[2..4]),
        "invoice_amount_fen": 60_000_000, "invoiced_on": day(0), "receipt_number": "SLHD0001",
        "payer": "示例新材料有限公司", "payee": "示例理工大学"
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn five_people_walk_from_an_achievement_to_its_subsidy() {
    for database in databases().await {
        let data = tempfile::tempdir().expect("a directory");
        let organisations = settle(data.path(), database.as_deref());
        let server = Server::start(data.path(), database.as_deref());
        let sign_in = |login: &'static str| Person::sign_in(&server.address, login, PASSWORD);
        let (university, enterprise, broker) = (
            sign_in("university").await,
            sign_in("enterprise").await,
            sign_in("broker").await,
        );
        let (agency, bureau, stranger) = (
            sign_in("agency").await,
            sign_in("bureau").await,
            sign_in("stranger").await,
        );

        let achievement = publish(&university, &bureau, "高导热石墨烯膜").await;
        let introduction = json!({ "achievement": achievement, "buyer": organisations[1], "note": "需求与成果相符，已电话沟通" });
        let introduction = format!(
            "/introductions/{}",
            broker.post("/introductions", introduction).await.id()
        );
        university
            .act(&introduction, "acknowledge", json!(null))
            .await
            .ok();
        enterprise
            .act(&introduction, "acknowledge", json!(null))
            .await
            .ok();

        let wanted = json!({ "mode": "licence", "purpose": "用于功率模块散热", "contact_name": "王示例", "contact": "0350-5550001" });
        let asked = enterprise
            .post(
                &format!("/achievements/{achievement}/licence-requests"),
                wanted.clone(),
            )
            .await
            .id();
        let twice = enterprise
            .post(
                &format!("/achievements/{achievement}/licence-requests"),
                wanted,
            )
            .await;
        assert_eq!(
            twice.status,
            StatusCode::CONFLICT,
            "one open request a buyer and achievement"
        );
        let request = format!("/licence-requests/{asked}");
        assert_eq!(stranger.get(&request).await.status, StatusCode::NOT_FOUND);
        let deal = university.act(&request, "accept", json!(null)).await.id();
        let deal = format!("/deals/{deal}");
        assert_eq!(stranger.get(&deal).await.status, StatusCode::NOT_FOUND);

        broker
            .post(
                &format!("{deal}/messages"),
                json!({ "text": "双方已确认引荐，请报价" }),
            )
            .await
            .id();
        let offer = enterprise.act(&deal, "offers", terms()).await.id();
        let own = enterprise
            .act(&deal, &format!("offers/{offer}/accept"), json!(null))
            .await;
        assert!(
            own.status.is_client_error(),
            "nobody accepts their own offer"
        );
        university
            .act(&deal, &format!("offers/{offer}/accept"), json!(null))
            .await
            .ok();
        let contract = format!(
            "/contracts/{}",
            university.act(&deal, "contract", json!(null)).await.id()
        );

        let text_hash = university.get(&contract).await.ok()["text_hash"].clone();
        let wrong = enterprise
            .post(
                &format!("{contract}/sign"),
                json!({ "text_hash": "0".repeat(64) }),
            )
            .await;
        assert!(
            wrong.status.is_client_error(),
            "only the text that was seen is confirmed"
        );
        university
            .post(
                &format!("{contract}/sign"),
                json!({ "text_hash": text_hash }),
            )
            .await
            .ok();
        enterprise
            .post(
                &format!("{contract}/sign"),
                json!({ "text_hash": text_hash }),
            )
            .await
            .ok();
        let amounts =
            json!({ "contract_value_fen": 120_000_000, "technology_amount_fen": 90_000_000 });
        university.act(&contract, "apply", amounts).await.ok();
        let decision = json!({
            "kind": "licence", "contract_value_fen": 120_000_000, "technology_amount_fen": 90_000_000,
            "registration_number": "示例登记 0001", "certified_on": day(0)
        });
        agency.act(&contract, "register", decision).await.ok();

        let recorded = pay(&enterprise, &contract, &payment()).await;
        let payment = format!("/payments/{}", recorded.id());
        let own = enterprise
            .act(&payment, "verify", json!({ "reason": "" }))
            .await;
        assert_eq!(
            own.status,
            StatusCode::FORBIDDEN,
            "the buyer does not verify its own payment"
        );
        bureau
            .act(&payment, "verify", json!({ "reason": "" }))
            .await
            .ok();

        let entitlements = enterprise.get("/subsidies/entitlements").await.ok();
        assert_eq!(
            entitlements["items"][0]["entitled_fen"], 1_800_000,
            "{entitlements}"
        );
        assert_eq!(
            stranger.get("/subsidies/entitlements").await.ok()["items"],
            json!([])
        );
        assert!(
            enterprise.page(&contract).await.contains("18,000.00"),
            "the contract's page says the same"
        );
        recompute_offline(&server, &bureau.get("/subsidies/ledger").await.ok());
        assert!(server.operate(&["verify"], "").status.success());
    }
}

pub(crate) async fn pay(
    enterprise: &Person,
    contract: &str,
    payment: &Value,
) -> tests::person::Answer {
    let form = Form::new()
        .part(
            "payment",
            Part::text(payment.to_string())
                .mime_str("application/json")
                .expect("a type"),
        )
        .part("invoice", file("发票.pdf", "invoice"))
        .part("receipt", file("回单.pdf", "receipt"));
    enterprise
        .send(
            enterprise
                .request(Method::POST, &format!("{contract}/payments"))
                .multipart(form),
        )
        .await
}

/// The exported ledger, computed by the command, gives what the server said.
fn recompute_offline(server: &Server, ledger: &Value) {
    let path = server.data.join("exported.json");
    let mut file = std::fs::File::create(&path).expect("a file");
    file.write_all(ledger.to_string().as_bytes())
        .expect("written");
    let policy = concat!(env!("CARGO_MANIFEST_DIR"), "/../policies/xinzhou-2020.toml");
    let output = std::process::Command::new(program())
        .args(["calculate", "--policy", policy, "--ledger"])
        .arg(&path)
        .output()
        .expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let computed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(computed["total_entitled_fen"], 1_800_000, "{computed}");
}
