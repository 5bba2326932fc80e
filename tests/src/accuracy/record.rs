//! Results as lines of text: a long measurement is appended to a file, shard by shard, and taken up again later.

use std::collections::BTreeMap;
use std::fmt;

use base::DType;

/// The largest error.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Worst {
    /// In units of the last place; at most 0.5 is not measured and stands as 0.
    pub error: f64,
    /// The arguments.
    pub at: Vec<f64>,
    /// The result.
    pub got: f64,
}

/// What a function does on some inputs at one level.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// The function.
    pub name: String,
    /// Its type.
    pub dtype: DType,
    /// 2, 3 or 4.
    pub level: u8,
    /// Which inputs: `3/256` or `1000 samples`.
    pub inputs: String,
    /// How many.
    pub tried: u64,
    /// How many results were not the nearest.
    pub not_nearest: u64,
    /// How many results were not those of the level below, where both have fma.
    pub differ: u64,
    /// The largest error.
    pub worst: Worst,
}

impl Line {
    /// Nothing yet.
    #[must_use]
    pub fn new(name: &str, dtype: DType, level: u8, inputs: String) -> Self {
        let worst = Worst::default();
        Self { name: name.into(), dtype, level, inputs, tried: 0, not_nearest: 0, differ: 0, worst }
    }

    /// Reads what [`fmt::Display`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.split(", ").collect();
        let [name, dtype, level, inputs, tried, not_nearest, differ, error, got, at] = fields[..] else {
            return None;
        };
        let float = |bits: &str| u64::from_str_radix(bits, 16).ok().map(f64::from_bits);
        let at = at.split_whitespace().map(float).collect::<Option<_>>()?;
        Some(Self {
            name: name.into(),
            dtype: DType::from_name(dtype)?,
            level: level.parse().ok()?,
            inputs: inputs.into(),
            tried: tried.parse().ok()?,
            not_nearest: not_nearest.parse().ok()?,
            differ: differ.parse().ok()?,
            worst: Worst { error: error.parse().ok()?, at, got: float(got)? },
        })
    }

    /// What both lines say together.
    fn join(&mut self, other: &Self) {
        self.tried += other.tried;
        self.not_nearest += other.not_nearest;
        self.differ += other.differ;
        if other.worst.error > self.worst.error {
            self.worst = other.worst.clone();
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, dtype, level, inputs, tried, not_nearest, differ, worst } = self;
        let at: Vec<String> = worst.at.iter().map(|x| format!("{:x}", x.to_bits())).collect();
        write!(
            f,
            "{name}, {}, {level}, {inputs}, {tried}, {not_nearest}, {differ}, {:.4}, {:x}, {}",
            dtype.name(),
            worst.error,
            worst.got.to_bits(),
            at.join(" ")
        )
    }
}

/// The lines of a file, those of one function, type and level joined, in the order of their first appearance. Lines that were
/// written twice count once.
#[must_use]
pub fn joined(text: &str) -> Vec<Line> {
    let mut order: Vec<Line> = Vec::new();
    let mut places: BTreeMap<(String, DType, u8), usize> = BTreeMap::new();
    let mut seen = std::collections::BTreeSet::new();
    for line in text.lines().filter_map(Line::parse) {
        if !seen.insert((line.name.clone(), line.dtype, line.level, line.inputs.clone())) {
            continue;
        }
        match places.get(&(line.name.clone(), line.dtype, line.level)) {
            Some(&place) => order[place].join(&line),
            None => {
                places.insert((line.name.clone(), line.dtype, line.level), order.len());
                order.push(line);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_are_written() {
        let mut line = Line::new("exp", DType::F32, 3, "1/256".into());
        line.tried = 5;
        line.worst = Worst { error: 0.875, at: vec![1.5], got: 4.5 };
        assert_eq!(Line::parse(&line.to_string()), Some(line.clone()));
        let other = Line { inputs: "2/256".into(), differ: 1, ..line.clone() };
        let all = joined(&format!("{line}\n{other}\n{line}\n"));
        assert_eq!((all.len(), all[0].tried, all[0].differ), (1, 10, 1));
    }
}
