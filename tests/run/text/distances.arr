# run: levenshtein([107, 105, 116, 116, 101, 110], [115, 105, 116, 116, 105, 110, 103]) == 3
# run: levenshtein(empty(0), [97, 98, 99]) == 3
# run: common([65, 71, 71, 84, 65, 66], [71, 88, 84, 88, 65, 89, 66]) == 4
# run: hamming([107, 97, 114, 111, 108, 105, 110], [107, 97, 116, 104, 114, 105, 110]) == 3
# run: substring([65, 66, 65, 66, 67], [66, 65, 66, 67, 65]) == 4
# run: jaccard([1, 2, 3], [2, 3, 4]) == 0.5

#! Distances between texts by dynamic programming.

pub fn levenshtein(a: u8[n], b: u8[m]) -> i64 {
    var row = arange(m + 1);
    loop i in 0..n {
        var next = row;
        next[0] = i + 1;
        loop j in 0..m {
            let change = row[j] + i64(a[i] != b[j]);
            next[j + 1] = min(change, row[j + 1] + 1, next[j] + 1);
        }
        row = next;
    }
    row[-1]
}
pub fn common(a: u8[n], b: u8[m]) -> i64 {
    var t = i64[n + 1, m + 1](0);
    loop i in 0..n {
        loop j in 0..m {
            t[i + 1, j + 1] = if a[i] == b[j] { t[i, j] + 1 } else { max(t[i, j + 1], t[i + 1, j]) };
        }
    }
    t[-1, -1]
}
pub fn hamming(a: u8[n], b: u8[n]) -> i64 = count(a != b);
pub fn substring(a: u8[n], b: u8[m]) -> i64 {
    var t = i64[n + 1, m + 1](0);
    loop i in 0..n {
        loop j in 0..m { if a[i] == b[j] { t[i + 1, j + 1] = t[i, j] + 1; } }
    }
    max(t)
}
pub fn jaccard(a: i64[n], b: i64[m]) -> f64 {
    let both = count(for i in 0..n: any(b == a[i]));
    f64(both) / f64(n + m - both)
}
