//! Compound files (the container of `.xls`): takes the workbook's stream out of a container that nobody vouches for, and
//! puts it into a fresh one. The workbook library follows chains of sectors wherever they lead; so it only ever sees a
//! container that was written here. ([MS-CFB] describes the format.)

use crate::error::FileError;

const FREE: u32 = 0xffff_ffff;
const END_OF_CHAIN: u32 = 0xffff_fffe;
const FAT_SECTOR: u32 = 0xffff_fffd;
/// Streams below this size live in sectors of 64 bytes.
const MINI_BELOW: usize = 4096;

/// Takes the stream `Workbook` (or `Book`, before 1997) out of a compound file.
///
/// # Errors
/// When the file is encrypted, no workbook or damaged.
pub(crate) fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, FileError> {
    let container = Container::open(bytes)?;
    if container.entry("EncryptedPackage").is_some() {
        return Err(FileError::Encrypted);
    }
    if container.entry("WordDocument").is_some() {
        return Err(FileError::Format(
            "这是 Word 97-2003 或 WPS 文字（.wps）文档",
        ));
    }
    if container.entry("PowerPoint Document").is_some() {
        return Err(FileError::Format(
            "这是 PowerPoint 97-2003 或 WPS 演示（.dps）文档",
        ));
    }
    let entry = container
        .entry("Workbook")
        .or_else(|| container.entry("Book"))
        .ok_or(FileError::Format("文件里没有 Excel 工作簿"))?;
    container.stream(entry)
}

struct Container<'a> {
    bytes: &'a [u8],
    sector_size: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    size: usize,
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, FileError> {
        let sector_size = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return Err(damaged("扇区大小")),
        };
        let mut container = Self {
            bytes,
            sector_size,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        container.fat = container.read_fat()?;
        let directory = container.chain(u32_at(bytes, 48)?, usize::MAX)?;
        container.entries = directory
            .chunks_exact(128)
            .map(entry)
            .collect::<Result<_, _>>()?;
        container.mini_fat = container
            .chain(u32_at(bytes, 60)?, usize::MAX)?
            .chunks_exact(4)
            .map(|four| u32_at(four, 0))
            .collect::<Result<_, _>>()?;
        // The root entry holds the small sectors.
        if let Some(root) = container.entries.first() {
            container.mini_stream = container.chain(root.start, root.size)?;
        }
        Ok(container)
    }

    /// The table that says of each sector which one follows it.
    fn read_fat(&self) -> Result<Vec<u32>, FileError> {
        let sectors = self.bytes.len() / self.sector_size + 1;
        let mut places: Vec<u32> = (0..109)
            .map(|at| u32_at(self.bytes, 76 + at * 4))
            .collect::<Result<_, _>>()?;
        let mut next = u32_at(self.bytes, 68)?;
        for _ in 0..sectors {
            if next >= FAT_SECTOR {
                break;
            }
            let more = self.sector(next)?;
            let (last, table) = more
                .split_last_chunk::<4>()
                .map(|(table, last)| (last, table))
                .ok_or_else(|| damaged("扇区表"))?;
            for four in table.chunks_exact(4) {
                places.push(u32_at(four, 0)?);
            }
            next = u32::from_le_bytes(*last);
        }
        places.retain(|place| *place < FAT_SECTOR);
        if places.len() > sectors {
            return Err(damaged("扇区表"));
        }
        let mut fat = Vec::new();
        for place in places {
            for four in self.sector(place)?.chunks_exact(4) {
                fat.push(u32_at(four, 0)?);
            }
        }
        Ok(fat)
    }

    /// A sector; the last one of a file may be short.
    fn sector(&self, number: u32) -> Result<&'a [u8], FileError> {
        let start = (number as usize)
            .checked_add(1)
            .and_then(|n| n.checked_mul(self.sector_size))
            .ok_or_else(|| damaged("扇区"))?;
        let end = start.saturating_add(self.sector_size).min(self.bytes.len());
        self.bytes.get(start..end).ok_or_else(|| damaged("扇区"))
    }

    /// The sectors of a chain, cut to `size`. A chain that is longer than the file runs in a circle.
    fn chain(&self, start: u32, size: usize) -> Result<Vec<u8>, FileError> {
        let mut data = Vec::new();
        let mut next = start;
        while next < FAT_SECTOR && data.len() < size {
            data.extend_from_slice(self.sector(next)?);
            if data.len() > self.bytes.len() {
                return Err(damaged("扇区链"));
            }
            next = *self
                .fat
                .get(next as usize)
                .ok_or_else(|| damaged("扇区链"))?;
        }
        data.truncate(size);
        Ok(data)
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    fn stream(&self, entry: &Entry) -> Result<Vec<u8>, FileError> {
        if entry.size >= MINI_BELOW {
            return self.chain(entry.start, entry.size);
        }
        let mut data = Vec::new();
        let mut next = entry.start;
        while next < FAT_SECTOR && data.len() < entry.size {
            let start = next as usize * 64;
            data.extend_from_slice(
                self.mini_stream
                    .get(start..start + 64)
                    .ok_or_else(|| damaged("小扇区"))?,
            );
            next = *self
                .mini_fat
                .get(next as usize)
                .ok_or_else(|| damaged("小扇区链"))?;
        }
        data.truncate(entry.size);
        Ok(data)
    }
}

fn entry(bytes: &[u8]) -> Result<Entry, FileError> {
    let units: Vec<u16> = bytes[..64]
        .chunks_exact(2)
        .map(|two| u16::from_le_bytes([two[0], two[1]]))
        .take_while(|unit| *unit != 0)
        .collect();
    Ok(Entry {
        name: String::from_utf16_lossy(&units),
        start: u32_at(bytes, 116)?,
        size: u32_at(bytes, 120)? as usize,
    })
}

/// A compound file that holds one stream, `Workbook`.
pub(crate) fn wrap(mut stream: Vec<u8>) -> Vec<u8> {
    const SECTOR: usize = 4096;
    const PER_SECTOR: usize = SECTOR / 4;
    // Zeros behind the last record end the stream for every reader; they keep it out of the small sectors.
    stream.resize(stream.len().max(MINI_BELOW).next_multiple_of(SECTOR), 0);
    let data_sectors = stream.len() / SECTOR;
    let mut fat_sectors = 1;
    while fat_sectors * PER_SECTOR < data_sectors + 1 + fat_sectors {
        fat_sectors += 1;
    }
    // Sectors in their order: the tables, the directory, the stream.
    let mut fat: Vec<u32> = vec![FAT_SECTOR; fat_sectors];
    fat.push(END_OF_CHAIN);
    let first = fat.len();
    fat.extend((1..data_sectors).map(|n| number(first + n)));
    fat.push(END_OF_CHAIN);
    fat.resize(fat_sectors * PER_SECTOR, FREE);

    let mut file = vec![0; SECTOR];
    file[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    for (at, value) in [(24, 0x3e), (26, 4), (28, 0xfffe), (30, 12), (32, 6)] {
        file[at..at + 2].copy_from_slice(&u16::to_le_bytes(value));
    }
    for (at, value) in [
        (40, 1),
        (44, number(fat_sectors)),
        (48, number(fat_sectors)),
        (56, 4096),
        (60, END_OF_CHAIN),
        (68, END_OF_CHAIN),
    ] {
        file[at..at + 4].copy_from_slice(&u32::to_le_bytes(value));
    }
    for at in 0..109 {
        let place = if at < fat_sectors { number(at) } else { FREE };
        file[76 + at * 4..80 + at * 4].copy_from_slice(&place.to_le_bytes());
    }
    file.extend(fat.iter().flat_map(|entry| entry.to_le_bytes()));
    file.extend(directory_entry("Root Entry", 5, 0, 0));
    file.extend(directory_entry(
        "Workbook",
        2,
        number(first),
        stream.len() as u64,
    ));
    file.resize((1 + fat_sectors + 1) * SECTOR, 0);
    file.extend(stream);
    file
}

fn directory_entry(name: &str, kind: u8, start: u32, size: u64) -> [u8; 128] {
    let mut entry = [0; 128];
    for (at, unit) in name.encode_utf16().enumerate() {
        entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
    }
    entry[64] = u8::try_from(name.len() * 2 + 2).unwrap_or(0);
    entry[66] = kind;
    entry[68..80].fill(0xff);
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..128].copy_from_slice(&size.to_le_bytes());
    entry
}

/// Sector numbers fit: files are at most `limits::FILE_BYTES` long.
fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(END_OF_CHAIN)
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Result<u16, FileError> {
    bytes
        .get(at..)
        .and_then(<[u8]>::first_chunk)
        .map(|two| u16::from_le_bytes(*two))
        .ok_or_else(|| damaged("文件过短"))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Result<u32, FileError> {
    bytes
        .get(at..)
        .and_then(<[u8]>::first_chunk)
        .map(|four| u32::from_le_bytes(*four))
        .ok_or_else(|| damaged("文件过短"))
}

fn damaged(what: &str) -> FileError {
    FileError::Broken(what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrapped_is_found_again_at_every_size() {
        for size in [0, 10, 4096, 4097, 5_000_000] {
            let stream: Vec<u8> = (0..size)
                .map(|n: usize| u8::try_from(n % 251).unwrap_or(0))
                .collect();
            let found = workbook_stream(&wrap(stream.clone())).expect("a container");
            assert!(
                found.starts_with(&stream) && found[size..].iter().all(|b| *b == 0),
                "{size}"
            );
        }
    }

    #[test]
    fn a_chain_that_runs_in_a_circle_is_broken() {
        let mut file = wrap(vec![1; 20_000]);
        // Sector 3 follows sector 2; now it follows itself.
        file[4096 + 3 * 4..4096 + 4 * 4].copy_from_slice(&3_u32.to_le_bytes());
        let size_at = 2 * 4096 + 128 + 120;
        file[size_at..size_at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(matches!(workbook_stream(&file), Err(FileError::Broken(_))));
    }
}
