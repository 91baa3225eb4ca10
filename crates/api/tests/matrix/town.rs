//! A town in which everything there is belongs to somebody: one thing of each kind, everyone who could ask for it, and
//! words that only some may read.

use std::sync::Arc;

use api::App;
use api::http::client::Edge;
use axum::Router;
use domain::catalogue::achievement::{AchievementInput, Maturity, PatentInput, TransferMode};
use domain::catalogue::demand::DemandInput;
use domain::catalogue::saved_search::SavedSearchInput;
use domain::deals::introduction::IntroductionInput;
use domain::deals::terms::input::TermsInput;
use domain::id::{AchievementId, OrganisationId, UserId};
use domain::money::payment::PaymentInput;
use domain::people::organisation::OrganisationKind;
use domain::people::organisation_change::OrganisationChangeInput;
use domain::people::user::{Actor, Role, UserInput};
use market::Market;
use market::catalogue::attachment::{Tier, Upload};
use market::kernel::permission::{
    Action, Who, allowed, roles_at, roles_between, roles_of, roles_with,
};
use market::people::session::Opened;

use crate::asking::{Answer, Asker, send, send_with};
use crate::harness::{Once, World, person, request, terms};
use crate::paperwork::{application, document, payment, registration, vouchers};
use crate::routes::{Route, Sent};

/// A thing that somebody owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Thing {
    /// An achievement that is not published, with a file that is public and one that is not.
    DraftAchievement,
    /// A published one, about which buyer and broker are dealing; with such files.
    Achievement,
    /// A file of the published one that is for the parties.
    ConfidentialFile,
    /// A demand that is not published.
    DraftDemand,
    /// A published one.
    Demand,
    /// A licence request that waits for its answer.
    Request,
    /// An introduction that waits for its answer.
    Introduction,
    /// A deal under way with a broker, an offer and a file.
    Deal,
    /// A contract that is not signed.
    DraftContract,
    /// A registered contract.
    Contract,
    /// The deal of the registered contract, with a file of the seller that stays.
    SettledDeal,
    /// The achievement of the registered contract, with a file of the seller that stays.
    SettledAchievement,
    /// A contract that was ended, with the document that ended it.
    EndedContract,
    /// A payment with its vouchers.
    Payment,
    /// An upload that waits to be imported.
    Import,
    /// A saved search.
    SavedSearch,
    /// Another one, to be deleted by a page.
    OtherSavedSearch,
    /// A token.
    Session,
    /// Another one, to be revoked by a page.
    OtherSession,
    /// The organisation of the seller, with one of its members.
    Organisation,
    /// A change of it that waits for the bureau.
    Change,
    /// A member of the organisation of the seller, for its manager.
    Member,
}

/// To whom a thing belongs.
enum Belongs {
    /// To one organisation.
    To(OrganisationId),
    /// To one person.
    ToPerson(UserId),
    /// To a seller, a buyer and perhaps a broker.
    Between(OrganisationId, OrganisationId, Option<OrganisationId>),
}

struct Known {
    thing: Thing,
    id: String,
    /// The second identifier of its paths: a file, an offer.
    inner: String,
    belongs: Belongs,
}

/// A word, and who may read it: whoever may do this with the thing.
pub(crate) struct Secret {
    pub(crate) word: &'static str,
    thing: Thing,
    action: Action,
}

pub(crate) const SECRETS: &[Secret] = &[
    Secret {
        word: "秘稿甲",
        thing: Thing::DraftAchievement,
        action: Action::AchievementSee,
    },
    Secret {
        word: "未刊文件乙",
        thing: Thing::DraftAchievement,
        action: Action::AchievementSee,
    },
    Secret {
        word: "非公开报告丙",
        thing: Thing::ConfidentialFile,
        action: Action::AchievementSeeConfidential,
    },
    Secret {
        word: "未发布需求丁",
        thing: Thing::DraftDemand,
        action: Action::DemandSee,
    },
    Secret {
        word: "意向用途戊",
        thing: Thing::Request,
        action: Action::LicenceRequestSee,
    },
    Secret {
        word: "引荐理由己",
        thing: Thing::Introduction,
        action: Action::IntroductionSee,
    },
    Secret {
        word: "洽谈留言庚",
        thing: Thing::Deal,
        action: Action::DealSee,
    },
    Secret {
        word: "洽谈文件辛",
        thing: Thing::Deal,
        action: Action::DealSee,
    },
    Secret {
        word: "草稿条款壬",
        thing: Thing::DraftContract,
        action: Action::ContractSee,
    },
    Secret {
        word: "签订条款癸",
        thing: Thing::Contract,
        action: Action::ContractSee,
    },
    Secret {
        word: "HDSECRET1",
        thing: Thing::Payment,
        action: Action::PaymentSee,
    },
    Secret {
        word: "凭证子",
        thing: Thing::Payment,
        action: Action::VoucherSee,
    },
    Secret {
        word: "导入丑",
        thing: Thing::Import,
        action: Action::ImportManage,
    },
    Secret {
        word: "检索寅",
        thing: Thing::SavedSearch,
        action: Action::SavedSearchManage,
    },
];

/// The town.
pub(crate) struct Town {
    market: Market,
    router: Router,
    /// Everyone who asks.
    pub(crate) askers: Vec<Asker>,
    things: Vec<Known>,
    /// What stands in bodies for identifiers of the town: `{buyer}`.
    words: Vec<(&'static str, String)>,
}

fn listing(title: &str) -> AchievementInput {
    AchievementInput {
        title: title.into(),
        summary: "一句话".into(),
        field: "新材料".into(),
        maturity: Some(Maturity::trl(6)),
        modes: vec![TransferMode::Licence],
        contact_name: "示例联系人".into(),
        contact: "0350-1234567".into(),
        ..AchievementInput::default()
    }
}

fn pdf(name: &str) -> Upload {
    Upload {
        name: format!("{name}.pdf"),
        content: format!("%PDF-1.7 {name}").into_bytes().into(),
    }
}

fn secretly(word: &str, yuan: i64) -> TermsInput {
    TermsInput {
        other_terms: word.into(),
        ..terms(yuan)
    }
}

impl Town {
    /// Makes everything.
    pub(crate) async fn new(world: &World) -> Self {
        let app = App {
            market: world.market.clone(),
            secure: false,
            edge: Arc::new(Edge::new(Vec::new(), 0)),
            demo: Vec::new().into(),
        };
        let mut town = Self {
            market: world.market.clone(),
            router: api::router(app),
            askers: Vec::new(),
            things: Vec::new(),
            words: Vec::new(),
        };
        let agency = person(
            &world.market,
            "示例技术合同登记处",
            OrganisationKind::RegistrationAgency,
        )
        .await;
        let colleague = member(world, "colleague").await;
        let target = member(world, "target").await;
        town.make_listings(world).await;
        town.make_talks(world).await;
        town.make_contracts(world, &agency).await;
        town.make_belongings(world, &target).await;
        town.gather(world, agency, colleague).await;
        world.market.index_new_events().await.unwrap();
        town
    }

    fn add(&mut self, thing: Thing, id: impl ToString, inner: impl ToString, belongs: Belongs) {
        self.things.push(Known {
            thing,
            id: id.to_string(),
            inner: inner.to_string(),
            belongs,
        });
    }

    async fn make_listings(&mut self, world: &World) {
        let (market, seller, buyer) = (&world.market, &world.seller, &world.buyer);
        let patent = PatentInput {
            number: "2017106018623".into(),
            ..PatentInput::default()
        };
        let input = AchievementInput {
            patents: vec![patent],
            external_number: "YJ-1".into(),
            ..listing("秘稿甲")
        };
        let draft = market
            .create_achievement(seller, input, &Once::default())
            .await
            .unwrap();
        let file = market
            .attach_to_achievement(
                seller,
                &draft,
                Tier::Public,
                pdf("未刊文件乙"),
                &Once::default(),
            )
            .await
            .unwrap();
        self.add(
            Thing::DraftAchievement,
            &draft,
            file,
            Belongs::To(seller.organisation.clone()),
        );
        let demand = DemandInput {
            title: "未发布需求丁".into(),
            description: "寻找一种材料".into(),
            ..DemandInput::default()
        };
        let hidden = market
            .create_demand(buyer, demand, &Once::default())
            .await
            .unwrap();
        self.add(
            Thing::DraftDemand,
            hidden,
            "",
            Belongs::To(buyer.organisation.clone()),
        );
        let demand = DemandInput {
            title: "需要余热回收".into(),
            description: "寻找一种设备".into(),
            ..DemandInput::default()
        };
        let open = market
            .create_demand(buyer, demand, &Once::default())
            .await
            .unwrap();
        market.publish_demand(buyer, &open, 1).await.unwrap();
        self.add(
            Thing::Demand,
            open,
            "",
            Belongs::To(buyer.organisation.clone()),
        );
    }

    /// A request and an introduction that wait, and a deal with a broker.
    async fn make_talks(&mut self, world: &World) {
        let (market, seller, buyer, broker) =
            (&world.market, &world.seller, &world.buyer, &world.broker);
        let asked = domain::deals::licence_request::LicenceRequestInput {
            purpose: "意向用途戊".into(),
            ..request()
        };
        let one = world.published("余热回收一").await;
        let waiting = market
            .request_licence(buyer, &one, asked, &Once::default())
            .await
            .unwrap();
        self.add(
            Thing::Request,
            waiting,
            "",
            Belongs::Between(
                seller.organisation.clone(),
                buyer.organisation.clone(),
                None,
            ),
        );
        let two = world.published("余热回收二").await;
        let introduced = |achievement: &AchievementId, note: &str| IntroductionInput {
            achievement: achievement.to_string(),
            buyer: buyer.organisation.to_string(),
            note: note.into(),
        };
        let waiting = market
            .introduce(broker, introduced(&two, "引荐理由己"), &Once::default())
            .await
            .unwrap();
        self.add(
            Thing::Introduction,
            waiting,
            "",
            Belongs::Between(
                seller.organisation.clone(),
                buyer.organisation.clone(),
                Some(broker.organisation.clone()),
            ),
        );

        let three = world.published("余热回收三").await;
        let public = market
            .attach_to_achievement(
                seller,
                &three,
                Tier::Public,
                pdf("公开说明"),
                &Once::default(),
            )
            .await
            .unwrap();
        let inside = market
            .attach_to_achievement(
                seller,
                &three,
                Tier::Parties,
                pdf("非公开报告丙"),
                &Once::default(),
            )
            .await
            .unwrap();
        reviewed(world, &three).await;
        let known = market
            .introduce(
                broker,
                introduced(&three, "需求与成果相符"),
                &Once::default(),
            )
            .await
            .unwrap();
        market
            .acknowledge_introduction(seller, &known, 1)
            .await
            .unwrap();
        market
            .acknowledge_introduction(buyer, &known, 2)
            .await
            .unwrap();
        let asked = market
            .request_licence(buyer, &three, request(), &Once::default())
            .await
            .unwrap();
        let deal = market
            .accept_licence_request(seller, &asked, 1, &Once::default())
            .await
            .unwrap();
        let message = domain::deals::deal::MessageInput {
            text: "洽谈留言庚".into(),
        };
        market
            .post_message(buyer, &deal, message, &Once::default())
            .await
            .unwrap();
        let file = market
            .attach_to_deal(seller, &deal, pdf("洽谈文件辛"))
            .await
            .unwrap();
        let offer = market
            .make_offer(seller, &deal, 1, terms(600_000), &Once::default())
            .await
            .unwrap();
        self.words.push(("{offer}", offer.to_string()));
        let between = || {
            Belongs::Between(
                seller.organisation.clone(),
                buyer.organisation.clone(),
                Some(broker.organisation.clone()),
            )
        };
        self.words.push(("{published}", three.to_string()));
        self.words
            .push(("{unasked}", world.published("余热回收四").await.to_string()));
        self.words.push(("{buyer}", buyer.organisation.to_string()));
        self.words
            .push(("{today}", domain::Timestamp::now().day().to_string()));
        self.add(
            Thing::Achievement,
            &three,
            public,
            Belongs::To(seller.organisation.clone()),
        );
        self.add(Thing::ConfidentialFile, &three, inside, between());
        self.add(Thing::Deal, deal, file, between());
    }

    /// A draft without a broker, and a registered contract with one and with a payment.
    async fn make_contracts(&mut self, world: &World, agency: &Actor) {
        let (market, seller, buyer, broker) =
            (&world.market, &world.seller, &world.buyer, &world.broker);
        let five = world.published("余热回收五").await;
        let asked = market
            .request_licence(buyer, &five, request(), &Once::default())
            .await
            .unwrap();
        let deal = market
            .accept_licence_request(seller, &asked, 1, &Once::default())
            .await
            .unwrap();
        let offer = market
            .make_offer(
                seller,
                &deal,
                1,
                secretly("草稿条款壬", 600_000),
                &Once::default(),
            )
            .await
            .unwrap();
        market.accept_offer(buyer, &deal, 2, &offer).await.unwrap();
        let draft = market
            .draft_contract(seller, &deal, 3, &Once::default())
            .await
            .unwrap();
        self.add(
            Thing::DraftContract,
            draft,
            "",
            Belongs::Between(
                seller.organisation.clone(),
                buyer.organisation.clone(),
                None,
            ),
        );

        let six = world.published("余热回收六").await;
        let inside = market
            .attach_to_achievement(seller, &six, Tier::Parties, pdf("附件"), &Once::default())
            .await
            .unwrap();
        reviewed(world, &six).await;
        self.add(
            Thing::SettledAchievement,
            &six,
            inside,
            Belongs::To(seller.organisation.clone()),
        );
        let pair = IntroductionInput {
            achievement: six.to_string(),
            buyer: buyer.organisation.to_string(),
            note: "相符".into(),
        };
        let known = market
            .introduce(broker, pair, &Once::default())
            .await
            .unwrap();
        market
            .acknowledge_introduction(seller, &known, 1)
            .await
            .unwrap();
        market
            .acknowledge_introduction(buyer, &known, 2)
            .await
            .unwrap();
        let asked = market
            .request_licence(buyer, &six, request(), &Once::default())
            .await
            .unwrap();
        let deal = market
            .accept_licence_request(seller, &asked, 1, &Once::default())
            .await
            .unwrap();
        let file = market
            .attach_to_deal(seller, &deal, pdf("附件"))
            .await
            .unwrap();
        let offer = market
            .make_offer(
                seller,
                &deal,
                1,
                secretly("签订条款癸", 600_000),
                &Once::default(),
            )
            .await
            .unwrap();
        market.accept_offer(buyer, &deal, 2, &offer).await.unwrap();
        let contract = market
            .draft_contract(seller, &deal, 3, &Once::default())
            .await
            .unwrap();
        for side in [seller, buyer] {
            let hash = world.seen(side, &contract).await;
            market.sign_contract(side, &contract, hash).await.unwrap();
        }
        market
            .apply_for_registration(seller, &contract, 3, application(600_000))
            .await
            .unwrap();
        market
            .register_contract(agency, &contract, 4, registration("XZ-1", 600_000))
            .await
            .unwrap();
        let between = || {
            Belongs::Between(
                seller.organisation.clone(),
                buyer.organisation.clone(),
                Some(broker.organisation.clone()),
            )
        };
        self.add(Thing::Contract, &contract, "", between());
        self.add(Thing::SettledDeal, deal, file, between());
        let paid = PaymentInput {
            receipt_number: "HDSECRET1".into(),
            ..payment(buyer, seller, 600_000)
        };
        let files = market::money::payment::Vouchers {
            receipt: Some(pdf("凭证子")),
            ..vouchers()
        };
        let paid = market
            .record_payment(buyer, &contract, paid, files, &Once::default())
            .await
            .unwrap();
        let receipt = market
            .payment(seller, &paid)
            .await
            .unwrap()
            .receipt_file
            .unwrap()
            .id;
        self.add(Thing::Payment, paid, receipt, between());

        let seven = world.published("余热回收七").await;
        let contract = world.registered_by(buyer, &seven, 500_000).await;
        let version = market
            .contract(seller, &contract)
            .await
            .unwrap()
            .contract()
            .version;
        market
            .record_ending(
                agency,
                &contract,
                version,
                "双方签订解除协议",
                Some(document()),
            )
            .await
            .unwrap();
        let file = market
            .contract(seller, &contract)
            .await
            .unwrap()
            .files
            .swap_remove(0)
            .id;
        self.add(
            Thing::EndedContract,
            contract,
            file,
            Belongs::Between(
                seller.organisation.clone(),
                buyer.organisation.clone(),
                None,
            ),
        );
    }

    /// What belongs to one organisation or one person beside its listings.
    async fn make_belongings(&mut self, world: &World, target: &Actor) {
        let (market, seller) = (&world.market, &world.seller);
        let file = "成果名称,简介\n一种材料,一句话\n".as_bytes().to_vec();
        let import = market
            .open_import(
                seller,
                Upload {
                    name: "导入丑.csv".into(),
                    content: file.into(),
                },
            )
            .await
            .unwrap();
        self.add(
            Thing::Import,
            import,
            "",
            Belongs::To(seller.organisation.clone()),
        );
        let search = SavedSearchInput {
            name: "检索寅".into(),
            text: "余热".into(),
            ..SavedSearchInput::default()
        };
        let search = market.save_search(seller, search).await.unwrap();
        self.add(
            Thing::SavedSearch,
            search.id(),
            "",
            Belongs::ToPerson(seller.user.clone()),
        );
        let other = SavedSearchInput {
            text: "余热回收".into(),
            ..SavedSearchInput::default()
        };
        let other = market.save_search(seller, other).await.unwrap();
        self.add(
            Thing::OtherSavedSearch,
            other.id(),
            "",
            Belongs::ToPerson(seller.user.clone()),
        );
        for thing in [Thing::Session, Thing::OtherSession] {
            let opened = signed_in(market, seller).await;
            let token = market
                .issue_token(seller, &opened.session, "对接程序", 30)
                .await
                .unwrap();
            self.add(
                thing,
                token.session,
                "",
                Belongs::ToPerson(seller.user.clone()),
            );
        }
        self.add(
            Thing::Organisation,
            &seller.organisation,
            &target.user,
            Belongs::To(seller.organisation.clone()),
        );
        let change = OrganisationChangeInput {
            legal_representative: Some("示例法人".into()),
            reason: "换届".into(),
            evidence: "示例证明".into(),
            ..OrganisationChangeInput::default()
        };
        let change = market
            .ask_organisation_change(seller, &seller.organisation, change, &Once::default())
            .await
            .unwrap();
        self.add(
            Thing::Change,
            change,
            "",
            Belongs::To(seller.organisation.clone()),
        );
        self.add(
            Thing::Member,
            &target.user,
            "",
            Belongs::To(seller.organisation.clone()),
        );
    }

    /// Everyone who asks, each signed in by the page and with a token.
    async fn gather(&mut self, world: &World, agency: Actor, colleague: Actor) {
        let kinds = [
            (
                "another university",
                "示例第二大学",
                OrganisationKind::University,
            ),
            (
                "another institute",
                "示例研究院",
                OrganisationKind::ResearchInstitute,
            ),
            (
                "another broker",
                "示例第二技术转移中心",
                OrganisationKind::TransferInstitution,
            ),
            (
                "a county",
                "示例县人民政府",
                OrganisationKind::CountyGovernment,
            ),
        ];
        let mut people = vec![
            ("the seller", world.seller.clone()),
            ("a colleague of the seller", colleague),
            ("the buyer", world.buyer.clone()),
            ("the broker", world.broker.clone()),
            ("the bureau", world.bureau.clone()),
            ("the agency", agency),
            ("another enterprise", world.stranger.clone()),
        ];
        for (name, organisation, kind) in kinds {
            people.push((name, person(&world.market, organisation, kind).await));
        }
        let nobody = Asker {
            name: "nobody",
            actor: None,
            cookie: String::new(),
            token: String::new(),
        };
        for (name, actor) in people {
            let login = login_of(&world.market, &actor).await;
            let form = Sent::Form(format!("login={login}&password=correct+horse"));
            let answer = send(&self.router, "POST", "/sign-in", &form, &nobody).await;
            let cookie = answer
                .headers
                .get("set-cookie")
                .unwrap()
                .to_str()
                .unwrap()
                .split(';')
                .next()
                .unwrap()
                .to_owned();
            let opened = signed_in(&world.market, &actor).await;
            let token = world
                .market
                .issue_token(&actor, &opened.session, "试验", 1)
                .await
                .unwrap()
                .secret;
            self.askers.push(Asker {
                name,
                actor: Some(actor),
                cookie,
                token,
            });
        }
        self.askers.push(nobody);
    }

    /// What answers.
    pub(crate) fn router(&self) -> &Router {
        &self.router
    }

    /// The identifier of a thing.
    pub(crate) fn id_of(&self, thing: Thing) -> &str {
        &self.known(thing).id
    }

    /// Who owns a thing, as somebody who asks.
    pub(crate) fn owner_of(&self, thing: Thing) -> &Asker {
        let owns = |actor: &Actor| match &self.known(thing).belongs {
            Belongs::To(owner) | Belongs::Between(owner, ..) => actor.organisation == *owner,
            Belongs::ToPerson(owner) => actor.user == *owner,
        };
        self.askers
            .iter()
            .find(|asker| asker.actor.as_ref().is_some_and(owns))
            .unwrap()
    }

    fn known(&self, thing: Thing) -> &Known {
        self.things
            .iter()
            .find(|known| known.thing == thing)
            .unwrap()
    }

    /// What someone is to a thing, or to nothing in particular.
    fn roles(&self, actor: Option<&Actor>, thing: Option<Thing>) -> Vec<Who> {
        match thing.map(|thing| &self.known(thing).belongs) {
            None => roles_of(actor),
            Some(Belongs::To(owner)) => roles_at(actor, owner),
            Some(Belongs::ToPerson(owner)) => roles_with(actor, owner),
            Some(Belongs::Between(seller, buyer, broker)) => {
                roles_between(actor, seller, buyer, broker.as_ref())
            }
        }
    }

    /// Whether the table allows someone one of these.
    pub(crate) fn may(
        &self,
        actor: Option<&Actor>,
        thing: Option<Thing>,
        actions: &[Action],
    ) -> bool {
        let roles = self.roles(actor, thing);
        actions.iter().any(|action| allowed(&roles, *action))
    }

    /// Whether the table allows someone one of these in their own organisation.
    pub(crate) fn may_at_home(&self, actor: Option<&Actor>, actions: &[Action]) -> bool {
        let Some(actor) = actor else { return false };
        let roles = roles_at(Some(actor), &actor.organisation);
        actions.iter().any(|action| allowed(&roles, *action))
    }

    /// Whether someone may know of a thing.
    pub(crate) fn sees(&self, actor: Option<&Actor>, thing: Thing, see: Action) -> bool {
        let roles = self.roles(actor, Some(thing));
        // Before it is signed a contract is for its parties alone: the table says so in words.
        let parties_only = thing == Thing::DraftContract && see == Action::ContractSee;
        let party = [Who::Owner, Who::Buyer, Who::DealBroker]
            .iter()
            .any(|who| roles.contains(who));
        // What is published, everyone sees.
        let published = matches!(
            (thing, see),
            (
                Thing::Achievement | Thing::ConfidentialFile | Thing::SettledAchievement,
                Action::AchievementSee
            ) | (Thing::Demand, Action::DemandSee)
        );
        published || (allowed(&roles, see) && (!parties_only || party))
    }

    /// Asks for a route, with a version that nothing has: whoever may act is told so, and nothing is changed.
    pub(crate) async fn ask(&self, route: &Route, thing: Option<Thing>, asker: &Asker) -> Answer {
        self.ask_for(route, thing, asker, "\"999\"").await
    }

    /// Asks for a route, with a version.
    pub(crate) async fn ask_for(
        &self,
        route: &Route,
        thing: Option<Thing>,
        asker: &Asker,
        version: &str,
    ) -> Answer {
        let filled = |text: &str| {
            let mut text = text.to_owned();
            for (word, value) in &self.words {
                text = text.replace(word, value);
            }
            match thing {
                None => text,
                Some(thing) => {
                    let known = self.known(thing);
                    text.replace("{id}", &known.id)
                        .replace("{attachment}", &known.inner)
                        .replace("{user_id}", &known.inner)
                }
            }
        };
        let sent = match &route.sent {
            Sent::Nothing => Sent::Nothing,
            Sent::Json(text) => Sent::Json(filled(text)),
            Sent::Form(text) => Sent::Form(filled(text)),
            Sent::Parts(parts) => Sent::Parts(
                parts
                    .iter()
                    .map(|(name, value)| (*name, filled(value)))
                    .collect(),
            ),
        };
        let path = if thing.is_none() {
            route.example.unwrap_or(route.path)
        } else {
            route.path
        };
        let anew = if route.signs_in_anew {
            self.anew(asker).await
        } else {
            None
        };
        let asker = anew.as_ref().unwrap_or(asker);
        let path = filled(path);
        send_with(&self.router, route.method, &path, &sent, asker, version).await
    }

    /// Somebody in a browser that was signed in just now: for what a token cannot do, and for what ends every session.
    async fn anew(&self, asker: &Asker) -> Option<Asker> {
        let actor = asker.actor.clone()?;
        let opened = signed_in(&self.market, &actor).await;
        let (name, _) = asker.cookie.split_once('=').unwrap();
        Some(Asker {
            name: asker.name,
            actor: Some(actor),
            cookie: format!("{name}={}", opened.secret),
            token: String::new(),
        })
    }

    /// The secrets in an answer, each with whether it is for whoever asked.
    pub(crate) fn secrets_in(&self, asker: &Asker, answer: &Answer) -> Vec<(&'static str, bool)> {
        let told = SECRETS
            .iter()
            .filter(|secret| answer.text.contains(secret.word));
        told.map(|secret| {
            (
                secret.word,
                self.sees(asker.actor.as_ref(), secret.thing, secret.action),
            )
        })
        .collect()
    }
}

/// A plain member of the seller's organisation.
async fn member(world: &World, login: &str) -> Actor {
    let name = format!("示例成员{login}");
    let input = UserInput {
        login: format!("{login}{}", uuid::Uuid::now_v7().simple()),
        name: name.clone(),
        password: "correct horse".into(),
    };
    let user = world
        .market
        .add_member(None, &world.seller.organisation, input, Role::Member)
        .await
        .unwrap();
    Actor {
        user,
        name,
        role: Role::Member,
        ..world.seller.clone()
    }
}

/// The bureau approves what was added to a published listing.
async fn reviewed(world: &World, id: &AchievementId) {
    let version = world
        .market
        .achievement(Some(&world.seller), id)
        .await
        .unwrap()
        .version;
    world
        .market
        .publish_achievement(&world.bureau, id, version)
        .await
        .unwrap();
}

async fn login_of(market: &Market, actor: &Actor) -> String {
    let members = market
        .members(&manager_of(actor), &actor.organisation)
        .await
        .unwrap();
    members
        .into_iter()
        .find(|member| member.user == actor.user)
        .unwrap()
        .login
}

/// Signs somebody in from a browser of their own.
async fn signed_in(market: &Market, actor: &Actor) -> Opened {
    market
        .sign_in(
            &login_of(market, actor).await,
            "correct horse",
            "试验",
            "town",
        )
        .await
        .unwrap()
}

fn manager_of(actor: &Actor) -> Actor {
    Actor {
        role: Role::Manager,
        ..actor.clone()
    }
}
