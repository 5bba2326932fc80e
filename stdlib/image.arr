#! Images: arrays whose last two axes are rows and columns. Outside, the nearest element of the edge stands.

## The mean of the square of 2 * radius + 1 rows and columns around each element. Fails if radius is negative, or the image
## empty.
## Example: box_blur([[3.0, 0.0, 3.0]], 1) == [[2.0, 2.0, 2.0]]
pub fn box_blur<T: f32 | f64>(x: T[h, w], radius: i64) -> T[h, w]
where radius >= 0 {
    let rows = for i in 0..h, j in 0..w: sum(for q in 0..2 * radius + 1: x[i, j + q - radius; clamp]);
    let both = for i in 0..h, j in 0..w: sum(for p in 0..2 * radius + 1: rows[i + p - radius, j; clamp]);
    both / T((2 * radius + 1)**2)
}

## The weights exp(-(i / sigma)**2 / 2) for i from -radius to radius, divided by their sum. Fails if radius is negative.
## Example: gaussian_kernel(1.0, 0) == [1.0]
pub fn gaussian_kernel<T: f32 | f64>(sigma: T, radius: i64) -> T[2 * radius + 1] {
    let k = for i in 0..2 * radius + 1: exp(-0.5 * (T(i - radius) / sigma)**2);
    k / sum(k)
}

## Blurs by a bell curve with the standard deviation sigma, cut off at `radius`; 3 or 4 times sigma is usual. Fails if radius is
## negative, or the image empty.
## Example: abs(gaussian_blur([[1.0, 1.0]], 1.0, 3) - 1.0) < 1e-15
pub fn gaussian_blur<T: f32 | f64>(x: T[h, w], sigma: T, radius: i64) -> T[h, w]
where radius >= 0 {
    let k = gaussian_kernel(sigma, radius);
    let rows = for i in 0..h, j in 0..w: sum(for q in 0..2 * radius + 1: k[q] * x[i, j + q - radius; clamp]);
    for i in 0..h, j in 0..w: sum(for p in 0..2 * radius + 1: k[p] * rows[i + p - radius, j; clamp])
}

## Sobel's differences to the right (dx) and down (dy), not divided. Fails if the image is empty.
## Example: sobel([[0.0, 1.0, 2.0]]).dx == [[4.0, 8.0, 4.0]]
pub fn sobel<T: num>(x: T[h, w]) -> (dx: T[h, w], dy: T[h, w]) {
    let dx = for i in 0..h, j in 0..w:
        x[i - 1, j + 1; clamp] - x[i - 1, j - 1; clamp] + 2 * (x[i, j + 1; clamp] - x[i, j - 1; clamp])
            + x[i + 1, j + 1; clamp] - x[i + 1, j - 1; clamp];
    let dy = for i in 0..h, j in 0..w:
        x[i + 1, j - 1; clamp] - x[i - 1, j - 1; clamp] + 2 * (x[i + 1, j; clamp] - x[i - 1, j; clamp])
            + x[i + 1, j + 1; clamp] - x[i - 1, j + 1; clamp];
    (dx = dx, dy = dy)
}

## The image with other numbers of rows and columns, each element the nearest one: that at floor((i + 1/2) * h / rows). Fails
## if the image is empty and the new one is not.
## Example: resize_nearest([[1, 2]], 2, 4) == [[1, 1, 2, 2], [1, 1, 2, 2]]
pub fn resize_nearest<T: any>(x: T[h, w], rows: i64, columns: i64) -> T[rows, columns] =
    for i in 0..rows, j in 0..columns: x[(2 * i + 1) * h // (2 * rows), (2 * j + 1) * w // (2 * columns)];

## The image with other numbers of rows and columns, on straight lines between the centres of its elements (bilinear, without
## smoothing before a reduction). Fails if the image is empty and the new one is not.
## Example: resize([[0.0, 4.0]], 1, 4) == [[0.0, 1.0, 3.0, 4.0]]
pub fn resize<T: f32 | f64>(x: T[h, w], rows: i64, columns: i64) -> T[rows, columns] {
    let scale_y = T(h) / T(rows);
    let scale_x = T(w) / T(columns);
    for i in 0..rows, j in 0..columns: {
        let y = clamp((T(i) + 0.5) * scale_y - 0.5, 0.0, T(h - 1));
        let z = clamp((T(j) + 0.5) * scale_x - 0.5, 0.0, T(w - 1));
        let r = i64(y);
        let c = i64(z);
        let above = lerp(x[r, c], x[r, c + 1; clamp], z - T(c));
        let below = lerp(x[r + 1, c; clamp], x[r + 1, c + 1; clamp], z - T(c));
        lerp(above, below, y - T(r))
    }
}

## The median of the three by three elements around each one; NaN if one of them is NaN. Fails if the image is empty.
## Example: median3x3([[1, 9, 2]]) == [[1, 2, 2]]
pub fn median3x3<T: real>(x: T[h, w]) -> T[h, w] = for i in 0..h, j in 0..w: {
    let (a0, a1, a2) = sort3(x[i - 1, j - 1; clamp], x[i - 1, j; clamp], x[i - 1, j + 1; clamp]);
    let (b0, b1, b2) = sort3(x[i, j - 1; clamp], x[i, j], x[i, j + 1; clamp]);
    let (c0, c1, c2) = sort3(x[i + 1, j - 1; clamp], x[i + 1, j; clamp], x[i + 1, j + 1; clamp]);
    # Of sorted rows: the median of the largest first, the middle second and the smallest third.
    let low = max(max(a0, b0), c0);
    let high = min(min(a2, b2), c2);
    median3(low, median3(a1, b1, c1), high)
};

fn sort3<T: real>(a: T, b: T, c: T) -> (a: T, b: T, c: T) {
    let low = min(a, b);
    let high = max(a, b);
    let top = min(high, c);
    (a = min(low, top), b = max(low, top), c = max(high, c))
}

fn median3<T: real>(a: T, b: T, c: T) -> T = max(min(a, b), min(max(a, b), c));
