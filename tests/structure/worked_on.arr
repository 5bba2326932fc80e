# expect: loops apart 0, vector yes

#! A small array that a loop works on is made on the stack, where lanes have its elements side by side.

pub fn sorted(x: f32[r, 8]) -> f32[r, 8] = for q in 0..r: {
    var a = x[q];
    loop i in 0..8 {
        loop j in 0..7 - i {
            if a[j] > a[j + 1] {
                let t = a[j];
                a[j] = a[j + 1];
                a[j + 1] = t;
            }
        }
    }
    a
};
