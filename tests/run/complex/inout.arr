# run: turned([1, 2i], 1i) == [1i, -2]
# run: twice([1+1i]) == [4+4i]

#! Complex arrays that are updated in place.

pub fn turned(inout z: c64[n], w: c64) { z *= w; }
fn double(inout z: c64) { z *= 2; }
pub fn twice(z: c64[1]) -> c64[1] {
    var a = z;
    var first = z[0];
    double(inout first);
    double(inout first);
    a[0] = first;
    a
}
