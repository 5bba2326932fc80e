# run: element([1+2i, 3], 1) == 3
# fails: element([1+2i, 3], 2) status Bounds
# run: last([1+2i, 3i]) == 3i
# run: rows([[1, 2i], [3, 4i]], 1) == [3, 4i]
# run: sliced([1, 2i, 3, 4i]) == [2i, 3]
# run: reversed([1, 2i, 3]) == [3, 2i, 1]
# run: gathered([1, 2i, 3], [2, 0, 2]) == [3, 1, 3]
# run: transposed([[1, 2i], [3, 4i], [5, 6i]]) == [[1, 3, 5], [2i, 4i, 6i]]
# run: edges([1, 2i, 3]) == [2+3i, 4, 1+2i]
# run: filled([1, 2i], [0, 5, 1]) == [1, 7i, 2i]
# run: filled_rows([[1, 2i]], [0, 1]) == [[1, 2i], [1+1i, 1+1i]]
# run: outer([1, 1i], [2, 3]) == [[2, 3], [2i, 3i]]
# run: built(3) == [0, 1+1i, 2+4i]
# run: columns([[1, 2i], [3, 4i]]) == [[-1, -1i], [1, 1i]]
# run: asserted([1, 2i], 2) == [1, 2i]
# fails: asserted([1, 2i], 3) status Shape
# run: pairs([1+2i, 3]) == ([1+2i, 3], [1-2i, 3-0i])
# run: empty_sum(empty(0)) == 0
# run: stacked([1, 2i], [3, 4i]) == [[1, 2i], [3, 4i]]

#! Arrays of complex numbers: indices, slices, edges, loops, lifting.

pub fn element(z: c64[n], i: i64) -> c64 = z[i];
pub fn last(z: c128[n]) -> c128 = z[-1];
pub fn rows(z: c64[n, m], i: i64) -> c64[m] = z[i];
pub fn sliced(z: c64[n]) -> c64[n - 2] = z[1:-1];
pub fn reversed(z: c64[n]) -> c64[n] = z[::-1];
pub fn gathered(z: c64[n], i: i64[m]) -> c64[m] = z[i];
pub fn transposed(z: c64[n, m]) -> c64[m, n] = z.T;
pub fn edges(z: c64[n]) -> c64[n] =
    for i in 0..n: z[i - 1; 2 + 1i] * 1 + z[i + 1; wrap] - (if i > 0 { 0i } else { 0 });
pub fn filled(z: c64[n], i: i64[m]) -> c64[m] = z[i; 7i];
pub fn filled_rows(z: c64[n, m], i: i64[k]) -> c64[k, m] = for a in 0..k, b in 0..m: z[i[a], b; 1 + 1i];
pub fn outer(z: c64[n], w: c64[m]) -> c64[n, m] = z[:, new] * w;
pub fn built(n: i64) -> c64[n] = for i in 0..n: c64(f32(i), f32(i * i));
fn centred(z: c128[n]) -> c128[n] = z - mean(z);
pub fn columns(z: c128[n, m]) -> c128[n, m] = centred(z, axis = 0);
pub fn asserted(z: c64[n], m: i64) -> c64[m] = c64[m](z);
pub fn pairs(z: c64[n]) -> (c64[n], c64[n]) = for i in 0..n: (z[i], conj(z[i]));
pub fn empty_sum(z: c64[n]) -> c64 = sum(z);
pub fn stacked(z: c64[n], w: c64[n]) -> c64[2, n] = [z, w];
