//! The shape of a written technology (`demo/achievements`), and the words that its listings share.
//!
//! What it is not: a generator of text. Every sentence about a technology is written by hand; only the sentences
//! about figures and progress are put together here, from the figures and the maturity themselves.

use serde::Deserialize;
use toml::Spanned;

/// A technology field with its technologies: a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct Field {
    /// As a listing names it.
    pub(in crate::demo) name: String,
    /// Two letters for numbers of its listings.
    pub(in crate::demo) code: String,
    /// Organisations that work in it, by key (`city`); the technologies are dealt out in turn.
    pub(in crate::demo) sellers: Vec<String>,
    /// Its technologies.
    #[serde(default, rename = "technology")]
    pub(in crate::demo) technologies: Vec<Spanned<Technology>>,
}

/// What kind of thing a technology is: decides how its progress is told and how it passes to a buyer.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::demo) enum Form {
    /// A material.
    Material,
    /// A process.
    Process,
    /// A machine or device.
    Equipment,
    /// Software or a system.
    Software,
    /// A way to grow or breed.
    Growing,
    /// A food or a medicine.
    Product,
}

/// One technology; its variants are listings of their own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct Technology {
    /// What kind of thing it is.
    pub(super) form: Form,
    /// Technology readiness level of its first variant; the others may be a step less far.
    pub(in crate::demo) level: i64,
    /// What is asked at least and at most, in 10,000 yuan.
    pub(in crate::demo) price_wan: (i64, i64),
    /// IPC symbols.
    pub(super) ipc: Vec<String>,
    /// GB/T 4754-2017.
    pub(super) industry: String,
    /// GB/T 13745.
    pub(super) subject: String,
    /// Core keywords.
    pub(super) keywords: Vec<String>,
    /// One sentence; `{}` is the variant's object.
    pub(super) summary: String,
    /// What is wrong today; `{}` is the variant's object.
    pub(super) problem: String,
    /// How it works; `{}` is the variant's object.
    pub(super) method: String,
    /// What is measured, with its unit.
    indicators: Vec<(String, String)>,
    /// Its listings.
    #[serde(default, rename = "variant")]
    pub(in crate::demo) variants: Vec<Spanned<Variant>>,
}

/// One listing of a technology. What it does not say itself, it takes from its technology.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct Variant {
    /// Title, unique in the catalogue.
    pub(in crate::demo) title: String,
    /// What fills the slots of the technology's sentences.
    pub(super) object: String,
    /// Where it is used, as a sentence.
    pub(super) usage: String,
    /// Its own summary, or empty.
    #[serde(default)]
    summary: String,
    /// Its own problem, or empty.
    #[serde(default)]
    problem: String,
    /// Its own method, or empty.
    #[serde(default)]
    method: String,
    /// Its own indicators, or none.
    #[serde(default)]
    indicators: Vec<(String, String)>,
    /// Its figure and the incumbent's, for each indicator.
    pub(in crate::demo) figures: Vec<(String, String)>,
    /// Division code of the county of origin; empty: where the seller is.
    #[serde(default)]
    pub(in crate::demo) county: String,
}

impl Technology {
    /// The summary of a variant.
    pub(super) fn summary_of(&self, variant: &Variant) -> String {
        own_or_filled(&variant.summary, &self.summary, &variant.object)
    }

    /// The problem that a variant solves.
    pub(super) fn problem_of(&self, variant: &Variant) -> String {
        own_or_filled(&variant.problem, &self.problem, &variant.object)
    }

    /// How a variant works.
    pub(super) fn method_of(&self, variant: &Variant) -> String {
        own_or_filled(&variant.method, &self.method, &variant.object)
    }

    /// What is measured of a variant: indicator, unit, its figure, the incumbent's.
    pub(super) fn figures_of<'t>(&'t self, variant: &'t Variant) -> Vec<[&'t str; 4]> {
        let rows = self.indicators_of(variant).iter().zip(&variant.figures);
        rows.map(|((indicator, unit), (ours, incumbent))| {
            [indicator, unit, ours, incumbent].map(String::as_str)
        })
        .collect()
    }

    /// What is measured of a variant.
    pub(in crate::demo) fn indicators_of<'t>(
        &'t self,
        variant: &'t Variant,
    ) -> &'t [(String, String)] {
        if variant.indicators.is_empty() {
            &self.indicators
        } else {
            &variant.indicators
        }
    }
}

fn own_or_filled(own: &str, shared: &str, object: &str) -> String {
    if own.is_empty() {
        shared.replace("{}", object)
    } else {
        own.to_owned()
    }
}

/// `导热系数由400 W/(m·K)提高到1500 W/(m·K)`.
pub(super) fn comparison(indicator: &str, unit: &str, ours: &str, incumbent: &str) -> String {
    // A space between a figure and a unit in Latin letters, none before a Chinese one or a percent sign.
    let joint = if unit.starts_with(|c: char| c.is_ascii_alphabetic()) {
        " "
    } else {
        ""
    };
    // Nothing to compare with: the old way does not have it at all.
    if incumbent == "0" {
        return format!("{indicator}达到{ours}{joint}{unit}");
    }
    let verb = match (ours.parse::<f64>(), incumbent.parse::<f64>()) {
        (Ok(ours), Ok(incumbent)) if ours < incumbent => "降至",
        (Ok(_), Ok(_)) => "提高到",
        (Err(_), _) | (_, Err(_)) => "变为",
    };
    format!("{indicator}由{incumbent}{joint}{unit}{verb}{ours}{joint}{unit}")
}

/// How the sentence with the figures begins, by how far the technology is.
pub(super) fn evidence(form: Form, level: i64) -> &'static [&'static str] {
    match (form, level) {
        (_, ..=3) => &["实验室测得", "初步试验显示，"],
        (Form::Growing, 4..=7) => &["两年田间对比试验表明，", "与当地常规做法相比，"],
        (Form::Growing, _) => &["多点示范表明，", "与当地常规做法相比，"],
        (Form::Software, 4..=7) => &["试点运行表明，", "与原有方式相比，"],
        (Form::Software, _) => &["多家用户应用表明，", "与原有方式相比，"],
        (Form::Material | Form::Process | Form::Equipment | Form::Product, 4 | 5) => {
            &["小试结果表明，", "对比试验中，"]
        }
        (Form::Material | Form::Process | Form::Equipment | Form::Product, 6 | 7) => {
            &["中试数据表明，", "与现有水平相比，"]
        }
        (Form::Material | Form::Process | Form::Equipment | Form::Product, _) => {
            &["连续生产数据表明，", "与现有水平相比，"]
        }
    }
}

/// What has been done so far, by kind and level.
pub(super) fn progress(form: Form, level: i64) -> &'static [&'static str] {
    match (form, level) {
        (_, ..=2) => &["目前完成原理验证，诚邀企业共同开展后续研究。"],
        (Form::Software, 3) => &["目前完成原型系统，正在征集试点单位。"],
        (Form::Growing, 3) => &["目前完成盆栽和小区试验，正在征集试种基地。"],
        (_, 3) => &["目前完成实验室验证，关键参数已经摸清，正在准备小试。"],
        (Form::Software, 4 | 5) => &[
            "已完成原型系统并在一家单位试用。",
            "已完成核心模块开发，可按用户现场条件部署试用。",
        ],
        (Form::Growing, 4 | 5) => &[
            "已在两个乡镇安排对比试验，技术要点基本定型。",
            "已完成两季小区试验，可提供试种方案。",
        ],
        (Form::Equipment, 4 | 5) => &[
            "已试制样机一台，完成台架试验。",
            "样机已通过功能测试，图纸资料齐全。",
        ],
        (_, 4 | 5) => &[
            "已完成小试，配方和工艺参数基本确定。",
            "小试结果可重复，可为企业送样评价。",
        ],
        (Form::Software, 6 | 7) => &[
            "已在三家单位上线试运行半年以上。",
            "试运行期间系统稳定，可提供现场演示。",
        ],
        (Form::Growing, 6 | 7) => &[
            "已建成百亩连片示范田，编制了技术规程。",
            "已在三个乡镇示范，配套物资可就近采购。",
        ],
        (Form::Equipment, 6 | 7) => &[
            "工程样机已在现场连续运行三个月。",
            "已完成工业样机现场试验，具备定型条件。",
        ],
        (_, 6 | 7) => &[
            "已建成中试线并连续稳定运行，具备放大条件。",
            "中试产品已送用户试用，可提供工艺包。",
        ],
        (Form::Software, _) => &[
            "已形成成熟产品，可在两周内完成部署。",
            "已在多家单位长期使用，有完整的运维文档。",
        ],
        (Form::Growing, _) => &[
            "已在全市推广，配有技术规程和培训教材。",
            "已累计推广万亩以上，可提供全程技术指导。",
        ],
        (Form::Equipment, _) => &[
            "已定型并小批量生产，可提供全套图纸和安装调试服务。",
            "设备已在多家用户现场稳定使用。",
        ],
        (_, _) => &[
            "已实现批量生产，工艺文件齐全，可直接转产。",
            "已有规模化应用，可提供人员培训和开车指导。",
        ],
    }
}
