//! What a column is, its values tell: a column whose heading is not known, and whose values are mostly patent numbers, is
//! a column of patents. Whoever sent the list is shown the proposal; above [`CERTAIN`] it is followed without asking.

use domain::catalogue::achievement::Price;
use domain::catalogue::patent::PatentNumber;
use domain::people::county;
use serde::{Deserialize, Serialize};

use crate::cell::{Cell, RawRow};
use crate::headings;
use crate::layout::Column;
use crate::target::{Field, Target};
use crate::value::{day, maturity, mode, patent, place, price};

/// Percent of values that must fit before a field is proposed, and before it is taken without asking.
const PROPOSED: u8 = 60;
/// From here on a proposal is followed where nobody is asked.
pub const CERTAIN: u8 = 80;
/// What is only likely, however many values fit: it is shown, never followed by itself.
const LIKELY: u8 = 70;
/// Characters from which a text is a description.
const LONG: usize = 60;

/// A field that fits the values of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Where the column may go.
    pub field: Field,
    /// How sure that is, in percent.
    pub certainty: u8,
}

impl Proposal {
    /// Whether it is followed without asking.
    pub fn is_certain(&self) -> bool {
        self.certainty >= CERTAIN
    }
}

/// Proposes fields for the columns whose heading says none, and for rights that turn out to be patents.
pub(crate) fn propose(columns: &mut [Column], rows: &[&RawRow]) {
    let mut taken: Vec<Field> = columns
        .iter()
        .filter_map(|column| field_of(column.target))
        .collect();
    let mut longest: Option<(usize, usize)> = None;
    for (at, column) in columns.iter_mut().enumerate() {
        let texts: Vec<String> = rows
            .iter()
            .map(|row| row.cell(at))
            .filter(|cell| !cell.is_blank())
            .map(text_of)
            .collect();
        let target = column.target;
        let open = target == Target::Note || target == Target::Field(Field::OtherRights);
        if !open || texts.is_empty() {
            continue;
        }
        let heading = headings::fold(&column.heading);
        let found = KINDS
            .iter()
            .filter(|kind| target == Target::Note || kind.field == Field::Patents)
            .find_map(|kind| {
                let free = !taken.contains(&kind.field) || kind.field.takes_several_columns();
                free.then(|| kind.judge(&heading, &texts)).flatten()
            });
        if let Some(proposal) = found {
            taken.push(proposal.field);
            column.proposal = Some(proposal);
        } else if target == Target::Note {
            let mean = texts.iter().map(|text| text.chars().count()).sum::<usize>() / texts.len();
            if mean >= LONG
                && longest.is_none_or(|(_, length)| mean > length)
                && !says(&heading, &NO_ABSTRACT)
            {
                longest = Some((at, mean));
            }
        }
    }
    if let Some((at, _)) = longest.filter(|_| !taken.contains(&Field::Abstract)) {
        let speaks = says(&headings::fold(&columns[at].heading), &ABSTRACTS);
        columns[at].proposal = Some(Proposal {
            field: Field::Abstract,
            certainty: if speaks { 90 } else { LIKELY },
        });
    }
}

fn field_of(target: Target) -> Option<Field> {
    match target {
        Target::Field(field) => Some(field),
        Target::Note | Target::Ignore => None,
    }
}

fn text_of(cell: &Cell) -> String {
    cell.text().trim().to_owned()
}

fn says(heading: &str, words: &[&str]) -> bool {
    words.iter().any(|word| heading.contains(word))
}

/// Headings of long texts that describe, and of those that speak of something else.
const ABSTRACTS: [&str; 13] = [
    "内容", "介绍", "简介", "摘要", "技术", "成果", "特点", "描述", "概述", "原理", "指标", "创新",
    "概况",
];
const NO_ABSTRACT: [&str; 9] = [
    "前景", "效益", "市场", "备注", "推广", "获奖", "荣誉", "意见", "团队",
];
/// Headings of days that are not those of completion.
const OTHER_DAYS: [&str; 20] = [
    "立项", "申请", "授权", "公开", "公告", "公布", "发布", "开始", "起始", "截止", "到期", "登记",
    "入库", "出生", "填报", "更新", "批准", "受理", "签订", "缴费",
];
const FIELDS: [&str; 32] = [
    "新材料",
    "电子信息",
    "信息技术",
    "生物医药",
    "医药",
    "农业",
    "装备制造",
    "先进制造",
    "制造业",
    "新能源",
    "能源",
    "节能环保",
    "环保",
    "化工",
    "冶金",
    "矿业",
    "煤炭",
    "航空航天",
    "交通",
    "建筑",
    "食品",
    "医疗",
    "人工智能",
    "机械",
    "材料",
    "软件",
    "生物技术",
    "电力",
    "林业",
    "畜牧",
    "水利",
    "海洋",
];

/// One kind of values.
struct Kind {
    field: Field,
    /// Whether a text is such a value.
    fits: fn(&str) -> bool,
    /// How certain a column of nothing but such values is, by its heading; nothing when the heading speaks against it.
    certainty: fn(&str) -> Option<u8>,
}

const KINDS: [Kind; 9] = [
    Kind {
        field: Field::Patents,
        fits: holds_patent,
        certainty: |_| Some(100),
    },
    Kind {
        field: Field::Modes,
        fits: is_modes,
        certainty: |_| Some(100),
    },
    Kind {
        field: Field::Price,
        fits: is_price,
        certainty: |heading| {
            if says(
                heading,
                &[
                    "投资", "产值", "收入", "利润", "经费", "成本", "效益", "规模",
                ],
            ) {
                None
            } else {
                Some(LIKELY)
            }
        },
    },
    Kind {
        field: Field::Maturity,
        fits: is_maturity,
        certainty: |_| Some(100),
    },
    Kind {
        field: Field::Year,
        fits: |text| {
            text.chars().count() >= 4 && matches!(day::parse_year(text), Ok(Some(1950..=2100)))
        },
        certainty: |heading| {
            if says(heading, &OTHER_DAYS) {
                None
            } else {
                Some(if says(heading, &["完成", "结题", "研制", "取得"]) {
                    90
                } else {
                    LIKELY
                })
            }
        },
    },
    Kind {
        field: Field::County,
        fits: |text| county::find(&place::county(text)).is_some(),
        certainty: |_| Some(95),
    },
    Kind {
        field: Field::Contact,
        fits: is_contact,
        certainty: |heading| {
            Some(if says(heading, &["传真", "网址"]) {
                return None;
            } else {
                85
            })
        },
    },
    Kind {
        field: Field::Field,
        fits: is_field,
        certainty: |heading| {
            Some(
                if says(heading, &["领域", "方向", "行业", "类别", "分类", "产业"]) {
                    90
                } else {
                    LIKELY
                },
            )
        },
    },
    Kind {
        field: Field::Completers,
        fits: is_names,
        certainty: of_names,
    },
];

impl Kind {
    fn judge(&self, heading: &str, texts: &[String]) -> Option<Proposal> {
        let most = (self.certainty)(heading)?;
        let said: Vec<&String> = texts
            .iter()
            .filter(|text| !crate::value::is_nothing(text))
            .collect();
        let fitting = said.iter().filter(|text| (self.fits)(text)).count();
        let share = u8::try_from(fitting * 100 / said.len().max(1)).unwrap_or(0);
        if self.field == Field::Patents {
            // A check digit is no accident: where the heading speaks of rights and one row of three has a number, the others
            // have none.
            let enough = if says(heading, &["专利", "产权"]) {
                30
            } else {
                PROPOSED
            };
            return (share >= enough).then_some(Proposal {
                field: self.field,
                certainty: share.max(CERTAIN),
            });
        }
        // One or two words may be an accident, unless the heading speaks of such values.
        let few = said.len() < 3
            && !(self.field == Field::Modes
                && says(heading, &["意向", "方式", "合作", "转化", "转让"]));
        let certainty = share.min(most).min(if few { LIKELY } else { 100 });
        (share >= PROPOSED).then_some(Proposal {
            field: self.field,
            certainty,
        })
    }
}

/// Whether a text holds a patent number whose check digit fits.
pub(crate) fn holds_patent(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 9
        && (PatentNumber::parse(text).is_ok() || !patent::parse(text, false).inputs.is_empty())
}

/// Whether a text says ways of passing an achievement on, and nothing else.
pub(crate) fn is_modes(text: &str) -> bool {
    text.chars().count() <= 60 && mode::parse(text).is_ok_and(|found| !found.modes.is_empty())
}

fn is_price(text: &str) -> bool {
    let has_unit = text.contains(['元', '万', '￥', '¥']);
    match price::parse(text, None, false) {
        Ok(Price::Negotiable) => text.contains("议"),
        Ok(Price::Fixed { .. } | Price::Range { .. }) => has_unit,
        Err(_) => false,
    }
}

fn is_maturity(text: &str) -> bool {
    let in_words = text.chars().any(|c| !c.is_ascii_digit() && c != '.');
    in_words && text.chars().count() <= 16 && matches!(maturity::parse(text), Ok(Some(_)))
}

fn is_contact(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let mail = text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let only = text.chars().all(|c| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '-' | '+' | '(' | ')' | '/' | '；' | ';' | '、')
    });
    let telephone = only
        && ((text.contains('-') && digits >= 10) || (digits == 11 && text.trim().starts_with('1')));
    mail || telephone
}

fn is_field(text: &str) -> bool {
    text.chars().count() <= 16 && FIELDS.iter().any(|field| text.contains(field))
}

fn is_names(text: &str) -> bool {
    const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤甲乙丙";
    let names = crate::value::list::names(text);
    !names.is_empty()
        && names.iter().all(|name| {
            let length = name.chars().count();
            (2..=4).contains(&length)
                && name
                    .chars()
                    .next()
                    .is_some_and(|first| SURNAMES.contains(first))
        })
}

fn of_names(heading: &str) -> Option<u8> {
    if says(
        heading,
        &[
            "推荐",
            "填表",
            "审核",
            "填报",
            "经办",
            "联系",
            "联络",
            "法人",
            "代表人",
        ],
    ) {
        None
    } else if says(
        heading,
        &[
            "发明", "完成", "设计", "研究", "研发", "作者", "成员", "团队", "负责",
        ],
    ) {
        Some(90)
    } else {
        Some(LIKELY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(heading: &str, values: &[&str]) -> Option<(&'static str, bool)> {
        let mut columns = vec![Column::new(heading, Target::Note)];
        let rows: Vec<RawRow> = values
            .iter()
            .map(|value| RawRow {
                cells: vec![Cell::from_text(value)],
                ..RawRow::default()
            })
            .collect();
        propose(&mut columns, &rows.iter().collect::<Vec<_>>());
        columns[0]
            .proposal
            .as_ref()
            .map(|proposal| (proposal.field.name(), proposal.is_certain()))
    }

    #[test]
    fn a_column_is_what_its_values_are() {
        let long = "本成果采用卷对卷工艺制备石墨烯导热膜，面内导热系数高，厚度均匀，可用于芯片与电池的散热，已经在多家单位试用，效果良好，运行稳定，维护方便。";
        for (heading, values, field) in [
            (
                "产权",
                &["ZL201710601862.3", "发明专利：201710431918.5", "无"][..],
                ("patents", true),
            ),
            ("对外", &["转让", "许可、转让", "均可"], ("modes", true)),
            ("合作意向", &["转让"], ("modes", true)),
            ("进度", &["中试", "小试阶段", "已量产"], ("maturity", true)),
            ("备考", &["50万元", "面议", "20-30万"], ("price", false)),
            ("属于", &["忻府区", "代县", "原平"], ("county", true)),
            ("方向", &["新材料", "现代农业", "节能环保"], ("field", true)),
            (
                "发明者",
                &["王某、李某", "张三", "赵四"],
                ("completers", true),
            ),
            ("技术要点", &[long, long, long], ("abstract", true)),
            ("其它", &[long], ("abstract", false)),
        ] {
            assert_eq!(proposed(heading, values), Some(field), "{heading}");
        }
    }

    #[test]
    fn what_is_mixed_or_means_something_else_is_left_alone() {
        for (heading, values) in [
            ("备注", &["好", "转让", "另见附件"][..]),
            ("立项时间", &["2019", "2020", "2021"]),
            ("年产值", &["50万元", "60万元", "70万元"]),
            ("编码", &["1", "2", "3"]),
        ] {
            assert_eq!(proposed(heading, values), None, "{heading}");
        }
    }
}
