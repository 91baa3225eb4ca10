//! The people of the city. The middle character 示 says that a person is an example.

use domain::user::{Role, UserInput};

use super::{PASSWORD, Person};

/// Organisation, manager, other members. Names are surname, 示, given name.
const PEOPLE: [(&str, &str, &[&str]); 38] = [
    ("u1", "王示安", &["李示宁"]),
    ("u2", "赵示禾", &["田示秋"]),
    ("u3", "许示芩", &["白示芷"]),
    ("u4", "孟示曦", &["卢示风"]),
    ("r1", "郭示谷", &["柳示苗"]),
    ("r2", "韩示清", &["石示岚"]),
    ("r3", "沈示坚", &["金示晶"]),
    ("r4", "林示碧", &["江示澄"]),
    ("e01", "陈示远", &["乔示恒"]),
    ("e02", "邢示钧", &["尹示锋"]),
    ("e03", "樊示圆", &["齐示平"]),
    ("e04", "温示雅", &["燕示云"]),
    ("e05", "常示芪", &["段示春"]),
    ("e06", "侯示芳", &[]),
    ("e07", "武示山", &["岳示峰"]),
    ("e08", "冯示甘", &[]),
    ("e09", "吕示香", &[]),
    ("e10", "贾示圃", &["梁示丰"]),
    ("e11", "张示芸", &[]),
    ("e12", "高示河", &["杜示源"]),
    ("e13", "刘示澜", &["魏示深"]),
    ("e14", "苗示朗", &[]),
    ("e15", "任示铭", &["曹示轩"]),
    ("e16", "苏示轻", &[]),
    ("e17", "程示能", &["方示舟"]),
    ("e18", "丁示工", &[]),
    ("e19", "宋示康", &["谢示和"]),
    ("e20", "何示联", &["周示数"]),
    ("e21", "钱示净", &[]),
    ("e22", "顾示阳", &["陆示辉"]),
    ("t1", "孙示桥", &["朱示缘"]),
    ("t2", "唐示通", &[]),
    ("t3", "姚示渡", &[]),
    ("a1", "秦示正", &["潘示严"]),
    ("b1", "胡示公", &["夏示明", "余示审"]),
    ("c1", "马示民", &[]),
    ("c2", "康示诚", &[]),
    ("c3", "雷示勤", &[]),
];

/// The people of an organisation, its manager first.
pub(super) fn of(key: &str) -> Vec<Person> {
    let Some((_, manager, members)) = PEOPLE
        .iter()
        .find(|(organisation, _, _)| *organisation == key)
    else {
        return Vec::new();
    };
    let mut people = vec![Person {
        role: Role::Manager,
        input: account(manager_login(key), manager),
    }];
    for (at, member) in members.iter().enumerate() {
        let number = if at == 0 {
            String::new()
        } else {
            (at + 1).to_string()
        };
        people.push(Person {
            role: Role::Member,
            input: account(format!("{key}.member{number}"), member),
        });
    }
    people
}

/// Those that show a role have a login that is easy to type.
fn manager_login(key: &str) -> String {
    match key {
        "u1" => "university".into(),
        "r1" => "institute".into(),
        "e01" => "enterprise".into(),
        "t1" => "broker".into(),
        "a1" => "agency".into(),
        "b1" => "bureau".into(),
        "c1" => "county".into(),
        other => format!("{other}.manager"),
    }
}

fn account(login: String, name: &str) -> UserInput {
    UserInput {
        login,
        name: name.to_owned(),
        password: PASSWORD.to_owned(),
    }
}
