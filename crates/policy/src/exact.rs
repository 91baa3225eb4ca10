//! Exact amounts: fractions of a fen, rounding once by a named rule, and sharing to the last fen.

use domain::Fen;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

/// How an exact amount becomes whole fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// 四舍五入.
    HalfUp,
    /// 舍去尾数.
    Truncate,
}

/// An amount in fen as an exact fraction.
pub(crate) type Exact = BigRational;

/// A whole number of fen.
pub(crate) fn whole(amount: Fen) -> Exact {
    Exact::from_integer(BigInt::from(amount.0))
}

/// Rounds an amount that is not negative.
pub(crate) fn round(amount: &Exact, rule: Rounding) -> Fen {
    let fen = match rule {
        Rounding::HalfUp => (amount.numer() * 2 + amount.denom()) / (amount.denom() * 2),
        Rounding::Truncate => amount.numer() / amount.denom(),
    };
    in_fen(&fen)
}

/// Whether an amount is exactly so many fen.
pub(crate) fn is_exactly(amount: &Exact, fen: Fen) -> bool {
    *amount.numer() == amount.denom() * fen.0
}

/// An amount less whole fen, not below 0.
pub(crate) fn less(amount: &Exact, fen: Fen) -> Exact {
    let rest = amount.numer() - amount.denom() * fen.0;
    if rest.is_negative() {
        whole(Fen::ZERO)
    } else {
        Exact::new_raw(rest, amount.denom().clone())
    }
}

/// The sum of amounts. Equal denominators, the usual case, are not reduced: that would cost more than the rest.
pub(crate) fn sum(amounts: &[Exact]) -> Exact {
    let mut sum = whole(Fen::ZERO);
    for amount in amounts {
        sum = if sum.denom() == amount.denom() {
            Exact::new_raw(sum.numer() + amount.numer(), sum.denom().clone())
        } else if sum.is_zero() {
            amount.clone()
        } else {
            sum + amount
        };
    }
    sum
}

/// A ledger bounds the sum of its amounts far below 64 bits, so nothing computed from it leaves them.
fn in_fen(amount: &BigInt) -> Fen {
    Fen(amount
        .to_i64()
        .expect("the ledger bounds the sum of its amounts"))
}

/// Shares `total` in proportion to weights that are not negative, by largest remainder 最大余数法: ties go to the
/// earlier one. Nobody gets anything when all weights are 0; otherwise the shares add up to `total`.
pub(crate) fn share_by_weight(total: Fen, weights: &[Exact]) -> Vec<Fen> {
    let sum = sum(weights);
    if sum.is_zero() {
        return vec![Fen::ZERO; weights.len()];
    }
    let mut shares = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for weight in weights {
        let above = weight.numer() * sum.denom() * total.0;
        let below = weight.denom() * sum.numer();
        shares.push(in_fen(&(&above / &below)));
        remainders.push(Exact::new_raw(above % &below, below));
    }
    hand_out_rest(total, &mut shares, &remainders);
    shares
}

/// Shares `total` in proportion to whole amounts that are not negative, as [`share_by_weight`] does.
pub(crate) fn share_by_amount(total: Fen, amounts: &[Fen]) -> Vec<Fen> {
    let sum: i128 = amounts.iter().map(|amount| i128::from(amount.0)).sum();
    if sum == 0 {
        return vec![Fen::ZERO; amounts.len()];
    }
    let products: Vec<i128> = amounts
        .iter()
        .map(|amount| i128::from(amount.0) * i128::from(total.0))
        .collect();
    let mut shares: Vec<Fen> = products
        .iter()
        .map(|product| Fen(i64::try_from(product / sum).expect("a share is at most the total")))
        .collect();
    let remainders: Vec<i128> = products.iter().map(|product| product % sum).collect();
    hand_out_rest(total, &mut shares, &remainders);
    shares
}

/// One fen each to the largest remainders until the shares add up to the total.
fn hand_out_rest<R: Ord>(total: Fen, shares: &mut [Fen], remainders: &[R]) {
    let given: Fen = shares.iter().copied().sum();
    let rest = usize::try_from(total.0 - given.0).expect("floors never exceed the total");
    let mut order: Vec<usize> = (0..shares.len()).collect();
    // The sort is stable: ties stay in the order given.
    order.sort_by(|a, b| remainders[*b].cmp(&remainders[*a]));
    for at in order.into_iter().take(rest) {
        shares[at].0 += 1;
    }
}

/// An exact amount in words that a pocket calculator can follow: decimals of a yuan when they end soon, else a
/// fraction of a fen. Not for negative amounts.
pub(crate) fn in_words(amount: &Exact) -> String {
    const MOST_DECIMALS: usize = 10;
    let mut text = in_fen(&(amount.numer() / amount.denom())).in_yuan();
    let mut rest = amount.numer() % amount.denom();
    let whole_fen = text.len();
    while !rest.is_zero() {
        if text.len() == whole_fen + MOST_DECIMALS {
            let fraction = amount.fract().reduced();
            text.truncate(whole_fen);
            return format!("{text} 元又 {}/{} 分", fraction.numer(), fraction.denom());
        }
        rest *= 10;
        text.push_str(&(&rest / amount.denom()).to_string());
        rest %= amount.denom();
    }
    text.push_str(" 元");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(numerator: i64, denominator: i64) -> Exact {
        Exact::new_raw(BigInt::from(numerator), BigInt::from(denominator))
    }

    #[test]
    fn rounding_is_half_up_or_cut_off() {
        for (numerator, denominator, half_up, cut) in [
            (5, 10, 1, 0),
            (49, 100, 0, 0),
            (15, 10, 2, 1),
            (30, 10, 3, 3),
            (0, 7, 0, 0),
        ] {
            let amount = exact(numerator, denominator);
            assert_eq!(
                (
                    round(&amount, Rounding::HalfUp),
                    round(&amount, Rounding::Truncate)
                ),
                (Fen(half_up), Fen(cut))
            );
        }
    }

    #[test]
    fn shares_add_up_and_ties_go_to_the_earlier() {
        assert_eq!(
            share_by_weight(Fen(100), &[exact(1, 1), exact(1, 1), exact(1, 1)]),
            [Fen(34), Fen(33), Fen(33)]
        );
        assert_eq!(
            share_by_weight(Fen(5), &[exact(1, 3), exact(0, 1), exact(2, 3)]),
            [Fen(2), Fen(0), Fen(3)]
        );
        assert_eq!(share_by_weight(Fen(5), &[exact(0, 1)]), [Fen(0)]);
        assert_eq!(
            share_by_amount(
                Fen(100_000_000),
                &[Fen(50_000_000), Fen(36_000_000), Fen(33_333_333)]
            ),
            [Fen(41_899_441), Fen(30_167_598), Fen(27_932_961)]
        );
    }

    /// Every way to share a total among so many.
    fn all_ways(total: i64, among: usize) -> Vec<Vec<i64>> {
        if among == 1 {
            return vec![vec![total]];
        }
        let with_first = |first: i64| {
            all_ways(total - first, among - 1)
                .into_iter()
                .map(move |rest| [vec![first], rest].concat())
        };
        (0..=total).flat_map(with_first).collect()
    }

    #[test]
    fn no_other_way_to_share_is_nearer_to_the_exact_proportion() {
        for weights in [
            [1, 2, 3],
            [5, 5, 5],
            [0, 1, 10],
            [7, 11, 13],
            [1, 1, 100],
            [3, 0, 0],
        ] {
            for total in 0..=12 {
                let sum: i64 = weights.iter().sum();
                // Distances are multiplied by the sum of the weights to stay whole.
                let distance = |shares: &[i64]| -> i64 {
                    shares
                        .iter()
                        .zip(weights)
                        .map(|(share, weight)| (share * sum - total * weight).pow(2))
                        .sum()
                };
                let nearest = all_ways(total, weights.len())
                    .iter()
                    .map(|shares| distance(shares))
                    .min()
                    .expect("some way");
                let exact_weights = weights.map(|weight| exact(weight, 3));
                let by_weight: Vec<i64> = share_by_weight(Fen(total), &exact_weights)
                    .iter()
                    .map(|share| share.0)
                    .collect();
                let by_amount: Vec<i64> = share_by_amount(Fen(total), &weights.map(Fen))
                    .iter()
                    .map(|share| share.0)
                    .collect();
                assert_eq!(by_weight.iter().sum::<i64>(), total);
                assert_eq!(
                    (distance(&by_weight), &by_weight),
                    (nearest, &by_amount),
                    "{total} by {weights:?}"
                );
            }
        }
    }

    #[test]
    fn exact_amounts_are_told_without_loss() {
        assert_eq!(in_words(&exact(4_999_999_998, 100)), "499,999.9998 元");
        assert_eq!(in_words(&exact(600, 4)), "1.50 元");
        assert_eq!(in_words(&exact(1000, 3)), "3.33 元又 1/3 分");
    }
}
