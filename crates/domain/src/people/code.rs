//! Unified social credit code 统一社会信用代码 (GB 32100-2015).

use std::fmt;

use serde::Serialize;

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const LEN: usize = 18;

/// A credit code of the right shape; whether its check character fits is asked separately, because at least one
/// real code was issued with a wrong one: the marketplace warns and lets a person confirm.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct CreditCode(String);

/// The text is no credit code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACreditCode {
    /// Not 18 characters.
    #[error("统一社会信用代码应为 18 位，现有 {0} 位，例如 91110000600037341L")]
    Length(usize),
    /// A character that is in no code.
    #[error(
        "统一社会信用代码第 {place} 位“{found}”不可用：只用数字和除 I、O、S、V、Z 以外的大写字母"
    )]
    Character {
        /// Counted from one.
        place: usize,
        /// What stands there.
        found: char,
    },
    /// The number of an identity card, which has 18 characters as well.
    #[error(
        "这是居民身份证号，不是统一社会信用代码；请填写营业执照（事业单位法人证书）上的代码，例如 91110000600037341L"
    )]
    IdentityCard,
    /// The first two characters are no kind of registration.
    #[error(
        "统一社会信用代码前两位“{0}”不可用：企业以 91、92、93 开头，事业单位以 12 开头，社会组织以 51、52、53 开头"
    )]
    Kind(String),
    /// The third to eighth digits name no division of the country.
    #[error("统一社会信用代码第 3 至 8 位“{0}”不是行政区划代码，例如 140902")]
    Division(String),
}

impl CreditCode {
    /// Reads a code, folding full-width forms, spaces, hyphens and lower case.
    ///
    /// # Errors
    /// When the length or a character is wrong. A wrong check character is no error here, see [`Self::check_fits`].
    pub fn parse(text: &str) -> Result<Self, NotACreditCode> {
        let folded = crate::text::half_width(&crate::text::visible(text)).to_uppercase();
        let code: String = folded
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect();
        let length = code.chars().count();
        if length != LEN {
            return Err(NotACreditCode::Length(length));
        }
        if let Some((at, found)) = code
            .chars()
            .enumerate()
            .find(|(_, c)| value_of(*c).is_none())
        {
            return Err(NotACreditCode::Character {
                place: at + 1,
                found,
            });
        }
        if is_identity_card(&code) {
            return Err(NotACreditCode::IdentityCard);
        }
        if !is_kind(&code[..2]) {
            return Err(NotACreditCode::Kind(code[..2].to_owned()));
        }
        if !is_division(&code[2..8]) {
            return Err(NotACreditCode::Division(code[2..8].to_owned()));
        }
        Ok(Self(code))
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The check character that belongs to the first 17.
    pub fn expected_check(&self) -> char {
        check_character(&self.0[..LEN - 1])
    }

    /// Whether the last character is the one that belongs there.
    pub fn check_fits(&self) -> bool {
        self.0.ends_with(self.expected_check())
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Whether an authority registers this kind (GB 32100-2015, table 1, with later additions).
fn is_kind(two: &str) -> bool {
    let kinds = match two.as_bytes()[0] {
        b'1' | b'5' => "12349",
        b'9' => "123",
        b'Y' => "1",
        b'N' => "1239",
        b'2' | b'3' | b'4' | b'6' | b'7' | b'8' | b'A' => "123459",
        _ => "",
    };
    kinds.contains(&two[1..])
}

/// Whether six digits begin with the code of a province (GB/T 2260); 100000 is the country.
fn is_division(six: &str) -> bool {
    let province = six[..2].parse::<u32>().unwrap_or(0);
    let known = matches!(province, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82);
    six.bytes().all(|b| b.is_ascii_digit()) && (known || six == "100000")
}

/// Whether 18 characters are the number of an identity card: a day of birth in their middle, and its check character
/// (GB 11643-1999).
fn is_identity_card(code: &str) -> bool {
    let body = &code[..LEN - 1];
    if !body.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let number = |from: usize, to: usize| body[from..to].parse::<u32>().unwrap_or(0);
    let birth = matches!(number(6, 10), 1900..=2099)
        && matches!(number(10, 12), 1..=12)
        && matches!(number(12, 14), 1..=31);
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body
        .bytes()
        .zip(WEIGHTS)
        .map(|(b, weight)| u32::from(b - b'0') * weight)
        .sum();
    birth && code.as_bytes()[LEN - 1] == b"10X98765432"[(sum % 11) as usize]
}

fn value_of(c: char) -> Option<u32> {
    ALPHABET
        .iter()
        .position(|a| char::from(*a) == c)
        .and_then(|at| u32::try_from(at).ok())
}

/// The check character of 17 characters of a code: weights are the powers of 3 modulo 31 (GB 32100-2015, annex A).
pub fn check_character(first_17: &str) -> char {
    let mut weight = 1;
    let mut sum = 0;
    for c in first_17.chars() {
        sum += value_of(c).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    char::from(ALPHABET[((31 - sum % 31) % 31) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_codes_carry_their_check_character() {
        for code in [
            "91110000600037341L",
            "911101066976941872",
            "N1140926MF00000139",
            "91140902MA00003650",
        ] {
            let parsed = CreditCode::parse(code).expect("the right shape");
            assert!(parsed.check_fits(), "{code}");
        }
    }

    #[test]
    fn a_wrong_check_character_is_seen_but_not_refused() {
        let code = CreditCode::parse("91110000600037341M").expect("the right shape");
        assert!(!code.check_fits());
        assert_eq!(code.expected_check(), 'L');
    }

    #[test]
    fn a_code_is_folded_before_it_is_judged() {
        let code =
            CreditCode::parse(" ９１１１００００６０００３７３４１ｌ ").expect("the right shape");
        assert_eq!(code.as_str(), "91110000600037341L");
        assert_eq!(
            CreditCode::parse("91110000\u{200b}600037341L\u{fe0f}"),
            Ok(code.clone())
        );
        assert_eq!(CreditCode::parse("9111"), Err(NotACreditCode::Length(4)));
        assert_eq!(
            CreditCode::parse("9111000060003734IL"),
            Err(NotACreditCode::Character {
                place: 17,
                found: 'I'
            })
        );
    }

    #[test]
    fn what_can_be_no_code_says_what_it_is() {
        assert_eq!(
            CreditCode::parse("11010519491231002X"),
            Err(NotACreditCode::IdentityCard)
        );
        assert_eq!(
            CreditCode::parse("140902199001010010")
                .map_err(|error| error == NotACreditCode::IdentityCard),
            Err(true)
        );
        assert_eq!(
            CreditCode::parse("96110000600037341L"),
            Err(NotACreditCode::Kind("96".into()))
        );
        assert_eq!(
            CreditCode::parse("91990000600037341L"),
            Err(NotACreditCode::Division("990000".into()))
        );
    }
}
