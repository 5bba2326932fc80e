# expect: array builds 1, updates 1, loops 2; loops allocs 5

#! Arrays that change places in a loop exchange memory: nothing is copied, and what is made new goes where the oldest
#! array was if only its own element is read there.

pub fn two(u: f64[n], v: f64[n], steps: i64) -> f64[n] where n >= 2 {
    var (prev, cur) = (u, v);
    loop t in 0..steps {
        var next = cur;
        next[1:-1] = cur[2:] - prev[1:-1] + cur[:-2];
        prev = cur;
        cur = next;
    }
    cur
}
pub fn three(u: f64[n], v: f64[n], steps: i64) -> f64[n] {
    var (prev, cur) = (u, v);
    loop t in 0..steps { (prev, cur) = (cur, for i: cur[i] - prev[i - 1; wrap]); }
    cur
}
