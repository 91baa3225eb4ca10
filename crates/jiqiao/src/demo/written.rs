//! What is written down of the city: TOML files of organisations, technologies and demands, those of the program or
//! those of a folder that an operator gives.
//!
//! What it is not: the past of the city. What happened when is the script's and the walk's.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

use super::catalogue::technology::Field;
use super::city::Entry;
use super::wanted::Wanted;
use fault::{Faults, line_at, said_in_chinese};
pub(super) use file::{File, embedded, folder};

mod bounds;
mod check;
mod fault;
mod file;
#[cfg(test)]
pub(super) mod tests;

const ORGANISATIONS: &str = "organisations.toml";
const DEMANDS: &str = "demands.toml";
/// Folder of the technologies, a file a field, in the order of their names.
const ACHIEVEMENTS: &str = "achievements";

/// Everything that is written down, read but not yet put together as listings.
pub(super) struct Written {
    /// The organisations of the city with their people.
    pub(super) organisations: Vec<Entry>,
    /// The fields with their technologies.
    pub(super) fields: Vec<Field>,
    /// What the enterprises look for.
    pub(super) demands: Vec<Wanted>,
    places: Places,
}

/// Where everything stands, for whoever has to mend it; in the order of `Written`.
struct Places {
    organisations: Vec<Place>,
    fields: Vec<Place>,
    technologies: Vec<Place>,
    /// One a listing.
    variants: Vec<Place>,
    demands: Vec<Place>,
}

/// A file and a line, counted from one.
#[derive(Clone)]
struct Place {
    file: String,
    line: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganisationFile {
    organisation: Vec<Spanned<Entry>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemandFile {
    #[serde(default)]
    demand: Vec<Spanned<Wanted>>,
}

/// Reads the files and checks everything in them that does not depend on the day.
///
/// # Errors
/// Everything that is wrong, each with its file and line, in Chinese.
pub(super) fn read(files: &[File]) -> Result<Written, Faults> {
    let mut faults = Faults::default();
    let written = parsed(files, &mut faults).ok_or(()).and_then(|written| {
        if bounds::keep(&written, &mut faults) {
            Ok(written)
        } else {
            Err(())
        }
    });
    match written {
        Ok(written) if faults.is_empty() => Ok(written),
        _ => Err(faults),
    }
}

fn parsed(files: &[File], faults: &mut Faults) -> Option<Written> {
    let mut places = Places {
        organisations: Vec::new(),
        fields: Vec::new(),
        technologies: Vec::new(),
        variants: Vec::new(),
        demands: Vec::new(),
    };
    let mut organisations = None;
    let mut demands = Vec::new();
    let mut fields = Vec::new();
    for file in files {
        let place = |spot: usize| Place {
            file: file.name.clone(),
            line: line_at(&file.text, spot),
        };
        if file.name == ORGANISATIONS {
            organisations = toml::<OrganisationFile>(file, faults).map(|read| {
                let entries = read.organisation.into_iter();
                entries
                    .map(|entry| {
                        places.organisations.push(place(entry.span().start));
                        entry.into_inner()
                    })
                    .collect()
            });
        } else if file.name == DEMANDS {
            let read = toml::<DemandFile>(file, faults).unwrap_or_default();
            for demand in read.demand {
                places.demands.push(place(demand.span().start));
                demands.push(demand.into_inner());
            }
        } else if let Some(field) = toml::<Field>(file, faults) {
            let technologies = &field.technologies;
            places
                .technologies
                .extend(technologies.iter().map(|one| place(one.span().start)));
            let variants = technologies.iter().flat_map(|one| &one.get_ref().variants);
            places
                .variants
                .extend(variants.map(|variant| place(variant.span().start)));
            places.fields.push(place(0));
            fields.push(field);
        }
    }
    if !files.iter().any(|file| file.name == ORGANISATIONS) {
        faults.about(ORGANISATIONS, "缺少这个文件");
    }
    if !faults.is_empty() {
        return None;
    }
    Some(Written {
        organisations: organisations?,
        fields,
        demands,
        places,
    })
}

fn toml<T: DeserializeOwned>(file: &File, faults: &mut Faults) -> Option<T> {
    match ::toml::from_str(&file.text) {
        Ok(read) => Some(read),
        Err(error) => {
            let place = Place {
                file: file.name.clone(),
                line: line_at(&file.text, error.span().map_or(0, |span| span.start)),
            };
            faults.note(&place, said_in_chinese(error.message()));
            None
        }
    }
}
