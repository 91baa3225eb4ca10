//! Files that people add: stored by content, typed by content, shown to whom their tier allows.

use std::io::Cursor;

use domain::catalogue::achievement::{Action as Step, NewAchievement};
use domain::catalogue::revision::next;
use domain::event::Noun;
use domain::id::{AchievementId, AttachmentId};
use domain::people::user::Actor;
use serde_json::json;
pub use store::catalogue::attachment::Attachment;

use crate::catalogue::achievement::{store_step, take_edit};
use crate::kernel::arriving::{Content, off_thread};
use crate::kernel::error::{Error, Result};
use crate::kernel::media_type;
use crate::kernel::permission::{Action, allowed, require, roles_at, roles_between};
use crate::kernel::work::{Once, Work};
use crate::{Market, new_id};

/// Largest file, in bytes.
pub const FILE_AT_MOST: usize = 20 * 1024 * 1024;
/// Most files of one achievement, deal or payment.
pub const FILES_AT_MOST: usize = 20;

/// Who may see an attached file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// 公开.
    Public,
    /// 仅交易双方 (of an achievement: once a deal is open, under confidentiality).
    Parties,
}

impl Tier {
    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Parties => "parties",
        }
    }

    /// Reads a tier; what is not public is for the parties.
    pub fn read(text: &str) -> Self {
        if text == "public" {
            Self::Public
        } else {
            Self::Parties
        }
    }
}

/// A file as it arrives.
pub struct Upload {
    /// Name as uploaded.
    pub name: String,
    /// Content, in memory or on the disk.
    pub content: Content,
}

/// A file on its way out.
pub struct Download {
    /// Name as uploaded.
    pub name: String,
    /// Type by content.
    pub media_type: String,
    /// Content.
    pub bytes: Vec<u8>,
}

impl Market {
    /// Stores an uploaded file by content, off the async threads and before any transaction begins.
    ///
    /// # Errors
    /// When it is empty, too large or of a type that is not accepted.
    pub async fn keep_file(&self, field: &str, upload: Upload) -> Result<Kept> {
        if upload.content.size() == 0 {
            return Err(Error::field(
                field,
                "required",
                "请选择文件；所选文件是空的",
            ));
        }
        if upload.content.size() > FILE_AT_MOST as u64 {
            return Err(Error::field(
                field,
                "too_large",
                format!("文件最大 {} MB", FILE_AT_MOST / 1024 / 1024),
            ));
        }
        let (upload, media_type) = off_thread(move || {
            let media_type = media_type::of(upload.content.head(), || upload.content.reader());
            (upload, media_type)
        })
        .await?;
        let Some(media_type) = media_type.map_err(store::Error::from)? else {
            return Err(Error::field(
                field,
                "media_type",
                "只接受 PDF、PNG、JPG、Word、Excel、OFD、XML 文件，请转换后再上传",
            ));
        };
        let name = domain::text::file_name(&upload.name);
        let size = i64::try_from(upload.content.size()).unwrap_or(i64::MAX);
        let sha256 = upload.content.keep(self.files()).await?;
        Ok(Kept {
            name,
            sha256,
            size,
            media_type,
        })
    }

    /// Adds a file to an achievement. To what was published it comes with an edit that is reviewed first: until then only
    /// the owner and the bureau know of it.
    ///
    /// # Errors
    /// When the file is not accepted or the actor may not.
    pub async fn attach_to_achievement(
        &self,
        actor: &Actor,
        id: &AchievementId,
        tier: Tier,
        upload: Upload,
        once: &Once,
    ) -> Result<AttachmentId> {
        let achievement = self.achievement(Some(actor), id).await?;
        require(
            &roles_at(Some(actor), &achievement.organisation),
            Action::AchievementManage,
        )?;
        let kept = self.keep_file("file", upload).await?;
        let mut work = self.begin(Some(actor)).await?;
        store::kernel::hold::achievement(&mut work.tx, id).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| Error::NotFound);
        }
        let mut achievement = store::catalogue::achievement::get(&mut work.tx, id).await?;
        let attachment = attach(
            &mut work,
            actor,
            Noun::Achievement,
            id.as_str(),
            tier,
            &kept,
        )
        .await?;
        let then = next(achievement.standing(), Step::Edit)?;
        if then.revision.is_some() {
            store::catalogue::attachment::set_unreviewed(&mut work.tx, &attachment).await?;
            let same = NewAchievement {
                listing: achievement.working().clone(),
                external_number: achievement.working_number().to_owned(),
            };
            take_edit(&mut achievement, same, then, &work);
        }
        if then.revision.is_some() || then.awaits_review() {
            // A reviewer who looked before the file came decides anew.
            store_step(&mut work, &mut achievement).await?;
        }
        work.remember(once, attachment.as_str()).await?;
        work.commit().await?;
        Ok(attachment)
    }

    /// Takes a wrong file off an achievement: from then on nobody gets it; the log keeps its name and hash. What a signed
    /// contract may rest on stays.
    ///
    /// # Errors
    /// When there is none, a contract was signed or the actor may not.
    pub async fn detach_from_achievement(
        &self,
        actor: &Actor,
        id: &AchievementId,
        attachment: &AttachmentId,
    ) -> Result<()> {
        let achievement = self.achievement(Some(actor), id).await?;
        require(
            &roles_at(Some(actor), &achievement.organisation),
            Action::AchievementManage,
        )?;
        let mut work = self.begin(Some(actor)).await?;
        let found = store::catalogue::attachment::get(&mut work.tx, attachment).await?;
        if found.noun != Noun::Achievement.as_str() || found.noun_id != id.as_str() {
            return Err(Error::NotFound);
        }
        if found.tier != Tier::Public.as_str()
            && store::deals::contract::was_signed_about(&mut work.tx, id).await?
        {
            return Err(Error::Refused(
                "这项成果已签订过技术合同，仅交易双方可见的附件须保留备查，不能移除".into(),
            ));
        }
        take_away(&mut work, Noun::Achievement, &found).await?;
        work.commit().await
    }

    /// The files of an achievement that the asker may know of.
    ///
    /// # Errors
    /// When the asker may not see the achievement.
    pub async fn achievement_files(
        &self,
        actor: Option<&Actor>,
        id: &AchievementId,
    ) -> Result<Vec<Attachment>> {
        let achievement = self.achievement(actor, id).await?;
        let inside = self.sees_confidential(actor, &achievement).await?;
        let mut tx = self.read().await?;
        let files =
            store::catalogue::attachment::of(&mut tx, Noun::Achievement, id.as_str()).await?;
        let reviewing = allowed(
            &roles_at(actor, &achievement.organisation),
            Action::AchievementSee,
        );
        let seen = |file: &Attachment| {
            (inside || file.tier == Tier::Public.as_str()) && (reviewing || !file.unreviewed)
        };
        Ok(files.into_iter().filter(seen).collect())
    }

    /// The content of an achievement's file. Seeing confidential material is itself an event.
    ///
    /// # Errors
    /// When there is none that the asker may see.
    pub async fn achievement_file(
        &self,
        actor: Option<&Actor>,
        id: &AchievementId,
        attachment: &AttachmentId,
    ) -> Result<Download> {
        let files = self.achievement_files(actor, id).await?;
        let found = files
            .into_iter()
            .find(|file| file.id == *attachment)
            .ok_or(Error::NotFound)?;
        if found.tier != Tier::Public.as_str() {
            let mut work = self.begin(actor).await?;
            work.note(
                Noun::Achievement,
                id,
                "file_seen",
                json!({ "name": found.name, "sha256": found.sha256 }),
            );
            work.commit().await?;
        }
        self.download(&found).await
    }

    pub(crate) async fn download(&self, attachment: &Attachment) -> Result<Download> {
        let files = self.files();
        let sha256 = attachment.sha256.clone();
        let bytes = off_thread(move || files.get(&sha256)).await??;
        Ok(Download {
            name: attachment.name.clone(),
            // By the content once more: what was kept before its type was known is served right as well.
            media_type: media_type::of(&bytes, || Ok(Cursor::new(&bytes)))
                .map_err(store::Error::from)?
                .map_or_else(|| attachment.media_type.clone(), str::to_owned),
            bytes,
        })
    }

    /// The owner and the bureau do; a buyer and a broker from the day a deal is open until it comes to nothing.
    async fn sees_confidential(
        &self,
        actor: Option<&Actor>,
        achievement: &domain::catalogue::achievement::Achievement,
    ) -> Result<bool> {
        let mut roles = roles_at(actor, &achievement.organisation);
        if let Some(actor) = actor {
            let mut tx = self.read().await?;
            if let Some(named) =
                store::deals::deal::living_of(&mut tx, &achievement.id, &actor.organisation).await?
            {
                let deal = named.deal;
                roles = roles_between(Some(actor), &deal.seller, &deal.buyer, deal.broker.as_ref());
            }
        }
        Ok(allowed(&roles, Action::AchievementSeeConfidential))
    }
}

/// A file that lies in the file store and waits to be attached.
pub struct Kept {
    /// Name as uploaded.
    pub name: String,
    /// Its content.
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// Type by content.
    pub media_type: &'static str,
}

/// Attaches a kept file to anything, inside the transaction of the use case.
pub(crate) async fn attach(
    work: &mut Work,
    actor: &Actor,
    noun: Noun,
    noun_id: &str,
    tier: Tier,
    kept: &Kept,
) -> Result<AttachmentId> {
    store::kernel::hold::of_file(&mut work.tx, noun, noun_id).await?;
    let others = store::catalogue::attachment::of(&mut work.tx, noun, noun_id).await?;
    if others.len() >= FILES_AT_MOST {
        return Err(Error::Refused(format!(
            "每处最多 {FILES_AT_MOST} 个文件，请先删除不再需要的"
        )));
    }
    store::kernel::file::insert(
        &mut work.tx,
        &kept.sha256,
        kept.size,
        kept.media_type,
        work.at,
    )
    .await?;
    let attachment = Attachment {
        id: new_id(),
        noun: noun.as_str().to_owned(),
        noun_id: noun_id.to_owned(),
        tier: tier.as_str().to_owned(),
        name: kept.name.clone(),
        sha256: kept.sha256.clone(),
        size: kept.size,
        media_type: kept.media_type.to_owned(),
        added_by: actor.user.clone(),
        added_at: work.at,
        unreviewed: false,
    };
    store::catalogue::attachment::insert(&mut work.tx, &attachment).await?;
    work.note(
        noun,
        noun_id,
        "file_added",
        json!({ "name": kept.name, "sha256": kept.sha256, "tier": tier.as_str() }),
    );
    Ok(attachment.id)
}

/// Takes a file off; its bytes stay in the file store, its name and hash in the log.
pub(crate) async fn take_away(work: &mut Work, noun: Noun, file: &Attachment) -> Result<()> {
    store::catalogue::attachment::delete(&mut work.tx, &file.id).await?;
    work.note(
        noun,
        &file.noun_id,
        "file_removed",
        json!({ "name": file.name, "sha256": file.sha256 }),
    );
    Ok(())
}
