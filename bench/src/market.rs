//! Our index: building it, and every kind of query as the server asks it.

use std::fs::File;
use std::hint::black_box;
use std::io::{BufReader, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use domain::Timestamp;
use index::analysis::{Analyser, fold};
use index::{Change, Facets, Query, SearchIndex};

use crate::bare::Bare;
use crate::documents::{Asked, Documents};
use crate::measure::{Cost, count, microseconds, peak_mebibytes, process_seconds};
use crate::{Outcome, bytes_in, highlights, standing};

/// So many documents are cut to see what cutting costs.
const SAMPLE: usize = 2000;

/// Documents are dated by the reader of the import format; this is its moment.
pub(crate) const NOW: Timestamp = Timestamp(1_767_225_600_000_000);

/// What ours costs, in mean CPU microseconds.
pub(crate) struct Ours {
    pub(crate) any_us: f64,
    pub(crate) all_filtered_us: f64,
    page_us: f64,
}

impl Ours {
    /// A mix of queries: any word, all words with a filter, a whole page.
    pub(crate) fn mixed(&self) -> f64 {
        (self.any_us + self.all_filtered_us + self.page_us) / 3.0
    }
}

fn any(asked: &Asked) -> Query {
    Query {
        enough: usize::MAX,
        ..Query::new(asked.text(), NOW)
    }
}

/// A query for the whole page as the server asks it.
pub(crate) fn page_query(asked: &Asked) -> Query {
    Query {
        facets: Facets::Counted,
        ..Query::new(asked.text(), NOW)
    }
}

fn filtered(asked: &Asked) -> Query {
    let mut query = Query {
        enough: 1,
        ..Query::new(asked.text(), NOW)
    };
    query.filters.year = vec![asked.year];
    query
}

fn phrase(asked: &Asked) -> Query {
    Query::new(format!("“{}{}”", asked.phrase[0], asked.phrase[1]), NOW)
}

pub(crate) fn measure(
    documents: &Documents,
    path: &Path,
    directory: &Path,
    bare: &Bare,
) -> Outcome<Ours> {
    let index = SearchIndex::open(directory)?.index;
    let size = documents.cut.len();
    let ((), seconds) = process_seconds(|| fill(&index, path, size))?;
    let indexed = count(size) / seconds;
    println!(
        "  ours, raw text: {indexed:.0} documents per CPU-second ({:.1} MB/s), {:.2} of the bare engine on cut text; {:.2} bytes on disk per byte of text; peak memory of this program {:.0} MiB",
        documents.megabytes() / seconds,
        indexed / bare.indexed,
        count(usize::try_from(bytes_in(directory)?)?) / (documents.megabytes() * 1e6),
        peak_mebibytes()?,
    );
    let cutting = cutting_share(path, seconds / count(size))?;
    println!(
        "  {} segments; cutting is {:.0} % of it: raw text at {:.2} of the speed of cut text",
        index.segments(),
        100.0 * cutting,
        1.0 - cutting
    );
    let queries = &documents.queries;
    let scores = |query: Query| -> Outcome {
        black_box(index.scores(&query)?);
        Ok(())
    };
    let page = |query: Query| -> Outcome {
        black_box(serde_json::to_vec(&index.search(&query)?)?);
        Ok(())
    };
    let cost = |name: &str, one: &dyn Fn(&Asked) -> Outcome| -> Outcome<Cost> {
        let cost = Cost::of(queries, one)?;
        cost.print(name);
        Ok(cost)
    };
    cost("one word, best ten", &|asked| {
        scores(Query::new(asked.words[0].clone(), NOW))
    })?;
    let any_word = cost("any word, best ten", &|asked| scores(any(asked)))?;
    cost("all words, best ten", &|asked| {
        scores(Query {
            enough: 1,
            ..Query::new(asked.text(), NOW)
        })
    })?;
    let all_filtered = cost("all words and a filter, best ten", &|asked| {
        scores(filtered(asked))
    })?;
    cost("phrase, best ten", &|asked| scores(phrase(asked)))?;
    cost("ten hits with highlights, as JSON", &|asked| {
        page(any(asked))
    })?;
    cost("page of any word, seven facets", &|asked| {
        page(Query {
            facets: Facets::Counted,
            ..any(asked)
        })
    })?;
    let whole = cost("page as served, seven facets", &|asked| {
        page(page_query(asked))
    })?;
    cost("suggestions", &|asked| {
        black_box(index.suggest(&asked.text().chars().take(2).collect::<String>(), 8)?);
        Ok(())
    })?;
    let times_the_floor = |name: &str, one: &dyn Fn(&Asked) -> Outcome| -> Outcome {
        let [floor, ours] = Cost::side_by_side(queries, |asked| bare.any(asked), one)?;
        println!(
            "  {name} beside the floor: {:.1} and {:.1} us, {:.2} times",
            ours.mean_us,
            floor.mean_us,
            ours.mean_us / floor.mean_us
        );
        Ok(())
    };
    times_the_floor("any word", &|asked| scores(any(asked)))?;
    times_the_floor("page as served", &|asked| page(page_query(asked)))?;
    times_the_floor("page of any word", &|asked| {
        page(Query {
            facets: Facets::Counted,
            ..any(asked)
        })
    })?;
    standing::measure(documents, path, &index)?;
    highlights::measure(documents, path)?;
    visible(&index, path, directory)?;
    Ok(Ours {
        any_us: any_word.mean_us,
        all_filtered_us: all_filtered.mean_us,
        page_us: whole.mean_us,
    })
}

/// Indexes all documents without keeping any of them in this process.
pub(crate) fn only_index(path: &Path, size: usize) -> Outcome {
    let directory = tempfile::tempdir()?;
    let index = SearchIndex::open(directory.path())?.index;
    let started = Instant::now();
    let ((), seconds) = process_seconds(|| fill(&index, path, size))?;
    println!(
        "{size} documents: {:.0} per CPU-second, {:.0} per second; peak memory {:.0} MiB, {:.0} MiB on disk",
        count(size) / seconds,
        count(size) / started.elapsed().as_secs_f64(),
        peak_mebibytes()?,
        count(usize::try_from(bytes_in(directory.path())?)?) / 1_048_576.0,
    );
    Ok(())
}

/// The page as served, in this process, of an index of all documents: mean CPU microseconds.
pub(crate) fn page_us(documents: &Documents, path: &Path) -> Outcome<f64> {
    let directory = tempfile::tempdir()?;
    let index = SearchIndex::open(directory.path())?.index;
    fill(&index, path, documents.cut.len())?;
    let cost = Cost::of(&documents.queries, |asked| {
        black_box(serde_json::to_vec(&index.search(&page_query(asked))?)?);
        Ok(())
    })?;
    Ok(cost.mean_us)
}

/// The share of the time of indexing that goes into cutting texts into words.
fn cutting_share(path: &Path, seconds_each: f64) -> Outcome<f64> {
    let lines: Vec<String> = std::io::BufRead::lines(BufReader::new(File::open(path)?))
        .take(SAMPLE)
        .collect::<Result<_, _>>()?;
    let mut texts = Vec::new();
    for line in &lines {
        texts.extend(crate::documents::texts_of(&serde_json::from_str(line)?));
    }
    let analyser = Analyser::shared();
    let cost = Cost::of(&texts, |text| {
        black_box(analyser.words(&fold(text)).len());
        Ok(())
    })?;
    Ok(cost.mean_us * count(texts.len()) / count(lines.len()) / 1e6 / seconds_each)
}

fn fill(index: &SearchIndex, path: &Path, size: usize) -> Outcome {
    let mut lines = std::io::BufRead::lines(BufReader::new(File::open(path)?)).take(size);
    let mut at = 0;
    loop {
        let batch: Vec<String> = lines.by_ref().take(500).collect::<Result<_, _>>()?;
        if batch.is_empty() {
            break;
        }
        let mut changes = Vec::with_capacity(batch.len());
        for line in batch {
            changes.push(Change::Put(Box::new(index::evaluate::document(at, &line)?)));
            at += 1;
        }
        index.add(changes)?;
    }
    index.commit(1)?;
    // As the server does when nothing comes in.
    while index.segments() > 1 && index.tidy()? {}
    Ok(())
}

/// How long a change takes to be seen, next to so many times of making a small file durable on the same disk.
fn visible(index: &SearchIndex, path: &Path, directory: &Path) -> Outcome {
    let line = std::io::BufRead::lines(BufReader::new(File::open(path)?))
        .next()
        .ok_or("no document")??;
    let mut changes: Vec<Duration> = Vec::new();
    let mut syncs: Vec<Duration> = Vec::new();
    for cursor in 2..42 {
        let document = index::evaluate::document(0, &line)?;
        let started = Instant::now();
        index.apply(vec![Change::Put(Box::new(document))], cursor)?;
        changes.push(started.elapsed());
        let mut file = File::create(directory.join("fsync"))?;
        let started = Instant::now();
        file.write_all(line.as_bytes())?;
        file.sync_all()?;
        syncs.push(started.elapsed());
    }
    std::fs::remove_file(directory.join("fsync"))?;
    changes.sort_unstable();
    syncs.sort_unstable();
    let (change, sync) = (changes[changes.len() / 2], syncs[syncs.len() / 2]);
    println!(
        "  a change is visible after {:.1} ms (median; most {:.1} ms), {:.1} times making a small file durable",
        microseconds(change) / 1e3,
        microseconds(changes[changes.len() - 1]) / 1e3,
        change.as_secs_f64() / sync.as_secs_f64(),
    );
    Ok(())
}
