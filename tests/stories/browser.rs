//! The whole chain in a browser: five people, nothing but what is on the pages.

use tests::browser::{Browser, is_installed};
use tests::database::not_run;
use tests::server::Server;
use tests::town::{PASSWORD, settle};

use crate::chain::day;

#[tokio::test(flavor = "multi_thread")]
async fn five_people_walk_the_chain_in_a_browser() {
    if !is_installed() {
        not_run("the story in a browser (chromium and chromedriver are not installed)");
        return;
    }
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let browser = Browser::start(&server.address).await;

    list(&browser).await;
    browser.sign_in("bureau", PASSWORD).await;
    browser.open("/desk/achievements").await;
    browser.press_button("发布").await;
    browser.reads("已发布").await;

    let deal = ask_and_accept(&browser).await;
    let contract = agree(&browser, &deal).await;
    register(&browser, &contract).await;
    pay(&browser, &contract, data.path()).await;

    browser.sign_in("bureau", PASSWORD).await;
    browser.open("/desk/payments").await;
    browser.press_button("核验通过").await;
    browser.reads("支付已核验").await;
    browser.sign_in("enterprise", PASSWORD).await;
    browser.open(&contract).await;
    browser.reads("18,000.00").await;
    browser.end().await;
}

async fn list(browser: &Browser) {
    browser.sign_in("university", PASSWORD).await;
    browser.open("/my/achievements/new").await;
    browser
        .press("main button[name='then'][value='submit']")
        .await;
    browser.reads("请填写成果名称").await;
    browser.fill("title", "高导热石墨烯膜").await;
    browser
        .fill(
            "abstract",
            "以国产氧化石墨烯为原料制成高导热柔性膜，已完成中试。",
        )
        .await;
    browser.choose("field", "新材", "新材料").await;
    browser
        .choose("industry", "化工", "C26 化学原料和化学制品制造业")
        .await;
    assert_eq!(
        browser.value("industry").await,
        "C26 化学原料和化学制品制造业"
    );
    browser.choose("ipc.0", "无机", "C01 无机化学").await;
    browser.fill("subject", "材料学").await;
    browser.pick("maturity", "6").await;
    browser.pick("modes", "licence").await;
    browser.fill("contact_name", "王示例").await;
    browser.fill("contact", "0350-5550000").await;
    browser
        .press("main button[name='then'][value='submit']")
        .await;
    browser
        .reads("“材料学”不在学科列表中，相近的有：430 材料科学")
        .await;
    browser.choose("subject", "材料", "430 材料科学").await;
    browser
        .press("main button[name='then'][value='submit']")
        .await;
    browser.reads("已提交审核").await;
}

/// The path of the deal.
async fn ask_and_accept(browser: &Browser) -> String {
    browser.sign_in("enterprise", PASSWORD).await;
    browser
        .open_until("/achievements?q=石墨烯", "高导热石墨烯膜")
        .await;
    browser.press("main a[href^='/achievements/ach_']").await;
    browser.press("main a[href$='/licence-requests']").await;
    browser.pick("mode", "licence").await;
    browser.fill("purpose", "用于功率模块散热").await;
    browser.fill("contact", "0350-5550001").await;
    browser.press("main form button.primary").await;
    browser.reads("许可意向已提出").await;
    browser.sign_in("university", PASSWORD).await;
    browser.press("main a[href^='/licence-requests/']").await;
    browser.press_button("接受并开始洽谈").await;
    browser.path().await
}

/// The path of the contract, drafted and confirmed by both.
async fn agree(browser: &Browser, deal: &str) -> String {
    browser.sign_in("enterprise", PASSWORD).await;
    browser.open(deal).await;
    browser.disclose("提出报价").await;
    browser.pick("payment_mode", "lump_sum").await;
    browser.fill("price_yuan", "120万").await;
    browser.fill("due_on", &day(20)).await;
    browser.fill("period_from", &day(0)).await;
    browser.fill("period_to", &day(1500)).await;
    browser
        .press("main form[action$='/offers'] button.primary")
        .await;
    browser.reads("报价已发出").await;
    browser.sign_in("university", PASSWORD).await;
    browser.open(deal).await;
    browser.press_button("接受报价").await;
    browser.press_button("起草合同").await;
    let contract = browser.path().await;
    browser.press_button("确认合同").await;
    browser.sign_in("enterprise", PASSWORD).await;
    browser.open(&contract).await;
    browser.press_button("确认合同").await;
    browser.reads("已签订").await;
    contract
}

async fn register(browser: &Browser, contract: &str) {
    browser.sign_in("university", PASSWORD).await;
    browser.open(contract).await;
    browser.press_button("申请认定登记").await;
    browser.reads("已申请认定登记").await;
    browser.sign_in("agency", PASSWORD).await;
    browser.press("main a[href^='/contracts/']").await;
    browser.fill("registration_number", "示例登记 0001").await;
    browser.fill("certified_on", &day(0)).await;
    browser.press_button("予以登记").await;
    browser.reads("已认定登记").await;
}

async fn pay(browser: &Browser, contract: &str, folder: &std::path::Path) {
    let voucher = folder.join("凭证.pdf");
    std::fs::write(&voucher, b"%PDF-1.4 example").expect("a file");
    browser.sign_in("enterprise", PASSWORD).await;
    browser.open(contract).await;
    browser.disclose("登记支付").await;
    browser.pick("kind", "payment").await;
    browser.fill("paid_on", &day(0)).await;
    browser.fill("receipt_number", "SLHD0001").await;
    browser.choose_file("receipt_file", &voucher).await;
    browser
        .fill(
            "invoice_number",
            &format!("{}149999999900000001", &day(0)[2..4]),
        )
        .await;
    browser.fill("invoice_amount_yuan", "600000").await;
    browser.fill("invoiced_on", &day(0)).await;
    browser.choose_file("invoice_file", &voucher).await;
    let send = "main form[action$='/payments'] button.primary";
    browser.press(send).await;
    // A missing amount loses nothing: neither what was typed nor the two files.
    browser.reads("请填写银行回单金额").await;
    let text = browser.text().await;
    assert_eq!(text.matches("已上传：凭证.pdf").count(), 2, "{text}");
    browser.fill("amount_yuan", "600000").await;
    browser.press(send).await;
    browser.reads("支付已登记").await;
}
