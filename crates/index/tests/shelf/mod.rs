//! Achievements for the tests of the index, and an index that holds them.
#![allow(dead_code, reason = "every test file uses a part of the shelf")]

use domain::catalogue::achievement::{
    AchievementInput, Listing, Maturity, PatentInput, Price, TransferMode,
};
use domain::id::{AchievementId, OrganisationId};
use domain::people::organisation::OrganisationKind;
use domain::{Fen, Id, Timestamp};
use index::{Change, Document, Query, SearchIndex};

/// The moment of every test.
pub(crate) const NOW: Timestamp = Timestamp(1_767_225_600_000_000);

/// The n-th achievement's identifier.
pub(crate) fn id(n: u128) -> AchievementId {
    Id::from_uuid(uuid::Uuid::from_u128(n))
}

/// The n-th organisation's identifier.
pub(crate) fn organisation(n: u128) -> OrganisationId {
    Id::from_uuid(uuid::Uuid::from_u128(n))
}

/// The listing of an input that is right.
pub(crate) fn listing(input: AchievementInput) -> Listing {
    input.check().expect("the input is right").listing
}

/// A document with a title and an abstract.
pub(crate) fn document(n: u128, title: &str, abstract_text: &str) -> Document {
    let input = AchievementInput {
        title: title.into(),
        abstract_text: abstract_text.into(),
        ..AchievementInput::default()
    };
    Document {
        id: id(n),
        version: 1,
        organisation_id: organisation(1),
        organisation_name: "示例大学".into(),
        organisation_kind: OrganisationKind::University,
        organisation_credit_code: String::new(),
        external_number: format!("WB-{n:04}"),
        listing: listing(input),
        published_at: NOW.plus_days(-10),
        confirmed_at: NOW.plus_days(-10),
    }
}

/// An index with these documents, in memory.
pub(crate) fn shelf(documents: impl IntoIterator<Item = Document>) -> SearchIndex {
    let index = SearchIndex::in_memory().expect("memory is there");
    index
        .apply(documents.into_iter().map(put).collect(), 1)
        .expect("the index takes them");
    index
}

/// The change that adds a document.
pub(crate) fn put(document: Document) -> Change {
    Change::Put(Box::new(document))
}

/// Identifiers found by a text, best first.
pub(crate) fn found(index: &SearchIndex, text: &str) -> Vec<AchievementId> {
    search(
        index,
        Query {
            limit: 100,
            ..Query::new(text, NOW)
        },
    )
}

/// Identifiers found by a query, best first.
pub(crate) fn search(index: &SearchIndex, query: Query) -> Vec<AchievementId> {
    index
        .search(&query)
        .expect("every query is answered")
        .hits
        .into_iter()
        .map(|hit| hit.id)
        .collect()
}

/// The battery listing that several tests look for.
pub(crate) fn battery(n: u128) -> Document {
    let input = AchievementInput {
        title: "锂离子电池正极材料的制备方法".into(),
        summary: "一种高倍率正极材料".into(),
        abstract_text: "本成果公开了一种磷酸铁锂（LiFePO₄）正极材料。在1000℃下烧结，压力为200 MPa，容量保持率达到95%。".into(),
        keywords: vec!["锂离子电池".into(), "正极材料".into()],
        field: "新材料".into(),
        maturity: Some(Maturity::trl(6)),
        modes: vec![TransferMode::Licence, TransferMode::Assignment],
        price: Price::Fixed { amount_fen: Fen(50_000_000) },
        county: "140902".into(),
        year: Some(2024),
        patents: vec![PatentInput { number: "201710601862.3".into(), ..PatentInput::default() }],
        ..AchievementInput::default()
    };
    Document {
        listing: listing(input),
        ..document(n, "题", "")
    }
}
