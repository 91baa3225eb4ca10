//! The parts that pages are made of: each is a struct, its template under `web/templates/parts`, and prints itself as HTML.
//!
//! A part holds what it shows and nothing else: it asks nobody and decides nothing. Text is escaped by its template.

mod chain;
mod chart;
mod explanation;
mod facts;
mod field;
mod files;
mod list;
mod notice;
mod result;
mod table;
mod tag;
mod timeline;
mod when;

pub use chain::{Chain, ChainStep, Stage, StepState};
pub use chart::{Bar, BarChart};
pub use explanation::{Explanation, Finding, SumStep};
pub use facts::{Fact, Facts};
pub(crate) use field::control_id;
pub use field::{Choice, Control, Field, VocabularyList, Width};
pub use files::{FileList, FileView, SentFile};
pub use list::{Due, Empty, Pagination, Progress, Task, TaskList};
pub use notice::{ErrorSummary, Notice, PostButton, Weight};
pub use result::{Facet, FacetGroup, Facets, Marked, MatchedIn, Piece, ResultCard};
pub use table::{MoneyRow, MoneyTable};
pub use tag::{Link, Tag, Tone};
pub use timeline::{Moment, Timeline};
pub use when::{When, day, day_of, moment};
