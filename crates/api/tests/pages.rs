//! Every page, rendered with the samples of the gallery: does it hold what every page must hold?

#[path = "../examples/gallery/samples/mod.rs"]
mod samples;

use std::collections::BTreeSet;

/// Values of an attribute, wherever it stands in the page.
fn values_of<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    html.split(&opening)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// Opening tags of elements of this name, each up to its `>`.
fn tags_of<'a>(html: &'a str, element: &str) -> Vec<&'a str> {
    let opening = format!("<{element}");
    let rests = html
        .split(&opening)
        .skip(1)
        .filter(|rest| rest.starts_with([' ', '>']));
    rests.filter_map(|rest| rest.split('>').next()).collect()
}

#[test]
fn every_page_has_a_language_a_title_one_heading_and_a_search_box() {
    for (name, html) in samples::every() {
        assert!(html.starts_with("<!doctype html>"), "{name}");
        assert!(html.contains("<html lang=\"zh-CN\">"), "{name}");
        assert_eq!(tags_of(&html, "title").len(), 1, "{name}");
        assert_eq!(tags_of(&html, "h1").len(), 1, "{name}");
        assert!(html.contains("name=\"q\" type=\"search\""), "{name}");
        assert!(
            html.contains("href=\"#main\"") && html.contains("id=\"main\""),
            "{name}"
        );
    }
}

#[test]
fn no_page_has_a_script_a_style_or_an_address_of_its_own_elsewhere() {
    for (name, html) in samples::every() {
        assert!(
            values_of(&html, "style").is_empty() && tags_of(&html, "style").is_empty(),
            "{name}"
        );
        for script in tags_of(&html, "script") {
            assert!(script.contains(" src=\"/static/"), "{name}: {script}");
        }
        let handler = |tag: &str| {
            ["onclick=", "onsubmit=", "onload=", "onchange="]
                .iter()
                .any(|word| tag.contains(word))
        };
        assert!(!html.split('<').any(handler), "{name}");
        for address in values_of(&html, "href")
            .into_iter()
            .chain(values_of(&html, "src"))
            .chain(values_of(&html, "action"))
        {
            assert!(
                address.starts_with('/') || address.starts_with('#'),
                "{name}: {address}"
            );
        }
    }
}

#[test]
fn every_identifier_is_there_once_and_every_reference_leads_to_one() {
    for (name, html) in samples::every() {
        let all = values_of(&html, "id");
        let known: BTreeSet<&str> = all.iter().copied().collect();
        let mut seen = BTreeSet::new();
        for id in &all {
            assert!(seen.insert(id), "{name}: {id} twice");
        }
        for label in values_of(&html, "for") {
            assert!(known.contains(label), "{name}: a label for {label}");
        }
        for target in values_of(&html, "href")
            .iter()
            .filter_map(|address| address.strip_prefix('#'))
        {
            assert!(known.contains(target), "{name}: a link to #{target}");
        }
        for described in values_of(&html, "aria-describedby")
            .iter()
            .flat_map(|ids| ids.split(' '))
        {
            assert!(
                known.contains(described),
                "{name}: described by {described}"
            );
        }
    }
}

#[test]
fn every_control_has_a_label() {
    for (name, html) in samples::every() {
        let labelled: BTreeSet<&str> = values_of(&html, "for").into_iter().collect();
        let controls = ["input", "select", "textarea"]
            .iter()
            .flat_map(|element| tags_of(&html, element));
        for control in controls {
            if control.contains("type=\"hidden\"") {
                continue;
            }
            let id = values_of(control, "id");
            // A choice of several stands inside its label and has no identifier.
            let inside =
                control.contains("type=\"radio\"") || control.contains("type=\"checkbox\"");
            assert!(
                inside || id.first().is_some_and(|id| labelled.contains(id)),
                "{name}: {control}"
            );
        }
    }
}

#[test]
fn what_people_typed_is_escaped() {
    let (_, html) = samples::hostile();
    assert!(
        !html.contains("<script>alert") && !html.contains("\"><img"),
        "{html}"
    );
    assert!(html.contains("&#60;script&#62;alert"));
}

#[test]
fn wrong_fields_are_named_above_the_form_and_at_the_control() {
    let pages = samples::every();
    let (_, html) = pages
        .iter()
        .find(|(name, _)| name == "achievement-form-wrong")
        .expect("the page");
    assert!(html.contains("有 6 处需要修改"));
    assert!(html.contains("href=\"#f-patents-0-number\""));
    assert_eq!(
        html.matches("专利号校验位应为 3：201710601862.3").count(),
        2,
        "above and at the control"
    );
    assert!(
        html.contains("value=\"201710601862.3\""),
        "what was typed is kept"
    );
}

#[test]
fn a_search_with_weak_results_or_none_offers_to_become_a_demand_and_one_that_is_answered_does_not()
{
    let pages = samples::every();
    let page = |wanted: &str| {
        pages
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, html)| html.as_str())
            .expect("the page")
    };
    assert!(
        page("results-none").contains("<a href=\"/my/demands/new?title=x\">把它发布为需求</a>")
    );
    let weak = page("results-relaxed");
    assert!(
        weak.contains("把它发布为需求") && weak.contains("也许有关（2 项"),
        "weaker results are folded, and a demand is offered below them"
    );
    assert!(!page("results").contains("把它发布为需求") && !page("results").contains("也许有关"));
}

#[test]
fn the_wrong_fields_of_a_demand_are_named_above_the_form_and_at_the_control() {
    let pages = samples::every();
    let (_, html) = pages
        .iter()
        .find(|(name, _)| name == "demand-form-wrong")
        .expect("the page");
    assert!(html.contains("有 3 处需要修改") && html.contains("href=\"#f-budget_yuan\""));
    assert_eq!(
        html.matches("截止日期 2026年1月31日 已过").count(),
        2,
        "above and at the control"
    );
    assert!(html.contains("value=\"很多\""), "what was typed is kept");
}

#[test]
fn what_somebody_else_saved_stands_beside_what_was_typed_where_they_differ() {
    let pages = samples::every();
    let (_, html) = pages
        .iter()
        .find(|(name, _)| name == "achievement-form-overtaken")
        .expect("the page");
    assert!(html.contains("本单位李示例已于 2026年3月5日 10:20 修改这项成果"));
    assert_eq!(html.matches("现在保存的是：").count(), 1);
    assert!(
        html.contains("别人改过的名称")
            && html.contains("aria-describedby=\"f-title-hint f-title-stored\"")
    );
    assert!(html.contains("name=\"version\" value=\"4\""));
}

/// What a reader reads: the page without its tags.
fn text_of(html: &str) -> String {
    let rests = html.split('<').skip(1);
    rests
        .filter_map(|rest| rest.split_once('>'))
        .flat_map(|(_, text)| [text, " "])
        .collect()
}

/// Days and moments of another form than `2026年3月5日`: with strokes or points, without their year, or told from today.
fn other_dates(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let digits = |from: usize| {
        chars[from.min(chars.len())..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count()
    };
    let mut found = Vec::new();
    for at in 0..chars.len() {
        let starts = chars[at].is_ascii_digit()
            && !at
                .checked_sub(1)
                .is_some_and(|before| chars[before].is_ascii_alphanumeric());
        if !starts {
            continue;
        }
        let year = digits(at);
        let mark = chars.get(at + year).copied().unwrap_or(' ');
        let month = digits(at + year + 1);
        let again = chars.get(at + year + 1 + month).copied().unwrap_or(' ');
        let with_strokes = year == 4
            && ['-', '/', '.'].contains(&mark)
            && (1..=2).contains(&month)
            && again == mark
            && (1..=2).contains(&digits(at + year + month + 2));
        let after_year = at > 0 && chars[at - 1] == '年';
        let without_year = !after_year && year <= 2 && mark == '月' && month > 0;
        if with_strokes || without_year {
            found.push(chars[at..].iter().take(16).collect());
        }
    }
    let told_from_today = ["昨天", "前天", "刚刚", "分钟前", "小时前", "天前"];
    found.extend(
        told_from_today
            .iter()
            .filter(|words| text.contains(**words))
            .map(|words| (*words).to_owned()),
    );
    found
}

#[test]
fn every_day_on_every_page_has_one_form() {
    assert_eq!(
        other_dates(
            "截至 2026-03-05，3月5日起，2026/3/5，GB/T 4754-2017，0350-1234567，2026年3月5日，3 天前"
        ),
        [
            "2026-03-05，3月5日起",
            "3月5日起，2026/3/5，G",
            "2026/3/5，GB/T 47",
            "天前"
        ]
    );
    for (name, html) in samples::every() {
        // What programs write and read is described there.
        if name == "interface" {
            continue;
        }
        assert_eq!(other_dates(&text_of(&html)), [""; 0], "{name}");
    }
}

#[test]
fn a_first_offer_is_compared_to_none() {
    let pages = samples::every();
    let (_, html) = pages
        .iter()
        .find(|(name, _)| name == "deal")
        .expect("the page");
    let first = html
        .rsplit("<section class=\"offer\">")
        .next()
        .unwrap_or_default();
    let first = first.split("</section>").next().unwrap_or_default();
    assert!(first.contains("卖方的报价"), "{first}");
    assert!(!first.contains("上次"), "{first}");
    assert!(html.contains("与上次相同"), "later ones are compared");
}
