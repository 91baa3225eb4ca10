//! What an organisation has not looked at yet in its deals: messages and offers of the others.

use domain::Timestamp;
use domain::id::{DealId, OrganisationId};

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Record, Row};

/// What is unread in a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Which deal.
    pub deal: DealId,
    /// What it is about.
    pub achievement_title: String,
    /// Messages of the others.
    pub messages: i64,
    /// Offers of the other side.
    pub offers: i64,
    /// When the organisation last looked; nothing before its first look.
    pub seen_at: Option<Timestamp>,
    /// Since when the first of them waits.
    pub since: Timestamp,
}

impl Unread {
    /// Whether there is anything: what changed in a deal need not be said by the others.
    fn is_any(&self) -> bool {
        self.messages + self.offers > 0
    }
}

impl Record for Unread {
    fn from_row(row: &Row) -> Result<Self> {
        let first = [
            row.moment_or_null("first_message")?,
            row.moment_or_null("first_offer")?,
        ];
        Ok(Self {
            deal: row.parse("id")?,
            achievement_title: row.text("achievement_title")?,
            messages: row.int("messages")?,
            offers: row.int("offers")?,
            seen_at: row.moment_or_null("seen_at")?,
            since: first
                .into_iter()
                .flatten()
                .min()
                .map_or_else(|| row.moment("updated_at"), Ok)?,
        })
    }
}

/// What is unread in the deals of `$1` that fit a condition.
macro_rules! unread {
    ($which:literal) => {
        concat!(
            "select u.id, a.title as achievement_title, u.updated_at, u.seen_at,
        (select count(*) from message m where m.deal_id = u.id and m.party <> u.party and m.created_at > u.up_to) as messages,
        (select min(m.created_at) from message m where m.deal_id = u.id and m.party <> u.party and m.created_at > u.up_to) as first_message,
        (select count(*) from offer o where o.deal_id = u.id and o.offered_by <> u.party and o.created_at > u.up_to) as offers,
        (select min(o.created_at) from offer o where o.deal_id = u.id and o.offered_by <> u.party and o.created_at > u.up_to) as first_offer
    from (
        select d.id, d.achievement_id, d.updated_at, s.seen_at, coalesce(s.seen_at, 0) as up_to,
            case when d.seller_id = $1 then 'seller' when d.buyer_id = $1 then 'buyer' else 'broker' end as party
        from deal d left join deal_seen s on s.deal_id = d.id and s.organisation_id = $1
        where (d.seller_id = $1 or d.buyer_id = $1 or d.broker_id = $1)",
            $which,
            "
    ) u join achievement a on a.id = u.achievement_id
    where u.updated_at > u.up_to"
        )
    };
}

/// What an organisation has not looked at in all of its deals.
///
/// # Errors
/// When the database refuses.
pub async fn of(tx: &mut Tx, organisation: &OrganisationId) -> Result<Vec<Unread>> {
    let found: Vec<Unread> = tx.q(unread!("")).bind(organisation).all().await?;
    Ok(found.into_iter().filter(Unread::is_any).collect())
}

/// What an organisation has not looked at in one of its deals; nothing when it has seen everything.
///
/// # Errors
/// When the database refuses.
pub async fn in_deal(
    tx: &mut Tx,
    organisation: &OrganisationId,
    deal: &DealId,
) -> Result<Option<Unread>> {
    let found: Option<Unread> = tx
        .q(unread!(" and d.id = $2"))
        .bind(organisation)
        .bind(deal)
        .optional()
        .await?;
    Ok(found.filter(Unread::is_any))
}

/// Deals with something unread, see [`crate::desk::waiting`].
pub(crate) const WAITS: &str = concat!(
    "select 'unread' as queue, id, achievement_title as title, '' as state, '' as party, '' as seller, '' as buyer, '' as broker,
            id as deal, '' as side, '' as detail, '' as reason, cast(null as text) as application,
            case when first_message < first_offer then first_message else coalesce(first_offer, first_message) end as since,
            messages as amount, offers, cast(1 as bigint) as total, cast(1 as bigint) as place
        from (",
    unread!(""),
    ") q where messages + offers > 0"
);

const SEE: &str = "insert into deal_seen (deal_id, organisation_id, seen_at) values ($1, $2, $3)
    on conflict (deal_id, organisation_id) do update set seen_at = excluded.seen_at where deal_seen.seen_at < excluded.seen_at";

/// Notes that an organisation has looked at a deal.
///
/// # Errors
/// When the database refuses.
pub async fn see(
    tx: &mut Tx,
    deal: &DealId,
    organisation: &OrganisationId,
    at: Timestamp,
) -> Result<()> {
    tx.q(SEE)
        .bind(deal)
        .bind(organisation)
        .bind(at)
        .run()
        .await?;
    Ok(())
}
