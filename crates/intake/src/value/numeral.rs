//! Whole numbers in Chinese numerals, plain and as they stand on cheques: 五十万, 伍拾万零伍佰.

/// Reads a number that is written out in full. What leaves a digit's place open (一百五, 五万三) is none, and neither is a
/// row of digits (二〇二四).
pub(crate) fn number(text: &str) -> Option<u64> {
    let mut total = 0;
    // What stands behind the last 万 or 亿, and the smallest unit in it.
    let (mut section, mut smallest) = (0, u64::MAX);
    let mut largest = u64::MAX;
    let mut digit = None;
    // Whether a digit at the end may count ones: at the beginning, behind 十, or behind 零.
    let mut ones = true;
    for c in text.chars() {
        match (digit_of(c), unit_of(c)) {
            (Some(0), _) if digit.is_none() && (section, total) != (0, 0) => ones = true,
            (Some(0), _) => return None,
            (Some(value), _) if digit.is_none() => digit = Some(value),
            (None, Some(unit)) if unit < 10_000 => {
                let begins = section == 0 && total == 0 && unit == 10;
                let times = digit.take().or(begins.then_some(1))?;
                if unit >= smallest {
                    return None;
                }
                section += times * unit;
                (smallest, ones) = (unit, unit == 10);
            }
            (None, Some(unit)) => {
                section += digit.take().filter(|_| ones).map_or(Some(0), Some)?;
                if section == 0 || unit >= largest {
                    return None;
                }
                total += section * unit;
                (section, smallest, largest, ones) = (0, u64::MAX, unit, false);
            }
            _ => return None,
        }
    }
    if digit.is_some() && !ones {
        return None;
    }
    let number = total + section + digit.unwrap_or(0);
    (number > 0).then_some(number)
}

/// Whether a text names an amount in numerals: one before a unit or 元.
pub(crate) fn names_amount(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars
        .windows(2)
        .any(|two| digit_of(two[0]).is_some() && (two[1] == '元' || unit_of(two[1]).is_some()))
}

fn digit_of(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' | '貳' | '兩' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn unit_of(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_written_out_are_read() {
        for (text, value) in [
            ("五十万", 500_000),
            ("伍拾万", 500_000),
            ("壹佰万", 1_000_000),
            ("十二万", 120_000),
            ("三百二十万", 3_200_000),
            ("贰拾万零伍佰", 200_500),
            ("一亿二千万", 120_000_000),
            ("一百零五万", 1_050_000),
            ("三千", 3000),
            ("八", 8),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_leaves_its_places_open_is_none() {
        for text in [
            "",
            "三月",
            "一百五",
            "五万三",
            "二〇二四",
            "万",
            "零",
            "五五",
            "十万亿万",
            "百",
            "一十百",
            "五百千",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
