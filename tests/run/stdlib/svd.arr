# run: values([[0.0, 2.0], [1.0, 0.0]]) ~= [2.0, 1.0] within 1e-15
# run: values([[1.0, 1.0], [1.0, 1.0], [1.0, 1.0]]) ~= [2.449489742783178, 0.0] within 1e-15
# run: values([[0.0], [0.0]]) == [0.0]
# run: values(empty(3, 0)) == empty(0)
# fails: values([[1.0, 2.0]]) status Shape
# fails: values([[nan], [1.0]]) status Assert
# fails: values([[inf], [1.0]]) status Assert
# run: misfit([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]) == 0.0
# run: misfit([[0.0, 0.0], [0.0, 0.0]]) == 0.0
# run: misfit([[1e-170, 2e-170], [3e-170, 4e-170]]) == 0.0
# run: wide([[1.0, 0.0, 0.0], [0.0, 0.0, 3.0]]) ~= [3.0, 1.0] within 1e-15

#! Singular values.

pub fn values(a: f64[m, n]) -> f64[n]
where m >= n = svd(a).values;
pub fn misfit(a: f64[m, n]) -> f64
where m >= n {
    let (u, s, vt) = svd(a);
    let far = abs(u * s @ vt - a);
    let skew = abs(u.T @ u - f64(eye(n)));
    if max(far) < 1e-14 and max(skew) < 1e-14 { 0.0 } else { 1.0 }
}
pub fn wide(a: f64[m, n]) -> f64[m]
where n >= m = svd(a.T).values;
