//! The patents of a row: their numbers, and what other columns say of them.

use domain::catalogue::achievement::PatentStatus;

use super::{Draft, join};
use crate::cell::Cell;
use crate::headings;
use crate::layout::Column;
use crate::row::Problem;
use crate::target::{Field, Target};
use crate::value::patent::{self, Agreed, Numbered, SaidBy};
use crate::value::{day, list};

impl Draft {
    pub(super) fn take_patents(&mut self, column: &Column, value: &Cell) {
        let text = value.text();
        let mut found = patent::parse(&text, matches!(value, Cell::Number { .. }));
        // A format that rounds hides the check digit; the number itself has it.
        if let Cell::Number { exact, shown, .. } = value
            && !found.problems.is_empty()
            && exact != shown
        {
            found = patent::parse(exact, true);
        }
        for numbered in found.inputs {
            // The same number twice in a cell says nothing new.
            if !self
                .input
                .patents
                .iter()
                .any(|known| known.number == numbered.number)
            {
                self.input.patents.push(numbered.input());
                self.numbered.push(numbered);
            }
        }
        for other in found.other_rights {
            join(&mut self.input.other_rights, &other);
        }
        if !found.words.is_empty() {
            self.note(&column.heading, &found.words.join("；"));
        }
        let of_all_rights = column.is_guessed()
            && headings::find(&column.heading) == Some(Target::Field(Field::OtherRights));
        for (value, reason) in found.problems {
            if of_all_rights {
                join(&mut self.input.other_rights, &value);
            } else {
                self.unread(column, Field::Patents, &value, "patent_number", reason);
            }
        }
    }

    /// Status and day of filing go to the patents of the row: one for all, or as many as there are patents.
    pub(super) fn finish_patents(&mut self) {
        if let Some((column, text)) = self.status.take() {
            let texts = each(&text, self.input.patents.len());
            for (input, text) in self.input.patents.iter_mut().zip(texts.iter().cycle()) {
                match patent::parse_status(text) {
                    Ok(status) => {
                        let beside = self
                            .numbered
                            .iter()
                            .find(|numbered| numbered.number == input.number);
                        let (agreed, told) =
                            beside.map_or((Agreed::Yes, String::new()), |beside| {
                                (
                                    patent::agree(status, beside.status, beside.by),
                                    contradiction(&column, text, beside),
                                )
                            });
                        let problem =
                            Problem::at(&column, Field::PatentStatus, text, "contradiction", told);
                        match agreed {
                            Agreed::Yes => {}
                            Agreed::Doubtful => self.notices.push(problem),
                            Agreed::No => self.problems.push(problem),
                        }
                        input.status = status;
                    }
                    Err(_) if crate::value::is_nothing(text) => {}
                    Err(reason) => self.problems.push(Problem::at(
                        &column,
                        Field::PatentStatus,
                        text,
                        "unreadable",
                        reason,
                    )),
                }
            }
            if self.input.patents.is_empty() {
                self.note(&column, &text);
            }
        }
        if let Some((column, text)) = self.filed_on.take() {
            let texts = each(&text, self.input.patents.len());
            match &mut self.input.patents[..] {
                [] => self.note(&column, &text),
                // Several patents are hardly filed on one day.
                several if several.len() != texts.len() => self.note(&column, &text),
                patents => {
                    for (input, text) in patents
                        .iter_mut()
                        .zip(&texts)
                        .filter(|(_, text)| !crate::value::is_nothing(text))
                    {
                        match day::parse_day(text) {
                            Ok(filed_on) => input.filed_on = filed_on,
                            Err(reason) => self.problems.push(Problem::at(
                                &column,
                                Field::PatentFiledOn,
                                text,
                                "unreadable",
                                reason,
                            )),
                        }
                    }
                }
            }
        }
    }
}

/// What to say of a patent whose column and number say different things.
fn contradiction(column: &str, text: &str, beside: &Numbered) -> String {
    let number = &beside.number;
    let said = beside.status.label();
    if beside.by == SaidBy::Zl {
        format!(
            "“{column}”写的是“{text}”，而 {number} 带有 ZL（授权后才有）：已按“{column}”导入，请核对"
        )
    } else if patent::parse_status(text) == Ok(PatentStatus::Lapsed) {
        format!("“{column}”写的是“{text}”，{number} 旁边写的是“{said}”：已按“{column}”导入，请核对")
    } else {
        format!(
            "“{column}”写的是“{text}”，{number} 旁边写的是“{said}”，两处不一致：请核对，只保留正确的一处"
        )
    }
}

/// The parts of a text when there are as many as patents, else the text as one.
fn each(text: &str, patents: usize) -> Vec<String> {
    let parts = list::split(text);
    if parts.len() == patents && patents > 1 {
        parts
    } else {
        vec![text.to_owned()]
    }
}
