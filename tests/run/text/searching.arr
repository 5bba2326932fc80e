# run: failure([97, 98, 97, 98, 97, 99]) == [0, 0, 1, 2, 3, 0]
# run: count_kmp([97, 98, 97, 98, 97, 98, 97], [97, 98, 97]) == 3
# run: sorted_letters([104, 101, 108, 108, 111]) == [101, 104, 108, 108, 111]
# run: anagrams([108, 105, 115, 116, 101, 110], [115, 105, 108, 101, 110, 116]) == true
# run: caesar([120, 121, 122], 3) == [97, 98, 99]
# run: run_lengths([97, 97, 97, 98, 99, 99]) == ([3, 1, 2, 0, 0, 0], 3)
# run: trigrams([98, 97, 110, 97, 110, 97]) == 3
# run: suffixes([98, 97, 110, 97, 110, 97]) == [5, 3, 1, 0, 4, 2]

#! Searching in texts: failure functions, suffixes, runs.

pub fn failure(p: u8[m]) -> i64[m] {
    var f = i64[m](0);
    var k = 0;
    loop i in 1..m {
        while k > 0 and p[k] != p[i] { k = f[k - 1]; }
        if p[k] == p[i] { k += 1; }
        f[i] = k;
    }
    f
}
pub fn count_kmp(t: u8[n], p: u8[m]) -> i64
where m >= 1 {
    let f = failure(p);
    var (k, found) = (0, 0);
    loop i in 0..n {
        while k > 0 and (k == m or p[min(k, m - 1)] != t[i]) { k = f[k - 1]; }
        if p[k] == t[i] { k += 1; }
        if k == m { found += 1; }
    }
    found
}
pub fn sorted_letters(t: u8[n]) -> u8[n] = sort(t);
pub fn anagrams(a: u8[n], b: u8[n]) -> bool = all(sort(a) == sort(b));
pub fn caesar(t: u8[n], k: u8) -> u8[n] = (t - 97 + k) % 26 + 97;
pub fn run_lengths(t: u8[n]) -> (i64[n], i64) {
    var lengths = i64[n](0);
    var runs = 0;
    loop i in 0..n {
        if i == 0 or t[i] != t[max(i - 1, 0)] { runs += 1; }
        lengths[runs - 1] += 1;
    }
    (lengths, runs)
}
pub fn trigrams(t: u8[n]) -> i64
where n >= 2 = count_unique(for i in 0..n - 2: i64(t[i]) << 16 | i64(t[i + 1]) << 8 | i64(t[i + 2]));
fn comes_before(t: u8[n], a: i64, b: i64) -> bool {
    var k = 0;
    while a + k < n and b + k < n and t[a + k] == t[b + k] { k += 1; }
    if a + k == n or b + k == n { a > b } else { t[a + k] < t[b + k] }
}
pub fn suffixes(t: u8[n]) -> i64[n] {
    var s = arange(n);
    loop i in 1..n {
        var j = i;
        while j > 0 and comes_before(t, s[j], s[max(j - 1, 0)]) {
            (s[j], s[j - 1]) = (s[j - 1], s[j]);
            j -= 1;
        }
    }
    s
}
