//! How directions and lengths are learnt: a few words taken out of a text must point where the rest of it points, among
//! those taken out of two thousand texts. A word that says little about its text becomes short, one that tells much long.
//!
//! Words that are too rare for a direction of their own are learnt by their characters, and so are some of the others
//! each time, so that characters learn from all words.

use std::collections::{BTreeSet, HashMap};

use index::analysis::{is_function_word, is_han};
use nalgebra::DMatrix;

use super::{DIMENSIONS, Meanings, Outcome, Text};

/// So many texts are told from each other at a time, and so often each.
const BATCH: usize = 2048;
const ROUNDS: usize = 8;
/// How sharply they are told apart: differences of so much count.
const SHARPNESS: f32 = 0.1;
/// How many words are taken out of a text, and how many of the rest are looked at on each side.
const TAKEN: std::ops::RangeInclusive<usize> = 3..=10;
const REST: usize = 100;
/// A text of fewer words has no rest to speak of.
const SHORTEST: usize = 12;
/// So many of the known words are given by their characters.
const SPELLED: f32 = 0.15;
/// A word that is this share of all words begins half as long as a rare one.
const FREQUENT: f64 = 0.001;
/// The first step; the last is zero. Then how much of the last steps goes into the next, and into its measure.
const STEP: f32 = 0.003;
const MOMENTUM: f32 = 0.9;
const MEMORY: f32 = 0.99;
/// What is as short as this points nowhere, and moves nothing.
const NO_LENGTH: f32 = 1e-6;
const NO_MOVE: f32 = 1e-7;

/// A word as it is learnt.
struct Form {
    /// Its own column.
    own: Option<usize>,
    /// Those of its characters; none for what is not written in several known ones.
    characters: Vec<usize>,
}

/// Columns with how much each counts.
type Bag = Vec<(usize, f32)>;

/// Learns from texts, beginning with directions of the words.
///
/// # Errors
/// When the texts are too few to be told apart.
pub(super) fn learn(
    texts: &[Text],
    words: Vec<String>,
    directions: &[Vec<f64>],
) -> Outcome<Meanings> {
    let characters: BTreeSet<char> = words
        .iter()
        .filter(|word| is_spelled(word))
        .flat_map(|word| word.chars())
        .collect();
    let characters: Vec<char> = characters.into_iter().collect();
    let (forms, texts_read) = read(texts, &words, &characters);
    let mut columns = beginning(&forms, &texts_read, directions, characters.len());
    let work_of = numbered(texts);

    let mut order: Vec<usize> = (0..texts.len())
        .filter(|at| texts_read[*at].len() >= SHORTEST)
        .collect();
    if order.len() < BATCH {
        return Err(format!(
            "{} texts of {SHORTEST} and more words; at least {BATCH} are needed",
            order.len()
        )
        .into());
    }
    let mut chance = fastrand::Rng::with_seed(1);
    let mut steps = Steps::new(&columns, ROUNDS * (order.len() / BATCH));
    for round in 1..=ROUNDS {
        chance.shuffle(&mut order);
        let mut missed = Vec::new();
        for batch in order.chunks_exact(BATCH) {
            let (rests, takens): (Vec<Bag>, Vec<Bag>) = batch
                .iter()
                .map(|at| taken_apart(&forms, &texts_read[*at], &mut chance))
                .unzip();
            let works: Vec<usize> = batch.iter().map(|at| work_of[*at]).collect();
            let (gradient, loss) = told_apart(&columns, &rests, &takens, &works);
            steps.take(&mut columns, &gradient);
            missed.push(loss);
        }
        eprintln!(
            "round {round} of {ROUNDS}: {:.3} bits missed",
            missed.iter().sum::<f32>() / missed.len() as f32 / std::f32::consts::LN_2
        );
    }
    Ok(Meanings {
        words,
        characters,
        columns,
    })
}

/// A number for each text, the same for parts of the same work.
fn numbered<'a>(texts: &'a [Text]) -> Vec<usize> {
    let mut first: HashMap<&str, usize> = HashMap::new();
    let number = |(at, text): (usize, &'a Text)| {
        text.work
            .as_deref()
            .map_or(at, |work| *first.entry(work).or_insert(at))
    };
    texts.iter().enumerate().map(number).collect()
}

/// Whether characters can stand for it.
fn is_spelled(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(is_han)
}

/// Every word that can be learnt, and every text as a list of them; function words are left out.
fn read(texts: &[Text], words: &[String], characters: &[char]) -> (Vec<Form>, Vec<Vec<usize>>) {
    let column_of: HashMap<char, usize> = characters.iter().copied().zip(words.len()..).collect();
    let spelled = |word: &str| -> Vec<usize> {
        let known: Option<Vec<usize>> = word.chars().map(|c| column_of.get(&c).copied()).collect();
        known.filter(|_| is_spelled(word)).unwrap_or_default()
    };
    let mut forms: Vec<Form> = words
        .iter()
        .enumerate()
        .map(|(at, word)| Form {
            own: Some(at),
            characters: spelled(word),
        })
        .collect();
    let mut places: HashMap<&str, Option<usize>> = words
        .iter()
        .zip(0..)
        .map(|(word, at)| (word.as_str(), Some(at)))
        .collect();
    let mut texts_read = Vec::with_capacity(texts.len());
    for text in texts {
        let mut list = Vec::with_capacity(text.words.len());
        for word in text.words.iter().filter(|word| !is_function_word(word)) {
            list.extend(*places.entry(word).or_insert_with(|| {
                let characters = spelled(word);
                (!characters.is_empty()).then(|| {
                    forms.push(Form {
                        own: None,
                        characters,
                    });
                    forms.len() - 1
                })
            }));
        }
        texts_read.push(list);
    }
    (forms, texts_read)
}

/// The columns to begin with: the words where they point, the frequent ones short; characters where their words point.
fn beginning(
    forms: &[Form],
    texts_read: &[Vec<usize>],
    directions: &[Vec<f64>],
    characters: usize,
) -> DMatrix<f32> {
    let mut seen = vec![0_u32; forms.len()];
    for at in texts_read.iter().flatten() {
        seen[*at] += 1;
    }
    let all = seen.iter().map(|times| f64::from(*times)).sum::<f64>();
    let mut columns = DMatrix::zeros(DIMENSIONS, directions.len() + characters);
    for (at, direction) in directions.iter().enumerate() {
        let length = FREQUENT / (FREQUENT + f64::from(seen[at]) / all);
        let column: Vec<f32> = direction
            .iter()
            .map(|value| (*value * length) as f32)
            .collect();
        columns.column_mut(at).copy_from_slice(&column);
    }
    for (at, form) in forms.iter().take(directions.len()).enumerate() {
        let column = columns.column(at).into_owned();
        for character in BTreeSet::from_iter(&form.characters) {
            columns.column_mut(*character).axpy(1.0, &column, 1.0);
        }
    }
    for character in directions.len()..columns.ncols() {
        let length = columns.column(character).norm().max(f32::MIN_POSITIVE);
        columns.column_mut(character).unscale_mut(length);
    }
    columns
}

/// A text without a few of its words, and these.
fn taken_apart(forms: &[Form], text: &[usize], chance: &mut fastrand::Rng) -> (Bag, Bag) {
    let most = chance.usize(TAKEN).min(text.len() / 2);
    let from = chance.usize(0..=text.len() - most);
    let to = from + most;
    let around = text[from.saturating_sub(REST)..from]
        .iter()
        .chain(text[to..].iter().take(REST));
    let mut rest = bag(forms, around, chance);
    for (_, times) in &mut rest {
        // Again and again the same word tells less.
        if *times > 1.0 {
            *times = 1.0 + times.ln();
        }
    }
    (rest, bag(forms, text[from..to].iter(), chance))
}

/// What these words count for.
fn bag<'a>(
    forms: &[Form],
    words: impl Iterator<Item = &'a usize>,
    chance: &mut fastrand::Rng,
) -> Bag {
    let mut all: Bag = Vec::new();
    for at in words {
        let form = &forms[*at];
        match form.own {
            Some(own) if form.characters.is_empty() || chance.f32() > SPELLED => {
                all.push((own, 1.0))
            }
            _ => all.extend(
                form.characters
                    .iter()
                    .map(|character| (*character, 1.0 / form.characters.len() as f32)),
            ),
        }
    }
    all.sort_by_key(|(column, _)| *column);
    all.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    all
}

/// Where bags point, as columns of length one, and how long they were.
fn pointing(columns: &DMatrix<f32>, bags: &[Bag]) -> (DMatrix<f32>, Vec<f32>) {
    let mut all = DMatrix::zeros(DIMENSIONS, bags.len());
    let mut lengths = Vec::with_capacity(bags.len());
    for (at, bag) in bags.iter().enumerate() {
        let mut sum = all.column_mut(at);
        for (column, times) in bag {
            sum.axpy(*times, &columns.column(*column), 1.0);
        }
        let length = sum.norm().max(NO_LENGTH);
        sum.unscale_mut(length);
        lengths.push(length);
    }
    (all, lengths)
}

/// How the columns would have to change for each rest to point where its own taken words point rather than where those of
/// other works do, and the other way round; and by how much it is missed now, in nats, the mean of both ways.
fn told_apart(
    columns: &DMatrix<f32>,
    rests: &[Bag],
    takens: &[Bag],
    works: &[usize],
) -> (DMatrix<f32>, f32) {
    let size = rests.len();
    let ((rests_point, rest_lengths), (takens_point, taken_lengths)) =
        (pointing(columns, rests), pointing(columns, takens));
    let mut wrong = rests_point.transpose() * &takens_point;
    // The highest possible likeness is one; of the same work nothing is to be told apart.
    for (at, mut column) in wrong.column_iter_mut().enumerate() {
        for (other, value) in column.iter_mut().enumerate() {
            *value = if works[at] == works[other] && at != other {
                0.0
            } else {
                ((*value - 1.0) / SHARPNESS).exp()
            };
        }
    }
    let (of_rests, of_takens) = (wrong.column_sum(), wrong.row_sum());
    let missed = |at: usize| {
        0.5 * (of_rests[at] / wrong[(at, at)]).ln() + 0.5 * (of_takens[at] / wrong[(at, at)]).ln()
    };
    let loss = (0..size).map(missed).sum::<f32>() / size as f32;
    for (at, mut column) in wrong.column_iter_mut().enumerate() {
        for (other, value) in column.iter_mut().enumerate() {
            *value *= 0.5 / of_rests[other] + 0.5 / of_takens[at];
        }
        column[at] -= 1.0;
    }
    let mut gradient = DMatrix::zeros(columns.nrows(), columns.ncols());
    spread(
        &mut gradient,
        &takens_point * wrong.transpose(),
        rests,
        &rests_point,
        &rest_lengths,
    );
    spread(
        &mut gradient,
        &rests_point * wrong,
        takens,
        &takens_point,
        &taken_lengths,
    );
    (gradient, loss)
}

/// Gives the change of where bags point to the columns they are made of.
fn spread(
    gradient: &mut DMatrix<f32>,
    changes: DMatrix<f32>,
    bags: &[Bag],
    pointing: &DMatrix<f32>,
    lengths: &[f32],
) {
    for (at, bag) in bags.iter().enumerate() {
        let (mut change, direction) = (changes.column(at).into_owned(), pointing.column(at));
        // Longer or shorter it would point there all the same.
        let along = change.dot(&direction);
        change.axpy(-along, &direction, 1.0);
        for (column, times) in bag {
            gradient
                .column_mut(*column)
                .axpy(*times / lengths[at], &change, 1.0);
        }
    }
}

/// Steps downhill (Adam, with one measure for each column).
struct Steps {
    momentum: DMatrix<f32>,
    measure: Vec<f32>,
    done: usize,
    all: usize,
}

impl Steps {
    fn new(columns: &DMatrix<f32>, all: usize) -> Self {
        Self {
            momentum: DMatrix::zeros(columns.nrows(), columns.ncols()),
            measure: vec![0.0; columns.ncols()],
            done: 0,
            all,
        }
    }

    fn take(&mut self, columns: &mut DMatrix<f32>, gradient: &DMatrix<f32>) {
        self.done += 1;
        let done = i32::try_from(self.done).unwrap_or(i32::MAX);
        // Momentum and measure begin at nothing and are too small at first.
        let step = STEP * (1.0 - self.done as f32 / self.all as f32) / (1.0 - MOMENTUM.powi(done));
        let measured = 1.0 - MEMORY.powi(done);
        self.momentum.zip_apply(gradient, |kept, new| {
            *kept = MOMENTUM * *kept + (1.0 - MOMENTUM) * new
        });
        for (at, measure) in self.measure.iter_mut().enumerate() {
            *measure = MEMORY * *measure
                + (1.0 - MEMORY) * gradient.column(at).norm_squared() / DIMENSIONS as f32;
            let size = (*measure / measured).sqrt() + NO_MOVE;
            columns
                .column_mut(at)
                .axpy(-step / size, &self.momentum.column(at), 1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(count: usize) -> DMatrix<f32> {
        let mut chance = fastrand::Rng::with_seed(7);
        DMatrix::from_fn(DIMENSIONS, count, |_, _| chance.f32() - 0.5)
    }

    #[test]
    fn the_gradient_is_what_the_loss_loses_for_a_small_step() {
        let (rests, takens) = (
            [
                vec![(0, 1.0), (1, 0.5)],
                vec![(2, 1.7)],
                vec![(1, 1.0), (3, 1.0)],
            ],
            [vec![(3, 1.0)], vec![(4, 1.0), (0, 1.0)], vec![(2, 0.5)]],
        );
        let loss_of = |columns: &DMatrix<f32>| told_apart(columns, &rests, &takens, &[0, 1, 1]).1;
        let before = columns(5);
        let (gradient, _) = told_apart(&before, &rests, &takens, &[0, 1, 1]);
        for column in 0..5 {
            for row in [0, 17, 63] {
                let nudged = |by: f32| {
                    let mut nudged = before.clone();
                    nudged[(row, column)] += by;
                    loss_of(&nudged)
                };
                let slope = (nudged(0.02) - nudged(-0.02)) / 0.04;
                // The loss is a mean over texts and steeper by the sharpness.
                let expected = gradient[(row, column)] / SHARPNESS / 3.0;
                assert!(
                    (slope - expected).abs() < 0.01 + 0.05 * expected.abs(),
                    "{slope} {expected}"
                );
            }
        }
    }

    #[test]
    fn a_bag_counts_a_word_as_often_as_it_stands_and_spells_what_has_no_column() {
        let forms = [
            Form {
                own: Some(0),
                characters: Vec::new(),
            },
            Form {
                own: None,
                characters: vec![5, 6],
            },
        ];
        let counted = bag(&forms, [0, 1, 0].iter(), &mut fastrand::Rng::with_seed(1));
        assert_eq!(counted, [(0, 2.0), (5, 0.5), (6, 0.5)]);
    }
}
