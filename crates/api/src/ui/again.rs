//! What becomes of a form or a button that the market did not carry out: its page again, or a page that says why not.

use axum::response::Response;
use market::Error;

use super::typed::Typed;
use super::visitor::Visitor;
use crate::ui::Sent;
use crate::ui::sent::Why;

/// The scope of a button, which no form has: it has no fields, so its page says what happened.
const BUTTON: &str = "button";

impl Visitor {
    /// A form as it was typed, for its page to show again.
    ///
    /// # Errors
    /// The page to show instead where the form cannot be: what was typed stands there, too.
    pub(crate) fn again(
        &self,
        scope: impl Into<String>,
        typed: Typed,
        error: Error,
    ) -> Result<Sent, Box<Response>> {
        let why = match error {
            Error::Invalid(errors) => Why::Wrong(errors),
            Error::Refused(sentence) => Why::Refused(sentence),
            Error::TooMany { .. } | Error::Busy { .. } | Error::Full { .. } => {
                Why::Refused(error.to_string())
            }
            Error::Stale => Why::Overtaken(String::new()),
            Error::Overtaken(happened) => Why::Overtaken(happened),
            other => return Err(Box::new(self.fail_keeping(other, &typed.0))),
        };
        Ok(Sent::back(scope, typed.0, why))
    }

    /// A button that was pressed in vain, for the page of what it is about: that says how things stand now.
    ///
    /// # Errors
    /// The page to show instead.
    pub(crate) fn pressed(&self, error: Error) -> Result<Sent, Box<Response>> {
        match error {
            Error::TooMany { .. } | Error::Busy { .. } | Error::Full { .. } => {
                Err(Box::new(self.fail(error)))
            }
            other => self.again(BUTTON, Typed::default(), other),
        }
    }
}
