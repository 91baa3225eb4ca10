//! People, and what they are in their organisations.

use domain::Timestamp;
use domain::id::{OrganisationId, UserId};
use domain::people::organisation::OrganisationKind;
use domain::people::user::Role;

use crate::kernel::connection::Tx;
use crate::kernel::error::{Error, Result};
use crate::kernel::row::{Record, Row};

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
    /// Someone else set the password: until it is changed, nothing else can be done.
    pub must_change_password: bool,
    /// Until when the password lets in; nothing for one that does not end.
    pub password_until: Option<Timestamp>,
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
            must_change_password: row.flag("must_change_password")?,
            password_until: row.moment_or_null("password_until")?,
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
    /// Whether the person may act for it.
    pub active: bool,
    /// When the person last signed in; nothing when never.
    pub last_sign_in_at: Option<Timestamp>,
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
            last_sign_in_at: row.moment_or_null("last_sign_in_at")?,
            organisation: row.parse("organisation_id")?,
            organisation_name: row.text("organisation_name")?,
            organisation_kind: row.parse("organisation_kind")?,
            division_code: row.text("division_code")?,
            role: row.parse("role")?,
            since: row.moment("since")?,
        })
    }
}

const INSERT: &str = "insert into person (id, login, name, password_hash, must_change_password, password_until, created_at)
    values ($1, $2, $3, $4, $5, $6, $7)";

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
        .bind(person.must_change_password)
        .bind(person.password_until)
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
    tx.q("select * from person where id = $1")
        .bind(id)
        .one()
        .await
}

/// The person with a login.
///
/// # Errors
/// When the database refuses.
pub async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<Person>> {
    tx.q("select * from person where login = $1")
        .bind(login)
        .optional()
        .await
}

/// A password on its way into a row.
pub struct NewPassword<'a> {
    /// Its hash.
    pub hash: &'a str,
    /// Someone else set it.
    pub must_change: bool,
    /// Until when it lets in; nothing for one that does not end.
    pub until: Option<Timestamp>,
}

const SET_PASSWORD: &str = "update person set password_hash = $2, must_change_password = $3, password_until = $4 where id = $1";

/// Replaces a person's password.
///
/// # Errors
/// [`Error::NotFound`] when there is no such person.
pub async fn set_password(tx: &mut Tx, id: &UserId, password: &NewPassword<'_>) -> Result<()> {
    let update = tx
        .q(SET_PASSWORD)
        .bind(id)
        .bind(password.hash)
        .bind(password.must_change)
        .bind(password.until);
    if update.run().await? == 0 {
        Err(Error::NotFound)
    } else {
        Ok(())
    }
}

// A password that ends lets in once: of two at the same moment, the second touches nothing.
const SIGNED_IN: &str = "update person
    set last_sign_in_at = $2, password_until = case when password_until is null then null else $2 end
    where id = $1 and (password_until is null or password_until > $2)";

/// Notes that a person signed in; a one-time password is used up by it.
///
/// # Errors
/// [`Error::NotFound`] when there is no such person, or the one-time password ended or was used.
pub async fn signed_in(tx: &mut Tx, id: &UserId, at: Timestamp) -> Result<()> {
    if tx.q(SIGNED_IN).bind(id).bind(at).run().await? == 0 {
        Err(Error::NotFound)
    } else {
        Ok(())
    }
}

const SET_ACTIVE: &str =
    "update membership set active = $3 where user_id = $1 and organisation_id = $2";

/// Lets a person act for an organisation, or no longer; what the person is elsewhere stays.
///
/// # Errors
/// [`Error::NotFound`] when the person is no member there.
pub async fn set_active(
    tx: &mut Tx,
    id: &UserId,
    organisation: &OrganisationId,
    active: bool,
) -> Result<()> {
    let touched = tx
        .q(SET_ACTIVE)
        .bind(id)
        .bind(organisation)
        .bind(active)
        .run()
        .await?;
    if touched == 0 {
        Err(Error::NotFound)
    } else {
        Ok(())
    }
}

const JOIN: &str =
    "insert into membership (user_id, organisation_id, role, since) values ($1, $2, $3, $4)";

/// Makes a person a member of an organisation.
///
/// # Errors
/// [`Error::Taken`] when the person is one already.
pub async fn join(
    tx: &mut Tx,
    user: &UserId,
    organisation: &OrganisationId,
    role: Role,
    since: Timestamp,
) -> Result<()> {
    tx.q(JOIN)
        .bind(user)
        .bind(organisation)
        .bind(role.as_str())
        .bind(since)
        .run()
        .await?;
    Ok(())
}

/// Memberships that fit a condition.
macro_rules! memberships {
    ($where:literal) => {
        concat!(
            "select m.user_id, p.name as user_name, p.login, p.last_sign_in_at, m.active, m.organisation_id, o.name as organisation_name,
        o.kind as organisation_kind, o.division_code, m.role, m.since
    from membership m join person p on p.id = m.user_id join organisation o on o.id = m.organisation_id
    where ",
            $where,
            " order by m.since, m.user_id, m.organisation_id"
        )
    };
}

/// The organisations of a person, the first joined first.
///
/// # Errors
/// When the database refuses.
pub async fn memberships_of(tx: &mut Tx, user: &UserId) -> Result<Vec<Membership>> {
    tx.q(memberships!("m.user_id = $1")).bind(user).all().await
}

/// The people of an organisation, the first joined first.
///
/// # Errors
/// When the database refuses.
pub async fn members_of(tx: &mut Tx, organisation: &OrganisationId) -> Result<Vec<Membership>> {
    tx.q(memberships!("m.organisation_id = $1"))
        .bind(organisation)
        .all()
        .await
}
