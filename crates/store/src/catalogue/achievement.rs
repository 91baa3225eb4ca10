//! Achievements 科技成果.

use domain::Timestamp;
use domain::catalogue::achievement::{Achievement, Listing, State};
use domain::catalogue::revision::{Revision, RevisionState};
use domain::id::{AchievementId, OrganisationId};
use domain::people::organisation::OrganisationKind;

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Count, Record, Row};

impl Record for Achievement {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            version: row.int("version")?,
            organisation: row.parse("organisation_id")?,
            external_number: row.text_or_null("external_number")?.unwrap_or_default(),
            state: row.parse("state")?,
            reason: row.text("reason")?,
            listing: row.json("listing")?,
            revision: revision_of(row)?,
            created_at: row.moment("created_at")?,
            updated_at: row.moment("updated_at")?,
            published_at: row.moment_or_null("published_at")?,
            confirmed_at: row.moment_or_null("confirmed_at")?,
            waits_since: row.moment_or_null("waits_since")?,
        })
    }
}

fn revision_of(row: &Row) -> Result<Option<Revision>> {
    if row.text_or_null("revision_state")?.is_none() {
        return Ok(None);
    }
    Ok(Some(Revision {
        state: row.parse("revision_state")?,
        reason: row.text("revision_reason")?,
        external_number: row.text_or_null("revision_number")?.unwrap_or_default(),
        listing: row.json("revision")?,
        at: row.moment("revision_at")?,
    }))
}

/// Null when empty: many listings of one seller may be without a number.
fn number_or_null(number: &str) -> Option<&str> {
    (!number.is_empty()).then_some(number)
}

fn listing_json(listing: &Listing) -> String {
    serde_json::to_string(listing).expect("a listing holds nothing that JSON cannot say")
}

const INSERT: &str = "insert into achievement
    (id, version, organisation_id, external_number, state, reason, title, listing, created_at, updated_at, published_at, confirmed_at,
     waits_since)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

/// Adds an achievement; a new one has no edit beside it.
///
/// # Errors
/// [`crate::Error::Taken`] when the organisation has another one with its number.
pub async fn insert(tx: &mut Tx, achievement: &Achievement) -> Result<()> {
    tx.q(INSERT)
        .bind(&achievement.id)
        .bind(achievement.version)
        .bind(&achievement.organisation)
        .bind(number_or_null(&achievement.external_number))
        .bind(achievement.state.as_str())
        .bind(&achievement.reason)
        .bind(&achievement.listing.title)
        .bind(listing_json(&achievement.listing))
        .bind(achievement.created_at)
        .bind(achievement.updated_at)
        .bind(achievement.published_at)
        .bind(achievement.confirmed_at)
        .bind(achievement.waits_since)
        .run()
        .await?;
    Ok(())
}

const UPDATE: &str = "update achievement
    set version = version + 1, external_number = $3, state = $4, reason = $5, title = $6, listing = $7, updated_at = $8,
        published_at = $9, confirmed_at = $10, waits_since = $11, revision_state = $12, revision_reason = $13, revision_number = $14,
        revision_title = $15, revision = $16, revision_at = $17
    where id = $1 and version = $2";

/// Writes an achievement back over the version that was read.
///
/// # Errors
/// [`crate::Error::Stale`] when it has another version by now.
pub async fn update(tx: &mut Tx, achievement: &Achievement) -> Result<()> {
    let revision = achievement.revision.as_ref();
    tx.q(UPDATE)
        .bind(&achievement.id)
        .bind(achievement.version)
        .bind(number_or_null(&achievement.external_number))
        .bind(achievement.state.as_str())
        .bind(&achievement.reason)
        .bind(&achievement.listing.title)
        .bind(listing_json(&achievement.listing))
        .bind(achievement.updated_at)
        .bind(achievement.published_at)
        .bind(achievement.confirmed_at)
        .bind(achievement.waits_since)
        .bind(revision.map(|revision| revision.state.as_str()))
        .bind(revision.map(|revision| revision.reason.as_str()))
        .bind(revision.and_then(|revision| number_or_null(&revision.external_number)))
        .bind(revision.map(|revision| revision.listing.title.as_str()))
        .bind(revision.map(|revision| listing_json(&revision.listing)))
        .bind(revision.map(|revision| revision.at))
        .run_versioned()
        .await
}

/// One achievement.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &AchievementId) -> Result<Achievement> {
    tx.q("select * from achievement where id = $1")
        .bind(id)
        .one()
        .await
}

const BY_NUMBER: &str = "select * from achievement
    where organisation_id = $1 and (external_number = $2 or revision_number = $2) order by id limit 1";

/// The achievement that has a number of its seller, or shall have it by its edit.
///
/// # Errors
/// When the database refuses.
pub async fn by_external_number(
    tx: &mut Tx,
    organisation: &OrganisationId,
    number: &str,
) -> Result<Option<Achievement>> {
    tx.q(BY_NUMBER)
        .bind(organisation)
        .bind(number)
        .optional()
        .await
}

const BY_TITLE: &str = "select * from achievement
    where organisation_id = $1 and external_number is null and (title = $2 or revision_title = $2) order by id limit 1";

/// The achievement without a number that has a title, or shall have it by its edit.
///
/// # Errors
/// When the database refuses.
pub async fn by_title(
    tx: &mut Tx,
    organisation: &OrganisationId,
    title: &str,
) -> Result<Option<Achievement>> {
    tx.q(BY_TITLE)
        .bind(organisation)
        .bind(title)
        .optional()
        .await
}

const TITLES: &str = "select id, title, revision_title from achievement
    where organisation_id = $1 and external_number is null order by id desc";

struct Titles(AchievementId, String, Option<String>);

impl Record for Titles {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(
            row.parse("id")?,
            row.text("title")?,
            row.text_or_null("revision_title")?,
        ))
    }
}

/// The titles of the achievements of an organisation that have no number, those of their edits as well, the oldest last.
///
/// # Errors
/// When the database refuses.
pub async fn titles_without_number(
    tx: &mut Tx,
    organisation: &OrganisationId,
) -> Result<Vec<(AchievementId, String)>> {
    let all: Vec<Titles> = tx.q(TITLES).bind(organisation).all().await?;
    let each = |Titles(id, title, revised)| {
        let revised = revised.map(|revised| (AchievementId::clone(&id), revised));
        std::iter::once((id, title)).chain(revised)
    };
    Ok(all.into_iter().flat_map(each).collect())
}

const LIST: &str = "select * from achievement
    where organisation_id = $1 and ($2 = '' or state = $2 or revision_state = $2) and ($3 = '' or id < $3)
    order by id desc limit $4";

/// Achievements of an organisation, in a state or with an edit in it (none: any), the newest first, before an
/// identifier.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx,
    organisation: &OrganisationId,
    state: Option<State>,
    before: &str,
    most: i64,
) -> Result<Vec<Achievement>> {
    tx.q(LIST)
        .bind(organisation)
        .bind(state.map_or("", State::as_str))
        .bind(before)
        .bind(most)
        .all()
        .await
}

/// Listings of an organisation, or edits of them, that were returned or are in review, see [`crate::desk::waiting`].
pub(crate) const WAITS: &str = "select * from (select 'listing' as queue, id as id, coalesce(revision_title, title) as title, case when state in ('returned', 'submitted') then state else revision_state end as state, '' as party, '' as seller,
            '' as buyer, '' as broker, '' as deal, '' as side, '' as detail, case when revision_state is null then reason else revision_reason end as reason,
            cast(null as text) as application, updated_at as since, 0 as amount, 0 as offers,
            count(*) over (partition by case when state in ('returned', 'submitted') then state else revision_state end) as total, row_number() over (partition by case when state in ('returned', 'submitted') then state else revision_state end order by updated_at, id) as place
        from achievement
        where organisation_id = $1 and (state in ('returned', 'submitted')
            or (revision_title is not null and revision_state in ('returned', 'submitted')))) q where place <= $4";

/// Published listings of an organisation that were last confirmed before a moment.
pub(crate) const UNCONFIRMED_WAITS: &str = "select * from (select 'unconfirmed' as queue, id as id, title as title, '' as state, '' as party, '' as seller,
            '' as buyer, '' as broker, '' as deal, '' as side, '' as detail, '' as reason,
            cast(null as text) as application, confirmed_at as since, 0 as amount, 0 as offers,
            count(*) over () as total, row_number() over (order by confirmed_at, id) as place
        from achievement
        where organisation_id = $1 and state = 'published' and confirmed_at < $3) q where place <= $4";

/// How many listings of anybody wait for review, and since when.
pub(crate) const REVIEW_WAITS: &str = "select * from (select 'review' as queue, '' as id, '' as title, '' as state, '' as party, '' as seller,
            '' as buyer, '' as broker, '' as deal, '' as side, '' as detail, '' as reason,
            cast(null as text) as application, coalesce(min(waits_since), 0) as since, 0 as amount, 0 as offers,
            count(*) as total, 1 as place
        from achievement
        where waits_since is not null) q";

const QUEUE: &str = "select a.*, o.name as organisation_name, o.kind as organisation_kind, o.credit_code as organisation_credit_code
    from achievement a join organisation o on o.id = a.organisation_id
    where a.waits_since is not null and (a.waits_since, a.id) > ($2, $1)
    order by a.waits_since, a.id limit $3";

/// What waits for review, the longest waiting first, after a [`place`]; a place that is none is the beginning.
///
/// # Errors
/// When the database refuses.
pub async fn queue(tx: &mut Tx, after: &str, most: i64) -> Result<Vec<Listed>> {
    let place = after
        .split_once('.')
        .and_then(|(at, id)| Some((at.parse::<i64>().ok()?, id)));
    let (at, id) = place.unwrap_or((i64::MIN, ""));
    tx.q(QUEUE).bind(id).bind(at).bind(most).all().await
}

/// The place of an achievement in [`queue`].
pub fn place(achievement: &Achievement) -> String {
    format!(
        "{}.{}",
        achievement.waits_since.map_or(0, |at| at.0),
        achievement.id
    )
}

/// How many wait for review.
///
/// # Errors
/// When the database refuses.
pub async fn count_waiting(tx: &mut Tx) -> Result<i64> {
    Ok(tx
        .q("select count(*) as n from achievement where waits_since is not null")
        .one::<Count>()
        .await?
        .0)
}

const ALL: &str = "select * from achievement where id < $1 order by id desc limit $2";

/// Achievements of everybody in any state, the newest first, before an identifier (empty: from the newest).
///
/// # Errors
/// When the database refuses.
pub async fn all(tx: &mut Tx, before: &str, most: i64) -> Result<Vec<Achievement>> {
    // Comes after every identifier.
    let before = if before.is_empty() { "~" } else { before };
    tx.q(ALL).bind(before).bind(most).all().await
}

/// How many achievements of an organisation stand how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InState {
    /// Where the listing stands.
    pub state: State,
    /// Where the edit beside it stands, if there is one.
    pub revision: Option<RevisionState>,
    /// How many.
    pub count: i64,
}

impl Record for InState {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            state: row.parse("state")?,
            revision: row.parse_or_null("revision_state")?,
            count: row.int("n")?,
        })
    }
}

const BY_STATE: &str = "select state, revision_state, count(*) as n from achievement
    where organisation_id = $1 group by state, revision_state";

/// How many achievements of an organisation stand how.
///
/// # Errors
/// When the database refuses.
pub async fn by_state(tx: &mut Tx, organisation: &OrganisationId) -> Result<Vec<InState>> {
    tx.q(BY_STATE).bind(organisation).all().await
}

/// How many are published.
///
/// # Errors
/// When the database refuses.
pub async fn count_published(tx: &mut Tx) -> Result<i64> {
    Ok(tx
        .q("select count(*) as n from achievement where state = 'published'")
        .one::<Count>()
        .await?
        .0)
}

const RESTS_ON: &str = "select count(*) as n from achievement a where a.id = $1 and (
        exists (select 1 from licence_request r where r.achievement_id = a.id and r.buyer_id = $2)
        or exists (select 1 from introduction i where i.achievement_id = a.id and (i.buyer_id = $2 or i.broker_id = $2))
        or exists (select 1 from deal d where d.achievement_id = a.id and (d.buyer_id = $2 or d.broker_id = $2)))";

/// Whether an organisation has asked for an achievement, was introduced or introduced someone to it, or has a deal that
/// rests on it.
///
/// # Errors
/// When the database refuses.
pub async fn rests_on(
    tx: &mut Tx,
    id: &AchievementId,
    organisation: &OrganisationId,
) -> Result<bool> {
    Ok(tx
        .q(RESTS_ON)
        .bind(id)
        .bind(organisation)
        .one::<Count>()
        .await?
        .0
        > 0)
}

const APPLIED_FOR: &str =
    "select count(*) as n from contract where achievement_id = $1 and application is not null";

/// Whether registration was applied for a contract about it.
///
/// # Errors
/// When the database refuses.
pub async fn applied_for(tx: &mut Tx, id: &AchievementId) -> Result<bool> {
    Ok(tx.q(APPLIED_FOR).bind(id).one::<Count>().await?.0 > 0)
}

const CONFIRMED_SINCE: &str =
    "select count(*) as n from achievement where state = 'published' and confirmed_at >= $1";

/// How many published ones were confirmed since a moment.
///
/// # Errors
/// When the database refuses.
pub async fn confirmed_since(tx: &mut Tx, since: Timestamp) -> Result<i64> {
    Ok(tx.q(CONFIRMED_SINCE).bind(since).one::<Count>().await?.0)
}

/// An achievement with what the index must know of its organisation.
pub struct Listed {
    /// The achievement.
    pub achievement: Achievement,
    /// Name of its organisation.
    pub organisation_name: String,
    /// What its organisation is.
    pub organisation_kind: OrganisationKind,
    /// Credit code of its organisation.
    pub organisation_credit_code: String,
}

impl Record for Listed {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            achievement: Achievement::from_row(row)?,
            organisation_name: row.text("organisation_name")?,
            organisation_kind: row.parse("organisation_kind")?,
            organisation_credit_code: row.text("organisation_credit_code")?,
        })
    }
}

const TOUCHED: &str = "select a.*, o.name as organisation_name, o.kind as organisation_kind, o.credit_code as organisation_credit_code
    from achievement a join organisation o on o.id = a.organisation_id
    where a.id > $3 and (
        a.id in (select noun_id from event where seq > $1 and seq <= $2 and noun = 'achievement')
        or a.organisation_id in (select noun_id from event where seq > $1 and seq <= $2 and noun = 'organisation' and kind = 'changed'))
    order by a.id limit $4";

/// What the events between two places of the log touched, as it is now, after an identifier: for the index.
///
/// # Errors
/// When the database refuses.
pub async fn touched(
    tx: &mut Tx,
    after_seq: i64,
    to_seq: i64,
    after: &str,
    most: i64,
) -> Result<Vec<Listed>> {
    tx.q(TOUCHED)
        .bind(after_seq)
        .bind(to_seq)
        .bind(after)
        .bind(most)
        .all()
        .await
}

const PUBLISHED: &str =
    "select id, updated_at from achievement where state = 'published' order by id desc limit $1";

struct Published(AchievementId, domain::Timestamp);

impl Record for Published {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.parse("id")?, row.moment("updated_at")?))
    }
}

/// The newest published ones, and when each was changed last.
///
/// # Errors
/// When the database refuses.
pub async fn published(tx: &mut Tx, most: i64) -> Result<Vec<(AchievementId, domain::Timestamp)>> {
    Ok(tx
        .q(PUBLISHED)
        .bind(most)
        .all::<Published>()
        .await?
        .into_iter()
        .map(|Published(id, changed)| (id, changed))
        .collect())
}
