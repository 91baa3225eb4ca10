//! The floor: a bare engine with one field over text that is already cut, asked for any word, the best ten. And what
//! indexing costs when cutting costs nothing.

use std::path::Path;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Index, Searcher, TantivyDocument, Term, doc};

use crate::Outcome;
use crate::documents::{Asked, Documents};
use crate::measure::{Cost, count, process_seconds};

/// The floor.
pub(crate) struct Bare {
    searcher: Searcher,
    tokens: Field,
    /// Documents a second of CPU time, text already cut, one field.
    pub(crate) indexed: f64,
}

pub(crate) fn measure(documents: &Documents, directory: &Path) -> Outcome<Bare> {
    std::fs::create_dir_all(directory)?;
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("cut")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let tokens = schema.add_text_field(
        "tokens",
        TextOptions::default().set_indexing_options(indexing) | STORED,
    );
    let index = Index::create_in_dir(directory, schema.build())?;
    index.tokenizers().register(
        "cut",
        TextAnalyzer::builder(WhitespaceTokenizer::default()).build(),
    );
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
    println!(
        "  bare engine, text already cut: {indexed:.0} documents per CPU-second, {} segments",
        index.searchable_segments()?.len()
    );
    let searcher = index.reader()?.searcher();
    let bare = Bare {
        searcher,
        tokens,
        indexed,
    };
    Cost::of(&documents.queries, |query| bare.any(query))?.print("floor: bare engine, any word");
    Ok(bare)
}

impl Bare {
    /// Any word, the best ten.
    pub(crate) fn any(&self, query: &Asked) -> Outcome {
        self.searcher.search(
            &any_word(self.tokens, &query.words),
            &TopDocs::with_limit(10).order_by_score(),
        )?;
        Ok(())
    }
}

fn any_word(field: Field, words: &[String]) -> BooleanQuery {
    let term = |word: &String| -> (Occur, Box<dyn Query>) {
        (
            Occur::Should,
            Box::new(TermQuery::new(
                Term::from_field_text(field, word),
                IndexRecordOption::WithFreqs,
            )),
        )
    };
    BooleanQuery::new(words.iter().map(term).collect())
}
