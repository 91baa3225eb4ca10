//! Pages of saved searches and of what was searched.

use api::catalogue::saved_search::page::{SavedSearchRow, SavedSearchesPage};
use api::catalogue::search_log::page::{AskedRow, DeskSearchesPage, PeriodLink};
use api::ui::Section;
use api::ui::parts::{Bar, BarChart, Pagination};

use super::*;

pub(crate) fn add(pages: &mut Pages) {
    add_saved(pages);
    add_desk(pages);
}

fn add_saved(pages: &mut Pages) {
    let row = |name: &str, sentence: &str, unseen| SavedSearchRow {
        name: Link::new(name, "/achievements?q=x"),
        sentence: sentence.into(),
        created_at: at("2026-02-11T01:00:00Z"),
        unseen,
        delete_href: "/my/searches/sav_1/delete".into(),
    };
    let page = SavedSearchesPage {
        layout: layout_of(
            OrganisationKind::Enterprise,
            "我的检索",
            Section::My,
            "/my/searches",
        ),
        rows: vec![
            row(
                "“新材料”、“许可”、“成熟度 6 级以上”、“价格不超过50万元”中与“碳化硅”有关的成果",
                "",
                12,
            ),
            row("长晶炉", "“新材料”中与“碳化硅 长晶 温场”有关的成果", 0),
            row(LONG_TITLE, "与“煤矸石”有关的成果", 1),
        ],
        pagination: Pagination {
            showing: "共 3 个，最多可保存 50 个".into(),
            ..Pagination::default()
        },
    };
    pages.add("my-searches", &page);
    pages.add(
        "my-searches-empty",
        &SavedSearchesPage {
            rows: vec![],
            pagination: Pagination::default(),
            ..page
        },
    );
}

fn add_desk(pages: &mut Pages) {
    let period = |days: i64| PeriodLink {
        label: format!("最近 {days} 天"),
        href: format!("/desk/searches?days={days}"),
        here: days == 30,
    };
    let row = |text: &str, searches: i64, in_vain: i64, percent, results| AskedRow {
        text: Link::new(text, "/achievements?q=x"),
        searches,
        in_vain,
        percent,
        last_day: day("2026-03-05"),
        results,
    };
    let bar = |label: &str, value: i64| Bar {
        label: label.into(),
        value,
        shown: format!("{value} 次"),
    };
    let page = DeskSearchesPage {
        layout: layout_of(
            OrganisationKind::Bureau,
            "检索需求",
            Section::Desk,
            "/desk/searches",
        )
        .below("业务管理", "/desk"),
        periods: vec![period(30), period(90)],
        summary: "最近 30 天检索 1,204 次，其中 51 次落空".into(),
        csv_href: "/desk/searches.csv?days=30".into(),
        least_people: 3,
        in_vain: vec![
            row("谷子联合收割机", 31, 31, 100, 4),
            row("固态电池 硫化物 电解质", 12, 9, 29, 17),
            row(&"长".repeat(60), 1, 1, 3, 0),
        ],
        frequent: vec![
            row("煤矸石", 87, 0, 100, 42),
            row("谷子联合收割机", 31, 31, 35, 4),
            row("法兰 锻造 裂纹 检测", 2, 0, 2, 3),
        ],
        chart: BarChart {
            caption: "每周检索次数".into(),
            label_heading: "一周".into(),
            value_heading: "检索次数".into(),
            bars: vec![
                bar("2026年2月4日起", 210),
                bar("2026年2月11日起", 0),
                bar("2026年2月18日起", 480),
                bar("2026年2月25日起", 402),
                bar("2026年3月4日起", 112),
            ],
        },
    };
    pages.add("desk-searches", &page);
    let none = DeskSearchesPage {
        summary: "最近 30 天没有检索".into(),
        csv_href: String::new(),
        in_vain: vec![],
        frequent: vec![],
        chart: BarChart {
            bars: vec![],
            ..page.chart.clone()
        },
        ..page
    };
    pages.add("desk-searches-empty", &none);
}
