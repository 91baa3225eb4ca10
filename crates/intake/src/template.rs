//! The template that universities fill in: headings, an example that the import skips, drop-downs, explanations.

use domain::catalogue::achievement::TransferMode;
use domain::people::county::COUNTIES;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, Formula, Workbook,
    XlsxError,
};

use crate::csv_file::csv_file;
use crate::no_achievement::EXAMPLE;
use crate::target::Field;

/// A column of the template: field, example, width, explanation.
type Column = (Field, &'static str, u16, &'static str);

const COLUMNS: [Column; 20] = [
    (
        Field::ExternalNumber,
        "SL-0001",
        12,
        "本单位自己的编号，不重复。再次导入时按编号更新同一成果；不填则按成果名称识别",
    ),
    (
        Field::Title,
        "石墨烯导热膜制备技术",
        34,
        "必填，最多 200 字，一行一项成果",
    ),
    (
        Field::Summary,
        "用于芯片散热的高导热薄膜",
        30,
        "一句话，最多 200 字",
    ),
    (
        Field::Abstract,
        "采用卷对卷工艺制备石墨烯导热膜，面内导热系数达到 1500 W/(m·K)，已完成中试。",
        60,
        "最多 10000 字",
    ),
    (
        Field::Problem,
        "芯片局部过热",
        24,
        "解决什么问题，最多 2000 字",
    ),
    (
        Field::Field,
        "新材料",
        14,
        "例如：新材料、现代农业、电子信息",
    ),
    (
        Field::Keywords,
        "石墨烯；导热膜；散热",
        24,
        "用分号隔开，前三个为核心关键词",
    ),
    (
        Field::Maturity,
        "中试",
        10,
        "概念、小试、中试、量产，或 1 至 9 级（TRL）",
    ),
    (Field::Completers, "张三；李四", 16, "用分号隔开"),
    (Field::CoOwners, "", 16, "其他权利人，用分号隔开"),
    (
        Field::Patents,
        "ZL201710601862.3",
        26,
        "多个用分号隔开；可带 ZL，校验位必须正确；没有号的写“申请中”，没有专利留空",
    ),
    (
        Field::PatentStatus,
        "授权",
        12,
        "授权、审中、失效；多个专利状态不同时按顺序用分号隔开",
    ),
    (
        Field::OtherRights,
        "",
        20,
        "软件著作权、植物新品种权、国外专利等",
    ),
    (
        Field::Modes,
        "转让、许可",
        20,
        "转让、许可、作价入股、合作开发、委托开发、技术咨询、技术服务，多项用顿号隔开；或“均可”",
    ),
    (
        Field::Price,
        "20-30万",
        16,
        "请带单位：50万、20-30万、8000元，或面议；不带单位的数字按元计，且不得少于 10000。不填为面议",
    ),
    (Field::Trial, "否", 14, "是否支持先使用后付费：是、否"),
    (Field::ContactName, "王五", 12, "姓名"),
    (Field::Contact, "0350-0000000", 20, "电话或邮箱"),
    (
        Field::County,
        "忻府区",
        12,
        "成果来自忻州市的县（市、区）时填写，市外留空",
    ),
    (Field::Year, "2025", 10, "4 位数字"),
];

/// Rows for which drop-downs are offered.
const ROWS: u32 = 5000;

/// The template as a workbook.
///
/// # Errors
/// When the workbook cannot be written.
pub fn template_xlsx() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let heading = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00DC_E6F1))
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    let example = Format::new()
        .set_italic()
        .set_font_color(Color::RGB(0x007F_7F7F))
        .set_text_wrap();
    // Text format keeps 13-digit patent numbers and leading zeros as they are typed.
    let text = Format::new().set_num_format("@");
    let sheet = workbook.add_worksheet().set_name("成果")?;
    for (column, (field, value, width, _)) in (0..).zip(COLUMNS) {
        let mark = if field == Field::Title { "*" } else { "" };
        sheet
            .set_column_format(column, &text)?
            .set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, format!("{}{mark}", field.label()), &heading)?;
        let mark = if field == Field::Title { EXAMPLE } else { "" };
        sheet.write_string_with_format(1, column, format!("{mark}{value}"), &example)?;
        if let Some(choice) = choice(field)? {
            sheet.add_data_validation(1, column, ROWS, column, &choice)?;
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    let guide = workbook.add_worksheet().set_name("填写说明")?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    guide.set_column_width(0, 18)?.set_column_width(1, 90)?;
    guide
        .write_string_with_format(0, 0, "列", &heading)?
        .write_string_with_format(0, 1, "怎么填", &heading)?;
    for (row, (field, _, _, help)) in (1..).zip(COLUMNS) {
        guide
            .write_string(row, 0, field.label())?
            .write_string_with_format(row, 1, help, &wrapped)?;
    }
    let after = u32::try_from(COLUMNS.len()).unwrap_or(0) + 2;
    for (row, line) in (after..).zip(GENERAL) {
        guide.write_string_with_format(row, 1, line, &wrapped)?;
    }
    workbook.save_to_buffer()
}

const GENERAL: [&str; 4] = [
    "从“成果”表第 3 行开始填写；第 2 行是示例，导入时自动跳过，可以保留。",
    "表头可以增减：不认识的列作为“附加信息”保留，不会丢失。",
    "有错的行不会导入，下载报告可以看到行号、列名、内容和修改办法；改好后整个文件再导入一次即可，已导入的不会重复。",
    "公式只取保存的结果；请不要合并数据单元格。",
];

/// The template as CSV in UTF-8 with its mark.
pub fn template_csv() -> Vec<u8> {
    let headings = COLUMNS.map(|(field, ..)| field.label().to_owned());
    let example = COLUMNS.map(|(field, value, ..)| {
        if field == Field::Title {
            format!("{EXAMPLE}{value}")
        } else {
            value.to_owned()
        }
    });
    csv_file([headings, example])
}

/// The drop-down of a field. Where several values may be typed, another one is allowed after a hint.
fn choice(field: Field) -> Result<Option<DataValidation>, XlsxError> {
    let (values, style): (Vec<&str>, _) = match field {
        Field::Maturity => (
            vec!["概念", "小试", "中试", "量产"],
            DataValidationErrorStyle::Information,
        ),
        Field::Modes => (
            TransferMode::ALL
                .into_iter()
                .map(TransferMode::label)
                .collect(),
            DataValidationErrorStyle::Information,
        ),
        Field::County => (
            COUNTIES.iter().map(|county| county.name).collect(),
            DataValidationErrorStyle::Stop,
        ),
        Field::PatentStatus => (
            vec!["授权", "审中", "失效"],
            DataValidationErrorStyle::Information,
        ),
        Field::Trial => (vec!["是", "否"], DataValidationErrorStyle::Stop),
        _ => return Ok(None),
    };
    // The formula form keeps Excel from splitting the values at its own list separator.
    let list = Formula::new(format!("\"{}\"", values.join(",")));
    let choice = DataValidation::new()
        .allow_list_formula(list)
        .set_error_style(style)
        .set_error_title("请检查")?
        .set_error_message("建议从列表中选择；可填多项的列，多项之间用顿号或分号隔开。")?;
    Ok(Some(choice))
}
