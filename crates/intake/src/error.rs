//! Why a whole file cannot be read. They reach people as they are, in Chinese: what is wrong, what to do.
//! What is wrong with one row is no error but a [`crate::Problem`].

/// The file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be opened or read from its place.
    #[error("文件无法打开：{0}")]
    Open(#[from] std::io::Error),
    /// No bytes, or only white space.
    #[error("文件是空的，请检查是否选错了文件")]
    Empty,
    /// Larger than [`crate::limits::FILE_BYTES`].
    #[error("文件过大（{found_mib} MiB），最多 {most_mib} MiB，请拆分后分次导入")]
    TooLarge {
        /// Size in MiB.
        found_mib: u64,
        /// Largest size in MiB.
        most_mib: u64,
    },
    /// None of the formats that can be imported; the text says what it looks like.
    #[error("{0}。可以导入 .xlsx、.xls、.csv 和 .jsonl 文件，请另存为其中一种再导入")]
    Format(&'static str),
    /// Protected by a password.
    #[error("工作簿有打开密码，无法读取。请在 Excel 中取消密码（文件—信息—保护工作簿）后再导入")]
    Encrypted,
    /// Would unpack to far more than a spreadsheet ever holds.
    #[error(
        "工作簿解压后过大（{0}），不像正常的表格，没有导入。请拆分，或新建工作簿只复制数据后再导入"
    )]
    Bomb(String),
    /// Damaged.
    #[error("文件已损坏或不完整（{0}）。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入")]
    Broken(String),
    /// No heading row in any sheet.
    #[error(
        "没有找到表头：需要一行写有“成果名称”等列名，例如：成果名称、成果摘要、关键词、应用领域。可以下载模板后填写"
    )]
    NoHeading,
    /// A heading row and nothing below it.
    #[error("只有表头，没有数据行")]
    NoRows,
}
