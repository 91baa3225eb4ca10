//! A cell of patent numbers as pieces, one for each number: counts, numbering and every way of writing ZL out of the way.

use domain::catalogue::patent::PatentNumber;

use super::number::NumberAndWords;

/// Upper case and half-width, with one form of ZL, Latin letters for Cyrillic ones, and without days of grant.
pub(super) fn folded(text: &str) -> String {
    let upper = domain::text::half_width(&domain::text::visible(text)).to_uppercase();
    let latin: String = upper
        .chars()
        .map(|c| {
            if matches!(c, 'Х' | '×' | 'Χ') {
                'X'
            } else {
                c
            }
        })
        .collect();
    let unnumbered = super::super::list::unnumbered(&latin)
        .replace('№', "")
        .replace("NO.", "")
        .replace("NO:", "");
    one_form_of_zl(&unnumbered)
}

/// `Z L`, `ZL.`, `(ZL)`, `ZL` at the end of a line: all of them belong to the number behind them.
fn one_form_of_zl(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let gap = chars[at + 1..]
            .iter()
            .take_while(|c| c.is_whitespace())
            .count();
        if chars[at] == 'Z' && chars.get(at + 1 + gap) == Some(&'L') {
            let behind = at + 2 + gap;
            let filler = chars[behind..]
                .iter()
                .take_while(|c| c.is_whitespace() || matches!(c, '.' | ':' | ')' | '-' | '号'))
                .count();
            if chars.get(behind + filler).is_some_and(char::is_ascii_digit) {
                if out.ends_with('(') {
                    out.pop();
                }
                out.push_str("ZL");
                at = behind + filler;
                continue;
            }
        }
        out.push(chars[at]);
        at += 1;
    }
    out
}

/// The text without `2项`, `共3件`, `专利1:`, and how many patents it says there are.
pub(super) fn without_counts(text: &str) -> (String, Vec<usize>) {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut counts = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let length = chars[at..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count()
            .max(chinese_count(&chars[at..]));
        let begins = at == 0 || !chars[at - 1].is_ascii_alphanumeric() && chars[at - 1] != '.';
        let behind = chars.get(at + length);
        if length > 0 && length <= 3 && begins && matches!(behind, Some('项' | '件' | '个' | '篇'))
        {
            let number: String = chars[at..at + length].iter().collect();
            counts.extend(number.parse().ok().or_else(|| {
                "一二三四五六七八九十"
                    .chars()
                    .position(|c| number.starts_with(c))
                    .map(|at| at + 1)
            }));
            out.push('\n');
            at += length + 1;
        } else if length > 0
            && length <= 2
            && begins
            && at > 0
            && matches!(chars[at - 1], '利' | '明' | '型' | '计' | '号')
            && behind == Some(&':')
        {
            // `专利1:` counts, it says no number.
            out.push('\n');
            at += length + 1;
        } else {
            let step = length.max(1);
            out.extend(&chars[at..at + step]);
            at += step;
        }
    }
    (out, counts)
}

fn chinese_count(chars: &[char]) -> usize {
    usize::from(
        chars
            .first()
            .is_some_and(|c| "一二三四五六七八九十两".contains(*c))
            && matches!(chars.get(1), Some('项' | '件')),
    )
}

/// Separate numbers: divided by marks, or each begun by its ZL.
pub(super) fn pieces(folded: &str) -> Vec<String> {
    let foreign = folded.contains("PCT") || folded.contains("WO");
    let marked: String = folded
        .chars()
        .map(|c| {
            if matches!(
                c,
                ';' | ',' | '、' | '\n' | '\r' | '|' | '\t' | '\\' | '&' | '+' | '和' | '与' | '及'
            ) || (c == '/' && !foreign)
            {
                '\n'
            } else {
                c
            }
        })
        .collect();
    let marked = marked.replace("ZL", "\nZL").replace("CN\nZL", "\nZL");
    let mut pieces = Vec::new();
    for piece in marked
        .split('\n')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
    {
        // Several numbers with only spaces between them: each is a number by itself.
        let words: Vec<&str> = piece.split_whitespace().collect();
        let each = words.len() > 1
            && words
                .iter()
                .all(|word| PatentNumber::parse(&NumberAndWords::of(word).number).is_ok());
        if each {
            pieces.extend(words.into_iter().map(str::to_owned))
        } else {
            pieces.push(piece.to_owned())
        }
    }
    // A lone mark between two numbers leaves a ZL, or an opening bracket, without digits.
    pieces.retain(|piece| piece != "ZL" && piece.chars().any(char::is_alphanumeric));
    pieces
}
