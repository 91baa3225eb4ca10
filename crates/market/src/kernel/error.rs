//! Why a use case did not happen, in the words of the market.

use domain::FieldError;

/// Why a use case did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none, or the asker may not know that there is.
    #[error("没有找到这项内容，可能已被撤回或地址有误")]
    NotFound,
    /// Nobody is signed in.
    #[error("请先登录")]
    SignedOut,
    /// The actor may not do this.
    #[error("您没有权限{0}")]
    Forbidden(String),
    /// Someone else changed it in the meantime.
    #[error("这项内容刚被别人修改过。请刷新页面，核对后再提交")]
    Stale,
    /// It was changed in the meantime: the words say by whom, when and how, as far as the actor may know.
    #[error("这项内容在您打开之后有了变化：{0}。本次操作没有保存，请查看最新内容后再办理")]
    Overtaken(String),
    /// The state of things does not allow it; the sentence says why and what to do.
    #[error("{0}")]
    Refused(String),
    /// Something is wrong with the input, field by field.
    #[error("有 {} 处需要修改", .0.len())]
    Invalid(Vec<FieldError>),
    /// Too many attempts.
    #[error("尝试次数过多，请在 {seconds} 秒后再试")]
    TooMany {
        /// When to try again.
        seconds: u64,
    },
    /// Too much dear work waits already.
    #[error("系统正忙，前面还有 {before} 项工作在等候，请在 {seconds} 秒后再试")]
    Busy {
        /// When to try again.
        seconds: u64,
        /// How many pieces of work wait before this one.
        before: usize,
    },
    /// Too many bytes are being sent at the same time.
    #[error("正在上传的文件过多，请在 {seconds} 秒后再试")]
    Full {
        /// When to try again.
        seconds: u64,
    },
    /// The store failed; its text is for the log, not for people.
    #[error("系统暂时无法完成操作，请稍后再试")]
    Store(store::Error),
    /// The index failed; its text is for the log, not for people.
    #[error("搜索暂时不可用，请稍后再试")]
    Index(String),
    /// Another process holds the index of this directory.
    #[error("另一个进程正在使用这个数据目录的索引")]
    IndexInUse,
}

/// Result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Error::NotFound,
            store::Error::Stale => Error::Stale,
            other => Error::Store(other),
        }
    }
}

impl From<Vec<FieldError>> for Error {
    fn from(errors: Vec<FieldError>) -> Self {
        Error::Invalid(errors)
    }
}

impl From<domain::catalogue::achievement::Refused> for Error {
    fn from(refused: domain::catalogue::achievement::Refused) -> Self {
        Error::Refused(refused.to_string())
    }
}

impl From<domain::people::organisation_change::Refused> for Error {
    fn from(refused: domain::people::organisation_change::Refused) -> Self {
        Error::Refused(refused.to_string())
    }
}

impl From<domain::catalogue::demand::Refused> for Error {
    fn from(refused: domain::catalogue::demand::Refused) -> Self {
        Error::Refused(refused.to_string())
    }
}

impl From<domain::deals::licence_request::CannotAsk> for Error {
    fn from(refused: domain::deals::licence_request::CannotAsk) -> Self {
        Error::Refused(refused.to_string())
    }
}

impl From<domain::deals::licence_request::Refused> for Error {
    fn from(refused: domain::deals::licence_request::Refused) -> Self {
        Error::Refused(refused.to_string())
    }
}

impl From<domain::deals::introduction::CannotIntroduce> for Error {
    fn from(refused: domain::deals::introduction::CannotIntroduce) -> Self {
        Error::Refused(refused.to_string())
    }
}

impl From<domain::deals::introduction::Refused> for Error {
    fn from(refused: domain::deals::introduction::Refused) -> Self {
        Error::Refused(refused.to_string())
    }
}

impl From<domain::deals::deal::Refused> for Error {
    fn from(refused: domain::deals::deal::Refused) -> Self {
        Error::Refused(refused.to_string())
    }
}

impl From<domain::deals::offer::Refused> for Error {
    fn from(refused: domain::deals::offer::Refused) -> Self {
        Error::Refused(refused.to_string())
    }
}

impl From<domain::deals::contract::Refused> for Error {
    fn from(refused: domain::deals::contract::Refused) -> Self {
        Error::Refused(refused.to_string())
    }
}

impl From<domain::deals::ending::Refused> for Error {
    fn from(refused: domain::deals::ending::Refused) -> Self {
        Error::Refused(refused.to_string())
    }
}

impl From<domain::deals::contract::NotConfirmed> for Error {
    fn from(refused: domain::deals::contract::NotConfirmed) -> Self {
        Error::Refused(refused.to_string())
    }
}

impl From<domain::money::payment::Refused> for Error {
    fn from(refused: domain::money::payment::Refused) -> Self {
        Error::Refused(refused.to_string())
    }
}

/// What somebody may see, nothing when they may not: a failure stays a failure and is never taken for a refusal.
///
/// # Errors
/// Whatever is no refusal to show it.
pub fn where_allowed<T>(seen: Result<T>) -> Result<Option<T>> {
    match seen {
        Ok(seen) => Ok(Some(seen)),
        Err(Error::NotFound | Error::Forbidden(_) | Error::SignedOut) => Ok(None),
        Err(failed) => Err(failed),
    }
}

impl Error {
    /// Seconds after which to try again, where that helps.
    pub fn seconds(&self) -> Option<u64> {
        match self {
            Error::TooMany { seconds } | Error::Busy { seconds, .. } | Error::Full { seconds } => {
                Some(*seconds)
            }
            _ => None,
        }
    }

    /// One wrong field.
    pub fn field(field: &str, code: &'static str, message: impl Into<String>) -> Self {
        Error::Invalid(vec![FieldError {
            field: field.to_owned(),
            code,
            message: message.into(),
        }])
    }
}

/// Turns "the row is there already" into the field that was wrong; other errors pass.
pub(crate) fn taken(error: store::Error, field: &str, message: &str) -> Error {
    match error {
        store::Error::Taken(_) => Error::field(field, "taken", message),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_of_the_store_is_never_taken_for_not_allowed() {
        assert!(matches!(where_allowed(Ok(1)), Ok(Some(1))));
        assert!(matches!(
            where_allowed::<u8>(Err(Error::NotFound)),
            Ok(None)
        ));
        assert!(matches!(
            where_allowed::<u8>(Err(Error::Forbidden("x".into()))),
            Ok(None)
        ));
        assert!(matches!(
            where_allowed::<u8>(Err(Error::Store(store::Error::Broken))),
            Err(Error::Store(_))
        ));
    }
}
