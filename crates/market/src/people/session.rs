//! Signing in and out; who acts with a cookie or a token.

use domain::Timestamp;
use domain::event::{Noun, sha256_hex};
use domain::id::{OrganisationId, SessionId, UserId};
use domain::people::user::Actor;
use serde_json::json;
use store::people::session::Live;
pub use store::people::session::{Holder, Session};

use crate::kernel::error::{Error, Result};
use crate::people::password;
use crate::people::throttle::{Counted, Pace};
use crate::{Market, new_id};

/// A browser session ends after so many days without use.
const BROWSER_DAYS: i64 = 14;
/// A browser session ends after so many days in any case, and its cookie with it.
pub const BROWSER_DAYS_AT_MOST: i64 = 30;
/// A token lives at most so many days.
pub const TOKEN_DAYS_AT_MOST: i64 = 366;
/// A session's last use is written at most so often, in microseconds: reading pages is no write.
const TOUCH_EVERY_US: i64 = 600_000_000;

/// A new session: the secret is told once and stored only as its hash.
pub struct Opened {
    /// The secret.
    pub secret: String,
    /// Which session.
    pub session: SessionId,
    /// Who acts in it.
    pub actor: Actor,
}

/// Wrong passwords of one login from one client: five at once, then one every 30 seconds. Nobody else's guesses make
/// its owner wait elsewhere.
pub(crate) const GUESSES_OF_LOGIN: Pace = Pace {
    burst: 5,
    every_us: 30_000_000,
};
/// Wrong passwords from one client, whatever the login: a whole office may stand behind one address.
const GUESSES_OF_CLIENT: Pace = Pace {
    burst: 50,
    every_us: 1_000_000,
};

/// 256 random bits, as two random UUIDs' worth of the system's generator, in hexadecimal.
fn new_secret() -> String {
    format!(
        "jq_{}{}",
        uuid::Uuid::new_v4().simple(),
        uuid::Uuid::new_v4().simple()
    )
}

impl Market {
    /// Signs a person in from a browser (its name in `agent`) of a client (the address it came from).
    ///
    /// # Errors
    /// When login and password do not fit, the person may not come in, or after too many failures.
    pub async fn sign_in(
        &self,
        login: &str,
        password: &str,
        agent: &str,
        client: &str,
    ) -> Result<Opened> {
        let opened = self.try_sign_in(login, password, agent, client).await;
        if let Err(error) = &opened {
            self.note_failed_sign_in(login, error).await;
        }
        opened
    }

    async fn try_sign_in(
        &self,
        login: &str,
        password: &str,
        agent: &str,
        client: &str,
    ) -> Result<Opened> {
        let now = self.now();
        let login = login.trim().to_lowercase();
        let of_login = format!(
            "login {client} {}",
            login.chars().take(80).collect::<String>()
        );
        // Counted before it is known to be wrong: many at once must not be more than so many.
        let by_client = self.count_guess(&format!("client {client}"), GUESSES_OF_CLIENT, now)?;
        let by_login = match self.count_guess(&of_login, GUESSES_OF_LOGIN, now) {
            Ok(counted) => counted,
            Err(waits) => {
                self.inner.guesses.take_back(by_client);
                return Err(waits);
            }
        };
        let wrong = || {
            Error::field(
                "password",
                "wrong",
                "登录名或密码不正确。请检查大小写；忘记密码请联系本单位管理员",
            )
        };
        if password.chars().count() > domain::people::user::PASSWORD_AT_MOST {
            return Err(wrong());
        }
        let person = {
            let mut tx = self.read().await?;
            store::people::user::by_login(&mut tx, &login).await?
        };
        // An unknown login takes as long as a wrong password: the answer tells nobody who has an account.
        let hash = person.as_ref().map_or_else(
            || self.inner.dummy_hash.clone(),
            |person| person.password_hash.clone(),
        );
        let fits = password::fits(password.to_owned(), hash).await?;
        let Some(person) = person.filter(|_| fits) else {
            return Err(wrong());
        };
        self.inner.guesses.take_back(by_client);
        self.inner.guesses.take_back(by_login);
        let organisation = self.first_organisation(&person.id).await?;
        self.open_session(
            &person.id,
            &organisation,
            Holder::Browser,
            agent,
            BROWSER_DAYS,
        )
        .await
    }

    /// For whom a person acts after signing in: the first organisation joined that did not stop them.
    async fn first_organisation(&self, user: &UserId) -> Result<OrganisationId> {
        let mut tx = self.read().await?;
        let memberships = store::people::user::memberships_of(&mut tx, user).await?;
        let refused = if memberships.is_empty() {
            "您的账号还没有加入任何单位，请联系科技局或本单位管理员"
        } else {
            "您的账号已被停用，请联系本单位管理员"
        };
        let first = memberships.into_iter().find(|membership| membership.active);
        first
            .map(|membership| membership.organisation)
            .ok_or_else(|| Error::Refused(refused.into()))
    }

    /// Counts what may be a wrong password.
    pub(crate) fn count_guess(&self, key: &str, pace: Pace, now: Timestamp) -> Result<Counted> {
        self.inner
            .guesses
            .count(key, pace, 1, now)
            .map_err(|seconds| Error::TooMany { seconds })
    }

    pub(crate) async fn open_session(
        &self,
        user: &UserId,
        organisation: &OrganisationId,
        holder: Holder,
        label: &str,
        days: i64,
    ) -> Result<Opened> {
        let secret = new_secret();
        let mut work = self.begin(None).await?;
        let session = Session {
            id: new_id(),
            kind: holder.as_str().to_owned(),
            user: user.clone(),
            organisation: organisation.clone(),
            label: domain::text::one_line(label).chars().take(200).collect(),
            created_at: work.at,
            last_seen_at: work.at,
            expires_at: work.at.plus_days(days),
        };
        if holder == Holder::Browser {
            store::people::user::signed_in(&mut work.tx, user, work.at)
                .await
                .map_err(|error| match error {
                    store::Error::NotFound => Error::Refused(
                        "一次性密码已经失效或已经使用，请联系本单位管理员重新获取".into(),
                    ),
                    other => other.into(),
                })?;
        }
        let hash = sha256_hex(secret.as_bytes());
        store::people::session::insert(&mut work.tx, &session, &hash).await?;
        let live = store::people::session::live(&mut work.tx, &hash, holder, work.at)
            .await?
            .ok_or(Error::SignedOut)?;
        let kind = match holder {
            Holder::Browser => "signed_in",
            Holder::Program => "token_issued",
        };
        work.note_for(
            organisation,
            Noun::User,
            user,
            kind,
            json!({ "session": session.id.as_str() }),
        );
        work.commit().await?;
        Ok(Opened {
            secret,
            session: session.id,
            actor: live.actor,
        })
    }

    /// Who acts with a secret, if it opens anything.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn who(&self, secret: &str, holder: Holder) -> Result<Option<Live>> {
        let now = self.now();
        let mut tx = self.read().await?;
        let live =
            store::people::session::live(&mut tx, &sha256_hex(secret.as_bytes()), holder, now)
                .await?;
        drop(tx);
        let Some(live) = live else { return Ok(None) };
        let ends_at = match holder {
            // Use prolongs it, but not for ever.
            Holder::Browser => now
                .plus_days(BROWSER_DAYS)
                .min(live.created_at.plus_days(BROWSER_DAYS_AT_MOST)),
            Holder::Program => live.expires_at,
        };
        if ends_at <= now {
            return Ok(None);
        }
        if now.0 - live.last_seen_at.0 > TOUCH_EVERY_US {
            // When someone was last seen is no change of the market: no event.
            let mut tx = self.inner.db.write().await?;
            store::people::session::touch(&mut tx, &live.session, now, ends_at).await?;
            tx.commit().await?;
        }
        Ok(Some(live))
    }

    /// Ends the session that a browser had before it signed in anew, if it had one.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn end_replaced(&self, secret: &str) -> Result<()> {
        let mut tx = self.read().await?;
        let live = store::people::session::live(
            &mut tx,
            &sha256_hex(secret.as_bytes()),
            Holder::Browser,
            self.now(),
        )
        .await?;
        drop(tx);
        match live {
            Some(live) => self.sign_out(&live.actor, &live.session).await,
            None => Ok(()),
        }
    }

    /// Ends every session and token of the actor, this one too.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn sign_out_everywhere(&self, actor: &Actor) -> Result<()> {
        let mut work = self.begin(Some(actor)).await?;
        store::people::session::delete_others(&mut work.tx, &actor.user, None).await?;
        work.note(Noun::User, &actor.user, "signed_out_everywhere", json!({}));
        work.commit().await
    }

    /// What a token cannot do is done in a browser: whoever finds a token must not make it last.
    async fn require_browser(&self, session: &SessionId, what: &str) -> Result<()> {
        let mut tx = self.read().await?;
        let session = store::people::session::get(&mut tx, session).await?;
        if session.kind == Holder::Browser.as_str() {
            Ok(())
        } else {
            Err(Error::Forbidden(format!(
                "用令牌{what}，请在浏览器中登录后办理"
            )))
        }
    }

    /// Ends a session or token of the actor.
    ///
    /// # Errors
    /// When it is none of theirs.
    pub async fn sign_out(&self, actor: &Actor, session: &SessionId) -> Result<()> {
        let mut work = self.begin(Some(actor)).await?;
        store::people::session::delete(&mut work.tx, &actor.user, session).await?;
        work.note(
            Noun::User,
            &actor.user,
            "signed_out",
            json!({ "session": session.as_str() }),
        );
        work.commit().await
    }

    /// The actor's living browser sessions and tokens.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn my_sessions(&self, actor: &Actor) -> Result<(Vec<Session>, Vec<Session>)> {
        let now = self.now();
        let mut tx = self.read().await?;
        let browsers =
            store::people::session::of_user(&mut tx, &actor.user, Holder::Browser, now).await?;
        let programs =
            store::people::session::of_user(&mut tx, &actor.user, Holder::Program, now).await?;
        Ok((browsers, programs))
    }

    /// Issues a token for a program that acts as the actor, for the same organisation.
    ///
    /// # Errors
    /// When the label is missing, the life is not between 1 day and [`TOKEN_DAYS_AT_MOST`], or a token asks.
    pub async fn issue_token(
        &self,
        actor: &Actor,
        session: &SessionId,
        label: &str,
        days: i64,
    ) -> Result<Opened> {
        self.require_browser(session, "签发令牌").await?;
        let mut fields = domain::Fields::new();
        let label = fields.required_line("label", "令牌用途", label, 60);
        if !(1..=TOKEN_DAYS_AT_MOST).contains(&days) {
            fields.wrong(
                "days",
                "range",
                format!("有效天数为 1 至 {TOKEN_DAYS_AT_MOST} 天，例如 90"),
            );
        }
        fields.finish(())?;
        self.open_session(
            &actor.user,
            &actor.organisation,
            Holder::Program,
            &label,
            days,
        )
        .await
    }

    /// Makes the actor act for another of their organisations in this session.
    ///
    /// # Errors
    /// When the actor is no active member there, or a token asks: it was issued for one organisation.
    pub async fn act_for(
        &self,
        actor: &Actor,
        session: &SessionId,
        organisation: &OrganisationId,
    ) -> Result<()> {
        self.require_browser(session, "切换单位").await?;
        let mut work = self.begin(Some(actor)).await?;
        let memberships = store::people::user::memberships_of(&mut work.tx, &actor.user).await?;
        if !memberships
            .iter()
            .any(|membership| membership.organisation == *organisation && membership.active)
        {
            return Err(Error::NotFound);
        }
        store::people::session::set_organisation(&mut work.tx, session, organisation).await?;
        work.note_for(
            organisation,
            Noun::User,
            &actor.user,
            "acts_for",
            json!({ "session": session.as_str() }),
        );
        work.commit().await
    }
}
