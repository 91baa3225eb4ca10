//! The chain 全链条: from the achievement to the subsidy, on every page of a deal. The product's signature.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::Fen;
use jiff::civil::Date;

/// The seven links of the chain, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// 科技成果.
    Achievement,
    /// 许可意向.
    Request,
    /// 交易洽谈.
    Deal,
    /// 技术合同.
    Contract,
    /// 认定登记.
    Registration,
    /// 支付.
    Payments,
    /// 补助.
    Subsidy,
}

impl Stage {
    /// Every link, in order.
    pub const ALL: [Self; 7] = [
        Self::Achievement,
        Self::Request,
        Self::Deal,
        Self::Contract,
        Self::Registration,
        Self::Payments,
        Self::Subsidy,
    ];

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Achievement => "科技成果",
            Self::Request => "许可意向",
            Self::Deal => "交易洽谈",
            Self::Contract => "技术合同",
            Self::Registration => "认定登记",
            Self::Payments => "合同支付",
            Self::Subsidy => "补助拨付",
        }
    }
}

/// How far one link is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    /// Not begun.
    #[default]
    Waiting,
    /// In work.
    Current,
    /// Done.
    Done,
    /// Declined, cancelled or refused: the chain ends here.
    Stopped,
}

impl StepState {
    /// The class in the stylesheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Current => "current",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }

    /// The word for who cannot see the colour.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "未开始",
            Self::Current => "进行中",
            Self::Done => "已完成",
            Self::Stopped => "已终止",
        }
    }
}

/// One link of the chain.
#[derive(Clone, Debug)]
pub struct ChainStep {
    /// Which link.
    pub stage: Stage,
    /// How far it is.
    pub state: StepState,
    /// Its own word for how it stands, such as `已签署`; the state's word when empty.
    pub word: String,
    /// The day that counts: of completion, or since when it waits.
    pub on: Option<Date>,
    /// Person or organisation that acted or is to act.
    pub who: String,
    /// A sum that belongs to it: contract value, amount paid, subsidy.
    pub amount: Option<Fen>,
    /// Its page; empty when there is none yet or the reader may not see it.
    pub href: String,
}

impl ChainStep {
    /// A link in this state, with nothing else known.
    pub fn new(stage: Stage, state: StepState) -> Self {
        Self {
            stage,
            state,
            word: String::new(),
            on: None,
            who: String::new(),
            amount: None,
            href: String::new(),
        }
    }

    /// The word that is shown.
    pub fn shown_word(&self) -> &str {
        if self.word.is_empty() {
            self.state.word()
        } else {
            &self.word
        }
    }

    /// The day, in Chinese.
    pub fn day(&self) -> Option<String> {
        self.on.map(domain::time::chinese_day)
    }
}

/// All seven links, and the one whose page this is.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/parts/chain.html")]
pub struct Chain {
    /// In order; always all seven.
    pub steps: Vec<ChainStep>,
    /// The page the reader is on.
    pub here: Stage,
}

impl HtmlSafe for Chain {}

impl Chain {
    /// A chain from the links that were reached; the others wait.
    pub fn new(here: Stage, reached: Vec<ChainStep>) -> Self {
        let step = |stage| reached.iter().find(|step| step.stage == stage).cloned();
        let steps = Stage::ALL
            .map(|stage| step(stage).unwrap_or_else(|| ChainStep::new(stage, StepState::Waiting)));
        Self {
            steps: steps.into(),
            here,
        }
    }
}
