//! Where the demonstration leaves each listing: most are on offer, some wait for someone.

use crate::demo::random::Random;

/// Where a listing ends up, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::demo) enum Standing {
    /// 已发布.
    Published {
        /// Days since it was first published.
        published_days_ago: i64,
        /// Days since it was last published or confirmed.
        confirmed_days_ago: i64,
    },
    /// 待审核.
    Submitted {
        /// Days since it was submitted.
        days_ago: i64,
    },
    /// 已退回.
    Returned {
        /// What the reviewer wrote.
        reason: &'static str,
        /// Days since.
        days_ago: i64,
    },
    /// 草稿.
    Draft,
    /// 已撤回.
    Withdrawn {
        /// What the seller wrote.
        reason: &'static str,
        /// Days since.
        days_ago: i64,
    },
}

const RETURNED: [&str; 4] = [
    "指标对比请注明测试条件和数据来源，方便企业核对后重新提交。",
    "成熟度与摘要所述进展不完全一致，请核对成熟度等级或补充中试情况。",
    "请补充目标用户和应用条件，例如适用的规模、原料要求和场地要求。",
    "联系人电话请填写可在工作时间接通的号码；价格区间较宽，请说明各档对应的转化方式。",
];

const WITHDRAWN: [&str; 3] = [
    "该成果已与企业签订独占许可合同，不再对外转化。",
    "团队正在升级第二代技术，待完成中试后重新发布。",
    "权利人之间对收益分配尚未达成一致，暂停转化。",
];

/// The standing of one listing: only the third of a technology is anything but freshly on offer.
pub(super) fn of(technology: usize, variant: usize) -> Standing {
    let mut random = Random::named(&format!("standing {technology} {variant}"));
    // 37 and 100 have no common factor: the hundred technologies are dealt into hundred different places.
    let place = technology * 37 % 100;
    if variant == 2 {
        match place {
            0..15 => {
                return Standing::Submitted {
                    days_ago: random.between(0, 9),
                };
            }
            15..23 => {
                return Standing::Returned {
                    reason: RETURNED[place % RETURNED.len()],
                    days_ago: random.between(2, 30),
                };
            }
            23..35 => return Standing::Draft,
            35..40 => {
                return Standing::Withdrawn {
                    reason: WITHDRAWN[place % WITHDRAWN.len()],
                    days_ago: random.between(5, 90),
                };
            }
            // Not confirmed for more than a year: shown as stale; beyond two years: no longer in the result list.
            40..65 => {
                let confirmed_days_ago = if place < 60 {
                    random.between(370, 640)
                } else {
                    random.between(740, 800)
                };
                return Standing::Published {
                    published_days_ago: confirmed_days_ago,
                    confirmed_days_ago,
                };
            }
            _ => {}
        }
    }
    let confirmed_days_ago = random.between(2, 320);
    // The first two are older than every request of the script; the third may be new in the market.
    let published_days_ago = if variant < 2 {
        random.between(340, 690)
    } else {
        confirmed_days_ago
    };
    Standing::Published {
        published_days_ago,
        confirmed_days_ago,
    }
}

impl Standing {
    /// How long ago the listing was first published, or entered when it is not.
    pub(super) fn entered_days_ago(self) -> i64 {
        match self {
            Self::Published {
                published_days_ago, ..
            } => published_days_ago,
            Self::Submitted { days_ago }
            | Self::Returned { days_ago, .. }
            | Self::Withdrawn { days_ago, .. } => days_ago,
            Self::Draft => 0,
        }
    }
}
