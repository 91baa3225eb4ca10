use super::*;

#[test]
fn a_panic_while_writing_costs_what_was_not_committed_and_whoever_sent_it_is_told_once() {
    let index = SearchIndex::in_memory().expect("memory");
    let gone = || {
        vec![Change::Remove(domain::Id::from_uuid(
            uuid::Uuid::from_u128(1),
        ))]
    };
    index.apply(gone(), 1).expect("applied");
    index.add(gone()).expect("taken in");
    let panicked = std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let _alone = index.writer();
            panic!("on purpose");
        });
        writing.join().is_err()
    });
    assert!(panicked);
    assert!(
        matches!(index.commit(2), Err(IndexError::WriterStopped)),
        "it would be a commit without what was taken in"
    );
    index.add(gone()).expect("taken in");
    index.commit(2).expect("committed");
    assert_eq!(index.cursor(), 2);
}
