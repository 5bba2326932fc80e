# run: root(4.0) == 2.0
# fails: root(-1.0) status Assert "must not be negative"
# fails: root([4.0, -1.0]) status Assert "must not be negative"
# run: root([4.0, 9.0]) == [2.0, 3.0]
# run: root(empty(0)) == empty(0)

#! A failed `assert` says its message.

pub fn root(x: f64) -> f64 {
    assert x >= 0, "must not be negative";
    sqrt(x)
}
