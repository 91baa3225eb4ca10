//! The analyser as the index engine wants it: streams of tokens.

use tantivy::tokenizer::{Token as EngineToken, TokenStream, Tokenizer, TokenizerManager};

use super::{Analyser, Folded, Token, fold};

/// Name of the tokenizer of words in the schema.
pub(crate) const WORDS_TOKENIZER: &str = "jiqiao_words";
/// Name of the tokenizer of words that counts texts of [`repeated`].
pub(crate) const WEIGHTED_WORDS_TOKENIZER: &str = "jiqiao_weighted_words";
/// Name of the tokenizer of parts that counts texts of [`repeated`].
pub(crate) const PARTS_TOKENIZER: &str = "jiqiao_parts";

/// Makes the tokenizers known to an index; they share one dictionary, whose clone costs nothing.
pub fn register(tokenizers: &TokenizerManager, analyser: &Analyser) {
    let cutter = |cut, is_weighted| Cutter { analyser: analyser.clone(), cut, is_weighted };
    tokenizers.register(WORDS_TOKENIZER, cutter(Analyser::words, false));
    tokenizers.register(WEIGHTED_WORDS_TOKENIZER, cutter(Analyser::words, true));
    tokenizers.register(PARTS_TOKENIZER, cutter(Analyser::parts, true));
}

/// A text for a weighted tokenizer: its tokens are counted so many times, without cutting it so many times.
pub(crate) fn repeated(text: &str, times: u8) -> String {
    let mut marked = String::with_capacity(text.len() + 1);
    marked.push(char::from(times));
    marked.push_str(text);
    marked
}

#[derive(Clone)]
struct Cutter {
    analyser: Analyser,
    cut: fn(&Analyser, &Folded) -> Vec<Token>,
    /// Whether the first character of a text says how often its tokens are counted.
    is_weighted: bool,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = CutText;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CutText {
        let mark = text.chars().next().filter(|_| self.is_weighted);
        let skipped = mark.map_or(0, char::len_utf8);
        let folded = fold(&text[skipped..]);
        let tokens = (self.cut)(&self.analyser, &folded);
        let rounds = mark.map_or(1, |mark| mark as usize);
        CutText { folded, skipped, tokens, rounds, next: 0, round: 0, current: EngineToken::default() }
    }
}

struct CutText {
    folded: Folded,
    /// Bytes of the mark, which every offset must count.
    skipped: usize,
    tokens: Vec<Token>,
    rounds: usize,
    round: usize,
    next: usize,
    current: EngineToken,
}

impl TokenStream for CutText {
    fn advance(&mut self) -> bool {
        if self.next == self.tokens.len() {
            self.next = 0;
            self.round += 1;
        }
        let Some(token) = self.tokens.get(self.next).filter(|_| self.round < self.rounds) else { return false };
        self.current.text.clear();
        self.current.text.push_str(token.text(&self.folded));
        self.current.offset_from = self.skipped + self.folded.original(token.start);
        self.current.offset_to = self.skipped + self.folded.original(token.end);
        // A gap between rounds, so that the last word of one and the first of the next are no neighbours.
        self.current.position = self.round * (self.tokens.len() + 1) + self.next;
        self.next += 1;
        true
    }

    fn token(&self) -> &EngineToken {
        &self.current
    }

    fn token_mut(&mut self) -> &mut EngineToken {
        &mut self.current
    }
}
