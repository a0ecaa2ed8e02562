//! A double array: which of many keys begin a text, in one step a byte.
//!
//! The layout is that of darts-clone, which SentencePiece stores its normalisation map in.

/// Units of four bytes, read in place.
#[derive(Clone, Copy)]
pub struct DoubleArray<'m>(&'m [[u8; 4]]);

impl<'m> DoubleArray<'m> {
    pub fn new(bytes: &'m [u8]) -> Self {
        Self(bytes.as_chunks().0)
    }

    /// Length and value of every key that `text` begins with, the shortest first.
    pub fn prefixes(self, text: &[u8]) -> impl Iterator<Item = (usize, u32)> {
        let mut at = self.unit(0).map_or(0, offset);
        let mut bytes = text.iter().enumerate();
        std::iter::from_fn(move || {
            for (read, byte) in bytes.by_ref() {
                at ^= usize::from(*byte);
                // No key holds a zero byte, whose label would be that of units that are not in use.
                let unit = self.unit(at).filter(|unit| *byte != 0 && unit & 0x8000_00FF == u32::from(*byte))?;
                at ^= offset(unit);
                if unit & 0x100 != 0 {
                    return self.unit(at).map(|leaf| (read + 1, leaf & 0x7FFF_FFFF));
                }
            }
            None
        })
    }

    fn unit(self, at: usize) -> Option<u32> {
        self.0.get(at).map(|bytes| u32::from_le_bytes(*bytes))
    }
}

fn offset(unit: u32) -> usize {
    ((unit >> 10) << ((unit & 0x200) >> 6)) as usize
}
