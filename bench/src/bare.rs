//! The floor: a bare engine with one field over text that is already cut, asked for any word, the best ten. And what
//! indexing costs when cutting costs nothing.

use std::path::Path;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Index, TantivyDocument, Term, doc};

use crate::Outcome;
use crate::documents::Documents;
use crate::measure::{Cost, count, process_seconds};

/// What the floor costs.
pub(crate) struct Bare {
    /// Any word, the best ten: mean CPU microseconds.
    pub(crate) any_us: f64,
    /// Documents a second of CPU time, text already cut, one field.
    pub(crate) indexed: f64,
}

pub(crate) fn measure(documents: &Documents, directory: &Path) -> Outcome<Bare> {
    std::fs::create_dir_all(directory)?;
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default().set_tokenizer("cut").set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let tokens = schema.add_text_field("tokens", TextOptions::default().set_indexing_options(indexing) | STORED);
    let index = Index::create_in_dir(directory, schema.build())?;
    index.tokenizers().register("cut", TextAnalyzer::builder(WhitespaceTokenizer::default()).build());
    let ((), seconds) = process_seconds(|| {
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(2, 120_000_000)?;
        for one in &documents.cut {
            writer.add_document(doc!(tokens => one.tokens.as_str()))?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        // One segment, as ours has when nothing comes in.
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 15_000_000)?;
        writer.merge(&index.searchable_segment_ids()?).wait()?;
        Ok(writer.wait_merging_threads()?)
    })?;
    let indexed = count(documents.cut.len()) / seconds;
    println!("  bare engine, text already cut: {indexed:.0} documents per CPU-second, {} segments", index.searchable_segments()?.len());
    let searcher = index.reader()?.searcher();
    let any = Cost::of(&documents.queries, |query| {
        searcher.search(&any_word(tokens, &query.words), &TopDocs::with_limit(10).order_by_score())?;
        Ok(())
    })?;
    any.print("floor: bare engine, any word");
    Ok(Bare { any_us: any.mean_us, indexed })
}

fn any_word(field: Field, words: &[String]) -> BooleanQuery {
    let term = |word: &String| -> (Occur, Box<dyn Query>) {
        (Occur::Should, Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs)))
    };
    BooleanQuery::new(words.iter().map(term).collect())
}
