//! The two amounts of a registration, as the seller states and the agency decides them.

use crate::field::Fields;
use crate::money::fen;
use crate::money::fen::Fen;

pub(super) fn check_amounts(
    fields: &mut Fields,
    value: Option<Fen>,
    technology: Option<Fen>,
) -> Option<(Fen, Fen)> {
    let mut amount = |name: &str, label: &str, typed: Option<Fen>| match typed {
        Some(fen) if fen > Fen::ZERO && fen <= fen::LARGEST => Some(fen),
        Some(_) | None => {
            fields.wrong(
                name,
                "range",
                format!("请填写{label}，应大于 0 元，例如 200000.00 元"),
            );
            None
        }
    };
    let value = amount("contract_value_fen", "合同成交额", value);
    let technology = amount("technology_amount_fen", "技术交易额", technology);
    let (value, technology) = (value?, technology?);
    if technology > value {
        fields.wrong(
            "technology_amount_fen",
            "order",
            format!("技术交易额 {technology} 不能大于合同成交额 {value}"),
        );
        return None;
    }
    Some((value, technology))
}
