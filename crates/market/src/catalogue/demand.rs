//! Technical demands 技术需求: entered and published by enterprises, open to everyone until withdrawn or past their deadline.
//!
//! Nobody reviews a demand: it offers nothing for sale, and its owner takes it back at any time.

use domain::catalogue::demand::{Action as Step, Demand, DemandInput, State, next};
use domain::catalogue::vocabulary::Vocabulary;
use domain::event::Noun;
use domain::id::DemandId;
use domain::people::user::Actor;
use serde_json::json;
use store::catalogue::demand::Open;
pub use store::catalogue::demand::{Named, Shared, place};

use crate::kernel::error::{Error, Result};
use crate::kernel::permission::{Action, allowed, require, roles_at, roles_of};
use crate::kernel::work::{Once, Work};
use crate::{Market, new_id};

/// Values of one property offered to narrow the list by.
const OFFERED: i64 = 20;

/// Which of the open demands someone wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DemandFilter {
    field: String,
    county: String,
}

impl DemandFilter {
    /// In this application field, for use in this county (by name or code); any where empty.
    pub fn new(field: &str, county: &str) -> Self {
        let code = domain::people::county::find(county)
            .map_or_else(|| county.trim().to_owned(), |found| found.code.to_owned());
        Self {
            field: Vocabulary::Field.canonical(&domain::text::one_line(field)),
            county: code,
        }
    }

    /// Application field, or empty.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Division code of the county, or empty.
    pub fn county(&self) -> &str {
        &self.county
    }
}

/// What the open demands can be narrowed to, the most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DemandFacets {
    /// Application fields, within the county that is chosen.
    pub fields: Vec<Shared>,
    /// Division codes of counties, within the field that is chosen.
    pub counties: Vec<Shared>,
}

impl Market {
    /// Enters a new demand as a draft of the actor's organisation.
    ///
    /// # Errors
    /// When a field is wrong or the actor may not.
    pub async fn create_demand(
        &self,
        actor: &Actor,
        input: DemandInput,
        once: &Once,
    ) -> Result<DemandId> {
        require(&roles_of(Some(actor)), Action::DemandCreate)?;
        let text = input.check()?;
        let mut work = self.begin(Some(actor)).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| Error::NotFound);
        }
        let demand = Demand {
            id: new_id(),
            version: 1,
            organisation: actor.organisation.clone(),
            state: State::Draft,
            text,
            created_at: work.at,
            updated_at: work.at,
            published_at: None,
        };
        store::catalogue::demand::insert(&mut work.tx, &demand).await?;
        work.note(
            Noun::Demand,
            &demand.id,
            "created",
            json!({ "title": demand.text.title }),
        );
        work.remember(once, demand.id.as_str()).await?;
        work.commit().await?;
        Ok(demand.id)
    }

    /// Changes a demand; a published one stays public, so its deadline must not have passed.
    ///
    /// # Errors
    /// When a field is wrong, someone changed it in the meantime or the actor may not.
    pub async fn edit_demand(
        &self,
        actor: &Actor,
        id: &DemandId,
        version: i64,
        input: DemandInput,
    ) -> Result<()> {
        let text = input.check()?;
        let (mut work, mut demand) = self.begin_demand_step(actor, id, version).await?;
        demand.state = work
            .stepped(Noun::Demand, id.as_str(), next(demand.state, Step::Edit))
            .await?;
        demand.text = text;
        if demand.state == State::Published {
            still_to_come(&demand, &work)?;
        }
        store_step(&mut work, &mut demand).await?;
        work.note(
            Noun::Demand,
            id,
            "edited",
            json!({ "title": demand.text.title, "state": demand.state.as_str() }),
        );
        work.commit().await
    }

    /// Publishes a draft or what was withdrawn: from now on everyone sees it.
    ///
    /// # Errors
    /// When its deadline has passed, someone changed it in the meantime or the actor may not.
    pub async fn publish_demand(&self, actor: &Actor, id: &DemandId, version: i64) -> Result<()> {
        let (mut work, mut demand) = self.begin_demand_step(actor, id, version).await?;
        demand.state = work
            .stepped(Noun::Demand, id.as_str(), next(demand.state, Step::Publish))
            .await?;
        still_to_come(&demand, &work)?;
        demand.published_at = Some(work.at);
        store_step(&mut work, &mut demand).await?;
        work.note(Noun::Demand, id, "published", json!({}));
        work.commit().await
    }

    /// Takes a demand back; it can be published again.
    ///
    /// # Errors
    /// When it is not published, someone changed it in the meantime or the actor may not.
    pub async fn withdraw_demand(&self, actor: &Actor, id: &DemandId, version: i64) -> Result<()> {
        let (mut work, mut demand) = self.begin_demand_step(actor, id, version).await?;
        demand.state = work
            .stepped(
                Noun::Demand,
                id.as_str(),
                next(demand.state, Step::Withdraw),
            )
            .await?;
        store_step(&mut work, &mut demand).await?;
        work.note(Noun::Demand, id, "withdrawn", json!({}));
        work.commit().await
    }

    /// One demand: a published one for everyone, also past its deadline; any other for its owner and the bureau.
    ///
    /// # Errors
    /// When there is none that the asker may see.
    pub async fn demand(&self, actor: Option<&Actor>, id: &DemandId) -> Result<Named> {
        let mut tx = self.read().await?;
        let named = store::catalogue::demand::get(&mut tx, id).await?;
        if may_see(actor, &named.demand) {
            Ok(named)
        } else {
            Err(Error::NotFound)
        }
    }

    /// The demands of the actor's organisation, newest first, before an identifier; with how many there are.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn my_demands(
        &self,
        actor: &Actor,
        state: Option<State>,
        before: &str,
        most: i64,
    ) -> Result<(Vec<Named>, i64)> {
        let mut tx = self.read().await?;
        let list = store::catalogue::demand::list(
            &mut tx,
            actor.organisation.as_str(),
            state,
            before,
            most,
        )
        .await?;
        let count =
            store::catalogue::demand::count(&mut tx, actor.organisation.as_str(), state).await?;
        Ok((list, count))
    }

    /// Open demands, the last published first, after a [`place`]; with how many there are.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn list_open_demands(
        &self,
        filter: &DemandFilter,
        after: &str,
        most: i64,
    ) -> Result<(Vec<Named>, i64)> {
        let which = self.open_now(filter);
        let mut tx = self.read().await?;
        let list = store::catalogue::demand::open(&mut tx, which, after, most).await?;
        Ok((
            list,
            store::catalogue::demand::count_open(&mut tx, which).await?,
        ))
    }

    /// What the open demands can be narrowed to.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn demand_facets(&self, filter: &DemandFilter) -> Result<DemandFacets> {
        let which = self.open_now(filter);
        let mut tx = self.read().await?;
        let fields = store::catalogue::demand::by_field(&mut tx, which, OFFERED).await?;
        Ok(DemandFacets {
            fields,
            counties: store::catalogue::demand::by_county(&mut tx, which, OFFERED).await?,
        })
    }

    /// Every open demand with its organisation, the last published first: what achievements are matched against.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn open_demands(&self) -> Result<Vec<Named>> {
        let mut tx = self.read().await?;
        Ok(store::catalogue::demand::open(
            &mut tx,
            self.open_now(&DemandFilter::default()),
            "",
            i64::MAX,
        )
        .await?)
    }

    /// The demands that events after a place of the log touched, in any state, as they are now; with the place up to
    /// which that was read. A reader of the log keeps what is open and forgets the rest.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn touched_demands(&self, after_seq: i64) -> Result<(Vec<Named>, i64)> {
        let mut tx = self.read().await?;
        let to_seq = store::kernel::event::last_seq(&mut tx).await?;
        Ok((
            store::catalogue::demand::touched(&mut tx, after_seq, to_seq, "", i64::MAX).await?,
            to_seq,
        ))
    }

    fn open_now<'f>(&self, filter: &'f DemandFilter) -> Open<'f> {
        Open {
            today: self.now().day(),
            field: &filter.field,
            county: &filter.county,
        }
    }

    /// Permission, the row and its version, checked in one transaction that goes on with the step.
    async fn begin_demand_step(
        &self,
        actor: &Actor,
        id: &DemandId,
        version: i64,
    ) -> Result<(Work, Demand)> {
        let mut work = self.begin(Some(actor)).await?;
        let demand = store::catalogue::demand::get(&mut work.tx, id)
            .await?
            .demand;
        if !may_see(Some(actor), &demand) {
            return Err(Error::NotFound);
        }
        require(
            &roles_at(Some(actor), &demand.organisation),
            Action::DemandManage,
        )?;
        work.require_version(Noun::Demand, id.as_str(), demand.version, version)
            .await?;
        Ok((work, demand))
    }
}

fn may_see(actor: Option<&Actor>, demand: &Demand) -> bool {
    let action = if demand.state == State::Published {
        Action::DemandSeePublished
    } else {
        Action::DemandSee
    };
    allowed(&roles_at(actor, &demand.organisation), action)
}

/// What is public has its deadline ahead.
fn still_to_come(demand: &Demand, work: &Work) -> Result<()> {
    demand
        .text
        .overdue(work.at.day())
        .map_or(Ok(()), |error| Err(Error::Invalid(vec![error])))
}

async fn store_step(work: &mut Work, demand: &mut Demand) -> Result<()> {
    demand.updated_at = work.at;
    Ok(store::catalogue::demand::update(&mut work.tx, demand).await?)
}
