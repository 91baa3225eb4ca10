//! Files that came with a form that was refused 待重新提交的文件: kept a day for the person who sent them, for the same form.
//!
//! What it is not: an attachment. Until the form goes through, nobody else may see the file and no event tells of it.

use domain::people::user::Actor;
pub use store::kernel::sent_file::SentFile;
use tokio::io::AsyncReadExt as _;

use crate::Market;
use crate::catalogue::attachment::Upload;
use crate::kernel::error::Result;

/// So many days a file waits for its form.
const WAITS_DAYS: i64 = 1;
/// Bytes of a file that are read at once.
const PIECE: usize = 64 * 1024;

impl Market {
    /// Keeps a file that arrived, before it is known whether its form goes through; hands it back. A file that cannot be
    /// kept is nothing to fail for: its owner would have to choose it again.
    pub async fn keep_sent_file(
        &self,
        actor: &Actor,
        form: &str,
        control: &str,
        upload: Upload,
    ) -> (Upload, Option<SentFile>) {
        let file = SentFile {
            id: uuid::Uuid::new_v4().simple().to_string(),
            form: form.to_owned(),
            control: control.to_owned(),
            name: domain::text::file_name(&upload.name),
            size: upload.content.size(),
        };
        let (files, person) = (self.inner.sent_files.clone(), actor.user.clone());
        let name = upload.name.clone();
        let kept = tokio::task::spawn_blocking(move || {
            let kept = files.put(&person, &file, |path| upload.content.copy_to(path));
            (upload, kept.map(|()| file))
        });
        match kept.await {
            Ok((upload, Ok(file))) => (upload, Some(file)),
            Ok((upload, Err(error))) => {
                tracing::warn!(%error, "a file of a form could not be kept");
                (upload, None)
            }
            // Only a panic loses the file itself; an empty one is refused as such.
            Err(error) => {
                tracing::error!(%error, "keeping a file of a form panicked");
                let content = Vec::new().into();
                (Upload { name, content }, None)
            }
        }
    }

    /// A file that waits for the actor and this control of this form; nothing when it waits no longer.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn sent_file(
        &self,
        actor: &Actor,
        form: &str,
        control: &str,
        id: &str,
    ) -> Result<Option<(SentFile, Upload)>> {
        let (files, person, id) = (
            self.inner.sent_files.clone(),
            actor.user.clone(),
            id.to_owned(),
        );
        let found = tokio::task::spawn_blocking(move || files.get(&person, &id)).await;
        let found = found.map_err(|error| store::Error::File(std::io::Error::other(error)))??;
        let Some((file, content)) =
            found.filter(|(file, _)| file.form == form && file.control == control)
        else {
            return Ok(None);
        };
        let mut content = tokio::fs::File::from_std(content);
        let mut arriving = self.receive();
        let mut piece = vec![0; PIECE];
        loop {
            match content.read(&mut piece).await.map_err(store::Error::File)? {
                0 => break,
                read => arriving.push(&piece[..read]).await?,
            }
        }
        let (name, content) = (file.name.clone(), arriving.end().await?);
        Ok(Some((file, Upload { name, content })))
    }

    /// Forgets a file that waited for the actor: its form went through, or another replaces it.
    pub async fn forget_sent_file(&self, actor: &Actor, id: &str) {
        let (files, person, id) = (
            self.inner.sent_files.clone(),
            actor.user.clone(),
            id.to_owned(),
        );
        let removed = tokio::task::spawn_blocking(move || files.remove(&person, &id)).await;
        // It is forgotten in a day anyway.
        if let Ok(Err(error)) = removed {
            tracing::warn!(%error, "a file of a form could not be forgotten");
        }
    }

    /// Forgets every file that has waited a day, and what a stop left half written.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn forget_sent_files(&self) -> Result<u64> {
        let files = self.inner.sent_files.clone();
        let before = self.now().plus_days(-WAITS_DAYS);
        let forgotten = tokio::task::spawn_blocking(move || files.forget(before)).await;
        Ok(forgotten.map_err(|error| store::Error::File(std::io::Error::other(error)))??)
    }
}
