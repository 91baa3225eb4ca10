//! People with an account, and what they are in their organisations.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Fields};
use crate::id::{OrganisationId, UserId};
use crate::people::organisation::OrganisationKind;
pub use crate::people::password::PASSWORD_AT_MOST;

/// What a person is in an organisation.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 单位管理员: may also change the organisation and invite members.
    Manager,
    /// 经办人.
    Member,
}

impl Role {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Member => "member",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Manager => "单位管理员",
            Self::Member => "经办人",
        }
    }
}

impl TryFrom<String> for Role {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        [Self::Manager, Self::Member]
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种角色"))
    }
}

/// A person who acts for one of their organisations: what every use case is asked by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub user: UserId,
    /// How the person is called.
    pub name: String,
    /// For whom.
    pub organisation: OrganisationId,
    /// How the organisation is called.
    pub organisation_name: String,
    /// What that organisation is.
    pub organisation_kind: OrganisationKind,
    /// Where that organisation is registered.
    pub division_code: String,
    /// What the person is there.
    pub role: Role,
}

/// A person as described for a new account, not yet checked.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserInput {
    /// The name typed at sign-in.
    pub login: String,
    /// How the person is called.
    pub name: String,
    /// The password, as typed.
    pub password: String,
}

/// A checked description of a person.
pub struct NewUser {
    /// The name typed at sign-in, in lower case.
    pub login: String,
    /// How the person is called.
    pub name: String,
    /// The password, as typed.
    pub password: String,
}

impl UserInput {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn check(self) -> Result<NewUser, Vec<FieldError>> {
        let mut fields = Fields::new();
        let login = self.login.trim().to_lowercase();
        let allowed = |c: char| {
            c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '@')
        };
        if !(3..=60).contains(&login.len()) || !login.chars().all(allowed) {
            fields.wrong(
                "login",
                "shape",
                "登录名为 3 至 60 位小写字母、数字或 . - _ @，例如 wang.li",
            );
        }
        let name = fields.required_line("name", "姓名", &self.name, 50);
        if let Err(wrong) = crate::people::password::check("password", &login, &self.password) {
            fields.wrong(wrong.field, wrong.code, wrong.message);
        }
        fields.finish(NewUser {
            login,
            name,
            password: self.password,
        })
    }
}
