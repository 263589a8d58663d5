/* Muon (Jordan and others, 2024): momentum whose step is, in each matrix, the
 * orthogonal matrix nearest to it.
 *
 * It is not one of gd_methods(): those see a point, and this one has to be told
 * where in the point the matrices are. So set `view` and `views` of an
 * optimizer that gd_optimizer_new has made with it; without, it is nesterov. */
#ifndef GD_MUON_H
#define GD_MUON_H

#include "gd/compiler.h"
#include "gd/optimizer.h"

#include <stddef.h>

GD_BEGIN_C

/* v = beta v + g; u = g + beta v; in u each view of at least two rows and two
 * columns becomes gd_orthogonalise of itself; x -= rate u. As the authors'
 * code has it, rate 0.02 and hyper-parameter beta 0.95, in [0, 1). Of its six
 * vectors the first is a memory, the others are room to work in. Views must lie
 * within the n parameters and not overlap. What is in no matrix, a network's
 * biases, moves as by nesterov with the same rate. (The authors leave biases,
 * and the first and last layers of a language model, to AdamW with a rate of
 * its own.) */
const gd_method *gd_muon(void);

/* The matrix u, rows x columns, row after row, becomes nearly the orthogonal
 * matrix that is nearest to it: U diag(s) V' becomes U diag(t) V', where t lies
 * in [0.68, 1.21] for each s of at least 0.003 times the root of the sum of all
 * s^2, and below that is smaller, 0 for 0. Five rounds of Newton and Schulz's
 * iteration with the coefficients of Jordan and others. room has 4 rows columns
 * numbers. A NaN or an infinity in u makes all of it NaN or 0; so does an entry
 * beyond 1e154. Where the sum of all squares underflows, below 2e-308, u
 * becomes 0. */
void gd_orthogonalise(size_t rows, size_t columns, double *u, double *room);

GD_END_C

#endif
