//! Chinese patent and application numbers 专利号, with their check digit and term of protection.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a patent protects; the fifth digit of a number (third of the older form) says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatentKind {
    /// 发明.
    Invention,
    /// 实用新型.
    UtilityModel,
    /// 外观设计.
    Design,
}

impl PatentKind {
    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Invention => "发明专利",
            Self::UtilityModel => "实用新型",
            Self::Design => "外观设计",
        }
    }

    /// Years of protection from filing (Patent Law, Art. 42; designs filed before 1 June 2021 have the 10 years of the law
    /// as it stood then).
    pub fn term_years(self, filed_on: Date) -> i16 {
        match self {
            Self::Invention => 20,
            Self::Design if filed_on >= Date::constant(2021, 6, 1) => 15,
            Self::UtilityModel | Self::Design => 10,
        }
    }
}

/// A number whose check digit fits, without `ZL`, dot or spaces: `2017106018623`.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(value_type = String))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatentNumber(String);

/// The text is no patent number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPatentNumber {
    /// Neither 12 + 1 nor 8 + 1 digits.
    #[error(
        "专利号应为 12 位数字加 1 位校验位（2003 年 10 月以前为 8 位加 1 位），例如 201710601862.3"
    )]
    Shape,
    /// The digit that says what is protected is none of those in use.
    #[error("专利号中的种类位“{0}”不可用：1 发明，2 实用新型，3 外观设计，8、9 为 PCT 申请")]
    Kind(char),
    /// The check digit is another.
    #[error("专利号校验位应为 {expected}：{body}.{expected}")]
    CheckDigit {
        /// Digits before the dot.
        body: String,
        /// The digit that belongs after it.
        expected: char,
    },
}

impl PatentNumber {
    /// Reads a number as people write it: full-width, with spaces, `ZL` or `CN`, with or without its dot, `x` for `X`.
    ///
    /// # Errors
    /// When the shape, the kind digit or the check digit is wrong; the message says what would be right.
    pub fn parse(text: &str) -> Result<Self, NotAPatentNumber> {
        let folded = crate::text::half_width(&crate::text::visible(text)).to_uppercase();
        let kept: String = folded
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '。' | '·' | '-'))
            .collect();
        let digits = kept
            .trim_start_matches("ZL")
            .trim_start_matches("CN")
            .trim_start_matches("ZL");
        let (body_len, kind_at) = match digits.len() {
            13 => (12, 4),
            9 => (8, 2),
            _ => return Err(NotAPatentNumber::Shape),
        };
        let tail_fits = digits.ends_with(|c: char| c.is_ascii_digit() || c == 'X');
        if !digits.is_ascii()
            || !tail_fits
            || !digits[..body_len].bytes().all(|b| b.is_ascii_digit())
        {
            return Err(NotAPatentNumber::Shape);
        }
        let kind = char::from(digits.as_bytes()[kind_at]);
        if kind_of(kind).is_none() {
            return Err(NotAPatentNumber::Kind(kind));
        }
        let body = &digits[..body_len];
        let expected = check_digit(body);
        if !digits.ends_with(expected) {
            return Err(NotAPatentNumber::CheckDigit {
                body: body.to_owned(),
                expected,
            });
        }
        Ok(Self(digits.to_owned()))
    }

    /// Digits and check digit without the dot.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it protects.
    pub fn kind(&self) -> PatentKind {
        let at = if self.0.len() == 13 { 4 } else { 2 };
        kind_of(char::from(self.0.as_bytes()[at])).unwrap_or(PatentKind::Invention)
    }

    /// Year of filing.
    pub fn year(&self) -> i16 {
        if self.0.len() == 13 {
            self.0[..4].parse().unwrap_or(0)
        } else {
            // The older form was used from 1985 to September 2003.
            let short: i16 = self.0[..2].parse().unwrap_or(0);
            if short >= 85 {
                1900 + short
            } else {
                2000 + short
            }
        }
    }

    /// The last day of protection when filed on this day (Patent Law, Art. 42).
    pub fn expires(&self, filed_on: Date) -> Date {
        let year = filed_on.year() + self.kind().term_years(filed_on);
        // Filed on 29 February: protection ends on 28 February of a common year.
        Date::new(year, filed_on.month(), filed_on.day())
            .unwrap_or_else(|_| Date::constant(year, 2, 28))
    }
}

impl fmt::Display for PatentNumber {
    /// With its dot: `201710601862.3`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (body, check) = self.0.split_at(self.0.len() - 1);
        write!(out, "{body}.{check}")
    }
}

impl Serialize for PatentNumber {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PatentNumber {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(input)?).map_err(serde::de::Error::custom)
    }
}

fn kind_of(digit: char) -> Option<PatentKind> {
    match digit {
        '1' | '8' => Some(PatentKind::Invention),
        '2' | '9' => Some(PatentKind::UtilityModel),
        '3' => Some(PatentKind::Design),
        _ => None,
    }
}

/// The check digit of the 12 (or 8) digits before the dot: weights 2 to 9 over and over from the left, modulo 11.
pub fn check_digit(body: &str) -> char {
    let sum: u32 = body
        .bytes()
        .zip((2..=9).cycle())
        .map(|(b, weight)| u32::from(b - b'0') * weight)
        .sum();
    char::from_digit(sum % 11, 10).unwrap_or('X')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_numbers_carry_their_check_digit() {
        for (body, check) in [
            ("201710601862", '3'),
            ("201710431918", '5'),
            ("97101765", '4'),
            ("202010100017", 'X'),
            ("202010100008", '0'),
        ] {
            assert_eq!(check_digit(body), check, "{body}");
        }
    }

    #[test]
    fn a_number_is_read_in_every_form_people_write() {
        for text in [
            "ZL201710601862.3",
            "ＺＬ ２０１７１０６０１８６２．３",
            "CN2017106018623",
            " zl 2017 1060 1862.3",
            "201710601862.3",
        ] {
            assert_eq!(
                PatentNumber::parse(text).map(|n| n.to_string()),
                Ok("201710601862.3".to_owned()),
                "{text}"
            );
        }
        assert_eq!(
            PatentNumber::parse("202010100017x").map(|n| n.to_string()),
            Ok("202010100017.X".to_owned())
        );
    }

    #[test]
    fn a_broken_number_says_what_would_be_right() {
        let wrong = PatentNumber::parse("201710601862.4").expect_err("the check digit is 3");
        assert_eq!(wrong.to_string(), "专利号校验位应为 3：201710601862.3");
        assert_eq!(
            PatentNumber::parse("2017106018"),
            Err(NotAPatentNumber::Shape)
        );
        assert_eq!(
            PatentNumber::parse("专利申请中"),
            Err(NotAPatentNumber::Shape)
        );
        assert_eq!(
            PatentNumber::parse("201750601862.3"),
            Err(NotAPatentNumber::Kind('5'))
        );
    }

    #[test]
    fn protection_runs_from_filing_for_the_term_of_its_kind() {
        let invention = PatentNumber::parse("971017654").expect("a number of the older form");
        assert_eq!(
            (invention.kind(), invention.year()),
            (PatentKind::Invention, 1997)
        );
        assert_eq!(
            invention.expires(Date::constant(1997, 3, 1)),
            Date::constant(2017, 3, 1)
        );
        let leap = PatentNumber::parse("2020101000080").expect("an invention");
        assert_eq!(
            leap.expires(Date::constant(2020, 2, 29)),
            Date::constant(2040, 2, 29)
        );
        for (filed_on, years) in [
            (Date::constant(2021, 5, 31), 10),
            (Date::constant(2021, 6, 1), 15),
        ] {
            assert_eq!(PatentKind::Design.term_years(filed_on), years);
        }
    }
}
