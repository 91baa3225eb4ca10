//! Importing many achievements: a file is kept, looked at, read row by row, and every row becomes a listing or a line
//! of the report.
//!
//! A run may be begun again at any point (a crash, the same file sent twice): rows find their listings by the seller's
//! own number, or by the title where there is none, however it is written, so nothing is doubled.

mod judge;
mod rows;
mod run;

use std::convert::Infallible;
use std::sync::Arc;

use domain::catalogue::achievement::State;
use domain::event::{Noun, sha256_hex};
use domain::id::{ImportId, OrganisationId};
use domain::people::user::Actor;
use intake::{File, Mapping, Preview, ReportKind, ReportLine};
use serde_json::json;
pub use store::catalogue::import::{ImportProblem, ImportRun, Tally};

use crate::catalogue::attachment::Upload;
use crate::kernel::budget::FILES;
use crate::kernel::duty::Duty;
use crate::kernel::error::{Error, Result};
use crate::kernel::permission::{Action, require, roles_at, roles_of};
use crate::{Market, new_id};

/// Largest file that a page takes, in bytes; the command line takes larger ones.
pub const UPLOAD_AT_MOST: usize = 100 * 1024 * 1024;

/// A file is kept and waits for its columns to be confirmed.
pub const WAITING: &str = "waiting";
/// Rows are being read.
pub const RUNNING: &str = "running";
/// Every row became a listing or a line of the report.
pub const FINISHED: &str = "finished";
/// The file could not be read to its end; `error` says why.
pub const FAILED: &str = "failed";

impl Market {
    /// Keeps an uploaded file and opens a run for it; nothing is imported yet.
    ///
    /// # Errors
    /// When the file cannot be read as a table, or the actor may not list achievements.
    pub async fn open_import(&self, actor: &Actor, upload: Upload) -> Result<ImportId> {
        require(&roles_of(Some(actor)), Action::AchievementCreate)?;
        if upload.content.size() > UPLOAD_AT_MOST as u64 {
            return Err(Error::field(
                "file",
                "too_large",
                format!(
                    "文件最大 {} MB，请拆分后分次导入",
                    UPLOAD_AT_MOST / 1024 / 1024
                ),
            ));
        }
        let file_name = domain::text::file_name(&upload.name);
        let preview = inspect(upload.content.table(&file_name)).await?;
        let size = i64::try_from(upload.content.size()).unwrap_or(i64::MAX);
        let sha256 = upload.content.keep(self.files()).await?;
        let mut work = self.begin(Some(actor)).await?;
        store::kernel::file::insert(
            &mut work.tx,
            &sha256,
            size,
            "application/octet-stream",
            work.at,
        )
        .await?;
        let run = ImportRun {
            id: new_id(),
            organisation: actor.organisation.clone(),
            user: actor.user.clone(),
            file_name,
            sha256,
            preview: serde_json::to_string(&preview).unwrap_or_default(),
            mapping: String::new(),
            publish_as: State::Draft.as_str().to_owned(),
            state: WAITING.to_owned(),
            tally: Tally::default(),
            error: String::new(),
            started_at: work.at,
            finished_at: None,
        };
        store::catalogue::import::insert(&mut work.tx, &run).await?;
        work.note(
            Noun::Import,
            &run.id,
            "opened",
            json!({ "file": run.file_name, "sha256": run.sha256 }),
        );
        work.commit().await?;
        Ok(run.id)
    }

    /// What is in the file of a run, and which column it would take for what: as it was seen when the file arrived.
    ///
    /// # Errors
    /// When there is no such run of the actor's organisation, or the file cannot be read.
    pub async fn import_preview(&self, actor: &Actor, id: &ImportId) -> Result<Preview> {
        let run = self.import_run(actor, id).await?;
        match serde_json::from_str(&run.preview) {
            Ok(preview) => Ok(preview),
            // One that arrived before previews were kept, or under another form of them.
            Err(_) => inspect(self.kept_file(&run)).await,
        }
    }

    /// How many pieces of dear work come before a run that was started; nothing once its rows are being read.
    pub fn import_waits_behind(&self, id: &ImportId) -> Option<usize> {
        FILES.before(id.as_str())
    }

    /// Confirms the columns of a run and starts it.
    ///
    /// # Errors
    /// When the mapping lacks something, the run was started before, or the actor may not.
    pub async fn start_import(
        &self,
        actor: &Actor,
        id: &ImportId,
        mapping: Option<Mapping>,
        publish_as: State,
    ) -> Result<()> {
        let mut run = self.import_run(actor, id).await?;
        if run.state != WAITING {
            return Err(Error::Refused(
                "这个文件已经开始导入，请查看导入结果".into(),
            ));
        }
        if let Some(mapping) = &mapping {
            let problems = mapping.problems();
            if !problems.is_empty() {
                return Err(Error::field("columns", "mapping", problems.join("；")));
            }
        }
        // A page hands in for review at most: publishing is the bureau's.
        run.publish_as = if publish_as == State::Submitted {
            State::Submitted
        } else {
            State::Draft
        }
        .as_str()
        .to_owned();
        run.mapping = mapping
            .map(|mapping| serde_json::to_string(&mapping).unwrap_or_default())
            .unwrap_or_default();
        run.state = RUNNING.to_owned();
        let mut work = self.begin(Some(actor)).await?;
        store::catalogue::import::start(&mut work.tx, &run).await?;
        work.note(
            Noun::Import,
            id,
            "started",
            json!({ "publish_as": run.publish_as }),
        );
        work.commit().await?;
        let market = self.clone();
        tokio::spawn(async move { market.run_import(run).await });
        Ok(())
    }

    /// Begins again every run that a stop left in the middle; then there is nothing more to do.
    pub(crate) async fn resume_imports(&self) -> Result<Infallible> {
        let mut tx = self.read().await?;
        let runs = store::catalogue::import::running(&mut tx).await?;
        drop(tx);
        for run in runs {
            self.run_import(run).await;
        }
        self.did(Duty::Imports);
        std::future::pending().await
    }

    /// One run of the actor's organisation.
    ///
    /// # Errors
    /// When there is none.
    pub async fn import_run(&self, actor: &Actor, id: &ImportId) -> Result<ImportRun> {
        let mut tx = self.read().await?;
        let run = store::catalogue::import::get(&mut tx, id).await?;
        require(
            &roles_at(Some(actor), &run.organisation),
            Action::ImportManage,
        )
        .map_err(|_| Error::NotFound)?;
        Ok(run)
    }

    /// The newest runs of the actor's organisation.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn import_runs(&self, actor: &Actor) -> Result<Vec<ImportRun>> {
        let mut tx = self.read().await?;
        Ok(store::catalogue::import::of_organisation(&mut tx, &actor.organisation, 20).await?)
    }

    /// A stretch of the report of a run.
    ///
    /// # Errors
    /// When there is no such run of the actor's organisation.
    pub async fn import_report(
        &self,
        actor: &Actor,
        id: &ImportId,
        from: i64,
        most: i64,
    ) -> Result<Vec<ReportLine>> {
        self.import_run(actor, id).await?;
        let mut tx = self.read().await?;
        let problems = store::catalogue::import::problems(&mut tx, id, from, most).await?;
        Ok(problems.into_iter().map(report_line).collect())
    }

    /// The whole report of a run, as CSV.
    ///
    /// # Errors
    /// When there is no such run of the actor's organisation.
    pub async fn import_report_csv(&self, actor: &Actor, id: &ImportId) -> Result<Vec<u8>> {
        let _turn = FILES.turn().await?;
        Ok(intake::report_csv(
            &self.import_report(actor, id, 0, i64::MAX).await?,
        ))
    }

    /// Imports a file from the operator's machine, without a run of its own; `told` hears of every batch, `reported`
    /// of every line of the report.
    ///
    /// # Errors
    /// When the organisation is none, or the file cannot be read to its end; what was imported before stays.
    pub async fn import_file(
        &self,
        organisation: &OrganisationId,
        file: File,
        publish_as: State,
        mut told: impl FnMut(&Tally),
        mut reported: impl FnMut(&ReportLine),
    ) -> Result<Tally> {
        self.organisation(organisation).await?;
        let mut rows = rows::Rows::begin(file, None);
        let mut judge = judge::Judge::default();
        let mut tally = Tally::default();
        while let Some(batch) = rows.next().await? {
            let batch = judge.judged(batch, self.now().day());
            let mut work = self.begin(None).await?;
            let lines = run::take_in(
                &mut work,
                &mut judge,
                organisation,
                batch,
                publish_as,
                &mut tally,
            )
            .await?;
            work.commit_beside_the_log().await?;
            lines.iter().for_each(&mut reported);
            told(&tally);
        }
        Ok(tally)
    }

    fn kept_file(&self, run: &ImportRun) -> File {
        File::at(&self.files().path(&run.sha256)).named(&run.file_name)
    }
}

fn report_line(problem: ImportProblem) -> ReportLine {
    let kind = match problem.code.as_str() {
        run::SKIPPED => ReportKind::Skipped,
        run::NOTICED => ReportKind::Noticed,
        _ => ReportKind::Rejected,
    };
    ReportLine {
        sheet: problem.sheet,
        line: u64::try_from(problem.line).unwrap_or_default(),
        kind,
        column: problem.heading,
        value: problem.value,
        reason: problem.reason,
    }
}

async fn inspect(file: File) -> Result<Preview> {
    // Dropped with the request that waits: then the file is read no further.
    let waits = Arc::new(());
    let file = file.while_held(&waits);
    FILES
        .run(move || intake::inspect(&file))
        .await?
        .map_err(unreadable)
}

/// What is wrong with a whole file, at the field that sent it.
pub(crate) fn unreadable(error: intake::FileError) -> Error {
    Error::field("file", "unreadable", error.to_string())
}

/// What a listing is, as one short text: equal exactly when nothing changed.
fn fingerprint(listing: &domain::catalogue::achievement::Listing) -> String {
    sha256_hex(
        serde_json::to_string(listing)
            .unwrap_or_default()
            .as_bytes(),
    )
}
