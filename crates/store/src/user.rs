//! People, and what they are in their organisations.

use domain::Timestamp;
use domain::id::{OrganisationId, UserId};
use domain::organisation::OrganisationKind;
use domain::user::Role;

use crate::connection::Tx;
use crate::error::{Error, Result};
use crate::row::{Record, Row};

/// A person, with the hash of the password.
pub struct Person {
    /// Identifier.
    pub id: UserId,
    /// The name typed at sign-in.
    pub login: String,
    /// How the person is called.
    pub name: String,
    /// Argon2id, in the PHC string format.
    pub password_hash: String,
    /// Whether the person may sign in.
    pub active: bool,
    /// Since when.
    pub created_at: Timestamp,
}

impl Record for Person {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            login: row.text("login")?,
            name: row.text("name")?,
            password_hash: row.text("password_hash")?,
            active: row.flag("active")?,
            created_at: row.moment("created_at")?,
        })
    }
}

/// What a person is in one organisation.
pub struct Membership {
    /// Who.
    pub user: UserId,
    /// How the person is called.
    pub user_name: String,
    /// The name typed at sign-in.
    pub login: String,
    /// Whether the person may sign in.
    pub active: bool,
    /// Where.
    pub organisation: OrganisationId,
    /// How the organisation is called.
    pub organisation_name: String,
    /// What the organisation is.
    pub organisation_kind: OrganisationKind,
    /// Where it is registered.
    pub division_code: String,
    /// What the person is there.
    pub role: Role,
    /// Since when.
    pub since: Timestamp,
}

impl Record for Membership {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            user: row.parse("user_id")?,
            user_name: row.text("user_name")?,
            login: row.text("login")?,
            active: row.flag("active")?,
            organisation: row.parse("organisation_id")?,
            organisation_name: row.text("organisation_name")?,
            organisation_kind: row.parse("organisation_kind")?,
            division_code: row.text("division_code")?,
            role: row.parse("role")?,
            since: row.moment("since")?,
        })
    }
}

const INSERT: &str = "insert into person (id, login, name, password_hash, active, created_at) values ($1, $2, $3, $4, $5, $6)";

/// Adds a person.
///
/// # Errors
/// [`Error::Taken`] when another one has the login.
pub async fn insert(tx: &mut Tx, person: &Person) -> Result<()> {
    tx.q(INSERT)
        .bind(&person.id)
        .bind(&person.login)
        .bind(&person.name)
        .bind(&person.password_hash)
        .bind(person.active)
        .bind(person.created_at)
        .run()
        .await?;
    Ok(())
}

/// One person.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &UserId) -> Result<Person> {
    tx.q("select * from person where id = $1").bind(id).one().await
}

/// The person with a login.
///
/// # Errors
/// When the database refuses.
pub async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<Person>> {
    tx.q("select * from person where login = $1").bind(login).optional().await
}

/// Replaces the hash of a person's password.
///
/// # Errors
/// [`Error::NotFound`] when there is no such person.
pub async fn set_password_hash(tx: &mut Tx, id: &UserId, hash: &str) -> Result<()> {
    let touched = tx.q("update person set password_hash = $2 where id = $1").bind(id).bind(hash).run().await?;
    if touched == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Lets a person sign in, or no longer.
///
/// # Errors
/// [`Error::NotFound`] when there is no such person.
pub async fn set_active(tx: &mut Tx, id: &UserId, active: bool) -> Result<()> {
    let touched = tx.q("update person set active = $2 where id = $1").bind(id).bind(active).run().await?;
    if touched == 0 { Err(Error::NotFound) } else { Ok(()) }
}

const JOIN: &str = "insert into membership (user_id, organisation_id, role, since) values ($1, $2, $3, $4)";

/// Makes a person a member of an organisation.
///
/// # Errors
/// [`Error::Taken`] when the person is one already.
pub async fn join(tx: &mut Tx, user: &UserId, organisation: &OrganisationId, role: Role, since: Timestamp) -> Result<()> {
    tx.q(JOIN).bind(user).bind(organisation).bind(role.as_str()).bind(since).run().await?;
    Ok(())
}

const MEMBERSHIPS: &str = "select m.user_id, p.name as user_name, p.login, p.active, m.organisation_id, o.name as organisation_name,
        o.kind as organisation_kind, o.division_code, m.role, m.since
    from membership m join person p on p.id = m.user_id join organisation o on o.id = m.organisation_id
    where ($1 = '' or m.user_id = $1) and ($2 = '' or m.organisation_id = $2)
    order by m.since, m.user_id, m.organisation_id";

/// The organisations of a person, the first joined first.
///
/// # Errors
/// When the database refuses.
pub async fn memberships_of(tx: &mut Tx, user: &UserId) -> Result<Vec<Membership>> {
    tx.q(MEMBERSHIPS).bind(user).bind("").all().await
}

/// The people of an organisation, the first joined first.
///
/// # Errors
/// When the database refuses.
pub async fn members_of(tx: &mut Tx, organisation: &OrganisationId) -> Result<Vec<Membership>> {
    tx.q(MEMBERSHIPS).bind("").bind(organisation).all().await
}
