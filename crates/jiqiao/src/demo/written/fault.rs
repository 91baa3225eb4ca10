//! What is wrong in the files, said so that whoever wrote them finds it: file, line, and what would be right.

use std::fmt;

use domain::field::FieldError;

use super::Place;

/// More than a person mends at once are not told.
const MOST: usize = 50;

/// Everything that is wrong, a line each.
#[derive(Debug, Default)]
pub(in crate::demo) struct Faults(Vec<String>);

impl Faults {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn note(&mut self, place: &Place, what: impl fmt::Display) {
        self.push(format!("{} 第 {} 行：{what}", place.file, place.line));
    }

    /// What is wrong with a whole file.
    pub(super) fn about(&mut self, file: &str, what: impl fmt::Display) {
        self.push(format!("{file}：{what}"));
    }

    /// What the market would refuse.
    pub(super) fn refused<T>(
        &mut self,
        place: &Place,
        who: &str,
        checked: Result<T, Vec<FieldError>>,
    ) -> Option<T> {
        match checked {
            Ok(checked) => Some(checked),
            Err(errors) => {
                for error in errors {
                    self.note(
                        place,
                        format!("“{who}”的 {}：{}", error.field, error.message),
                    );
                }
                None
            }
        }
    }

    fn push(&mut self, fault: String) {
        if self.0.len() < MOST {
            self.0.push(fault);
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "演示数据有误，请改正后重新启动")?;
        self.0
            .iter()
            .try_for_each(|fault| write!(out, "\n  {fault}"))
    }
}

impl std::error::Error for Faults {}

/// The line of a place in a text, counted from one.
pub(super) fn line_at(text: &str, spot: usize) -> usize {
    let before = text.as_bytes().iter().take(spot);
    before.filter(|byte| **byte == b'\n').count() + 1
}

/// What the reader of TOML says in English, in Chinese.
pub(super) fn said_in_chinese(message: &str) -> String {
    // Names stand between backticks: the wrong one first, then those that would be right.
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (first, others) = match names.split_first() {
        Some((first, others)) => (*first, others.join("、")),
        None => ("", String::new()),
    };
    let starts = |with: &str| message.starts_with(with);
    if starts("unknown field") {
        format!("不认识“{first}”，这里可以写：{others}")
    } else if starts("missing field") {
        format!("缺少“{first}”")
    } else if starts("unknown variant") {
        format!("不能写“{first}”，应为：{others}")
    } else if starts("invalid type") || starts("invalid value") {
        format!("这里应写{}", expected(message))
    } else if starts("invalid length") {
        "列表的项数不对：数值和单位应成对写，例如 [\"稳产期\", \"月\"]".to_owned()
    } else if message.contains("duplicate key") {
        "同一项写了两次".to_owned()
    } else {
        "不符合 TOML 的写法：检查引号、等号和方括号是否成对，文字要加引号".to_owned()
    }
}

fn expected(message: &str) -> &'static str {
    let expected = message.rsplit("expected ").next().unwrap_or_default();
    match expected {
        "a string" => "文字（加引号）",
        "i64" | "usize" => "整数（不加引号）",
        "a boolean" => "true 或 false",
        "a sequence" => "列表，例如 [\"甲\", \"乙\"]",
        "a tuple of size 2" => "两项的列表，例如 [20, 60]",
        _ => "另一种内容：一组数据以 [[名称]] 开头，一项写作 名称 = 内容",
    }
}
