/* What several methods ask of two vectors. */
#ifndef GD_VECTOR_H
#define GD_VECTOR_H

#include "gd/compiler.h"

#include <stddef.h>

GD_BEGIN_C

/* a . b, summed in the order of the components; 0 for n = 0. */
double gd_dot(size_t n, const double *a, const double *b);

GD_END_C

#endif
