//! Why a file gives no voucher. The text reaches people as it is: what is wrong, what to do.

use crate::error::FileError;

/// The file gives no voucher.
#[derive(Debug, thiserror::Error)]
pub enum VoucherError {
    /// It cannot be opened, or is empty.
    #[error(transparent)]
    File(#[from] FileError),
    /// It cannot be read from its place.
    #[error("文件无法读取：{0}")]
    Io(#[from] std::io::Error),
    /// Beyond a bound of [`crate::voucher::limits`].
    #[error("文件超出限度，没有读取：{0}。正常的电子凭证远小于此，请重新下载原件")]
    TooMuch(String),
    /// Damaged, or not well-formed.
    #[error("文件已损坏或不完整：{0}。请重新下载原件再读取")]
    Broken(String),
    /// A document type or an entity: no voucher has one, and expanding them is how XML does harm.
    #[error(
        "{0}含有 DTD 或实体声明，出于安全没有读取。税务机关和银行出具的凭证不含这些，请重新下载原件"
    )]
    Entities(String),
    /// Protected by a password, or encrypted.
    #[error("文件已加密，无法读取。请取消密码，或上传未加密的原件（XML、OFD 或 PDF）")]
    Encrypted,
    /// Readable, but no voucher of the kinds that are read.
    #[error("{0}。可以读取：电子发票（XML、OFD、带结构化数据的 PDF）和带结构化附件的银行电子回单")]
    Kind(String),
    /// More than one voucher in one file.
    #[error("文件中不止一张凭证：{0}。请一张凭证一个文件")]
    Several(String),
    /// The file says two things about the same number, day or amount.
    #[error(
        "文件自相矛盾，没有采用任何一个：{0}。请向开具方索取原件，或到全国增值税发票查验平台（银行网站）查验"
    )]
    Contradiction(String),
    /// What stands where money should stand is none.
    #[error("{what}“{found}”不是金额（应为人民币元，最多两位小数，例如 566037.74）：{why}")]
    Money {
        /// Which amount.
        what: String,
        /// What stands there, shortened.
        found: String,
        /// What is wrong with it.
        why: String,
    },
}

/// What a message repeats of a text that a stranger wrote.
pub(super) fn shown(text: &str) -> String {
    let line = domain::text::one_line(text);
    let mut shown: String = line.chars().take(60).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    shown
}
