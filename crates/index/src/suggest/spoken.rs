//! How Chinese is typed on a Latin keyboard: pinyin without tones, and the first letters of its syllables.

use pinyin::ToPinyin;

use crate::analysis::is_han;

/// How a phrase is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spoken {
    /// All syllables: `shuini`.
    pub(super) full: String,
    /// Their first letters: `sn`.
    pub(super) initials: String,
}

/// The pinyin of a folded phrase, characters of other scripts as they are; nothing when it has no Chinese character or
/// one whose reading is unknown. Of several readings the most common one counts.
pub(super) fn spoken(phrase: &str) -> Option<Spoken> {
    let mut spoken = Spoken::default();
    let mut has_han = false;
    for c in phrase.chars() {
        if is_han(c) {
            has_han = true;
            // ü has no key of its own.
            let syllable = c.to_pinyin()?.plain().replace('ü', "v");
            spoken.initials.extend(syllable.chars().next());
            spoken.full.push_str(&syllable);
        } else if c.is_alphanumeric() {
            spoken.full.push(c);
            spoken.initials.push(c);
        }
    }
    has_han.then_some(spoken)
}

/// Everything that differs from a typed word by one letter too few, too many, wrong, or swapped with its neighbour.
pub(super) fn slips(typed: &str) -> Vec<String> {
    let letters: Vec<char> = typed.chars().collect();
    let mut slips: Vec<String> = Vec::new();
    let mut add = |head: &[char], middle: &[char], tail: &[char]| slips.push(head.iter().chain(middle).chain(tail).collect());
    for at in 0..=letters.len() {
        let (head, tail) = letters.split_at(at);
        for letter in 'a'..='z' {
            add(head, &[letter], tail);
            if let [first, rest @ ..] = tail
                && *first != letter
            {
                add(head, &[letter], rest);
            }
        }
        if let [_, rest @ ..] = tail {
            add(head, &[], rest);
        }
        if let [first, second, rest @ ..] = tail {
            add(head, &[*second, *first], rest);
        }
    }
    slips.sort_unstable();
    slips.dedup();
    slips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_typed_by_syllables_or_their_first_letters() {
        let typed = |phrase: &str| spoken(phrase).map(|spoken| (spoken.full, spoken.initials));
        assert_eq!(typed("水泥"), Some(("shuini".into(), "sn".into())));
        assert_eq!(typed("铝合金"), Some(("lvhejin".into(), "lhj".into())));
        assert_eq!(typed("plc控制"), Some(("plckongzhi".into(), "plckz".into())));
        assert_eq!(typed("plc"), None);
    }

    #[test]
    fn a_slip_is_one_letter() {
        let of = slips("shini");
        for slip in ["shuini", "shin", "sini", "shiin", "shinu"] {
            assert!(of.contains(&slip.to_owned()), "{slip}");
        }
        assert!(!of.contains(&"shini".to_owned()) || of.iter().filter(|slip| *slip == "shini").count() == 1);
    }
}
