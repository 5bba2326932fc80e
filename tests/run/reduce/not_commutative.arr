# run: product([[[1, 1], [0, 1]], [[1, 0], [1, 1]]]) == [[2, 1], [1, 1]]
# run: last([3, 1, 4]) == 4
# run: first([3, 1, 4]) == 3
# run: composed([2.0, 3.0], [1.0, 5.0]) == (6.0, 8.0)
# run: brackets([1, 1, -1, 1, -1, -1]) == true
# run: brackets([1, -1, -1, 1]) == false
# run: best_sum([-2, 1, -3, 4, -1, 2, 1, -5, 4]) == 6
# run: totals(1000) == (1000, 999000)

#! Associative operators whose order matters.

pub fn product(m: i64[n, 2, 2]) -> i64[2, 2] = fold(|p, q| p @ q, [[1, 0], [0, 1]], m);
pub fn last(x: i64[n]) -> i64 = reduce(|a, b| if b == -1 { a } else { b }, -1, x);
pub fn first(x: i64[n]) -> i64 = reduce(|a, b| if a == -1 { b } else { a }, -1, x);
pub fn composed(a: f64[n], b: f64[n]) -> (a: f64, b: f64) =
    reduce(|p, q| (a = p.a * q.a, b = q.a * p.b + q.b), (a = 1.0, b = 0.0), (a = a, b = b));
pub fn brackets(x: i64[n]) -> bool {
    let s = reduce(
        |p, q| (closing = p.closing + max(q.closing - p.opening, 0), opening = q.opening + max(p.opening - q.closing, 0)),
        (closing = 0, opening = 0),
        for i: (closing = i64(x[i] < 0), opening = i64(x[i] > 0)),
    );
    s.closing == 0 and s.opening == 0
}
pub fn best_sum(x: i64[n]) -> i64 {
    let s = reduce(
        |p, q| (
            sum = p.sum + q.sum,
            head = max(p.head, p.sum + q.head),
            tail = max(q.tail, q.sum + p.tail),
            best = max(p.best, q.best, p.tail + q.head),
        ),
        (sum = 0, head = 0, tail = 0, best = 0),
        for i: (sum = x[i], head = max(x[i], 0), tail = max(x[i], 0), best = max(x[i], 0)),
    );
    s.best
}
pub fn totals(n: i64) -> (i64, i64) {
    let s = reduce(
        |p, q| (length = p.length + q.length, weight = p.weight + q.weight),
        (length = 0, weight = 0),
        for i in 0..n: (length = 1, weight = 2 * i),
    );
    (s.length, s.weight)
}
