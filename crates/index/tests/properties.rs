//! What holds for every text, every query and every choice of filters.

mod shelf;

use std::collections::BTreeMap;

use domain::Fen;
use domain::catalogue::achievement::{CONFIRM_EVERY_DAYS, Maturity, Price, TransferMode};
use domain::people::county;
use index::analysis::{Analyser, fold, word_texts};
use index::{Change, Dimension, Document, Facets, Filters, Highlighter, Query, SearchIndex};
use proptest::prelude::*;
use shelf::{NOW, document, id, organisation, put, search};

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[\u{4e00}-\u{9fff}]{1,10}",
        5 => "(石墨烯|锂离子电池|导热膜|材料|的|制备方法|研究|与|应用|人工智能|磷酸铁锂|煤矸石|可编程逻辑控制器){1,5}",
        2 => "[a-zA-Z0-9.+#%/_-]{1,12}",
        1 => "[０-９Ａ-Ｚａ-ｚ　，。：“”]{1,6}",
        1 => "(200 MPa|1000℃|COVID-19|LiFePO₄|5G|PM2.5)",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 1..6)
        // A listing has no control characters.
        .prop_map(|pieces| {
            pieces
                .concat()
                .replace(|c: char| c.is_control() && !c.is_whitespace(), "")
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn any_contiguous_words_of_a_document_find_it(texts in prop::collection::vec(any_text(), 3), from in any::<prop::sample::Index>(), length in 1_usize..6) {
        let index = SearchIndex::in_memory().expect("memory");
        let documents = (1..).zip(&texts).map(|(n, text)| put(document(n, "题", text))).collect();
        index.apply(documents, 1).expect("applied");
        let stored = domain::text::paragraphs(&texts[0]);
        let folded = fold(&stored);
        let words = Analyser::shared().words(&folded);
        if !words.is_empty() {
            let first = from.index(words.len());
            let last = (first + length).min(words.len()) - 1;
            let sequence = &stored[folded.original(words[first].start)..folded.original(words[last].end)];
            let only = Some(vec![id(1)]);
            prop_assert_eq!(search(&index, Query { restrict_to: only, ..Query::new(sequence, NOW) }), [id(1)], "{}", sequence);
        }
    }

    #[test]
    fn every_text_is_answered(text in any_text(), query in any::<String>(), other in any_text()) {
        let index = SearchIndex::in_memory().expect("memory");
        index.apply(vec![put(document(1, "题", &text))], 1).expect("applied");
        for asked in [query, other] {
            let page = index.search(&Query { facets: Facets::Counted, ..Query::new(asked.clone(), NOW) }).expect("an answer");
            for hit in &page.hits {
                prop_assert_eq!(hit.title.iter().map(|part| part.text.as_str()).collect::<String>(), hit.card.title.clone());
            }
            prop_assert!(index.suggest(&asked, 5).is_ok());
        }
    }

    #[test]
    fn facets_and_totals_are_those_of_counting_by_hand(
        documents in prop::collection::vec(any_document(), 1..40),
        filters in any_filters(),
        text in prop_oneof![Just(""), Just("电池"), Just("石墨烯")],
        removed in prop::collection::vec(0_usize..40, 0..5),
    ) {
        let documents: Vec<Document> = (1..).zip(documents).map(|(n, made)| Document { id: id(n), ..made }).collect();
        let index = SearchIndex::in_memory().expect("memory");
        let (first, second) = documents.split_at(documents.len() / 2);
        index.apply(first.iter().cloned().map(put).collect(), 1).expect("applied");
        index.apply(second.iter().cloned().map(put).collect(), 2).expect("applied");
        let gone: Vec<_> = removed.iter().filter_map(|at| documents.get(*at)).map(|document| document.id.clone()).collect();
        index.apply(gone.iter().cloned().map(Change::Remove).collect(), 3).expect("applied");

        let query = Query { filters: filters.clone(), facets: Facets::Counted, limit: 100, enough: 1, ..Query::new(text, NOW) };
        let page = index.search(&query).expect("an answer");
        let there: Vec<&Document> = documents.iter().filter(|document| !gone.contains(&document.id) && is_fresh(document) && document.listing.title.contains(text)).collect();
        let inside: Vec<&&Document> = there.iter().filter(|document| Dimension::ALL.iter().all(|one| passes(document, &filters, *one))).collect();
        prop_assert_eq!(page.total, inside.len());
        let mut found: Vec<_> = page.hits.iter().map(|hit| hit.id.clone()).collect();
        found.sort();
        prop_assert_eq!(found, inside.iter().map(|document| document.id.clone()).collect::<Vec<_>>());
        for facet in &page.facets {
            let others = |document: &&&Document| Dimension::ALL.iter().all(|one| *one == facet.dimension || passes(document, &filters, *one));
            let mut by_hand: BTreeMap<String, u64> = BTreeMap::new();
            for value in there.iter().filter(others).flat_map(|document| values(document, facet.dimension)) {
                *by_hand.entry(value).or_default() += 1;
            }
            let counted: BTreeMap<String, u64> = facet.values.iter().map(|value| (value.value.clone(), value.count)).collect();
            prop_assert_eq!(counted, by_hand, "{:?}", facet.dimension);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn highlights_mark_tokens_of_the_query_and_nothing_else(text in any_text(), query in any_text()) {
        let tokens = word_texts(&query);
        let highlighter = Highlighter::new(tokens.iter().map(String::as_str), []);
        let marked = highlighter.mark(&text);
        prop_assert_eq!(marked.iter().map(|part| part.text.as_str()).collect::<String>(), text.clone());
        for part in marked.iter().filter(|part| part.marked) {
            let plain: String = fold(&part.text).text.replace("°c", "℃").chars().filter(|c| !matches!(c, '-' | '_' | ' ' | '/' | ',')).collect();
            let bare: Vec<String> = tokens.iter().map(|token| token.chars().filter(|c| !matches!(c, '-' | '_' | ' ' | '/' | ',')).collect()).collect();
            prop_assert!(is_made_of(&plain, &bare), "{:?} of {:?}", part.text, tokens);
        }
        let snippet = highlighter.snippet(&[&text], 30);
        prop_assert!(snippet.iter().map(|part| part.text.chars().count()).sum::<usize>() <= 32);
    }
}

/// Whether a text is a sequence of these pieces.
fn is_made_of(text: &str, pieces: &[String]) -> bool {
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for at in 0..text.len() {
        if reached[at] {
            for piece in pieces
                .iter()
                .filter(|piece| !piece.is_empty() && text[at..].starts_with(piece.as_str()))
            {
                reached[at + piece.len()] = true;
            }
        }
    }
    reached[text.len()]
}

const FIELDS: [&str; 3] = ["新材料", "电子信息", ""];
const TITLES: [&str; 3] = ["石墨烯电池", "电池回收", "石墨烯涂层"];
const PRICES_FEN: [Option<i64>; 5] = [
    None,
    Some(10_000_000),
    Some(10_000_001),
    Some(90_000_000),
    Some(900_000_000),
];

fn any_document() -> impl Strategy<Value = Document> {
    let modes = prop::sample::subsequence(TransferMode::ALL.to_vec(), 0..3);
    let numbers = (
        0_usize..3,
        0_usize..3,
        0_usize..4,
        1_u128..4,
        0_usize..5,
        0_i64..3,
    );
    (
        numbers,
        modes,
        prop::option::of(1_i64..10),
        prop::option::of(2020_i64..2023),
        any::<bool>(),
    )
        .prop_map(
            |((title, field, place, unit, price, late), modes, level, year, trial_offered)| {
                let mut made = document(1, TITLES[title], "");
                made.organisation_id = organisation(unit);
                made.organisation_name = format!("示例单位{unit}");
                made.confirmed_at = NOW.plus_days(-late * (CONFIRM_EVERY_DAYS + 1));
                let listing = &mut made.listing;
                listing.field = FIELDS[field].into();
                listing.county = county::COUNTIES
                    .get(place)
                    .filter(|_| place > 0)
                    .map_or_else(String::new, |county| county.code.into());
                listing.price = PRICES_FEN[price].map_or(Price::Negotiable, |fen| Price::Fixed {
                    amount_fen: Fen(fen),
                });
                listing.modes = modes;
                listing.maturity = level.map(Maturity::trl);
                listing.year = year;
                listing.trial_offered = trial_offered;
                made
            },
        )
}

fn any_filters() -> impl Strategy<Value = Filters> {
    let field = prop::sample::subsequence(
        vec![
            "新材料".to_owned(),
            "电子信息".to_owned(),
            "没有".to_owned(),
        ],
        0..3,
    );
    let county = prop::sample::subsequence(
        vec![
            county::COUNTIES[1].code.to_owned(),
            county::COUNTIES[2].code.to_owned(),
        ],
        0..2,
    );
    let unit = prop::sample::subsequence(vec![organisation(1), organisation(2)], 0..2);
    let mode = prop::sample::subsequence(TransferMode::ALL.to_vec(), 0..3);
    let year = prop::sample::subsequence(vec![2020, 2021], 0..2);
    let rest = (
        prop::option::of(1_i64..10),
        prop::option::of(prop::sample::select(vec![
            Fen(10_000_000),
            Fen(100_000_000),
        ])),
        year,
        any::<bool>(),
    );
    (field, county, unit, mode, rest).prop_map(
        |(
            field,
            county,
            organisation,
            mode,
            (maturity_min, price_max_fen, year, trial_offered),
        )| {
            Filters {
                field,
                county,
                organisation,
                mode,
                maturity_min,
                price_max_fen,
                year,
                patent_in_force: false,
                trial_offered,
            }
        },
    )
}

fn is_fresh(document: &Document) -> bool {
    document.confirmed_at >= NOW.plus_days(-2 * CONFIRM_EVERY_DAYS)
}

fn passes(document: &Document, filters: &Filters, dimension: Dimension) -> bool {
    let listing = &document.listing;
    match dimension {
        Dimension::Field => filters.field.is_empty() || filters.field.contains(&listing.field),
        Dimension::County => filters.county.is_empty() || filters.county.contains(&listing.county),
        Dimension::Organisation => {
            filters.organisation.is_empty()
                || filters.organisation.contains(&document.organisation_id)
        }
        Dimension::Mode => {
            filters.mode.is_empty() || filters.mode.iter().any(|mode| listing.modes.contains(mode))
        }
        Dimension::Maturity => filters.maturity_min.is_none_or(|least| {
            listing
                .maturity
                .as_ref()
                .is_some_and(|maturity| maturity.level >= least)
        }),
        Dimension::Price => filters
            .price_max_fen
            .is_none_or(|most| listing.price.least().is_some_and(|fen| fen <= most)),
        Dimension::Patent => true,
        Dimension::Trial => !filters.trial_offered || listing.trial_offered,
        Dimension::Year => {
            filters.year.is_empty()
                || listing
                    .year
                    .is_some_and(|year| filters.year.contains(&year))
        }
    }
}

fn values(document: &Document, dimension: Dimension) -> Vec<String> {
    let listing = &document.listing;
    let word = |text: &str| {
        if text.is_empty() {
            Vec::new()
        } else {
            vec![text.to_owned()]
        }
    };
    match dimension {
        Dimension::Field => word(&listing.field),
        Dimension::County => word(&listing.county),
        Dimension::Organisation => word(document.organisation_id.as_str()),
        Dimension::Mode => listing
            .modes
            .iter()
            .map(|mode| mode.as_str().to_owned())
            .collect(),
        Dimension::Maturity => listing
            .maturity
            .iter()
            .map(|maturity| {
                [(8, "8"), (6, "6"), (4, "4"), (1, "1")]
                    .into_iter()
                    .find(|(from, _)| maturity.level >= *from)
                    .map_or("1", |(_, word)| word)
                    .to_owned()
            })
            .collect(),
        Dimension::Price => {
            let band = |fen: Fen| {
                [10_000_000, 50_000_000, 100_000_000, 500_000_000]
                    .into_iter()
                    .find(|up_to| fen.0 <= *up_to)
            };
            vec![listing.price.least().map_or_else(
                || "negotiable".into(),
                |fen| band(fen).map_or_else(|| "over".into(), |up_to| up_to.to_string()),
            )]
        }
        Dimension::Patent => Vec::new(),
        Dimension::Trial => word(if listing.trial_offered {
            index::YES
        } else {
            ""
        }),
        Dimension::Year => listing.year.iter().map(ToString::to_string).collect(),
    }
}
