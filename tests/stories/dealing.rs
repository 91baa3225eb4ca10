//! Answers that stay within reach, payments corrected, contracts returned and ended by two, over HTTP, on each database.

use reqwest::multipart::{Form, Part};
use reqwest::{Method, StatusCode};
use serde_json::json;
use tests::database::databases;
use tests::person::Person;
use tests::server::Server;
use tests::town::{PASSWORD, settle};

use crate::chain::{file, pay, payment, terms};
use crate::listing::publish;

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_left_without_an_answer() {
    for database in databases().await {
        let data = tempfile::tempdir().expect("a directory");
        settle(data.path(), database.as_deref());
        let server = Server::start(data.path(), database.as_deref());
        let sign_in = |login: &'static str| Person::sign_in(&server.address, login, PASSWORD);
        let (university, enterprise) = (sign_in("university").await, sign_in("enterprise").await);
        let (agency, bureau) = (sign_in("agency").await, sign_in("bureau").await);

        let achievement = publish(&university, &bureau, "高导热石墨烯膜").await;
        let wanted = json!({ "mode": "licence", "purpose": "用于功率模块散热", "contact_name": "王示例", "contact": "0350-5550001" });
        let ask = format!("/achievements/{achievement}/licence-requests");
        let request = format!(
            "/licence-requests/{}",
            enterprise.post(&ask, wanted.clone()).await.id()
        );
        let seen = enterprise.get(&request).await;
        university
            .act(
                &request,
                "decline",
                json!({ "reason": "price", "text": "低于成本" }),
            )
            .await
            .ok();
        let late = enterprise
            .request(Method::POST, &format!("{request}/withdraw"))
            .header("if-match", seen.etag);
        let late = enterprise.send(late).await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
        let said = late.body["detail"].as_str().unwrap_or_default();
        assert!(
            said.contains("卖方（示例理工大学）已于") && said.contains("婉拒许可意向"),
            "{said}"
        );
        let declined = enterprise
            .get("/licence-requests?side=sent&state=declined")
            .await
            .ok();
        assert_eq!(declined["items"][0]["decline"]["text"], "低于成本");
        for (person, words) in [(&enterprise, "重新提出"), (&university, "无需办理")] {
            let page = person.page("/my/licence-requests?state=declined").await;
            assert!(page.contains("低于成本") && page.contains(words), "{page}");
        }

        let request = format!(
            "/licence-requests/{}",
            enterprise.post(&ask, wanted).await.id()
        );
        let deal = format!(
            "/deals/{}",
            university.act(&request, "accept", json!(null)).await.id()
        );
        university
            .post(&format!("{deal}/messages"), json!({ "text": "请看条款" }))
            .await
            .id();
        assert_eq!(enterprise.get(&deal).await.ok()["unread"], 1);
        assert!(enterprise.page(&deal).await.contains("未读"));
        assert!(
            !enterprise.page(&deal).await.contains("未读"),
            "the page was looked at"
        );
        let offer = enterprise.act(&deal, "offers", terms()).await.id();
        university
            .act(&deal, &format!("offers/{offer}/accept"), json!(null))
            .await
            .ok();
        let contract = format!(
            "/contracts/{}",
            university.act(&deal, "contract", json!(null)).await.id()
        );
        let text_hash = university.get(&contract).await.ok()["text_hash"].clone();
        for side in [&university, &enterprise] {
            side.post(
                &format!("{contract}/sign"),
                json!({ "text_hash": text_hash }),
            )
            .await
            .ok();
        }
        let amounts =
            json!({ "contract_value_fen": 120_000_000, "technology_amount_fen": 90_000_000 });
        university
            .act(&contract, "apply", amounts.clone())
            .await
            .ok();
        agency
            .act(&contract, "return", json!({ "reason": "请补充备案材料" }))
            .await
            .ok();
        assert!(university.page(&contract).await.contains("请补充备案材料"));
        university.act(&contract, "apply", amounts).await.ok();
        let registered = json!({
            "kind": "licence", "contract_value_fen": 120_000_000, "technology_amount_fen": 90_000_000,
            "registration_number": "示例登〔2026〕7号", "certified_on": crate::chain::day(0)
        });
        agency.act(&contract, "register", registered).await.ok();
        assert!(
            agency
                .page("/my/register?q=2026〕7")
                .await
                .contains("示例登〔2026〕7号")
        );
        let csv = agency.page("/my/register.csv").await;
        assert!(
            csv.contains("请补充备案材料") && csv.contains("1200000.00"),
            "{csv}"
        );
        assert_eq!(
            enterprise.get("/registrations/decided").await.status,
            StatusCode::FORBIDDEN
        );

        let recorded = format!(
            "/payments/{}",
            pay(&enterprise, &contract, &payment()).await.id()
        );
        bureau
            .act(&recorded, "reject", json!({ "reason": "回单户名不符" }))
            .await
            .ok();
        let page = enterprise.page(&contract).await;
        assert!(
            page.contains("更正并重新提交") && page.contains("回单户名不符"),
            "{page}"
        );
        let read = enterprise.get(&recorded).await;
        let corrected = Form::new().part(
            "payment",
            Part::text(payment().to_string())
                .mime_str("application/json")
                .expect("a type"),
        );
        let put = enterprise
            .request(Method::PUT, &recorded)
            .header("if-match", read.etag)
            .multipart(corrected);
        assert_eq!(enterprise.send(put).await.status, StatusCode::NO_CONTENT);
        let again = enterprise.get(&recorded).await.ok();
        assert!(
            again["state"] == "recorded" && again["receipt_file"]["name"] == "回单.pdf",
            "its files are kept: {again}"
        );
        assert!(
            enterprise
                .page(&format!("{contract}/complete"))
                .await
                .contains("1,200,000.00 元 未支付或未核验")
        );

        university
            .act(&contract, "ending", json!({ "reason": "中试未达标" }))
            .await
            .ok();
        assert!(enterprise.page(&contract).await.contains("同意解除"));
        enterprise
            .act(&contract, "ending/agree", json!(null))
            .await
            .ok();
        assert_eq!(
            university.get(&contract).await.ok()["state"],
            "registered",
            "its end is for the agency to record"
        );
        let read = agency.get(&contract).await;
        let form = Form::new()
            .text("reason", "双方签订解除协议")
            .part("document", file("解除协议.pdf", "agreement"));
        let record = agency
            .request(Method::POST, &format!("{contract}/ending/record"))
            .header("if-match", read.etag)
            .multipart(form);
        assert_eq!(agency.send(record).await.status, StatusCode::NO_CONTENT);
        assert!(enterprise.page(&contract).await.contains("解除协议.pdf"));
        assert!(server.operate(&["verify"], "").status.success());
    }
}
