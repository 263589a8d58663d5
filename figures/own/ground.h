/* What is seen of a reader's own function, and of a run on it. Nobody has seen
 * the function before: it may have gaps, poles and jumps, and the run may have
 * gone anywhere. */
#ifndef OWN_GROUND_H
#define OWN_GROUND_H

#include "plot/plot.h"

/* From low to high in one variable, at so many points. */
typedef struct stretch {
    const char *name;
    double low, high;
    size_t points;
} stretch;

/* The blocks BEFOREwindow and BEFORElandscape. */
typedef struct ground {
    size_t n; /* variables, 1 or 2 */
    stretch x, y;
    const block *seen; /* NULL: f has no finite value here */
} ground;

ground plot_ground_of(const dataset *data, const char *before);

/* Seen from above, n being 2, with names, limits and contours; `summits`: they
 * are what matters. The title says what is grey, and that scales differ. */
void plot_ground_draw_map(figure *fig, axes *ax, const ground *g, bool summits);

/* The function on its grid, for a surface; NaN where it has no value. */
grid *plot_ground_grid(figure *fig, const ground *g);

/* In one variable: a curve, in as many pieces as it has, with names and the
 * limits in x. */
void plot_ground_draw_curve(axes *ax, const ground *g);

/* Limits of the curve's panel: so high that all is seen of a walk, whose
 * heights over its stretch are given, and of the curve at most as much again
 * above and below, lest a pole have it all. A walk that is but a point here has
 * no say. */
void plot_ground_limit_heights(axes *ax, const ground *g, size_t walks,
                               const series *walk);

/* What is too far apart for a double to say how far is cut. */
void plot_ground_limit_values(axes *ax, range r);

/* The same for logarithms, of which the side of `start` is shown. */
void plot_ground_limit_logs(axes *ax, range r, double start);

/* Whole numbers of steps, where there are but a few. */
void plot_ground_limit_steps(axes *ax, double last);

#endif
