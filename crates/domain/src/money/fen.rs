//! Money is a whole number of fen 分. No float ever touches it.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

/// An amount in fen; may be negative (a refund, a clawback).
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(value_type = i64))]
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(pub i64);

/// The largest single amount that the edge accepts: 10,000 yi yuan 万亿元, far from overflow when summed.
pub const LARGEST: Fen = Fen(100_000_000_000_000);

/// The text is no amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMoney {
    /// Neither digits nor a decimal point.
    #[error("金额应为数字，单位元，例如 18000.00")]
    Shape,
    /// More than two decimals.
    #[error("金额最多两位小数（精确到分），例如 18000.00")]
    TooFine,
    /// Larger than [`LARGEST`].
    #[error("金额过大，最多 1,000,000,000,000.00 元")]
    TooLarge,
}

impl Fen {
    /// Zero.
    pub const ZERO: Fen = Fen(0);

    /// Sum, or nothing on overflow.
    pub fn plus(self, other: Fen) -> Option<Fen> {
        self.0.checked_add(other.0).map(Fen)
    }

    /// Difference, or nothing on overflow.
    pub fn minus(self, other: Fen) -> Option<Fen> {
        self.0.checked_sub(other.0).map(Fen)
    }

    /// Reads an amount in yuan as people type it: `18000`, `18,000.00`, `１８０００元`, `1.5万`, `2亿元`.
    ///
    /// # Errors
    /// When it is no number, finer than a fen or larger than [`LARGEST`].
    pub fn parse_yuan(text: &str) -> Result<Fen, NotMoney> {
        let folded = crate::text::half_width(crate::text::visible(text).trim());
        let mut plain: String = folded
            .chars()
            .filter(|c| !matches!(c, ',' | ' ' | '¥' | '￥'))
            .collect();
        if let Some(rest) = plain.strip_suffix('元') {
            plain = rest.to_owned();
        }
        let (number, zeros) = match plain.chars().last() {
            Some('万') => (plain.trim_end_matches('万'), 4),
            Some('亿') => (plain.trim_end_matches('亿'), 8),
            _ => (plain.as_str(), 0),
        };
        let (sign, digits) = number
            .strip_prefix('-')
            .map_or((1, number), |rest| (-1, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || !all_digits(whole)
            || !all_digits(fraction)
            || (digits.contains('.') && fraction.is_empty())
        {
            return Err(NotMoney::Shape);
        }
        let fraction = fraction.trim_end_matches('0');
        let scale = 2 + zeros;
        if fraction.len() > scale {
            return Err(NotMoney::TooFine);
        }
        let mut fen: i128 = 0;
        for digit in whole.bytes().chain(fraction.bytes()) {
            fen = fen * 10 + i128::from(digit - b'0');
            if fen > i128::from(LARGEST.0) {
                return Err(NotMoney::TooLarge);
            }
        }
        for _ in fraction.len()..scale {
            fen *= 10;
        }
        match i64::try_from(fen) {
            Ok(fen) if fen <= LARGEST.0 => Ok(Fen(sign * fen)),
            _ => Err(NotMoney::TooLarge),
        }
    }

    /// As in a table: `18,000.00` (the unit stands in the heading).
    pub fn in_yuan(self) -> String {
        let mut rest = self.0.unsigned_abs();
        // Written from the right; the longest amount takes 27 characters.
        let mut backwards: Vec<u8> = Vec::with_capacity(27);
        for place in 0.. {
            match place {
                2 => backwards.push(b'.'),
                5 | 8 | 11 | 14 | 17 => backwards.push(b','),
                _ => {}
            }
            backwards.push(b'0' + (rest % 10) as u8);
            rest /= 10;
            if rest == 0 && place >= 2 {
                break;
            }
        }
        if self.0 < 0 {
            backwards.push(b'-');
        }
        backwards.reverse();
        String::from_utf8(backwards).expect("only digits and signs were written")
    }

    /// As in prose: `120万元`, `3.5万元`, `9,800元`; never rounds: what is no round sum is written in full.
    pub fn in_prose(self) -> String {
        const YI: i64 = 10_000_000_000;
        const WAN: i64 = 1_000_000;
        for (unit, name) in [(YI, "亿元"), (WAN, "万元")] {
            // At most two decimals of the unit, exactly.
            if self.0.abs() >= unit && self.0 % (unit / 100) == 0 {
                let hundredths = self.0 / (unit / 100);
                let text = format!("{}.{:02}", hundredths / 100, (hundredths % 100).abs());
                let text = text.trim_end_matches('0').trim_end_matches('.');
                return format!("{text}{name}");
            }
        }
        let full = self.in_yuan();
        format!("{}元", full.strip_suffix(".00").unwrap_or(&full))
    }
}

impl fmt::Display for Fen {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} 元", self.in_yuan())
    }
}

impl Sum for Fen {
    /// Sums amounts that were each bounded by [`LARGEST`] at the edge.
    fn sum<I: Iterator<Item = Fen>>(amounts: I) -> Fen {
        Fen(amounts.map(|fen| fen.0).fold(0, i64::saturating_add))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_are_read_as_people_type_them() {
        for (text, fen) in [
            ("18000", 1_800_000),
            ("18,000.00", 1_800_000),
            ("１８０００．５元", 1_800_050),
            ("1.5万", 1_500_000),
            ("2亿元", 20_000_000_000),
            ("0.01", 1),
            ("-3.10", -310),
        ] {
            assert_eq!(Fen::parse_yuan(text), Ok(Fen(fen)), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_with_its_reason() {
        for (text, wrong) in [
            ("", NotMoney::Shape),
            ("面议", NotMoney::Shape),
            ("1.", NotMoney::Shape),
            ("1e9", NotMoney::Shape),
            ("1.005", NotMoney::TooFine),
            ("99999999999999999999999999", NotMoney::TooLarge),
            ("9999999999999亿", NotMoney::TooLarge),
        ] {
            assert_eq!(Fen::parse_yuan(text), Err(wrong), "{text}");
        }
    }

    #[test]
    fn amounts_are_written_for_tables_and_for_prose() {
        assert_eq!(Fen(1_800_000).in_yuan(), "18,000.00");
        assert_eq!(Fen(-5).in_yuan(), "-0.05");
        assert_eq!(Fen(0).in_yuan(), "0.00");
        assert_eq!(Fen(100_000).in_yuan(), "1,000.00");
        assert_eq!(Fen(99_999).in_yuan(), "999.99");
        assert_eq!(Fen(i64::MIN).in_yuan(), "-92,233,720,368,547,758.08");
        assert_eq!(Fen(50_000_000).in_prose(), "50万元");
        assert_eq!(Fen(3_500_000).in_prose(), "3.5万元");
        assert_eq!(Fen(1_666_666_667).in_prose(), "16,666,666.67元");
        assert_eq!(Fen(980_000).in_prose(), "9,800元");
    }
}
