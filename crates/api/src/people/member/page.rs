//! One's own organisation, its members, and one's account 单位、成员、账号.

use askama::Template;
use domain::Timestamp;

use crate::people::organisation_change::page::OwnChanges;
use crate::people::refusal::page::RefusalTable;
use crate::ui::parts::{Facts, PostButton, Tag};
use crate::ui::{Form, Layout};

/// `GET /my/organisation`; `POST` to the same address, read as `OrganisationUpdateInput`.
#[derive(Clone, Debug, Template)]
#[template(path = "people/organisation/own.html")]
pub struct MyOrganisationPage {
    /// Around the page.
    pub layout: Layout,
    /// What it is registered as: no field of a form, it changes only by a reviewed change.
    pub facts: Facts,
    /// Controls `address`, `phone`, `introduction`; for a manager.
    pub form: Option<Form>,
    /// Changes of what it is registered as.
    pub changes: OwnChanges,
}

/// A member.
#[derive(Clone, Debug)]
pub struct MemberRow {
    /// How the person is called.
    pub name: String,
    /// The name typed at sign-in.
    pub login: String,
    /// What the person is here.
    pub role: Tag,
    /// Last signed in at.
    pub last_seen: Option<Timestamp>,
    /// What the reader may do with the member.
    pub verbs: Vec<PostButton>,
}

/// `GET /my/members`; `POST` to the same address adds one, read as `UserInput` with `role`.
#[derive(Clone, Debug, Template)]
#[template(path = "people/member/own_list.html")]
pub struct MembersPage {
    /// Around the page.
    pub layout: Layout,
    /// The members, by name.
    pub members: Vec<MemberRow>,
    /// Controls `login`, `name`, `password`, `role`; for a manager.
    pub form: Option<Form>,
    /// Name and one-time password of a member: shown once and never again.
    pub code: Option<(String, String)>,
    /// Who was refused.
    pub refusals: RefusalTable,
}

/// A place where the person is signed in.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Browser and system, in words.
    pub agent: String,
    /// Signed in at.
    pub created_at: Timestamp,
    /// Last seen at.
    pub last_seen: Timestamp,
    /// Whether it is this one.
    pub here: bool,
    /// 退出此设备.
    pub end: PostButton,
}

/// A token for machines.
#[derive(Clone, Debug)]
pub struct TokenRow {
    /// What it is for.
    pub name: String,
    /// Issued at.
    pub created_at: Timestamp,
    /// Last used at.
    pub last_used: Option<Timestamp>,
    /// 撤销.
    pub revoke: PostButton,
}

/// `GET /my/account`.
#[derive(Clone, Debug, Template)]
#[template(path = "people/session/account.html")]
pub struct AccountPage {
    /// Around the page.
    pub layout: Layout,
    /// Name, sign-in name, organisations.
    pub facts: Facts,
    /// Organisations that the person may act for: a button each for the others.
    pub act_for: Vec<PostButton>,
    /// Where the person is signed in.
    pub sessions: Vec<SessionRow>,
    /// Ends every session and token.
    pub end_all: PostButton,
    /// Tokens.
    pub tokens: Vec<TokenRow>,
    /// A token just issued: shown once and never again.
    pub new_token: String,
    /// Control `name`; scope `token`; sent to `/my/account/tokens`.
    pub token_form: Form,
    /// Controls `current_password`, `password`; scope `password`; sent to `/my/account/password`.
    pub password_form: Form,
}

/// `GET /my/password`: all that someone sees until a password that someone else set is changed.
#[derive(Clone, Debug, Template)]
#[template(path = "people/session/password.html")]
pub struct PasswordPage {
    /// Around the page.
    pub layout: Layout,
    /// Control `password`; sent to the same address.
    pub form: Form,
}
