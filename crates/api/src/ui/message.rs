//! Pages that say one thing: what went wrong and the way on; and what cannot be undone, before it is done.

use askama::Template;

use super::parts::Link;
use super::{Form, Layout};

/// The answer to a request that could not be met: 403, 404, 409, 429, 500 and the like.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/error.html")]
pub struct ErrorPage {
    /// Around the page; its title is what went wrong.
    pub layout: Layout,
    /// Status of the response.
    pub status: u16,
    /// Why, and what to do.
    pub text: String,
    /// Ways on.
    pub ways: Vec<Link>,
    /// What the log calls this request, to be quoted when help is asked for; or empty.
    pub reference: String,
}

impl ErrorPage {
    /// 404: the address leads nowhere, or to something the reader may not know of.
    pub fn not_found(layout: Layout) -> Self {
        let layout = Layout {
            title: "没有找到这个页面".into(),
            ..layout
        };
        let text = "地址可能有误，或内容已撤回，或贵单位无权查看。请核对地址，或从下面的入口继续。";
        Self {
            layout,
            status: 404,
            text: text.into(),
            ways: home_ways(),
            reference: String::new(),
        }
    }

    /// 403: the reader may know of it but not do it; the reason says who may.
    pub fn forbidden(layout: Layout, reason: impl Into<String>) -> Self {
        let layout = Layout {
            title: "无权办理".into(),
            ..layout
        };
        Self {
            layout,
            status: 403,
            text: reason.into(),
            ways: home_ways(),
            reference: String::new(),
        }
    }

    /// 409: somebody changed it in the meantime; the link leads to how it is now.
    pub fn stale(layout: Layout, text: String, current: Link) -> Self {
        let layout = Layout {
            title: "内容已被他人更新".into(),
            ..layout
        };
        Self {
            layout,
            status: 409,
            text,
            ways: vec![current],
            reference: String::new(),
        }
    }

    /// 500: our fault; the reference finds it in the log.
    pub fn broken(layout: Layout, reference: impl Into<String>) -> Self {
        let layout = Layout {
            title: "系统出错".into(),
            ..layout
        };
        let text = "本次操作没有保存。请稍后重试；若仍不成功，请把下面的编号告知管理员。";
        Self {
            layout,
            status: 500,
            text: text.into(),
            ways: home_ways(),
            reference: reference.into(),
        }
    }
}

fn home_ways() -> Vec<Link> {
    vec![
        Link::new("返回首页", "/"),
        Link::new("检索科技成果", "/achievements"),
    ]
}

/// Asks before something that cannot be undone.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/confirm.html")]
pub struct ConfirmPage {
    /// Around the page; its title is the question.
    pub layout: Layout,
    /// What will happen, one sentence each.
    pub consequences: Vec<String>,
    /// Where it is sent.
    pub action: String,
    /// Sent along unseen: the values of the form that led here, and the version.
    pub form: Form,
    /// Label of a control `reason`; none is asked for when empty.
    pub reason_label: String,
    /// The verb on the button.
    pub verb: String,
    /// The way back.
    pub back: Link,
}

/// Sends on what was typed before a session ended, once its owner has signed in again.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/resume.html")]
pub struct ResumePage {
    /// Around the page.
    pub layout: Layout,
    /// Where it is sent.
    pub action: String,
    /// What was typed.
    pub values: Vec<(String, String)>,
    /// Controls of the files that came with it, with the names of these: they were not kept.
    pub files: Vec<(String, String)>,
    /// It is a form with files.
    pub takes_files: bool,
}
