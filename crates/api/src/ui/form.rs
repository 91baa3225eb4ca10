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

use domain::catalogue::vocabulary::Vocabulary;
use domain::field::FieldError;

use super::overtaken::Overtaken;
use super::parts::{Choice, Control, ErrorSummary, Field, Link, SentFile, Width, control_id};

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
        let stored = self
            .overtaken
            .as_ref()
            .map_or(&[][..], |by| by.values.as_slice());
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
        control_id(&self.scope, name)
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
            errors: links(self),
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

/// Everything that stands against a form as sent, with the way to each field.
fn links(form: &Form) -> Vec<Link> {
    form.errors
        .iter()
        .map(|error| {
            if error.field.is_empty() {
                return Link::plain(error.message.clone());
            }
            let name = control_name(&error.field);
            let own = form.values.iter().any(|(known, _)| *known == name);
            let list = name
                .rsplit_once('.')
                .filter(|(_, last)| !own && last.bytes().all(|b| b.is_ascii_digit()));
            let control = list.map_or(name.as_str(), |(list, _)| list);
            Link::new(
                error.message.clone(),
                format!("#{}", control_id(&form.scope, control)),
            )
        })
        .collect()
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
