//! A row of either database, read by column name into domain values.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type};

use crate::kernel::error::{Error, Result};

/// One row of a result.
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

/// What can be read from a row.
pub trait Record: Sized {
    /// Reads one row.
    ///
    /// # Errors
    /// When a column is missing or holds what it should not.
    fn from_row(row: &Row) -> Result<Self>;
}

impl Row {
    fn get<T>(&self, column: &str) -> Result<T>
    where
        T: for<'r> Decode<'r, Sqlite>
            + Type<Sqlite>
            + for<'r> Decode<'r, Postgres>
            + Type<Postgres>,
    {
        let got = match self {
            Row::Sqlite(row) => row.try_get(column),
            Row::Postgres(row) => row.try_get(column),
        };
        got.map_err(|error| unreadable(column, error))
    }

    /// A whole number.
    ///
    /// # Errors
    /// When the column is missing, null or no whole number.
    pub fn int(&self, column: &str) -> Result<i64> {
        self.get(column)
    }

    /// A whole number or null.
    ///
    /// # Errors
    /// When the column is missing or no whole number.
    pub fn int_or_null(&self, column: &str) -> Result<Option<i64>> {
        self.get(column)
    }

    /// Text.
    ///
    /// # Errors
    /// When the column is missing, null or no text.
    pub fn text(&self, column: &str) -> Result<String> {
        self.get(column)
    }

    /// Text or null.
    ///
    /// # Errors
    /// When the column is missing or no text.
    pub fn text_or_null(&self, column: &str) -> Result<Option<String>> {
        self.get(column)
    }

    /// A flag, stored as 0 or 1.
    ///
    /// # Errors
    /// When the column is missing or no whole number.
    pub fn flag(&self, column: &str) -> Result<bool> {
        Ok(self.int(column)? != 0)
    }

    /// Text that a domain type reads.
    ///
    /// # Errors
    /// When the column is missing or the type refuses the text.
    pub fn parse<T>(&self, column: &str) -> Result<T>
    where
        T: TryFrom<String>,
        T::Error: std::fmt::Display,
    {
        T::try_from(self.text(column)?).map_err(|error| unreadable(column, error))
    }

    /// Text that a domain type reads, or null.
    ///
    /// # Errors
    /// When the column is missing or the type refuses the text.
    pub fn parse_or_null<T>(&self, column: &str) -> Result<Option<T>>
    where
        T: TryFrom<String>,
        T::Error: std::fmt::Display,
    {
        self.text_or_null(column)?
            .map(|text| T::try_from(text).map_err(|error| unreadable(column, error)))
            .transpose()
    }

    /// JSON text.
    ///
    /// # Errors
    /// When the column is missing or the JSON is not of the type.
    pub fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T> {
        serde_json::from_str(&self.text(column)?).map_err(|error| unreadable(column, error))
    }

    /// JSON text or null.
    ///
    /// # Errors
    /// When the column is missing or the JSON is not of the type.
    pub fn json_or_null<T: DeserializeOwned>(&self, column: &str) -> Result<Option<T>> {
        self.text_or_null(column)?
            .map(|text| serde_json::from_str(&text).map_err(|error| unreadable(column, error)))
            .transpose()
    }

    /// A moment.
    ///
    /// # Errors
    /// When the column is missing, null or no whole number.
    pub fn moment(&self, column: &str) -> Result<domain::Timestamp> {
        self.int(column).map(domain::Timestamp)
    }

    /// A moment or null.
    ///
    /// # Errors
    /// When the column is missing or no whole number.
    pub fn moment_or_null(&self, column: &str) -> Result<Option<domain::Timestamp>> {
        Ok(self.int_or_null(column)?.map(domain::Timestamp))
    }

    /// A calendar day, stored as `2026-03-05`.
    ///
    /// # Errors
    /// When the column is missing or no day.
    pub fn day(&self, column: &str) -> Result<jiff::civil::Date> {
        self.text(column)?
            .parse()
            .map_err(|error| unreadable(column, error))
    }

    /// A calendar day or null.
    ///
    /// # Errors
    /// When the column is missing or no day.
    pub fn day_or_null(&self, column: &str) -> Result<Option<jiff::civil::Date>> {
        self.text_or_null(column)?
            .map(|text| text.parse().map_err(|error| unreadable(column, error)))
            .transpose()
    }

    /// An amount of money.
    ///
    /// # Errors
    /// When the column is missing, null or no whole number.
    pub fn fen(&self, column: &str) -> Result<domain::Fen> {
        self.int(column).map(domain::Fen)
    }

    /// An amount of money or null.
    ///
    /// # Errors
    /// When the column is missing or no whole number.
    pub fn fen_or_null(&self, column: &str) -> Result<Option<domain::Fen>> {
        Ok(self.int_or_null(column)?.map(domain::Fen))
    }
}

/// A domain value as it is stored in a column of JSON text.
pub(crate) fn json_text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("domain values hold nothing that JSON cannot say")
}

/// The single number of `select … as n`.
pub struct Count(pub i64);

impl Record for Count {
    fn from_row(row: &Row) -> Result<Self> {
        row.int("n").map(Count)
    }
}

fn unreadable(column: &str, error: impl std::fmt::Display) -> Error {
    Error::Unreadable {
        column: column.to_owned(),
        reason: error.to_string(),
    }
}

/// One value on its way into a statement.
pub enum Arg {
    /// A whole number or null.
    Int(Option<i64>),
    /// Text or null.
    Text(Option<String>),
}

impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Arg::Int(Some(value))
    }
}
impl From<bool> for Arg {
    fn from(value: bool) -> Self {
        Arg::Int(Some(i64::from(value)))
    }
}
impl From<domain::Timestamp> for Arg {
    fn from(value: domain::Timestamp) -> Self {
        Arg::Int(Some(value.0))
    }
}
impl From<domain::Fen> for Arg {
    fn from(value: domain::Fen) -> Self {
        Arg::Int(Some(value.0))
    }
}
impl From<Option<i64>> for Arg {
    fn from(value: Option<i64>) -> Self {
        Arg::Int(value)
    }
}
impl From<Option<domain::Timestamp>> for Arg {
    fn from(value: Option<domain::Timestamp>) -> Self {
        Arg::Int(value.map(|moment| moment.0))
    }
}
impl From<Option<domain::Fen>> for Arg {
    fn from(value: Option<domain::Fen>) -> Self {
        Arg::Int(value.map(|fen| fen.0))
    }
}
impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Arg::Text(Some(value.to_owned()))
    }
}
impl From<String> for Arg {
    fn from(value: String) -> Self {
        Arg::Text(Some(value))
    }
}
impl From<&String> for Arg {
    fn from(value: &String) -> Self {
        Arg::Text(Some(value.clone()))
    }
}
impl From<Option<String>> for Arg {
    fn from(value: Option<String>) -> Self {
        Arg::Text(value)
    }
}
impl From<Option<&str>> for Arg {
    fn from(value: Option<&str>) -> Self {
        Arg::Text(value.map(str::to_owned))
    }
}
impl From<jiff::civil::Date> for Arg {
    fn from(value: jiff::civil::Date) -> Self {
        Arg::Text(Some(value.to_string()))
    }
}
impl From<Option<jiff::civil::Date>> for Arg {
    fn from(value: Option<jiff::civil::Date>) -> Self {
        Arg::Text(value.map(|day| day.to_string()))
    }
}
impl<K: domain::id::Kind> From<&domain::Id<K>> for Arg {
    fn from(value: &domain::Id<K>) -> Self {
        Arg::Text(Some(value.as_str().to_owned()))
    }
}
impl<K: domain::id::Kind> From<Option<&domain::Id<K>>> for Arg {
    fn from(value: Option<&domain::Id<K>>) -> Self {
        Arg::Text(value.map(|id| id.as_str().to_owned()))
    }
}

/// A pattern of `like` with the backslash as escape, for lower case: what holds a text; nothing for no text.
pub(crate) fn holding(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    // What stands for anything in a pattern stands for itself here.
    format!(
        "%{}%",
        text.to_lowercase()
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_")
    )
}
