#include "gd/muon.h"

#include "gd/vector.h"
#include "gd/wide.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* c = a b, with the sum over `inner`; the inner loops run along rows. a is read
 * by strides: from an entry to that below it are `down` numbers, to that beside
 * it `across`. So it may be a matrix or, with the two exchanged, its
 * transpose. */
WIDE static void multiply(size_t rows, size_t inner, size_t columns,
                          const double *restrict a, size_t down, size_t across,
                          const double *restrict b, double *restrict c)
{
    for (size_t i = 0; i < rows; i++) {
        double *row = c + i * columns;
        for (size_t j = 0; j < columns; j++)
            row[j] = 0;
        for (size_t k = 0; k < inner; k++) {
            const double factor = a[i * down + k * across];
            for (size_t j = 0; j < columns; j++)
                row[j] += factor * b[k * columns + j];
        }
    }
}

/* From one layout to the other: rows x columns numbers, row after row, are
 * written column after column. */
static void transpose(size_t rows, size_t columns, const double *restrict from,
                      double *restrict to)
{
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            to[j * rows + i] = from[i * columns + j];
}

/* region newton-schulz */
/* Brings all singular values of x, m x n with m >= n, near 1, and leaves its
 * singular vectors: x (a I + b x'x + c (x'x)^2), five times over. The room
 * holds x'x, the bracket and the product. */
static void newton_schulz(size_t m, size_t n, double *x, double *room)
{
    const double a = 3.4445, b = -4.7750, c = 2.0315;
    double *gram = room, *bracket = gram + n * n, *product = bracket + n * n;
    for (int round = 0; round < 5; round++) {
        multiply(n, m, n, x, 1, n, x, gram);
        multiply(n, n, n, gram, n, 1, gram, bracket);
        for (size_t i = 0; i < n * n; i++)
            bracket[i] = b * gram[i] + c * bracket[i];
        for (size_t i = 0; i < n; i++)
            bracket[i * n + i] += a;
        multiply(m, n, n, x, n, 1, bracket, product);
        memcpy(x, product, m * n * sizeof *x);
    }
}
/* end newton-schulz */

void gd_orthogonalise(size_t rows, size_t columns, double *u, double *room)
{
    const size_t count = rows * columns;
    /* Divided by the length no singular value is above 1. Squares that
     * underflow tell no length: so small a matrix is taken for 0. */
    const double squares = gd_dot(count, u, u);
    const double shrink = squares < DBL_MIN ? 0 : 1 / sqrt(squares);
    for (size_t i = 0; i < count; i++)
        u[i] *= shrink;
    if (rows >= columns) {
        newton_schulz(rows, columns, u, room);
        return;
    }
    double *upright = room + 3 * count;
    transpose(rows, columns, u, upright);
    newton_schulz(columns, rows, upright, room);
    transpose(columns, rows, upright, u);
}

enum { BETA = 0 };

/* region muon */
static void muon_step(gd_optimizer *o, double *restrict x,
                      const double *restrict g)
{
    const size_t n = o->n;
    const double rate = o->rate, beta = o->hyper[BETA];
    double *v = gd_optimizer_vector(o, 0), *u = gd_optimizer_vector(o, 1);
    for (size_t i = 0; i < n; i++) {
        v[i] = beta * v[i] + g[i];
        u[i] = g[i] + beta * v[i];
    }
    for (size_t k = 0; k < o->views; k++) {
        const gd_view *w = &o->view[k];
        if (w->rows > 1 && w->columns > 1)
            gd_orthogonalise(w->rows, w->columns, u + w->start,
                             gd_optimizer_vector(o, 2));
    }
    for (size_t i = 0; i < n; i++)
        x[i] -= rate * u[i];
}
/* end muon */

const gd_method *gd_muon(void)
{
    static const gd_method muon = {.name = "muon",
                                   .title = "Muon",
                                   .vectors = 6,
                                   .rate = 0.02,
                                   .hyper_count = 1,
                                   .hyper = {{"beta", 0.95, 0, 1}},
                                   .step = muon_step};
    return &muon;
}
