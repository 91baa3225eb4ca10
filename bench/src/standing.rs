//! Standing queries: how long 10,000 of them hold up a new listing.

use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::path::Path;

use index::{Filters, SearchIndex, Standing, StandingQuery, Wish};

use crate::Outcome;
use crate::documents::Documents;
use crate::measure::Cost;

const STANDING: usize = 10_000;
const LISTINGS: usize = 300;

pub(crate) fn measure(documents: &Documents, path: &Path, index: &SearchIndex) -> Outcome {
    let mut standing = Standing::default();
    let mut listings = Vec::with_capacity(LISTINGS);
    for (at, line) in BufReader::new(File::open(path)?)
        .lines()
        .take(STANDING / 2)
        .enumerate()
    {
        let line = line?;
        let value: serde_json::Value = serde_json::from_str(&line)?;
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let wish = Wish {
            title: text("title"),
            description: text("abstract"),
            field: text("field"),
            ..Wish::default()
        };
        standing.put(&format!("demand {at}"), StandingQuery::Demand(wish), index)?;
        let asked = &documents.queries[at % documents.queries.len()];
        let search = StandingQuery::Search {
            text: asked.text(),
            filters: Filters::default(),
        };
        standing.put(&format!("search {at}"), search, index)?;
        if listings.len() < LISTINGS {
            listings.push(index::evaluate::document(at, &line)?);
        }
    }
    let cost = Cost::of(&listings, |document| {
        black_box(standing.answered(document, index, 55.0));
        Ok(())
    })?;
    cost.print("a listing, 10,000 standing queries");
    Ok(())
}
