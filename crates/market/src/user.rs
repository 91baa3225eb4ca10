//! People: accounts, membership, passwords.

use domain::event::Noun;
use domain::id::{OrganisationId, SessionId, UserId};
use domain::user::{Actor, Role, UserInput};
use serde_json::json;
pub use store::user::Membership;
use store::user::Person;

use crate::error::{Error, Result, taken};
use crate::permission::{Action, allowed, require, roles_at};
use crate::session::GUESSES_OF_LOGIN;
use crate::{Market, new_id, password};

impl Market {
    /// Adds a person to an organisation: its manager adds members; the bureau appoints the first one and nobody after
    /// that, or it could act for anyone; an operator at the machine (no actor) may always.
    ///
    /// # Errors
    /// When a field is wrong, the login is taken or the actor may not.
    pub async fn add_member(&self, actor: Option<&Actor>, organisation: &OrganisationId, input: UserInput, role: Role) -> Result<UserId> {
        let mut only_first = false;
        if let Some(actor) = actor {
            let roles = roles_at(Some(actor), organisation);
            only_first = !allowed(&roles, Action::MemberManage);
            require(&roles, Action::MemberManage).or_else(|_| require(&roles, Action::MemberAppoint))?;
        }
        let new = input.check()?;
        let password_hash = password::hash(new.password).await?;
        let mut work = self.begin(actor).await?;
        store::hold::organisation(&mut work.tx, organisation).await?;
        if only_first && !store::user::members_of(&mut work.tx, organisation).await?.is_empty() {
            return Err(Error::Refused("该单位已有账号，新的账号由该单位的管理员添加".into()));
        }
        let person = Person { id: new_id(), login: new.login, name: new.name, password_hash, active: true, created_at: work.at };
        let insert = store::user::insert(&mut work.tx, &person).await;
        insert.map_err(|error| taken(error, "login", "这个登录名已有人使用，请换一个"))?;
        store::user::join(&mut work.tx, &person.id, organisation, role, work.at).await?;
        work.note_for(organisation, Noun::User, &person.id, "added", json!({ "role": role.as_str() }));
        work.commit().await?;
        Ok(person.id)
    }

    /// The people of the actor's organisation.
    ///
    /// # Errors
    /// When the actor may not see them.
    pub async fn members(&self, actor: &Actor, organisation: &OrganisationId) -> Result<Vec<Membership>> {
        let roles = roles_at(Some(actor), organisation);
        require(&roles, Action::MemberManage).or_else(|_| require(&roles, Action::MemberAppoint))?;
        let mut tx = self.read().await?;
        Ok(store::user::members_of(&mut tx, organisation).await?)
    }

    /// The organisations the actor may act for.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn my_memberships(&self, actor: &Actor) -> Result<Vec<Membership>> {
        let mut tx = self.read().await?;
        Ok(store::user::memberships_of(&mut tx, &actor.user).await?)
    }

    /// Stops a member from signing in, or lets them again; stopping ends their sessions at once.
    ///
    /// # Errors
    /// When the actor is not the manager there, or means themselves.
    pub async fn set_member_active(&self, actor: &Actor, organisation: &OrganisationId, user: &UserId, active: bool) -> Result<()> {
        require(&roles_at(Some(actor), organisation), Action::MemberManage)?;
        if *user == actor.user {
            return Err(Error::Refused("不能停用自己的账号，请由另一位单位管理员操作".into()));
        }
        let mut work = self.begin(Some(actor)).await?;
        store::hold::organisation(&mut work.tx, organisation).await?;
        let members = store::user::members_of(&mut work.tx, organisation).await?;
        // Two managers who stop each other at the same moment: one of them is stopped, and can no longer do it.
        if !members.iter().any(|member| member.user == actor.user && member.active) {
            return Err(Error::SignedOut);
        }
        if !members.iter().any(|member| member.user == *user) {
            return Err(Error::NotFound);
        }
        store::user::set_active(&mut work.tx, user, active).await?;
        if !active {
            store::session::delete_others(&mut work.tx, user, None).await?;
        }
        work.note(Noun::User, user, if active { "enabled" } else { "disabled" }, json!({}));
        work.commit().await
    }

    /// Changes the actor's own password and ends every other session of theirs.
    ///
    /// # Errors
    /// When the old password does not fit or the new one is too short.
    pub async fn change_password(&self, actor: &Actor, session: &SessionId, old: &str, new: &str) -> Result<()> {
        let person = {
            let mut tx = self.read().await?;
            store::user::get(&mut tx, &actor.user).await?
        };
        // Who finds an open session must not find out its password by trying.
        let (key, now) = (format!("password {}", actor.user), self.now());
        let counted = self.count_guess(&key, GUESSES_OF_LOGIN, now)?;
        let short = old.chars().count() <= domain::user::PASSWORD_AT_MOST;
        if !short || !password::fits(old.to_owned(), person.password_hash.clone()).await? {
            return Err(Error::field("old_password", "wrong", "原密码不正确"));
        }
        self.inner.guesses.take_back(counted);
        let checked = UserInput { login: person.login, name: person.name, password: new.to_owned() }.check().map_err(|errors| {
            Error::Invalid(errors.into_iter().map(|error| domain::FieldError { field: "new_password".into(), ..error }).collect())
        })?;
        let hash = password::hash(checked.password).await?;
        let mut work = self.begin(Some(actor)).await?;
        store::hold::person(&mut work.tx, &actor.user).await?;
        if store::user::get(&mut work.tx, &actor.user).await?.password_hash != person.password_hash {
            // Changed at the same moment: what was typed as the old password no longer is.
            return Err(Error::Stale);
        }
        store::user::set_password_hash(&mut work.tx, &actor.user, &hash).await?;
        store::session::delete_others(&mut work.tx, &actor.user, Some(session)).await?;
        work.note(Noun::User, &actor.user, "password_changed", json!({}));
        work.commit().await
    }

    /// Sets the password of a login from the operator's machine and ends every session of that person.
    ///
    /// # Errors
    /// When there is no such login or the password is too short.
    pub async fn reset_password(&self, login: &str, new: &str) -> Result<()> {
        let person = {
            let mut tx = self.read().await?;
            store::user::by_login(&mut tx, &login.trim().to_lowercase()).await?.ok_or(Error::NotFound)?
        };
        let checked = UserInput { login: person.login, name: person.name, password: new.to_owned() }.check()?;
        let hash = password::hash(checked.password).await?;
        let mut work = self.begin(None).await?;
        store::user::set_password_hash(&mut work.tx, &person.id, &hash).await?;
        store::session::delete_others(&mut work.tx, &person.id, None).await?;
        work.note(Noun::User, &person.id, "password_reset", json!({}));
        work.commit().await
    }
}
