# run: total([1+2i, 3, 4i]) == 4+6i
# run: total(full(1+2i, 1000)) == 1000+2000i
# run: total(empty(0)) == 0
# run: rows([[1, 2i], [3, 4i]]) == [1+2i, 3+4i]
# run: kept([[1, 2i], [3, 4i]]) == [[4, 6i]]
# run: product([1+2i, 3-1i, 1i]) == -5+5i
# run: product(empty(0)) == 1
# run: average([1+2i, 3-4i]) == 2-1i
# run: averages([[1, 2i], [3, 4i]]) == [2, 3i]
# run: running([1+2i, 3, 4i]) == [1+2i, 4+2i, 4+6i]
# run: running(full(1+2i, 3)) == [1+2i, 2+4i, 3+6i]
# run: running_rows([[1, 2i], [3, 4i]]) == [[1, 2i], [4, 6i]]
# run: running_product([1+2i, 2i, 1i]) == [1+2i, -4+2i, -2-4i]
# run: reduced([1+2i, 3-1i, 1i]) == -5+5i
# run: folded([1, 2, 3]) == 0+10i
# run: scanned([1+2i, 3, 4i]) == [1+2i, 4+2i, 4+6i]
# run: of_products([1+2i, 2], [1, 1i]) == 1+4i
# run: spectrum([1, 2, 3, 4]) ~= [10, -2+2i, -2, -2-2i] within 1e-15
# run: triangle([1, 1i, 2]) == [1, 1+1i, 3+1i]

#! Sums, products, means and scans of complex numbers.

pub fn total(z: c64[n]) -> c64 = sum(z);
pub fn rows(z: c64[n, m]) -> c64[n] = sum(z, axis = 1);
pub fn kept(z: c128[n, m]) -> c128[1, m] = sum(z, axis = 0, keep = true);
pub fn product(z: c128[n]) -> c128 = prod(z);
pub fn average(z: c64[n]) -> c64 = mean(z);
pub fn averages(z: c64[n, m]) -> c64[m] = mean(z, axis = 0);
pub fn running(z: c128[n]) -> c128[n] = cumsum(z);
pub fn running_rows(z: c128[n, m]) -> c128[n, m] = cumsum(z, axis = 0);
pub fn running_product(z: c64[n]) -> c64[n] = cumprod(z);
pub fn reduced(z: c64[n]) -> c64 = reduce(|a, b| a * b, 1, z);
pub fn folded(z: c64[n]) -> c64 = fold(|a, b| a * b + 1i, 0, z);
pub fn scanned(z: c64[n]) -> c64[n] = scan(|a, b| a + b, 0, z);
pub fn of_products(a: c64[n], b: c64[n]) -> c64 = sum(for i: a[i] * b[i]);
pub fn triangle(z: c64[n]) -> c64[n] = for i in 0..n: sum(for j in 0..i + 1: z[j]);

## The discrete Fourier transform, term by term.
pub fn spectrum(x: c128[n]) -> c128[n] =
    for k in 0..n: sum(for j in 0..n: x[j] * exp(-2i * pi * f64(j * k) / f64(n)));
