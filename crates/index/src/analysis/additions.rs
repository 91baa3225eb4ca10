//! What an operator adds to the built-in words: a folder with `words.txt` (a word and, if need be, how often it occurs) or
//! `synonyms.txt` (names of one thing, and behind `|` where they come from), or both. For the whole process, and before
//! anything is cut: an index of other words is another index.

use std::io;
use std::path::Path;
use std::sync::OnceLock;

/// Larger files are no word lists, in bytes.
const FILE_AT_MOST: u64 = 16 << 20;
/// Longer words are none, in characters.
const WORD_AT_MOST: usize = 32;
/// The most often that a word is said to occur.
const FREQUENCY_AT_MOST: usize = 1_000_000;

/// Why a folder is no dictionary.
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// A file cannot be read.
    #[error("词典文件 {0} 无法读取：{1}")]
    Read(String, io::Error),
    /// Nothing is there.
    #[error("词典目录 {0} 中没有 words.txt 或 synonyms.txt")]
    Empty(String),
    /// A file is no word list.
    #[error("词典文件 {0} 超过 16 MB")]
    TooLarge(String),
    /// A line is not in the format.
    #[error("词典文件 {file} 第 {line} 行：{reason}")]
    Line {
        /// Which file.
        file: String,
        /// Counted from one.
        line: usize,
        /// What is wrong, what is right.
        reason: &'static str,
    },
    /// Text was cut before.
    #[error("词典须在启动时给出")]
    TooLate,
}

/// The texts of the files that were added.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Additions {
    pub(crate) words: String,
    pub(crate) synonyms: String,
}

static ADDED: OnceLock<Additions> = OnceLock::new();

/// What was added; from the first look on nothing can be.
pub(crate) fn added() -> &'static Additions {
    ADDED.get_or_init(Additions::default)
}

/// Adds the words of a folder to the built-in ones, once in a process.
///
/// # Errors
/// When it is no dictionary, or text was cut before.
pub fn add_dictionary(folder: &Path) -> Result<(), DictionaryError> {
    let additions = Additions {
        words: read(folder, "words.txt", check_word)?,
        synonyms: read(folder, "synonyms.txt", check_names)?,
    };
    if additions.words.is_empty() && additions.synonyms.is_empty() {
        return Err(DictionaryError::Empty(folder.display().to_string()));
    }
    // The same once more is no other dictionary.
    if *ADDED.get_or_init(|| Additions {
        words: additions.words.clone(),
        synonyms: additions.synonyms.clone(),
    }) == additions
    {
        Ok(())
    } else {
        Err(DictionaryError::TooLate)
    }
}

/// The text of a file; nothing when there is no such file.
fn read(
    folder: &Path,
    name: &str,
    check: fn(&str) -> Result<(), &'static str>,
) -> Result<String, DictionaryError> {
    let path = folder.join(name);
    let file = path.display().to_string();
    match std::fs::metadata(&path) {
        Ok(found) if found.len() > FILE_AT_MOST => return Err(DictionaryError::TooLarge(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(String::new()),
        Ok(_) | Err(_) => {}
    }
    let text = std::fs::read_to_string(&path)
        .map_err(|error| DictionaryError::Read(file.clone(), error))?;
    for (at, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
    {
        check(line).map_err(|reason| DictionaryError::Line {
            file: file.clone(),
            line: at + 1,
            reason,
        })?;
    }
    Ok(text)
}

fn check_word(line: &str) -> Result<(), &'static str> {
    let columns: Vec<&str> = line.split_whitespace().collect();
    let (word, frequency) = match columns.as_slice() {
        [word] => (word, None),
        [word, frequency] => (word, Some(frequency.parse::<usize>())),
        _ => return Err("应为一个词和（可省略的）词频，例如：晋华炉 2000"),
    };
    if word.chars().count() > WORD_AT_MOST {
        return Err("词不得超过 32 个字");
    }
    match frequency {
        Some(Ok(1..=FREQUENCY_AT_MOST)) | None => Ok(()),
        Some(_) => Err("词频应为 1 至 1000000 的整数，例如：晋华炉 2000"),
    }
}

fn check_names(line: &str) -> Result<(), &'static str> {
    let names = line
        .split('|')
        .next()
        .unwrap_or_default()
        .split_whitespace();
    match names.clone().count() {
        0 | 1 => Err("一组至少两个名称，以空白分开，例如：莜麦 裸燕麦 | 同物异名"),
        _ if names
            .clone()
            .any(|name| name.chars().count() > WORD_AT_MOST) =>
        {
            Err("名称不得超过 32 个字")
        }
        _ => Ok(()),
    }
}
