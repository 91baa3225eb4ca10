//! Counties of Xinzhou 县(市、区), by division code 行政区划代码 (GB/T 2260).

use crate::field::Fields;

/// One county-level division of the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct County {
    /// Six digits.
    pub code: &'static str,
    /// Official name.
    pub name: &'static str,
}

/// The 14 county-level divisions of Xinzhou. The economic development zone has no code in GB/T 2260.
pub const COUNTIES: [County; 14] = [
    County {
        code: "140902",
        name: "忻府区",
    },
    County {
        code: "140921",
        name: "定襄县",
    },
    County {
        code: "140922",
        name: "五台县",
    },
    County {
        code: "140923",
        name: "代县",
    },
    County {
        code: "140924",
        name: "繁峙县",
    },
    County {
        code: "140925",
        name: "宁武县",
    },
    County {
        code: "140926",
        name: "静乐县",
    },
    County {
        code: "140927",
        name: "神池县",
    },
    County {
        code: "140928",
        name: "五寨县",
    },
    County {
        code: "140929",
        name: "岢岚县",
    },
    County {
        code: "140930",
        name: "河曲县",
    },
    County {
        code: "140931",
        name: "保德县",
    },
    County {
        code: "140932",
        name: "偏关县",
    },
    County {
        code: "140981",
        name: "原平市",
    },
];

/// The name of a division: one of the city's counties by its name, any other by its code.
pub fn name_of(code: &str) -> String {
    COUNTIES
        .iter()
        .find(|county| county.code == code)
        .map_or_else(
            || format!("外地（{code}）"),
            |county| county.name.to_owned(),
        )
}

/// Finds a county of the city by its code or its name.
pub fn find(text: &str) -> Option<County> {
    let wanted = crate::text::one_line(text);
    COUNTIES
        .into_iter()
        .find(|county| county.code == wanted || county.name == wanted)
}

/// The code of the county that a field names; empty when the field is, or when it names none of the city, which is noted.
pub fn checked(fields: &mut Fields, field: &str, text: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    if let Some(found) = find(text) {
        return found.code.to_owned();
    }
    let typed = crate::text::one_line(text);
    fields.wrong(
        field,
        "unknown",
        format!("“{typed}”不是忻州市的县（市、区），请从列表中选择，或留空"),
    );
    String::new()
}

/// Whether the text has the shape of a division code: six digits.
pub fn is_division_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit())
}
