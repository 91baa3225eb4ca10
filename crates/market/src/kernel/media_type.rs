//! The type of a file by its content: documents and pictures that offices send each other. Its name is not asked.

use std::io::{Read, Seek};

use zip::ZipArchive;

const ZIP: &str = "application/zip";
const COMPOUND: &str = "application/x-ole-storage";

/// A part that only documents of a type have, and the type: they are all zip archives.
const DOCUMENTS: [(&str, &str); 4] = [
    (
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (
        "ppt/presentation.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    // GB/T 33190-2016, clause 7.
    ("OFD.xml", "application/ofd"),
];

/// The type of a file by its first bytes, and by the rest of it where those say only that it is a container; nothing when
/// such files are not accepted. Blocks.
///
/// # Errors
/// When the rest cannot be read.
pub(crate) fn of<S: Read + Seek>(
    head: &[u8],
    open: impl FnOnce() -> std::io::Result<S>,
) -> std::io::Result<Option<&'static str>> {
    if head.starts_with(b"PK\x03\x04") {
        // A document whose packing list is damaged is still an archive that someone may want to mend.
        return Ok(Some(packed(open()?).unwrap_or(ZIP)));
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        let mut whole = Vec::new();
        open()?.read_to_end(&mut whole)?;
        return Ok(Some(
            infer::get(&whole).map_or(COMPOUND, |kind| kind.mime_type()),
        ));
    }
    Ok(plain(head))
}

/// The type of what is no container.
fn plain(bytes: &[u8]) -> Option<&'static str> {
    match infer::get(bytes)?.mime_type() {
        "text/xml" => Some("application/xml"),
        // Anything that says so somewhere in its first kilobyte is a PDF to the library; not to us.
        accepted @ "application/pdf" => bytes.starts_with(b"%PDF-").then_some(accepted),
        accepted @ ("image/png" | "image/jpeg") => Some(accepted),
        _ => None,
    }
}

/// By the list of what is packed; nothing is unpacked.
fn packed(whole: impl Read + Seek) -> Option<&'static str> {
    let archive = ZipArchive::new(whole).ok()?;
    DOCUMENTS
        .into_iter()
        .find(|(part, _)| archive.index_for_name(part).is_some())
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn of(bytes: &[u8]) -> Option<&'static str> {
        super::of(bytes, || Ok(Cursor::new(bytes))).expect("read")
    }

    fn archive(parts: &[&str]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for part in parts {
            archive
                .start_file(*part, SimpleFileOptions::default())
                .expect("a part");
            archive.write_all(b"<x/>").expect("written");
        }
        archive.finish().expect("an archive").into_inner()
    }

    #[test]
    fn an_office_document_is_none_of_the_archives_it_is_made_of() {
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        // Word begins with the list of types, WPS and others with what they like.
        assert_eq!(
            of(&archive(&[
                "[Content_Types].xml",
                "_rels/.rels",
                "word/document.xml"
            ])),
            Some(word)
        );
        assert_eq!(
            of(&archive(&[
                "docProps/app.xml",
                "customXml/a.xml",
                "b.xml",
                "c.xml",
                "word/document.xml"
            ])),
            Some(word)
        );
        assert_eq!(
            of(&archive(&["[Content_Types].xml", "xl/workbook.xml"])),
            Some("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        );
        assert_eq!(
            of(&archive(&["OFD.xml", "Doc_0/Document.xml"])),
            Some("application/ofd")
        );
        assert_eq!(
            of(&archive(&["Doc_0/Document.xml", "OFD.xml"])),
            Some("application/ofd")
        );
        assert_eq!(of(&archive(&["说明.txt"])), Some(ZIP));
        assert_eq!(of(b"PK\x03\x04 cut short"), Some(ZIP));
    }

    #[test]
    fn other_documents_and_pictures_have_their_types_and_programs_none() {
        assert_eq!(of(b"%PDF-1.7\n"), Some("application/pdf"));
        assert_eq!(of(b"\x89PNG\r\n\x1a\n"), Some("image/png"));
        assert_eq!(of(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(
            of(b"<?xml version=\"1.0\"?><Invoice/>"),
            Some("application/xml")
        );
        assert_eq!(
            of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut short"),
            Some(COMPOUND)
        );
        let program = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".repeat(4);
        for refused in [
            &program[..],
            &[&program[..], b"%PDF-1.7"].concat(),
            b"<html>%PDF-1.7",
            b"<html>",
            b"GIF89a",
            b"text",
            b"",
            b"PK\x05\x06",
        ] {
            assert_eq!(of(refused), None, "{refused:?}");
        }
    }
}
