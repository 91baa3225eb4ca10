//! A run from its first row to its last: one transaction a batch, with one event for every listing it changes.

use std::sync::PoisonError;
use std::time::Duration;

use domain::Timestamp;
use domain::catalogue::achievement::{Achievement, Action as Step, NewAchievement, State};
use domain::catalogue::revision::{RevisionState, Standing, next};
use domain::event::Noun;
use domain::id::OrganisationId;
use intake::{Outcome, ReportLine, Row};
use serde_json::json;
use store::catalogue::import::{ImportProblem, ImportRun, Tally};

use super::judge::Judge;
use super::rows::Rows;
use super::{FAILED, FINISHED, fingerprint};
use crate::catalogue::achievement::{stand, store_step, take_edit};
use crate::kernel::budget::FILES;
use crate::kernel::duty::until_panic;
use crate::kernel::error::{Error, Result};
use crate::kernel::work::Work;
use crate::{Market, new_id};

/// Code of a row that is no achievement: a title above the heading, a total.
pub(crate) const SKIPPED: &str = "skipped";
/// Code of what should be known of a row that was imported.
pub(crate) const NOTICED: &str = "noticed";

/// The end of a run that could not be written (a full disk, say) is tried again so often: nobody may wait for it for ever.
const END_AGAIN_AFTER: Duration = Duration::from_secs(5);

impl Market {
    /// Runs an import from the first row to an end that its page tells, also when it panics; what a run before a crash
    /// imported is found unchanged.
    pub(crate) async fn run_import(&self, mut run: ImportRun) {
        let importing = || {
            self.inner
                .importing
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if !importing().insert(run.id.clone()) {
            return;
        }
        run.tally = Tally::default();
        let panicked = || {
            Err(Error::Store(store::Error::File(std::io::Error::other(
                "the import panicked",
            ))))
        };
        let ended = until_panic(self.import_all(&mut run))
            .await
            .unwrap_or_else(panicked);
        run.state = if ended.is_ok() { FINISHED } else { FAILED }.to_owned();
        run.error = match ended {
            Ok(()) => String::new(),
            Err(Error::Invalid(errors)) => errors
                .into_iter()
                .map(|error| error.message)
                .collect::<Vec<_>>()
                .join("；"),
            Err(error) => {
                tracing::error!(?error, import = %run.id, "an import stopped");
                error.to_string()
            }
        };
        while let Err(error) = self.end_import(&mut run).await {
            tracing::error!(?error, import = %run.id, "the end of an import could not be written; trying again");
            tokio::time::sleep(END_AGAIN_AFTER).await;
        }
        importing().remove(&run.id);
    }

    async fn import_all(&self, run: &mut ImportRun) -> Result<()> {
        let _turn = FILES.turn_of_begun(run.id.as_str()).await?;
        let mapping = if run.mapping.is_empty() {
            None
        } else {
            serde_json::from_str(&run.mapping).ok()
        };
        let publish_as = State::try_from(run.publish_as.clone()).unwrap_or(State::Draft);
        let mut work = self.begin(None).await?;
        store::catalogue::import::clear_problems(&mut work.tx, &run.id).await?;
        work.commit_beside_the_log().await?;
        let mut rows = Rows::begin(self.kept_file(run), mapping);
        let mut judge = Judge::default();
        let mut position = 0;
        while let Some(batch) = rows.next().await? {
            let batch = judge.judged(batch, self.now().day());
            let problems: Vec<ImportProblem> = batch.iter().flat_map(problems_of).collect();
            let mut work = self.begin(None).await?;
            take_in(
                &mut work,
                &mut judge,
                &run.organisation,
                batch,
                publish_as,
                &mut run.tally,
            )
            .await?;
            for mut problem in problems {
                problem.position = position;
                position += 1;
                store::catalogue::import::add_problem(&mut work.tx, &run.id, &problem).await?;
            }
            store::catalogue::import::update(&mut work.tx, run).await?;
            work.commit_beside_the_log().await?;
        }
        Ok(())
    }

    async fn end_import(&self, run: &mut ImportRun) -> Result<()> {
        let mut work = self.begin(None).await?;
        run.finished_at = Some(work.at);
        store::catalogue::import::update(&mut work.tx, run).await?;
        let tally = run.tally;
        let payload = json!({ "rows": tally.rows, "created": tally.created, "updated": tally.updated, "unchanged": tally.unchanged, "rejected": tally.rejected, "mapped": tally.mapped, "noted": tally.noted });
        let kind = if run.state == FINISHED {
            "finished"
        } else {
            "failed"
        };
        work.note_for(&run.organisation, Noun::Import, &run.id, kind, payload);
        work.commit().await
    }
}

/// Takes the rows of a batch in; the lines of the report.
pub(crate) async fn take_in(
    work: &mut Work,
    judge: &mut Judge,
    organisation: &OrganisationId,
    batch: Vec<Row>,
    publish_as: State,
    tally: &mut Tally,
) -> Result<Vec<ReportLine>> {
    // Two imports of one organisation at once must not both find that a listing is not there yet.
    store::kernel::hold::organisation(&mut work.tx, organisation).await?;
    let mut lines = Vec::new();
    for row in batch {
        lines.extend(row.report());
        let (entries, others) = row.classified();
        tally.mapped += i64::try_from(entries).unwrap_or_default();
        tally.noted += i64::try_from(others).unwrap_or_default();
        match row.outcome {
            Outcome::Achievement(new) => {
                tally.rows += 1;
                match upsert(work, judge, organisation, *new, publish_as).await? {
                    Done::Created => tally.created += 1,
                    Done::Updated => tally.updated += 1,
                    Done::Unchanged => tally.unchanged += 1,
                }
            }
            Outcome::Problems(_) => {
                tally.rows += 1;
                tally.rejected += 1;
            }
            Outcome::Skipped { .. } => {}
        }
    }
    Ok(lines)
}

fn problems_of(row: &Row) -> Vec<ImportProblem> {
    let line = i64::try_from(row.line).unwrap_or(i64::MAX);
    let problem =
        |heading: &str, field: &str, value: &str, code: &str, reason: &str| ImportProblem {
            position: 0,
            sheet: row.sheet.clone(),
            line,
            heading: heading.to_owned(),
            field: field.to_owned(),
            value: value.to_owned(),
            code: code.to_owned(),
            reason: reason.to_owned(),
        };
    match &row.outcome {
        Outcome::Achievement(_) => row
            .notices
            .iter()
            .map(|p| problem(&p.column, &p.field, &p.value, NOTICED, &p.reason))
            .collect(),
        Outcome::Problems(problems) => problems
            .iter()
            .map(|p| problem(&p.column, &p.field, &p.value, &p.code, &p.reason))
            .collect(),
        Outcome::Skipped { reason } => vec![problem("", "", "", SKIPPED, reason)],
    }
}

enum Done {
    Created,
    Updated,
    Unchanged,
}

async fn upsert(
    work: &mut Work,
    judge: &mut Judge,
    organisation: &OrganisationId,
    new: NewAchievement,
    publish_as: State,
) -> Result<Done> {
    let known = if new.external_number.is_empty() {
        judge
            .titled(&mut work.tx, organisation, &new.listing.title)
            .await?
    } else {
        store::catalogue::achievement::by_external_number(
            &mut work.tx,
            organisation,
            &new.external_number,
        )
        .await?
    };
    match known {
        None => {
            let mut achievement = fresh(organisation, new, work.at);
            let then = first_standing(&achievement, publish_as);
            stand(&mut achievement, then, "", work);
            if achievement.state == State::Published {
                achievement.published_at = Some(work.at);
                achievement.confirmed_at = Some(work.at);
            }
            store::catalogue::achievement::insert(&mut work.tx, &achievement).await?;
            let payload =
                json!({ "title": achievement.listing.title, "state": achievement.state.as_str() });
            work.note_for(
                organisation,
                Noun::Achievement,
                &achievement.id,
                "imported",
                payload,
            );
            Ok(Done::Created)
        }
        Some(old) if fingerprint(old.working()) == fingerprint(&new.listing) => Ok(Done::Unchanged),
        Some(mut old) => {
            if publish_as == State::Published {
                publish(work, &mut old, new).await?;
            } else {
                edit(work, &mut old, new, publish_as).await?;
            }
            store_step(work, &mut old).await?;
            let revision = old.revision.as_ref().map(|revision| revision.state);
            let payload = json!({ "title": old.working().title, "state": old.state.as_str(), "revision": revision });
            work.note_for(
                organisation,
                Noun::Achievement,
                &old.id,
                "imported",
                payload,
            );
            Ok(Done::Updated)
        }
    }
}

/// How far a new listing gets: to review only when it is complete, past review only by an operator.
fn first_standing(new: &Achievement, publish_as: State) -> Standing {
    let state = match publish_as {
        State::Published => State::Published,
        State::Submitted if new.listing.missing().is_empty() => State::Submitted,
        State::Draft | State::Submitted | State::Returned | State::Withdrawn => State::Draft,
    };
    Standing {
        state,
        revision: None,
    }
}

/// An operator's import is what holds from now on. Files that wait for their review still do.
async fn publish(work: &mut Work, old: &mut Achievement, new: NewAchievement) -> Result<()> {
    let waiting =
        !store::catalogue::attachment::unreviewed(&mut work.tx, Noun::Achievement, old.id.as_str())
            .await?
            .is_empty();
    old.listing = new.listing;
    match &mut old.revision {
        Some(revision) if waiting => revision.listing = old.listing.clone(),
        _ => old.revision = None,
    }
    let then = Standing {
        state: State::Published,
        revision: old.standing().revision,
    };
    old.waits_since = if then.awaits_review() {
        old.waits_since
    } else {
        None
    };
    old.state = then.state;
    old.reason.clear();
    old.published_at = old.published_at.or(Some(work.at));
    old.confirmed_at = Some(work.at);
    Ok(())
}

/// Everybody else's import is an edit. One that leads back to what is published ends the edit that was under way, unless
/// files wait with it; an incomplete one waits as a draft.
async fn edit(
    work: &mut Work,
    old: &mut Achievement,
    new: NewAchievement,
    publish_as: State,
) -> Result<()> {
    let is_back = old.revision.is_some() && fingerprint(&old.listing) == fingerprint(&new.listing);
    if is_back
        && store::catalogue::attachment::unreviewed(
            &mut work.tx,
            Noun::Achievement,
            old.id.as_str(),
        )
        .await?
        .is_empty()
    {
        let then = next(old.standing(), Step::Discard)?;
        old.revision = None;
        old.waits_since = None;
        old.state = then.state;
        return Ok(());
    }
    let is_complete = new.listing.missing().is_empty();
    let mut then = next(old.standing(), Step::Edit)?;
    if publish_as == State::Submitted && is_complete && !then.awaits_review() {
        then = next(then, Step::Submit)?;
    }
    if !is_complete && then.revision.is_some() {
        then.revision = Some(RevisionState::Draft);
    }
    let kept_number = old.working_number().to_owned();
    let external_number = if new.external_number.is_empty() {
        kept_number
    } else {
        new.external_number
    };
    take_edit(
        old,
        NewAchievement {
            external_number,
            ..new
        },
        then,
        work,
    );
    Ok(())
}

fn fresh(organisation: &OrganisationId, new: NewAchievement, at: Timestamp) -> Achievement {
    Achievement {
        id: new_id(),
        version: 1,
        organisation: organisation.clone(),
        external_number: new.external_number,
        state: State::Draft,
        reason: String::new(),
        listing: new.listing,
        revision: None,
        created_at: at,
        updated_at: at,
        published_at: None,
        confirmed_at: None,
        waits_since: None,
    }
}
