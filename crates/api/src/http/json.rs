//! JSON as it was sent, read more strictly than serde reads it: a list is no object.
//!
//! Serde fills a struct from a list by position, so `["示例"]` would be a form with its first field filled in. Here a
//! struct, nested ones too, is an object or it is refused. Keys keep their order and their repetitions, so that serde can
//! still refuse a field that is given twice.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{
    Deserialize, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Error;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number above the largest `i64`.
    Natural(u64),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Keys and values as sent.
    Object(Vec<(String, Json)>),
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(Reading)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(i64::try_from(value).map_or(Json::Natural(value), Json::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Json::Object(entries))
    }
}

impl<'de> IntoDeserializer<'de, Error> for Json {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// What serde expects where it reads an enum whose variant is named inside: an object as well.
const TAGGED: &str = "internally tagged enum";

impl<'de> Deserializer<'de> for Json {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Integer(value) => visitor.visit_i64(value),
            Self::Natural(value) => visitor.visit_u64(value),
            Self::Float(value) => visitor.visit_f64(value),
            Self::Text(value) => visitor.visit_string(value),
            Self::List(_)
                if (&visitor as &dyn serde::de::Expected)
                    .to_string()
                    .starts_with(TAGGED) =>
            {
                Err(Error::invalid_type(Unexpected::Seq, &visitor))
            }
            Self::List(items) => {
                let mut list = SeqDeserializer::new(items.into_iter());
                let value = visitor.visit_seq(&mut list)?;
                list.end()?;
                Ok(value)
            }
            Self::Object(entries) => {
                let mut map = MapDeserializer::new(entries.into_iter());
                let value = visitor.visit_map(&mut map)?;
                map.end()?;
                Ok(value)
            }
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Self::List(_) => Err(Error::invalid_type(Unexpected::Seq, &visitor)),
            other => other.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Self::Text(name) => {
                visitor.visit_enum(IntoDeserializer::<Error>::into_deserializer(name))
            }
            Self::Object(entries) => visitor.visit_enum(MapAccessDeserializer::new(
                MapDeserializer::new(entries.into_iter()),
            )),
            other => other.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use domain::catalogue::achievement::{AchievementInput, Price};

    use super::*;

    fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
        T::deserialize(serde_json::from_str::<Json>(text).expect("JSON"))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_list_is_no_object_at_any_depth() {
        for text in [
            r#"["余热回收"]"#,
            r#"{"patents":[["2017106018623"]]}"#,
            r#"{"improvements":[["导热系数","1500","400","W/(m·K)"]]}"#,
            r#"{"maturity":["trl",6]}"#,
            r#"{"price":["fixed",{"amount_fen":1}]}"#,
        ] {
            let error = read::<AchievementInput>(text).expect_err(text);
            assert!(error.contains("invalid type: sequence"), "{text}: {error}");
        }
    }

    #[test]
    fn everything_else_is_read_as_serde_reads_it() {
        let whole = r#"{"title":"余热回收","maturity":{"scale":"trl","level":6},"modes":["licence"],"price":{"kind":"fixed","amount_fen":5},
            "year":null,"trial_offered":true,"notes":{"备注":"一"},"patents":[{"number":"2017106018623"}]}"#;
        let strict: AchievementInput = read(whole).expect("a listing");
        let plain: AchievementInput = serde_json::from_str(whole).expect("a listing");
        assert_eq!(
            serde_json::to_value(&strict).expect("JSON"),
            serde_json::to_value(&plain).expect("JSON")
        );
        assert_eq!(
            strict.price,
            Price::Fixed {
                amount_fen: domain::Fen(5)
            }
        );
        assert!(
            read::<AchievementInput>(r#"{"title":"a","title":"b"}"#)
                .expect_err("twice")
                .contains("duplicate field")
        );
        assert!(
            read::<AchievementInput>(r#"{"year":2020.5}"#)
                .expect_err("no year")
                .contains("expected i64")
        );
        assert!(read::<AchievementInput>(r#"{"year":18446744073709551615}"#).is_err());
        assert!(
            read::<AchievementInput>(r#"{"modes":["x"]}"#)
                .expect_err("no mode")
                .contains("unknown variant")
        );
    }
}
