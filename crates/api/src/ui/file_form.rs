//! Forms with files: what arrives is kept until the form goes through, so that nobody chooses a file twice.
//!
//! A form that came back names a kept file in `sent.CONTROL`; `drop.CONTROL` takes it off, and a file chosen anew
//! replaces it. Why they are kept as they are: `docs/decisions/0001-files-of-refused-forms.md`.

use axum::response::Response;
use market::Error;
use market::catalogue::attachment::Upload;
use market::kernel::sent_file::SentFile;
use market::kernel::upload::Purpose;

use super::member::Member;
use super::typed::Typed;
use super::upload::{Multipart, Parts, read_parts};
use crate::App;
use crate::ui;
use crate::ui::Sent;

const SENT: &str = "sent.";
const DROP: &str = "drop.";

/// A form with files as it arrived.
pub(crate) struct FileForm {
    typed: Typed,
    files: Vec<(String, Upload)>,
    /// Every file of the form that waits, also those of an earlier try.
    kept: Vec<SentFile>,
    /// Which of them came with this try.
    arrived: Vec<String>,
    /// Why not everything could be read.
    broken: Option<Error>,
}

impl FileForm {
    /// Reads a form, once it is known that the person may send files here, and keeps its files.
    ///
    /// # Errors
    /// When the person may not.
    pub(crate) async fn read(
        app: &App,
        member: &Member,
        purpose: Purpose<'_>,
        multipart: Multipart,
    ) -> market::Result<Self> {
        let Parts {
            typed,
            files,
            broken,
        } = read_parts(app, member, purpose, multipart).await?;
        let (actor, form) = (&member.actor, path_of(member));
        let (ours, typed): (Vec<_>, Vec<_>) = typed
            .0
            .into_iter()
            .partition(|(name, _)| name.starts_with(SENT) || name.starts_with(DROP));
        let mut read = Self {
            typed: Typed(typed),
            files: Vec::new(),
            kept: Vec::new(),
            arrived: Vec::new(),
            broken,
        };
        for (control, upload) in files {
            let (upload, kept) = app
                .market
                .keep_sent_file(actor, form, &control, upload)
                .await;
            read.arrived.extend(kept.iter().map(|kept| kept.id.clone()));
            read.kept.extend(kept);
            read.files.push((control, upload));
        }
        let dropped = |control: &str| {
            ours.iter()
                .any(|(name, _)| name.strip_prefix(DROP) == Some(control))
        };
        for (name, id) in &ours {
            let Some(control) = name.strip_prefix(SENT) else {
                continue;
            };
            if dropped(control) || read.files.iter().any(|(known, _)| known == control) {
                app.market.forget_sent_file(actor, id).await;
                continue;
            }
            match app.market.sent_file(actor, form, control, id).await? {
                Some((file, upload)) => {
                    read.kept.push(file);
                    read.files.push((control.to_owned(), upload));
                }
                None => {
                    let gone =
                        Error::field(control, "gone", "之前上传的文件已超过保留时间，请重新选择");
                    read.broken.get_or_insert(gone);
                }
            }
        }
        Ok(read)
    }

    /// The plain controls.
    pub(crate) fn typed(&self) -> &Typed {
        &self.typed
    }

    /// The file of a control.
    ///
    /// # Errors
    /// When not everything could be read.
    pub(crate) fn take(&mut self, control: &str) -> market::Result<Option<Upload>> {
        if let Some(broken) = self.broken.take() {
            return Err(broken);
        }
        let at = self.files.iter().position(|(known, _)| known == control);
        Ok(at.map(|at| self.files.swap_remove(at).1))
    }

    /// The file of a form that has one.
    ///
    /// # Errors
    /// When it is missing or not everything could be read.
    pub(crate) fn file(&mut self) -> market::Result<Upload> {
        self.take("file")?
            .ok_or_else(|| Error::field("file", "required", "请选择文件"))
    }

    /// The form went through: what came with it need not wait. What came with an earlier try waits for its day to end:
    /// the same form may be on its way a second time.
    pub(crate) async fn done(self, app: &App, member: &Member) {
        for id in &self.arrived {
            app.market.forget_sent_file(&member.actor, id).await;
        }
    }

    /// The form for its page to show again, with the files that need not be chosen again: all but those that are wrong.
    ///
    /// # Errors
    /// The page to show instead.
    pub(crate) async fn again(
        self,
        app: &App,
        member: &Member,
        scope: &str,
        error: Error,
    ) -> Result<Sent, Box<Response>> {
        let wrong: Vec<String> = match &error {
            Error::Invalid(errors) => errors.iter().map(|error| error.field.clone()).collect(),
            _ => Vec::new(),
        };
        let mut files = Vec::new();
        for kept in self.kept {
            if wrong.contains(&kept.control) {
                app.market.forget_sent_file(&member.actor, &kept.id).await;
                continue;
            }
            files.push(ui::parts::SentFile {
                control: kept.control,
                id: kept.id,
                name: kept.name,
                size: kept.size,
            });
        }
        let sent = member.visitor.again(scope, self.typed, error)?;
        Ok(sent.with_files(files))
    }
}

/// The path that the form is sent to.
fn path_of(member: &Member) -> &str {
    member.visitor.address.split('?').next().unwrap_or_default()
}
