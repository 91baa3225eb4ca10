//! Identifiers that sort by creation and say what they name: `ach_01h455vb4pex5vsknk084sn02q`.
//!
//! A prefix for the noun, an underscore, and a UUIDv7 in 26 characters of Crockford's base 32 (the TypeID format).

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const SUFFIX_LEN: usize = 26;

/// A noun that has identifiers of its own.
pub trait Kind: Clone + Copy + fmt::Debug + Eq + Ord + std::hash::Hash {
    /// What stands before the underscore.
    const PREFIX: &'static str;
}

/// The identifier of one `K`; two kinds cannot be mixed up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id<K: Kind> {
    text: String,
    kind: PhantomData<K>,
}

/// The text is no identifier of the wanted kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("编号应以“{prefix}_”开头，后接 26 位小写字母或数字")]
pub struct NotAnId {
    /// The prefix that was wanted.
    pub prefix: &'static str,
}

impl<K: Kind> Id<K> {
    /// The identifier that carries this UUID (version 7 wherever a new row is made).
    pub fn from_uuid(uuid: Uuid) -> Self {
        let mut rest = uuid.as_u128();
        let mut suffix = [0u8; SUFFIX_LEN];
        for place in suffix.iter_mut().rev() {
            *place = ALPHABET[(rest & 31) as usize];
            rest >>= 5;
        }
        let suffix = suffix.iter().map(|b| char::from(*b));
        Self {
            text: K::PREFIX.chars().chain(['_']).chain(suffix).collect(),
            kind: PhantomData,
        }
    }

    /// The identifier as it is written in addresses, rows and files.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<K: Kind> FromStr for Id<K> {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let wrong = NotAnId { prefix: K::PREFIX };
        let suffix = text
            .strip_prefix(K::PREFIX)
            .and_then(|rest| rest.strip_prefix('_'))
            .ok_or(wrong.clone())?;
        let fits = suffix.len() == SUFFIX_LEN && suffix.bytes().all(|b| ALPHABET.contains(&b));
        // 26 characters hold 130 bits; the first may use only the lowest three of its five.
        if !fits || suffix.as_bytes()[0] > b'7' {
            return Err(wrong);
        }
        Ok(Self {
            text: text.to_owned(),
            kind: PhantomData,
        })
    }
}

impl<K: Kind> TryFrom<String> for Id<K> {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

impl<K: Kind> AsRef<str> for Id<K> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl<K: Kind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.text)
    }
}

impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        String::deserialize(input)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// In the API: a text of one shape.
#[cfg(feature = "schema")]
impl<K: Kind> utoipa::PartialSchema for Id<K> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let pattern = format!("^{}_[0-7][0-9a-hjkmnp-tv-z]{{25}}$", K::PREFIX);
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::Type::String)
            .pattern(Some(pattern))
            .into()
    }
}

#[cfg(feature = "schema")]
impl<K: Kind> utoipa::ToSchema for Id<K> {
    fn name() -> std::borrow::Cow<'static, str> {
        format!("{}_id", K::PREFIX).into()
    }
}

/// The kinds there are: one empty type for each noun.
pub mod kind {
    use super::Kind;

    /// 科技成果.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Achievement;
    /// 技术需求.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Demand;
    /// 单位.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Organisation;
    /// 单位登记信息变更.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct OrganisationChange;
    /// A person with an account.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct User;
    /// One run of an import.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Import;
    /// 许可意向.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct LicenceRequest;
    /// 引荐.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Introduction;
    /// 交易.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Deal;
    /// A message in a deal.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Message;
    /// 报价.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Offer;
    /// 技术合同.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Contract;
    /// 支付.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Payment;
    /// An API token of a user.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Token;
    /// A session of a user.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Session;
    /// A file that belongs to something.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Attachment;
    /// 保存的检索.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct SavedSearch;
    /// One entry of the log.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Event;

    impl Kind for Achievement {
        const PREFIX: &'static str = "ach";
    }
    impl Kind for Demand {
        const PREFIX: &'static str = "dem";
    }
    impl Kind for Organisation {
        const PREFIX: &'static str = "org";
    }
    impl Kind for OrganisationChange {
        const PREFIX: &'static str = "chg";
    }
    impl Kind for User {
        const PREFIX: &'static str = "usr";
    }
    impl Kind for Import {
        const PREFIX: &'static str = "imp";
    }
    impl Kind for LicenceRequest {
        const PREFIX: &'static str = "req";
    }
    impl Kind for Introduction {
        const PREFIX: &'static str = "int";
    }
    impl Kind for Deal {
        const PREFIX: &'static str = "dea";
    }
    impl Kind for Message {
        const PREFIX: &'static str = "msg";
    }
    impl Kind for Offer {
        const PREFIX: &'static str = "off";
    }
    impl Kind for Contract {
        const PREFIX: &'static str = "con";
    }
    impl Kind for Payment {
        const PREFIX: &'static str = "pay";
    }
    impl Kind for Token {
        const PREFIX: &'static str = "tok";
    }
    impl Kind for Session {
        const PREFIX: &'static str = "ses";
    }
    impl Kind for Attachment {
        const PREFIX: &'static str = "att";
    }
    impl Kind for SavedSearch {
        const PREFIX: &'static str = "sav";
    }
    impl Kind for Event {
        const PREFIX: &'static str = "evt";
    }
}

/// Identifier of an achievement 科技成果.
pub type AchievementId = Id<kind::Achievement>;
/// Identifier of a demand 技术需求.
pub type DemandId = Id<kind::Demand>;
/// Identifier of an organisation 单位.
pub type OrganisationId = Id<kind::Organisation>;
/// Identifier of a change of an organisation 单位登记信息变更.
pub type OrganisationChangeId = Id<kind::OrganisationChange>;
/// Identifier of a user.
pub type UserId = Id<kind::User>;
/// Identifier of one import run.
pub type ImportId = Id<kind::Import>;
/// Identifier of a licence request 许可意向.
pub type LicenceRequestId = Id<kind::LicenceRequest>;
/// Identifier of an introduction 引荐.
pub type IntroductionId = Id<kind::Introduction>;
/// Identifier of a deal 交易.
pub type DealId = Id<kind::Deal>;
/// Identifier of a message in a deal.
pub type MessageId = Id<kind::Message>;
/// Identifier of an offer 报价.
pub type OfferId = Id<kind::Offer>;
/// Identifier of a contract 技术合同.
pub type ContractId = Id<kind::Contract>;
/// Identifier of a payment 支付.
pub type PaymentId = Id<kind::Payment>;
/// Identifier of an API token.
pub type TokenId = Id<kind::Token>;
/// Identifier of a session.
pub type SessionId = Id<kind::Session>;
/// Identifier of an attached file.
pub type AttachmentId = Id<kind::Attachment>;
/// Identifier of a saved search 保存的检索.
pub type SavedSearchId = Id<kind::SavedSearch>;
/// Identifier of an event.
pub type EventId = Id<kind::Event>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_its_noun_and_reads_back() {
        let uuid = Uuid::from_u128(0x01890a5d_ac96_774b_bcce_b302099a8057);
        let id = AchievementId::from_uuid(uuid);
        assert_eq!(id.as_str(), "ach_01h455vb4pex5vsknk084sn02q");
        assert_eq!(id.as_str().parse(), Ok(id));
    }

    #[test]
    fn an_id_of_another_noun_or_shape_is_refused() {
        for text in [
            "org_01h455vb4pex5vsknk084sn02q",
            "ach_",
            "ach_81h455vb4pex5vsknk084sn02q",
            "ach_01H455VB4PEX5VSKNK084SN02Q",
            "科技",
        ] {
            assert!(text.parse::<AchievementId>().is_err(), "{text}");
        }
    }
}
