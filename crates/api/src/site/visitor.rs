//! Who looks at a page, from where; and what a page says when something went wrong.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, OriginalUri, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{Kind, SessionId};
use domain::user::Actor;
use domain::{Id, Timestamp};
use market::Error;
use market::search_log::Searcher;
use market::work::Once;

use crate::App;
use crate::bounds;
use crate::caller::{Caller, searcher_of};
use crate::pages::message::ErrorPage;
use crate::pages::parts::{Link, Notice, Tone};
use crate::pages::sent::typed_words;
use crate::pages::{self, Layout, Person, Section};

/// Someone who looks at a page, signed in or not.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who, when signed in.
    pub actor: Option<Actor>,
    /// Path and query of the page.
    pub address: String,
    /// The moment of asking.
    pub now: Timestamp,
    /// Whose search counts, when this is one.
    pub searcher: Searcher,
    /// How many things wait for the person.
    waiting: u64,
    done: Option<&'static str>,
}

/// What just happened, as `?done=` says it, and the sentence for people.
pub const DONE: &[(&str, &str)] = &[
    ("saved", "已保存"),
    ("created", "已保存为草稿，尚未提交审核"),
    ("submitted", "已提交审核，审核结果会出现在待办事项中"),
    (
        "revision_submitted",
        "修改已提交审核；审核通过前，其他人看到的仍是已发布的版本",
    ),
    ("published", "已发布，现在可以搜索到"),
    ("returned", "已退回并告知原因"),
    ("confirmed", "已确认仍然有效"),
    ("withdrawn", "已撤回"),
    ("discarded", "已放弃修改，已发布的版本不变"),
    ("demand_saved", "已保存为草稿，尚未发布"),
    ("demand_published", "需求已发布，所有人都可以看到"),
    (
        "demand_withdrawn",
        "需求已撤回，不再公开；需要时可以再次发布",
    ),
    (
        "search_saved",
        "检索已保存；有新发布的成果符合时，会在匹配提醒中告诉您",
    ),
    (
        "search_saved_before",
        "同样的检索您已经保存过，没有重复保存",
    ),
    ("search_deleted", "检索已删除"),
    ("seen", "已全部标为已看"),
    ("file_added", "文件已添加"),
    ("file_removed", "文件已移除，其他人不能再下载"),
    (
        "member_added",
        "成员账号已开通，请把登录名和初始密码转告本人",
    ),
    ("member_enabled", "成员已启用，可以为本单位办理"),
    ("member_disabled", "成员已停用，其在本单位的登录已全部结束"),
    (
        "organisation_created",
        "单位和首位管理员的账号已添加，请把登录名和初始密码转告本人",
    ),
    ("change_asked", "变更申请已提交，请等待科技局审核"),
    ("change_withdrawn", "变更申请已撤回"),
    ("change_approved", "已同意变更，登记信息已更新"),
    ("change_refused", "已不予同意并告知原因"),
    ("signed_out_everywhere", "全部登录和令牌已结束"),
    ("password_changed", "密码已修改，其他设备上的登录已结束"),
    ("session_ended", "该登录或令牌已结束"),
    ("signed_in", "已登录"),
    ("signed_out", "已退出登录"),
    ("switched", "已切换单位"),
    ("requested", "许可意向已提出，请等待对方答复"),
    (
        "requested_before",
        "贵单位已对这项成果提出过许可意向，正在等待答复，不必重复提出",
    ),
    ("accepted", "已接受，可以开始洽谈"),
    ("declined", "已婉拒并告知对方原因"),
    ("introduced", "引荐已记录，等待双方确认"),
    ("acknowledged", "已确认引荐"),
    ("refused", "已拒绝"),
    ("sent", "留言已发出"),
    ("offered", "报价已发出，等待对方答复"),
    ("agreed", "已接受报价，可以起草合同"),
    ("closed", "洽谈已结束"),
    ("drafted", "合同草稿已生成，请双方核对文本"),
    ("signed", "已确认合同文本"),
    ("applied", "已申请认定登记"),
    ("registered", "已认定登记"),
    ("recorded", "支付已登记，等待科技局核验"),
    ("corrected", "已更正并重新提交，等待科技局核验"),
    ("verified", "支付已核验"),
    ("rejected", "支付已退回并告知原因"),
    ("completed", "合同已办结"),
    ("cancelled", "合同已解除"),
    ("ending-proposed", "已向对方提议解除合同，等待答复"),
    ("ending-answered", "已答复解除提议"),
];

impl FromRequestParts<App> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let caller = parts
            .extensions
            .get::<Caller>()
            .cloned()
            .unwrap_or_default();
        let uri = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |original| &original.0);
        let address = uri
            .path_and_query()
            .map_or("/", |path| path.as_str())
            .to_owned();
        let word = uri
            .query()
            .and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("done=")));
        let done = word
            .and_then(|word| DONE.iter().find(|(known, _)| *known == word))
            .map(|(_, sentence)| *sentence);
        let waiting = match &caller.actor {
            // A page is worth showing even when this count is not to be had.
            Some(actor) => app
                .market
                .waiting(actor)
                .await
                .map_or(0, |waiting| waiting.for_me.len() as u64),
            None => 0,
        };
        let searcher = searcher_of(parts);
        Ok(Self {
            actor: caller.actor,
            address,
            now: app.market.now(),
            searcher,
            waiting,
            done,
        })
    }
}

impl Visitor {
    /// The same visitor, as if at another page: the one that is shown instead.
    #[must_use]
    pub fn at(self, address: String) -> Self {
        Self { address, ..self }
    }

    /// The same visitor, who has just signed in.
    #[must_use]
    pub fn signed_in(self, actor: Actor) -> Self {
        Self {
            actor: Some(actor),
            ..self
        }
    }

    /// What surrounds a page for this visitor.
    pub fn layout(&self, title: impl Into<String>, section: Section) -> Layout {
        let layout = Layout::new(title, section, self.address.clone(), self.now);
        let layout = match self.done {
            Some(sentence) => layout.noticing(Notice::new(Tone::Good, sentence)),
            None => layout,
        };
        match &self.actor {
            None => layout,
            Some(actor) => layout.seen_by(Person {
                name: actor.name.clone(),
                organisation: actor.organisation_name.clone(),
                organisation_kind: actor.organisation_kind,
                role: actor.role,
                waiting: self.waiting,
            }),
        }
    }

    /// The page for what went wrong. A form that was refused is better shown again: see [`Visitor::again`].
    pub fn fail(&self, error: Error) -> Response {
        self.fail_keeping(error, &Typed::default())
    }

    /// The same for a form whose page cannot be shown: what was typed can be copied from there.
    pub fn fail_keeping(&self, error: Error, typed: &Typed) -> Response {
        let layout = self.layout("出错了", Section::Elsewhere);
        let sentence = error.to_string();
        let again = error.seconds();
        let (status, mut page) = match error {
            Error::NotFound => (StatusCode::NOT_FOUND, ErrorPage::not_found(layout)),
            Error::SignedOut => return Redirect::to(&layout.sign_in_href()).into_response(),
            Error::Forbidden(_) => (
                StatusCode::FORBIDDEN,
                ErrorPage::forbidden(
                    layout,
                    format!("{sentence}。如需办理，请联系本单位管理员或市科技局。"),
                ),
            ),
            Error::Stale | Error::Overtaken(_) => {
                let path = self.address.split('?').next().unwrap_or("/");
                let current = path.rsplit_once('/').map_or("/", |(above, _)| above);
                (
                    StatusCode::CONFLICT,
                    ErrorPage::stale(layout, sentence, Link::new("查看最新内容", current)),
                )
            }
            Error::Refused(_) => (
                StatusCode::CONFLICT,
                self.sentence("现在不能这样做", sentence),
            ),
            Error::Invalid(errors) => {
                let said: Vec<String> = errors.into_iter().map(|error| error.message).collect();
                (
                    StatusCode::UNPROCESSABLE_ENTITY,
                    self.sentence("填写有误", said.join("；")),
                )
            }
            Error::TooMany { .. } => (
                StatusCode::TOO_MANY_REQUESTS,
                self.sentence("尝试次数过多", sentence),
            ),
            Error::Busy { .. } | Error::Full { .. } => (
                StatusCode::SERVICE_UNAVAILABLE,
                self.sentence("系统正忙", sentence),
            ),
            Error::IndexInUse | Error::Index(_) | Error::Store(_) => {
                let reference = uuid::Uuid::new_v4().simple().to_string();
                tracing::error!(error = ?error, reference, "a page failed");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    ErrorPage::broken(layout, reference),
                )
            }
        };
        let typed = typed_words(&typed.0);
        if !typed.is_empty() {
            page.layout.notice = Some(Notice {
                typed,
                ..Notice::new(Tone::Attention, "没有办成")
            });
        }
        let mut response = pages::respond(status, &page);
        if let Some(seconds) = again {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }

    fn sentence(&self, title: &str, text: String) -> ErrorPage {
        let mut page = ErrorPage::forbidden(self.layout(title, Section::Elsewhere), text);
        page.layout.title = title.to_owned();
        page
    }
}

/// Someone who is signed in; others are led to sign-in and back.
#[derive(Clone, Debug)]
pub struct Member {
    /// The visit.
    pub visitor: Visitor,
    /// Who, and for whom.
    pub actor: Actor,
    /// In which session.
    pub session: SessionId,
}

impl FromRequestParts<App> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let Ok(visitor) = Visitor::from_request_parts(parts, app).await;
        let session = parts
            .extensions
            .get::<Caller>()
            .and_then(|caller| caller.session.clone());
        match (visitor.actor.clone(), session) {
            (Some(actor), Some(session)) => Ok(Self {
                visitor,
                actor,
                session,
            }),
            _ => Err(visitor.fail(Error::SignedOut)),
        }
    }
}

/// An identifier in the path; one that cannot be leads to "not found".
pub struct OfPath<K: Kind>(pub Id<K>);

impl<K: Kind> FromRequestParts<App> for OfPath<K> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let text = axum::extract::Path::<String>::from_request_parts(parts, app)
            .await
            .map(|path| path.0)
            .unwrap_or_default();
        if let Ok(id) = text.parse() {
            return Ok(Self(id));
        }
        let Ok(visitor) = Visitor::from_request_parts(parts, app).await;
        Err(visitor.fail(Error::NotFound))
    }
}

/// Whether a body is a form without files.
pub(super) fn is_form(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    })
}

pub(super) fn is_form_with_files(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

/// The controls of a form as typed: names and values in their order.
#[derive(Clone, Debug, Default)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// The first value of a control, or nothing.
    pub fn value(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// The version of the row that the form shows; 0, which no row has, when it is missing.
    pub fn version(&self) -> i64 {
        // A page that forgot it means none, never any.
        self.value("version").parse().unwrap_or(0).max(0)
    }
}

impl FromRequest<App> for Typed {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(visitor) = Visitor::from_request_parts(&mut parts, app).await;
        // A verb's button sends no control at all, and so no type.
        let empty = !parts.headers.contains_key(header::CONTENT_TYPE);
        if empty {
            return Ok(Self::default());
        }
        let is_form = is_form(&parts.headers);
        let body = Bytes::from_request(Request::from_parts(parts, body), app).await;
        match body
            .ok()
            .filter(|_| is_form)
            .and_then(|bytes| bounds::controls(&bytes))
        {
            Some(pairs) => Ok(Self(pairs)),
            None => Err(visitor.fail(vec![bounds::no_form_of_ours()].into())),
        }
    }
}

/// On to the page where the result of a write is seen.
pub fn after(path: &str, done: &str) -> Response {
    let joint = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{joint}done={done}")).into_response()
}

/// For every address that leads nowhere.
pub async fn show_not_found(visitor: Visitor) -> Response {
    if crate::refused::is_api(visitor.address.split('?').next().unwrap_or_default()) {
        return crate::problem::Problem::not_found().into_response();
    }
    visitor.fail(Error::NotFound)
}

/// The same form sent twice from the same session (a double click) counts once.
pub fn once(member: &Member, typed: &Typed) -> Once {
    let told = format!(
        "{} {} {:?}",
        member.session, member.visitor.address, typed.0
    );
    Once::new(
        Some(format!(
            "form:{}",
            domain::event::sha256_hex(told.as_bytes())
        )),
        &typed.0,
    )
}

/// The parameters of an address; of those given twice the first counts, and what cannot be read is left out: an address
/// is no form, and nobody can mend it.
pub struct Lenient<T>(pub T);

impl<T: serde::de::DeserializeOwned + Default, S: Send + Sync> FromRequestParts<S> for Lenient<T> {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (name, value) in
            form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
                .take(bounds::PARAMETERS_AT_MOST)
        {
            if !pairs.iter().any(|(known, _)| *known == name) {
                pairs.push((name.into_owned(), value.into_owned()));
            }
        }
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        let read = format!("/?{query}")
            .parse()
            .ok()
            .and_then(|uri| axum::extract::Query::try_from_uri(&uri).ok());
        Ok(Self(
            read.map(|axum::extract::Query(value)| value)
                .unwrap_or_default(),
        ))
    }
}

/// Where a list goes on.
#[derive(Default, serde::Deserialize)]
pub struct Onwards {
    /// Place after which it goes on; empty for its beginning.
    #[serde(default)]
    pub after: String,
}
