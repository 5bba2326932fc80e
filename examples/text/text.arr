#! Text as bytes: how often letters occur, and how far words are from each other.

## How often each byte occurs.
pub fn frequencies(text: u8[n]) -> i64[256] {
    var h = i64[256](0);
    h[text] += 1;
    h
}

## Bits of information in a byte, by Shannon's formula.
pub fn entropy(text: u8[n]) -> f64
where n >= 1 {
    let p = f64(frequencies(text)) / f64(n);
    -sum(where(p > 0.0, p * log2(p), 0.0))
}

## Number of words: runs of bytes above the space.
pub fn words(text: u8[n]) -> i64 = count(for i in 0..n: text[i] > 32 and text[i - 1; 32] <= 32);

## Levenshtein's distance between two words of `la` and `lb` bytes, each padded to the length of its array.
pub fn distance(a: u8[n], b: u8[m], la: i64, lb: i64) -> i64 {
    assert la <= n and lb <= m, "the lengths fit their arrays";
    var row = for j in 0..m + 1: j;
    loop i in 0..la {
        var corner = row[0];
        row[0] = i + 1;
        loop j in 0..lb {
            let above = row[j + 1];
            let change = if a[i] == b[j] { 0 } else { 1 };
            row[j + 1] = min(min(above, row[j]) + 1, corner + change);
            corner = above;
        }
    }
    row[lb]
}
