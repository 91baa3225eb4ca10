//! The templates as they are written: can a person read and compare them line by line?

use std::path::{Path, PathBuf};

/// Every template below a folder.
fn templates_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of templates") {
        let path = entry.expect("an entry of the folder").path();
        if path.is_dir() {
            found.extend(templates_below(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Lines of a text with more than 120 characters, by their number.
fn long_lines(text: &str) -> Vec<usize> {
    let numbered = text.lines().zip(1..);
    let long = numbered.filter(|(line, _)| line.chars().count() > 120);
    long.map(|(_, number)| number).collect()
}

#[test]
fn no_line_of_a_template_is_longer_than_120_characters() {
    let at_most = "字".repeat(120);
    assert_eq!(long_lines(&format!("{at_most}\n{at_most}。\n")), [2]);

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/templates");
    let templates = templates_below(&folder);
    assert!(!templates.is_empty());
    for path in templates {
        let text = std::fs::read_to_string(&path).expect("a text");
        assert_eq!(long_lines(&text), [0; 0], "{}", path.display());
    }
}
