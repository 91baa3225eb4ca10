//! A form that was sent and not carried out 退回的表单: it is shown again with what was typed.
//!
//! Whatever stood against it, there is one way back. What was wrong stands at its field. What somebody else saved
//! meanwhile stands beside what was typed, and the form then carries the version that is stored now, so that sending it
//! again is a decision. Files that arrived are not asked for again. And where the page no longer has the form (or it was
//! a button without fields), the page itself says what happened and shows what was typed, to be copied.

use axum::http::StatusCode;
use domain::field::FieldError;

use super::form::Form;
use super::layout::Layout;
use super::overtaken::Overtaken;
use super::parts::{Notice, SentFile, Tone};

/// Why a form was not carried out.
#[derive(Clone, Debug)]
pub enum Why {
    /// Something is wrong with what was typed.
    Wrong(Vec<FieldError>),
    /// What it is about does not allow it; why, and what to do.
    Refused(String),
    /// Somebody else saved meanwhile; who, when and what, or empty where that cannot be told.
    Overtaken(String),
}

/// A form of a page as it was sent; the default is a page that was only looked at.
#[derive(Debug, Default)]
pub struct Sent {
    scope: String,
    values: Vec<(String, String)>,
    files: Vec<SentFile>,
    why: Option<Why>,
    shown: bool,
}

/// Controls that nobody typed.
const UNTYPED: [&str; 6] = [
    "version",
    "confirmed",
    "decision",
    "then",
    "text_hash",
    "search",
];

impl Sent {
    /// The form of this scope, as it was typed. Passwords are not kept.
    pub fn back(scope: impl Into<String>, values: Vec<(String, String)>, why: Why) -> Self {
        Self {
            scope: scope.into(),
            values: values
                .into_iter()
                .filter(|(name, _)| !name.contains("password"))
                .collect(),
            why: Some(why),
            ..Self::default()
        }
    }

    /// The same with the files that arrived.
    #[must_use]
    pub fn with_files(self, files: Vec<SentFile>) -> Self {
        Self { files, ..self }
    }

    /// The same, its errors named as the controls of the page are.
    #[must_use]
    pub fn naming(mut self, rename: impl Fn(FieldError) -> FieldError) -> Self {
        if let Some(Why::Wrong(errors)) = &mut self.why {
            *errors = std::mem::take(errors).into_iter().map(rename).collect();
        }
        self
    }

    /// The scope of the form.
    pub fn scope(&self) -> &str {
        &self.scope
    }

    /// The form of a scope: as it was sent when it is the one, else as it is stored.
    pub fn show(&mut self, scope: &str, stored: Form) -> Form {
        let stored = stored.scoped(scope);
        let Some(why) = self.why.clone().filter(|_| self.scope == scope) else {
            return stored;
        };
        self.shown = true;
        let typed = Form {
            values: self.values.clone(),
            files: self.files.clone(),
            // The version that the form showed: what was saved meanwhile must not be overwritten unseen.
            version: self.version().or(stored.version),
            ..Form::new().scoped(scope)
        };
        match why {
            Why::Wrong(errors) => typed.refused(errors),
            Why::Refused(message) => typed.refused(vec![FieldError {
                field: String::new(),
                code: "refused",
                message,
            }]),
            Why::Overtaken(happened) => Form {
                version: stored.version,
                overtaken: Some(Overtaken {
                    happened,
                    values: stored.values,
                    whole: stored.whole,
                }),
                ..typed
            },
        }
    }

    fn version(&self) -> Option<i64> {
        let typed = self.values.iter().find(|(name, _)| name == "version")?;
        typed.1.parse().ok()
    }

    /// The status of the page.
    pub fn status(&self) -> StatusCode {
        match &self.why {
            None => StatusCode::OK,
            Some(Why::Overtaken(_)) => StatusCode::CONFLICT,
            Some(Why::Refused(_)) if !self.shown => StatusCode::CONFLICT,
            Some(Why::Wrong(_) | Why::Refused(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// Says on the page what happened and what was typed, unless its form has said it. Called after every form of the
    /// page had its turn.
    #[must_use]
    pub fn tell(&self, layout: Layout) -> Layout {
        let title = match &self.why {
            None => return layout,
            Some(_) if self.shown => return layout,
            Some(Why::Wrong(errors)) => {
                let said: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
                said.join("；")
            }
            Some(Why::Refused(sentence)) => sentence.clone(),
            Some(Why::Overtaken(happened)) if happened.is_empty() => {
                "这项内容刚被别人修改过，下面是最新内容。本次操作没有办成，请核对后再办理".into()
            }
            Some(Why::Overtaken(happened)) => {
                format!("{happened}。下面是最新内容；本次操作没有办成，请核对后再办理")
            }
        };
        layout.noticing(Notice {
            typed: typed_words(&self.values),
            ..Notice::new(Tone::Attention, title)
        })
    }
}

/// What a person wrote in a form, without what a page wrote or only offered to pick.
pub fn typed_words(values: &[(String, String)]) -> Vec<String> {
    let picked = |value: &str| value.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    values
        .iter()
        .filter(|(name, value)| {
            !UNTYPED.contains(&name.as_str()) && !name.contains("password") && !picked(value)
        })
        .map(|(_, value)| value.trim().to_owned())
        .filter(|value| !value.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(values: &[(&str, &str)]) -> Vec<(String, String)> {
        values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn overtaken(values: &[(&str, &str)]) -> Sent {
        let happened = "本单位王示例已于 2026年3月5日 10:20 修改这项成果".to_owned();
        Sent::back("", pairs(values), Why::Overtaken(happened))
    }

    #[test]
    fn what_is_stored_stands_beside_what_was_typed_only_where_they_differ() {
        let mut sent = overtaken(&[
            ("version", "1"),
            ("title", "我的名称"),
            ("price.amount_yuan", "60万"),
            ("modes", "licence"),
            ("abstract", "同样\r\n两行"),
        ]);
        let stored = Form::stored(
            pairs(&[
                ("title", "他的名称"),
                ("price.amount_yuan", "600,000.00"),
                ("modes", "assignment"),
                ("modes", "licence"),
                ("abstract", "同样\n两行"),
                ("field", "新材料"),
            ]),
            7,
        );
        let form = sent.show("", stored);
        assert_eq!(sent.status(), StatusCode::CONFLICT);
        assert_eq!(
            form.version,
            Some(7),
            "sent again, it overwrites on purpose"
        );
        let title = form.line("title", "成果名称");
        assert_eq!(
            (title.value(), title.stored.as_deref()),
            ("我的名称", Some("他的名称"))
        );
        assert_eq!(form.yuan("price.amount_yuan", "价格").stored, None);
        assert_eq!(form.area("abstract", "摘要", 3).stored, None);
        let modes = form.checks("modes", "转化方式", crate::ui::choices::modes());
        assert!(modes.stored.is_some_and(|words| words.contains("转让")));
        assert_eq!(form.line("field", "领域").stored.as_deref(), Some("新材料"));
        assert_eq!(form.line("contact", "联系方式").stored, None);
    }

    #[test]
    fn what_a_decision_only_asks_for_is_not_said_to_be_stored_empty() {
        let mut sent = overtaken(&[("version", "1"), ("reason", "理由")]);
        let form = sent.show("", Form::new().of_version(2));
        assert_eq!(form.area("reason", "理由", 2).stored, None);
        assert_eq!((form.value("reason"), form.version), ("理由", Some(2)));
    }

    #[test]
    fn a_wrong_field_keeps_the_version_that_was_seen() {
        let wrong = FieldError {
            field: "title".into(),
            code: "required",
            message: "请填写".into(),
        };
        let mut sent = Sent::back("", pairs(&[("version", "1")]), Why::Wrong(vec![wrong]));
        let form = sent.show("", Form::stored(Vec::new(), 2));
        assert_eq!(form.version, Some(1));
        assert_eq!(sent.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }

    #[test]
    fn what_was_typed_is_on_the_page_even_when_its_form_is_not() {
        let layout = || {
            Layout::new(
                "",
                crate::ui::layout::Section::My,
                "/",
                domain::Timestamp(0),
            )
        };
        let mut sent = overtaken(&[
            ("version", "1"),
            ("mode", "licence"),
            ("note", "一段话"),
            ("new_password", "gehe1m"),
        ]);
        assert!(sent.show("other", Form::new()).values.is_empty());
        let notice = sent.tell(layout()).notice.expect("a notice");
        assert!(notice.title.contains("王示例"));
        assert_eq!(notice.typed, ["一段话"]);
        sent.show("", Form::new());
        assert!(sent.tell(layout()).notice.is_none(), "the form says it");
        assert!(Sent::default().tell(layout()).notice.is_none());
    }
}
