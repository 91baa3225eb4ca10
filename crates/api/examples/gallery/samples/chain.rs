//! Pages along the chain: request, introduction, deal, contract with payments and subsidy.

use api::catalogue::achievement::form_page::Tab;
use api::deals::contract::page::{
    ConfirmationView, ContractPage, EndingView, PaymentView, SubsidyView,
};
use api::deals::deal::page::{DealPage, MessageView, OfferView, PartyView, TermRow};
use api::deals::introduction::page::{IntroductionPage, IntroductionRow, IntroductionsPage};
use api::deals::licence_request::page::{RequestFormPage, RequestPage, RequestRow, RequestsPage};
use api::deals::register::page::{RegisterPage, RegisterRow};
use api::ui::parts::{
    Choice, Explanation, Facts, FileList, Finding, Pagination, Stage, SumStep, Tag, Tone,
};
use api::ui::{Form, Section};
use domain::deals::contract::basis::Difference;
use domain::deals::contract::text::{Clause, ContractText};
use domain::deals::party::{Party, Side};
use domain::money::payment::PaymentKind;

use super::*;

pub(crate) fn add(pages: &mut Pages) {
    add_request(pages);
    add_introduction(pages);
    add_deal(pages);
    add_contract(pages);
}

fn layout(kind: OrganisationKind, title: &str, address: &str) -> Layout {
    layout_of(kind, title, Section::Elsewhere, address).below("我的工作台", "/my")
}

fn achievement() -> Link {
    Link::new("碳化硅半绝缘衬底低缺陷生长技术", "/achievements/ach_1")
}

fn add_request(pages: &mut Pages) {
    let facts = Facts::new()
        .with_link("单位", Link::new("示例理工大学", "/organisations/org_1"))
        .with("可选方式", "转让、许可")
        .with("报价", "60万元");
    let form = Form::new()
        .with("mode", "licence")
        .with("contact_name", "王示例");
    let page = RequestFormPage {
        modes: api::ui::choices::modes(),
        layout: layout(
            OrganisationKind::Enterprise,
            "提出许可意向",
            "/achievements/ach_1/licence-requests",
        ),
        action: "/achievements/ach_1/licence-requests".into(),
        achievement: achievement(),
        facts,
        form: form.clone(),
    };
    pages.add("request-form", &page);
    let errors = vec![
        wrong(
            "purpose",
            "请说明用途，例如：用于年产 5 万吨水泥生产线的余热回收改造",
        ),
        wrong("proposed_price_fen", "金额应为数字，单位元，例如 18000.00"),
    ];
    let form = form.with("proposed_price_yuan", "面谈").refused(errors);
    pages.add("request-form-wrong", &RequestFormPage { form, ..page });
    let asked = Facts::new()
        .with_link(
            "企业",
            Link::new("忻州示例新材料有限公司", "/organisations/org_2"),
        )
        .with("转化方式", "许可（普通许可）")
        .with("拟出价格", "50万元")
        .with("使用地", "忻府区")
        .with("联系人", "王示例，0350-7654321");
    let open = RequestPage {
        layout: layout(
            OrganisationKind::University,
            "许可意向",
            "/licence-requests/req_1",
        ),
        id: "req_01h455vb4pex5vsknk084sn02q".into(),
        chain: chain(Stage::Request, Stage::Request),
        tag: Tag::new(Tone::Attention, "待答复"),
        achievement: achievement(),
        asked,
        purpose: "用于新建 6 英寸衬底生产线，一期年产 2 万片。\n希望先试用三个月。".into(),
        proposed_terms: "五年普通许可，地域为山西省，分两期付款。".into(),
        asked_at: at("2026-03-01T02:00:00Z"),
        due: due("2026-03-11"),
        answer: Facts::new(),
        way_on: "请接受或婉拒".into(),
        ask_again: None,
        deal: None,
        accept: Some(verb(
            "接受并开始洽谈",
            "/licence-requests/req_1/accept",
            Weight::Primary,
        )),
        decline_form: Some(
            Form::new()
                .refused(vec![wrong("text", "选择“其他原因”时请写明原因")])
                .with("reason", "other"),
        ),
        decline_action: "/licence-requests/req_1/decline".into(),
        withdraw: None,
    };
    pages.add("request", &open);
    let declined = RequestPage {
        layout: layout(
            OrganisationKind::Enterprise,
            "许可意向",
            "/licence-requests/req_1",
        ),
        tag: Tag::new(Tone::Danger, "已婉拒"),
        chain: Chain::new(
            Stage::Request,
            vec![
                ChainStep::new(Stage::Achievement, StepState::Done),
                ChainStep {
                    word: "已婉拒".into(),
                    ..ChainStep::new(Stage::Request, StepState::Stopped)
                },
            ],
        ),
        due: None,
        answer: Facts::new()
            .with("婉拒原因", "已独占许可他人")
            .with("答复时间", "2026年3月3日 10:12"),
        accept: None,
        decline_form: None,
        way_on: "可以按婉拒原因调整条件后重新提出，或查找相近的成果".into(),
        ask_again: Some(Link::new(
            "重新提出意向",
            "/achievements/ach_1/licence-requests",
        )),
        ..open
    };
    pages.add("request-declined", &declined);
    let row = |word: &str, tone, reason: &str, way_on| RequestRow {
        subject: Link::new("碳化硅衬底抛光工艺", "/licence-requests/req_1"),
        counterpart: "示例理工大学".into(),
        tag: Tag::new(tone, word),
        reason: reason.into(),
        way_on,
        asked_at: at("2026-03-01T02:00:00Z"),
        answered_at: (!reason.is_empty()).then(now),
    };
    pages.add("register", &register());
    let tab = |label: &str, count, here| Tab {
        label: label.into(),
        count,
        href: "/my/licence-requests?side=sent".into(),
        here,
    };
    pages.add(
        "requests",
        &RequestsPage {
            layout: layout(
                OrganisationKind::Enterprise,
                "许可意向",
                "/my/licence-requests",
            ),
            tabs: vec![
                tab("我方提出 · 全部", 2, true),
                tab("我方提出 · 已婉拒", 1, false),
            ],
            rows: vec![
                row("待答复", Tone::Action, "", "等待卖方答复；答复前可以撤回"),
                row(
                    "已婉拒",
                    Tone::Danger,
                    "已独占许可他人",
                    "可以按婉拒原因调整条件后重新提出，或查找相近的成果",
                ),
            ],
            pagination: Pagination {
                showing: "共 2 条".into(),
                previous: String::new(),
                next: String::new(),
            },
        },
    );
}

fn add_introduction(pages: &mut Pages) {
    let row = IntroductionRow {
        subject: Link::new("碳化硅半绝缘衬底低缺陷生长技术", "/introductions/int_1"),
        seller: "示例理工大学".into(),
        buyer: "忻州示例新材料有限公司".into(),
        tag: Tag::new(Tone::Good, "双方已确认"),
        at: now(),
        protected_until: due("2027-01-05"),
        deal: Some(Link::new("已开始洽谈", "/deals/dea_1")),
    };
    let page = IntroductionsPage {
        layout: layout_of(
            OrganisationKind::TransferInstitution,
            "引荐",
            Section::My,
            "/my/introductions",
        ),
        form: Some(Form::new()),
        rows: vec![row],
        pagination: Pagination::default(),
    };
    pages.add("introductions", &page);
    pages.add(
        "introductions-empty",
        &IntroductionsPage {
            rows: vec![],
            ..page
        },
    );
    let one = IntroductionPage {
        layout: layout(OrganisationKind::Enterprise, "引荐", "/introductions/int_1"),
        tag: Tag::new(Tone::Attention, "卖方已确认，待买方确认"),
        facts: Facts::new()
            .with("引荐机构", "示例技术转移中心")
            .with_link("成果", achievement())
            .with("卖方", "示例理工大学")
            .noted("2026年3月2日确认")
            .with("买方", "忻州示例新材料有限公司"),
        note: "贵公司正在新建衬底生产线，该校中试线指标与贵公司的要求一致。".into(),
        acknowledge: Some(verb(
            "确认引荐",
            "/introductions/int_1/acknowledge",
            Weight::Primary,
        )),
        refuse_form: Some(Form::new().of_version(2)),
        refuse_action: "/introductions/int_1/refuse".into(),
        withdraw: None,
    };
    pages.add("introduction", &one);
}

fn add_deal(pages: &mut Pages) {
    let term = |label: &str, value: &str, before: Option<&str>| TermRow {
        label: label.into(),
        value: value.into(),
        before: before.map(Into::into),
    };
    let offer = |title: &str, word: &str, tone| OfferView {
        title: title.into(),
        by: "卖方 周示例（示例理工大学）".into(),
        at: now(),
        tag: Tag::new(tone, word),
        terms: vec![
            term("转化方式", "许可", None),
            term("许可方式", "普通许可", Some("独占许可")),
            term("地域范围", "山西省", None),
            term("期限", "2026年4月1日至2031年3月31日", None),
            term("支付方式", "分期支付", Some("一次总付")),
            term("价款", "100万元", Some("120万元")),
            term(
                "付款安排",
                "第1期 2026年4月15日前 60万元；第2期 2026年10月15日前 40万元",
                Some("付款日：2026年4月15日"),
            ),
            term("其中非技术部分", "试验设备一套 20万元", None),
        ],
        has_earlier: true,
        verbs: vec![],
        unread: false,
    };
    let first_offer = || {
        let offer = offer("卖方的报价", "已被取代", Tone::Neutral);
        let unchanged = offer.terms.into_iter().map(|row| TermRow {
            before: None,
            ..row
        });
        OfferView {
            terms: unchanged.collect(),
            has_earlier: false,
            ..offer
        }
    };
    let message = |party: Party, author: &str, own, text: &str| MessageView {
        party,
        author: author.into(),
        at: now(),
        text: text.into(),
        own,
        unread: !own,
    };
    let parties = vec![
        PartyView {
            party: Party::Seller,
            organisation: Link::new("示例理工大学", "/organisations/org_1"),
            people: vec!["周示例，0350-1234567".into()],
        },
        PartyView {
            party: Party::Buyer,
            organisation: Link::new("忻州示例新材料有限公司", "/organisations/org_2"),
            people: vec!["王示例".into()],
        },
        PartyView {
            party: Party::Broker,
            organisation: Link::new("示例技术转移中心", "/organisations/org_3"),
            people: vec!["吴示例".into()],
        },
    ];
    let with_verbs = OfferView {
        verbs: vec![verb(
            "接受报价",
            "/deals/dea_1/offers/off_3/accept",
            Weight::Primary,
        )],
        ..offer("第 3 次报价", "待答复", Tone::Action)
    };
    let offer_form = Form::new()
        .scoped("offer")
        .of_version(5)
        .with("mode", "licence")
        .with("payment_mode", "instalments")
        .with("price_yuan", "1,000,000.00");
    let page = DealPage {
        layout: layout(OrganisationKind::Enterprise, "交易洽谈", "/deals/dea_1"),
        id: "dea_01h455vb4pex5vsknk084sn02q".into(),
        path: "/deals/dea_1".into(),
        chain: chain(Stage::Deal, Stage::Deal),
        tag: Tag::new(Tone::Action, "洽谈中"),
        turn: "等待买方答复卖方的报价".into(),
        my_turn: true,
        due: due("2026-03-12"),
        closing: String::new(),
        achievement: achievement(),
        parties,
        offer: Some(with_verbs),
        earlier: vec![
            offer("第 2 次报价", "已被新报价取代", Tone::Neutral),
            first_offer(),
        ],
        findings: vec![],
        contract: None,
        draft: None,
        messages: vec![
            message(
                Party::Broker,
                "吴示例（示例技术转移中心）",
                false,
                "双方已见面，技术指标没有分歧，建议先谈许可方式。",
            ),
            message(
                Party::Buyer,
                "王示例（忻州示例新材料有限公司）",
                true,
                "独占许可的价格超出预算，能否改为普通许可？\n设备部分希望单独列明。",
            ),
            message(
                Party::Seller,
                "周示例（示例理工大学）",
                false,
                "可以，见新的报价。",
            ),
        ],
        message_form: Some(Form::new().scoped("message")),
        offer_form: Some(offer_form.clone()),
        close_form: Some(Form::new().scoped("close").of_version(5)),
        files: files(),
        file_form: Some(Form::new().scoped("file")),
        forecast: Some(explanation("1000000", "30000")),
    };
    pages.add("deal", &page);
    let errors = vec![
        wrong(
            "price_fen",
            "分期金额合计 900,000.00 元，与价款 1,000,000.00 元不符",
        ),
        wrong(
            "instalments/1/due_on",
            "日期应写明年月日，例如 2026年3月5日",
        ),
    ];
    let form = offer_form
        .with("instalments.0.due_on", "2026-04-15")
        .with("instalments.1.due_on", "明年")
        .refused(errors);
    pages.add(
        "deal-offer-wrong",
        &DealPage {
            offer_form: Some(form),
            ..page.clone()
        },
    );
    let closed = DealPage {
        chain: chain(Stage::Deal, Stage::Deal),
        tag: Tag::new(Tone::Neutral, "未成交"),
        turn: String::new(),
        closing: "价格未谈拢。买方预算在 80 万元以内。".into(),
        offer: None,
        earlier: vec![],
        messages: vec![],
        message_form: None,
        offer_form: None,
        close_form: None,
        files: FileList {
            files: vec![],
            none: "没有文件".into(),
        },
        file_form: None,
        forecast: None,
        ..page
    };
    pages.add("deal-closed", &closed);
}

pub(crate) fn explanation(paid: &str, subsidy: &str) -> Explanation {
    let step = |text: String, amount: &str| SumStep {
        clause: "第九条".into(),
        text,
        amount: Some(yuan(amount)),
    };
    Explanation {
        caption: "补助计算过程".into(),
        steps: vec![
            step(
                format!("已核验支付 {}，减去已核验退款 0.00 元", yuan(paid)),
                paid,
            ),
            step(format!("{} × 3%", yuan(paid)), subsidy),
            step("单项成果累计最高 500,000.00 元，未超过".into(), subsidy),
        ],
        total_label: "应得补助".into(),
        total: yuan(subsidy),
        findings: vec![Finding {
            article: String::new(),
            text: "请核对是否已获省级补助；未提供证明不影响本次核算。".into(),
            bars: false,
            mend: None,
        }],
    }
}

pub(crate) fn payment(number: usize, word: &str, tone: Tone) -> PaymentView {
    let doubtful = number == 2;
    PaymentView {
        id: format!("pay_01h455vb4pex5vsknk084sn0{number:02}"),
        version: 1,
        kind: PaymentKind::Payment,
        amount: yuan(if doubtful { "400000" } else { "600000" }),
        paid_on: day("2026-03-01"),
        tag: Tag::new(tone, word),
        contract: None,
        vouchers: Facts::new()
            .with("发票", "数电票 26142000000012345678，600,000.00 元")
            .noted("2026年2月27日开具")
            .with("银行回单", "示例回单 2026030100018")
            .with("付款", "忻州示例新材料有限公司")
            .with("收款", "示例理工大学"),
        files: files(),
        findings: if doubtful {
            vec![
                Finding {
                    article: String::new(),
                    text: "发票号码 26142000000012345678 已用于另一笔支付。".into(),
                    bars: true,
                    mend: None,
                },
                Finding {
                    article: String::new(),
                    text: "付款日 2026年3月1日 早于合同签订日 2026年3月2日。".into(),
                    bars: false,
                    mend: None,
                },
            ]
        } else {
            vec![]
        },
        recorded: ("王示例（忻州示例新材料有限公司）".into(), now()),
        decided: (!doubtful).then(|| ("郑示例（示例市科技局）".to_owned(), now(), String::new())),
        decision_form: None,
        barred: doubtful,
        correct_form: None,
        withdraw: None,
    }
}

pub(crate) fn subsidy(due: &str) -> SubsidyView {
    SubsidyView {
        contract: Link::new(
            "“碳化硅半绝缘衬底低缺陷生长技术”技术许可合同",
            "/contracts/con_1",
        ),
        achievement: achievement(),
        beneficiary: Link::new("忻州示例新材料有限公司", "/organisations/org_2"),
        eligible: yuan("600000"),
        entitled: yuan("18000"),
        disbursed: yuan("5000"),
        due: yuan(due),
        explanation: explanation("600000", "18000"),
    }
}

fn add_contract(pages: &mut Pages) {
    let clause = |heading: &str, body: &str| Clause {
        heading: heading.into(),
        body: body.into(),
    };
    let text = ContractText {
        title: "“碳化硅半绝缘衬底低缺陷生长技术”技术许可合同".into(),
        clauses: vec![
            clause(
                "当事人",
                "卖方（许可人）：示例理工大学。\n买方（被许可人）：忻州示例新材料有限公司，统一社会信用代码 91140902MA00003650。",
            ),
            clause(
                "转化方式、范围和期限",
                "转化方式：许可。\n许可方式：普通许可。\n地域范围：山西省。期限：2026年4月1日至2031年3月31日。",
            ),
            clause(
                "价款和支付方式",
                "价款人民币 1,000,000.00 元，一次总算、分期支付。",
            ),
        ],
    };
    let form = Form::new()
        .scoped("text")
        .with("title", &text.title)
        .with("clauses.0.heading", "当事人")
        .with("clauses.0.body", &text.clauses[0].body);
    let draft = ContractPage {
        layout: layout(OrganisationKind::Enterprise, "技术合同", "/contracts/con_1"),
        id: "con_01h455vb4pex5vsknk084sn02q".into(),
        path: "/contracts/con_1".into(),
        version: 4,
        chain: chain(Stage::Contract, Stage::Contract),
        tag: Tag::new(Tone::Action, "卖方已确认，待买方确认"),
        reason: String::new(),
        facts: Facts::new()
            .with("合同类型", "技术许可合同")
            .with_link("成果", achievement())
            .with_link("洽谈", Link::new("查看条款与留言", "/deals/dea_1"))
            .with("价款", "1,000,000.00 元")
            .with("引荐机构", "示例技术转移中心"),
        findings: vec![Finding {
            article: "民法典第八百六十七条".into(),
            text: "没有约定验收标准和方法。建议补充，避免争议。".into(),
            bars: false,
            mend: None,
        }],
        differences: vec![Difference {
            heading: "当事人".into(),
            before: vec!["地址：忻州市旧址".into()],
            now: vec!["地址：忻州市新址".into()],
        }],
        redraft: Some(verb(
            "按最新资料重新起草",
            "/contracts/con_1/redraft",
            Weight::Secondary,
        )),
        text_hash: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".into(),
        text,
        confirmations: vec![
            ConfirmationView {
                side: Side::Seller,
                organisation: Link::new("示例理工大学", "/organisations/org_1"),
                by: Some(("周示例".into(), now())),
            },
            ConfirmationView {
                side: Side::Buyer,
                organisation: Link::new("忻州示例新材料有限公司", "/organisations/org_2"),
                by: None,
            },
        ],
        can_sign: true,
        text_form: Some(form),
        apply_form: None,
        decide_form: None,
        decide_due: None,
        registration: Facts::new(),
        ending: None,
        files: FileList {
            files: vec![],
            none: String::new(),
        },
        complete_href: String::new(),
        cancel_href: "/contracts/con_1/cancel".into(),
        payments: vec![],
        paid: Fen::ZERO,
        payment_form: None,
        subsidies: vec![],
    };
    pages.add("contract-draft", &draft);
    let values = Form::new()
        .with("contract_value_yuan", "1,000,000.00")
        .with("technology_amount_yuan", "800,000.00")
        .with("kind", "licence");
    let applied = ContractPage {
        layout: layout(
            OrganisationKind::RegistrationAgency,
            "技术合同",
            "/contracts/con_1",
        ),
        tag: Tag::new(Tone::Action, "已申请认定登记"),
        chain: chain(Stage::Registration, Stage::Registration),
        can_sign: false,
        text_form: None,
        decide_form: Some(
            values
                .clone()
                .scoped("decide")
                .refused(vec![wrong("registration_number", "请填写登记编号")]),
        ),
        decide_due: due("2026-03-20")
            .map(|due| (due, "2026年的放假安排未录入，按周一至周五计算".into())),
        registration: Facts::new()
            .with(
                "申请",
                "合同成交额 1,000,000.00 元，技术交易额 800,000.00 元",
            )
            .noted("周示例，2026年3月1日"),
        cancel_href: String::new(),
        ..draft.clone()
    };
    pages.add("contract-applied", &applied);
    let running = ContractPage {
        layout: layout(OrganisationKind::Enterprise, "技术合同", "/contracts/con_1"),
        tag: Tag::new(Tone::Good, "已认定登记"),
        chain: chain(Stage::Payments, Stage::Payments),
        findings: vec![],
        decide_form: None,
        decide_due: None,
        apply_form: Some(values.scoped("apply")),
        registration: Facts::new()
            .with("登记编号", "示例 2026-0017")
            .with("合同成交额", "1,000,000.00 元")
            .with("技术交易额", "800,000.00 元"),
        complete_href: "/contracts/con_1/complete".into(),
        ending: Some(EndingView {
            facts: Facts::new()
                .with("状态", "待对方答复")
                .with("解除原因", "中试未达到约定指标"),
            propose_form: None,
            agree: Some(verb(
                "同意解除",
                "/contracts/con_1/ending/agree",
                Weight::Danger,
            )),
            refuse_form: Some(Form::new().scoped("ending")),
            withdraw: None,
            record_form: None,
            registered: true,
        }),
        payments: vec![
            payment(1, "已核验", Tone::Good),
            payment(2, "待核验", Tone::Action),
        ],
        paid: yuan("600000"),
        payment_form: Some(
            Form::new()
                .scoped("payment")
                .with("kind", "payment")
                .refused(vec![wrong(
                    "invoice_number",
                    "数电票号码应为 20 位数字，现有 19 位",
                )]),
        ),
        subsidies: vec![subsidy("13000")],
        ..applied
    };
    pages.add("contract-running", &running);
}

fn register() -> RegisterPage {
    let row = |decision, number: &str, reason: &str| RegisterRow {
        subject: Link::new("碳化硅衬底抛光工艺", "/contracts/con_1"),
        number: number.into(),
        parties: "示例理工大学 → 忻州示例新材料有限公司".into(),
        decision,
        reason: reason.into(),
        value: if number.is_empty() {
            String::new()
        } else {
            "1,200,000.00".into()
        },
        technology: if number.is_empty() {
            String::new()
        } else {
            "900,000.00".into()
        },
        by: "李示例".into(),
        on: day("2026-03-05"),
    };
    RegisterPage {
        layout: layout(
            OrganisationKind::RegistrationAgency,
            "登记簿",
            "/my/register",
        ),
        form: Form::new(),
        decisions: vec![
            Choice::new("registered", "予以登记"),
            Choice::new("returned", "退回补正"),
        ],
        rows: vec![
            row("予以登记", "示例登〔2026〕1号", ""),
            row("退回补正", "", "请补充专利实施许可备案材料"),
        ],
        export_href: "/my/register.csv?q=".into(),
        pagination: Pagination {
            showing: "共 2 条".into(),
            previous: String::new(),
            next: String::new(),
        },
    }
}
