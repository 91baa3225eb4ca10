//! Moments in UTC, calendar days in Asia/Shanghai.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment, in microseconds since 1970-01-01T00:00:00Z.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(value_type = String, format = DateTime))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// Microseconds in a day.
pub const DAY_US: i64 = 86_400_000_000;

/// Asia/Shanghai has been UTC+8 without summer time since 1991-09-15, before anything we record.
fn shanghai() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

impl Timestamp {
    /// The moment now. Only the edge calls it; rules take the moment as an argument.
    pub fn now() -> Self {
        Self(jiff::Timestamp::now().as_microsecond())
    }

    fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// The calendar day in Asia/Shanghai.
    pub fn day(self) -> Date {
        self.to_jiff().to_zoned(shanghai()).date()
    }

    /// `2026年3月5日`.
    pub fn chinese_day(self) -> String {
        chinese_day(self.day())
    }

    /// `2026年3月5日 14:05`, in Asia/Shanghai.
    pub fn chinese_minute(self) -> String {
        let zoned = self.to_jiff().to_zoned(shanghai());
        format!(
            "{} {:02}:{:02}",
            chinese_day(zoned.date()),
            zoned.hour(),
            zoned.minute()
        )
    }

    /// RFC 3339 in UTC.
    pub fn rfc3339(self) -> String {
        self.to_jiff().to_string()
    }

    /// This moment and so many days (of 24 hours) more.
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(DAY_US)))
    }
}

/// `2026年3月5日`.
pub fn chinese_day(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = String::deserialize(input)?;
        let moment: jiff::Timestamp = text
            .parse()
            .map_err(|_| serde::de::Error::custom("时间应为 RFC 3339 格式"))?;
        Ok(Self(moment.as_microsecond()))
    }
}

/// The text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("日期应写明年月日，例如 2026年3月5日")]
pub struct NotADate;

/// Reads `2026-03-05`, `2026/3/5`, `2026.3.5` or `2026年3月5日`.
///
/// # Errors
/// When it is no day of the calendar between 1900 and 2199.
pub fn parse_day(text: &str) -> Result<Date, NotADate> {
    let folded = crate::text::half_width(text.trim());
    let parts: Vec<&str> = folded
        .split(['-', '/', '.', '年', '月', '日'])
        .filter(|part| !part.is_empty())
        .collect();
    let [year, month, day] = parts.as_slice() else {
        return Err(NotADate);
    };
    let number = |part: &str| part.trim().parse::<i16>().map_err(|_| NotADate);
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    if !(1900..2200).contains(&year) {
        return Err(NotADate);
    }
    let narrow = |n: i16| i8::try_from(n).map_err(|_| NotADate);
    Date::new(year, narrow(month)?, narrow(day)?).map_err(|_| NotADate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_day_in_shanghai() {
        let late: Timestamp = serde_json::from_str("\"2026-03-04T16:30:00Z\"").expect("a moment");
        assert_eq!(late.chinese_minute(), "2026年3月5日 00:30");
        assert_eq!(late.rfc3339(), "2026-03-04T16:30:00Z");
    }

    #[test]
    fn days_are_read_in_the_forms_people_write() {
        for text in ["2026-03-05", "2026/3/5", "2026年3月5日", "２０２６.3.5"] {
            assert_eq!(
                parse_day(text).map(chinese_day),
                Ok("2026年3月5日".to_owned()),
                "{text}"
            );
        }
        for text in ["2026-02-30", "26-03-05", "", "2026-03", "昨天"] {
            assert_eq!(parse_day(text), Err(NotADate), "{text}");
        }
    }
}
