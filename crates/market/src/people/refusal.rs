//! Refusals 登录失败和被拒绝的操作: who was refused, how and how often, for the bureau and the manager concerned.
//!
//! It is a statistic outside the log and bounded: one row an hour, person and kind, however often it happens. What was
//! typed is never kept; a login that nobody has may be a password in the wrong field, so only the number of those counts.
//! Refusals are counted in memory and written at most every few seconds: who is refused must not make the disk work.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::Timestamp;
use domain::id::OrganisationId;
use domain::people::user::Actor;
use domain::time::DAY_US;
use store::people::refusal::Refusals as Stored;

use crate::Market;
use crate::kernel::error::{Error, Result};
use crate::kernel::permission::{Action, require, roles_at, roles_of};

/// What was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefusalKind {
    /// 密码不正确, or nobody has the login.
    WrongPassword,
    /// 尝试过多.
    TooMany,
    /// The password fits, but the person may not come in: stopped everywhere, or the one-time code ended.
    NotAdmitted,
    /// Signed in, and not permitted.
    Forbidden,
}

impl RefusalKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::WrongPassword,
        Self::TooMany,
        Self::NotAdmitted,
        Self::Forbidden,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WrongPassword => "wrong_password",
            Self::TooMany => "too_many",
            Self::NotAdmitted => "not_admitted",
            Self::Forbidden => "forbidden",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::WrongPassword => "登录名或密码不正确",
            Self::TooMany => "尝试过多，被限制",
            Self::NotAdmitted => "密码正确，但不能登录（已停用，或一次性密码失效）",
            Self::Forbidden => "操作没有权限",
        }
    }
}

/// Refusals of one kind that one person met in one hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusalView {
    /// Who and when.
    pub counted: Stored,
    /// What was refused; nothing for a kind of a later version.
    pub kind: Option<RefusalKind>,
}

/// How long a refusal is remembered, in days.
const KEPT_DAYS: i64 = 90;
/// Counts are written at most so often, in microseconds, or when somebody reads them.
const WRITE_EVERY_US: i64 = 10 * 1_000_000;
const HOUR_US: i64 = 3600 * 1_000_000;

/// Counts that are not written yet: at most one for each person there is and each kind, in the hours since the last
/// writing.
#[derive(Default)]
pub(crate) struct Refusals(Mutex<Pending>);

#[derive(Default)]
struct Pending {
    written_at: i64,
    counts: HashMap<(i64, String, RefusalKind), (i64, Timestamp)>,
}

impl Market {
    /// Counts a refusal; `user` is empty when nobody has the login. A failure here is no failure of what was asked.
    pub(crate) async fn note_refusal(&self, user: &str, kind: RefusalKind) {
        let now = self.now();
        let is_time = {
            let mut pending = self
                .inner
                .refusals
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let entry = pending
                .counts
                .entry((now.0 / HOUR_US * HOUR_US, user.to_owned(), kind))
                .or_insert((0, now));
            *entry = (entry.0 + 1, now);
            now.0 - pending.written_at >= WRITE_EVERY_US
        };
        if is_time && let Err(error) = self.write_refusals().await {
            tracing::warn!(%error, "refusals could not be written down");
        }
    }

    /// Counts that a signed-in person was refused something.
    pub async fn note_forbidden(&self, actor: &Actor) {
        self.note_refusal(actor.user.as_str(), RefusalKind::Forbidden)
            .await;
    }

    /// Counts why a sign-in failed.
    pub(crate) async fn note_failed_sign_in(&self, login: &str, error: &Error) {
        let kind = match error {
            Error::Invalid(_) => RefusalKind::WrongPassword,
            Error::TooMany { .. } => RefusalKind::TooMany,
            Error::Refused(_) => RefusalKind::NotAdmitted,
            _ => return,
        };
        let person = async {
            let mut tx = self.read().await?;
            Ok::<_, Error>(
                store::people::user::by_login(&mut tx, &login.trim().to_lowercase()).await?,
            )
        };
        match person.await {
            Ok(person) => {
                self.note_refusal(
                    person.as_ref().map_or("", |person| person.id.as_str()),
                    kind,
                )
                .await
            }
            Err(error) => tracing::warn!(%error, "a failed sign-in could not be counted"),
        }
    }

    pub(crate) async fn write_refusals(&self) -> Result<()> {
        let now = self.now();
        let counts = {
            let mut pending = self
                .inner
                .refusals
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            pending.written_at = now.0;
            std::mem::take(&mut pending.counts)
        };
        if counts.is_empty() {
            return Ok(());
        }
        let mut tx = self.inner.db.write().await?;
        store::people::refusal::forget(&mut tx, Timestamp(now.0 - KEPT_DAYS * DAY_US)).await?;
        // In one order everywhere: two processes that write the same rows must not wait for each other.
        let mut counts: Vec<_> = counts
            .into_iter()
            .map(|((hour, user, kind), tally)| (hour, user, kind.as_str(), tally))
            .collect();
        counts.sort();
        for (hour, user, kind, (times, last_at)) in &counts {
            store::people::refusal::add(&mut tx, Timestamp(*hour), user, kind, *times, *last_at)
                .await?;
        }
        Ok(tx.commit().await?)
    }

    /// The latest refusals of everybody, with those of logins that nobody has: for the bureau.
    ///
    /// # Errors
    /// When the actor may not.
    pub async fn refusals(&self, actor: &Actor, most: i64) -> Result<Vec<RefusalView>> {
        require(&roles_of(Some(actor)), Action::RefusalSee)?;
        self.latest_refusals(None, most).await
    }

    /// The latest refusals of the members of an organisation: for its manager and the bureau.
    ///
    /// # Errors
    /// When the actor may not.
    pub async fn refusals_at(
        &self,
        actor: &Actor,
        organisation: &OrganisationId,
        most: i64,
    ) -> Result<Vec<RefusalView>> {
        require(&roles_at(Some(actor), organisation), Action::RefusalSee)?;
        self.latest_refusals(Some(organisation), most).await
    }

    async fn latest_refusals(
        &self,
        organisation: Option<&OrganisationId>,
        most: i64,
    ) -> Result<Vec<RefusalView>> {
        self.write_refusals().await?;
        let mut tx = self.read().await?;
        let rows = store::people::refusal::latest(&mut tx, organisation, most).await?;
        let kind = |stored: &Stored| {
            RefusalKind::ALL
                .into_iter()
                .find(|kind| kind.as_str() == stored.kind)
        };
        Ok(rows
            .into_iter()
            .map(|counted| RefusalView {
                kind: kind(&counted),
                counted,
            })
            .collect())
    }
}
