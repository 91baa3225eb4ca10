//! One row as a listing: each cell goes where its column says, then the listing's own rules decide
//! (`AchievementInput::check`).
//!
//! What rejects a row: a value in a column of a field that cannot be understood, and whatever the listing's rules refuse.
//! A listing with a wrong price or patent number would mislead whoever finds it, and a corrected row is imported in a
//! minute. What does not: columns without a field (kept as notes as they are), and words that leave a field open
//! (`面议`, `申请中`), and classifications that are in no vocabulary (kept as notes, and told). A column whose place was only guessed by its values rejects nothing either: what does not fit there
//! is kept as a note, and told.

mod patents;

use domain::FieldError;
use domain::catalogue::achievement::{AchievementInput, NewAchievement, PatentInput};
use domain::catalogue::vocabulary::Vocabulary;

use crate::cell::Cell;
use crate::layout::Column;
use crate::proposal;
use crate::row::{Problem, shown};
use crate::target::{Field, Target};
use crate::value::patent::Numbered;
use crate::value::{day, list, maturity, mode, place, price, terms};

/// A cell with the column it stands in.
pub(crate) struct Given<'a> {
    pub column: &'a Column,
    pub cell: &'a Cell,
}

/// Whether a missing title may be made from the abstract. Machines send records without one; in a sheet that people
/// filled in, a missing title is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MissingTitle {
    IsAProblem,
    IsTakenFromTheAbstract,
}

/// Understands a row.
pub(crate) fn convert(
    row: &[Given<'_>],
    missing_title: MissingTitle,
) -> Result<(NewAchievement, Vec<Problem>), Vec<Problem>> {
    let mut draft = Draft::default();
    for given in row {
        draft.take(given);
    }
    draft.finish_patents();
    draft.look_through_notes();
    if missing_title == MissingTitle::IsTakenFromTheAbstract && draft.input.title.trim().is_empty()
    {
        let title = title_from(&draft.input.abstract_text);
        if !title.is_empty() {
            draft.input.title = title;
            draft.note(TITLE_SOURCE, "原文无题名，取自摘要首句");
        }
    }
    let mut problems = draft.problems;
    match draft.input.check() {
        Ok(achievement) if problems.is_empty() => return Ok((achievement, draft.notices)),
        Ok(_) => {}
        Err(errors) => {
            // A title that stands in the row above is told as that, not as missing.
            let merged = problems.iter().any(|problem| problem.code == "merged");
            let told = errors
                .into_iter()
                .filter(|error| !(merged && error.field == Field::Title.name()));
            problems.extend(told.map(|error| located(error, row)));
        }
    }
    Err(problems)
}

/// The note that tells that a title was made.
pub(crate) const TITLE_SOURCE: &str = "题名来源";

#[derive(Default)]
struct Draft {
    input: AchievementInput,
    problems: Vec<Problem>,
    notices: Vec<Problem>,
    /// Column and text; they belong to the patents, which may stand further right.
    status: Option<(String, String)>,
    filed_on: Option<(String, String)>,
    /// The patents that were read from text, with what says where they stand.
    numbered: Vec<Numbered>,
}

impl Draft {
    fn take(&mut self, given: &Given<'_>) {
        let Given { column, cell } = given;
        if column.target == Target::Ignore {
            return;
        }
        if let Some(reason) = lost_digits(column.target, cell.value()) {
            let problem = Problem::at(
                &column.heading,
                Field::Title,
                &cell.text(),
                "digits_lost",
                reason,
            );
            let field = field_name(column.target);
            self.problems.push(Problem { field, ..problem });
            return;
        }
        let field = match column.target {
            Target::Field(field) => field,
            Target::Note | Target::Ignore => return self.take_note(column, cell),
        };
        match cell.value() {
            Cell::Empty => {}
            Cell::Picture => self.notice(
                column,
                "picture",
                "",
                "单元格里是图片，没有导入：需要的内容请写成文字",
            ),
            Cell::Error(error) => {
                self.problem(
                    column,
                    field,
                    error,
                    "error_cell",
                    format!("单元格是公式错误 {error}：请改为正确的内容，或留空"),
                );
            }
            Cell::Formula(_) => {
                let reason = "单元格是公式，文件里没有保存它的结果：请在 Excel 中打开并保存一次，或粘贴为数值";
                self.problem(column, field, &cell.text(), "formula_without_value", reason);
            }
            Cell::Json(value) => self.take_json(column, field, value),
            Cell::List(texts) => self.take_list(column, field, texts),
            // A formula that refers to an empty cell saves 0.
            Cell::Number { exact, .. } if exact == "0" && speaks_in_words(field) => {
                self.notice(
                    column,
                    "zero",
                    "0",
                    "单元格的值是 0（多为引用了空单元格的公式），按空白处理",
                );
            }
            value @ (Cell::Text(_)
            | Cell::Number { .. }
            | Cell::Day(_)
            | Cell::Bool(_)
            | Cell::Carried { .. }) => {
                if matches!(field, Field::Title | Field::ExternalNumber)
                    && self.is_merged(column, field, cell)
                {
                    return;
                }
                self.take_text(column, field, value);
            }
        }
    }

    fn take_note(&mut self, column: &Column, cell: &Cell) {
        match cell.value() {
            Cell::Picture => self.notice(
                column,
                "picture",
                "",
                "单元格里是图片，没有导入：需要的内容请写成文字",
            ),
            Cell::Error(error) => self.notice(
                column,
                "error_cell",
                error,
                "单元格是公式错误，没有作为附加信息导入",
            ),
            Cell::Formula(_) => {
                self.notice(
                    column,
                    "formula_without_value",
                    &cell.text(),
                    "单元格是公式，文件里没有保存它的结果，没有作为附加信息导入",
                );
            }
            _ => self.note(&column.heading, &cell.text()),
        }
    }

    /// A patent number, or a mode, that stands among the notes is found by nobody.
    fn look_through_notes(&mut self) {
        let mut found = Vec::new();
        for (heading, text) in self
            .input
            .notes
            .iter()
            .filter(|(heading, _)| *heading != TITLE_SOURCE)
        {
            let known = self
                .input
                .patents
                .iter()
                .any(|patent| text.contains(&patent.number));
            if proposal::holds_patent(text) && !known {
                found.push((heading, text, "附加信息里有专利号，没有作为专利导入：请把这一列对应到“专利号”，或写入专利号列"));
            } else if self.input.modes.is_empty() && proposal::is_modes(text) {
                found.push((
                    heading,
                    text,
                    "附加信息里有转化方式，没有作为转化方式导入：请把这一列对应到“转化方式”",
                ));
            }
        }
        if proposal::holds_patent(&self.input.other_rights) && self.input.patents.is_empty() {
            let problem = Problem::at(
                Field::OtherRights.label(),
                Field::OtherRights,
                &self.input.other_rights,
                "note",
                "“其他知识产权”里有专利号，没有作为专利导入：请写入专利号列",
            );
            self.notices.push(problem);
        }
        for (heading, text, reason) in found {
            self.notices.push(Problem {
                code: "note".into(),
                value: shown(text),
                column: heading.clone(),
                field: "notes".into(),
                reason: reason.into(),
            });
        }
    }

    /// A row whose title stands in the row above belongs to that row.
    fn is_merged(&mut self, column: &Column, field: Field, cell: &Cell) -> bool {
        let Cell::Carried { line, .. } = cell else {
            return false;
        };
        if field == Field::Title {
            let reason = format!(
                "“{}”与第 {line} 行是合并单元格：一行只写一项成果，同一成果的多个专利号、完成人请写在同一单元格，用分号隔开",
                column.heading
            );
            self.problem(column, field, &cell.text(), "merged", reason);
        }
        true
    }

    fn take_text(&mut self, column: &Column, field: Field, value: &Cell) {
        let text = &*value.text();
        if text.trim().is_empty() {
            return;
        }
        let scaled = matches!(value, Cell::Number { scaled: true, .. });
        let input = &mut self.input;
        match field {
            Field::Title => set(&mut input.title, text),
            Field::ExternalNumber => set(&mut input.external_number, text),
            Field::Summary => set(&mut input.summary, text),
            Field::Abstract => set(&mut input.abstract_text, text),
            Field::Problem => set(&mut input.problem, text),
            Field::Field | Field::Industry | Field::Subject => {
                self.take_entry(column, field, value)
            }
            Field::OtherRights => set(&mut input.other_rights, text),
            Field::ContactName => set(&mut input.contact_name, text),
            Field::Contact => join(&mut input.contact, &without_gaps(text)),
            Field::County => input.county = place::county(text),
            Field::Ipc => self.take_symbols(column, &in_parts(text)),
            Field::Keywords => input.keywords.extend(list::keywords(text)),
            Field::Completers => input.completers.extend(list::names(text)),
            Field::CoOwners => input.co_owners.extend(list::split(text)),
            Field::Institutions => input.institutions.extend(list::split(text)),
            Field::Patents => self.take_patents(column, value),
            Field::PatentStatus => self.status = Some((column.heading.clone(), text.to_owned())),
            Field::PatentFiledOn => self.filed_on = Some((column.heading.clone(), text.to_owned())),
            Field::Improvements => self.note(&column.heading, text),
            Field::Maturity => self.understood(
                column,
                field,
                text,
                maturity::parse(text),
                |input, found| input.maturity = found,
            ),
            Field::Price => {
                let found = price::parse(text, column.unit.as_ref(), scaled);
                if found.is_ok() && price::says_more(text) {
                    self.note(&column.heading, text);
                }
                self.understood(column, field, text, found, |input, found| {
                    input.price = found
                })
            }
            Field::Year => self.understood(
                column,
                field,
                text,
                day::parse_year(text),
                |input, found| input.year = found,
            ),
            Field::Trial => self.understood(
                column,
                field,
                text,
                list::yes_or_no(text),
                |input, found| input.trial_offered |= found,
            ),
            Field::ServiceAchievement => self.understood(
                column,
                field,
                text,
                list::yes_or_no(text),
                |input, found| input.service_achievement = found,
            ),
            Field::CoOwnersAgreed => self.understood(
                column,
                field,
                text,
                list::yes_or_no(text),
                |input, found| input.co_owners_agreed = found,
            ),
            Field::Modes => self.take_modes(column, text),
        }
    }

    fn understood<T>(
        &mut self,
        column: &Column,
        field: Field,
        text: &str,
        found: Result<T, String>,
        put: impl FnOnce(&mut AchievementInput, T),
    ) {
        match found {
            Ok(value) => put(&mut self.input, value),
            Err(reason) => self.unread(column, field, text, "unreadable", reason),
        }
    }

    /// What cannot be understood rejects the row, or is a note where the place of the column was only guessed.
    fn unread(
        &mut self,
        column: &Column,
        field: Field,
        text: &str,
        code: &str,
        reason: impl Into<String>,
    ) {
        if column.is_guessed() {
            self.note(&column.heading, text);
            self.notice(
                column,
                "note",
                text,
                &format!(
                    "没有作为“{}”导入，保留为附加信息：{}",
                    field.label(),
                    reason.into()
                ),
            );
        } else {
            self.problem(column, field, text, code, reason);
        }
    }

    /// A value of a vocabulary. What is no entry stays as it is among the notes, and is told: what it means is not for us
    /// to guess.
    fn take_entry(&mut self, column: &Column, field: Field, value: &Cell) {
        let text = value.text();
        match terms::read(field, value) {
            Ok(entry) => match field {
                Field::Industry => set(&mut self.input.industry, &entry),
                Field::Subject => set(&mut self.input.subject, &entry),
                _ => set(&mut self.input.field, &entry),
            },
            Err(reason) => self.unmapped(column, field, &text, &reason),
        }
    }

    fn take_symbols(&mut self, column: &Column, texts: &[String]) {
        for text in texts {
            match Vocabulary::Ipc.parse_several(text) {
                Ok(entries) => {
                    let symbols = entries.iter().map(|entry| entry.written(Vocabulary::Ipc));
                    self.input.ipc.extend(symbols);
                }
                Err(refused) => self.unmapped(column, Field::Ipc, text, &refused.message),
            }
        }
    }

    fn unmapped(&mut self, column: &Column, field: Field, text: &str, reason: &str) {
        if text.trim().is_empty() {
            return;
        }
        let note = self.input.notes.entry(terms::note_of(field));
        join(note.or_default(), text);
        let reason = format!(
            "没有作为“{}”导入，原文保留在附加信息“{}”中：{reason}",
            field.label(),
            terms::note_of(field)
        );
        self.notice(column, "vocabulary", text, &reason);
    }

    fn take_modes(&mut self, column: &Column, text: &str) {
        match mode::parse(text) {
            Ok(found) => {
                self.input.modes.extend(found.modes);
                self.input.trial_offered |= found.trial;
                if !found.words.is_empty() {
                    self.note(&column.heading, text);
                }
            }
            Err(reason) => self.unread(column, Field::Modes, text, "unreadable", reason),
        }
    }

    fn take_list(&mut self, column: &Column, field: Field, texts: &[String]) {
        let input = &mut self.input;
        match field {
            Field::Keywords => input.keywords.extend_from_slice(texts),
            Field::Completers => input.completers.extend_from_slice(texts),
            Field::CoOwners => input.co_owners.extend_from_slice(texts),
            Field::Institutions => input.institutions.extend_from_slice(texts),
            Field::Ipc => self.take_symbols(column, texts),
            Field::Patents | Field::Modes | Field::Contact => {
                self.take_text(column, field, &Cell::Text(texts.join("；")))
            }
            Field::Title
            | Field::ExternalNumber
            | Field::Summary
            | Field::Abstract
            | Field::Problem
            | Field::Improvements
            | Field::Field
            | Field::Industry
            | Field::Subject
            | Field::Maturity
            | Field::CoOwnersAgreed
            | Field::PatentStatus
            | Field::PatentFiledOn
            | Field::OtherRights
            | Field::Price
            | Field::Trial
            | Field::ServiceAchievement
            | Field::ContactName
            | Field::County
            | Field::Year => self.unread(
                column,
                field,
                &texts.join("；"),
                "wrong_type",
                "这里应是一个值，不是数组",
            ),
        }
    }

    /// The parts of a listing that have parts themselves, as the API and the export write them.
    fn take_json(&mut self, column: &Column, field: Field, value: &serde_json::Value) {
        let input = &mut self.input;
        let taken = match field {
            Field::Maturity => {
                serde_json::from_value(value.clone()).map(|found| input.maturity = Some(found))
            }
            Field::Price => serde_json::from_value(value.clone()).map(|found| input.price = found),
            Field::Patents => serde_json::from_value::<Vec<PatentInput>>(value.clone())
                .map(|found| input.patents.extend(found)),
            Field::Improvements => {
                serde_json::from_value(value.clone()).map(|found| input.improvements = found)
            }
            _ => Err(serde::de::Error::custom("应是文字或数字")),
        };
        if let Err(error) = taken {
            self.unread(
                column,
                field,
                &value.to_string(),
                "wrong_type",
                format!("类型不对：{error}"),
            );
        }
    }

    fn notice(&mut self, column: &Column, code: &str, value: &str, reason: &str) {
        let notice = Problem {
            column: column.heading.clone(),
            field: field_name(column.target),
            value: shown(value),
            code: code.into(),
            reason: reason.into(),
        };
        self.notices.push(notice);
    }

    fn note(&mut self, heading: &str, text: &str) {
        if !text.trim().is_empty() {
            self.input.notes.insert(heading.to_owned(), text.to_owned());
        }
    }

    fn problem(
        &mut self,
        column: &Column,
        field: Field,
        value: &str,
        code: &str,
        reason: impl Into<String>,
    ) {
        self.problems
            .push(Problem::at(&column.heading, field, value, code, reason));
    }
}

fn field_name(target: Target) -> String {
    match target {
        Target::Field(field) => field.name().to_owned(),
        Target::Note | Target::Ignore => "notes".to_owned(),
    }
}

/// Fields in which a lone 0 says nothing.
fn speaks_in_words(field: Field) -> bool {
    matches!(
        field,
        Field::Title
            | Field::Summary
            | Field::Abstract
            | Field::Problem
            | Field::Field
            | Field::Industry
            | Field::Subject
            | Field::Keywords
            | Field::Completers
            | Field::CoOwners
            | Field::Institutions
            | Field::OtherRights
            | Field::ContactName
            | Field::Contact
            | Field::County
            | Field::Modes
    )
}

/// Why the digits of a cell are no longer those that were typed: a spreadsheet keeps 15, writes long numbers as
/// `1.38E+10` into text, and makes days of what looks like one.
pub(crate) fn lost_digits(target: Target, cell: &Cell) -> Option<String> {
    let help = "请把这一列设为“文本”格式，重新填写完整的号码";
    match cell {
        Cell::Number { exact, .. } => {
            let digits = exact
                .split('.')
                .next()
                .unwrap_or_default()
                .bytes()
                .filter(u8::is_ascii_digit)
                .count();
            (digits > 15).then(|| format!("数字超过 15 位，表格程序已把后面的数字改成 0：{help}"))
        }
        Cell::Text(text) => {
            let named = matches!(
                target,
                Target::Note
                    | Target::Field(
                        Field::ExternalNumber | Field::Contact | Field::Patents | Field::Title
                    )
            );
            let plain = domain::text::half_width(text.trim()).to_uppercase();
            let (mantissa, exponent) = plain.split_once("E+")?;
            let digits = |text: &str| {
                !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            };
            (named && digits(mantissa) && digits(exponent) && mantissa.len() <= 18).then(|| {
                format!(
                    "“{}”是表格程序缩写的长数字，原来的数字已经丢失：{help}",
                    text.trim()
                )
            })
        }
        // `2024-1` that became the first of January of 2024.
        Cell::Day(day)
            if matches!(
                target,
                Target::Field(Field::ExternalNumber | Field::Contact)
            ) =>
        {
            Some(format!(
                "单元格是日期（{day}），多半是表格程序把号码改成了日期：{help}"
            ))
        }
        _ => None,
    }
}

/// A text that names several symbols; one that names a class by its title is one.
fn in_parts(text: &str) -> Vec<String> {
    if Vocabulary::Ipc.parse_several(text).is_ok() {
        vec![text.to_owned()]
    } else {
        list::split(text)
    }
}

/// `0350- 1234567` without the gap beside its hyphen.
fn without_gaps(text: &str) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    if parts.len() == 1 {
        text.to_owned()
    } else {
        parts
            .iter()
            .map(|part| part.trim())
            .collect::<Vec<_>>()
            .join("-")
    }
}

fn set(field: &mut String, text: &str) {
    if field.is_empty() {
        text.clone_into(field);
    }
}

fn join(field: &mut String, text: &str) {
    if !field.is_empty() {
        field.push('；');
    }
    field.push_str(text.trim());
}

/// An error of the listing's rules, with the column where its value stands.
fn located(error: FieldError, row: &[Given<'_>]) -> Problem {
    let (root, rest) = error.field.split_once('/').unwrap_or((&error.field, ""));
    let is_there = |given: &&Given<'_>| match given.column.target {
        Target::Field(field) => field.name() == root,
        Target::Note => root == "notes" && given.column.heading == rest,
        Target::Ignore => false,
    };
    let given = row.iter().find(is_there);
    let label = Field::ALL
        .into_iter()
        .find(|field| field.name() == root)
        .map_or("", Field::label);
    Problem {
        column: given.map_or_else(|| label.to_owned(), |given| given.column.heading.clone()),
        value: given.map_or_else(String::new, |given| shown(&given.cell.text())),
        code: error.code.to_owned(),
        reason: error.message,
        field: error.field,
    }
}

/// The first clause of an abstract that is long enough to say something, at most 40 characters.
fn title_from(abstract_text: &str) -> String {
    let line = domain::text::one_line(abstract_text);
    let mut title = String::new();
    for clause in
        line.split_inclusive(['，', ',', '。', '；', ';', '：', ':', '！', '？', '［', '['])
    {
        title.push_str(clause);
        let said = title
            .trim_matches(|c: char| !c.is_alphanumeric())
            .chars()
            .count();
        if said >= 8 {
            break;
        }
    }
    let cut: String = title
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .chars()
        .take(40)
        .collect();
    cut.trim_end_matches([
        '，', ',', '。', '；', ';', '：', ':', '！', '？', '［', '[', ' ',
    ])
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_first_clause_that_says_something() {
        for (text, title) in [
            (
                "[目的]为解决排版耗时的问题，本文提出方法。",
                "目的]为解决排版耗时的问题",
            ),
            (
                "首先，研究石墨烯导热膜的制备。",
                "首先，研究石墨烯导热膜的制备",
            ),
            ("短。", "短"),
            ("", ""),
        ] {
            assert_eq!(title_from(text), title);
        }
        assert_eq!(title_from(&"长".repeat(100)).chars().count(), 40);
    }
}
