//! What a file alone does not tell of its rows: what lies in the future on the day of the import, and which titles are one
//! title written otherwise (石墨烯導熱膜, ⽯墨烯导热膜).

use std::collections::HashMap;

use domain::catalogue::achievement::Achievement;
use domain::id::{AchievementId, OrganisationId};
use intake::{Field, Outcome, Problem, Row};
use jiff::civil::Date;
use store::Tx;

use crate::kernel::error::Result;

/// Judges the rows of one import, batch after batch.
#[derive(Default)]
pub(crate) struct Judge {
    /// Sheet and line in which each title without a number was first taken.
    taken: HashMap<String, (String, u64)>,
    /// The listings of the organisation that have no number, by their titles; read when first asked for.
    listed: Option<HashMap<String, AchievementId>>,
}

impl Judge {
    /// The rows as they are on a day.
    pub(crate) fn judged(&mut self, mut batch: Vec<Row>, day: Date) -> Vec<Row> {
        for row in &mut batch {
            let Outcome::Achievement(new) = &row.outcome else {
                continue;
            };
            let mut wrong: Vec<Problem> = new
                .listing
                .in_the_future(day)
                .into_iter()
                .map(|error| {
                    problem(
                        Field::Patents,
                        "",
                        (error.code, &error.field),
                        error.message,
                    )
                })
                .collect();
            let title = &new.listing.title;
            if wrong.is_empty() && new.external_number.is_empty() {
                let key = folded(title);
                match self.taken.get(&key) {
                    Some(first) => wrong.push(problem(
                        Field::Title,
                        title,
                        ("duplicate", Field::Title.name()),
                        again(first, &row.sheet),
                    )),
                    None => drop(self.taken.insert(key, (row.sheet.clone(), row.line))),
                }
            }
            if !wrong.is_empty() {
                row.outcome = Outcome::Problems(wrong);
            }
        }
        batch
    }

    /// The listing without a number that has this title, however it is written.
    pub(crate) async fn titled(
        &mut self,
        tx: &mut Tx,
        organisation: &OrganisationId,
        title: &str,
    ) -> Result<Option<Achievement>> {
        if let Some(same) = store::catalogue::achievement::by_title(tx, organisation, title).await?
        {
            return Ok(Some(same));
        }
        let listed = match &mut self.listed {
            Some(listed) => listed,
            unread => {
                let titles =
                    store::catalogue::achievement::titles_without_number(tx, organisation).await?;
                unread.insert(
                    titles
                        .into_iter()
                        .map(|(id, title)| (folded(&title), id))
                        .collect(),
                )
            }
        };
        match listed.get(&folded(title)) {
            Some(id) => Ok(Some(store::catalogue::achievement::get(tx, id).await?)),
            None => Ok(None),
        }
    }
}

/// A title as it is compared: as a search folds it, without white space.
fn folded(title: &str) -> String {
    let mut text = index::analysis::fold(title).text;
    text.retain(|c| !c.is_whitespace());
    text
}

fn again((sheet, line): &(String, u64), here: &str) -> String {
    let place = if sheet == here {
        format!("第 {line} 行")
    } else {
        format!("工作表“{sheet}”第 {line} 行")
    };
    format!("与{place}重复，没有再次导入：成果名称相同，只是写法不同（繁体、全角、部首字等）")
}

fn problem(column: Field, value: &str, (code, field): (&str, &str), reason: String) -> Problem {
    Problem {
        column: column.label().to_owned(),
        field: field.to_owned(),
        value: value.to_owned(),
        code: code.to_owned(),
        reason,
    }
}
