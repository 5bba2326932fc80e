# run: words([116, 104, 101, 32, 99, 97, 116, 32, 97, 110, 100, 32, 116, 104, 101, 32, 104, 97, 116]) == 5
# run: letters([116, 104, 101, 32, 99, 97, 116, 32, 97, 110, 100, 32, 116, 104, 101, 32, 104, 97, 116]) == [3, 0, 1, 1, 2, 0, 0, 3, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0]
# run: upper([116, 104, 101, 32, 99, 97, 116]) == [84, 72, 69, 32, 67, 65, 84]
# run: find([116, 104, 101, 32, 99, 97, 116, 32, 97, 110, 100, 32, 116, 104, 101, 32, 104, 97, 116], [116, 104, 101]) == 2
# run: find([116, 104, 101, 32, 99, 97, 116, 32, 97, 110, 100, 32, 116, 104, 101, 32, 104, 97, 116], [100, 111, 103]) == 0
# run: longest_word([116, 104, 101, 32, 99, 97, 116, 32, 97, 110, 100, 32, 116, 104, 101, 32, 104, 97, 116]) == 3
# run: palindrome([108, 101, 118, 101, 108]) == true
# run: palindrome([116, 104, 101, 32, 99, 97, 116, 32, 97, 110, 100, 32, 116, 104, 101, 32, 104, 97, 116]) == false
# run: numbers([49, 50, 44, 51, 52, 53, 44, 54]) == 363
# run: lines([97, 10, 98, 98, 10]) == 2

#! Texts are arrays of bytes.

pub fn words(t: u8[n]) -> i64 = count(for i in 0..n: t[i] != 32 and (i == 0 or t[max(i - 1, 0)] == 32));
pub fn letters(t: u8[n]) -> i64[26] {
    var h = i64[27](0);
    h[where(t >= 97 and t <= 122, i64(t) - 97, 26)] += 1;
    h[:26]
}
pub fn upper(t: u8[n]) -> u8[n] = where(t >= 97 and t <= 122, t - 32, t);
pub fn find(t: u8[n], what: u8[m]) -> i64
where m >= 1 = sum(for i in 0..max(n - m + 1, 0): i64(all(for k in 0..m: t[i + k] == what[k])));
pub fn longest_word(t: u8[n]) -> i64 {
    var (best, now) = (0, 0);
    loop i in 0..n {
        now = if t[i] == 32 { 0 } else { now + 1 };
        best = max(best, now);
    }
    best
}
pub fn palindrome(t: u8[n]) -> bool = all(t == t[::-1]);
pub fn numbers(t: u8[n]) -> i64 {
    var (total, now) = (0, 0);
    loop i in 0..n {
        if t[i] >= 48 and t[i] <= 57 { now = 10 * now + i64(t[i] - 48); } else { total += now; now = 0; }
    }
    total + now
}
pub fn lines(t: u8[n]) -> i64 = count(t == 10);
