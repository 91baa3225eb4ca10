//! The segmentation dictionary: jieba's words and the market's own, and the finer cut of long words.

use jieba_rs::Jieba;

use super::additions::added;
use super::han::is_han;

/// Words and how often they occur; built once, shared by everyone who cuts text.
pub struct Dictionary {
    jieba: Jieba,
}

/// The market's own words: a word a line, with how often it occurs.
pub(super) const OWN_WORDS: &str = include_str!("../../data/domain_words.txt");
/// Words of at least this many characters are cut finer.
const LONG: usize = 4;

/// All frequencies of jieba's dictionary together.
const EVERYDAY_TOKENS: f32 = 6.0e7;
/// The negative logarithm of the probability of a word like 环境 or 产品.
const NEITHER_RARE_NOR_COMMON: f32 = 10.0;

impl Dictionary {
    /// jieba's dictionary with the market's own words, and those that an operator added.
    pub fn built_in() -> Self {
        let mut jieba = Jieba::new();
        for line in OWN_WORDS
            .lines()
            .chain(added().words.lines())
            .filter(|line| !line.starts_with('#'))
        {
            let mut columns = line.split_whitespace();
            if let Some(word) = columns.next() {
                let frequency = columns.next().and_then(|text| text.parse().ok());
                jieba.add_word(word, frequency, None);
            }
        }
        Self { jieba }
    }

    /// How rare a word (or part of one) is in everyday Chinese, about 1 for a rare one: the negative logarithm of its
    /// probability, over that of a word that is neither rare nor common. Says what a corpus of achievements cannot:
    /// 公司 stands in few of them and still tells nothing.
    pub(crate) fn distinctness(&self, word: &str) -> f32 {
        if !word.starts_with(is_han) {
            return 1.0;
        }
        let probability = count(self.jieba.suggest_freq(word)) / EVERYDAY_TOKENS;
        -probability.ln() / NEITHER_RARE_NOR_COMMON
    }

    /// Hands over the words of a run of Han characters, as byte ranges in order, none overlapping another.
    ///
    /// Without the hidden Markov model: it invents words that depend on their neighbours, so that the same words are
    /// cut differently in a document and in a query.
    pub(super) fn cut(&self, run: &str, mut emit: impl FnMut(usize, usize)) {
        for token in self.jieba.cut(run, false) {
            // Every Han character of the run takes at least three bytes.
            if token.end - token.start >= LONG {
                self.cut_finer(token.word, token.byte_start, &mut emit);
            } else {
                emit(token.byte_start, token.byte_end);
            }
        }
    }

    /// Cuts a long word into as many shorter dictionary words as it has, each of at least two characters
    /// (锂离子电池 is 锂离子 and 电池), so that a part of a compound finds it; a word without such parts stays whole.
    fn cut_finer(&self, word: &str, offset: usize, emit: &mut impl FnMut(usize, usize)) {
        let ends: Vec<usize> = word
            .char_indices()
            .map(|(at, _)| at)
            .chain([word.len()])
            .collect();
        let length = ends.len() - 1;
        // For every place: the most words that lead there from the beginning, and where the last of them began.
        let mut best: Vec<Option<(usize, usize)>> = vec![None; length + 1];
        best[0] = Some((0, 0));
        for end in 2..=length {
            // The shortest last word first: Chinese compounds carry their head, most often of two characters, at the end.
            for start in (0..=end - 2).rev() {
                let Some((count, _)) = best[start] else {
                    continue;
                };
                let better = best[end].is_none_or(|(most, _)| count + 1 > most);
                if better
                    && (start, end) != (0, length)
                    && self.jieba.has_word(&word[ends[start]..ends[end]])
                {
                    best[end] = Some((count + 1, start));
                }
            }
        }
        let mut cuts = vec![length];
        let mut at = length;
        while let Some((_, start)) = best[at].filter(|_| at > 0) {
            cuts.push(start);
            at = start;
        }
        if at > 0 {
            cuts = vec![length, 0];
        }
        for pair in cuts.windows(2).rev() {
            emit(offset + ends[pair[1]], offset + ends[pair[0]]);
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a logarithm of counts needs no more than seven digits"
)]
fn count(n: usize) -> f32 {
    n as f32
}
