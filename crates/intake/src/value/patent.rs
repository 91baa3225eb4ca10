//! Patent numbers as they stand in a column: one or several in a cell, with words around them, or words instead.

mod number;
mod pieces;
mod status;
#[cfg(test)]
mod tests;

use domain::catalogue::achievement::{PatentInput, PatentStatus};
use domain::catalogue::patent::PatentNumber;

use number::{NumberAndWords, hint, is_publication, lost_its_zero, other_right};
use pieces::{folded, pieces, without_counts};
pub(crate) use status::{Agreed, agree, parse_status};
use status::{is_label, is_status};

/// A patent number that was read.
#[derive(Debug)]
pub(crate) struct Numbered {
    /// The number, checked.
    pub number: String,
    /// Where the patent stands.
    pub status: PatentStatus,
    /// What says so.
    pub by: SaidBy,
}

/// What says where a patent stands when no column does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SaidBy {
    /// Words beside the number, or the number under which it was announced.
    Words,
    /// `ZL` before the number, which only granted patents have.
    Zl,
    /// Nothing: a number without a word is that of an application.
    Nothing,
}

impl Numbered {
    /// As the listing takes it in.
    pub(crate) fn input(&self) -> PatentInput {
        PatentInput {
            number: self.number.clone(),
            status: self.status,
            filed_on: String::new(),
        }
    }
}

/// What a cell of patent numbers says.
#[derive(Debug, Default)]
pub(crate) struct Patents {
    /// Numbers, each checked.
    pub inputs: Vec<Numbered>,
    /// What stands for a number, or beside one: `申请中`, the name of the patent, the day of its grant.
    pub words: Vec<String>,
    /// Rights that are no Chinese patents: foreign ones, applications under the PCT, software.
    pub other_rights: Vec<String>,
    /// What is wrong: the text and the reason.
    pub problems: Vec<(String, String)>,
}

/// Words that say that there is an application whose number is not known yet.
const PENDING: [&str; 9] = [
    "申请中",
    "审中",
    "在审",
    "实审",
    "受理",
    "公开",
    "公布",
    "申请",
    "已交底",
];
/// Words that say that there is none.
const NONE: [&str; 7] = [
    "无专利",
    "没有专利",
    "未申请专利",
    "未申请",
    "暂无专利",
    "否",
    "0",
];

/// Reads the patent numbers of one text. `from_number` tells that the cell holds a number, not text: then a final zero
/// behind the point is lost and is put back.
pub(crate) fn parse(text: &str, from_number: bool) -> Patents {
    let mut found = Patents::default();
    if NONE.contains(&domain::text::one_line(text).as_str()) {
        return found;
    }
    let (plain, counts) = without_counts(&folded(text));
    let mut words = Vec::new();
    for piece in pieces(&plain) {
        read_piece(&piece, from_number, &mut found, &mut words);
    }
    judge_words(text, words, &mut found);
    let listed = found.inputs.len() + found.other_rights.len();
    if listed == 0 && found.problems.is_empty() && found.words.is_empty() && !counts.is_empty() {
        found.problems.push((
            text.to_owned(),
            "这里只写了项数，没有专利号：请写出每一项的专利号，用分号隔开，没有专利请留空".into(),
        ));
    }
    // `等3项` beside one number: two are missing.
    let fits = counts.iter().sum::<usize>() == listed || counts.contains(&listed);
    if found.problems.is_empty() && listed > 0 && !counts.is_empty() && !fits {
        let said = counts
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("、");
        found.problems.push((
            text.to_owned(),
            format!("写明有 {said} 项，这里只有 {listed} 个号：请写全每一项的专利号，用分号隔开"),
        ));
    } else if found.problems.is_empty()
        && listed > 0
        && counts.is_empty()
        && plain.trim_end_matches(['。', '.', ' ']).ends_with('等')
    {
        found
            .problems
            .push((text.to_owned(), "“等”字以后还有没写出的专利：请写全每一项的专利号，用分号隔开；没有其他专利请删去“等”字".into()));
    }
    found
}

/// Pieces without a number: alone they are told, beside numbers they say more about them.
fn judge_words(text: &str, words: Vec<String>, found: &mut Patents) {
    let alone = found.inputs.is_empty() && found.other_rights.is_empty();
    for piece in words.into_iter().filter(|piece| alone || !is_label(piece)) {
        if alone && !PENDING.iter().any(|word| piece.contains(word)) {
            found
                .problems
                .push((piece, "这里没有专利号；没有专利请留空，审查中没有号的可写“申请中”，其他权利请写入“其他知识产权”列".into()));
        } else if alone {
            found.words.push(piece);
        } else if found.words.is_empty() {
            // Kept whole: which word belongs to which number is seen only there.
            found.words.push(text.trim().to_owned());
        }
    }
}

fn read_piece(piece: &str, from_number: bool, found: &mut Patents, words: &mut Vec<String>) {
    if super::is_nothing(piece) {
        return;
    }
    if let Some(what) = other_right(piece) {
        found.other_rights.push(what);
        return;
    }
    let read = NumberAndWords::of(piece);
    if read.number.bytes().filter(u8::is_ascii_digit).count() < 5 {
        // `申请号…，已授权`: a piece that only says how the number before it stands.
        let status = parse_status(piece).ok().filter(|_| is_status(piece));
        match (status, found.inputs.last_mut()) {
            (Some(status), Some(input)) => (input.status, input.by) = (status, SaidBy::Words),
            _ => words.push(piece.trim().to_owned()),
        }
        return;
    }
    let number = if from_number && lost_its_zero(&read.number) {
        format!("{}.0", read.number)
    } else {
        read.number.clone()
    };
    match PatentNumber::parse(&number) {
        Ok(parsed) => {
            let (status, by) = match read.status(&number) {
                Ok(said) => said,
                Err(reason) => return found.problems.push((piece.to_owned(), reason)),
            };
            words.extend(
                read.said()
                    .filter(|said| !is_status(said) && !is_label(said))
                    .cloned(),
            );
            found.inputs.push(Numbered {
                number: parsed.to_string(),
                status,
                by,
            });
        }
        Err(_) if is_publication(&number) && !found.inputs.is_empty() => {
            // Only a granted patent is announced under B, C, U, Y or S.
            if let Some(input) = found
                .inputs
                .last_mut()
                .filter(|_| number.ends_with(['B', 'C', 'U', 'Y', 'S']))
            {
                (input.status, input.by) = (PatentStatus::Granted, SaidBy::Words);
            }
            words.push(piece.trim().to_owned());
        }
        Err(wrong) => {
            let reason = hint(&number).unwrap_or_else(|| wrong.to_string());
            found.problems.push((piece.to_owned(), reason));
        }
    }
}
