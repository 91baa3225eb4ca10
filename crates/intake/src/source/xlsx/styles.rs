//! Cell styles, as far as they say what a number looks like.

use std::collections::HashMap;
use std::rc::Rc;

use quick_xml::events::Event;

use super::package::{Package, attribute, next};
use crate::error::FileError;
use crate::limits;
use crate::number_format::NumberFormat;

/// Number formats by the style of a cell.
pub(super) struct Styles {
    formats: Vec<Rc<NumberFormat>>,
    general: NumberFormat,
}

impl Styles {
    pub(super) fn read(package: &mut Package) -> Result<Self, FileError> {
        let mut styles = Self {
            formats: Vec::new(),
            general: NumberFormat::General,
        };
        let Some(part) = package.named("styles.xml") else {
            return Ok(styles);
        };
        let Some(mut xml) = package.part(&part)? else {
            return Ok(styles);
        };
        let mut known: HashMap<u32, Rc<NumberFormat>> = HashMap::new();
        let mut buffer = Vec::new();
        let mut of_cells = false;
        loop {
            match next(&mut xml, &mut buffer)? {
                Event::Eof => return Ok(styles),
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "numFmt" => {
                        let id = attribute(&tag, "numFmtId")
                            .and_then(|id| id.parse().ok())
                            .unwrap_or(0);
                        let code = attribute(&tag, "formatCode").unwrap_or_default();
                        known.insert(id, Rc::new(NumberFormat::of(&code)));
                    }
                    "cellXfs" => of_cells = true,
                    "xf" if of_cells => {
                        let id = attribute(&tag, "numFmtId")
                            .and_then(|id| id.parse().ok())
                            .unwrap_or(0);
                        let format = known
                            .entry(id)
                            .or_insert_with(|| Rc::new(NumberFormat::built_in(id)));
                        styles.formats.push(Rc::clone(format));
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => of_cells = false,
                _ => {}
            }
            if styles.formats.len() > limits::STYLES || known.len() > limits::STYLES {
                return Err(FileError::Bomb(format!(
                    "单元格样式超过 {} 种",
                    limits::STYLES
                )));
            }
        }
    }

    pub(super) fn of(&self, style: usize) -> &NumberFormat {
        self.formats
            .get(style)
            .map_or(&self.general, |format| format)
    }
}
