//! Where directions begin: words that stand near each other are counted (nearer ones more), made into positive pointwise
//! mutual information, and the matrix is cut down to its strongest dimensions by randomised subspace iteration.

use std::collections::HashMap;

use nalgebra::DMatrix;

use super::{DIMENSIONS, Text};

/// Words so far apart are near each other.
const WINDOW: usize = 8;
/// Frequent neighbours count less than in proportion.
const SMOOTHING: f64 = 0.75;
/// How much the strongest dimensions weigh more than the weaker ones.
const STRENGTH: f64 = 0.25;
/// Dimensions more than wanted, and rounds of iteration: for exactness.
const SPARE: usize = 16;
const ROUNDS: usize = 8;

/// A direction of length one for each word.
pub(super) fn directions(texts: &[Text], words: &[String]) -> Vec<Vec<f64>> {
    let matrix = information(&neighbours(texts, words));
    eprintln!("{} pairs", matrix.iter().map(Vec::len).sum::<usize>());
    strongest(&matrix)
}

/// How much each word stands near each other one: rows of (word, weight), symmetric.
fn neighbours(texts: &[Text], words: &[String]) -> Vec<HashMap<u32, f32>> {
    let places: HashMap<&str, u32> = words
        .iter()
        .zip(0..)
        .map(|(word, at)| (word.as_str(), at))
        .collect();
    let mut near: Vec<HashMap<u32, f32>> = vec![HashMap::new(); words.len()];
    for text in texts {
        let known: Vec<Option<u32>> = text
            .words
            .iter()
            .map(|word| places.get(word.as_str()).copied())
            .collect();
        for (at, one) in known.iter().enumerate() {
            for (distance, other) in (1_u8..).zip(known[at + 1..].iter().take(WINDOW)) {
                if let (Some(one), Some(other)) = (*one, *other)
                    && one != other
                {
                    let weight = 1.0 / f32::from(distance).sqrt();
                    *near[one as usize].entry(other).or_default() += weight;
                    *near[other as usize].entry(one).or_default() += weight;
                }
            }
        }
    }
    near
}

/// Positive pointwise mutual information of the pairs that stand together more than by accident.
fn information(near: &[HashMap<u32, f32>]) -> Vec<Vec<(u32, f64)>> {
    // Sums in the order of words: a map has no order, and sums of rounded numbers depend on theirs.
    let rows: Vec<Vec<(u32, f64)>> = near
        .iter()
        .map(|row| {
            let mut row: Vec<(u32, f64)> = row
                .iter()
                .filter(|(_, weight)| **weight >= 1.0)
                .map(|(at, weight)| (*at, f64::from(*weight)))
                .collect();
            row.sort_unstable_by_key(|(at, _)| *at);
            row
        })
        .collect();
    let sums: Vec<f64> = rows
        .iter()
        .map(|row| row.iter().map(|(_, weight)| weight).sum())
        .collect();
    let all: f64 = sums.iter().map(|sum| sum.powf(SMOOTHING)).sum();
    let chance: Vec<f64> = sums.iter().map(|sum| sum.powf(SMOOTHING) / all).collect();
    let told = |(row, sum): (Vec<(u32, f64)>, f64)| {
        let pairs = row
            .into_iter()
            .map(|(at, weight)| (at, (weight / (sum * chance[at as usize])).ln()));
        pairs
            .filter(|(_, information)| *information > 0.0)
            .collect()
    };
    rows.into_iter()
        .zip(sums.iter().copied())
        .map(told)
        .collect()
}

/// A direction for each word: the strongest dimensions of the matrix, centred and of length one.
fn strongest(matrix: &[Vec<(u32, f64)>]) -> Vec<Vec<f64>> {
    let (size, wide) = (matrix.len(), DIMENSIONS + SPARE);
    let mut dice = fastrand::Rng::with_seed(1);
    let mut space = DMatrix::from_fn(size, wide, |_, _| dice.f64() - 0.5);
    for round in 0..ROUNDS {
        space = times(matrix, &space).qr().q();
        eprintln!("round {} of {ROUNDS}", round + 1);
    }
    let small = space.transpose() * times(matrix, &space);
    let eigen = ((&small + small.transpose()) * 0.5).symmetric_eigen();
    let mut order: Vec<usize> = (0..wide).collect();
    order.sort_by(|a, b| {
        eigen.eigenvalues[*b]
            .abs()
            .total_cmp(&eigen.eigenvalues[*a].abs())
    });
    let turned = space * &eigen.eigenvectors;
    let mut directions: Vec<Vec<f64>> = (0..size)
        .map(|word| {
            order
                .iter()
                .take(DIMENSIONS)
                .map(|at| turned[(word, *at)] * eigen.eigenvalues[*at].abs().powf(STRENGTH))
                .collect()
        })
        .collect();
    directions
        .iter_mut()
        .for_each(|direction| to_length_one(direction));
    let mut mean = vec![0.0; DIMENSIONS];
    for direction in &directions {
        for (sum, value) in mean.iter_mut().zip(direction) {
            *sum += value / f64::from(u32::try_from(size).unwrap_or(u32::MAX));
        }
    }
    for direction in &mut directions {
        direction
            .iter_mut()
            .zip(&mean)
            .for_each(|(value, mean)| *value -= mean);
        to_length_one(direction);
    }
    directions
}

fn times(matrix: &[Vec<(u32, f64)>], space: &DMatrix<f64>) -> DMatrix<f64> {
    // Rows side by side in memory: a sparse row asks for many of them.
    let rows = space.transpose();
    let mut out = DMatrix::zeros(space.ncols(), space.nrows());
    for (at, row) in matrix.iter().enumerate() {
        let mut sum = out.column_mut(at);
        for (other, value) in row {
            sum.axpy(*value, &rows.column(*other as usize), 1.0);
        }
    }
    out.transpose()
}

fn to_length_one(direction: &mut [f64]) {
    let length = direction
        .iter()
        .map(|value| value * value)
        .sum::<f64>()
        .sqrt()
        .max(f64::MIN_POSITIVE);
    direction.iter_mut().for_each(|value| *value /= length);
}
