//! Builds the city: every organisation, person, listing and chain, through the use cases that people use, each at its
//! own moment of the past, in the order in which things happened.

use std::collections::HashMap;

use domain::Timestamp;
use domain::id::{AchievementId, DemandId, OrganisationId};
use domain::people::organisation::OrganisationKind;
use domain::people::user::Actor;
use domain::time::DAY_US;
use jiff::civil::Date;
use market::Market;
use market::kernel::work::Once;

mod chain;
mod demand;
mod listing;
mod voucher;

use super::catalogue::{self, Listed};
use super::city::{self, CityOrganisation};
use super::script::{self, Chain};
use super::wanted::Wanted;
use super::written::Written;
use crate::Outcome;
use crate::operate::told;

/// The city is founded so long ago: before everything that happens in it.
const FOUNDED_DAYS_AGO: i64 = 1000;
/// Things happen from nine o'clock (Asia/Shanghai) on, one a minute.
const FIRST_HOUR_US: i64 = 3_600_000_000;
const MINUTE_US: i64 = 60_000_000;

/// The city while it is being built.
pub(super) struct Town<'m> {
    market: &'m Market,
    today: Date,
    midnight: i64,
    city: Vec<CityOrganisation>,
    /// Manager and second person of each organisation, by key; one person may be both.
    people: HashMap<String, (Actor, Actor)>,
    listed: HashMap<String, AchievementId>,
    /// The demands, by their place in the list.
    wanted: HashMap<usize, DemandId>,
}

/// What came of building the city.
pub(super) struct Built {
    /// How many chains of the script it has no part for.
    pub(super) left_out: usize,
}

/// Something that happens, so many days ago.
struct Happening<'t> {
    days_ago: i64,
    /// Among the happenings of one day.
    order: u8,
    what: What<'t>,
}

enum What<'t> {
    Listing(&'t Listed, listing::Step),
    Demand(usize, &'t Wanted, demand::Step),
    Chain(&'static Chain, chain::Step),
}

/// Builds the city of what is written down; the chains that it has no part for are left out.
pub(super) async fn build(market: &Market, written: &Written) -> Outcome<Built> {
    let now = Timestamp::now();
    let today = now.day();
    let city = city::organisations(&written.organisations);
    let listings = catalogue::achievements(&written.fields, today, &city);
    let (chains, others): (Vec<&Chain>, Vec<&Chain>) =
        script::chains().partition(|chain| chain.fits(&city, &listings));
    let midnight = (now.0 + 8 * 3_600_000_000) / DAY_US * DAY_US - 8 * 3_600_000_000;
    let mut town = Town {
        market,
        today,
        midnight,
        city,
        people: HashMap::new(),
        listed: HashMap::new(),
        wanted: HashMap::new(),
    };
    town.found().await?;
    let mut happenings: Vec<Happening<'_>> = Vec::new();
    for listed in &listings {
        let needed = chains
            .iter()
            .filter(|chain| chain.achievement == listed.input.external_number)
            .map(|chain| chain.asked_days_ago)
            .max();
        let steps = listing::steps(&listed.standing, needed);
        happenings.extend(steps.into_iter().map(|(days_ago, order, step)| Happening {
            days_ago,
            order,
            what: What::Listing(listed, step),
        }));
    }
    for (at, wanted) in written.demands.iter().enumerate() {
        let steps = demand::steps(wanted).into_iter();
        happenings.extend(steps.map(|(days_ago, order, step)| Happening {
            days_ago,
            order,
            what: What::Demand(at, wanted, step),
        }));
    }
    for &chain in &chains {
        let steps = chain::steps(chain);
        happenings.extend(steps.into_iter().map(|(days_ago, order, step)| Happening {
            days_ago,
            order,
            what: What::Chain(chain, step),
        }));
    }
    happenings.sort_by_key(|happening| (-happening.days_ago, happening.order));
    let mut walks = chain::Walks::default();
    let mut minute = (i64::MAX, 0);
    for happening in &happenings {
        minute = if minute.0 == happening.days_ago {
            (minute.0, minute.1 + 1)
        } else {
            (happening.days_ago, 0)
        };
        let moment = town.moment(happening.days_ago, minute.1, now);
        market.set_clock(Some(moment));
        match &happening.what {
            What::Listing(listed, step) => town.list(listed, step, moment.day()).await?,
            What::Demand(at, wanted, step) => town.want(*at, wanted, *step).await?,
            What::Chain(chain, step) => town.walk(&mut walks, chain, step).await?,
        }
    }
    market.set_clock(None);
    Ok(Built {
        left_out: others.len(),
    })
}

impl Town<'_> {
    /// A moment so many days ago; never in the future.
    fn moment(&self, days_ago: i64, minute: i64, now: Timestamp) -> Timestamp {
        Timestamp(
            (self.midnight - days_ago * DAY_US + 9 * FIRST_HOUR_US + minute * MINUTE_US).min(now.0),
        )
    }

    /// Every organisation with its people.
    async fn found(&mut self) -> Outcome<()> {
        let now = Timestamp::now();
        self.market
            .set_clock(Some(self.moment(FOUNDED_DAYS_AGO, 0, now)));
        for organisation in &self.city {
            let input = organisation.input.clone();
            let id = self
                .market
                .create_organisation(None, input, &Once::default())
                .await
                .map_err(told)?;
            let mut actors = Vec::new();
            for person in &organisation.people {
                let user = self
                    .market
                    .add_member(None, &id, person.input.clone(), person.role)
                    .await
                    .map_err(told)?;
                actors.push(actor(user, person, &id, organisation));
            }
            let manager = actors
                .first()
                .cloned()
                .ok_or("每个示例单位至少要有一个人")?;
            let second = actors.get(1).cloned().unwrap_or_else(|| manager.clone());
            self.people
                .insert(organisation.key.clone(), (manager, second));
        }
        Ok(())
    }

    /// The manager of an organisation.
    fn manager(&self, key: &str) -> Outcome<&Actor> {
        Ok(&self
            .people
            .get(key)
            .ok_or_else(|| format!("示例城市中没有单位 {key}"))?
            .0)
    }

    /// The manager of the first organisation of a kind.
    fn officer(&self, kind: OrganisationKind) -> Outcome<&Actor> {
        self.manager(self.first(kind)?)
    }

    /// The key of the first organisation of a kind.
    fn first(&self, kind: OrganisationKind) -> Outcome<&str> {
        let first = self.city.iter().find(|one| one.input.kind == kind);
        Ok(&first
            .ok_or_else(|| format!("示例城市中没有{}", kind.label()))?
            .key)
    }

    /// The second person of an organisation, or its manager where there is none.
    fn second(&self, key: &str) -> Outcome<&Actor> {
        Ok(&self
            .people
            .get(key)
            .ok_or_else(|| format!("示例城市中没有单位 {key}"))?
            .1)
    }
}

fn actor(
    user: domain::id::UserId,
    person: &city::Person,
    id: &OrganisationId,
    organisation: &CityOrganisation,
) -> Actor {
    Actor {
        user,
        name: person.input.name.clone(),
        organisation: id.clone(),
        organisation_name: organisation.input.name.clone(),
        organisation_kind: organisation.input.kind,
        division_code: organisation.input.division_code.clone(),
        role: person.role,
    }
}
