//! Cutting text: our tokenizer as the engine drives it, next to a bare loop over the segmentation library.

use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::path::Path;

use index::analysis::{Analyser, CutText, CutTokenizer, fold};
use jieba_rs::Jieba;
use tantivy::tokenizer::{TokenStream, Tokenizer};

use crate::Outcome;
use crate::measure::{Cost, count};

/// So many abstracts are cut.
const ABSTRACTS: usize = 10_000;

pub(crate) fn measure(path: &Path) -> Outcome {
    let mut texts = Vec::with_capacity(ABSTRACTS);
    for line in BufReader::new(File::open(path)?).lines().take(ABSTRACTS) {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        texts.extend(value["abstract"].as_str().map(str::to_owned));
    }
    let megabytes = count(texts.iter().map(String::len).sum()) / 1e6;
    let jieba = Jieba::new();
    let bare = Cost::of(&texts, |text| {
        black_box(jieba.cut(text, false).len());
        Ok(())
    })?;
    let analyser = Analyser::shared();
    let mut tokenizer = CutTokenizer;
    let ours = Cost::of(&texts, |text| {
        let (folded, mut cut) = (fold(text), CutText::default());
        for token in analyser.words(&folded) {
            cut.token(token.text(&folded), 1);
        }
        let written = cut.written();
        let mut stream = tokenizer.token_stream(&written);
        let mut tokens = 0;
        while stream.advance() {
            tokens += stream.token().text.len();
        }
        black_box(tokens);
        Ok(())
    })?;
    let speed = |cost: &Cost| megabytes / (cost.mean_us * count(texts.len()) / 1e6);
    println!("cutting {megabytes:.1} MB of abstracts");
    println!(
        "  bare loop over the library   {:>6.1} MB per CPU-second",
        speed(&bare)
    );
    println!(
        "  through our tokenizer        {:>6.1} MB per CPU-second, {:.2} of the bare loop",
        speed(&ours),
        speed(&ours) / speed(&bare)
    );
    Ok(())
}
