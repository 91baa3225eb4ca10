//! How Chinese is typed on a Latin keyboard: pinyin without tones, and the first letters of its syllables.

use pinyin::{ToPinyin, ToPinyinMulti};

use crate::analysis::is_han;

/// How a phrase is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spoken {
    /// All syllables: `shuini`.
    pub(super) full: String,
    /// Their first letters: `sn`.
    pub(super) initials: String,
}

/// A phrase is kept under so many readings at most.
const READINGS_AT_MOST: usize = 8;

/// The pinyin of a folded phrase, characters of other scripts as they are, in every reading of its characters (重庆 is
/// `chongqing` and `zhongqing`), the most common ones first; nothing when it has no Chinese character or one whose reading is
/// unknown.
pub(super) fn spoken(phrase: &str) -> Vec<Spoken> {
    let mut readings = vec![Spoken::default()];
    let mut has_han = false;
    for c in phrase.chars() {
        if !is_han(c) {
            for spoken in readings.iter_mut().filter(|_| c.is_alphanumeric()) {
                spoken.full.push(c);
                spoken.initials.push(c);
            }
            continue;
        }
        has_han = true;
        let syllables = syllables(c);
        // First every phrase read so far with the common syllable, then with the others, as long as there is room.
        let mut longer = Vec::with_capacity(readings.len());
        for syllable in &syllables {
            for spoken in &readings {
                if longer.len() < READINGS_AT_MOST {
                    longer.push(spoken.with(syllable));
                }
            }
        }
        readings = longer;
    }
    if has_han { readings } else { Vec::new() }
}

/// How a character is typed, the most common way first; none when that is unknown.
fn syllables(c: char) -> Vec<String> {
    let Some(common) = c.to_pinyin() else {
        return Vec::new();
    };
    let mut syllables: Vec<String> = Vec::new();
    for pinyin in [common]
        .into_iter()
        .chain(c.to_pinyin_multi().into_iter().flatten())
    {
        // ü has no key of its own; üe is typed either way.
        let plain = pinyin.plain();
        let ways = [
            Some(plain.replace('ü', "v")),
            plain.contains("üe").then(|| plain.replace('ü', "u")),
        ];
        for way in ways.into_iter().flatten() {
            if !syllables.contains(&way) {
                syllables.push(way);
            }
        }
    }
    syllables
}

impl Spoken {
    fn with(&self, syllable: &str) -> Self {
        let mut longer = self.clone();
        longer.initials.extend(syllable.chars().next());
        longer.full.push_str(syllable);
        longer
    }
}

/// Everything that differs from a typed word by one letter too few, too many, wrong, or swapped with its neighbour.
pub(super) fn slips(typed: &str) -> Vec<String> {
    let letters: Vec<char> = typed.chars().collect();
    let mut slips: Vec<String> = Vec::new();
    let mut add = |head: &[char], middle: &[char], tail: &[char]| {
        slips.push(head.iter().chain(middle).chain(tail).collect())
    };
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
        let typed = |phrase: &str| {
            spoken(phrase)
                .into_iter()
                .next()
                .map(|spoken| (spoken.full, spoken.initials))
        };
        assert_eq!(typed("水泥"), Some(("shuini".into(), "sn".into())));
        assert_eq!(typed("铝合金"), Some(("lvhejin".into(), "lhj".into())));
        assert_eq!(
            typed("plc控制"),
            Some(("plckongzhi".into(), "plckz".into()))
        );
        assert_eq!(typed("plc"), None);
    }

    #[test]
    fn a_character_with_several_readings_is_found_by_each() {
        for (phrase, typed) in [
            ("重庆", "chongqing"),
            ("重庆", "zhongqing"),
            ("银行", "yinhang"),
            ("谐波调谐", "xiebotiaoxie"),
            ("略阳", "lueyang"),
            ("略阳", "lveyang"),
        ] {
            assert!(
                spoken(phrase).iter().any(|spoken| spoken.full == typed),
                "{phrase} {typed} {:?}",
                spoken(phrase)
            );
        }
        assert!(spoken("重载行走调谐大会").len() <= READINGS_AT_MOST);
    }

    #[test]
    fn a_slip_is_one_letter() {
        let of = slips("shini");
        for slip in ["shuini", "shin", "sini", "shiin", "shinu"] {
            assert!(of.contains(&slip.to_owned()), "{slip}");
        }
        assert!(
            !of.contains(&"shini".to_owned())
                || of.iter().filter(|slip| *slip == "shini").count() == 1
        );
    }
}
