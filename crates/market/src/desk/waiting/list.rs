//! The list of what waits, and how a noun adds to it.

use domain::Timestamp;
use domain::event::Noun;
use jiff::civil::Date;
use store::desk::waiting::Waits;

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingItem {
    /// What it is.
    pub noun: Noun,
    /// Which one; none when the item stands for several, to be found in the list of their noun.
    pub id: Option<String>,
    /// What it is about.
    pub title: String,
    /// What should be done, and by whom.
    pub what: String,
    /// Since when it waits.
    pub since: Timestamp,
    /// The last day for it, where there is one.
    pub due: Option<Date>,
}

impl WaitingItem {
    /// One thing, with what should be done.
    pub(crate) fn new(noun: Noun, row: &Waits, what: impl Into<String>) -> Self {
        Self {
            noun,
            id: Some(row.id.clone()),
            title: row.title.clone(),
            what: what.into(),
            since: row.since,
            due: None,
        }
    }

    /// The same, with its last day.
    #[must_use]
    pub(crate) fn due(self, due: Option<Date>) -> Self {
        Self { due, ..self }
    }
}

/// What waits for someone, and what they wait for; the most pressing first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// What the actor's organisation should do.
    pub for_me: Vec<WaitingItem>,
    /// What others should do.
    pub for_others: Vec<WaitingItem>,
}

/// Whom something waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The actor's organisation.
    Mine,
    /// Somebody else.
    Others,
}

impl Waiting {
    /// Adds things of one kind, of which there are `count` in all: those not among them become one more item.
    fn add(&mut self, mut items: Vec<(Whose, WaitingItem)>, count: i64, unit: &str) {
        let more = count - i64::try_from(items.len()).unwrap_or(i64::MAX);
        if let Some((whose, last)) = items.last().cloned()
            && more > 0
        {
            items.push((
                whose,
                WaitingItem {
                    id: None,
                    title: format!("另有 {more} {unit}"),
                    ..last
                },
            ));
        }
        for (whose, item) in items {
            self.push(whose, item);
        }
    }

    /// Adds one thing.
    pub(crate) fn push(&mut self, whose: Whose, item: WaitingItem) {
        match whose {
            Whose::Mine => self.for_me.push(item),
            Whose::Others => self.for_others.push(item),
        }
    }

    /// Adds what waits in one state of a queue, with how many there are.
    pub(crate) fn add_group(
        &mut self,
        group: &[Waits],
        unit: &str,
        item: impl Fn(&Waits) -> (Whose, WaitingItem),
    ) {
        let total = group.first().map_or(0, |first| first.total);
        self.add(group.iter().map(item).collect(), total, unit);
    }

    /// Adds a whole queue as one item for the actor: it is worked through in its own list.
    pub(crate) fn add_queue(&mut self, noun: Noun, all: &Waits, unit: &str, what: &str) {
        self.for_me.push(WaitingItem {
            noun,
            id: None,
            title: format!("{} {unit}", all.total),
            what: what.into(),
            since: all.since,
            due: None,
        });
    }

    /// Puts what is due first, by its day, and the rest by how long it waits.
    pub(crate) fn sort(&mut self) {
        for list in [&mut self.for_me, &mut self.for_others] {
            list.sort_by_key(|item| (item.due.is_none(), item.due, item.since));
        }
    }
}
