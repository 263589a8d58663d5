/* Body mass of penguins from flipper length and beak depth: three numbers to
 * find. Standardised and by gradient descent, then by the normal equations,
 * three linear equations solved by elimination. */
#include "exercise.h"
#include "gd/dataset.h"
#include "gd/descent.h"
#include "gd/regression.h"
#include "shared/find-data.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* region solution */
enum { N = 3 }; /* intercept, slope by flipper, slope by depth */

/* Feature k of bird i: 1 for the intercept, then flipper and depth. */
static double feature(const gd_dataset *birds, size_t i, size_t k)
{
    return k == 0 ? 1 : gd_dataset_column(birds, k - 1)[i];
}

/* Mean squared error of p0 + p1 flipper + p2 depth, and its gradient. */
static double plane_loss(size_t n, const double *p, double *gradient,
                         void *context)
{
    const gd_dataset *birds = context;
    double sum[N] = {0}, squares = 0, m = (double)birds->rows;
    for (size_t i = 0; i < birds->rows; i++) {
        double residual = -gd_dataset_column(birds, 2)[i];
        for (size_t k = 0; k < n; k++)
            residual += p[k] * feature(birds, i, k);
        for (size_t k = 0; k < n; k++)
            sum[k] += residual * feature(birds, i, k);
        squares += residual * residual;
    }
    for (size_t k = 0; gradient && k < n; k++)
        gradient[k] = 2 * sum[k] / m;
    return squares / m;
}

/* Where the gradient is zero: (sum of products of features) p = (sum of
 * feature times mass). That matrix is positive definite, so its pivots are
 * positive and rows need not be swapped. */
static void normal_equations(const gd_dataset *birds, double *p)
{
    double a[N][N + 1] = {{0}};
    for (size_t i = 0; i < birds->rows; i++)
        for (size_t k = 0; k < N; k++) {
            for (size_t j = 0; j < N; j++)
                a[k][j] += feature(birds, i, k) * feature(birds, i, j);
            a[k][N] += feature(birds, i, k) * gd_dataset_column(birds, 2)[i];
        }
    for (size_t k = 0; k < N; k++) /* clear column k in all other rows */
        for (size_t row = 0; row < N; row++) {
            double factor = row == k ? 0 : a[row][k] / a[k][k];
            for (size_t j = k; j <= N; j++)
                a[row][j] -= factor * a[k][j];
        }
    for (size_t k = 0; k < N; k++)
        p[k] = a[k][N] / a[k][k];
}
/* end solution */

/* Column by column, in place; scale: what they were. */
static void standardise(gd_dataset *birds, gd_scale scale[N])
{
    for (size_t c = 0; c < N; c++) {
        double *column = birds->values + c * birds->rows;
        scale[c] = gd_scale_of(birds->rows, column);
        gd_standardise(birds->rows, column, &scale[c], column);
    }
}

/* How flippers go with depths, both standardised. */
static double correlation(const gd_dataset *birds)
{
    double sum = 0;
    for (size_t i = 0; i < birds->rows; i++)
        sum += feature(birds, i, 1) * feature(birds, i, 2);
    return sum / (double)birds->rows;
}

int main(void)
{
    static const char *const columns[N] = {"flipper_length_mm", "beak_depth_mm",
                                           "body_mass_g"};
    gd_dataset birds;
    char error[GD_DATASET_ERROR_SIZE];
    char *path = find_data(GD_DATA_DIR "/penguins.csv");
    need(gd_dataset_read(&birds, path, N, columns, error), error);
    free(path);
    double exact[N], p[N] = {0};
    gd_scale scale[N];
    normal_equations(&birds, exact);
    standardise(&birds, scale);
    const double r12 = correlation(&birds);
    gd_objective f = {"plane", N, plane_loss, &birds};
    gd_options options = gd_default_options();
    options.rate = 0.1;
    options.tolerance = 1e-12;
    gd_result r = gd_descend(&f, p, &options);
    need(r.outcome > 0, gd_outcome_text(r.outcome));

    /* Back to grams and millimetres. */
    double flipper = p[1] * scale[2].deviation / scale[0].deviation;
    double depth = p[2] * scale[2].deviation / scale[1].deviation;
    double start =
        scale[2].mean - flipper * scale[0].mean - depth * scale[1].mean;
    printf("plane: mass (g) of %zu penguins, %s after %zu steps\n\n",
           birds.rows, gd_outcome_text(r.outcome), r.steps);
    printf("                      descent   normal equations\n"
           "  intercept  %16.8f   %16.8f\n  flipper    %16.8f   %16.8f\n"
           "  depth      %16.8f   %16.8f\n\n",
           start, exact[0], flipper, exact[1], depth, exact[2]);

    printf("  correlation of the features %.4f, condition number %.4f\n", r12,
           (1 + fabs(r12)) / (1 - fabs(r12)));

    bool right = r.outcome == GD_CONVERGED && fabs(start / exact[0] - 1) < 1e-8
                 && fabs(flipper / exact[1] - 1) < 1e-8
                 && fabs(depth / exact[2] - 1) < 1e-8;
    gd_dataset_free(&birds);
    return finish(right);
}
