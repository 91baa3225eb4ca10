//! Every route with who may and what is sent: the permission table as the doors of the house apply it.
//!
//! A body is well-formed, so that the answer is about permission; the version that is sent (999) is one that nothing has,
//! so that whoever may act changes nothing where a version is asked for.

use market::kernel::permission::Action;
use market::kernel::permission::Action::*;

use crate::town::Thing::{self, *};

/// What is sent.
#[derive(Clone, Debug)]
pub(crate) enum Sent {
    /// No body.
    Nothing,
    /// JSON.
    Json(String),
    /// The controls of a form.
    Form(String),
    /// The parts of a form with files.
    Parts(Vec<(&'static str, String)>),
}

/// Who may.
#[derive(Clone, Debug)]
pub(crate) enum Gate {
    /// Anyone, signed in or not; what is shown may differ.
    Anyone,
    /// Whoever is signed in: it is about their own things.
    SignedIn,
    /// Who may do one of these, to nothing in particular.
    Needs(&'static [Action]),
    /// Who may do one of these to their own organisation.
    AtHome(&'static [Action]),
    /// Who sees the things and may do one of these to them.
    Of {
        /// With which things it is tried.
        things: &'static [Thing],
        /// By which row of the table one knows of them.
        see: Action,
        /// By which rows one may act.
        needs: &'static [Action],
    },
}

/// A route.
#[derive(Clone, Debug)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) gate: Gate,
    pub(crate) sent: Sent,
    /// The path to ask for, where it has parts that are no identifier of a thing.
    pub(crate) example: Option<&'static str>,
    /// Asked from a browser that was signed in just now.
    pub(crate) signs_in_anew: bool,
}

impl Route {
    fn new(method: &'static str, path: &'static str, gate: Gate) -> Self {
        Self {
            method,
            path,
            gate,
            sent: Sent::Nothing,
            example: None,
            signs_in_anew: false,
        }
    }

    fn json(self, text: &str) -> Self {
        Self {
            sent: Sent::Json(text.to_owned()),
            ..self
        }
    }

    fn form(self, text: &str) -> Self {
        Self {
            sent: Sent::Form(text.to_owned()),
            ..self
        }
    }

    fn parts(self, parts: &[(&'static str, &str)]) -> Self {
        Self {
            sent: Sent::Parts(
                parts
                    .iter()
                    .map(|(name, value)| (*name, (*value).to_owned()))
                    .collect(),
            ),
            ..self
        }
    }

    fn signed_in_anew(self) -> Self {
        Self {
            signs_in_anew: true,
            ..self
        }
    }

    fn such_as(self, path: &'static str) -> Self {
        Self {
            example: Some(path),
            ..self
        }
    }
}

fn anyone(method: &'static str, path: &'static str) -> Route {
    Route::new(method, path, Gate::Anyone)
}

fn signed_in(method: &'static str, path: &'static str) -> Route {
    Route::new(method, path, Gate::SignedIn)
}

fn needs(method: &'static str, path: &'static str, actions: &'static [Action]) -> Route {
    Route::new(method, path, Gate::Needs(actions))
}

fn at_home(method: &'static str, path: &'static str, actions: &'static [Action]) -> Route {
    Route::new(method, path, Gate::AtHome(actions))
}

fn of(
    method: &'static str,
    path: &'static str,
    things: &'static [Thing],
    see: Action,
    needs: &'static [Action],
) -> Route {
    Route::new(method, path, Gate::Of { things, see, needs })
}

const LISTINGS: &[Thing] = &[DraftAchievement, Achievement];
const DEMANDS: &[Thing] = &[DraftDemand, Demand];
const CONTRACTS: &[Thing] = &[DraftContract, Contract];

const LISTING: &str = r#"{"title":"示例成果"}"#;
const DEMAND: &str = r#"{"title":"示例需求","description":"寻找一种材料"}"#;
const ASKING: &str = r#"{"mode":"licence","purpose":"用于示例生产线","contact_name":"示例联系人","contact":"0350-7654321"}"#;
const TERMS: &str = r#"{"mode":"licence","payment_mode":"lump_sum","price_fen":60000000}"#;
const PAID: &str = r#"{"kind":"payment","amount_fen":100,"paid_on":"{today}","receipt_number":"R-1","payer":"示例水泥有限公司","payee":"示例大学"}"#;
const ORGANISATION: &str = r#"{"name":"示例新单位","kind":"enterprise","credit_code":"91140902MA00003650","division_code":"140902"}"#;

/// Every route.
pub(crate) fn routes() -> Vec<Route> {
    [
        listings(),
        demands(),
        talks(),
        contracts(),
        people(),
        rest(),
        endings(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn listings() -> Vec<Route> {
    vec![
        anyone("GET", "/achievements").such_as("/achievements?q=%E4%BD%99%E7%83%AD"),
        of(
            "GET",
            "/achievements/{id}",
            LISTINGS,
            AchievementSee,
            &[AchievementSee, AchievementSeePublished],
        ),
        of(
            "GET",
            "/achievements/{id}/files/{attachment}",
            LISTINGS,
            AchievementSee,
            &[AchievementSee, AchievementSeePublished],
        ),
        of(
            "GET",
            "/achievements/{id}/files/{attachment}",
            &[ConfidentialFile],
            AchievementSeeConfidential,
            &[AchievementSeeConfidential],
        ),
        signed_in("GET", "/my/achievements"),
        needs("GET", "/my/achievements/new", &[AchievementCreate]),
        needs("POST", "/my/achievements/new", &[AchievementCreate]).form("title=示例成果"),
        of(
            "GET",
            "/my/achievements/{id}/edit",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        ),
        of(
            "POST",
            "/my/achievements/{id}/edit",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        )
        .form("title=示例成果&version=999"),
        of(
            "POST",
            "/my/achievements/{id}/submit",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        )
        .form("version=999"),
        of(
            "POST",
            "/my/achievements/{id}/confirm",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        )
        .form("version=999"),
        of(
            "GET",
            "/my/achievements/{id}/withdraw",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        ),
        of(
            "POST",
            "/my/achievements/{id}/withdraw",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        )
        .form("version=999&confirmed=yes&reason=已独占许可"),
        of(
            "POST",
            "/my/achievements/{id}/files",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        )
        .parts(&[("tier", "parties"), ("file", "%PDF-1.7")]),
        of(
            "POST",
            "/my/achievements/{id}/discard",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        )
        .form("version=999"),
        of(
            "POST",
            "/my/achievements/{id}/files/{attachment}/remove",
            &[SettledAchievement],
            AchievementSee,
            &[AchievementManage],
        ),
        of(
            "POST",
            "/api/v1/achievements/{id}/discard",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        ),
        needs("GET", "/desk/achievements", &[AchievementReview]),
        of(
            "POST",
            "/desk/achievements/{id}/publish",
            LISTINGS,
            AchievementSee,
            &[AchievementReview],
        )
        .form("version=999"),
        of(
            "POST",
            "/desk/achievements/{id}/return",
            LISTINGS,
            AchievementSee,
            &[AchievementReview],
        )
        .form("version=999&reason=请补充"),
        needs("GET", "/my/import", &[AchievementCreate]),
        needs("POST", "/my/import", &[AchievementCreate]).parts(&[("file", "成果名称\n示例\n")]),
        signed_in("GET", "/my/import/template.xlsx"),
        anyone("GET", "/my/import/template.csv"),
        of(
            "GET",
            "/my/import/{id}",
            &[Import],
            ImportManage,
            &[ImportManage],
        ),
        of(
            "GET",
            "/my/import/{id}/report.csv",
            &[Import],
            ImportManage,
            &[ImportManage],
        ),
        anyone("GET", "/api/v1/achievements")
            .such_as("/api/v1/achievements?q=%E4%BD%99%E7%83%AD&explain=true"),
        needs("POST", "/api/v1/achievements", &[AchievementCreate]).json(LISTING),
        of(
            "GET",
            "/api/v1/achievements/{id}",
            LISTINGS,
            AchievementSee,
            &[AchievementSee, AchievementSeePublished],
        ),
        of(
            "PUT",
            "/api/v1/achievements/{id}",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        )
        .json(LISTING),
        of(
            "POST",
            "/api/v1/achievements/{id}/submit",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        ),
        of(
            "POST",
            "/api/v1/achievements/{id}/confirm",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        ),
        of(
            "POST",
            "/api/v1/achievements/{id}/withdraw",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        )
        .json(r#"{"reason":"已独占许可"}"#),
        of(
            "POST",
            "/api/v1/achievements/{id}/publish",
            LISTINGS,
            AchievementSee,
            &[AchievementReview],
        ),
        of(
            "POST",
            "/api/v1/achievements/{id}/return",
            LISTINGS,
            AchievementSee,
            &[AchievementReview],
        )
        .json(r#"{"reason":"请补充"}"#),
        of(
            "GET",
            "/api/v1/achievements/{id}/attachments",
            LISTINGS,
            AchievementSee,
            &[AchievementSee, AchievementSeePublished],
        ),
        of(
            "POST",
            "/api/v1/achievements/{id}/attachments",
            LISTINGS,
            AchievementSee,
            &[AchievementManage],
        )
        .parts(&[("tier", "parties"), ("file", "%PDF-1.7")]),
        of(
            "GET",
            "/api/v1/achievements/{id}/attachments/{attachment}",
            LISTINGS,
            AchievementSee,
            &[AchievementSee, AchievementSeePublished],
        ),
        of(
            "GET",
            "/api/v1/achievements/{id}/attachments/{attachment}",
            &[ConfidentialFile],
            AchievementSeeConfidential,
            &[AchievementSeeConfidential],
        ),
        of(
            "DELETE",
            "/api/v1/achievements/{id}/attachments/{attachment}",
            &[SettledAchievement],
            AchievementSee,
            &[AchievementManage],
        ),
        signed_in("GET", "/api/v1/my/achievements"),
        needs("GET", "/api/v1/desk/achievements", &[AchievementReview]),
        of(
            "GET",
            "/api/v1/achievements/{id}/similar",
            &[Achievement],
            AchievementSee,
            &[AchievementSeePublished],
        ),
        anyone("GET", "/api/v1/suggest").such_as("/api/v1/suggest?q=%E7%A7%98%E7%A8%BF"),
        anyone("GET", "/api/v1/vocabularies/{name}")
            .such_as("/api/v1/vocabularies/industry?q=%E5%8C%96%E5%B7%A5"),
        needs("POST", "/api/v1/achievements/import", &[AchievementCreate])
            .parts(&[("file", "成果名称\n示例\n")]),
        of(
            "GET",
            "/api/v1/imports/{id}",
            &[Import],
            ImportManage,
            &[ImportManage],
        ),
        of(
            "GET",
            "/api/v1/imports/{id}/report",
            &[Import],
            ImportManage,
            &[ImportManage],
        ),
        of(
            "POST",
            "/api/v1/imports/{id}/start",
            &[Import],
            ImportManage,
            &[ImportManage],
        )
        .json(r#"{"publish_as":"draft"}"#),
        of(
            "POST",
            "/my/import/{id}",
            &[Import],
            ImportManage,
            &[ImportManage],
        )
        .form("publish_as=draft"),
    ]
}

fn demands() -> Vec<Route> {
    const SEEN: &[Action] = &[DemandSee, DemandSeePublished];
    vec![
        anyone("GET", "/demands"),
        of("GET", "/demands/{id}", DEMANDS, DemandSee, SEEN),
        signed_in("GET", "/my/demands"),
        needs("GET", "/my/demands/new", &[DemandCreate]),
        needs("POST", "/my/demands/new", &[DemandCreate])
            .form("title=示例需求&description=寻找一种材料"),
        of(
            "GET",
            "/my/demands/{id}",
            DEMANDS,
            DemandSee,
            &[DemandManage],
        ),
        of(
            "POST",
            "/my/demands/{id}",
            DEMANDS,
            DemandSee,
            &[DemandManage],
        )
        .form("title=示例需求&description=寻找一种材料&version=999"),
        of(
            "POST",
            "/my/demands/{id}/publish",
            DEMANDS,
            DemandSee,
            &[DemandManage],
        )
        .form("version=999"),
        of(
            "POST",
            "/my/demands/{id}/withdraw",
            DEMANDS,
            DemandSee,
            &[DemandManage],
        )
        .form("version=999"),
        anyone("GET", "/api/v1/demands"),
        needs("POST", "/api/v1/demands", &[DemandCreate]).json(DEMAND),
        of("GET", "/api/v1/demands/{id}", DEMANDS, DemandSee, SEEN),
        of(
            "PUT",
            "/api/v1/demands/{id}",
            DEMANDS,
            DemandSee,
            &[DemandManage],
        )
        .json(DEMAND),
        of(
            "POST",
            "/api/v1/demands/{id}/publish",
            DEMANDS,
            DemandSee,
            &[DemandManage],
        ),
        of(
            "POST",
            "/api/v1/demands/{id}/withdraw",
            DEMANDS,
            DemandSee,
            &[DemandManage],
        ),
        signed_in("GET", "/api/v1/my/demands"),
        of(
            "GET",
            "/api/v1/demands/{id}/matches",
            DEMANDS,
            DemandSee,
            SEEN,
        ),
        of(
            "GET",
            "/api/v1/achievements/{id}/demands",
            LISTINGS,
            AchievementSee,
            &[AchievementSee, AchievementSeePublished],
        ),
        needs("GET", "/api/v1/matches", &[MatchSee]),
        needs("GET", "/my/matches", &[MatchSee]),
    ]
}

fn talks() -> Vec<Route> {
    const ASK: &[Action] = &[LicenceRequestCreate];
    const ANSWER: &[Action] = &[LicenceRequestAnswer];
    vec![
        of(
            "GET",
            "/achievements/{id}/licence-requests",
            &[Achievement],
            AchievementSee,
            ASK,
        ),
        of(
            "POST",
            "/achievements/{id}/licence-requests",
            &[Achievement],
            AchievementSee,
            ASK,
        )
        .form("mode=licence&purpose=用于示例生产线&contact_name=示例&contact=0350-7654321"),
        of(
            "GET",
            "/licence-requests/{id}",
            &[Request],
            LicenceRequestSee,
            &[LicenceRequestSee],
        ),
        of(
            "POST",
            "/licence-requests/{id}/accept",
            &[Request],
            LicenceRequestSee,
            ANSWER,
        )
        .form("version=999"),
        of(
            "POST",
            "/licence-requests/{id}/decline",
            &[Request],
            LicenceRequestSee,
            ANSWER,
        )
        .form("version=999&reason=price"),
        of(
            "POST",
            "/licence-requests/{id}/withdraw",
            &[Request],
            LicenceRequestSee,
            &[LicenceRequestWithdraw],
        )
        .form("version=999"),
        of(
            "POST",
            "/api/v1/achievements/{id}/licence-requests",
            &[Achievement],
            AchievementSee,
            ASK,
        )
        .json(ASKING),
        signed_in("GET", "/api/v1/licence-requests"),
        of(
            "GET",
            "/api/v1/licence-requests/{id}",
            &[Request],
            LicenceRequestSee,
            &[LicenceRequestSee],
        ),
        of(
            "POST",
            "/api/v1/licence-requests/{id}/accept",
            &[Request],
            LicenceRequestSee,
            ANSWER,
        ),
        of(
            "POST",
            "/api/v1/licence-requests/{id}/decline",
            &[Request],
            LicenceRequestSee,
            ANSWER,
        )
        .json(r#"{"reason":"price"}"#),
        of(
            "POST",
            "/api/v1/licence-requests/{id}/withdraw",
            &[Request],
            LicenceRequestSee,
            &[LicenceRequestWithdraw],
        ),
        signed_in("GET", "/my/licence-requests"),
        // Where they lay before.
        anyone("GET", "/my/requests"),
        anyone("GET", "/requests/{id}").such_as("/requests/req_1"),
        anyone("POST", "/requests/{id}/{verb}").such_as("/requests/req_1/accept"),
        anyone("GET", "/achievements/{id}/request").such_as("/achievements/ach_1/request"),
        anyone("POST", "/achievements/{id}/request").such_as("/achievements/ach_1/request"),
        signed_in("GET", "/my/introductions"),
        needs("POST", "/my/introductions", &[IntroductionCreate])
            .form("achievement={unasked}&buyer={buyer}&note=需求与成果相符"),
        of(
            "GET",
            "/introductions/{id}",
            &[Introduction],
            IntroductionSee,
            &[IntroductionSee],
        ),
        of(
            "POST",
            "/introductions/{id}/acknowledge",
            &[Introduction],
            IntroductionSee,
            &[IntroductionAnswer],
        )
        .form("version=999"),
        of(
            "POST",
            "/introductions/{id}/refuse",
            &[Introduction],
            IntroductionSee,
            &[IntroductionAnswer],
        )
        .form("version=999&reason=早已相识"),
        of(
            "POST",
            "/introductions/{id}/withdraw",
            &[Introduction],
            IntroductionSee,
            &[IntroductionWithdraw],
        )
        .form("version=999"),
        needs("POST", "/api/v1/introductions", &[IntroductionCreate])
            .json(r#"{"achievement":"{unasked}","buyer":"{buyer}","note":"需求与成果相符"}"#),
        signed_in("GET", "/api/v1/introductions"),
        of(
            "GET",
            "/api/v1/introductions/{id}",
            &[Introduction],
            IntroductionSee,
            &[IntroductionSee],
        ),
        of(
            "POST",
            "/api/v1/introductions/{id}/acknowledge",
            &[Introduction],
            IntroductionSee,
            &[IntroductionAnswer],
        ),
        of(
            "POST",
            "/api/v1/introductions/{id}/refuse",
            &[Introduction],
            IntroductionSee,
            &[IntroductionAnswer],
        )
        .json(r#"{"reason":"早已相识"}"#),
        of(
            "POST",
            "/api/v1/introductions/{id}/withdraw",
            &[Introduction],
            IntroductionSee,
            &[IntroductionWithdraw],
        ),
        of("GET", "/deals/{id}", &[Deal], DealSee, &[DealSee]),
        of(
            "POST",
            "/deals/{id}/messages",
            &[Deal],
            DealSee,
            &[DealSpeak],
        )
        .form("text=您好"),
        of(
            "POST",
            "/deals/{id}/offers",
            &[Deal],
            DealSee,
            &[DealDecide],
        )
        .form("version=999&mode=licence&payment_mode=lump_sum&price_yuan=600000"),
        of(
            "POST",
            "/deals/{id}/offers/{offer}/accept",
            &[Deal],
            DealSee,
            &[DealDecide],
        )
        .form("version=999"),
        of(
            "POST",
            "/deals/{id}/offers/{offer}/withdraw",
            &[Deal],
            DealSee,
            &[DealDecide],
        )
        .form("version=999"),
        of("POST", "/deals/{id}/close", &[Deal], DealSee, &[DealDecide])
            .form("version=999&reason=price"),
        of(
            "POST",
            "/deals/{id}/contract",
            &[Deal],
            DealSee,
            &[ContractDraft],
        )
        .form("version=999"),
        of("POST", "/deals/{id}/files", &[Deal], DealSee, &[DealSpeak])
            .parts(&[("file", "%PDF-1.7")]),
        of(
            "GET",
            "/deals/{id}/files/{attachment}",
            &[Deal],
            DealSee,
            &[DealSee],
        ),
        // Who added a file takes it off: here the seller, and not any more once the contract is signed.
        of(
            "POST",
            "/deals/{id}/files/{attachment}/remove",
            &[SettledDeal],
            DealSee,
            &[RegistrationApply],
        ),
        of(
            "DELETE",
            "/api/v1/deals/{id}/files/{attachment}",
            &[SettledDeal],
            DealSee,
            &[RegistrationApply],
        ),
        of(
            "POST",
            "/api/v1/deals/{id}/seen",
            &[Deal],
            DealSee,
            &[DealSee],
        ),
        signed_in("GET", "/api/v1/deals"),
        of("GET", "/api/v1/deals/{id}", &[Deal], DealSee, &[DealSee]),
        of(
            "POST",
            "/api/v1/deals/{id}/messages",
            &[Deal],
            DealSee,
            &[DealSpeak],
        )
        .json(r#"{"text":"您好"}"#),
        of(
            "POST",
            "/api/v1/deals/{id}/offers",
            &[Deal],
            DealSee,
            &[DealDecide],
        )
        .json(TERMS),
        of(
            "POST",
            "/api/v1/deals/{id}/offers/{offer}/accept",
            &[Deal],
            DealSee,
            &[DealDecide],
        ),
        of(
            "POST",
            "/api/v1/deals/{id}/offers/{offer}/withdraw",
            &[Deal],
            DealSee,
            &[DealDecide],
        ),
        of(
            "POST",
            "/api/v1/deals/{id}/close",
            &[Deal],
            DealSee,
            &[DealDecide],
        )
        .json(r#"{"reason":"price"}"#),
        of(
            "POST",
            "/api/v1/deals/{id}/contract",
            &[Deal],
            DealSee,
            &[ContractDraft],
        ),
        of(
            "GET",
            "/api/v1/deals/{id}/files/{attachment}",
            &[Deal],
            DealSee,
            &[DealSee],
        ),
    ]
}

fn contracts() -> Vec<Route> {
    const TEXT: &str =
        r#"{"title":"技术许可合同","clauses":[{"heading":"标的","body":"一项技术"}]}"#;
    const RECORD: &[(&str, &str)] = &[
        ("version", "999"),
        ("reason", "双方签订解除协议"),
        ("document", "%PDF-1.7"),
    ];
    const APPLY: &str = r#"{"contract_value_fen":60000000,"technology_amount_fen":60000000}"#;
    const REGISTER: &str = r#"{"kind":"licence","contract_value_fen":60000000,"technology_amount_fen":60000000,"registration_number":"XZ-9","certified_on":"{today}"}"#;
    vec![
        of(
            "GET",
            "/contracts/{id}",
            CONTRACTS,
            ContractSee,
            &[ContractSee],
        ),
        of(
            "POST",
            "/contracts/{id}/sign",
            CONTRACTS,
            ContractSee,
            &[ContractConfirm],
        )
        .form("text_hash=0"),
        of(
            "POST",
            "/contracts/{id}/text",
            CONTRACTS,
            ContractSee,
            &[ContractDraft],
        )
        .form("version=999&title=技术许可合同&clauses.0.heading=标的&clauses.0.body=一项技术"),
        of(
            "POST",
            "/contracts/{id}/apply",
            CONTRACTS,
            ContractSee,
            &[RegistrationApply],
        )
        .form("version=999&contract_value_yuan=600000&technology_amount_yuan=600000"),
        of(
            "POST",
            "/contracts/{id}/decide",
            CONTRACTS,
            ContractSee,
            &[RegistrationDecide],
        )
        .form("version=999&decision=refuse&reason=不符"),
        of(
            "POST",
            "/contracts/{id}/complete",
            CONTRACTS,
            ContractSee,
            &[ContractComplete],
        )
        .form("version=999"),
        of(
            "GET",
            "/contracts/{id}/complete",
            CONTRACTS,
            ContractSee,
            &[ContractComplete],
        ),
        of(
            "POST",
            "/contracts/{id}/redraft",
            CONTRACTS,
            ContractSee,
            &[ContractDraft],
        )
        .form("version=999"),
        of(
            "POST",
            "/contracts/{id}/ending",
            CONTRACTS,
            ContractSee,
            &[ContractEnd],
        )
        .form("version=999&reason=协商一致"),
        of(
            "POST",
            "/contracts/{id}/ending/agree",
            CONTRACTS,
            ContractSee,
            &[ContractEnd],
        )
        .form("version=999"),
        of(
            "POST",
            "/contracts/{id}/ending/refuse",
            CONTRACTS,
            ContractSee,
            &[ContractEnd],
        )
        .form("version=999&reason=款项未结清"),
        of(
            "POST",
            "/contracts/{id}/ending/withdraw",
            CONTRACTS,
            ContractSee,
            &[ContractEnd],
        )
        .form("version=999"),
        of(
            "POST",
            "/contracts/{id}/ending/record",
            CONTRACTS,
            ContractSee,
            &[ContractRecordEnding],
        )
        .parts(RECORD),
        of(
            "GET",
            "/contracts/{id}/files/{attachment}",
            &[EndedContract],
            ContractSee,
            &[ContractSee],
        ),
        needs("GET", "/my/register", &[RegistrationDecide]),
        needs("GET", "/my/register.csv", &[RegistrationDecide]),
        of(
            "GET",
            "/contracts/{id}/cancel",
            CONTRACTS,
            ContractSee,
            &[ContractCancel],
        ),
        of(
            "POST",
            "/contracts/{id}/cancel",
            CONTRACTS,
            ContractSee,
            &[ContractCancel],
        )
        .form("version=999&reason=双方协商一致"),
        of(
            "POST",
            "/contracts/{id}/payments",
            CONTRACTS,
            ContractSee,
            &[PaymentRecord],
        )
        .parts(&[
            ("kind", "payment"),
            ("amount_yuan", "1"),
            ("receipt_file", "%PDF-1.7"),
        ]),
        of(
            "GET",
            "/payments/{id}",
            &[Payment],
            PaymentSee,
            &[PaymentSee],
        ),
        of(
            "POST",
            "/payments/{id}/verify",
            &[Payment],
            PaymentSee,
            &[PaymentVerify],
        )
        .form("version=999"),
        of(
            "POST",
            "/payments/{id}/reject",
            &[Payment],
            PaymentSee,
            &[PaymentVerify],
        )
        .form("version=999&reason=不符"),
        of(
            "POST",
            "/payments/{id}/correct",
            &[Payment],
            PaymentSee,
            &[PaymentRecord],
        )
        .parts(&[
            ("version", "999"),
            ("kind", "payment"),
            ("amount_yuan", "1"),
        ]),
        of(
            "POST",
            "/payments/{id}/withdraw",
            &[Payment],
            PaymentSee,
            &[PaymentRecord],
        )
        .form("version=999"),
        of(
            "GET",
            "/payments/{id}/vouchers/{attachment}",
            &[Payment],
            PaymentSee,
            &[VoucherSee],
        ),
        needs("GET", "/desk/payments", &[PaymentVerify]),
        needs("GET", "/desk/subsidies", &[PaymentVerify]),
        needs("GET", "/desk/subsidies/ledger.json", &[LedgerExport]),
        signed_in("GET", "/api/v1/contracts"),
        of(
            "GET",
            "/api/v1/contracts/{id}",
            CONTRACTS,
            ContractSee,
            &[ContractSee],
        ),
        of(
            "PUT",
            "/api/v1/contracts/{id}/text",
            CONTRACTS,
            ContractSee,
            &[ContractDraft],
        )
        .json(TEXT),
        of(
            "POST",
            "/api/v1/contracts/{id}/sign",
            CONTRACTS,
            ContractSee,
            &[ContractConfirm],
        )
        .json(r#"{"text_hash":"0"}"#),
        of(
            "POST",
            "/api/v1/contracts/{id}/apply",
            CONTRACTS,
            ContractSee,
            &[RegistrationApply],
        )
        .json(APPLY),
        of(
            "POST",
            "/api/v1/contracts/{id}/register",
            CONTRACTS,
            ContractSee,
            &[RegistrationDecide],
        )
        .json(REGISTER),
        of(
            "POST",
            "/api/v1/contracts/{id}/refuse",
            CONTRACTS,
            ContractSee,
            &[RegistrationDecide],
        )
        .json(r#"{"reason":"不符"}"#),
        of(
            "POST",
            "/api/v1/contracts/{id}/complete",
            CONTRACTS,
            ContractSee,
            &[ContractComplete],
        ),
        of(
            "POST",
            "/api/v1/contracts/{id}/cancel",
            CONTRACTS,
            ContractSee,
            &[ContractCancel],
        )
        .json(r#"{"reason":"双方协商一致"}"#),
        of(
            "POST",
            "/api/v1/contracts/{id}/redraft",
            CONTRACTS,
            ContractSee,
            &[ContractDraft],
        ),
        of(
            "POST",
            "/api/v1/contracts/{id}/return",
            CONTRACTS,
            ContractSee,
            &[RegistrationDecide],
        )
        .json(r#"{"reason":"请补正"}"#),
        of(
            "POST",
            "/api/v1/contracts/{id}/ending",
            CONTRACTS,
            ContractSee,
            &[ContractEnd],
        )
        .json(r#"{"reason":"协商一致"}"#),
        of(
            "POST",
            "/api/v1/contracts/{id}/ending/agree",
            CONTRACTS,
            ContractSee,
            &[ContractEnd],
        ),
        of(
            "POST",
            "/api/v1/contracts/{id}/ending/refuse",
            CONTRACTS,
            ContractSee,
            &[ContractEnd],
        )
        .json(r#"{"reason":"款项未结清"}"#),
        of(
            "POST",
            "/api/v1/contracts/{id}/ending/withdraw",
            CONTRACTS,
            ContractSee,
            &[ContractEnd],
        ),
        of(
            "POST",
            "/api/v1/contracts/{id}/ending/record",
            CONTRACTS,
            ContractSee,
            &[ContractRecordEnding],
        )
        .parts(&RECORD[1..]),
        of(
            "GET",
            "/api/v1/contracts/{id}/files/{attachment}",
            &[EndedContract],
            ContractSee,
            &[ContractSee],
        ),
        needs(
            "GET",
            "/api/v1/registrations/decided",
            &[RegistrationDecide],
        ),
        needs(
            "GET",
            "/api/v1/registrations/decided.csv",
            &[RegistrationDecide],
        ),
        needs("GET", "/api/v1/registrations", &[RegistrationDecide]),
        of(
            "GET",
            "/api/v1/contracts/{id}/payments",
            CONTRACTS,
            ContractSee,
            &[PaymentSee],
        ),
        of(
            "POST",
            "/api/v1/contracts/{id}/payments",
            CONTRACTS,
            ContractSee,
            &[PaymentRecord],
        )
        .parts(&[("payment", PAID), ("receipt", "%PDF-1.7")]),
        of(
            "GET",
            "/api/v1/payments/{id}",
            &[Payment],
            PaymentSee,
            &[PaymentSee],
        ),
        of(
            "PUT",
            "/api/v1/payments/{id}",
            &[Payment],
            PaymentSee,
            &[PaymentRecord],
        )
        .parts(&[("payment", PAID)]),
        of(
            "POST",
            "/api/v1/payments/{id}/withdraw",
            &[Payment],
            PaymentSee,
            &[PaymentRecord],
        ),
        of(
            "POST",
            "/api/v1/payments/{id}/verify",
            &[Payment],
            PaymentSee,
            &[PaymentVerify],
        )
        .json("{}"),
        of(
            "POST",
            "/api/v1/payments/{id}/reject",
            &[Payment],
            PaymentSee,
            &[PaymentVerify],
        )
        .json(r#"{"reason":"不符"}"#),
        of(
            "GET",
            "/api/v1/payments/{id}/vouchers/{attachment}",
            &[Payment],
            PaymentSee,
            &[VoucherSee],
        ),
        needs("GET", "/api/v1/desk/payments", &[PaymentVerify]),
        signed_in("GET", "/api/v1/subsidies/entitlements"),
        anyone("POST", "/api/v1/subsidies/estimate")
            .json(r#"{"paid_fen":60000000,"buyer_division_code":"140902"}"#),
        needs("GET", "/api/v1/subsidies/ledger", &[LedgerExport]),
        anyone("GET", "/api/v1/policies"),
        anyone("GET", "/api/v1/policies/{id}").such_as("/api/v1/policies/xinzhou-2020"),
        anyone("GET", "/policies"),
        anyone("GET", "/policies/{id}").such_as("/policies/xinzhou-2020"),
        anyone("GET", "/calculator").such_as("/calculator?paid_yuan=600000"),
    ]
}

fn people() -> Vec<Route> {
    const MEMBER: &str = r#"{"login":"newcomer","name":"示例新人","password":"a long passphrase 9","role":"member"}"#;
    const OF: &[Thing] = &[Organisation];
    const CHANGE: &str =
        r#"{"legal_representative":"示例负责人","reason":"换届","evidence":"示例证明"}"#;
    const WANTED: &str = "version=999&kind=university&name=示例更名&credit_code=91140902MA00003650&division_code=140902&legal_representative=示例负责人&reason=换届&evidence=示例证明";
    vec![
        anyone("GET", "/organisations/{id}").such_as("/organisations/{buyer}"),
        signed_in("GET", "/my/organisation"),
        at_home("POST", "/my/organisation", &[OrganisationManage])
            .form("version=999&name=示例&division_code=140902"),
        needs("GET", "/desk/organisations", &[OrganisationCreate]),
        needs("POST", "/desk/organisations", &[OrganisationCreate]).form("name="),
        anyone("GET", "/api/v1/organisations"),
        needs("POST", "/api/v1/organisations", &[OrganisationCreate]).json(ORGANISATION),
        anyone("GET", "/api/v1/organisations/{id}").such_as("/api/v1/organisations/{buyer}"),
        of(
            "PUT",
            "/api/v1/organisations/{id}",
            OF,
            OrganisationSee,
            &[OrganisationManage],
        )
        .json(ORGANISATION),
        of(
            "GET",
            "/api/v1/organisations/{id}/members",
            OF,
            OrganisationSee,
            &[MemberManage, MemberAppoint],
        ),
        of(
            "POST",
            "/api/v1/organisations/{id}/members",
            OF,
            OrganisationSee,
            &[MemberManage, MemberAppoint],
        )
        .json(MEMBER),
        needs("GET", "/desk/changes", &[OrganisationChangeDecide]),
        of(
            "GET",
            "/desk/organisations/{id}",
            OF,
            OrganisationSee,
            &[OrganisationChangeDecide],
        ),
        of(
            "POST",
            "/desk/organisations/{id}/members",
            OF,
            OrganisationSee,
            &[MemberManage, MemberAppoint],
        )
        .form("login=appointed&name=示例新人&password=a+long+passphrase+9"),
        of(
            "POST",
            "/desk/organisations/{id}/correct",
            OF,
            OrganisationSee,
            &[OrganisationChangeDecide],
        )
        .form(WANTED),
        of(
            "POST",
            "/desk/changes/{id}/approve",
            &[Change],
            OrganisationChangeSee,
            &[OrganisationChangeDecide],
        )
        .form("version=999"),
        of(
            "POST",
            "/desk/changes/{id}/refuse",
            &[Change],
            OrganisationChangeSee,
            &[OrganisationChangeDecide],
        )
        .form("version=999&reason=未附证明"),
        of(
            "POST",
            "/my/organisation/changes/{id}/withdraw",
            &[Change],
            OrganisationChangeSee,
            &[OrganisationChangeAsk],
        )
        .form("version=999"),
        at_home("POST", "/my/organisation/changes", &[OrganisationChangeAsk]).form(WANTED),
        of(
            "GET",
            "/api/v1/organisations/{id}/changes",
            OF,
            OrganisationSee,
            &[OrganisationChangeSee],
        ),
        of(
            "POST",
            "/api/v1/organisations/{id}/changes",
            OF,
            OrganisationSee,
            &[OrganisationChangeAsk],
        )
        .json(CHANGE),
        of(
            "POST",
            "/api/v1/organisations/{id}/correct",
            OF,
            OrganisationSee,
            &[OrganisationChangeDecide],
        )
        .json(CHANGE),
        needs(
            "GET",
            "/api/v1/organisation-changes",
            &[OrganisationChangeDecide],
        ),
        of(
            "GET",
            "/api/v1/organisation-changes/{id}",
            &[Change],
            OrganisationChangeSee,
            &[OrganisationChangeSee],
        ),
        of(
            "POST",
            "/api/v1/organisation-changes/{id}/approve",
            &[Change],
            OrganisationChangeSee,
            &[OrganisationChangeDecide],
        ),
        of(
            "POST",
            "/api/v1/organisation-changes/{id}/refuse",
            &[Change],
            OrganisationChangeSee,
            &[OrganisationChangeDecide],
        )
        .json(r#"{"reason":"未附证明"}"#),
        of(
            "POST",
            "/api/v1/organisation-changes/{id}/withdraw",
            &[Change],
            OrganisationChangeSee,
            &[OrganisationChangeAsk],
        ),
        of(
            "POST",
            "/api/v1/organisations/{id}/members/{user_id}/reset-password",
            OF,
            OrganisationSee,
            &[MemberManage],
        ),
        of(
            "POST",
            "/my/members/{id}/reset-password",
            &[Member],
            OrganisationSee,
            &[MemberManage],
        ),
        of(
            "GET",
            "/api/v1/organisations/{id}/refusals",
            OF,
            OrganisationSee,
            &[RefusalSee],
        ),
        needs("GET", "/api/v1/refusals", &[RefusalSee]),
        needs("GET", "/desk/refusals", &[RefusalSee]),
        at_home("GET", "/my/members", &[MemberManage]),
        at_home("POST", "/my/members", &[MemberManage]).form("login="),
        of(
            "POST",
            "/my/members/{id}/disable",
            &[Member],
            OrganisationSee,
            &[MemberManage],
        ),
        of(
            "POST",
            "/my/members/{id}/enable",
            &[Member],
            OrganisationSee,
            &[MemberManage],
        ),
        anyone("GET", "/sign-in"),
        anyone("POST", "/sign-in").form("login=nobody&password=wrong"),
        anyone("POST", "/api/v1/session").json(r#"{"login":"nobody","password":"wrong"}"#),
        signed_in("GET", "/api/v1/session"),
        signed_in("GET", "/api/v1/session/tokens"),
        signed_in("POST", "/api/v1/session/tokens")
            .signed_in_anew()
            .json(r#"{"label":"试验","days":1}"#),
        signed_in("GET", "/my/account"),
        signed_in("POST", "/my/account/password").form("current_password=wrong&password=wrong"),
        signed_in("GET", "/my/password"),
        signed_in("POST", "/my/password").form("password=wrong"),
        signed_in("PUT", "/api/v1/session/password")
            .json(r#"{"old_password":"wrong","new_password":"wrong"}"#),
        signed_in("POST", "/my/account/tokens").form("name="),
    ]
}

fn rest() -> Vec<Route> {
    vec![
        anyone("GET", "/"),
        anyone("GET", "/api"),
        anyone("GET", "/robots.txt"),
        anyone("GET", "/sitemap.xml"),
        anyone("GET", "/favicon.ico"),
        anyone("GET", "/healthz"),
        anyone("GET", "/readyz"),
        anyone("GET", "/static/{*path}").such_as("/static/style.css"),
        signed_in("GET", "/my"),
        signed_in("GET", "/my/alerts"),
        signed_in("POST", "/my/alerts/seen"),
        signed_in("GET", "/api/v1/alerts"),
        signed_in("POST", "/api/v1/alerts/seen"),
        signed_in("GET", "/my/searches"),
        signed_in("POST", "/my/searches").form("search=q%3D余热"),
        of(
            "GET",
            "/my/searches/{id}/delete",
            &[SavedSearch],
            SavedSearchManage,
            &[SavedSearchManage],
        ),
        signed_in("GET", "/api/v1/saved-searches"),
        signed_in("POST", "/api/v1/saved-searches").json(r#"{"text":"余热"}"#),
        needs("GET", "/desk", &[AchievementReview]),
        needs("GET", "/desk/events", &[EventSee]),
        needs("GET", "/desk/searches", &[SearchLogSee]),
        needs("GET", "/desk/searches.csv", &[SearchLogSee]),
        needs("GET", "/api/v1/events", &[EventSee]).such_as("/api/v1/events?limit=100"),
        needs("GET", "/api/v1/statistics/searches", &[SearchLogSee]),
        anyone("GET", "/api/v1/statistics"),
    ]
}

/// What ends something: after everything else.
fn endings() -> Vec<Route> {
    vec![
        of(
            "DELETE",
            "/api/v1/saved-searches/{id}",
            &[SavedSearch],
            SavedSearchManage,
            &[SavedSearchManage],
        ),
        of(
            "DELETE",
            "/api/v1/session/tokens/{id}",
            &[Session],
            SavedSearchManage,
            &[SavedSearchManage],
        ),
        of(
            "POST",
            "/my/searches/{id}/delete",
            &[OtherSavedSearch],
            SavedSearchManage,
            &[SavedSearchManage],
        ),
        of(
            "POST",
            "/my/account/sessions/{id}/end",
            &[OtherSession],
            SavedSearchManage,
            &[SavedSearchManage],
        ),
        // Acting for an organisation is for its members; there is no row for it in the table.
        of(
            "POST",
            "/my/account/organisations/{id}",
            &[Organisation],
            AchievementManage,
            &[AchievementManage],
        ),
        signed_in("DELETE", "/api/v1/session"),
        signed_in("POST", "/sign-out"),
        signed_in("DELETE", "/api/v1/sessions").signed_in_anew(),
        signed_in("POST", "/my/account/sessions/end").signed_in_anew(),
    ]
}
