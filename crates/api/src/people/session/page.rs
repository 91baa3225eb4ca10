//! Sign-in 登录.

use askama::Template;

use crate::ui::{Form, Layout};

/// An account of the demonstration, shown so that a newcomer can try every role.
#[derive(Clone, Debug)]
pub struct DemoAccount {
    /// What the account is for: `高校经办人`.
    pub role: String,
    /// Name typed at sign-in.
    pub login: String,
    /// Password.
    pub password: String,
}

/// `GET /sign-in`, and the answer to a try that failed.
#[derive(Clone, Debug, Template)]
#[template(path = "people/session/sign_in.html")]
pub struct SignInPage {
    /// Around the page.
    pub layout: Layout,
    /// Controls `login`, `password`, `next` (the path to return to).
    pub form: Form,
    /// What was typed before a session ended, sent along unseen.
    pub kept: Vec<(String, String)>,
    /// Accounts of the demonstration; empty in a real installation.
    pub demo: Vec<DemoAccount>,
}
