//! From a file to rows, in one pass: sheets find their headings, rows that are no achievements are told apart, duplicates
//! are found, the rest is understood. Runs in a thread of its own that waits when nobody takes its rows.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use domain::catalogue::achievement::NewAchievement;

use crate::cell::{Cell, RawRow, column_letter};
use crate::convert::{Given, MissingTitle, convert, lost_digits};
use crate::error::FileError;
use crate::file::File;
use crate::keys::Keys;
use crate::layout::{Column, Layout};
use crate::mapping::{Mapping, SheetMapping};
use crate::merges::Merges;
use crate::row::{Outcome, Problem, Row, shown};
use crate::source::{self, Event, Flow, Record, SheetStart};
use crate::target::{Field, Target};
use crate::{limits, no_achievement};

/// Rows that wait to be taken, at most.
const WAITING: usize = 64;
/// The heading of a mapping must stand within so many rows.
const CHOSEN_WITHIN: u64 = 1000;

/// The rows of a file, one after the other. When the file turns out to be damaged on the way, the last row says so
/// (code `damaged`): what stood before it is right.
pub struct Rows {
    first: Option<Row>,
    receiver: Receiver<Result<Row, FileError>>,
    sheet: String,
    line: u64,
    ended: bool,
}

/// Reads a file row by row, with its own headings or with a mapping that a person chose.
///
/// # Errors
/// When the file cannot be read at all, has no heading, or no rows.
pub fn read(file: &File, mapping: Option<Mapping>) -> Result<Rows, FileError> {
    let (sender, receiver) = sync_channel(WAITING);
    let file = file.clone();
    thread::spawn(move || {
        let mut reading = Reading::new(mapping, sender);
        let result = source::stream(&file, &mut |event| reading.event(event))
            .and_then(|()| reading.finish());
        if let Err(error) = result {
            // Nobody may be listening any more; then nobody wants to know.
            let _ = reading.sender.send(Err(error));
        }
    });
    match receiver.recv() {
        Ok(Ok(row)) => Ok(Rows {
            sheet: row.sheet.clone(),
            line: row.line,
            first: Some(row),
            receiver,
            ended: false,
        }),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(FileError::Broken("读取意外中断".into())),
    }
}

impl Iterator for Rows {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if let Some(row) = self.first.take() {
            return Some(row);
        }
        if self.ended {
            return None;
        }
        match self.receiver.recv().ok()? {
            Ok(row) => {
                self.sheet.clone_from(&row.sheet);
                self.line = row.line;
                Some(row)
            }
            Err(error) => {
                self.ended = true;
                let reason = format!("第 {} 行以后无法读取，未导入：{error}", self.line);
                Some(Row {
                    sheet: self.sheet.clone(),
                    line: self.line + 1,
                    outcome: Outcome::Problems(vec![Problem::of_row("damaged", reason)]),
                    notices: Vec::new(),
                })
            }
        }
    }
}

struct Reading {
    mapping: Option<Mapping>,
    sender: SyncSender<Result<Row, FileError>>,
    sheet: String,
    state: State,
    /// Where each achievement was first seen: by its number, or by its title when it has none.
    seen: HashMap<Identity, (String, u64)>,
    /// Skipped rows wait until it is clear that the file holds anything at all.
    waiting: Vec<Row>,
    started: bool,
    headings: u64,
    rows: u64,
    /// Bytes of text of all rows so far.
    text: u64,
    /// The sheet is a delimited file: nothing but marks says which value belongs to which column.
    delimited: bool,
}

#[derive(PartialEq, Eq, Hash)]
enum Identity {
    Number(String),
    Title(String),
}

enum State {
    /// Gathers the first rows of a sheet until its heading can be found.
    Gathering {
        rows: Vec<RawRow>,
        merges: Merges,
        chosen: Option<SheetMapping>,
    },
    /// Reads the rows of a sheet.
    Rows {
        layout: Layout,
        merges: Merges,
        beyond: u64,
        written: usize,
    },
    /// Reads objects.
    Records {
        keys: Keys,
        /// The first lines, until it is known what their keys mean.
        first: Option<Vec<Record>>,
    },
    /// Nothing of this sheet is wanted.
    Ignoring,
}

impl Reading {
    fn new(mapping: Option<Mapping>, sender: SyncSender<Result<Row, FileError>>) -> Self {
        Self {
            mapping,
            sender,
            sheet: String::new(),
            state: State::Ignoring,
            seen: HashMap::new(),
            waiting: Vec::new(),
            started: false,
            headings: 0,
            rows: 0,
            text: 0,
            delimited: false,
        }
    }

    fn event(&mut self, event: Event) -> Flow {
        match event {
            Event::Sheet(start) => self.begin(start),
            Event::Row(row) => self.row(row),
            Event::Record(record) => self.record(record),
        }
    }

    fn begin(&mut self, start: SheetStart) -> Flow {
        if self.end_sheet() == Flow::Stop {
            return Flow::Stop;
        }
        self.sheet = start.name;
        self.delimited = !start.encoding.is_empty();
        let chosen = self.mapping.as_ref().map(|mapping| {
            mapping
                .sheets
                .iter()
                .find(|sheet| sheet.sheet == self.sheet)
                .cloned()
        });
        let refused = match chosen {
            Some(None) => Some("未选择导入这张工作表"),
            None if start.hidden => Some("隐藏的工作表，未导入；如需导入请取消隐藏"),
            Some(Some(_)) | None => None,
        };
        if let Some(reason) = refused {
            self.state = State::Ignoring;
            let flow = self.skip(1, format!("工作表“{}”：{reason}", self.sheet));
            return if flow == Flow::Stop {
                Flow::Stop
            } else {
                Flow::NextSheet
            };
        }
        self.state = State::Gathering {
            rows: Vec::new(),
            merges: Merges::new(start.merges),
            chosen: chosen.flatten(),
        };
        Flow::Continue
    }

    fn row(&mut self, row: RawRow) -> Flow {
        match &mut self.state {
            State::Gathering { rows, chosen, .. } => {
                let until = chosen
                    .as_ref()
                    .map_or(0, |chosen| chosen.heading_line.min(CHOSEN_WITHIN) + 3);
                rows.push(row);
                let enough = rows.len() >= limits::HEADING_WITHIN
                    && rows.last().is_some_and(|last| last.line > until);
                if enough {
                    self.settle()
                } else {
                    Flow::Continue
                }
            }
            State::Rows { .. } => self.data_row(row),
            State::Records { .. } | State::Ignoring => Flow::Continue,
        }
    }

    /// Finds the heading among the rows gathered and goes on with them.
    fn settle(&mut self) -> Flow {
        let State::Gathering {
            rows,
            merges,
            chosen,
        } = std::mem::replace(&mut self.state, State::Ignoring)
        else {
            return Flow::Continue;
        };
        let layout = match &chosen {
            None => Layout::find(&rows, &merges),
            Some(chosen) => {
                let targets: Vec<Target> =
                    chosen.columns.iter().map(|column| column.target).collect();
                let at = rows.iter().position(|row| row.line == chosen.heading_line);
                let layout =
                    at.map_or_else(Layout::without_heading, |at| Layout::at(&rows, at, &merges));
                Some(layout.chosen(&targets))
            }
        };
        let Some(layout) = layout else {
            let Some(first) = rows.first() else {
                return Flow::NextSheet;
            };
            let place = if self.sheet.is_empty() {
                "文件".to_owned()
            } else {
                format!("工作表“{}”", self.sheet)
            };
            let flow = self.skip(
                first.line,
                format!("{place}没有可识别的表头（例如“成果名称”），整张未导入"),
            );
            return if flow == Flow::Stop {
                Flow::Stop
            } else {
                Flow::NextSheet
            };
        };
        self.headings += 1;
        let left_out = layout.left_out.clone();
        let heading_line = layout.heading_line;
        let letters = |at: usize| format!("{}列", column_letter(at));
        let written = layout
            .columns
            .iter()
            .enumerate()
            .filter(|(at, column)| column.heading != letters(*at))
            .map(|(at, _)| at + 1)
            .max();
        self.state = State::Rows {
            layout,
            merges,
            beyond: 0,
            written: written.unwrap_or(0),
        };
        if !left_out.is_empty() {
            let names: Vec<String> = left_out
                .iter()
                .take(20)
                .map(|heading| shown(heading))
                .collect();
            let reason = format!(
                "列数过多：附加信息最多保留 {} 列，另有 {} 列未导入：{}",
                limits::NOTE_COLUMNS,
                left_out.len(),
                names.join("、")
            );
            if self.skip(heading_line, reason) == Flow::Stop {
                return Flow::Stop;
            }
        }
        for row in rows {
            if self.data_row(row) == Flow::Stop {
                return Flow::Stop;
            }
        }
        Flow::Continue
    }

    fn data_row(&mut self, mut row: RawRow) -> Flow {
        let State::Rows {
            layout,
            merges,
            beyond,
            written,
        } = &mut self.state
        else {
            return Flow::Continue;
        };
        if row.line < layout.heading_line {
            return self.skip(row.line, "表头以上的文字".into());
        }
        if row.line <= layout.heading_end {
            return Flow::Continue;
        }
        merges.carry(&mut row);
        *beyond += row.beyond as u64;
        if row.cells.iter().all(Cell::is_blank) {
            return Flow::Continue;
        }
        if let Some(reason) = no_achievement::reason(&row, layout, merges.widest(row.line)) {
            return self.skip(row.line, reason);
        }
        while layout.columns.len() < row.cells.len() {
            let heading = format!("{}列", column_letter(layout.columns.len()));
            layout.columns.push(Column::new(heading, Target::Note));
        }
        self.text += row
            .cells
            .iter()
            .map(|cell| cell.text().len() as u64)
            .sum::<u64>();
        let given: Vec<Given<'_>> = layout
            .columns
            .iter()
            .zip(&row.cells)
            .map(|(column, cell)| Given { column, cell })
            .collect();
        let identity = identity(&given);
        let result = if row.undecodable {
            Err(vec![Problem::of_row(
                "encoding",
                "这一行有无法识别的字符（文件编码损坏）：请在原文件中重新输入后再导入",
            )])
        } else if let Some(problem) = misfit(&given, *written).filter(|_| self.delimited) {
            Err(vec![problem])
        } else {
            convert(&given, MissingTitle::IsAProblem).map(|(achievement, mut notices)| {
                notices.extend(of_the_row(&row, &given));
                (achievement, notices)
            })
        };
        self.outcome(row.line, identity, result)
    }

    fn record(&mut self, record: Record) -> Flow {
        if let State::Gathering { chosen, .. } = &mut self.state {
            let keys = Keys::new(chosen.take());
            self.state = State::Records {
                keys,
                first: Some(Vec::new()),
            };
            self.headings += 1;
        }
        let State::Records { keys, first } = &mut self.state else {
            return Flow::Continue;
        };
        let Some(first) = first else {
            return self.object(record);
        };
        first.push(record);
        let objects = first.iter().flat_map(|record| &record.content);
        let bytes: usize = objects
            .clone()
            .flatten()
            .map(|(_, cell)| cell.text().len())
            .sum();
        if keys.is_enough(first.len(), objects.count(), bytes) {
            self.settle_objects()
        } else {
            Flow::Continue
        }
    }

    /// Judges the keys by the first objects and goes on with these.
    fn settle_objects(&mut self) -> Flow {
        let State::Records { keys, first } = &mut self.state else {
            return Flow::Continue;
        };
        let first = first.take().unwrap_or_default();
        let objects = || first.iter().flat_map(|record| &record.content);
        objects().for_each(|object| keys.learn(object));
        keys.judge(objects());
        keys.follow_proposals();
        for record in first {
            if self.object(record) == Flow::Stop {
                return Flow::Stop;
            }
        }
        Flow::Continue
    }

    fn object(&mut self, record: Record) -> Flow {
        let State::Records { keys, .. } = &mut self.state else {
            return Flow::Continue;
        };
        let pairs = match record.content {
            Ok(pairs) => pairs,
            Err(reason) => {
                return self.outcome(
                    record.line,
                    None,
                    Err(vec![Problem::of_row("json", reason)]),
                );
            }
        };
        keys.learn(&pairs);
        self.text += pairs
            .iter()
            .map(|(_, cell)| cell.text().len() as u64)
            .sum::<u64>();
        let given: Vec<Given<'_>> = pairs
            .iter()
            .map(|(key, cell)| Given {
                column: keys.column(key),
                cell,
            })
            .collect();
        let identity = identity(&given);
        let result = convert(&given, MissingTitle::IsTakenFromTheAbstract);
        self.outcome(record.line, identity, result)
    }

    fn outcome(
        &mut self,
        line: u64,
        identity: Option<(Identity, Problem)>,
        result: Converted,
    ) -> Flow {
        self.rows += 1;
        let full = if self.rows > limits::ROWS {
            Some((
                "too_many_rows",
                format!(
                    "一个文件最多 {} 行，从这一行起未导入：请拆分后分次导入",
                    limits::ROWS
                ),
            ))
        } else if self.text > limits::TEXT_BYTES {
            let most = limits::TEXT_BYTES >> 20;
            Some((
                "too_much_text",
                format!(
                    "一个文件的文字最多 {most} MiB（重复引用的内容按次数计），从这一行起未导入：请拆分后分次导入"
                ),
            ))
        } else {
            None
        };
        if let Some((code, reason)) = full {
            self.send(
                line,
                Outcome::Problems(vec![Problem::of_row(code, reason)]),
                Vec::new(),
            );
            self.state = State::Ignoring;
            return Flow::Stop;
        }
        if let Some((identity, problem)) = identity {
            if let Some((sheet, first)) = self.seen.get(&identity) {
                let place = if *sheet == self.sheet {
                    format!("第 {first} 行")
                } else {
                    format!("工作表“{sheet}”第 {first} 行")
                };
                let reason = format!("与{place}重复，没有再次导入：{}", problem.reason);
                return self.send(
                    line,
                    Outcome::Problems(vec![Problem { reason, ..problem }]),
                    Vec::new(),
                );
            }
            self.seen.insert(identity, (self.sheet.clone(), line));
        }
        match result {
            Ok((achievement, notices)) => {
                self.send(line, Outcome::Achievement(Box::new(achievement)), notices)
            }
            Err(problems) => self.send(line, Outcome::Problems(problems), Vec::new()),
        }
    }

    fn skip(&mut self, line: u64, reason: String) -> Flow {
        self.send(line, Outcome::Skipped { reason }, Vec::new())
    }

    fn send(&mut self, line: u64, outcome: Outcome, notices: Vec<Problem>) -> Flow {
        let skipped = matches!(outcome, Outcome::Skipped { .. });
        self.waiting.push(Row {
            sheet: self.sheet.clone(),
            line,
            outcome,
            notices,
        });
        if skipped && !self.started && self.waiting.len() < 1000 {
            return Flow::Continue;
        }
        self.started = true;
        for row in self.waiting.drain(..) {
            if self.sender.send(Ok(row)).is_err() {
                return Flow::Stop;
            }
        }
        Flow::Continue
    }

    fn end_sheet(&mut self) -> Flow {
        let flow = match &self.state {
            State::Gathering { .. } => self.settle(),
            State::Records { first: Some(_), .. } => self.settle_objects(),
            State::Rows { .. } | State::Records { .. } | State::Ignoring => Flow::Continue,
        };
        if flow == Flow::Stop {
            return Flow::Stop;
        }
        let State::Rows { layout, beyond, .. } =
            std::mem::replace(&mut self.state, State::Ignoring)
        else {
            return Flow::Continue;
        };
        if beyond == 0 {
            return Flow::Continue;
        }
        let reason = format!(
            "{} 列以后还有 {beyond} 个单元格有内容，未导入：最多读取 {} 列",
            column_letter(limits::COLUMNS - 1),
            limits::COLUMNS
        );
        self.skip(layout.heading_line, reason)
    }

    fn finish(&mut self) -> Result<(), FileError> {
        self.end_sheet();
        match (self.started, self.headings) {
            (true, _) => Ok(()),
            (false, 0) => Err(FileError::NoHeading),
            (false, _) => Err(FileError::NoRows),
        }
    }
}

/// What became of a row that is no duplicate.
type Converted = Result<(NewAchievement, Vec<Problem>), Vec<Problem>>;

/// A row of a delimited file that does not fit its heading: more values than columns, or values that stand one further.
fn misfit(given: &[Given<'_>], written: usize) -> Option<Problem> {
    let value = |field: Field| {
        given
            .iter()
            .find(|given| given.column.target == Target::Field(field))
            .map(|given| given.cell.text())
    };
    let longer = given
        .iter()
        .skip(written)
        .any(|given| !given.cell.is_blank());
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let no_name = value(Field::ContactName).is_some_and(|name| digits(&name) >= 7);
    let no_contact = value(Field::Contact).is_some_and(|contact| {
        let plain = contact.trim();
        !plain.is_empty()
            && digits(plain) == 0
            && !plain.contains('@')
            && (2..=4).contains(&plain.chars().count())
    });
    let why = match (longer, no_name || no_contact) {
        (true, _) => "这一行的值比表头多",
        (false, true) => "这一行的值和表头错开了",
        (false, false) => return None,
    };
    let pairs: Vec<String> = given
        .iter()
        .enumerate()
        .filter(|(_, given)| !given.cell.is_blank())
        .take(12)
        .map(|(at, given)| {
            format!(
                "{}＝{}",
                if at < written {
                    &given.column.heading
                } else {
                    "（没有列名）"
                },
                shown(&given.cell.text())
            )
        })
        .collect();
    let help = "多半是值里有逗号而没有加引号：请给这个值加上双引号，或把其中的逗号改为全角";
    Some(Problem::of_row(
        "misfit",
        format!("{why}，没有导入。{help}。读到的是：{}", pairs.join("；")),
    ))
}

/// What should be known of a row that was taken.
fn of_the_row(row: &RawRow, given: &[Given<'_>]) -> Vec<Problem> {
    let mut notices = Vec::new();
    if row.hidden {
        notices.push(Problem::of_row(
            "hidden_row",
            "这一行在文件里是隐藏的（多为筛选），已照常导入；不需要请撤回",
        ));
    }
    let carried = given
        .iter()
        .filter(|given| given.column.target != Target::Ignore)
        .filter_map(|given| match given.cell {
            Cell::Carried { line, .. } => {
                Some(format!("“{}”取自第 {line} 行", given.column.heading))
            }
            _ => None,
        });
    let carried: Vec<String> = carried.collect();
    if !carried.is_empty() {
        notices.push(Problem::of_row(
            "carried",
            format!("与上面的行合并的单元格：{}", carried.join("，")),
        ));
    }
    notices
}

/// By what a row is known again, and what to say when it is.
fn identity(row: &[Given<'_>]) -> Option<(Identity, Problem)> {
    // Two numbers that lost their digits look alike and are two.
    let find = |field: Field| {
        row.iter().find(|given| {
            given.column.target == Target::Field(field)
                && !given.cell.is_blank()
                && lost_digits(given.column.target, given.cell.value()).is_none()
        })
    };
    let with = |given: &Given<'_>, field: Field, reason: &str| {
        Problem::at(
            &given.column.heading,
            field,
            &given.cell.text(),
            "duplicate",
            reason,
        )
    };
    if let Some(given) = find(Field::ExternalNumber) {
        let number = short(&domain::text::one_line(&given.cell.text()));
        return Some((
            Identity::Number(number),
            with(given, Field::ExternalNumber, "编号相同"),
        ));
    }
    let given = find(Field::Title)?;
    let folded: String = domain::text::half_width(&given.cell.text())
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    Some((
        Identity::Title(short(&folded)),
        with(given, Field::Title, "成果名称相同"),
    ))
}

/// What is longer than any title or number is refused anyhow; it is not kept in memory as a whole.
fn short(text: &str) -> String {
    text.chars().take(400).collect()
}
