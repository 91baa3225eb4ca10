//! One patent number among the words around it.

use domain::catalogue::achievement::PatentStatus;
use domain::catalogue::patent::check_digit;

use super::SaidBy;
use super::status::{LAPSED, is_status, parse_status};

/// A number and the words around it: `专利号：2012…（发明）` is the number, `专利号` before and `发明` behind it.
pub(super) struct NumberAndWords {
    pub(super) number: String,
    before: Vec<String>,
    behind: Vec<String>,
}

impl NumberAndWords {
    pub(super) fn of(piece: &str) -> Self {
        let mut read = Self {
            number: String::new(),
            before: Vec::new(),
            behind: Vec::new(),
        };
        for run in runs(piece) {
            let digits = run.bytes().filter(u8::is_ascii_digit).count();
            let best = read.number.bytes().filter(u8::is_ascii_digit).count();
            let is_day = digits <= 8
                && super::super::day::parse_day(run.trim_matches(['.', ':', ' '])).is_ok();
            if is_latin(run) && !is_day && digits > best && (digits >= 8 || best == 0) {
                let earlier = std::mem::replace(
                    &mut read.number,
                    run.trim().trim_matches(['.', ':']).to_owned(),
                );
                read.before
                    .extend(Some(earlier).filter(|earlier| !earlier.is_empty()));
                read.before.append(&mut read.behind);
            } else {
                let words = run
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned);
                if read.number.is_empty() {
                    read.before.extend(words)
                } else {
                    read.behind.extend(words)
                }
            }
        }
        // A number that is written in groups, with a day behind it: the day goes.
        if let Some((first, behind)) = read.number.clone().rsplit_once(' ')
            && super::super::day::parse_day(behind.trim()).is_ok()
        {
            read.number = first.trim().to_owned();
            read.behind.insert(0, behind.trim().to_owned());
        }
        read
    }

    pub(super) fn said(&self) -> impl Iterator<Item = &String> {
        self.before.iter().chain(&self.behind)
    }

    /// Where the patent stands by the words beside its number, else by its ZL, which only granted patents have.
    pub(super) fn status(&self, number: &str) -> Result<(PatentStatus, SaidBy), String> {
        let unclear = |said: &str| {
            format!("看不懂号码旁的“{said}”：请另设“专利状态”一列，填“授权”、“审中”或“失效”")
        };
        let mut statuses = Vec::new();
        for said in self.said().filter(|said| is_status(said)) {
            statuses.push(parse_status(said).map_err(|_| unclear(said))?);
        }
        if let Some(said) = self
            .behind
            .iter()
            .find(|said| !is_status(said) && LAPSED.iter().any(|word| said.contains(word)))
        {
            return Err(unclear(said));
        }
        statuses.dedup();
        let zl = number.starts_with("ZL") || number.starts_with("CNZL");
        let announced = self.said().any(|said| {
            ["授权公告", "授权日"]
                .iter()
                .any(|word| said.contains(word))
        });
        match statuses[..] {
            [status] => Ok((status, SaidBy::Words)),
            [] if announced => Ok((PatentStatus::Granted, SaidBy::Words)),
            [] if zl => Ok((PatentStatus::Granted, SaidBy::Zl)),
            [] => Ok((PatentStatus::Pending, SaidBy::Nothing)),
            _ => Err(unclear(
                &self.said().cloned().collect::<Vec<_>>().join("、"),
            )),
        }
    }
}

/// Stretches of Latin letters, digits and the marks inside of numbers, and what stands between them.
fn runs(piece: &str) -> Vec<&str> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '·' | '。' | '-' | ' ');
    let mut runs = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in piece.char_indices() {
        if before.is_some_and(|before| before != inside(c)) {
            runs.push(&piece[start..at]);
            start = at;
        }
        before = Some(inside(c));
    }
    runs.push(&piece[start..]);
    runs.retain(|run| run.chars().any(char::is_alphanumeric));
    runs
}

fn is_latin(run: &str) -> bool {
    run.chars().any(|c| c.is_ascii_digit())
        && run.chars().all(|c| c.is_ascii() || matches!(c, '·' | '。'))
}

/// A right that is no Chinese patent.
pub(super) fn other_right(piece: &str) -> Option<String> {
    let kept: String = piece.chars().filter(char::is_ascii_alphanumeric).collect();
    let digits = kept.bytes().filter(u8::is_ascii_digit).count();
    let foreign = ["PCT", "WO", "US", "EP", "JP", "KR", "DE"]
        .iter()
        .any(|start| kept.starts_with(start));
    let software = kept.contains("SR") || piece.contains("软著") || piece.contains("软件著作权");
    (digits >= 6 && (foreign || software)).then(|| piece.trim().to_owned())
}

/// `201710601862` as a number was `201710601862.0` when typed, if 0 is the right check digit.
pub(super) fn lost_its_zero(bare: &str) -> bool {
    bare.len() == 12 && bare.bytes().all(|b| b.is_ascii_digit()) && check_digit(bare) == '0'
}

/// What is wrong with a number in ways that its shape alone does not tell.
pub(super) fn hint(number: &str) -> Option<String> {
    let kept: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    let digits = kept.trim_start_matches("ZL").trim_start_matches("CN");
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if all_digits && matches!(digits.len(), 8 | 12) {
        return Some(format!(
            "专利号缺少校验位，应为 {digits}.{}",
            check_digit(digits)
        ));
    }
    if is_publication(number) {
        return Some(format!(
            "{kept} 是公布（公告）号，请填写专利号或申请号，例如 201710601862.3"
        ));
    }
    None
}

/// `CN107123456A`: the number under which an application was published, or a patent announced.
pub(super) fn is_publication(number: &str) -> bool {
    let kept: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    kept.trim_start_matches("CN")
        .strip_suffix(['A', 'B', 'U', 'S', 'C', 'Y'])
        .is_some_and(|body| matches!(body.len(), 7 | 9) && body.bytes().all(|b| b.is_ascii_digit()))
}
