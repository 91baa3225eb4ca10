//! The files: embedded in the program, or in a folder of an operator. Neither is read without a bound.

use std::fs;
use std::io::Read;
use std::path::Path;

use rust_embed::RustEmbed;

use super::{ACHIEVEMENTS, DEMANDS, ORGANISATIONS};
use crate::Outcome;

/// Most bytes of a file.
const LARGEST: u64 = 1024 * 1024;
/// Most fields: more have no room in the numbers of their patents.
const MOST_FIELDS: usize = 60;

#[derive(RustEmbed)]
#[folder = "demo/"]
struct Embedded;

/// A file: its name in its folder, and its text.
pub(in crate::demo) struct File {
    pub(super) name: String,
    pub(super) text: String,
}

/// The files of the program.
pub(in crate::demo) fn embedded() -> Vec<File> {
    let mut names: Vec<_> = Embedded::iter().collect();
    names.sort();
    let text = |name: &str| {
        Embedded::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned())
    };
    names
        .into_iter()
        .filter_map(|name| {
            Some(File {
                text: text(&name)?,
                name: name.into_owned(),
            })
        })
        .collect()
}

/// The files of a folder: `organisations.toml`, `demands.toml` if there is one, and `achievements/*.toml`.
pub(in crate::demo) fn folder(path: &Path) -> Outcome<Vec<File>> {
    if !path.is_dir() {
        return Err(format!("演示数据应为文件夹，这里没有：{}", path.display()).into());
    }
    let mut names = vec![ORGANISATIONS.to_owned(), DEMANDS.to_owned()];
    names.retain(|name| path.join(name).exists());
    let achievements = path.join(ACHIEVEMENTS);
    if achievements.is_dir() {
        names.extend(fields(&achievements)?);
    }
    names.into_iter().map(|name| read(path, name)).collect()
}

/// The names of the files of the fields, in their order.
fn fields(folder: &Path) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let Some(name) = name.to_str().filter(|name| name.ends_with(".toml")) else {
            continue;
        };
        if names.len() == MOST_FIELDS {
            return Err(format!("{}：最多 {MOST_FIELDS} 个领域文件", folder.display()).into());
        }
        names.push(format!("{ACHIEVEMENTS}/{name}"));
    }
    names.sort();
    Ok(names)
}

fn read(folder: &Path, name: String) -> Outcome<File> {
    let path = folder.join(&name);
    if !path.is_file() {
        return Err(format!("{name}：应为文件").into());
    }
    let mut bytes = Vec::new();
    fs::File::open(&path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| format!("{name}：无法读取（{error}）"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("{name}：文件最大 {} MB", LARGEST / 1024 / 1024).into());
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| format!("{name}：应为 UTF-8 编码的文本，请另存为 UTF-8"))?;
    Ok(File { name, text })
}
