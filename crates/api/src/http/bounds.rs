//! How much of a request is read: nothing that a sender chooses (depth, count, length of names) may decide how deep we
//! recurse or how long we work. What no page and no program of ours sends is refused before anything looks at it.

use domain::FieldError;

use crate::http::problem::Problem;

/// Controls of a form: the largest one that we draw, an import's columns, has a few hundred.
const CONTROLS_AT_MOST: usize = 2_000;
/// Bytes of a control's name.
const NAME_AT_MOST: usize = 200;
/// Parts of a control's name: `instalments.0.amount_yuan` has three, and one more while it waits behind a sign-in.
pub(crate) const PATH_AT_MOST: usize = 5;
/// Parameters of an address.
pub(crate) const PARAMETERS_AT_MOST: usize = 50;
/// Lists and objects of a JSON body inside one another.
const JSON_DEPTH_AT_MOST: usize = 16;
/// Values of a JSON body, counted by what stands between them.
const JSON_VALUES_AT_MOST: usize = 20_000;

/// Reads the pairs of a form's body; nothing when there are more, or longer names, than any form has.
pub(crate) fn controls(body: &[u8]) -> Option<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    for (name, value) in form_urlencoded::parse(body) {
        if !is_room_for_another(pairs.len(), &name) {
            return None;
        }
        pairs.push((name.into_owned(), value.into_owned()));
    }
    Some(pairs)
}

/// Whether a form that has so many controls already may have one more, of this name.
pub(crate) fn is_room_for_another(controls: usize, name: &str) -> bool {
    controls < CONTROLS_AT_MOST
        && name.len() <= NAME_AT_MOST
        && name.split('.').count() <= PATH_AT_MOST
}

/// What a form is told that no page of ours has sent.
pub(crate) fn no_form_of_ours() -> FieldError {
    let message = "表单内容不完整、过大或不是由本页提交的，请返回重新填写";
    FieldError {
        field: String::new(),
        code: "form",
        message: message.into(),
    }
}

/// Looks over a JSON body without reading it.
///
/// # Errors
/// 400 when it is deeper, or holds more values, than any request of this API.
pub(crate) fn json(body: &[u8]) -> Result<(), Problem> {
    let (mut depth, mut values, mut in_text, mut escaped) = (0_usize, 0_usize, false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => (depth, values) = (depth + 1, values + 1),
            b',' => values += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > JSON_DEPTH_AT_MOST {
            return Err(Problem::bad_request(format!(
                "JSON 嵌套过深，最多 {JSON_DEPTH_AT_MOST} 层"
            )));
        }
        if values > JSON_VALUES_AT_MOST {
            return Err(Problem::bad_request(format!(
                "JSON 的内容过多，最多 {JSON_VALUES_AT_MOST} 个值；请分次提交"
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_up_to_what_a_form_of_ours_can_hold() {
        assert_eq!(
            controls(b"title=a&patents.0.number=b").map(|pairs| pairs.len()),
            Some(2)
        );
        for refused in [
            format!("{}=x", ["a"; PATH_AT_MOST + 1].join(".")),
            format!("{}=x", ["a"; 20_000].join(".")),
            format!("{}=x", "a".repeat(NAME_AT_MOST + 1)),
            "a=&".repeat(CONTROLS_AT_MOST + 1),
        ] {
            assert_eq!(controls(refused.as_bytes()), None, "{:.60}", refused);
        }
    }

    #[test]
    fn json_is_bounded_in_depth_and_count_whatever_its_texts_hold() {
        assert!(json(br#"{"a": [1, 2, {"b": "[[[[[[[[[[[[[[[[[[[[[[[[ \" ,,, "}]}"#).is_ok());
        for refused in [
            "[".repeat(100_000),
            "{\"a\":".repeat(17),
            format!("[{}1]", "1,".repeat(JSON_VALUES_AT_MOST + 1)),
        ] {
            assert!(json(refused.as_bytes()).is_err(), "{:.60}", refused);
        }
    }
}
