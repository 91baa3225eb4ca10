//! Measuring ranking on judged queries: through the same analyser, query builder and ranking as the server.
//!
//! Nothing learnt here goes into ranking: judgments are only compared with what the search answers.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::{self, BufRead};
use std::path::Path;

use domain::catalogue::achievement::Listing;
use domain::id::AchievementId;
use domain::{Id, Timestamp};

use crate::document::{Change, Document};
use crate::error::IndexError;
use crate::query::{LIMIT_AT_MOST, Neighbours, Query};
use crate::ranking::Ranking;
use crate::writing::SearchIndex;

mod documents;
mod judged;
mod measures;

pub use judged::JudgedQuery;
pub use measures::{Measures, Report};

/// What can be wrong with the files of an evaluation.
#[derive(Debug, thiserror::Error)]
pub enum EvaluationError {
    /// A file cannot be read.
    #[error("{0} 无法读取：{1}")]
    Read(&'static str, io::Error),
    /// A line is not in the format.
    #[error("{file}第 {line} 行格式不对：{reason}")]
    Line {
        /// Which file.
        file: &'static str,
        /// Counted from one.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Grades by query and document.
pub type Judgments = HashMap<String, HashMap<String, u32>>;

/// Which documents are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ranked {
    /// Every document.
    #[default]
    All,
    /// Only those that were judged for the query.
    JudgedOnly,
}

/// One line of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct RunLine {
    /// Which query.
    pub qid: String,
    /// Which document.
    pub document: String,
    /// Its place, from 1.
    pub rank: usize,
    /// Its score.
    pub score: f32,
}

/// Documents that are evaluated on.
pub struct Corpus {
    listings: Vec<(String, Listing)>,
    places: HashMap<String, usize>,
}

/// The moment of every evaluation; every document was confirmed at it, so that freshness says nothing.
const NOW: Timestamp = Timestamp(1_767_225_600_000_000);

fn document_id(place: usize) -> AchievementId {
    Id::from_uuid(uuid::Uuid::from_u128(place as u128 + 1))
}

impl Corpus {
    /// Reads documents, one JSON object a line in the import format.
    ///
    /// # Errors
    /// When a line is no such object.
    pub fn read(lines: impl BufRead) -> Result<Self, EvaluationError> {
        let (mut listings, mut places) = (Vec::new(), HashMap::new());
        for (at, line) in lines.lines().enumerate() {
            let line = line.map_err(|error| EvaluationError::Read("文档文件", error))?;
            if !line.trim().is_empty() {
                let wrong = |reason: String| EvaluationError::Line {
                    file: "文档文件",
                    line: at + 1,
                    reason,
                };
                let (name, listing) = documents::read(&line).map_err(wrong)?;
                places.insert(name.clone(), listings.len());
                listings.push((name, listing));
            }
        }
        Ok(Self { listings, places })
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.listings.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.listings.is_empty()
    }

    /// Indexes the documents in a directory, without the texts of `masked`: what must not be searched is not there.
    fn index(&self, directory: &Path, masked: &[String]) -> Result<SearchIndex, IndexError> {
        let index = SearchIndex::open(directory)?.index;
        if index.documents() > 0 {
            return Ok(index);
        }
        for (place, (name, listing)) in self.listings.iter().enumerate() {
            let mut listing = listing.clone();
            for key in masked {
                documents::blank(&mut listing, key);
            }
            index.add(vec![Change::Put(Box::new(document_of(
                place,
                name.clone(),
                listing,
            )))])?;
        }
        index.commit(1)?;
        Ok(index)
    }

    /// Answers one query as the server would: the best hundred.
    fn answer(
        &self,
        index: &SearchIndex,
        judged: &JudgedQuery,
        judgments: &Judgments,
        ranked: Ranked,
    ) -> Result<Vec<RunLine>, IndexError> {
        let id = |name: &str| self.places.get(name).map(|place| document_id(*place));
        let restrict_to = match ranked {
            Ranked::All => None,
            Ranked::JudgedOnly => Some(
                judgments
                    .get(&judged.qid)
                    .into_iter()
                    .flat_map(HashMap::keys)
                    .filter_map(|name| id(name))
                    .collect(),
            ),
        };
        let query = Query {
            details: judged.text.clone(),
            limit: LIMIT_AT_MOST,
            enough: LIMIT_AT_MOST,
            exclude: judged.exclude.iter().filter_map(|name| id(name)).collect(),
            restrict_to,
            // A query with a description is a demand, and is answered as demands are.
            neighbours: if judged.text.is_empty() {
                Neighbours::Omitted
            } else {
                Neighbours::Ranked
            },
            ..Query::new(judged.query.clone(), NOW)
        };
        let hits = index.search(&query)?.hits;
        let mut answer: Vec<(String, f32)> = hits
            .into_iter()
            .map(|hit| (hit.card.external_number, hit.score))
            .collect();
        if ranked == Ranked::JudgedOnly {
            // All that were judged are ranked: those that do not match at all come last, in the order of their names.
            let answered: HashSet<&str> = answer.iter().map(|(name, _)| name.as_str()).collect();
            let grades = judgments
                .get(&judged.qid)
                .into_iter()
                .flat_map(HashMap::keys);
            let rest: BTreeSet<&String> = grades
                .filter(|name| !answered.contains(name.as_str()))
                .collect();
            let rest: Vec<(String, f32)> =
                rest.into_iter().map(|name| (name.clone(), 0.0)).collect();
            answer.extend(rest);
        }
        let line = |((document, score), rank): ((String, f32), usize)| RunLine {
            qid: judged.qid.clone(),
            document,
            rank,
            score,
        };
        Ok(answer.into_iter().zip(1..).map(line).collect())
    }
}

fn document_of(place: usize, name: String, listing: Listing) -> Document {
    Document {
        id: document_id(place),
        version: 1,
        organisation_id: Id::from_uuid(uuid::Uuid::from_u128(1)),
        organisation_name: String::new(),
        organisation_kind: domain::people::organisation::OrganisationKind::University,
        organisation_credit_code: String::new(),
        external_number: name,
        listing,
        published_at: NOW,
        confirmed_at: NOW,
    }
}

/// Reads one document of the import format, under an identifier made of its place.
///
/// # Errors
/// Why the line is no such object.
pub fn document(place: usize, line: &str) -> Result<Document, String> {
    let (name, listing) = documents::read(line)?;
    Ok(document_of(place, name, listing))
}

/// Indexes documents, one JSON object a line in the import format, without keeping any in memory, and says how many
/// there are. For measurements of speed.
///
/// # Errors
/// When a line is no such object, or the index fails.
pub fn fill(index: &SearchIndex, lines: impl BufRead) -> Result<usize, EvaluationError> {
    let mut documents = 0;
    for (at, line) in lines.lines().enumerate() {
        let line = line.map_err(|error| EvaluationError::Read("文档文件", error))?;
        let wrong = |reason: String| EvaluationError::Line {
            file: "文档文件",
            line: at + 1,
            reason,
        };
        index.add(vec![Change::Put(Box::new(
            document(documents, &line).map_err(wrong)?,
        ))])?;
        documents += 1;
    }
    index.commit(1)?;
    Ok(documents)
}

/// Reads queries, one JSON object a line.
///
/// # Errors
/// When a line is no query.
pub fn read_queries(lines: impl BufRead) -> Result<Vec<JudgedQuery>, EvaluationError> {
    let mut queries = Vec::new();
    for (at, line) in lines.lines().enumerate() {
        let line = line.map_err(|error| EvaluationError::Read("查询文件", error))?;
        if !line.trim().is_empty() {
            let wrong = |error: serde_json::Error| EvaluationError::Line {
                file: "查询文件",
                line: at + 1,
                reason: error.to_string(),
            };
            queries.push(serde_json::from_str(&line).map_err(wrong)?);
        }
    }
    Ok(queries)
}

/// Reads judgments: `qid 0 document grade`, separated by tabs or spaces.
///
/// # Errors
/// When a line is no judgment.
pub fn read_judgments(lines: impl BufRead) -> Result<Judgments, EvaluationError> {
    let mut judgments = Judgments::new();
    for (at, line) in lines.lines().enumerate() {
        let line = line.map_err(|error| EvaluationError::Read("判断文件", error))?;
        let columns: Vec<&str> = line.split_whitespace().collect();
        match columns.as_slice() {
            [] => {}
            [qid, _, document, grade] => {
                let wrong = |_| EvaluationError::Line {
                    file: "判断文件",
                    line: at + 1,
                    reason: format!("“{grade}”不是等级"),
                };
                // Negative grades of other collections mean not relevant.
                let grade: i64 = grade.parse().map_err(wrong)?;
                judgments
                    .entry((*qid).to_owned())
                    .or_default()
                    .insert((*document).to_owned(), u32::try_from(grade).unwrap_or(0));
            }
            _ => {
                let reason = "应为 4 列：查询编号、0、文档编号、等级".to_owned();
                return Err(EvaluationError::Line {
                    file: "判断文件",
                    line: at + 1,
                    reason,
                });
            }
        }
    }
    Ok(judgments)
}

/// Judged queries and the indexes that answer them: queries that must not search the same texts share one.
pub struct Evaluation<'a> {
    corpus: &'a Corpus,
    judgments: &'a Judgments,
    asked: Vec<(SearchIndex, Vec<&'a JudgedQuery>)>,
}

impl<'a> Evaluation<'a> {
    /// Indexes the documents for every judged query with a positive grade, each index in a directory of its own inside
    /// `directory`; one that is there already is used as it is.
    ///
    /// # Errors
    /// When the index fails.
    pub fn new(
        corpus: &'a Corpus,
        directory: &Path,
        queries: &'a [JudgedQuery],
        judgments: &'a Judgments,
    ) -> Result<Self, EvaluationError> {
        let has_positive = |query: &&JudgedQuery| {
            judgments
                .get(&query.qid)
                .is_some_and(|grades| grades.values().any(|grade| *grade > 0))
        };
        let mut by_mask: BTreeMap<Vec<String>, Vec<&JudgedQuery>> = BTreeMap::new();
        for query in queries.iter().filter(has_positive) {
            by_mask.entry(query.mask.clone()).or_default().push(query);
        }
        let mut asked = Vec::new();
        for (number, (masked, judged)) in by_mask.into_iter().enumerate() {
            asked.push((
                corpus.index(&directory.join(number.to_string()), &masked)?,
                judged,
            ));
        }
        Ok(Self {
            corpus,
            judgments,
            asked,
        })
    }

    /// Ranks by other weights from now on.
    pub fn rank_by(&mut self, ranking: &Ranking) {
        for (index, _) in &mut self.asked {
            index.rank_by(ranking.clone());
        }
    }

    /// Answers every query, on two threads, and measures the answers.
    ///
    /// # Errors
    /// When the index fails.
    pub fn measure(
        &self,
        ranked: Ranked,
        relevant_from: u32,
    ) -> Result<(Report, Vec<RunLine>), EvaluationError> {
        let (mut report, mut run) = (measures::Sums::default(), Vec::new());
        for (index, judged) in &self.asked {
            let answer = |part: &[&JudgedQuery]| {
                part.iter()
                    .map(|query| self.corpus.answer(index, query, self.judgments, ranked))
                    .collect::<Result<Vec<_>, _>>()
            };
            let (first, second) = judged.split_at(judged.len() / 2);
            let (first, second) = std::thread::scope(|scope| {
                let other = scope.spawn(|| answer(second));
                (
                    answer(first),
                    other.join().unwrap_or(Err(IndexError::WriterStopped)),
                )
            });
            for (query, lines) in judged.iter().zip(first?.into_iter().chain(second?)) {
                let documents: Vec<&str> =
                    lines.iter().map(|line| line.document.as_str()).collect();
                if let Some(grades) = self.judgments.get(&query.qid) {
                    report.add(query, &documents, grades, relevant_from);
                }
                run.extend(lines);
            }
        }
        Ok((report.finish(), run))
    }
}

/// Answers every judged query with a positive grade and measures the answers.
///
/// # Errors
/// When the index fails.
pub fn evaluate(
    corpus: &Corpus,
    directory: &Path,
    queries: &[JudgedQuery],
    judgments: &Judgments,
    ranked: Ranked,
    relevant_from: u32,
) -> Result<(Report, Vec<RunLine>), EvaluationError> {
    Evaluation::new(corpus, directory, queries, judgments)?.measure(ranked, relevant_from)
}

/// Queries that have judgments but are not in the file of queries.
pub fn unanswered(queries: &[JudgedQuery], judgments: &Judgments) -> BTreeSet<String> {
    let known: HashSet<&str> = queries.iter().map(|query| query.qid.as_str()).collect();
    judgments
        .keys()
        .filter(|qid| !known.contains(qid.as_str()))
        .cloned()
        .collect()
}

/// A run as other programs read it: `qid document rank score`.
impl std::fmt::Display for RunLine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{} {} {} {}",
            self.qid, self.document, self.rank, self.score
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENTS: &str = "{\"id\": \"a\", \"title\": \"石墨烯导热膜\", \"keywords\": [\"散热\"]}\n{\"id\": \"b\", \"title\": \"高效散热技术\"}\n";

    #[test]
    fn a_masked_text_is_not_searched() {
        let corpus = Corpus::read(DOCUMENTS.as_bytes()).expect("documents");
        let judgments =
            read_judgments("q 0 a 1\nq 0 b 1\np 0 a 1\n".as_bytes()).expect("judgments");
        let queries = "{\"qid\": \"q\", \"type\": \"t\", \"query\": \"散热\", \"mask\": [\"keywords\"]}\n{\"qid\": \"p\", \"type\": \"t\", \"query\": \"散热\"}";
        let queries = read_queries(queries.as_bytes()).expect("queries");
        let directory = tempfile::tempdir().expect("a directory");
        let (_, run) = evaluate(
            &corpus,
            directory.path(),
            &queries,
            &judgments,
            Ranked::All,
            1,
        )
        .expect("an answer");
        let answers = |qid: &str| {
            run.iter()
                .filter(|line| line.qid == qid)
                .map(|line| line.document.as_str())
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(answers("q"), BTreeSet::from(["b"]));
        assert_eq!(answers("p"), BTreeSet::from(["a", "b"]));
    }
}
