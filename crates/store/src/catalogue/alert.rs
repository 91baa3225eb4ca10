//! Alerts 匹配提醒: which new listing answers whose demand or saved search; and how far the readers of the log have come.

use domain::Timestamp;
use domain::id::{AchievementId, OrganisationId};
use domain::people::user::Actor;

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Count, Record, Row};

/// A listing that answers something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Identifier of the demand or saved search.
    pub about: String,
    /// How it was called then.
    pub about_title: String,
    /// The listing.
    pub achievement: AchievementId,
    /// Whose demand or saved search.
    pub organisation: OrganisationId,
    /// Identifier of the user whose saved search it is; empty for a demand.
    pub user: String,
    /// From 0 to 100; nothing for a saved search.
    pub score: Option<i64>,
    /// The words that tell most of what both say, in one line.
    pub terms: String,
    /// When it was found.
    pub raised_at: Timestamp,
    /// When somebody said to have seen it.
    pub seen_at: Option<Timestamp>,
}

/// An alert with what lists show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The alert.
    pub alert: Alert,
    /// Title of the listing.
    pub achievement_title: String,
    /// Name of the organisation that lists it.
    pub seller_name: String,
}

impl Record for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            alert: Alert {
                about: row.text("about")?,
                about_title: row.text("about_title")?,
                achievement: row.parse("achievement_id")?,
                organisation: row.parse("organisation_id")?,
                user: row.text("user_id")?,
                score: row.int_or_null("score")?,
                terms: row.text("terms")?,
                raised_at: row.moment("raised_at")?,
                seen_at: row.moment_or_null("seen_at")?,
            },
            achievement_title: row.text("achievement_title")?,
            seller_name: row.text("seller_name")?,
        })
    }
}

const INSERT: &str = "insert into alert
    (about, about_title, achievement_id, organisation_id, user_id, score, terms, raised_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (about, achievement_id) do nothing";

/// Adds an alert; one that was raised before stays as it is.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, alert: &Alert) -> Result<()> {
    tx.q(INSERT)
        .bind(&alert.about)
        .bind(&alert.about_title)
        .bind(&alert.achievement)
        .bind(&alert.organisation)
        .bind(&alert.user)
        .bind(alert.score)
        .bind(&alert.terms)
        .bind(alert.raised_at)
        .run()
        .await?;
    Ok(())
}

const LIST: &str = "select l.*, a.title as achievement_title, o.name as seller_name
    from alert l
    join achievement a on a.id = l.achievement_id
    join organisation o on o.id = a.organisation_id
    where ((l.organisation_id = $1 and l.user_id = '') or l.about in (select id from saved_search where user_id = $2))
        and a.state = 'published'
    order by l.raised_at desc, l.about, l.score desc, l.achievement_id limit $3";

/// The newest alerts of a person about listings that are still public: those about demands of the organisation for which
/// the person acts, and those about the person's own saved searches.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, actor: &Actor, most: i64) -> Result<Vec<Named>> {
    tx.q(LIST)
        .bind(&actor.organisation)
        .bind(&actor.user)
        .bind(most)
        .all()
        .await
}

/// How many of a person's alerts nobody has seen, see [`crate::desk::waiting`].
pub(crate) const WAITS: &str = "select * from (select 'match' as queue, '' as id, '' as title, '' as state, '' as party, '' as seller,
            '' as buyer, '' as broker, '' as deal, '' as side, '' as detail, '' as reason,
            cast(null as text) as application, 0 as since, 0 as amount, 0 as offers,
            count(*) as total, 1 as place
        from alert l join achievement a on a.id = l.achievement_id
        where ((l.organisation_id = $1 and l.user_id = '') or l.about in (select id from saved_search where user_id = $2))
            and l.seen_at is null and a.state = 'published') q";

const COUNT_UNSEEN: &str = "select count(*) as n from alert l join achievement a on a.id = l.achievement_id
    where ((l.organisation_id = $1 and l.user_id = '') or l.about in (select id from saved_search where user_id = $2))
        and l.seen_at is null and a.state = 'published'";

/// How many of them nobody has seen.
///
/// # Errors
/// When the database refuses.
pub async fn count_unseen(tx: &mut Tx, actor: &Actor) -> Result<i64> {
    Ok(tx
        .q(COUNT_UNSEEN)
        .bind(&actor.organisation)
        .bind(&actor.user)
        .one::<Count>()
        .await?
        .0)
}

const SEE: &str = "update alert set seen_at = $3
    where ((organisation_id = $1 and user_id = '') or about in (select id from saved_search where user_id = $2))
        and seen_at is null";

/// Marks all of a person's alerts as seen; how many that were.
///
/// # Errors
/// When the database refuses.
pub async fn see(tx: &mut Tx, actor: &Actor, at: Timestamp) -> Result<u64> {
    tx.q(SEE)
        .bind(&actor.organisation)
        .bind(&actor.user)
        .bind(at)
        .run()
        .await
}

/// Takes every alert about a demand or saved search back.
///
/// # Errors
/// When the database refuses.
pub async fn forget(tx: &mut Tx, about: &str) -> Result<()> {
    tx.q("delete from alert where about = $1")
        .bind(about)
        .run()
        .await?;
    Ok(())
}

/// How far a reader of the log has come; 0 before it began.
///
/// # Errors
/// When the database refuses.
pub async fn read_up_to(tx: &mut Tx, reader: &str) -> Result<i64> {
    Ok(tx
        .q("select coalesce(max(seq), 0) as n from log_reader where name = $1")
        .bind(reader)
        .one::<Count>()
        .await?
        .0)
}

const CAME_TO: &str = "insert into log_reader (name, seq) values ($1, $2) on conflict (name) do update set seq = excluded.seq";

/// Notes how far a reader of the log has come.
///
/// # Errors
/// When the database refuses.
pub async fn came_to(tx: &mut Tx, reader: &str, seq: i64) -> Result<()> {
    tx.q(CAME_TO).bind(reader).bind(seq).run().await?;
    Ok(())
}
