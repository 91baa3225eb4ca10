//! What a password must be: long enough, not one of the common ones, and without the login in it.
//!
//! What it is not: the hash of one, that is the market's.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::field::FieldError;

/// Shortest password, in characters.
pub const PASSWORD_AT_LEAST: usize = 8;
/// Longest password, in characters: bounds the work of hashing.
pub const PASSWORD_AT_MOST: usize = 200;

/// The most common passwords that are long enough, in lower case; where they come from stands beside the file.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/common-passwords.txt")
        .lines()
        .collect()
});

/// Checks a password that someone sets for a login; the error is at a field of this name.
///
/// # Errors
/// The one thing that is wrong with it.
pub fn check(field: &str, login: &str, password: &str) -> Result<(), FieldError> {
    let wrong = |code, message: String| {
        Err(FieldError {
            field: field.to_owned(),
            code,
            message,
        })
    };
    let length = password.chars().count();
    if !(PASSWORD_AT_LEAST..=PASSWORD_AT_MOST).contains(&length) {
        return wrong(
            "length",
            format!("密码为 {PASSWORD_AT_LEAST} 至 {PASSWORD_AT_MOST} 个字符"),
        );
    }
    let lower = password.to_lowercase();
    if COMMON.contains(lower.as_str()) || COMMON.contains(lower.trim()) || is_one_character(&lower)
    {
        return wrong(
            "common",
            "这个密码太常见，容易被猜中。请换一个，例如几个不相干的词连在一起".into(),
        );
    }
    if names(login).any(|name| lower.contains(&name)) {
        return wrong("contains_login", "密码中不能含有登录名，请换一个".into());
    }
    Ok(())
}

fn is_one_character(password: &str) -> bool {
    let mut characters = password.chars();
    characters
        .next()
        .is_some_and(|first| characters.all(|next| next == first))
}

/// The login, and what stands before the `@` of one that is an address.
fn names(login: &str) -> impl Iterator<Item = String> {
    let login = login.trim().to_lowercase();
    let account = login.split_once('@').map(|(account, _)| account.to_owned());
    std::iter::once(login)
        .chain(account)
        .filter(|name| name.chars().count() >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(login: &str, password: &str) -> Option<&'static str> {
        check("password", login, password)
            .err()
            .map(|error| error.code)
    }

    #[test]
    fn common_passwords_are_refused_in_any_case() {
        for common in [
            "password1",
            "12345678",
            "1q2w3e4r",
            "Qwertyuiop",
            "WOAINI1314",
            "88888888",
            " iloveyou1 ",
            "嘿嘿嘿嘿嘿嘿嘿嘿",
        ] {
            assert_eq!(code("wang.li", common), Some("common"), "{common}");
        }
        assert_eq!(code("wang.li", "correct horse"), None);
        assert!(
            COMMON.len() > 10_000
                && COMMON
                    .iter()
                    .all(|common| common.len() >= PASSWORD_AT_LEAST)
        );
    }

    #[test]
    fn a_password_with_the_login_in_it_is_refused() {
        assert_eq!(code("wang.li", "x-Wang.Li-2026"), Some("contains_login"));
        assert_eq!(
            code("zhang@university.example", "zhang-2026-x"),
            Some("contains_login")
        );
        assert_eq!(code("li4", "quite another"), None);
    }

    #[test]
    fn a_password_has_8_to_200_characters() {
        assert_eq!(code("wang.li", "7 zeich"), Some("length"));
        assert_eq!(code("wang.li", &"密码".repeat(101)), Some("length"));
        assert_eq!(code("wang.li", "八个汉字也算密码"), None);
    }
}
