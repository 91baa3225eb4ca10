//! Number formats of spreadsheets: what a number looks like in its cell. People read `50万元` where the file holds `50`, so
//! that is what is read here too. ([ECMA-376], part 1, 18.8.30 describes the codes.)

/// A number format, understood as far as it changes what a number says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum NumberFormat {
    /// The number as it is.
    General,
    /// A day, with or without its time.
    Day,
    /// Hours and minutes beyond a day: a plain number.
    Duration,
    /// Digits between other characters.
    Digits(Sections),
    /// Text: what was typed.
    Text,
}

/// The parts of a format: for positive numbers, negative ones, zero.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sections(Vec<Section>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Section {
    pieces: Vec<Piece>,
    /// Commas behind the last digit: each divides by a thousand.
    thousands: u32,
    /// For which numbers it stands, when the code says so: `[>=10000]`.
    condition: Option<(String, f64)>,
    percent: bool,
    fraction: bool,
    exponent: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Literal(String),
    /// A place for a digit: `0` shows a zero there, `#` and `?` nothing.
    Place {
        zero: bool,
    },
    Point,
    General,
}

/// What a number looks like.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shown {
    pub text: String,
    /// It is shown in thousands, or millions.
    pub scaled: bool,
}

/// Longest code that a spreadsheet program writes.
const LONGEST: usize = 255;

impl NumberFormat {
    /// A format that files name by its number alone; a Chinese program shows 27 to 36 and 50 to 58 as days.
    pub(crate) fn built_in(id: u32) -> Self {
        match id {
            14..=22 | 27..=36 | 50..=58 => Self::Day,
            45..=47 => Self::Duration,
            9 => Self::of("0%"),
            10 => Self::of("0.00%"),
            1 => Self::of("0"),
            2 => Self::of("0.00"),
            3 | 37 | 38 | 41 => Self::of("#,##0"),
            4 | 39 | 40 | 43 => Self::of("#,##0.00"),
            5 | 6 | 42 => Self::of("￥#,##0"),
            7 | 8 | 44 => Self::of("￥#,##0.00"),
            49 => Self::Text,
            _ => Self::General,
        }
    }

    /// Understands a code.
    pub(crate) fn of(code: &str) -> Self {
        let code: String = code.chars().take(LONGEST).collect();
        let mut sections = vec![Section::default()];
        let mut chars = code.chars().peekable();
        let (mut day, mut duration, mut text) = (false, false, false);
        let mut seen_digit = false;
        while let Some(c) = chars.next() {
            let last = sections.len() - 1;
            let section = &mut sections[last];
            match c {
                ';' => {
                    sections.push(Section::default());
                    seen_digit = false;
                }
                '"' => {
                    section.literal(&chars.by_ref().take_while(|c| *c != '"').collect::<String>())
                }
                '\\' | '!' => section.literal(&chars.next().map(String::from).unwrap_or_default()),
                // Room as wide as a character; a character to fill the cell with.
                '_' | '*' => {
                    chars.next();
                }
                '[' => {
                    let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    if let Some(currency) = inner.strip_prefix('$') {
                        section.literal(currency.split('-').next().unwrap_or_default());
                    } else if let Some(condition) = condition(&inner) {
                        section.condition = Some(condition);
                    } else if !inner.is_empty()
                        && inner
                            .to_lowercase()
                            .trim_matches(['h', 'm', 's'])
                            .is_empty()
                    {
                        duration = true;
                    }
                }
                '0' | '#' | '?' => {
                    section.pieces.push(Piece::Place { zero: c == '0' });
                    section.thousands = 0;
                    seen_digit = true;
                }
                '.' => {
                    section.pieces.push(Piece::Point);
                    section.thousands = 0;
                }
                ',' if seen_digit => section.thousands += 1,
                '%' => {
                    section.percent = true;
                    section.literal("%");
                }
                '/' if seen_digit => section.fraction = true,
                'E' if matches!(chars.peek(), Some('+' | '-')) => section.exponent = true,
                'G' if chars.clone().take(6).eq("eneral".chars()) => {
                    chars.nth(5);
                    section.pieces.push(Piece::General);
                }
                '@' => text = true,
                'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'E' | 'a'
                | 'A' | 'b' | 'B' | 'g' => day = true,
                other => section.literal(&other.to_string()),
            }
        }
        let says_nothing = sections
            .iter()
            .all(|section| section.pieces.iter().all(|piece| *piece == Piece::General));
        if duration {
            Self::Duration
        } else if day {
            Self::Day
        } else if text && sections.iter().all(|section| !section.has_places()) {
            Self::Text
        } else if says_nothing {
            Self::General
        } else {
            Self::Digits(Sections(sections))
        }
    }

    /// How the number looks; nothing when that is what the number is.
    pub(crate) fn show(&self, number: f64) -> Option<Shown> {
        let Self::Digits(sections) = self else {
            return None;
        };
        sections.show(number)
    }
}

impl Section {
    fn literal(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Literal(before)) => before.push_str(text),
            _ if text.is_empty() => {}
            _ => self.pieces.push(Piece::Literal(text.to_owned())),
        }
    }

    fn stands_for(&self, number: f64) -> bool {
        let Some((how, than)) = &self.condition else {
            return true;
        };
        match how.as_str() {
            ">" => number > *than,
            ">=" => number >= *than,
            "<" => number < *than,
            "<=" => number <= *than,
            "<>" => number != *than,
            _ => number == *than,
        }
    }

    fn has_places(&self) -> bool {
        self.pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Place { .. }))
    }

    fn render(&self, number: f64) -> Option<String> {
        if self.fraction || self.exponent {
            return None;
        }
        if !self.has_places() {
            return Some(
                self.pieces
                    .iter()
                    .map(|piece| literal_of(piece, number))
                    .collect(),
            );
        }
        let scaled = number / 1000_f64.powi(i32::try_from(self.thousands).ok()?)
            * if self.percent { 100.0 } else { 1.0 };
        let point = self
            .pieces
            .iter()
            .position(|piece| *piece == Piece::Point)
            .unwrap_or(self.pieces.len());
        let places = |pieces: &[Piece]| {
            pieces
                .iter()
                .filter(|piece| matches!(piece, Piece::Place { .. }))
                .count()
        };
        let decimals = places(&self.pieces[point..]);
        let digits = rounded(scaled, decimals);
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let mut whole = if whole == "0" { "" } else { whole }.to_owned();
        let mut shown = String::new();
        // From the right, so that what is longer than its places stands before the first of them.
        let mut first = places(&self.pieces[..point]);
        for piece in self.pieces[..point].iter().rev() {
            match piece {
                Piece::Place { zero } => {
                    first -= 1;
                    let taken = if first == 0 {
                        std::mem::take(&mut whole)
                    } else {
                        whole.pop().map(String::from).unwrap_or_default()
                    };
                    let taken = if taken.is_empty() && *zero {
                        "0".to_owned()
                    } else {
                        taken
                    };
                    shown.insert_str(0, &taken);
                }
                other => shown.insert_str(0, &literal_of(other, number)),
            }
        }
        shown.insert_str(0, &whole);
        let mut fraction = fraction.chars();
        for piece in &self.pieces[point..] {
            match piece {
                Piece::Point => shown.push('.'),
                Piece::Place { zero } => {
                    let digit = fraction.next().unwrap_or('0');
                    let rest_is_nothing = digit == '0' && fraction.clone().all(|c| c == '0');
                    if *zero || !rest_is_nothing {
                        shown.push(digit);
                    }
                }
                other => shown.push_str(&literal_of(other, number)),
            }
        }
        Some(shown)
    }
}

/// `>=10000` in brackets.
fn condition(inner: &str) -> Option<(String, f64)> {
    let than = inner.trim_start_matches(['<', '>', '=']);
    let how = &inner[..inner.len() - than.len()];
    if how.is_empty() {
        None
    } else {
        Some((how.to_owned(), than.trim().parse().ok()?))
    }
}

fn literal_of(piece: &Piece, number: f64) -> String {
    match piece {
        Piece::Literal(text) => text.clone(),
        Piece::General => plain(number),
        Piece::Point => ".".into(),
        Piece::Place { .. } => String::new(),
    }
}

impl Sections {
    fn show(&self, number: f64) -> Option<Shown> {
        let conditional = self.0.iter().any(|section| section.condition.is_some());
        let at = match (self.0.len(), number) {
            _ if conditional => self
                .0
                .iter()
                .position(|section| section.stands_for(number))?,
            (2.., n) if n < 0.0 => 1,
            (3.., 0.0) => 2,
            _ => 0,
        };
        let section = &self.0[at];
        let text = section.render(number.abs())?;
        // Only a section of its own writes its own sign.
        let sign = if number < 0.0 && at == 0 { "-" } else { "" };
        Some(Shown {
            text: format!("{sign}{text}").trim().to_owned(),
            scaled: section.thousands > 0,
        })
    }
}

/// A number in digits without exponent, of 15 significant digits as spreadsheets keep.
pub(crate) fn plain(number: f64) -> String {
    format!("{number:.14e}")
        .parse::<f64>()
        .unwrap_or(number)
        .to_string()
}

/// Rounded half away from zero, as spreadsheets round what they show.
fn rounded(number: f64, decimals: usize) -> String {
    let digits = plain(number);
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    if fraction.len() <= decimals {
        return digits;
    }
    let up = fraction.as_bytes()[decimals] >= b'5';
    let mut kept: Vec<u8> = format!("{whole}{}", &fraction[..decimals]).into_bytes();
    if up {
        let mut at = kept.len();
        loop {
            if at == 0 {
                kept.insert(0, b'1');
                break;
            }
            at -= 1;
            if kept[at] == b'9' {
                kept[at] = b'0';
            } else {
                kept[at] += 1;
                break;
            }
        }
    }
    let text: String = kept.into_iter().map(char::from).collect();
    let (whole, fraction) = text.split_at(text.len() - decimals);
    if decimals == 0 {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, number: f64) -> String {
        NumberFormat::of(code)
            .show(number)
            .map_or_else(|| plain(number), |shown| shown.text)
    }

    #[test]
    fn a_number_is_shown_as_a_spreadsheet_shows_it() {
        for (code, number, text) in [
            ("General", 50.0, "50"),
            ("0\"万元\"", 50.0, "50万元"),
            ("0.00\\万\\元", 50.0, "50.00万元"),
            ("0!.0,\"万元\"", 500_000.0, "50.0万元"),
            ("0\".\"0,\"万元\"", 500_000.0, "50.0万元"),
            ("#,##0.00", 1_234_567.891, "1234567.89"),
            ("[$$-409]#,##0", 50_000.0, "$50000"),
            ("[$-409]0.0", 5.0, "5.0"),
            ("[$￥-804]#,##0;[Red]-[$￥-804]#,##0", -5.0, "-￥5"),
            ("0%", 0.03, "3%"),
            ("0.0%", 0.125, "12.5%"),
            ("0,", 5000.0, "5"),
            ("0,,\"百万\"", 5_000_000.0, "5百万"),
            ("000000", 123.0, "000123"),
            ("0000-0000000", 3_501_234_567.0, "0350-1234567"),
            ("\"约\"0", 50.0, "约50"),
            ("0\"元/吨\"", 50.0, "50元/吨"),
            ("#.##", 0.5, ".5"),
            ("0", 50.5, "51"),
            (
                "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                5.0,
                "5.00",
            ),
            ("General\"万元\"", 50.5, "50.5万元"),
            ("[>=10000]0!.0,\"万\";0", 30_000.0, "3.0万"),
        ] {
            assert_eq!(shown(code, number), text, "{code}");
        }
    }

    #[test]
    fn days_durations_and_texts_are_told_from_numbers() {
        for code in [
            "yyyy\"年\"m\"月\"",
            "[$-804]yyyy/m/d;@",
            "aaaa",
            "mmm-yy",
            "[DBNum1][$-804]yyyy\"年\"m\"月\";@",
            "e\"年\"m\"月\"",
        ] {
            assert_eq!(NumberFormat::of(code), NumberFormat::Day, "{code}");
        }
        assert_eq!(NumberFormat::of("[h]:mm"), NumberFormat::Duration);
        assert_eq!(NumberFormat::of("@"), NumberFormat::Text);
        assert_eq!(NumberFormat::of(""), NumberFormat::General);
        assert_eq!(NumberFormat::built_in(31), NumberFormat::Day);
        assert!(
            NumberFormat::of("0,")
                .show(5000.0)
                .is_some_and(|shown| shown.scaled)
        );
    }
}
