#! Searching sorted arrays, counting.

## How many elements of the ascending array `a` are below x: the first place where x may be put. NaN is above all numbers.
## Unspecified, but within 0 to n, if `a` is not ascending.
## Example: searchsorted([10, 20, 20, 30], 20) == 1
pub fn searchsorted<T: real>(a: T[n], x: T) -> i64 {
    var low = 0;
    var rest = n;
    while rest > 0 {
        let half = rest // 2;
        let v = a[low + half];
        # `x != x` is for NaN, which is above every number: a number goes before it, NaN before NaN.
        if v < x or (x != x and v == v) {
            low += half + 1;
            rest -= half + 1;
        } else {
            rest = half;
        }
    }
    low
}

## How many elements of the ascending array `a` are at most x: the last place where x may be put.
## Example: searchsorted_right([10, 20, 20, 30], 20) == 3
pub fn searchsorted_right<T: real>(a: T[n], x: T) -> i64 {
    var low = 0;
    var rest = n;
    while rest > 0 {
        let half = rest // 2;
        if a[low + half] <= x or x != x {
            low += half + 1;
            rest -= half + 1;
        } else {
            rest = half;
        }
    }
    low
}

## How often each of 0, 1, …, k - 1 occurs. Fails if an element is outside.
## Example: bincount([0, 2, 2], 4) == [1, 0, 2, 0]
pub fn bincount<T: int>(x: T[n], k: i64) -> i64[k] {
    var h = i64[k](0);
    h[x] += 1;
    h
}

## The sum of the weights of each of 0, 1, …, k - 1, in order. Fails if an element is outside.
## Example: bincount([0, 2, 2], [1.0, 2.0, 3.0], 3) == [1.0, 0.0, 5.0]
pub fn bincount<T: int, W: float>(x: T[n], weights: W[n], k: i64) -> W[k] {
    var h = W[k](0);
    h[x] += weights;
    h
}

## How many elements lie in each of `bins` equal parts of [low, high]; the last one holds `high` too. What lies outside, and NaN,
## is not counted. As in NumPy, an element at an edge between bins is put by the edge as it is computed.
## Example: histogram([0.0, 0.4, 0.6, 1.0], 0.0, 1.0, 2) == [2, 2]
pub fn histogram<T: f32 | f64>(x: T[n], low: T, high: T, bins: i64) -> i64[bins] {
    var h = i64[bins + 1](0);
    let width = high - low;
    let count = T(bins);
    let step = width / count;
    h[
        for i in 0..n: {
            let v = x[i];
            let guess = min(i64((v - low) / width * count), bins - 1);
            # The edges of `linspace`.
            let lower = T(guess) * step;
            let down = if guess > 0 and v < lower + low { guess - 1 } else { guess };
            let upper = T(down + 1) * step;
            let up = if down < bins - 1 and v >= upper + low { down + 1 } else { down };
            if v >= low and v <= high { up } else { bins }
        }
    ] += 1;
    h[:-1]
}

## How many elements lie between neighbours of the ascending `edges`: at or above the left one and below the right one, the
## last part with its right edge too. NaN is not counted. Fails without an edge.
## Example: histogram([1.0, 2.0, 5.0], [0.0, 2.0, 5.0]) == [1, 2]
pub fn histogram<T: f32 | f64>(x: T[n], edges: T[k]) -> i64[k - 1] {
    var h = i64[k + 1](0);
    let last = edges[-1];
    h[
        for i in 0..n: {
            let v = x[i];
            if v == last { k - 1 } else if v == v { searchsorted_right(edges, v) } else { k }
        }
    ] += 1;
    h[1:k]
}

## Where a sorted row has an element that differs from the one before: `unique(x)` are those elements. All NaN
## count as one; -0.0 and 0.0 are equal.
## Example: first_of_runs([1, 1, 2, 5, 5]) == [true, false, true, true, false]
pub fn first_of_runs<T: real>(s: T[n]) -> bool[n] = for i: {
    let v = s[i];
    let before = s[max(i - 1, 0)];
    i == 0 or (v != before and (v == v or before == before))
};

## How many different elements there are. All NaN count as one; -0.0 and 0.0 are equal.
## Example: count_unique([3, 1, 3, 1]) == 2
pub fn count_unique<T: real>(x: T[n]) -> i64 = count(first_of_runs(sort(x)));

## Whether x is an element of `a`, tried one after another. NaN is in nothing.
## Example: contains([1, 2, 3], 2) == true
pub fn contains<T: any>(a: T[n], x: T) -> bool = any(a == x);

## The differences of neighbours. Fails if the axis is empty.
## Example: diff([1, 4, 9]) == [3, 5]
pub fn diff<T: num>(x: T[n]) -> T[n - 1] = x[1:] - x[:-1];

## The smallest of the elements so far; NaN from the first NaN on.
## Example: cummin([3, 1, 2]) == [3, 1, 1]
pub fn cummin<T: real>(x: T[n]) -> T[n] = scan(|a, b| min(a, b), highest(T(0)), x);

## The largest of the elements so far; NaN from the first NaN on.
## Example: cummax([1, 3, 2]) == [1, 3, 3]
pub fn cummax<T: real>(x: T[n]) -> T[n] = scan(|a, b| max(a, b), lowest(T(0)), x);

# The ends of a type: nothing is below or above.
fn lowest<T: float>(_like: T) -> T = -inf;
fn lowest<T: uint>(_like: T) -> T = 0;
fn lowest<T: i8 | i16 | i32 | i64>(_like: T) -> T = T(1) << -1;
fn highest<T: float>(_like: T) -> T = inf;
fn highest<T: uint>(_like: T) -> T = ~T(0);
fn highest<T: i8 | i16 | i32 | i64>(_like: T) -> T = ~(T(1) << -1);
