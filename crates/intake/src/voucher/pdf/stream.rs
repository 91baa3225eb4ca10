//! Filters of streams: Flate with or without the predictors of PNG, and the two that write bytes as letters.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::super::error::{VoucherError, shown};
use super::object::{Dictionary, Object, broken};

/// What a stream holds, in at most `most` bytes after each filter.
pub(super) fn decoded(
    raw: &[u8],
    filters: &[(String, Dictionary)],
    most: usize,
) -> Result<Vec<u8>, VoucherError> {
    let mut bytes = raw.to_vec();
    for (filter, parameters) in filters {
        bytes = match filter.as_str() {
            "FlateDecode" | "Fl" => predicted(inflated(&bytes, most)?, parameters)?,
            "ASCIIHexDecode" | "AHx" => hexadecimal(&bytes)?,
            "ASCII85Decode" | "A85" => base_85(&bytes)?,
            "Crypt" => return Err(VoucherError::Encrypted),
            other => {
                return Err(VoucherError::Broken(format!(
                    "PDF 中需要的内容用“{}”压缩，无法读取",
                    shown(other)
                )));
            }
        };
    }
    if bytes.len() > most {
        return Err(too_much(most));
    }
    Ok(bytes)
}

fn too_much(most: usize) -> VoucherError {
    VoucherError::TooMuch(format!("PDF 的内容解压后超过 {} MiB", most >> 20))
}

fn inflated(bytes: &[u8], most: usize) -> Result<Vec<u8>, VoucherError> {
    let mut out = Vec::new();
    ZlibDecoder::new(bytes)
        .take(most as u64 + 1)
        .read_to_end(&mut out)
        .map_err(|_| broken())?;
    if out.len() > most {
        return Err(too_much(most));
    }
    Ok(out)
}

fn predicted(bytes: Vec<u8>, parameters: &Dictionary) -> Result<Vec<u8>, VoucherError> {
    let predictor = parameters.integer("Predictor").unwrap_or(1);
    if predictor < 10 {
        return if predictor == 1 {
            Ok(bytes)
        } else {
            Err(broken())
        };
    }
    let of =
        |key: &str, otherwise: usize| parameters.integer(key).unwrap_or(otherwise).min(1 << 16);
    let bits = of("Colors", 1) * of("BitsPerComponent", 8);
    let step = bits.div_ceil(8).max(1);
    let width = (bits * of("Columns", 1)).div_ceil(8).max(1);
    // Rows longer than all there is are nobody's, and would only take memory.
    if width > bytes.len() {
        return if bytes.is_empty() {
            Ok(bytes)
        } else {
            Err(broken())
        };
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut above = vec![0_u8; width];
    for row in bytes.chunks(width + 1) {
        let (kind, row) = row.split_first().ok_or_else(broken)?;
        let mut line = vec![0_u8; width];
        for (at, byte) in row.iter().enumerate() {
            let left = at.checked_sub(step).map_or(0, |at| line[at]);
            let corner = at.checked_sub(step).map_or(0, |at| above[at]);
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => above[at],
                3 => ((u16::from(left) + u16::from(above[at])) / 2) as u8,
                4 => paeth(left, above[at], corner),
                _ => return Err(broken()),
            };
            line[at] = byte.wrapping_add(guess);
        }
        out.extend_from_slice(&line[..row.len()]);
        above = line;
    }
    Ok(out)
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(above) - i16::from(corner);
    let far = |from: u8| (guess - i16::from(from)).abs();
    if far(left) <= far(above) && far(left) <= far(corner) {
        left
    } else if far(above) <= far(corner) {
        above
    } else {
        corner
    }
}

fn hexadecimal(bytes: &[u8]) -> Result<Vec<u8>, VoucherError> {
    let mut wrapped = vec![b'<'];
    wrapped.extend(bytes.iter().take_while(|byte| **byte != b'>'));
    wrapped.push(b'>');
    match super::object::Lexer::new(&wrapped, 0).object()? {
        Object::Text(text) => Ok(text),
        _ => Err(broken()),
    }
}

fn base_85(bytes: &[u8]) -> Result<Vec<u8>, VoucherError> {
    let mut out = Vec::new();
    let mut group: Vec<u8> = Vec::with_capacity(5);
    for byte in bytes {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            0 | 9 | 10 | 12 | 13 | 32 => continue,
            _ => return Err(broken()),
        }
        if group.len() == 5 {
            out.extend(four(&group)?);
            group.clear();
        }
    }
    match group.len() {
        0 => {}
        1 => return Err(broken()),
        kept => {
            group.resize(5, 84);
            out.extend(&four(&group)?[..kept - 1]);
        }
    }
    Ok(out)
}

fn four(group: &[u8]) -> Result<[u8; 4], VoucherError> {
    let value = group
        .iter()
        .fold(0_u64, |sum, digit| sum * 85 + u64::from(*digit));
    let value = u32::try_from(value).map_err(|_| broken())?;
    Ok(value.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_undo_what_they_name() {
        let name = |name: &str| vec![(name.to_owned(), Dictionary::default())];
        assert_eq!(
            decoded(b"41 42>", &name("ASCIIHexDecode"), 9).expect("hex"),
            b"AB"
        );
        assert_eq!(
            decoded(b"87cUR~>", &name("ASCII85Decode"), 9).expect("85"),
            b"Hell"
        );
        assert!(decoded(b"x", &name("LZWDecode"), 9).is_err());
    }

    #[test]
    fn rows_are_predicted_from_what_is_left_and_above() {
        let Ok(Object::Dictionary(parameters)) =
            super::super::object::Lexer::new(b"<</Predictor 12/Columns 2>>", 0).object()
        else {
            panic!("a dictionary");
        };
        let rows = vec![2, 1, 2, 2, 1, 1, 1, 5, 1];
        assert_eq!(
            predicted(rows, &parameters).expect("rows"),
            [1, 2, 2, 3, 5, 6]
        );
    }
}
