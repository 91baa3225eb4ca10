//! Where to go on after signing in: a path of this site, whatever was sent.

/// Where whoever is signed in begins.
const HOME: &str = "/my";

/// The path and query that an address parameter names, when it is one of ours; else the workspace.
///
/// Browsers drop tabs and line breaks inside an address and read `\` as `/`, so a look at its first characters does not
/// tell where it leads. It is parsed as a browser would, against a site that only we know, and what is told is what the
/// parser made of it: printable, and without a host.
pub(crate) fn own_path(next: &str) -> String {
    let here = url::Url::parse("https://own-path.invalid").ok();
    let parsed = here.filter(|_| next.starts_with('/')).and_then(|here| {
        let there = here.join(next).ok()?;
        (there.origin() == here.origin()
            && there.username().is_empty()
            && there.password().is_none())
        .then_some(there)
    });
    // A path may begin with two slashes also after parsing (`/.//evil.example`): a browser would read a host there.
    match parsed {
        Some(there) if !there.path().starts_with("//") => {
            there[url::Position::BeforePath..url::Position::AfterQuery].to_owned()
        }
        Some(_) | None => HOME.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_nowhere_else() {
        for own in [
            "/",
            "/my/import?x=1",
            "/achievements?q=%E7%9F%B3",
            "/deals/deal_1",
        ] {
            assert_eq!(own_path(own), own);
        }
        assert_eq!(
            own_path("/achievements?q=石墨烯"),
            "/achievements?q=%E7%9F%B3%E5%A2%A8%E7%83%AF"
        );
        for elsewhere in [
            "",
            "my",
            "https://evil.example",
            "//evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/\r\n/evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/.//evil.example",
            "/..//evil.example",
            "/a/..//evil.example",
            "\t//evil.example",
            " //evil.example",
            "javascript:alert(1)",
        ] {
            assert_eq!(own_path(elsewhere), HOME, "{elsewhere:?}");
        }
    }

    #[test]
    fn what_is_told_fits_into_a_header() {
        for next in ["/\0", "/a\u{1}b", "/a\u{7f}", "/\u{202e}x", "/a b#c"] {
            assert!(
                own_path(next)
                    .bytes()
                    .all(|byte| (0x21..0x7f).contains(&byte)),
                "{next:?}"
            );
        }
    }
}
