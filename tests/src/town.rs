//! Five organisations with one person each, made by the operator's commands: what every story begins with.

use std::path::Path;

use crate::server::operate;

/// Everyone's password.
pub const PASSWORD: &str = "correct horse";

/// Login, kind, name, credit code, division of each organisation; its one person is its manager.
pub const PEOPLE: [(&str, &str, &str, &str, &str); 6] = [
    (
        "university",
        "university",
        "示例理工大学",
        "12140900MADEM0010",
        "140902",
    ),
    (
        "enterprise",
        "enterprise",
        "示例新材料有限公司",
        "91140981MADEM0029",
        "140981",
    ),
    (
        "broker",
        "transfer_institution",
        "示例技术转移中心",
        "91140902MADEM0038",
        "140902",
    ),
    (
        "agency",
        "registration_agency",
        "示例技术合同登记处",
        "12140902MADEM0047",
        "140902",
    ),
    (
        "bureau",
        "bureau",
        "示例市科学技术局",
        "11140900MADEM0056",
        "140902",
    ),
    (
        "stranger",
        "enterprise",
        "示例无关有限公司",
        "91140921MADEM0065",
        "140921",
    ),
];

/// Adds every organisation and person; identifiers of the organisations in the order of [`PEOPLE`].
pub fn settle(data: &Path, database: Option<&str>) -> Vec<String> {
    PEOPLE
        .map(|(login, kind, name, first_17, division)| {
            settle_one(data, database, login, kind, name, first_17, division)
        })
        .into()
}

fn settle_one(
    data: &Path,
    database: Option<&str>,
    login: &str,
    kind: &str,
    name: &str,
    first_17: &str,
    division: &str,
) -> String {
    let code = format!("{first_17}{}", check_character(first_17));
    let add = [
        "organisation",
        "add",
        "--name",
        name,
        "--kind",
        kind,
        "--credit-code",
        &code,
        "--division-code",
        division,
    ];
    let organisation = succeeded(operate(data, database, &add, ""));
    let user = [
        "user",
        "add",
        "--login",
        login,
        "--name",
        "王示例",
        "--organisation",
        &organisation,
        "--manager",
        "--keep-password",
    ];
    succeeded(operate(data, database, &user, &format!("{PASSWORD}\n")));
    organisation
}

fn succeeded(output: std::process::Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout)
        .expect("UTF-8")
        .trim()
        .to_owned()
}

/// GB 32100-2015, annex A; written again here, so that the program's own arithmetic is held against another.
fn check_character(first_17: &str) -> char {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const WEIGHTS: [usize; 17] = [
        1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
    ];
    let sum: usize = first_17
        .chars()
        .zip(WEIGHTS)
        .map(|(c, weight)| ALPHABET.find(c).expect("a character of a code") * weight)
        .sum();
    ALPHABET
        .chars()
        .nth((31 - sum % 31) % 31)
        .expect("below 31")
}
