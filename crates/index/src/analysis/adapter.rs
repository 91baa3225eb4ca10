//! The analyser as the index engine wants it. A text is cut once, whatever the number of fields that index it: the tokens
//! travel to the engine written one after the other, and its tokenizer only takes them apart again.

use tantivy::tokenizer::{Token as EngineToken, TokenStream, Tokenizer, TokenizerManager};

/// Name of the tokenizer in the schema.
pub(crate) const CUT_TOKENIZER: &str = "jiqiao_cut";

/// Where a value ends; in no token, because the analyser drops controls.
const END_OF_VALUE: u8 = 0;
/// Bytes up to this one say how often the token that follows is counted.
const TIMES_AT_MOST: u8 = 0x1f;

/// Makes the tokenizer known to an index.
pub(crate) fn register(tokenizers: &TokenizerManager) {
    tokenizers.register(CUT_TOKENIZER, CutTokenizer);
}

/// Tokens on their way to the engine. Every token takes one place, and the end of every value leaves one empty, so that
/// the last word of one and the first of the next are no neighbours.
#[derive(Default)]
pub struct CutText {
    written: String,
    places: u32,
}

impl CutText {
    /// Adds a token that is counted so many times, all in the same place.
    pub fn token(&mut self, text: &str, times: u8) {
        self.written.push(char::from(times.clamp(1, TIMES_AT_MOST)));
        self.written.push_str(text);
        self.places += 1;
    }

    /// Ends a value.
    pub fn end_value(&mut self) {
        self.written.push(char::from(END_OF_VALUE));
        self.places += 1;
    }

    /// How many places are taken.
    pub(crate) fn places(&self) -> u32 {
        self.places
    }

    /// As the tokenizer reads it.
    pub fn written(self) -> String {
        self.written
    }
}

/// Takes apart what [`CutText`] wrote.
#[derive(Clone)]
pub struct CutTokenizer;

impl Tokenizer for CutTokenizer {
    type TokenStream<'a> = TokensOf<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TokensOf<'a> {
        TokensOf {
            rest: text,
            again: 0,
            current: EngineToken {
                position: 0,
                ..EngineToken::default()
            },
            next_place: 0,
        }
    }
}

/// The tokens of one text.
pub struct TokensOf<'a> {
    rest: &'a str,
    /// How often the current token is still to be counted.
    again: u8,
    current: EngineToken,
    next_place: usize,
}

impl TokenStream for TokensOf<'_> {
    fn advance(&mut self) -> bool {
        if self.again > 0 {
            self.again -= 1;
            return true;
        }
        while let Some(mark) = self.rest.bytes().next() {
            let rest = &self.rest[1..];
            if mark == END_OF_VALUE {
                (self.rest, self.next_place) = (rest, self.next_place + 1);
                continue;
            }
            let length = rest
                .bytes()
                .position(|byte| byte <= TIMES_AT_MOST)
                .unwrap_or(rest.len());
            self.current.text.clear();
            self.current.text.push_str(&rest[..length]);
            self.current.position = self.next_place;
            (self.rest, self.again, self.next_place) =
                (&rest[length..], mark - 1, self.next_place + 1);
            return true;
        }
        false
    }

    fn token(&self) -> &EngineToken {
        &self.current
    }

    fn token_mut(&mut self) -> &mut EngineToken {
        &mut self.current
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_out_as_they_went_in_in_their_places_and_as_often_as_they_count() {
        let mut cut = CutText::default();
        cut.token("石墨烯", 2);
        cut.token("膜", 1);
        cut.end_value();
        cut.end_value();
        cut.token("lifepo4", 1);
        assert_eq!(cut.places(), 5);
        let (written, mut seen) = (cut.written(), Vec::new());
        CutTokenizer
            .token_stream(&written)
            .process(&mut |token| seen.push((token.text.clone(), token.position)));
        assert_eq!(
            seen,
            [("石墨烯", 0), ("石墨烯", 0), ("膜", 1), ("lifepo4", 4)]
                .map(|(text, place)| (text.to_owned(), place))
        );
        assert!(!CutTokenizer.token_stream("").advance());
    }
}
