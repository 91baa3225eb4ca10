//! The analyser as the index engine wants it: streams of tokens.

use tantivy::tokenizer::{Token as EngineToken, TokenStream, Tokenizer, TokenizerManager};

use super::{Analyser, Folded, Token, fold};

/// Name of the tokenizer of words in the schema.
pub(crate) const WORDS_TOKENIZER: &str = "jiqiao_words";
/// Name of the tokenizer of parts in the schema.
pub(crate) const PARTS_TOKENIZER: &str = "jiqiao_parts";

/// Makes both tokenizers known to an index; they share one dictionary, whose clone costs nothing.
pub(crate) fn register(tokenizers: &TokenizerManager, analyser: &Analyser) {
    tokenizers.register(WORDS_TOKENIZER, Cutter { analyser: analyser.clone(), cut: Analyser::words });
    tokenizers.register(PARTS_TOKENIZER, Cutter { analyser: analyser.clone(), cut: Analyser::parts });
}

#[derive(Clone)]
struct Cutter {
    analyser: Analyser,
    cut: fn(&Analyser, &Folded) -> Vec<Token>,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = CutText;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CutText {
        let folded = fold(text);
        let tokens = (self.cut)(&self.analyser, &folded);
        CutText { folded, tokens, next: 0, current: EngineToken::default() }
    }
}

struct CutText {
    folded: Folded,
    tokens: Vec<Token>,
    next: usize,
    current: EngineToken,
}

impl TokenStream for CutText {
    fn advance(&mut self) -> bool {
        let Some(token) = self.tokens.get(self.next) else { return false };
        self.current.text.clear();
        self.current.text.push_str(token.text(&self.folded));
        self.current.offset_from = self.folded.original(token.start);
        self.current.offset_to = self.folded.original(token.end);
        self.current.position = self.next;
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
