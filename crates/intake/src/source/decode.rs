//! Text files as UTF-8, whatever Chinese Excel wrote: UTF-8 with or without its mark, GB18030 (and so GBK, GB2312),
//! UTF-16 with its mark. The encoding is told from the whole file, since a short beginning proves nothing.

use std::io::{self, Read};

use encoding_rs::{BIG5, Decoder, DecoderResult, Encoding, GB18030, UTF_8};

use super::mixed::Lines;
use crate::error::FileError;
use crate::file::File;
use crate::format::{HEAD_BYTES, unmarked_utf_16};
use crate::headings;

/// How a file is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decoding {
    pub encoding: &'static Encoding,
    /// Some bytes make no sense in it; they become U+FFFD.
    pub lossy: bool,
    /// Every line is in an encoding of its own.
    pub mixed: bool,
}

impl Decoding {
    /// The text of what is read.
    pub(crate) fn text<'a>(self, input: impl Read + 'a) -> Decoded<Box<dyn Read + 'a>> {
        if self.mixed {
            Decoded::new(Box::new(Lines::new(input)), UTF_8)
        } else {
            Decoded::new(Box::new(input), self.encoding)
        }
    }
}

/// Tells the encoding: its mark, else UTF-16 or UTF-8 when all of the file is, else GB18030.
///
/// # Errors
/// When the bytes are no text in either.
pub(crate) fn detect(file: &File) -> Result<Decoding, FileError> {
    let head = file.head(HEAD_BYTES)?;
    let marked = Encoding::for_bom(&head)
        .map(|(encoding, _)| encoding)
        .or_else(|| unmarked_utf_16(&head));
    if let Some(encoding) = marked {
        let lossy = count_malformed(file, encoding)?.malformed > 0;
        return Ok(Decoding {
            encoding,
            lossy,
            mixed: false,
        });
    }
    let utf_8 = count_malformed(file, UTF_8)?;
    if utf_8.malformed == 0 {
        return Ok(Decoding {
            encoding: UTF_8,
            lossy: false,
            mixed: false,
        });
    }
    let gb18030 = count_malformed(file, GB18030)?;
    if headings_as(file, BIG5)? > headings_as(file, GB18030)? {
        let lossy = count_malformed(file, BIG5)?.malformed > 0;
        return Ok(Decoding {
            encoding: BIG5,
            lossy,
            mixed: false,
        });
    }
    let mut lines = Lines::new(file.open()?);
    while lines.advance()? {}
    if lines.utf_8 > 0 && lines.gb18030 > 0 {
        return Ok(Decoding {
            encoding: GB18030,
            lossy: lines.malformed > 0,
            mixed: true,
        });
    }
    let (encoding, best) = if utf_8.malformed <= gb18030.malformed {
        (UTF_8, utf_8)
    } else {
        (GB18030, gb18030)
    };
    // A few broken places cost their rows; text that is broken all over is none.
    if best.malformed * 100 > best.bytes {
        return Err(FileError::Format(
            "文件的文字编码无法识别（不是 UTF-8、GB18030，也不是带标记的 UTF-16）",
        ));
    }
    Ok(Decoding {
        encoding,
        lossy: best.malformed > 0,
        mixed: false,
    })
}

/// How many known headings the beginning holds in an encoding: nearly any bytes are some text in GB18030, also Big5.
fn headings_as(file: &File, encoding: &'static Encoding) -> io::Result<usize> {
    let head = file.head(HEAD_BYTES.min(4096))?;
    let text = encoding.decode_without_bom_handling(&head).0;
    let cells = text
        .lines()
        .take(5)
        .flat_map(|line| line.split([',', ';', '\t', '|']));
    Ok(cells
        .filter(|cell| headings::find(cell.trim_matches('"')).is_some())
        .count())
}

struct Count {
    malformed: u64,
    bytes: u64,
}

fn count_malformed(file: &File, encoding: &'static Encoding) -> io::Result<Count> {
    let mut input = file.open()?;
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut text = String::with_capacity(256 << 10);
    let mut piece = vec![0; 64 << 10];
    let mut count = Count {
        malformed: 0,
        bytes: 0,
    };
    loop {
        let read = input.read(&mut piece)?;
        count.bytes += read as u64;
        let mut from = 0;
        loop {
            text.clear();
            let (result, used) = decoder.decode_to_string_without_replacement(
                &piece[from..read],
                &mut text,
                read == 0,
            );
            from += used;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => count.malformed += 1,
            }
        }
        if read == 0 {
            return Ok(count);
        }
    }
}

/// Reads a file as UTF-8 with `\n` at the end of every line, also of the last one, so that lines can be counted.
pub(crate) struct Decoded<R> {
    input: R,
    decoder: Decoder,
    bytes: Vec<u8>,
    text: Vec<u8>,
    given: usize,
    ended: bool,
    after_return: bool,
}

impl<R: Read> Decoded<R> {
    pub(crate) fn new(input: R, encoding: &'static Encoding) -> Self {
        Self {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            bytes: vec![0; 16 << 10],
            text: Vec::new(),
            given: 0,
            ended: false,
            after_return: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = self.input.read(&mut self.bytes)?;
        self.ended = read == 0;
        // Never fewer than what is needed for the whole piece, so one call takes all of it.
        let room = self
            .decoder
            .max_utf8_buffer_length(read)
            .unwrap_or(read * 4 + 16);
        self.text.resize(room, 0);
        let (_, _, written, _) =
            self.decoder
                .decode_to_utf8(&self.bytes[..read], &mut self.text, self.ended);
        self.text.truncate(written);
        self.unify_line_ends();
        if self.ended {
            self.text.push(b'\n');
        }
        self.given = 0;
        Ok(())
    }

    fn unify_line_ends(&mut self) {
        let mut after_return = self.after_return;
        self.text.retain_mut(|b| {
            let second_half = *b == b'\n' && after_return;
            after_return = *b == b'\r';
            if after_return {
                *b = b'\n';
            }
            !second_half
        });
        self.after_return = after_return;
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.ended {
            self.refill()?;
        }
        let size = out.len().min(self.text.len() - self.given);
        out[..size].copy_from_slice(&self.text[self.given..self.given + size]);
        self.given += size;
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (Decoding, String) {
        let file = File::in_memory("a.csv", bytes.to_vec());
        let decoding = detect(&file).expect("text");
        let mut text = String::new();
        decoding
            .text(file.open().expect("opens"))
            .read_to_string(&mut text)
            .expect("reads");
        (decoding, text)
    }

    #[test]
    fn every_encoding_of_chinese_excel_is_told_and_read() {
        let text = "成果名称,摘要\n石墨烯导热膜,㐀𠀀".repeat(5000);
        let utf_16: Vec<u8> = std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let with_mark = format!("\u{feff}{text}");
        for (bytes, name) in [
            (text.as_bytes(), "UTF-8"),
            (with_mark.as_bytes(), "UTF-8"),
            (&*GB18030.encode(&text).0, "gb18030"),
            (&utf_16, "UTF-16LE"),
        ] {
            let (decoding, read) = decoded(bytes);
            assert_eq!((decoding.encoding.name(), decoding.lossy), (name, false));
            assert!(read == format!("{text}\n"), "{name}");
        }
    }

    #[test]
    fn every_kind_of_line_end_is_one() {
        assert_eq!(decoded(b"a\r\nb\rc\n\r\nd").1, "a\nb\nc\n\nd\n");
    }

    #[test]
    fn a_few_broken_bytes_are_marked_and_noise_is_refused() {
        let mut bytes = "成果名称,摘要\n石墨烯导热膜,好".repeat(100).into_bytes();
        bytes[2000] = 0xff;
        assert!(decoded(&bytes).0.lossy);
        assert!(detect(&File::in_memory("a.csv", vec![0xff; 4096])).is_err());
    }
}
