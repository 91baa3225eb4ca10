//! Sessions of browsers and tokens of programs: only the hash of the secret is stored.

use domain::Timestamp;
use domain::id::{OrganisationId, SessionId, UserId};
use domain::people::user::Actor;

use crate::kernel::connection::Tx;
use crate::kernel::error::{Error, Result};
use crate::kernel::row::{Record, Row};

/// Who holds the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A browser, in a cookie.
    Browser,
    /// A program, as a bearer token.
    Program,
}

impl Holder {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Program => "program",
        }
    }
}

/// One session or token.
#[derive(Clone, Debug)]
pub struct Session {
    /// Identifier.
    pub id: SessionId,
    /// `browser` or `program`.
    pub kind: String,
    /// Whose.
    pub user: UserId,
    /// For which organisation the person acts in it.
    pub organisation: OrganisationId,
    /// The browser, as it named itself; or what the person called the token.
    pub label: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Last used at.
    pub last_seen_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

impl Record for Session {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            kind: row.text("kind")?,
            user: row.parse("user_id")?,
            organisation: row.parse("organisation_id")?,
            label: row.text("label")?,
            created_at: row.moment("created_at")?,
            last_seen_at: row.moment("last_seen_at")?,
            expires_at: row.moment("expires_at")?,
        })
    }
}

/// A session together with the person who acts in it.
pub struct Live {
    /// Which session.
    pub session: SessionId,
    /// Who acts, and for whom.
    pub actor: Actor,
    /// Since when.
    pub created_at: Timestamp,
    /// Last used at.
    pub last_seen_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// Someone else set the person's password: until it is changed, nothing else can be done.
    pub must_change_password: bool,
}

impl Record for Live {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            session: row.parse("id")?,
            actor: Actor {
                user: row.parse("user_id")?,
                name: row.text("user_name")?,
                organisation: row.parse("organisation_id")?,
                organisation_name: row.text("organisation_name")?,
                organisation_kind: row.parse("organisation_kind")?,
                division_code: row.text("division_code")?,
                role: row.parse("role")?,
            },
            created_at: row.moment("created_at")?,
            last_seen_at: row.moment("last_seen_at")?,
            expires_at: row.moment("expires_at")?,
            must_change_password: row.flag("must_change_password")?,
        })
    }
}

const INSERT: &str = "insert into session (id, kind, secret_hash, user_id, organisation_id, label, created_at, last_seen_at, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// Adds a session or token.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, session: &Session, secret_hash: &str) -> Result<()> {
    tx.q(INSERT)
        .bind(&session.id)
        .bind(&session.kind)
        .bind(secret_hash)
        .bind(&session.user)
        .bind(&session.organisation)
        .bind(&session.label)
        .bind(session.created_at)
        .bind(session.last_seen_at)
        .bind(session.expires_at)
        .run()
        .await?;
    Ok(())
}

// The membership is joined, not remembered: whoever left an organisation no longer acts for it.
const LIVE: &str = "select s.id, s.user_id, p.name as user_name, s.organisation_id, o.name as organisation_name,
        o.kind as organisation_kind, o.division_code, m.role, s.created_at, s.last_seen_at, s.expires_at, p.must_change_password
    from session s
    join person p on p.id = s.user_id
    join membership m on m.user_id = s.user_id and m.organisation_id = s.organisation_id
    join organisation o on o.id = s.organisation_id
    where s.secret_hash = $1 and s.kind = $2 and s.expires_at > $3 and m.active = 1";

/// One session or token.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &SessionId) -> Result<Session> {
    tx.q("select * from session where id = $1")
        .bind(id)
        .one()
        .await
}

/// Who acts with a secret now, if it opens anything.
///
/// # Errors
/// When the database refuses.
pub async fn live(
    tx: &mut Tx,
    secret_hash: &str,
    holder: Holder,
    now: Timestamp,
) -> Result<Option<Live>> {
    tx.q(LIVE)
        .bind(secret_hash)
        .bind(holder.as_str())
        .bind(now)
        .optional()
        .await
}

/// Notes that a session was used.
///
/// # Errors
/// When the database refuses.
pub async fn touch(
    tx: &mut Tx,
    id: &SessionId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    tx.q("update session set last_seen_at = $2, expires_at = $3 where id = $1")
        .bind(id)
        .bind(now)
        .bind(expires_at)
        .run()
        .await?;
    Ok(())
}

/// Makes the person act for another of their organisations in a session.
///
/// # Errors
/// When the database refuses.
pub async fn set_organisation(
    tx: &mut Tx,
    id: &SessionId,
    organisation: &OrganisationId,
) -> Result<()> {
    tx.q("update session set organisation_id = $2 where id = $1")
        .bind(id)
        .bind(organisation)
        .run()
        .await?;
    Ok(())
}

const OF_USER: &str = "select * from session where user_id = $1 and kind = $2 and expires_at > $3 order by last_seen_at desc, id limit 200";

/// The living sessions or tokens of a person, the last used first.
///
/// # Errors
/// When the database refuses.
pub async fn of_user(
    tx: &mut Tx,
    user: &UserId,
    holder: Holder,
    now: Timestamp,
) -> Result<Vec<Session>> {
    tx.q(OF_USER)
        .bind(user)
        .bind(holder.as_str())
        .bind(now)
        .all()
        .await
}

/// Ends one session or token of a person.
///
/// # Errors
/// [`Error::NotFound`] when it is none of theirs.
pub async fn delete(tx: &mut Tx, user: &UserId, id: &SessionId) -> Result<()> {
    let touched = tx
        .q("delete from session where id = $1 and user_id = $2")
        .bind(id)
        .bind(user)
        .run()
        .await?;
    if touched == 0 {
        Err(Error::NotFound)
    } else {
        Ok(())
    }
}

/// Ends every session and token in which a person acts for one organisation.
///
/// # Errors
/// When the database refuses.
pub async fn delete_for(tx: &mut Tx, user: &UserId, organisation: &OrganisationId) -> Result<()> {
    tx.q("delete from session where user_id = $1 and organisation_id = $2")
        .bind(user)
        .bind(organisation)
        .run()
        .await?;
    Ok(())
}

/// Ends every session and token of a person but one.
///
/// # Errors
/// When the database refuses.
pub async fn delete_others(tx: &mut Tx, user: &UserId, keep: Option<&SessionId>) -> Result<()> {
    let keep = keep.map_or("", |id| id.as_str());
    tx.q("delete from session where user_id = $1 and id <> $2")
        .bind(user)
        .bind(keep)
        .run()
        .await?;
    Ok(())
}
