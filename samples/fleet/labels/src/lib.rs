//! Addresses and the labels made of them.

use regex::Regex;
use smallvec::SmallVec;

#[derive(Debug, PartialEq)]
pub struct Address {
    pub lines: SmallVec<[String; 4]>,
    pub postcode: String,
}

/// Reads "name; street; postcode town". A Dutch postcode is 4 digits and 2 letters, a German one 5 digits.
pub fn parse(text: &str) -> Option<Address> {
    let postcode = Regex::new(r"\b(\d{4} ?[A-Z]{2}|\d{5})\b").ok()?;
    let lines: SmallVec<[String; 4]> = text.split(';').map(|line| line.trim().to_string()).filter(|line| !line.is_empty()).collect();
    if lines.len() < 3 {
        return None;
    }
    let found = postcode.find(lines.last()?)?.as_str().replace(' ', "");
    Some(Address { lines, postcode: found })
}

/// The label in the printers' language.
pub fn label(address: &Address) -> String {
    let mut zpl = String::from("^XA");
    for (row, line) in address.lines.iter().enumerate() {
        zpl += &format!("^FO40,{}^A0N,40^FD{}^FS", 40 + row * 50, line.replace('^', " "));
    }
    zpl + &format!("^FO40,320^BCN,120^FD{}^FS^XZ", address.postcode)
}
