//! Tables in the short way (HTML, sections 13.2.6.4.9 to 13.2.6.4.15). What stands between cells would be moved before the table, and is `None`.

use super::characters::write;
use super::elements::{Element, Kind};
use super::simple::{Open, Writer, is_space};

impl Kind {
    /// Whether it stands in tables only.
    pub fn is_of_tables(self) -> bool {
        matches!(self, Self::Caption | Self::Columns | Self::Column | Self::Section | Self::Row | Self::Cell)
            || self == Self::Table
    }

    /// Whether what is in it cannot end what is around it.
    pub fn bounds_scope(self) -> bool {
        matches!(self, Self::Table | Self::Caption | Self::Cell)
    }
}

const BODY: Element<'static> = Element { name: "tbody", kind: Kind::Section, allowed: true };
const ROW: Element<'static> = Element { name: "tr", kind: Kind::Row, allowed: true };
const COLUMNS: Element<'static> = Element { name: "colgroup", kind: Kind::Columns, allowed: true };

impl<'a> Writer<'a> {
    fn innermost(&self) -> Option<Kind> {
        self.open.last().map(|open| open.element.kind)
    }

    /// Whether this is a place for cells, and for nothing else.
    pub fn is_among_cells(&self) -> bool {
        self.floor > 0 && matches!(self.innermost(), Some(Kind::Table | Kind::Columns | Kind::Section | Kind::Row))
    }

    /// White space between cells.
    pub fn space(&mut self) -> Option<()> {
        let end = memchr::memchr(b'<', self.rest.as_bytes()).unwrap_or(self.rest.len());
        self.rest.as_bytes()[..end].iter().all(|byte| is_space(*byte)).then_some(())?;
        self.rest = write::<false>(&mut self.out, self.rest)?;
        Some(())
    }

    /// Closes what ends where an element begins that stands in tables, and opens what is implied.
    pub fn make_room_in_table(&mut self, element: Element<'a>) -> Option<()> {
        if element.kind == Kind::Raw {
            return Some(());
        }
        if element.kind == Kind::Table {
            return (!self.is_among_cells()).then_some(());
        }
        if !element.kind.is_of_tables() {
            return None;
        }
        // Outside of tables such tags are nothing; nobody writes them by intent.
        let around = self.open.get(self.floor.checked_sub(1)?)?.element.kind;
        if matches!(around, Kind::Cell | Kind::Caption) {
            self.close_to(self.floor - 1);
        }
        loop {
            match (self.innermost()?, element.kind) {
                (Kind::Row, Kind::Cell)
                | (Kind::Section, Kind::Row)
                | (Kind::Columns, Kind::Column)
                | (Kind::Table, Kind::Caption | Kind::Columns | Kind::Section) => return Some(()),
                (Kind::Section, Kind::Cell) => self.imply(ROW)?,
                (Kind::Table, Kind::Cell | Kind::Row) => self.imply(BODY)?,
                (Kind::Table, Kind::Column) => self.imply(COLUMNS)?,
                (Kind::Row | Kind::Section | Kind::Columns, _) => self.close_to(self.open.len() - 1),
                _ => return None,
            }
        }
    }

    fn imply(&mut self, element: Element<'static>) -> Option<()> {
        self.out.push('<');
        self.out.push_str(element.name);
        self.out.push('>');
        self.push(Open { element, id: 0 })
    }

    /// An end tag between cells, or of something that stands in tables.
    pub fn end_in_table(&mut self, element: Element<'a>) -> Option<()> {
        if !element.kind.is_of_tables() {
            return None;
        }
        // Nothing to end: the tag is nothing.
        let Some(inner) = self.floor.checked_sub(1) else { return Some(()) };
        let around = self.open.get(inner)?.element;
        match element.kind {
            Kind::Column => {}
            Kind::Cell | Kind::Caption => {
                if around.name == element.name {
                    self.close_to(inner);
                }
            }
            // Of the table that is around the cell, if this is one.
            _ => {
                let table = self.open.iter().rposition(|open| open.element.kind == Kind::Table)?;
                let at = self.open[table..].iter().position(|open| open.element.name == element.name).map(|at| table + at);
                match (at, around.kind) {
                    // A caption ends with the table only.
                    (Some(at), Kind::Caption) if at != table => return None,
                    (Some(at), _) => self.close_to(at),
                    (None, _) => {}
                }
            }
        }
        Some(())
    }

    /// Forgets what held within an element that was closed.
    pub fn left(&mut self, element: Element<'_>) {
        self.floor = self.open.iter().rposition(|open| open.element.kind.bounds_scope()).map_or(0, |at| at + 1);
        if element.kind != Kind::Table
            && let Some(mark) = self.formatting.iter().rposition(|entry| entry.is_mark())
        {
            self.formatting.truncate(mark);
        }
        self.interrupted |= !self.formatting.is_empty();
    }
}
