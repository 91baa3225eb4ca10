//! Text whose lines are partly UTF-8 and partly GB18030, as it comes from pasting one file into another: each line is read
//! by itself. Read in one encoding, the others would be other characters that nobody refuses.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{GB18030, UTF_8};

/// A line that is longer is read in pieces.
const PIECE: u64 = 1 << 20;

/// The lines of a file as UTF-8.
pub(crate) struct Lines<R> {
    input: BufReader<R>,
    text: Vec<u8>,
    given: usize,
    /// Lines that are Chinese in UTF-8.
    pub utf_8: u64,
    /// Lines that are no UTF-8.
    pub gb18030: u64,
    /// Lines of either kind with bytes that make no sense in it.
    pub malformed: u64,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(input: R) -> Self {
        Self {
            input: BufReader::new(input),
            text: Vec::new(),
            given: 0,
            utf_8: 0,
            gb18030: 0,
            malformed: 0,
        }
    }

    /// Reads the next line; whether there was one.
    pub(crate) fn advance(&mut self) -> io::Result<bool> {
        let mut line = Vec::new();
        let mut piece = self.input.by_ref().take(PIECE);
        if piece.read_until(b'\n', &mut line)? == 0 {
            return Ok(false);
        }
        let (encoding, count) = if !line.is_ascii() && is_utf_8(&line) {
            (UTF_8, &mut self.utf_8)
        } else {
            (GB18030, &mut self.gb18030)
        };
        *count += u64::from(!line.is_ascii());
        let (text, malformed) = encoding.decode_without_bom_handling(&line);
        self.malformed += u64::from(malformed);
        self.text = text.into_owned().into_bytes();
        self.given = 0;
        Ok(true)
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if !self.advance()? {
                return Ok(0);
            }
        }
        let size = out.len().min(self.text.len() - self.given);
        out[..size].copy_from_slice(&self.text[self.given..self.given + size]);
        self.given += size;
        Ok(size)
    }
}

/// Whether a line is Chinese in UTF-8, a few damaged bytes aside. Two characters of GB18030 may look like two letters of
/// UTF-8 (联通), hardly ever like a Chinese one, and most of its characters are no UTF-8 at all.
fn is_utf_8(line: &[u8]) -> bool {
    let text = String::from_utf8_lossy(line);
    let damaged = text.matches('\u{fffd}').count();
    let beyond_ascii = line.iter().filter(|b| !b.is_ascii()).count();
    let is_chinese = |c: char| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    damaged * 4 <= beyond_ascii && text.contains(is_chinese)
}
