# run: primes(30) == 10
# run: primes(2) == 0
# run: values(0, 10, 3) == 18
# run: values(10, 0, -3) == 22
# run: values(0, 10, -3) == 0
# run: values(5, 5, 2) == 0
# run: values(0, 10, 9223372036854775807) == 0
# run: values(7, 10, 9223372036854775807) == 7
# fails: values(0, 10, 0) status Assert
# fails: values(0, 10, -9223372036854775808) status Assert
# run: closed(0, 9, 3) == 18
# run: closed(9, 0, -3) == 18
# run: every([1, 2, 3, 4, 5], 2) == [1, 3, 5]
# fails: every([1, 2, 3, 4, 5], 0) status Assert
# run: folds([1, 2, 3, 4, 5, 6], [1, 2, 3]) == [21, 9, 5]
# run: skipped(10, 3) == 9

#! The step of a range may depend on data; zero is an error, a negative one counts down.

## How many primes there are below n: the sieve of Eratosthenes.
pub fn primes(n: i64) -> i64 {
    var is_prime = bool[n](true);
    loop i in 2..n {
        if not is_prime[i] { continue; }
        loop j in i * i..n by i { is_prime[j] = false; }
    }
    max(count(is_prime) - 2, 0)
}
pub fn values(a: i64, b: i64, k: i64) -> i64 {
    var s = 0;
    loop i in a..b by k { s += i; }
    s
}
pub fn closed(a: i64, b: i64, k: i64) -> i64 {
    var s = 0;
    loop i in a..=b by k { s += i; }
    s
}
pub fn every(x: i64[n], k: i64) -> i64[3] = i64[3](for i in 0..n by k: x[i]);
pub fn folds(x: i64[n], k: i64[m]) -> i64[m] = for j in 0..m: sum(for i in 0..n by k[j]: x[i]);
pub fn skipped(n: i64, k: i64) -> i64 {
    var s = 0;
    loop i in 0..n by k {
        if i == 0 { continue; }
        if i == 9 { break; }
        s += i;
    }
    s
}
