//! Telling the operator: results on standard output, what went wrong on standard error.
//!
//! Whoever reads may go away in the middle (`jiqiao … | head -1`): then the rest is not told, and the work goes on.

use std::io::Write;

/// Prints a line on standard output.
macro_rules! say {
    ($($told:tt)*) => { $crate::say::line(std::io::stdout().lock(), format_args!($($told)*)) };
}

/// Prints a line on standard error.
macro_rules! complain {
    ($($told:tt)*) => { $crate::say::line(std::io::stderr().lock(), format_args!($($told)*)) };
}

pub(crate) use {complain, say};

/// Writes a line; that nobody reads it is no error.
pub(crate) fn line(mut to: impl Write, told: std::fmt::Arguments<'_>) {
    drop(
        to.write_fmt(format_args!("{told}\n"))
            .and_then(|()| to.flush()),
    );
}
