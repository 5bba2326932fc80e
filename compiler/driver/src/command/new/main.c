/* Calls the library from C. */
#include "{name}.h"
#include <stdio.h>

int main(void) {
    double points[] = {3, 4, 5, 12}, lengths[2];
    arrc_f64_2d in = {points, {2, 2}, {2, 1}}; /* data, shape, strides in elements */
    arrc_f64_1d out = {lengths, {2}, {1}};
    if (norms(&in, &out) != ARRC_OK) {
        fprintf(stderr, "%s\n", {name}_last_error());
        return 1;
    }
    printf("%g %g\n", lengths[0], lengths[1]);
    return 0;
}
