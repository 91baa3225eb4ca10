//! Forms 表单: what was typed, what is wrong, and the names of the controls.
//!
//! **Names.** A control is named as the field is in the API, with `.` where [`FieldError::field`] has `/`:
//! `title`, `abstract`, `patents.0.number`, `improvements.2.unit`. Four rules bend that for people:
//!
//! * a sum is typed in yuan: the API's `amount_fen` is the control `amount_yuan` (`price.amount_yuan`);
//! * a share is typed in percent: the API's `royalty_rate_ppm` is the control `royalty_rate_percent`;
//! * a list of words is one control of the list's own name (`keywords`, `completers`), its words parted by `、`, `,`, `;`
//!   or line breaks; an error at `keywords/3` shows at `keywords`;
//! * a yes-or-no field sends `true` or is not sent; a choice of several sends its name once for each value (`modes`).
//!
//! A page with several forms gives each a scope: it stands in the identifiers on the page, not in the names.
//!
//! Every form that changes a row sends the row's `version`; files are sent as `file` (or as the page says) in
//! `multipart/form-data`. Rows that are left empty are sent empty, so that positions in errors are positions on the page.
//!
//! What it is not: it checks nothing. The domain does, and this shows what it said.

use domain::catalogue::achievement::{Maturity, PatentStatus, State, TransferMode};
use domain::catalogue::vocabulary::Vocabulary;
use domain::deals::contract::kind::ContractKind;
use domain::deals::deal::CloseReason;
use domain::deals::licence::LicenceKind;
use domain::deals::licence_request::DeclineReason;
use domain::deals::terms::{ImprovementsOwner, PaymentMode};
use domain::field::FieldError;
use domain::money::payment::PaymentKind;
use domain::people::county::COUNTIES;
use domain::people::organisation::OrganisationKind;
use domain::people::user::Role;

use super::parts::{Choice, Control, ErrorSummary, Field, Width};
use super::sent::{Overtaken, SentFile};

/// What a form holds: the values as typed or as stored, and the errors of the last try.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Name and value of each control, in any order; a name may stand several times.
    pub values: Vec<(String, String)>,
    /// What the domain said about them.
    pub errors: Vec<FieldError>,
    /// Version of the row that is changed; nothing for a new one.
    pub version: Option<i64>,
    /// Tells the forms of one page apart; empty where there is only one.
    pub scope: String,
    /// Whether the values are all that is stored: what is not among them is empty there.
    pub whole: bool,
    /// What somebody else saved while it was filled in.
    pub overtaken: Option<Overtaken>,
    /// Files that arrived when it was last sent.
    pub files: Vec<SentFile>,
}

/// Name of the control for a field of the API: `price/amount_fen` is `price.amount_yuan`.
pub fn control_name(field: &str) -> String {
    let dotted = field.replace('/', ".");
    match (dotted.strip_suffix("_fen"), dotted.strip_suffix("_ppm")) {
        (Some(stem), _) => format!("{stem}_yuan"),
        (None, Some(stem)) => format!("{stem}_percent"),
        (None, None) => dotted,
    }
}

impl Form {
    /// An empty form.
    pub fn new() -> Self {
        Self::default()
    }

    /// A form with these values.
    pub fn filled(values: Vec<(String, String)>) -> Self {
        Self {
            values,
            ..Self::default()
        }
    }

    /// A form that holds all that is stored of a row.
    pub fn stored(values: Vec<(String, String)>, version: i64) -> Self {
        Self {
            values,
            version: Some(version),
            whole: true,
            ..Self::default()
        }
    }

    /// The same form, one of several on its page.
    #[must_use]
    pub fn scoped(self, scope: impl Into<String>) -> Self {
        Self {
            scope: scope.into(),
            ..self
        }
    }

    /// The same form for this version of a row.
    #[must_use]
    pub fn of_version(self, version: i64) -> Self {
        Self {
            version: Some(version),
            ..self
        }
    }

    /// Adds a value; nothing happens when it is empty.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.values.push((name.to_owned(), value));
        }
        self
    }

    /// The same form after a try that failed.
    #[must_use]
    pub fn refused(self, errors: Vec<FieldError>) -> Self {
        Self { errors, ..self }
    }

    /// Every value of a control.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.values
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
            .collect()
    }

    /// The first value of a control, or nothing.
    pub fn value(&self, name: &str) -> &str {
        self.values
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// Positions of the rows of a repeated group (`patents`), with `spare` empty ones at the end, so that a person
    /// can add rows without a script.
    pub fn rows(&self, group: &str, spare: usize) -> std::ops::Range<usize> {
        let position = |name: &str| {
            name.strip_prefix(group)?
                .strip_prefix('.')?
                .split('.')
                .next()?
                .parse::<usize>()
                .ok()
        };
        let stored = self.overtaken.as_ref().map_or(&[][..], Overtaken::values);
        let filled = self
            .values
            .iter()
            .chain(stored)
            .filter(|(_, value)| !value.trim().is_empty());
        let used = filled
            .filter_map(|(name, _)| position(name))
            .max()
            .map_or(0, |last| last + 1);
        0..used.min(100) + spare
    }

    /// What is wrong with a group of rows or with one row as a whole, shown beside the table.
    pub fn errors_at(&self, group: &str) -> Vec<String> {
        self.errors_of(group)
    }

    /// What is wrong with a group of rows as a whole, where each row tells its own errors.
    pub fn errors_of_group(&self, group: &str) -> Vec<String> {
        let whole = self.errors.iter().filter(|error| error.field == group);
        whole.map(|error| error.message.clone()).collect()
    }

    /// Identifier of a group of rows or of one row, where the summary leads.
    pub fn id_of(&self, name: &str) -> String {
        super::parts::control_id(&self.scope, name)
    }

    /// What is wrong with a control, and with what lies under it when it holds a list.
    fn errors_of(&self, name: &str) -> Vec<String> {
        let inside = format!("{name}.");
        let concerns = |error: &&FieldError| {
            let control = control_name(&error.field);
            let list = control
                .strip_prefix(&inside)
                .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
            control == name || list
        };
        self.errors
            .iter()
            .filter(concerns)
            .map(|error| error.message.clone())
            .collect()
    }

    /// The summary above the form; nothing when nothing is wrong.
    pub fn summary(&self) -> Option<ErrorSummary> {
        if !self.came_back() {
            return None;
        }
        Some(ErrorSummary {
            about_fields: self.errors.iter().any(|error| !error.field.is_empty()),
            errors: super::sent::links(self),
            overtaken: self.overtaken.as_ref().map(|by| by.happened.clone()),
        })
    }

    /// Whether it was sent and not carried out: it is shown open.
    pub fn came_back(&self) -> bool {
        !self.errors.is_empty() || self.overtaken.is_some()
    }

    /// A field answered with this control.
    pub fn field(&self, name: impl AsRef<str>, label: &str, control: Control) -> Field {
        let name = name.as_ref();
        let values = self.all(name);
        let stored = self
            .overtaken
            .as_ref()
            .and_then(|by| by.beside(name, &values, &control));
        Field {
            scope: self.scope.clone(),
            name: name.to_owned(),
            label: label.to_owned(),
            hint: String::new(),
            control,
            values,
            stored,
            sent: None,
            errors: self.errors_of(name),
            needed: false,
            width: Width::Full,
            unit: String::new(),
            autocomplete: "",
            label_hidden: false,
            vocabulary: None,
        }
    }

    /// A value chosen from a vocabulary by typing. One that was stored before there was a vocabulary stays, and what
    /// to do about it is said.
    pub fn entry(&self, name: impl AsRef<str>, vocabulary: Vocabulary, hint: &str) -> Field {
        let field = self.line(name, vocabulary.label());
        let value = field.value();
        let is_old =
            !field.wrong() && !value.is_empty() && vocabulary.parse_several(value).is_err();
        let hint = if is_old {
            format!("原来填写的“{value}”不在列表中，保存前请从列表中选择，或清空。{hint}")
        } else {
            hint.to_owned()
        };
        Field {
            vocabulary: Some(vocabulary),
            hint,
            ..field
        }
    }

    /// One line of text.
    pub fn line(&self, name: impl AsRef<str>, label: &str) -> Field {
        self.field(name, label, Control::Line("text"))
    }

    /// Several lines of text.
    pub fn area(&self, name: impl AsRef<str>, label: &str, lines: u8) -> Field {
        self.field(name, label, Control::Area(lines))
    }

    /// A sum in yuan.
    pub fn yuan(&self, name: impl AsRef<str>, label: &str) -> Field {
        self.field(name, label, Control::Line("yuan"))
            .unit("元")
            .short()
    }

    /// A day.
    pub fn day(&self, name: impl AsRef<str>, label: &str) -> Field {
        self.field(name, label, Control::Line("date")).short()
    }

    /// A whole number.
    pub fn number(&self, name: impl AsRef<str>, label: &str) -> Field {
        self.field(name, label, Control::Line("number")).short()
    }

    /// A password: never filled in again.
    pub fn password(&self, name: impl AsRef<str>, label: &str) -> Field {
        Field {
            values: Vec::new(),
            stored: None,
            ..self.field(name, label, Control::Line("password")).medium()
        }
    }

    /// A file to upload. One that arrived with a form that came back is named and need not be chosen again.
    pub fn file(&self, name: impl AsRef<str>, label: &str) -> Field {
        let name = name.as_ref();
        let sent = self.files.iter().find(|file| file.control == name).cloned();
        Field {
            values: Vec::new(),
            stored: None,
            sent,
            ..self.field(name, label, Control::Line("file"))
        }
    }

    /// One of several, folded.
    pub fn select(
        &self,
        name: impl AsRef<str>,
        label: &str,
        choices: impl AsRef<[Choice]>,
    ) -> Field {
        self.field(name, label, Control::Select(choices.as_ref().to_vec()))
            .medium()
    }

    /// One of several, all seen.
    pub fn radios(
        &self,
        name: impl AsRef<str>,
        label: &str,
        choices: impl AsRef<[Choice]>,
    ) -> Field {
        self.field(name, label, Control::Radios(choices.as_ref().to_vec()))
    }

    /// Any of several.
    pub fn checks(
        &self,
        name: impl AsRef<str>,
        label: &str,
        choices: impl AsRef<[Choice]>,
    ) -> Field {
        self.field(name, label, Control::Checks(choices.as_ref().to_vec()))
    }

    /// Yes or no.
    pub fn tick(&self, name: impl AsRef<str>, label: &str) -> Field {
        self.field(name, label, Control::Tick)
    }
}

/// Every transfer mode.
pub fn modes() -> Vec<Choice> {
    TransferMode::ALL
        .map(|mode| Choice::new(mode.as_str(), mode.label()))
        .into()
}

/// The modes that a listing offers; every one where it names none.
pub fn modes_of(offered: &[TransferMode]) -> Vec<Choice> {
    if offered.is_empty() {
        modes()
    } else {
        offered
            .iter()
            .map(|mode| Choice::new(mode.as_str(), mode.label()))
            .collect()
    }
}

/// Every level of maturity on the default scale, with its plain word.
pub fn maturity_levels() -> Vec<Choice> {
    (1..=9)
        .map(|level| {
            Choice::new(
                level.to_string(),
                format!("{level} 级（{}）", Maturity::trl(level).word()),
            )
        })
        .collect()
}

/// Who may see an attached file.
pub fn tiers() -> Vec<Choice> {
    vec![
        Choice::new("public", "公开"),
        Choice::new("parties", "仅交易双方"),
    ]
}

/// Every status of a patent.
pub fn patent_statuses() -> Vec<Choice> {
    [
        PatentStatus::Pending,
        PatentStatus::Granted,
        PatentStatus::Lapsed,
    ]
    .map(|status| Choice::new(patent_status_word(status), status.label()))
    .into()
}

/// A status of a patent as in the API.
pub(crate) fn patent_status_word(status: PatentStatus) -> &'static str {
    match status {
        PatentStatus::Pending => "pending",
        PatentStatus::Granted => "granted",
        PatentStatus::Lapsed => "lapsed",
    }
}

/// Every county of the city.
pub fn counties() -> Vec<Choice> {
    COUNTIES
        .map(|county| Choice::new(county.code, county.name))
        .into()
}

/// Every kind of organisation.
pub fn organisation_kinds() -> Vec<Choice> {
    OrganisationKind::ALL
        .map(|kind| Choice::new(kind.as_str(), kind.label()))
        .into()
}

/// Every role of a member.
pub fn roles() -> Vec<Choice> {
    [Role::Member, Role::Manager]
        .map(|role| Choice::new(role.as_str(), role.label()))
        .into()
}

/// Every kind of licence, with what it means.
pub fn licence_kinds() -> Vec<Choice> {
    LicenceKind::ALL
        .map(|kind| Choice::new(kind.as_str(), kind.label()).noted(kind.meaning()))
        .into()
}

/// Every kind of contract that an agency may decide.
pub fn contract_kinds() -> Vec<Choice> {
    ContractKind::ALL
        .map(|kind| Choice::new(kind.as_str(), kind.label()))
        .into()
}

/// Every kind of contract as the subsidy knows it: both kinds of development are one there.
pub fn ledger_contract_kinds() -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for kind in ContractKind::ALL {
        let label = kind.label().replace("（委托）", "").replace("（合作）", "");
        let choice = Choice::new(kind.ledger_kind(), label);
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    choices
}

/// The four ways to pay.
pub fn payment_modes() -> Vec<Choice> {
    PaymentMode::ALL
        .map(|mode| Choice::new(mode.as_str(), mode.label()))
        .into()
}

/// Whose later improvements may be.
pub fn improvement_owners() -> Vec<Choice> {
    ImprovementsOwner::ALL
        .map(|owner| Choice::new(owner.as_str(), owner.label()))
        .into()
}

/// Why a seller declines.
pub fn decline_reasons() -> Vec<Choice> {
    DeclineReason::ALL
        .map(|reason| Choice::new(reason.as_str(), reason.label()))
        .into()
}

/// Why a deal came to nothing.
pub fn close_reasons() -> Vec<Choice> {
    CloseReason::ALL
        .map(|reason| Choice::new(reason.as_str(), reason.label()))
        .into()
}

/// What an import does with the listings.
pub fn import_states() -> Vec<Choice> {
    [
        (State::Draft, "保存为草稿，逐项核对后再提交"),
        (State::Submitted, "直接提交审核"),
    ]
    .map(|(state, label)| Choice::new(state.as_str(), label))
    .into()
}

/// Payment or refund.
pub fn payment_kinds() -> Vec<Choice> {
    PaymentKind::ALL
        .map(|kind| Choice::new(kind.as_str(), kind.label()))
        .into()
}

/// Ways to ask a price.
pub fn price_kinds() -> Vec<Choice> {
    vec![
        Choice::new("negotiable", "面议"),
        Choice::new("fixed", "一口价"),
        Choice::new("range", "价格区间"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(field: &str) -> FieldError {
        FieldError {
            field: field.into(),
            code: "wrong",
            message: format!("{field} 不对"),
        }
    }

    #[test]
    fn an_error_stands_at_the_control_it_concerns() {
        let form = Form::new().with("patents.0.number", "1").refused(vec![
            wrong("patents/0/number"),
            wrong("price/amount_fen"),
            wrong("keywords/3"),
        ]);
        assert_eq!(
            form.line("patents.0.number", "专利号").errors,
            ["patents/0/number 不对"]
        );
        assert_eq!(
            form.yuan("price.amount_yuan", "价格").errors,
            ["price/amount_fen 不对"]
        );
        assert_eq!(form.line("keywords", "关键词").errors, ["keywords/3 不对"]);
        assert!(form.line("patents", "专利").errors.is_empty());
        let links: Vec<String> = form
            .summary()
            .expect("three errors")
            .errors
            .into_iter()
            .map(|link| link.href)
            .collect();
        assert_eq!(
            links,
            ["#f-patents-0-number", "#f-price-amount_yuan", "#f-keywords"]
        );
    }

    #[test]
    fn empty_rows_follow_those_that_were_filled_in() {
        let form = Form::new()
            .with("patents.1.number", "x")
            .with("patents.0.number", "y");
        assert_eq!(form.rows("patents", 2), 0..4);
        assert_eq!(form.rows("improvements", 3), 0..3);
    }
}
