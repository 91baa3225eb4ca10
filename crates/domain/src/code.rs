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
    #[error("统一社会信用代码第 {place} 位“{found}”不可用：只用数字和除 I、O、S、V、Z 以外的大写字母")]
    Character {
        /// Counted from one.
        place: usize,
        /// What stands there.
        found: char,
    },
}

impl CreditCode {
    /// Reads a code, folding full-width forms, spaces, hyphens and lower case.
    ///
    /// # Errors
    /// When the length or a character is wrong. A wrong check character is no error here, see [`Self::check_fits`].
    pub fn parse(text: &str) -> Result<Self, NotACreditCode> {
        let folded = crate::text::half_width(text).to_uppercase();
        let code: String = folded.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let length = code.chars().count();
        if length != LEN {
            return Err(NotACreditCode::Length(length));
        }
        match code.chars().enumerate().find(|(_, c)| value_of(*c).is_none()) {
            Some((at, found)) => Err(NotACreditCode::Character { place: at + 1, found }),
            None => Ok(Self(code)),
        }
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

fn value_of(c: char) -> Option<u32> {
    ALPHABET.iter().position(|a| char::from(*a) == c).and_then(|at| u32::try_from(at).ok())
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
        for code in ["91110000600037341L", "911101066976941872", "N1140926MF00000139", "91140902MA00003650"] {
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
        let code = CreditCode::parse(" ９１１１００００６０００３７３４１ｌ ").expect("the right shape");
        assert_eq!(code.as_str(), "91110000600037341L");
        assert_eq!(CreditCode::parse("9111"), Err(NotACreditCode::Length(4)));
        assert_eq!(CreditCode::parse("9111000060003734IL"), Err(NotACreditCode::Character { place: 17, found: 'I' }));
    }
}
