//! The program's own files are right, and whoever writes files of their own is told what is wrong, where.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::*;
use crate::demo::catalogue::{self, Listed};
use crate::demo::city;

const TODAY: Date = Date::constant(2026, 6, 15);

/// What is written down in the program.
pub(in crate::demo) fn written() -> &'static Written {
    static WRITTEN: LazyLock<Written> =
        LazyLock::new(|| read(&embedded()).unwrap_or_else(|faults| panic!("{faults}")));
    &WRITTEN
}

/// Its listings on a day.
pub(in crate::demo) fn listed(day: Date) -> Vec<Listed> {
    let written = written();
    let city = city::organisations(&written.organisations);
    catalogue::achievements(&written.fields, day, &city)
}

/// The files of the program, with a file changed.
fn with(name: &str, change: impl Fn(&str) -> String) -> Vec<File> {
    let mut files = embedded();
    let file = files.iter_mut().find(|file| file.name == name);
    let file = file.unwrap_or_else(|| panic!("no file {name}"));
    let changed = change(&file.text);
    assert_ne!(changed, file.text, "the change must hit something");
    file.text = changed;
    files
}

/// What is told about files that are wrong.
fn told(files: &[File]) -> String {
    let faults = match read(files) {
        Ok(written) => written.check(TODAY).err(),
        Err(faults) => Some(faults),
    };
    faults.expect("something is wrong").to_string()
}

#[test]
fn every_file_of_the_program_is_read_and_the_market_takes_what_it_says() {
    for day in [TODAY, Date::constant(2028, 2, 29)] {
        let checked = written().check(day);
        assert!(checked.is_ok(), "{}", checked.expect_err("just seen"));
    }
    let there = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/achievements"));
    let there = there.expect("the folder").count();
    assert_eq!(written().fields.len(), there);
}

#[test]
fn a_folder_of_an_operator_is_read_like_the_files_of_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(ACHIEVEMENTS)).expect("a folder");
    for file in embedded() {
        fs::write(folder.path().join(&file.name), &file.text).expect("written");
    }
    // What is no TOML file does not matter.
    fs::write(folder.path().join("achievements/说明.txt"), "说明").expect("written");
    let read = read(&super::folder(folder.path()).expect("readable"));
    let read = read.unwrap_or_else(|faults| panic!("{faults}"));
    assert!(read.check(TODAY).is_ok());
    assert_eq!(read.fields.len(), written().fields.len());
    let codes = |written: &Written| {
        written
            .fields
            .iter()
            .map(|field| field.code.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(&read), codes(written()));
}

#[test]
fn a_folder_that_is_not_there_or_too_large_or_no_text_is_told_in_chinese() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = |path: &Path| {
        let files = super::folder(path).map_err(|error| error.to_string());
        match files {
            Ok(files) => super::read(&files).err().expect("wrong").to_string(),
            Err(told) => told,
        }
    };
    assert!(told(&folder.path().join("none")).contains("演示数据应为文件夹"));
    assert!(told(folder.path()).contains("organisations.toml：缺少这个文件"));
    let file = folder.path().join(ORGANISATIONS);
    fs::write(&file, vec![b'#'; 1024 * 1024 + 1]).expect("written");
    assert_eq!(told(folder.path()), "organisations.toml：文件最大 1 MB");
    fs::write(&file, b"\xc4\xfa").expect("written");
    assert!(told(folder.path()).contains("UTF-8"));
}

#[test]
fn what_is_wrong_is_told_with_its_file_and_line_and_what_would_be_right() {
    let gas = "achievements/03-gas.toml";
    let cases: [(&str, &str, &str, &str); 12] = [
        (gas, "level = 7", "livel = 7", "不认识“livel”，这里可以写："),
        (gas, "level = 7\n", "", "缺少“level”"),
        (
            gas,
            "level = 7",
            "level = \"七\"",
            "这里应写整数（不加引号）",
        ),
        (
            gas,
            "form = \"process\"",
            "form = \"magic\"",
            "不能写“magic”，应为：material、process",
        ),
        (gas, "level = 7", "level = 7\nlevel = 7", "同一项写了两次"),
        (gas, "level = 7", "level = ", "不符合 TOML 的写法"),
        (
            gas,
            "level = 7",
            "level = 10",
            "level 应为技术成熟度 1 至 9",
        ),
        (gas, "\"r2\"", "\"nobody\"", "sellers 中的“nobody”应是"),
        (
            gas,
            "[\"18000\", \"9000\"], ",
            "",
            "figures 应与 indicators 一样多",
        ),
        (
            gas,
            "county = \"140931\"",
            "county = \"14\"",
            "county“14”应为",
        ),
        (
            "organisations.toml",
            "\"u1.member\"",
            "\"university\"",
            "登录名“university”重复",
        ),
        (
            "demands.toml",
            "buyer = \"e02\"",
            "buyer = \"u1\"",
            "buyer“u1”应是",
        ),
    ];
    for (name, right, wrong, what) in cases {
        let files = with(name, |text| text.replacen(right, wrong, 1));
        let told = told(&files);
        assert!(told.contains(what), "{wrong}: {told}");
        let place = told.lines().nth(1).expect("a fault");
        assert!(
            place.trim().starts_with(&format!("{name} 第 ")),
            "{wrong}: {told}"
        );
    }
}

#[test]
fn the_line_of_a_fault_is_the_line_in_the_file() {
    let name = "organisations.toml";
    let files = with(name, |text| {
        text.replacen("kind = \"university\"", "kind = \"school\"", 1)
    });
    let file = files
        .iter()
        .find(|file| file.name == name)
        .expect("the file");
    let line = file
        .text
        .lines()
        .position(|line| line.contains("school"))
        .expect("the line")
        + 1;
    assert!(
        told(&files).contains(&format!("{name} 第 {line} 行：不能写“school”")),
        "{}",
        told(&files)
    );
    // What only the market refuses is told at the heading of its listing.
    let gas = "achievements/03-gas.toml";
    let title = "太阳能供电井场微型排采机组";
    let files = with(gas, |text| text.replacen(title, &"长".repeat(201), 1));
    let file = files
        .iter()
        .find(|file| file.name == gas)
        .expect("the file");
    let lines: Vec<&str> = file.text.lines().collect();
    let titled = lines
        .iter()
        .position(|line| line.contains("长长长"))
        .expect("the line");
    assert_eq!(lines[titled - 1], "[[technology.variant]]");
    assert!(
        told(&files).contains(&format!("{gas} 第 {titled} 行：")),
        "{}",
        told(&files)
    );
}

#[test]
fn everything_wrong_is_told_at_once_but_no_more_than_a_person_mends() {
    let files = with("demands.toml", |text| {
        text.replace("days_ago = ", "days_ago = 9999")
    });
    let told = told(&files);
    assert_eq!(told.lines().count(), 1 + written().demands.len(), "{told}");
    let files = with("achievements/03-gas.toml", |text| {
        text.replace("title = \"", "title = \"\" # ")
    });
    assert!(super::read(&files).is_err());
    let many = (0..60).map(|_| "[[demand]]\nbuyer = \"x\"\ntitle = \"x\"\ndescription = \"x\"\nfield = \"x\"\ndays_ago = 1\n");
    let files = with("demands.toml", |_| many.clone().collect());
    assert_eq!(self::told(&files).lines().count(), 51);
}

#[test]
fn a_city_must_have_a_bureau_and_an_agency_and_not_too_many_of_anything() {
    let told_of = |kind: &str| {
        told(&with("organisations.toml", |text| {
            text.replace(&format!("kind = \"{kind}\""), "kind = \"enterprise\"")
        }))
    };
    assert!(told_of("bureau").contains("至少要有一个科技局（kind = \"bureau\"）"));
    assert!(told_of("registration_agency").contains("至少要有一个技术合同登记机构"));
    let files = with("organisations.toml", |text| {
        let more = (0..60).map(|at| format!("\n[[organisation]]\nkey = \"x{at}\"\nname = \"示例\"\nkind = \"enterprise\"\ndivision_code = \"140902\"\nintroduction = \"\"\npeople = [{{ name = \"示例\", login = \"x{at}\" }}]\n"));
        format!("{text}{}", more.collect::<String>())
    });
    assert!(told(&files).contains("最多 89 个单位"));
}
