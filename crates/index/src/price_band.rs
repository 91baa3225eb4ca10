//! Bands of prices, as a facet counts them and the columns keep them.

/// Upper ends of the price bands, in fen, by the least a buyer would pay.
pub(crate) const PRICE_UP_TO: [(i64, &str); 4] = [
    (10_000_000, "10万元及以下"),
    (50_000_000, "10万至50万元"),
    (100_000_000, "50万至100万元"),
    (500_000_000, "100万至500万元"),
];
/// Value and label above the last band.
pub(crate) const OVER: (&str, &str) = ("over", "500万元以上");
/// Value and label without a price.
pub(crate) const NEGOTIABLE: (&str, &str) = ("negotiable", "面议");

/// The place of a price in the bands, by the least a buyer would pay, in fen.
pub(crate) fn price_band(least_fen: Option<i64>) -> u8 {
    let place = match least_fen {
        None => PRICE_UP_TO.len() + 1,
        Some(fen) => PRICE_UP_TO
            .iter()
            .position(|(up_to, _)| fen <= *up_to)
            .unwrap_or(PRICE_UP_TO.len()),
    };
    u8::try_from(place).unwrap_or(u8::MAX)
}
