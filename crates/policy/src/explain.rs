//! The arithmetic of a line in Chinese, step by step, with every number that a reader needs to redo it by hand.

use ::domain::Fen;
use ::domain::time::chinese_day;

use crate::cap::{self, Added, Advance, Claim, Given, outstanding};
use crate::draft::{base, part};
use crate::eligibility::Standing;
use crate::exact::{Exact, in_words, is_exactly, round};
use crate::file::{Basis, Programme, Rounding, Shortfall};
use crate::ledger::{Contract, Ledger, WHOLE_PPM};
use crate::outcome::{Line, Step};
use crate::rate::Scale;
use crate::tally::Tallies;

fn step(programme: &Programme, parameter: &str, text: String, amount_fen: Fen) -> Step {
    Step {
        clause: programme.clause_of(parameter).to_owned(),
        text,
        amount_fen,
    }
}

/// From the payments to the line's amount without a cap.
pub(crate) fn before_cap(
    programme: &Programme,
    ledger: &Ledger,
    standing: &Standing,
    at: usize,
    share_ppm: i64,
    raw: &Exact,
    rounded: Fen,
) -> Vec<Step> {
    let contract = &ledger.document.contracts[at];
    let mut steps = Vec::with_capacity(6);
    let paid = payments_in_words(ledger, &standing.tallies);
    if standing.barred {
        steps.push(step(
            programme,
            "basis",
            format!("{paid}；不符合补助条件（见提示），计入 0.00 元"),
            Fen::ZERO,
        ));
        return steps;
    }
    steps.push(step(
        programme,
        "basis",
        format!("{paid}，计入 {} 元", standing.eligible.in_yuan()),
        standing.eligible,
    ));
    let contract_base = base(programme.basis, contract, standing.eligible);
    if let Some(text) = basis_in_words(programme.basis, contract, standing.eligible, &contract_base)
    {
        steps.push(step(
            programme,
            "basis",
            text,
            round(&contract_base, programme.rounding),
        ));
    }
    let rounding = programme.rounding;
    match &programme.scale {
        Scale::Flat(rate) => {
            let line_base = part(&contract_base, share_ppm);
            if share_ppm != WHOLE_PPM {
                steps.push(step(
                    programme,
                    "basis",
                    share_in_words(&contract_base, share_ppm, &line_base),
                    round(&line_base, rounding),
                ));
            }
            let text = format!(
                "{} × {rate} = {}{}",
                in_words(&line_base),
                in_words(raw),
                rounded_in_words(raw, rounded, rounding)
            );
            steps.push(step(programme, "rate", text, rounded));
        }
        Scale::Graduated(_) | Scale::Whole(_) => {
            let contract_raw = programme.scale.of(&contract_base);
            let text = format!(
                "{} 适用{} = {}",
                in_words(&contract_base),
                programme.scale,
                in_words(&contract_raw)
            );
            steps.push(step(
                programme,
                "brackets",
                text,
                round(&contract_raw, rounding),
            ));
            let text = format!(
                "{}{}",
                share_in_words(&contract_raw, share_ppm, raw),
                rounded_in_words(raw, rounded, rounding)
            );
            steps.push(step(programme, "brackets", text, rounded));
        }
    }
    steps
}

fn payments_in_words(ledger: &Ledger, tallies: &Tallies) -> String {
    let (paid, refunded, outside) = (tallies.paid, tallies.refunded, tallies.outside_windows);
    if ledger.is_supposed {
        return format!(
            "假定合同已登记、支付已核验，实际支付 {} 元",
            paid.sum.in_yuan()
        );
    }
    let mut text = format!(
        "截至{}，合同已核验支付 {} 笔，合计 {} 元",
        chinese_day(ledger.document.as_of),
        paid.count,
        paid.sum.in_yuan()
    );
    if refunded.count > 0 {
        text.push_str(&format!(
            "，减已核验退款 {} 笔，合计 {} 元",
            refunded.count,
            refunded.sum.in_yuan()
        ));
        if refunded.sum > paid.sum {
            text.push_str("（不足抵减，按 0 元计）");
        }
    }
    if outside.count > 0 {
        text.push_str(&format!(
            "，减不在规定时间内的支付 {} 元",
            outside.sum.in_yuan()
        ));
    }
    text
}

fn basis_in_words(
    basis: Basis,
    contract: &Contract,
    eligible: Fen,
    result: &Exact,
) -> Option<String> {
    let technology = contract.technology_amount_fen.in_yuan();
    match basis {
        Basis::Paid => None,
        Basis::Min => Some(format!(
            "计入额 {} 元与技术交易额 {technology} 元取较小者：{}",
            eligible.in_yuan(),
            in_words(result)
        )),
        Basis::Proportional => {
            let value = contract.contract_value_fen;
            let paid = eligible.min(value).in_yuan();
            let limited = if eligible > value {
                "（支付额超过合同成交额，按合同成交额计）"
            } else {
                ""
            };
            Some(format!(
                "{paid} 元{limited} × 技术交易额 {technology} 元 ÷ 合同成交额 {} 元 = {}",
                value.in_yuan(),
                in_words(result)
            ))
        }
    }
}

fn share_in_words(whole_amount: &Exact, share_ppm: i64, share: &Exact) -> String {
    format!(
        "本成果占合同的 {share_ppm}/{WHOLE_PPM}：{} × {share_ppm} ÷ {WHOLE_PPM} = {}",
        in_words(whole_amount),
        in_words(share)
    )
}

fn rounded_in_words(exact: &Exact, rounded: Fen, rounding: Rounding) -> String {
    if is_exactly(exact, rounded) {
        String::new()
    } else {
        format!("，{}得 {} 元", rounding.label(), rounded.in_yuan())
    }
}

/// What the cap leaves to each line when it is shared in proportion; nothing to say without a cap.
pub(crate) fn pro_rata(
    programme: &Programme,
    used_elsewhere: Fen,
    room: Option<Fen>,
    claims: &[Claim<'_>],
    has: &[Fen],
    given: &Given,
) -> Vec<Vec<Step>> {
    let Some(room) = room else {
        return vec![Vec::new(); claims.len()];
    };
    let opening = room_in_words(programme, used_elsewhere, room, claims);
    let of_whole = match given {
        Given::InFull { wanted } => format!(
            "各笔尚欠合计 {} 元，不超过余额，本笔按应得全额",
            wanted.in_yuan()
        ),
        Given::Shared { wanted, .. } => format!(
            "各笔尚欠合计 {} 元，超过余额，按尚欠比例分配",
            wanted.in_yuan()
        ),
    };
    let divisor = match given {
        Given::InFull { .. } => String::new(),
        Given::Shared { weights, .. } => in_words(weights),
    };
    let mut all = Vec::with_capacity(claims.len());
    for (claim, has) in claims.iter().zip(has) {
        let text = match given {
            _ if claim.disbursed > claim.rounded => {
                format!(
                    "已拨付 {} 元多于应得 {} 元，差额应予追回",
                    claim.disbursed.in_yuan(),
                    claim.rounded.in_yuan()
                )
            }
            Given::InFull { .. } => format!("{opening}；{of_whole}"),
            Given::Shared { .. } => format!(
                "{opening}；{of_whole}：余额 {} 元 × 本笔尚欠 {} ÷ 合计 {divisor}，按最大余数法取整得 {} 元",
                room.in_yuan(),
                in_words(&outstanding(claim)),
                Fen(has.0 - claim.disbursed.0).in_yuan()
            ),
        };
        all.push(vec![step(programme, "cap", text, *has)]);
    }
    all
}

/// What the cap leaves to each line when payments are served in order: one step for each payment that adds something.
pub(crate) fn by_payment_date(
    programme: &Programme,
    ledger: &Ledger,
    used_elsewhere: Fen,
    claims: &[Claim<'_>],
    events: &[(usize, Advance)],
    added: &[Added],
) -> Vec<Vec<Step>> {
    let room = programme
        .cap
        .map(|cap| cap::room(cap.amount_fen, used_elsewhere, claims));
    let opening = room.map(|room| room_in_words(programme, used_elsewhere, room, claims));
    let mut all: Vec<Vec<Step>> = Vec::with_capacity(claims.len());
    for claim in claims {
        let mut steps = Vec::new();
        if claim.disbursed > claim.rounded {
            let text = format!(
                "已拨付 {} 元多于应得 {} 元，差额应予追回",
                claim.disbursed.in_yuan(),
                claim.rounded.in_yuan()
            );
            steps.push(step(programme, "cap", text, claim.rounded));
        } else if let Some(opening) = &opening {
            let text = format!(
                "{opening}；按支付日期先后使用余额，本笔已有 {} 元",
                claim.disbursed.in_yuan()
            );
            steps.push(step(programme, "cap", text, claim.disbursed));
        }
        all.push(steps);
    }
    for ((payment, advance), added) in events.iter().zip(added) {
        let claim = &claims[advance.line];
        let Some(room) = added.room else { continue };
        if claim.disbursed >= claim.rounded
            || (added.added == Fen::ZERO && advance.rounded_so_far <= added.had)
        {
            continue;
        }
        let payment = &ledger.document.payments[*payment];
        let text = format!(
            "支付 {}（{}）后累计应得 {} 元，已有 {} 元，余额 {} 元，增加 {} 元",
            payment.id,
            chinese_day(payment.paid_on),
            advance.rounded_so_far.in_yuan(),
            added.had.in_yuan(),
            room.in_yuan(),
            added.added.in_yuan()
        );
        all[advance.line].push(step(
            programme,
            "allocation",
            text,
            Fen(added.had.0 + added.added.0),
        ));
    }
    all
}

fn room_in_words(
    programme: &Programme,
    used_elsewhere: Fen,
    room: Fen,
    claims: &[Claim<'_>],
) -> String {
    let Some(cap) = programme.cap else {
        return String::new();
    };
    let kept: i64 = claims
        .iter()
        .map(|claim| claim.disbursed.min(claim.rounded).0)
        .sum();
    let kept = Fen(kept + used_elsewhere.0);
    format!(
        "{}累计最高 {} 元，已拨付且应保留 {} 元，余额 {} 元",
        cap.scope.label(),
        cap.amount_fen.in_yuan(),
        kept.in_yuan(),
        room.in_yuan()
    )
}

/// What follows for the line: to be paid or to be taken back.
pub(crate) fn result(programme: &Programme, line: &Line) -> Step {
    let (entitled, disbursed) = (line.entitled_fen.in_yuan(), line.disbursed_fen.in_yuan());
    let what = match line.due_fen.cmp(&Fen::ZERO) {
        std::cmp::Ordering::Greater => format!("本次应拨 {} 元", line.due_fen.in_yuan()),
        std::cmp::Ordering::Equal => "本次无须拨付".to_owned(),
        std::cmp::Ordering::Less => format!("应追回 {} 元", Fen(-line.due_fen.0).in_yuan()),
    };
    let text = format!("应得补助 {entitled} 元 − 已拨付净额 {disbursed} 元：{what}");
    Step {
        clause: programme.clause.clone(),
        text,
        amount_fen: line.due_fen,
    }
}

/// What a pool that is too small leaves to the line.
pub(crate) fn shortfall(
    programme: &Programme,
    pool: Fen,
    wanted: Fen,
    due: Fen,
    share: Fen,
) -> Step {
    let how = match programme.shortfall {
        Shortfall::ProRata => format!(
            "按比例拨付：{} 元 × {} ÷ {}，按最大余数法取整得 {} 元",
            due.in_yuan(),
            pool.in_yuan(),
            wanted.in_yuan(),
            share.in_yuan()
        ),
        Shortfall::Queue => format!("按合同登记先后拨付，本次 {} 元", share.in_yuan()),
    };
    let text = format!(
        "资金总额 {} 元少于本次应拨合计 {} 元，{how}；其余 {} 元仍为应得",
        pool.in_yuan(),
        wanted.in_yuan(),
        Fen(due.0 - share.0).in_yuan()
    );
    step(programme, "shortfall", text, share)
}
