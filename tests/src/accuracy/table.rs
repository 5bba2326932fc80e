//! The published table.

use std::fmt::Write;

use super::record::Line;

/// Rows of functions and types: the largest error at each level, where, and how many inputs were tried.
#[must_use]
pub fn write(lines: &[Line]) -> String {
    let mut text = String::from(
        "| function | type | v2 | v3 | v4 | worst input (v3) | inputs | not nearest (v3) |\n|---|---|--:|--:|--:|---|--:|--:|\n",
    );
    let mut rows: Vec<(&str, base::DType)> = Vec::new();
    for line in lines {
        if !rows.contains(&(&line.name, line.dtype)) {
            rows.push((&line.name, line.dtype));
        }
    }
    rows.sort_by_key(|(name, dtype)| (lines.iter().position(|line| line.name == *name), *dtype));
    for (name, dtype) in rows {
        let at = |level: u8| lines.iter().find(|l| l.name == name && l.dtype == dtype && l.level == level);
        let error = |level| at(level).map_or("–".into(), |line| error_text(line.worst.error));
        let Some(main) = at(3).or(at(2)) else { continue };
        let place: Vec<String> = main.worst.at.iter().map(|x| format!("{x:?}")).collect();
        let rate = 100.0 * main.not_nearest as f64 / main.tried.max(1) as f64;
        let place = if main.worst.error > 0.5 { place.join(", ") } else { String::new() };
        let _ = writeln!(
            text,
            "| `{name}` | {} | {} | {} | {} | {place} | {} | {rate:.1} % |",
            dtype.name(),
            error(2),
            error(3),
            error(4),
            tried(main.tried, dtype),
        );
    }
    text
}

fn error_text(error: f64) -> String {
    if error <= 0.5 { "0.500".into() } else { format!("{error:.3}") }
}

fn tried(count: u64, dtype: base::DType) -> String {
    if count == 1 << (8 * dtype.size()).min(63) { "all".into() } else { count.to_string() }
}
