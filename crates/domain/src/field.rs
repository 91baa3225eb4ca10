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
    pub fn wrong(
        &mut self,
        field: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
    ) {
        self.errors.push(FieldError {
            field: field.into(),
            code,
            message: message.into(),
        });
    }

    /// Keeps the value of a good result and notes the error of a bad one.
    pub fn take<T, E: std::fmt::Display>(
        &mut self,
        field: &str,
        code: &'static str,
        result: Result<T, E>,
    ) -> Option<T> {
        result
            .map_err(|error| self.wrong(field, code, error.to_string()))
            .ok()
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
        self.refuse_controls(field, label, text);
        let line = crate::text::one_line(text);
        self.bound(field, label, &line, most);
        line
    }

    /// Text of several lines, at most `most` characters long; may be empty.
    pub fn paragraphs(&mut self, field: &str, label: &str, text: &str, most: usize) -> String {
        self.refuse_controls(field, label, text);
        let kept = crate::text::paragraphs(text);
        self.bound(field, label, &kept, most);
        kept
    }

    fn refuse_controls(&mut self, field: &str, label: &str, text: &str) {
        if let Some(control) = crate::text::control_character(text) {
            let code = u32::from(control);
            self.wrong(
                field,
                "control",
                format!("{label}中有看不见的控制字符（U+{code:04X}），请删除后重新输入，例如先粘贴到记事本再复制"),
            );
        }
    }

    fn bound(&mut self, field: &str, label: &str, text: &str, most: usize) {
        let length = text.chars().count();
        if length > most {
            self.wrong(
                field,
                "too_long",
                format!("{label}最多 {most} 字，现有 {length} 字"),
            );
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
        if self.errors.is_empty() {
            Ok(value)
        } else {
            Err(self.errors)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_character_is_an_error_at_its_field_and_white_space_is_none() {
        let mut fields = Fields::new();
        fields.line("title", "名称", "石墨烯\u{0}导热膜", 200);
        fields.paragraphs("abstract", "摘要", "一\u{7f}二", 200);
        fields.paragraphs("note", "说明", "一\r\n\t二\u{b}三\u{3000}\u{85}四", 200);
        let errors = fields.finish(()).expect_err("two are wrong");
        let told: Vec<(&str, &str)> = errors
            .iter()
            .map(|error| (error.field.as_str(), error.code))
            .collect();
        assert_eq!(told, [("title", "control"), ("abstract", "control")]);
        assert!(
            errors[0].message.contains("U+0000"),
            "{}",
            errors[0].message
        );
    }
}
