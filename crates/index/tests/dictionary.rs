//! An operator's own words, in a process of their own: they count for all of it.

use std::path::Path;

use index::analysis::{DictionaryError, add_dictionary, word_texts};
use index::{Opened, SearchIndex};

fn folder(words: &str, synonyms: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a directory");
    for (name, text) in [("words.txt", words), ("synonyms.txt", synonyms)] {
        if !text.is_empty() {
            std::fs::write(folder.path().join(name), text).expect("a file");
        }
    }
    folder
}

/// One test, because words can be added once in a process, and before anything is cut.
#[test]
fn a_new_dictionary_is_checked_line_by_line_and_an_index_of_other_words_is_made_anew() {
    for (words, synonyms, line) in [
        ("水泥\n晋华炉 often\n", "", 2),
        ("# 说明\n晋华炉 0\n", "", 2),
        ("一 二 三\n", "", 1),
        ("", "莜麦\n", 1),
        (&"长".repeat(33), "", 1),
    ] {
        let refused = add_dictionary(folder(words, synonyms).path()).expect_err("it is wrong");
        assert!(
            matches!(refused, DictionaryError::Line { line: at, .. } if at == line),
            "{refused}"
        );
    }
    assert!(matches!(
        add_dictionary(Path::new("/nowhere")),
        Err(DictionaryError::Empty(_))
    ));

    // An index that another dictionary made.
    let directory = tempfile::tempdir().expect("a directory");
    add_dictionary(folder("晋华炉 2000\n", "示例炉甲 示例炉乙 | 同物异名\n").path())
        .expect("it is right");
    assert_eq!(word_texts("晋华炉"), ["晋华炉"]);
    drop(SearchIndex::open(directory.path()).expect("it opens").index);
    let meta = directory.path().join("meta.json");
    let other = std::fs::read_to_string(&meta)
        .expect("a file")
        .replace("words ", "words 0");
    std::fs::write(&meta, other).expect("a file");
    let Opened { emptied, .. } = SearchIndex::open(directory.path()).expect("it opens");
    assert!(
        emptied.is_some_and(|reason| reason.contains("words")),
        "it says why it begins anew"
    );

    assert!(matches!(
        add_dictionary(folder("晋华炉\n", "").path()),
        Err(DictionaryError::TooLate)
    ));
}
