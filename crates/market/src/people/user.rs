//! People: accounts, membership, passwords.

use domain::Timestamp;
use domain::event::Noun;
use domain::id::{OrganisationId, SessionId, UserId};
use domain::people::user::{Actor, NewUser, Role, UserInput};
use serde_json::json;
pub use store::people::user::Membership;
use store::people::user::{NewPassword, Person};

use crate::kernel::error::{Error, Result, taken};
use crate::kernel::permission::{Action, allowed, require, roles_at};
use crate::kernel::work::Work;
use crate::people::password;
use crate::people::refusal::RefusalKind;
use crate::people::session::GUESSES_OF_LOGIN;
use crate::{Market, new_id};

/// A one-time password ends after so many hours.
pub const CODE_HOURS: i64 = 24;
const HOUR_US: i64 = 3600 * 1_000_000;

impl Market {
    /// Adds a person to an organisation: its manager adds members; the bureau appoints the first one and nobody after
    /// that, or it could act for anyone; an operator at the machine (no actor) may always.
    ///
    /// # Errors
    /// When a field is wrong, the login is taken or the actor may not.
    pub async fn add_member(
        &self,
        actor: Option<&Actor>,
        organisation: &OrganisationId,
        input: UserInput,
        role: Role,
    ) -> Result<UserId> {
        let mut only_first = false;
        if let Some(actor) = actor {
            let roles = roles_at(Some(actor), organisation);
            only_first = !allowed(&roles, Action::MemberManage);
            require(&roles, Action::MemberManage)
                .or_else(|_| require(&roles, Action::MemberAppoint))?;
        }
        self.insert_member(
            actor,
            organisation,
            input,
            role,
            only_first,
            actor.is_some(),
        )
        .await
    }

    /// Adds a person from the operator's machine. Whoever did not choose their password changes it at first use, before
    /// anything else; unless they typed it there themselves.
    ///
    /// # Errors
    /// When a field is wrong or the login is taken.
    pub async fn add_member_by_operator(
        &self,
        organisation: &OrganisationId,
        input: UserInput,
        role: Role,
        must_change: bool,
    ) -> Result<UserId> {
        self.insert_member(None, organisation, input, role, false, must_change)
            .await
    }

    async fn insert_member(
        &self,
        actor: Option<&Actor>,
        organisation: &OrganisationId,
        input: UserInput,
        role: Role,
        only_first: bool,
        must_change: bool,
    ) -> Result<UserId> {
        let new = input.check()?;
        let password_hash = password::hash(new.password.clone()).await?;
        let mut work = self.begin(actor).await?;
        store::kernel::hold::organisation(&mut work.tx, organisation).await?;
        if only_first
            && !store::people::user::members_of(&mut work.tx, organisation)
                .await?
                .is_empty()
        {
            return Err(Error::Refused(
                "该单位已有账号，新的账号由该单位的管理员添加".into(),
            ));
        }
        let user = insert_person(
            &mut work,
            organisation,
            new,
            password_hash,
            role,
            must_change,
        )
        .await?;
        work.commit().await?;
        Ok(user)
    }

    /// The people of the actor's organisation.
    ///
    /// # Errors
    /// When the actor may not see them.
    pub async fn members(
        &self,
        actor: &Actor,
        organisation: &OrganisationId,
    ) -> Result<Vec<Membership>> {
        let roles = roles_at(Some(actor), organisation);
        require(&roles, Action::MemberManage)
            .or_else(|_| require(&roles, Action::MemberAppoint))?;
        let mut tx = self.read().await?;
        Ok(store::people::user::members_of(&mut tx, organisation).await?)
    }

    /// The organisations the actor may act for.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn my_memberships(&self, actor: &Actor) -> Result<Vec<Membership>> {
        let mut tx = self.read().await?;
        let memberships = store::people::user::memberships_of(&mut tx, &actor.user).await?;
        Ok(memberships
            .into_iter()
            .filter(|membership| membership.active)
            .collect())
    }

    /// Stops a member from acting for the organisation, or lets them again; stopping ends their sessions there at once.
    /// What the person is in other organisations stays.
    ///
    /// # Errors
    /// When the actor is not the manager there, or means themselves.
    pub async fn set_member_active(
        &self,
        actor: &Actor,
        organisation: &OrganisationId,
        user: &UserId,
        active: bool,
    ) -> Result<()> {
        require(&roles_at(Some(actor), organisation), Action::MemberManage)?;
        if *user == actor.user {
            return Err(Error::Refused(
                "不能停用自己，请由另一位单位管理员操作".into(),
            ));
        }
        let mut work = self.begin(Some(actor)).await?;
        store::kernel::hold::organisation(&mut work.tx, organisation).await?;
        let members = store::people::user::members_of(&mut work.tx, organisation).await?;
        // Two managers who stop each other at the same moment: one of them is stopped, and can no longer do it.
        if !members
            .iter()
            .any(|member| member.user == actor.user && member.active)
        {
            return Err(Error::SignedOut);
        }
        if !members.iter().any(|member| member.user == *user) {
            return Err(Error::NotFound);
        }
        store::people::user::set_active(&mut work.tx, user, organisation, active).await?;
        if !active {
            store::people::session::delete_for(&mut work.tx, user, organisation).await?;
        }
        work.note(
            Noun::User,
            user,
            if active { "enabled" } else { "disabled" },
            json!({}),
        );
        work.commit().await
    }

    /// Changes the actor's own password and ends every other session of theirs. A password that someone else set is not
    /// asked for again: a one-time code is used up by then.
    ///
    /// # Errors
    /// When the old password does not fit, or the new one is the old one or no good one.
    pub async fn change_password(
        &self,
        actor: &Actor,
        session: &SessionId,
        old: &str,
        new: &str,
    ) -> Result<()> {
        let changed = self.try_change_password(actor, session, old, new).await;
        match &changed {
            Err(Error::TooMany { .. }) => {
                self.note_refusal(actor.user.as_str(), RefusalKind::TooMany)
                    .await
            }
            Err(Error::Invalid(errors))
                if errors.iter().any(|error| error.field == "old_password") =>
            {
                self.note_refusal(actor.user.as_str(), RefusalKind::WrongPassword)
                    .await;
            }
            Ok(()) | Err(_) => {}
        }
        changed
    }

    async fn try_change_password(
        &self,
        actor: &Actor,
        session: &SessionId,
        old: &str,
        new: &str,
    ) -> Result<()> {
        let person = {
            let mut tx = self.read().await?;
            store::people::user::get(&mut tx, &actor.user).await?
        };
        // Who finds an open session must not find out its password by trying.
        let (key, now) = (format!("password {}", actor.user), self.now());
        let counted = self.count_guess(&key, GUESSES_OF_LOGIN, now)?;
        let short = old.chars().count() <= domain::people::user::PASSWORD_AT_MOST;
        let must_change = person.must_change_password;
        if !must_change
            && (!short || !password::fits(old.to_owned(), person.password_hash.clone()).await?)
        {
            return Err(Error::field("old_password", "wrong", "原密码不正确"));
        }
        self.inner.guesses.take_back(counted);
        let checked = UserInput {
            login: person.login,
            name: person.name,
            password: new.to_owned(),
        }
        .check()
        .map_err(|errors| {
            Error::Invalid(
                errors
                    .into_iter()
                    .map(|error| domain::FieldError {
                        field: "new_password".into(),
                        ..error
                    })
                    .collect(),
            )
        })?;
        if password::fits(checked.password.clone(), person.password_hash.clone()).await? {
            return Err(Error::field(
                "new_password",
                "same",
                "新密码与现在的密码相同，请换一个",
            ));
        }
        let hash = password::hash(checked.password).await?;
        let mut work = self.begin(Some(actor)).await?;
        store::kernel::hold::person(&mut work.tx, &actor.user).await?;
        if store::people::user::get(&mut work.tx, &actor.user)
            .await?
            .password_hash
            != person.password_hash
        {
            // Changed at the same moment: what was typed as the old password no longer is.
            return Err(Error::Stale);
        }
        let own = NewPassword {
            hash: &hash,
            must_change: false,
            until: None,
        };
        store::people::user::set_password(&mut work.tx, &actor.user, &own).await?;
        store::people::session::delete_others(&mut work.tx, &actor.user, Some(session)).await?;
        work.note(Noun::User, &actor.user, "password_changed", json!({}));
        work.commit().await
    }

    /// Sets the password of a login from the operator's machine and ends every session of that person, who changes it at
    /// the next sign-in, before anything else; unless they typed it there themselves.
    ///
    /// # Errors
    /// When there is no such login or the password is no good one.
    pub async fn reset_password(&self, login: &str, new: &str, must_change: bool) -> Result<()> {
        let person = {
            let mut tx = self.read().await?;
            store::people::user::by_login(&mut tx, &login.trim().to_lowercase())
                .await?
                .ok_or(Error::NotFound)?
        };
        let checked = UserInput {
            login: person.login,
            name: person.name,
            password: new.to_owned(),
        }
        .check()?;
        let hash = password::hash(checked.password).await?;
        let mut work = self.begin(None).await?;
        store::people::user::set_password(
            &mut work.tx,
            &person.id,
            &NewPassword {
                hash: &hash,
                must_change,
                until: None,
            },
        )
        .await?;
        store::people::session::delete_others(&mut work.tx, &person.id, None).await?;
        work.note(Noun::User, &person.id, "password_reset", json!({}));
        work.commit().await
    }

    /// Gives a member of the organisation a one-time password, told once: it ends after [`CODE_HOURS`] hours or at its
    /// first use, and must be changed then. The old password and every session of the person end at once.
    ///
    /// # Errors
    /// When the actor is not the manager there, means themselves, or the person is in another organisation too: then its
    /// rights would be the manager's for the asking.
    pub async fn reset_member_password(
        &self,
        actor: &Actor,
        organisation: &OrganisationId,
        user: &UserId,
    ) -> Result<String> {
        require(&roles_at(Some(actor), organisation), Action::MemberManage)?;
        if *user == actor.user {
            return Err(Error::Refused("自己的密码请在“账号与安全”中修改".into()));
        }
        let code = new_code();
        let hash = password::hash(code.clone()).await?;
        let mut work = self.begin(Some(actor)).await?;
        let memberships = store::people::user::memberships_of(&mut work.tx, user).await?;
        if !memberships
            .iter()
            .any(|membership| membership.organisation == *organisation)
        {
            return Err(Error::NotFound);
        }
        if memberships.len() > 1 {
            return Err(Error::Refused(
                "该成员同时属于其他单位，本单位不能重设其密码，请联系平台运维人员".into(),
            ));
        }
        let until = Timestamp(work.at.0 + CODE_HOURS * HOUR_US);
        store::people::user::set_password(
            &mut work.tx,
            user,
            &NewPassword {
                hash: &hash,
                must_change: true,
                until: Some(until),
            },
        )
        .await?;
        store::people::session::delete_others(&mut work.tx, user, None).await?;
        work.note(
            Noun::User,
            user,
            "password_reset",
            json!({ "until": until }),
        );
        work.commit().await?;
        Ok(code)
    }
}

/// A person with a first password, as a member of an organisation. Whoever did not choose it changes it at first use.
pub(crate) async fn insert_person(
    work: &mut Work,
    organisation: &OrganisationId,
    new: NewUser,
    password_hash: String,
    role: Role,
    must_change_password: bool,
) -> Result<UserId> {
    let person = Person {
        id: new_id(),
        login: new.login,
        name: new.name,
        password_hash,
        must_change_password,
        password_until: None,
        created_at: work.at,
    };
    let insert = store::people::user::insert(&mut work.tx, &person).await;
    insert.map_err(|error| taken(error, "login", "这个登录名已有人使用，请换一个"))?;
    store::people::user::join(&mut work.tx, &person.id, organisation, role, work.at).await?;
    work.note_for(
        organisation,
        Noun::User,
        &person.id,
        "added",
        json!({ "role": role.as_str() }),
    );
    Ok(person.id)
}

/// 80 random bits in letters and digits that are not mistaken for one another, in groups of four to be read out.
fn new_code() -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let bytes = [
        uuid::Uuid::new_v4().into_bytes(),
        uuid::Uuid::new_v4().into_bytes(),
    ]
    .concat();
    // Bytes 6 and 8 of such a UUID carry its version; the others are random.
    let random = bytes
        .iter()
        .enumerate()
        .filter(|(at, _)| !matches!(at % 16, 6 | 8));
    let letters: Vec<char> = random
        .take(16)
        .map(|(_, byte)| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect();
    letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}
