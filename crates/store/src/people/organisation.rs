//! Organisations 单位.

use domain::id::OrganisationId;
use domain::people::code::CreditCode;
use domain::people::organisation::{NewOrganisation, Organisation};

use crate::kernel::connection::Tx;
use crate::kernel::error::{Error, Result};
use crate::kernel::row::{Record, Row};

impl Record for Organisation {
    fn from_row(row: &Row) -> Result<Self> {
        let unreadable = |error: domain::people::code::NotACreditCode| Error::Unreadable {
            column: "credit_code".into(),
            reason: error.to_string(),
        };
        Ok(Self {
            id: row.parse("id")?,
            version: row.int("version")?,
            described: NewOrganisation {
                name: row.text("name")?,
                kind: row.parse("kind")?,
                credit_code: CreditCode::parse(&row.text("credit_code")?).map_err(unreadable)?,
                division_code: row.text("division_code")?,
                legal_representative: row.text("legal_representative")?,
                address: row.text("address")?,
                phone: row.text("phone")?,
                introduction: row.text("introduction")?,
            },
            created_at: row.moment("created_at")?,
        })
    }
}

const INSERT: &str = "insert into organisation
    (id, version, name, kind, credit_code, division_code, legal_representative, address, phone, introduction, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// Adds an organisation.
///
/// # Errors
/// [`Error::Taken`] when another one has the credit code.
pub async fn insert(tx: &mut Tx, organisation: &Organisation) -> Result<()> {
    let described = &organisation.described;
    tx.q(INSERT)
        .bind(&organisation.id)
        .bind(organisation.version)
        .bind(&described.name)
        .bind(described.kind.as_str())
        .bind(described.credit_code.as_str())
        .bind(&described.division_code)
        .bind(&described.legal_representative)
        .bind(&described.address)
        .bind(&described.phone)
        .bind(&described.introduction)
        .bind(organisation.created_at)
        .run()
        .await?;
    Ok(())
}

const UPDATE: &str = "update organisation
    set version = version + 1, name = $3, kind = $4, credit_code = $5, division_code = $6, legal_representative = $7, address = $8,
        phone = $9, introduction = $10
    where id = $1 and version = $2";

/// Writes an organisation back over the version that was read.
///
/// # Errors
/// [`Error::Stale`] when it has another version by now; [`Error::Taken`] when another one has the credit code.
pub async fn update(
    tx: &mut Tx,
    id: &OrganisationId,
    version: i64,
    described: &NewOrganisation,
) -> Result<()> {
    tx.q(UPDATE)
        .bind(id)
        .bind(version)
        .bind(&described.name)
        .bind(described.kind.as_str())
        .bind(described.credit_code.as_str())
        .bind(&described.division_code)
        .bind(&described.legal_representative)
        .bind(&described.address)
        .bind(&described.phone)
        .bind(&described.introduction)
        .run_versioned()
        .await
}

/// One organisation.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &OrganisationId) -> Result<Organisation> {
    tx.q("select * from organisation where id = $1")
        .bind(id)
        .one()
        .await
}

/// The organisation with a credit code.
///
/// # Errors
/// When the database refuses.
pub async fn by_credit_code(tx: &mut Tx, code: &CreditCode) -> Result<Option<Organisation>> {
    tx.q("select * from organisation where credit_code = $1")
        .bind(code.as_str())
        .optional()
        .await
}

/// An organisation with how many people it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peopled {
    /// The organisation.
    pub organisation: Organisation,
    /// How many people are members, those who may no longer act for it too.
    pub members: i64,
}

impl Record for Peopled {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            organisation: Organisation::from_row(row)?,
            members: row.int("members")?,
        })
    }
}

const LIST: &str =
    "select o.*, (select count(*) from membership m where m.organisation_id = o.id) as members
    from organisation o where o.id > $1 and ($2 = '' or o.kind = $2) order by o.id limit $3";

/// Organisations after an identifier (empty: from the first), of one kind where given.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, after: &str, kind: &str, most: i64) -> Result<Vec<Peopled>> {
    tx.q(LIST).bind(after).bind(kind).bind(most).all().await
}

const FIND: &str = "select o.*, (select count(*) from membership m where m.organisation_id = o.id) as members
    from organisation o where o.name like $1 escape '\\' or o.credit_code = $2 order by o.id limit $3";

/// Organisations whose name holds a text, or whose credit code it is.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, text: &str, most: i64) -> Result<Vec<Peopled>> {
    // What stands for anything in a pattern stands for itself here.
    let literal = text
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    tx.q(FIND)
        .bind(format!("%{literal}%"))
        .bind(text.to_uppercase())
        .bind(most)
        .all()
        .await
}
