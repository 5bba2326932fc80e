# run: assigned([[0.0, 0.0], [0.0, 1.0], [10.0, 10.0], [10.0, 11.0], [0.5, 0.5]], [[0.0, 0.0], [10.0, 10.0]]) == [0, 0, 1, 1, 0]
# run: k_means([[0.0, 0.0], [0.0, 1.0], [10.0, 10.0], [10.0, 11.0], [0.5, 0.5]], [[0.0, 0.0], [10.0, 10.0]], 5) ~= [[0.16666666666666666, 0.5], [10.0, 10.5]] within 1e-15
# run: k_nearest([[0.0, 0.0], [0.0, 1.0], [10.0, 10.0], [10.0, 11.0], [0.5, 0.5]], [0, 0, 1, 1, 0], [[9.0, 9.0], [1.0, 1.0]], 3) == [1, 0]
# run: confusion([0, 1, 1, 2], [0, 1, 2, 2]) == [[1, 0, 0], [0, 1, 1], [0, 0, 1]]
# run: f1([true, true, false, false], [true, false, true, false]) == 0.5

#! k-means, nearest neighbours, measures of classifiers.

pub fn assigned(x: f64[n, d], c: f64[k, d]) -> i64[n]
where k >= 1 = for i in 0..n: argmin(for j in 0..k: sum((x[i] - c[j])**2));
pub fn k_means(x: f64[n, d], start: f64[k, d], rounds: i64) -> f64[k, d]
where k >= 1 {
    var c = start;
    loop r in 0..rounds {
        let at = assigned(x, c);
        var total = f64[k, d](0);
        var size = f64[k](0);
        total[at] += x;
        size[at] += 1.0;
        c = total / size[:, new];
    }
    c
}
pub fn k_nearest(x: f64[n, d], label: i64[n], q: f64[m, d], k: i64) -> i64[m] = for i in 0..m: {
    let order = argsort(for j in 0..n: norm(x[j] - q[i]));
    argmax(bincount(label[order[:k]], 2))
};
pub fn confusion(truth: i64[n], found: i64[n]) -> i64[3, 3] { var c = i64[3, 3](0); c[truth, found] += 1; c }
pub fn f1(truth: bool[n], found: bool[n]) -> f64 {
    let hit = count(truth & found);
    f64(2 * hit) / f64(count(truth) + count(found))
}
