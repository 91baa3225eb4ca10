//! Vouchers 凭证: the numbers of invoices 发票 and bank receipts 银行回单.
//!
//! What it is not: proof that a number exists at the tax office or the bank; nobody is asked here.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::folded;

/// Number of an invoice, of the shape that it should have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InvoiceNumber {
    /// 数电票: 20 digits; 1-2 year, 3-4 region, 5 channel, then a serial.
    Digital(String),
    /// Older invoices: a code of 10 or 12 digits and a number of 8.
    Coded {
        /// 发票代码.
        code: String,
        /// 发票号码.
        number: String,
    },
}

/// The text is no invoice number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnInvoiceNumber {
    /// Without a code it must be a digital one.
    #[error(
        "数电票的发票号码为 20 位数字，例如 26142000000012345678；纸质或旧版电子发票请另填 10 或 12 位发票代码"
    )]
    Digital,
    /// With a code it must be one of the older ones.
    #[error(
        "有发票代码的发票：代码为 10 或 12 位数字，号码为 8 位数字，例如代码 014002600111、号码 12345678"
    )]
    Coded,
    /// Digital invoices exist since December 2021.
    #[error("数电票号码的前两位是开票年份，应为 21 或以后，现为 {0:02}")]
    Year(u8),
}

/// Regions in digits 3-4 of a digital invoice: provinces as in GB/T 2260.
const PROVINCES: [u8; 31] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65,
];

impl InvoiceNumber {
    /// Reads a number and, for an older invoice, its code; spaces, dashes, full-width and unseen characters are folded.
    ///
    /// # Errors
    /// When the shape is wrong.
    pub fn parse(code: &str, number: &str) -> Result<Self, NotAnInvoiceNumber> {
        let (code, number) = (folded(code), folded(number));
        let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if code.is_empty() {
            if number.len() != 20 || !all_digits(&number) {
                return Err(NotAnInvoiceNumber::Digital);
            }
            let digital = Self::Digital(number);
            return match digital.year() {
                Some(year) if year < 21 => Err(NotAnInvoiceNumber::Year(year)),
                Some(_) | None => Ok(digital),
            };
        }
        if !matches!(code.len(), 10 | 12)
            || number.len() != 8
            || !all_digits(&code)
            || !all_digits(&number)
        {
            return Err(NotAnInvoiceNumber::Coded);
        }
        Ok(Self::Coded { code, number })
    }

    /// 发票代码, or empty for a digital invoice.
    pub fn code(&self) -> &str {
        match self {
            Self::Digital(_) => "",
            Self::Coded { code, .. } => code,
        }
    }

    /// 发票号码.
    pub fn number(&self) -> &str {
        match self {
            Self::Digital(number) | Self::Coded { number, .. } => number,
        }
    }

    /// Last two digits of the year of a digital invoice.
    pub fn year(&self) -> Option<u8> {
        match self {
            Self::Digital(number) => number[..2].parse().ok(),
            Self::Coded { .. } => None,
        }
    }

    /// Region of a digital invoice as it is written there.
    pub fn region(&self) -> Option<&str> {
        match self {
            Self::Digital(number) => Some(&number[2..4]),
            Self::Coded { .. } => None,
        }
    }

    /// Whether the region is a province. The cities with plans of their own (Dalian, Ningbo, Xiamen, Qingdao, Shenzhen) have
    /// numbers that no source here confirms, so another number is doubtful, not wrong.
    pub fn region_is_a_province(&self) -> bool {
        self.region().is_none_or(|region| {
            region
                .parse()
                .is_ok_and(|region: u8| PROVINCES.contains(&region))
        })
    }
}

impl fmt::Display for InvoiceNumber {
    /// `26142000000012345678`, or code and number: `014002600111-12345678`; equal invoices are written alike.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Digital(number) => out.write_str(number),
            Self::Coded { code, number } => write!(out, "{code}-{number}"),
        }
    }
}

impl TryFrom<String> for InvoiceNumber {
    type Error = NotAnInvoiceNumber;

    /// Reads what [`fmt::Display`] writes.
    fn try_from(text: String) -> Result<Self, NotAnInvoiceNumber> {
        let (code, number) = text.split_once('-').unwrap_or(("", &text));
        Self::parse(code, number)
    }
}

impl Serialize for InvoiceNumber {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for InvoiceNumber {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Self::try_from(String::deserialize(input)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digital_invoice_says_its_year_and_region() {
        let number =
            InvoiceNumber::parse("", "２６１４ 2000 0000 1234 5678").expect("twenty digits");
        assert_eq!(
            (number.to_string().as_str(), number.year(), number.region()),
            ("26142000000012345678", Some(26), Some("14"))
        );
        assert!(number.region_is_a_province());
        let odd = InvoiceNumber::parse("", "26992000000012345678").expect("twenty digits");
        assert!(!odd.region_is_a_province());
    }

    #[test]
    fn unseen_characters_and_dashes_make_no_other_invoice() {
        let plain = InvoiceNumber::parse("", "26142000000012345678");
        assert_eq!(
            InvoiceNumber::parse("", "2614\u{200b}2000—0000–1234\u{202e}5678\u{3000}"),
            plain
        );
    }

    #[test]
    fn an_older_invoice_has_a_code_beside_its_number() {
        for code in ["1400221130", "014002600111"] {
            let number = InvoiceNumber::parse(code, "12345678").expect("the right shape");
            assert_eq!(InvoiceNumber::try_from(number.to_string()), Ok(number));
        }
    }

    #[test]
    fn a_wrong_shape_is_refused_with_the_right_one() {
        assert_eq!(
            InvoiceNumber::parse("", "12345678"),
            Err(NotAnInvoiceNumber::Digital)
        );
        assert_eq!(
            InvoiceNumber::parse("", "2614200000001234567X"),
            Err(NotAnInvoiceNumber::Digital)
        );
        assert_eq!(
            InvoiceNumber::parse("", "20142000000012345678"),
            Err(NotAnInvoiceNumber::Year(20))
        );
        assert_eq!(
            InvoiceNumber::parse("14002211301", "12345678"),
            Err(NotAnInvoiceNumber::Coded)
        );
        assert_eq!(
            InvoiceNumber::parse("1400221130", "1234567"),
            Err(NotAnInvoiceNumber::Coded)
        );
    }
}
