//! Rates 补助比例: exact fractions, flat or in brackets. No float anywhere.

use std::fmt;

use domain::Fen;
use num_bigint::BigInt;

use crate::exact::{Exact, whole};

/// An exact share of an amount, above 0 and at most 1, written as people wrote it: `3%`, `0.5%`, `3/100`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    numerator: i64,
    denominator: i64,
    written: String,
}

/// The text is no rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotARate {
    /// Neither a percentage nor a fraction.
    #[error("比例应写成百分数或分数，例如 \"3%\"、\"0.5%\" 或 \"3/100\"")]
    Shape,
    /// Not above 0 or above 1.
    #[error("比例应大于 0 且不超过 100%")]
    Range,
}

impl Rate {
    /// Reads a percentage with at most six decimals, or a fraction.
    ///
    /// # Errors
    /// When the text has another shape, or the share is not above 0 and at most 1.
    pub fn parse(text: &str) -> Result<Self, NotARate> {
        let (numerator, denominator) = match (text.strip_suffix('%'), text.split_once('/')) {
            (Some(percent), None) => {
                let (units, decimals) = percent.split_once('.').unwrap_or((percent, ""));
                if percent.ends_with('.') || decimals.len() > 6 {
                    return Err(NotARate::Shape);
                }
                let scale = decimals.bytes().fold(100, |scale: i64, _| scale * 10);
                (digits(&format!("{units}{decimals}"))?, scale)
            }
            (None, Some((above, below))) => (digits(above)?, digits(below)?),
            (Some(_), Some(_)) | (None, None) => return Err(NotARate::Shape),
        };
        if numerator == 0 || numerator > denominator {
            return Err(NotARate::Range);
        }
        Ok(Self {
            numerator,
            denominator,
            written: text.to_owned(),
        })
    }

    /// This share of an amount. The fraction is left as it comes: reducing it would cost more than it saves.
    pub(crate) fn of(&self, amount: &Exact) -> Exact {
        Exact::new_raw(
            amount.numer() * self.numerator,
            amount.denom() * self.denominator,
        )
    }

    /// The amount of which this share is `part`.
    pub(crate) fn base_of(&self, part: Fen) -> Exact {
        Exact::new(
            BigInt::from(part.0) * self.denominator,
            BigInt::from(self.numerator),
        )
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.written)
    }
}

fn digits(text: &str) -> Result<i64, NotARate> {
    let plain =
        !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain {
        text.parse().map_err(|_| NotARate::Shape)
    } else {
        Err(NotARate::Shape)
    }
}

/// From an amount upwards, another rate holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// The amount from which the rate holds.
    pub from_fen: Fen,
    /// The rate.
    pub rate: Rate,
}

/// How the subsidy grows with its base 计算基数.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scale {
    /// One rate for the whole base.
    Flat(Rate),
    /// Each bracket's rate applies to the part of the base inside it 超额累进. Brackets ascend; the first begins at 0.
    Graduated(Vec<Bracket>),
    /// The rate of the highest bracket reached applies to the whole base 全额累进. Brackets ascend; the first begins at 0.
    Whole(Vec<Bracket>),
}

impl Scale {
    /// The exact subsidy on an exact base.
    pub(crate) fn of(&self, base: &Exact) -> Exact {
        match self {
            Scale::Flat(rate) => rate.of(base),
            Scale::Whole(brackets) => {
                let reached = brackets
                    .iter()
                    .rev()
                    .find(|bracket| *base >= whole(bracket.from_fen));
                reached.map_or_else(|| whole(Fen::ZERO), |bracket| bracket.rate.of(base))
            }
            Scale::Graduated(brackets) => {
                let mut sum = whole(Fen::ZERO);
                for (at, bracket) in brackets.iter().enumerate() {
                    let from = whole(bracket.from_fen);
                    if *base <= from {
                        break;
                    }
                    let upper = brackets
                        .get(at + 1)
                        .map(|next| whole(next.from_fen))
                        .filter(|next| next < base);
                    sum += bracket
                        .rate
                        .of(&(upper.unwrap_or_else(|| base.clone()) - from));
                }
                sum
            }
        }
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, brackets) = match self {
            Scale::Flat(rate) => return write!(out, "{rate}"),
            Scale::Graduated(brackets) => ("分段累进", brackets),
            Scale::Whole(brackets) => ("按所达档次全额", brackets),
        };
        let parts: Vec<String> = brackets
            .iter()
            .map(|bracket| format!("{} 元起 {}", bracket.from_fen.in_yuan(), bracket.rate))
            .collect();
        write!(out, "{name}（{}）", parts.join("，"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::round;
    use crate::file::Rounding;

    fn yuan(text: &str) -> Fen {
        Fen::parse_yuan(text).expect("an amount")
    }

    fn bracket(from: &str, rate: &str) -> Bracket {
        Bracket {
            from_fen: yuan(from),
            rate: Rate::parse(rate).expect("a rate"),
        }
    }

    fn of(scale: &Scale, base: &str) -> String {
        round(&scale.of(&whole(yuan(base))), Rounding::HalfUp).in_yuan()
    }

    #[test]
    fn rates_are_read_exactly() {
        for (text, numerator, denominator) in [
            ("3%", 3, 100),
            ("0.5%", 5, 1000),
            ("100%", 100, 100),
            ("1/3", 1, 3),
        ] {
            let rate = Rate::parse(text).expect(text);
            assert_eq!(
                (rate.numerator, rate.denominator),
                (numerator, denominator),
                "{text}"
            );
        }
        for text in [
            "",
            "%",
            "3",
            "0.03",
            "3.%",
            "-3%",
            "3 %",
            "1/2%",
            "1/",
            "3e1%",
            "0.1234567%",
        ] {
            assert_eq!(Rate::parse(text), Err(NotARate::Shape), "{text}");
        }
        for text in ["0%", "101%", "4/3", "0/1", "1/0"] {
            assert_eq!(Rate::parse(text), Err(NotARate::Range), "{text}");
        }
    }

    #[test]
    fn graduated_brackets_tax_each_part_at_its_own_rate() {
        let scale = Scale::Graduated(vec![
            bracket("0", "1%"),
            bracket("100000", "0.5%"),
            bracket("1000000", "0.1%"),
        ]);
        for (base, subsidy) in [
            ("0", "0.00"),
            ("50000", "500.00"),
            ("100000", "1,000.00"),
            ("1000000", "5,500.00"),
            ("2000000", "6,500.00"),
        ] {
            assert_eq!(of(&scale, base), subsidy, "{base}");
        }
    }

    #[test]
    fn whole_brackets_lift_the_rate_of_the_whole_base() {
        let scale = Scale::Whole(vec![bracket("0", "10%"), bracket("5000000", "25%")]);
        assert_eq!(of(&scale, "4999999.99"), "500,000.00");
        assert_eq!(of(&scale, "5000000"), "1,250,000.00");
    }
}
