//! Which vocabularies there are, and what each is called.

/// Longest text that is looked up, in characters.
pub const TEXT_AT_MOST: usize = 100;

/// A list from which values are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vocabulary {
    /// 应用领域: by name only.
    Field,
    /// 国民经济行业, GB/T 4754-2017.
    Industry,
    /// 学科, GB/T 13745-2009.
    Subject,
    /// 国际专利分类.
    Ipc,
}

impl Vocabulary {
    /// Every vocabulary.
    pub const ALL: [Self; 4] = [Self::Field, Self::Industry, Self::Subject, Self::Ipc];

    /// As in the API, and as the field of a listing that is chosen from it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Industry => "industry",
            Self::Subject => "subject",
            Self::Ipc => "ipc",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Field => "应用领域",
            Self::Industry => "国民经济行业",
            Self::Subject => "学科",
            Self::Ipc => "IPC 分类号",
        }
    }

    /// Where the list comes from.
    pub fn source(self) -> &'static str {
        match self {
            Self::Field => {
                "《国家重点支持的高新技术领域》（2016）、技术合同认定登记的技术领域与本市产业链（示例）"
            }
            Self::Industry => "GB/T 4754-2017 门类与大类",
            Self::Subject => "GB/T 13745-2009 一级学科",
            Self::Ipc => "IPC 2024.01 部与大类",
        }
    }

    /// How an entry is written.
    pub fn example(self) -> &'static str {
        match self {
            Self::Field => "新材料",
            Self::Industry => "C26 化学原料和化学制品制造业",
            Self::Subject => "430 材料科学",
            Self::Ipc => "C30B 29/36",
        }
    }

    /// Reads [`Vocabulary::as_str`].
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}
