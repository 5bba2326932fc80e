# fails: total([1, 2], [1, 0]) status Divide
# run: total([4, 9], [2, 3]) == 5
# run: total(empty(0), empty(0)) == 0
# fails: first_of([1, 2], [1, 0]) status Divide

#! A leaf that fails makes the reduction fail, whatever is used of it.

pub fn total(x: i64[n], y: i64[n]) -> i64 = sum(x // y);
pub fn first_of(x: i64[n], y: i64[n]) -> i64 {
    let q = x // y;
    q[0]
}
