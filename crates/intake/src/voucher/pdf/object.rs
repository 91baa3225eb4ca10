//! Objects of a PDF as they are written (ISO 32000-1, 7.2 and 7.3).

use super::super::error::VoucherError;
use super::super::limits;

/// A direct object, or a reference.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Boolean,
    Integer(i64),
    /// As it is written: no float decides about money.
    Real(String),
    Name(String),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    Reference(u32),
}

/// Keys and values in their order; a key may be there twice.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dictionary(Vec<(String, Object)>);

impl Dictionary {
    pub(super) fn get(&self, key: &str) -> Option<&Object> {
        let mut found = self.0.iter().filter(|(name, _)| name == key);
        found.next().map(|(_, value)| value)
    }

    pub(super) fn integer(&self, key: &str) -> Option<usize> {
        match self.get(key) {
            Some(Object::Integer(number)) => usize::try_from(*number).ok(),
            _ => None,
        }
    }

    pub(super) fn entries(&self) -> &[(String, Object)] {
        &self.0
    }

    pub(super) fn into_values(self) -> impl Iterator<Item = Object> {
        self.0.into_iter().map(|(_, value)| value)
    }

    /// Takes what an older dictionary has under some keys, and this one has not.
    pub(super) fn complete(&mut self, older: Dictionary, keys: &[&str]) {
        for (key, value) in older.0 {
            if keys.contains(&key.as_str()) && self.get(&key).is_none() {
                self.0.push((key, value));
            }
        }
    }
}

/// Reads objects one behind the other.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    pub at: usize,
    /// How many objects may still be read: they take more memory than what is written.
    left: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

impl<'a> Lexer<'a> {
    /// Begins at a place, or at the end when a file names a place behind it.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at: at.min(bytes.len()),
            left: limits::PDF_PARSED,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes white space and comments.
    pub(super) fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| !matches!(byte, 10 | 13)) {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Passes a word if it comes next.
    pub(super) fn word(&mut self, word: &str) -> bool {
        self.skip();
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let ends = rest.get(word.len()).is_none_or(|byte| !is_regular(*byte));
        let comes = rest.starts_with(word.as_bytes()) && ends;
        if comes {
            self.at += word.len();
        }
        comes
    }

    fn regular(&mut self) -> &'a [u8] {
        let from = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        &self.bytes[from..self.at]
    }

    /// A whole number without a sign.
    pub(super) fn number(&mut self) -> Option<usize> {
        self.skip();
        let start = self.at;
        let digits = std::str::from_utf8(self.regular()).ok();
        let number = digits
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok());
        if number.is_none() {
            self.at = start;
        }
        number
    }

    /// The next object.
    pub(super) fn object(&mut self) -> Result<Object, VoucherError> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Result<Object, VoucherError> {
        if depth > limits::DEPTH {
            return Err(VoucherError::TooMuch(format!(
                "PDF 对象嵌套超过 {} 层",
                limits::DEPTH
            )));
        }
        self.left = self
            .left
            .checked_sub(1)
            .ok_or_else(|| VoucherError::TooMuch("PDF 的一个对象过大".into()))?;
        self.skip();
        match self.peek() {
            Some(b'/') => {
                self.at += 1;
                Ok(Object::Name(self.name()))
            }
            Some(b'(') => self.literal().map(Object::Text),
            Some(b'<') if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                self.dictionary(depth)
            }
            Some(b'<') => self.hexadecimal().map(Object::Text),
            Some(b'[') => {
                self.at += 1;
                let mut all = Vec::new();
                loop {
                    self.skip();
                    if self.peek() == Some(b']') {
                        self.at += 1;
                        return Ok(Object::Array(all));
                    }
                    all.push(self.nested(depth + 1)?);
                }
            }
            Some(byte) if is_regular(byte) => self.plain(),
            _ => Err(broken()),
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Object, VoucherError> {
        let mut entries = Vec::new();
        loop {
            self.skip();
            match self.peek() {
                Some(b'>') if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    return Ok(Object::Dictionary(Dictionary(entries)));
                }
                Some(b'/') => {
                    self.at += 1;
                    let key = self.name();
                    entries.push((key, self.nested(depth + 1)?));
                }
                _ => return Err(broken()),
            }
        }
    }

    /// A number, a reference or a word.
    fn plain(&mut self) -> Result<Object, VoucherError> {
        let word = std::str::from_utf8(self.regular()).map_err(|_| broken())?;
        match word {
            "null" => return Ok(Object::Null),
            "true" | "false" => return Ok(Object::Boolean),
            _ => {}
        }
        if let Ok(integer) = word.strip_prefix('+').unwrap_or(word).parse::<i64>() {
            let behind = self.at;
            if let Ok(id) = u32::try_from(integer)
                && self.number().is_some()
                && self.word("R")
            {
                return Ok(Object::Reference(id));
            }
            self.at = behind;
            return Ok(Object::Integer(integer));
        }
        let numeric = word
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
        if numeric {
            return Ok(Object::Real(word.to_owned()));
        }
        Err(broken())
    }

    fn name(&mut self) -> String {
        let written = self.regular();
        let mut bytes = Vec::with_capacity(written.len());
        let mut at = 0;
        while at < written.len() {
            let escaped = written
                .get(at + 1..at + 3)
                .filter(|_| written[at] == b'#')
                .and_then(|hex| std::str::from_utf8(hex).ok())
                .and_then(|hex| u8::from_str_radix(hex, 16).ok());
            match escaped {
                Some(byte) => {
                    bytes.push(byte);
                    at += 3;
                }
                None => {
                    bytes.push(written[at]);
                    at += 1;
                }
            }
        }
        super::text(&bytes)
    }

    fn literal(&mut self) -> Result<Vec<u8>, VoucherError> {
        self.at += 1;
        let mut open = 1_usize;
        let mut text = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(text);
                    }
                }
                b'\\' => {
                    self.escaped(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        Err(broken())
    }

    fn escaped(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(10),
            b'r' => text.push(13),
            b't' => text.push(9),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => {
                            value = value * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                text.push((value & 0xff) as u8);
            }
            // A line that goes on.
            13 => {
                if self.peek() == Some(10) {
                    self.at += 1;
                }
            }
            10 => {}
            other => text.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Result<Vec<u8>, VoucherError> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'>' => {
                    if digits.len() % 2 == 1 {
                        digits.push(0);
                    }
                    return Ok(digits
                        .chunks_exact(2)
                        .map(|two| two[0] << 4 | two[1])
                        .collect());
                }
                _ if is_space(byte) => {}
                _ => {
                    let digit = char::from(byte).to_digit(16).ok_or_else(broken)?;
                    digits.push((digit & 0xf) as u8);
                }
            }
        }
        Err(broken())
    }
}

pub(super) fn broken() -> VoucherError {
    VoucherError::Broken("PDF 的结构无法读取".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<Object, VoucherError> {
        Lexer::new(text, 0).object()
    }

    #[test]
    fn objects_are_read_as_they_are_written() {
        for (written, object) in [
            (
                &b"/TotalTax#2DincludedAmount "[..],
                Object::Name("TotalTax-includedAmount".into()),
            ),
            (
                b"(a\\(b\\)(c)\\101\\\n)",
                Object::Text(b"a(b)(c)A".to_vec()),
            ),
            (b"<41 4>", Object::Text(b"A@".to_vec())),
            (b"-12", Object::Integer(-12)),
            (b"600000.00", Object::Real("600000.00".into())),
            (b"12 0 R", Object::Reference(12)),
            (
                b"[1 2 R 3]",
                Object::Array(vec![Object::Reference(1), Object::Integer(3)]),
            ),
            (b"% note\nnull", Object::Null),
        ] {
            assert_eq!(read(written).expect("an object"), object);
        }
        let Ok(Object::Dictionary(dictionary)) = read(b"<</A 1/B[2 3]/A 4>>") else {
            panic!("a dictionary");
        };
        assert_eq!(dictionary.entries().len(), 3);
        assert_eq!(dictionary.integer("A"), Some(1));
    }

    #[test]
    fn what_does_not_end_or_lies_too_deep_is_refused() {
        for written in [
            &b"(a"[..],
            b"<4",
            b"[1",
            b"<</A",
            b"<</A 1",
            b"",
            b")",
            b"word",
            b"<zz>",
        ] {
            assert!(read(written).is_err(), "{written:?}");
        }
        assert!(matches!(read(&[b'['; 100]), Err(VoucherError::TooMuch(_))));
    }
}
