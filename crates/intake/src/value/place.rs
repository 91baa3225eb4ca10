//! The county of origin, as people write it.

use domain::people::county;
use domain::people::county::COUNTIES;

/// The official name of the city's county that is meant; else the text itself, which the listing's own check then
/// refuses with its reason.
pub(crate) fn county(text: &str) -> String {
    let plain: String = domain::text::half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    if super::is_nothing(&plain) {
        return String::new();
    }
    let local = plain
        .trim_start_matches("山西省")
        .trim_start_matches("山西")
        .trim_start_matches("忻州市")
        .trim_start_matches("忻州");
    if let Some(found) = county::find(local) {
        return found.name.to_owned();
    }
    // `忻府` is 忻府区; a single character (代) is too little to tell.
    let short = COUNTIES
        .iter()
        .find(|county| local.chars().count() >= 2 && county.name.starts_with(local));
    short.map_or(plain, |county| county.name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counties_are_found_with_and_without_what_stands_around_their_names() {
        for (text, name) in [
            ("忻府区", "忻府区"),
            ("忻府", "忻府区"),
            ("山西省忻州市五台县", "五台县"),
            ("忻州市原平市", "原平市"),
            ("140923", "代县"),
            ("代县", "代县"),
            ("无", ""),
            ("迎泽区", "迎泽区"),
        ] {
            assert_eq!(county(text), name, "{text}");
        }
    }
}
