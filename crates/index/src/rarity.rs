//! How rare a word is among documents.

/// BM25's inverse document frequency.
#[expect(
    clippy::cast_precision_loss,
    reason = "a logarithm of counts needs no more than seven digits"
)]
pub(crate) fn rarity(frequency: u64, documents: u64) -> f32 {
    let (frequency, documents) = (frequency as f32, documents.max(frequency) as f32);
    (1.0 + (documents - frequency + 0.5) / (frequency + 0.5)).ln()
}
