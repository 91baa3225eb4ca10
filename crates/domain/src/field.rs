//! Errors at fields: which one, what is wrong, what is right. They reach people as they are, in Chinese.

use serde::Serialize;

/// One thing wrong at one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Name of the field as in the API, with `/` before nested names and positions: `patents/0/number`.
    pub field: String,
    /// A stable word for programs: `required`, `too_long`, `check_digit`.
    pub code: &'static str,
    /// What is wrong and what is right, in Chinese.
    pub message: String,
}

/// Collects every error of one input, so that a person mends them all at once.
#[derive(Debug, Default)]
pub struct Fields {
    errors: Vec<FieldError>,
}

impl Fields {
    /// Nothing wrong so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes that something is wrong at a field.
    pub fn wrong(&mut self, field: impl Into<String>, code: &'static str, message: impl Into<String>) {
        self.errors.push(FieldError { field: field.into(), code, message: message.into() });
    }

    /// Keeps the value of a good result and notes the error of a bad one.
    pub fn take<T, E: std::fmt::Display>(&mut self, field: &str, code: &'static str, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.wrong(field, code, error.to_string())).ok()
    }

    /// One line of text that must be there, at most `most` characters long.
    pub fn required_line(&mut self, field: &str, label: &str, text: &str, most: usize) -> String {
        let line = self.line(field, label, text, most);
        if line.is_empty() {
            self.wrong(field, "required", format!("请填写{label}"));
        }
        line
    }

    /// One line of text, at most `most` characters long; may be empty.
    pub fn line(&mut self, field: &str, label: &str, text: &str, most: usize) -> String {
        let line = crate::text::one_line(text);
        self.bound(field, label, &line, most);
        line
    }

    /// Text of several lines, at most `most` characters long; may be empty.
    pub fn paragraphs(&mut self, field: &str, label: &str, text: &str, most: usize) -> String {
        let kept = crate::text::paragraphs(text);
        self.bound(field, label, &kept, most);
        kept
    }

    fn bound(&mut self, field: &str, label: &str, text: &str, most: usize) {
        let length = text.chars().count();
        if length > most {
            self.wrong(field, "too_long", format!("{label}最多 {most} 字，现有 {length} 字"));
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The value when nothing is wrong.
    ///
    /// # Errors
    /// Everything that was noted.
    pub fn finish<T>(self, value: T) -> Result<T, Vec<FieldError>> {
        if self.errors.is_empty() { Ok(value) } else { Err(self.errors) }
    }
}
