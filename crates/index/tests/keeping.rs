//! How the index keeps in step with the log.

mod shelf;

use index::{Change, IndexError, Query, SearchIndex};
use shelf::{NOW, battery, document, found, id, put};

fn open(directory: &std::path::Path) -> SearchIndex {
    let opened = SearchIndex::open(directory).expect("it opens");
    assert_eq!(opened.emptied, None);
    opened.index
}

#[test]
fn applying_twice_is_applying_once() {
    let index = SearchIndex::in_memory().expect("memory");
    for cursor in [5, 5, 6] {
        index
            .apply(
                vec![
                    put(battery(1)),
                    put(battery(1)),
                    put(document(2, "小麦", "")),
                ],
                cursor,
            )
            .expect("applied");
        index
            .apply(vec![Change::Remove(id(2)), Change::Remove(id(2))], cursor)
            .expect("applied");
    }
    assert_eq!((index.documents(), index.cursor()), (1, 6));
    assert_eq!(found(&index, "电池"), [id(1)]);
}

#[test]
fn a_replaced_document_is_found_by_its_new_text_only() {
    let index = SearchIndex::in_memory().expect("memory");
    index
        .apply(vec![put(document(1, "小麦育种", ""))], 1)
        .expect("applied");
    index
        .apply(vec![put(document(1, "玉米播种", ""))], 2)
        .expect("applied");
    assert_eq!(
        (found(&index, "小麦").len(), found(&index, "玉米").len()),
        (0, 1)
    );
}

#[test]
fn a_document_stays_one_however_often_it_is_replaced_before_it_is_committed_and_while_the_index_is_tidied()
 {
    let directory = tempfile::tempdir().expect("a directory");
    let index = open(directory.path());
    for (number, cursor) in (1..=4).zip(1..) {
        index
            .apply(vec![put(document(number, "小麦育种", ""))], cursor)
            .expect("applied");
    }
    index
        .add(vec![
            put(document(1, "玉米播种", "")),
            put(document(9, "玉米播种", "")),
        ])
        .expect("taken in");
    assert!(index.tidy().expect("tidied"));
    index
        .add(vec![
            put(document(1, "大豆播种", "")),
            put(document(9, "大豆播种", "")),
        ])
        .expect("taken in");
    assert_eq!(
        found(&index, "小麦").len(),
        4,
        "nothing is seen before it is committed"
    );
    index.commit(5).expect("committed");
    assert_eq!(
        ["小麦", "玉米", "大豆"].map(|word| found(&index, word).len()),
        [3, 0, 2]
    );
    while index.tidy().expect("tidied") {}
    assert_eq!(
        (index.segments(), index.documents(), index.cursor()),
        (1, 5, 5)
    );
    assert_eq!(
        ["小麦", "玉米", "大豆"].map(|word| found(&index, word).len()),
        [3, 0, 2]
    );
}

#[test]
fn the_cursor_is_committed_with_the_documents_and_survives() {
    let directory = tempfile::tempdir().expect("a directory");
    let first = open(directory.path());
    assert_eq!(first.cursor(), 0);
    first.apply(vec![put(battery(1))], 41).expect("applied");
    // An empty step moves the cursor too.
    first.apply(Vec::new(), 42).expect("applied");
    drop(first);
    let second = open(directory.path());
    assert_eq!((second.cursor(), second.documents()), (42, 1));
    assert_eq!(
        second.damaged_files().expect("readable"),
        Vec::<String>::new()
    );
}

#[test]
fn what_was_not_committed_before_a_kill_is_applied_again() {
    let directory = tempfile::tempdir().expect("a directory");
    let first = open(directory.path());
    first.apply(vec![put(battery(1))], 1).expect("applied");
    first
        .add(vec![put(document(2, "小麦", "")), Change::Remove(id(1))])
        .expect("taken in");
    drop(first);
    let second = open(directory.path());
    assert_eq!((second.cursor(), second.documents()), (1, 1));
    second
        .apply(vec![put(document(2, "小麦", "")), Change::Remove(id(1))], 3)
        .expect("applied");
    assert_eq!(
        (found(&second, "小麦"), found(&second, "电池").len()),
        (vec![id(2)], 0)
    );
}

#[test]
fn many_documents_are_taken_in_and_committed_at_once() {
    let index = SearchIndex::in_memory().expect("memory");
    for chunk in 0..10_u128 {
        index
            .add(
                (0..100)
                    .map(|n| put(document(chunk * 100 + n, "电池材料", "正极")))
                    .collect(),
            )
            .expect("taken in");
    }
    assert_eq!(index.documents(), 0);
    index.commit(77).expect("committed");
    assert_eq!((index.documents(), index.cursor()), (1000, 77));
    index.clear().expect("cleared");
    assert_eq!((index.documents(), index.cursor()), (0, 0));
}

#[test]
fn a_writer_that_failed_and_could_not_be_rolled_back_is_opened_anew() {
    let parent = tempfile::tempdir().expect("a directory");
    let (there, away) = (parent.path().join("index"), parent.path().join("away"));
    let index = open(&there);
    index.apply(vec![put(battery(1))], 1).expect("applied");
    for round in 2..5 {
        // Without its directory neither the commit nor the rollback can write a file.
        std::fs::rename(&there, &away).expect("renamed");
        assert!(
            index
                .apply(vec![put(document(2, "小麦", ""))], round)
                .is_err()
        );
        assert!(
            index
                .apply(vec![put(document(2, "小麦", ""))], round)
                .is_err()
        );
        assert!(
            index
                .add(vec![put(document(3, "玉米", ""))])
                .and_then(|()| index.commit(round))
                .is_err()
        );
        assert_eq!(found(&index, "电池"), [id(1)], "searches go on");
        std::fs::rename(&away, &there).expect("renamed");
        index
            .apply(vec![put(document(2, "小麦", ""))], round)
            .expect("applied");
        assert_eq!(
            (index.documents(), index.cursor()),
            (2, round),
            "nothing twice, nothing that was refused"
        );
    }
    drop(index);
    let again = open(&there);
    assert_eq!(
        (again.documents(), again.cursor(), found(&again, "小麦")),
        (2, 4, vec![id(2)])
    );
}

#[test]
fn one_process_writes() {
    let directory = tempfile::tempdir().expect("a directory");
    let _first = open(directory.path());
    assert!(matches!(
        SearchIndex::open(directory.path()),
        Err(IndexError::InUse)
    ));
}

#[test]
fn a_damaged_index_is_emptied_and_says_so() {
    for damage in ["meta.json", ".store", ".term", ".fast"] {
        let directory = tempfile::tempdir().expect("a directory");
        let first = open(directory.path());
        first.apply(vec![put(battery(1))], 9).expect("applied");
        drop(first);
        let mut damaged = 0;
        for entry in std::fs::read_dir(directory.path()).expect("readable") {
            let path = entry.expect("readable").path();
            if path.to_string_lossy().ends_with(damage) {
                let mut bytes = std::fs::read(&path).expect("readable");
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0x55;
                std::fs::write(&path, bytes).expect("writable");
                damaged += 1;
            }
        }
        assert!(damaged > 0, "{damage}");
        let opened = SearchIndex::open(directory.path()).expect("it opens");
        assert!(opened.emptied.is_some(), "{damage}");
        assert_eq!((opened.index.cursor(), opened.index.documents()), (0, 0));
        opened
            .index
            .apply(vec![put(battery(1))], 9)
            .expect("applied");
        assert_eq!(found(&opened.index, "电池"), [id(1)]);
    }
}

#[test]
fn an_index_of_another_version_is_emptied_and_says_so() {
    for of in ["schema", "analyser", "words", "meanings"] {
        let directory = tempfile::tempdir().expect("a directory");
        drop(open(directory.path()));
        let meta = directory.path().join("meta.json");
        let text = std::fs::read_to_string(&meta).expect("readable");
        let other = format!("{of} 0.");
        std::fs::write(&meta, text.replace(&format!("{of} "), &other)).expect("writable");
        let opened = SearchIndex::open(directory.path()).expect("it opens");
        assert!(opened.emptied.expect("a reason").contains(&other));
    }
}

#[test]
fn searches_go_on_while_changes_are_applied() {
    let index = SearchIndex::in_memory().expect("memory");
    index.apply(vec![put(battery(1))], 1).expect("applied");
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for cursor in 2..30 {
                let n = u128::try_from(cursor).expect("positive");
                index.apply(vec![put(battery(n))], cursor).expect("applied");
            }
        });
        while !writing.is_finished() {
            let page = index.search(&Query::new("电池", NOW)).expect("an answer");
            assert!(page.total >= 1);
        }
    });
    assert_eq!(index.documents(), 29);
}
