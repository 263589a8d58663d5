/* The landscape around a walk in one or two variables. Nobody has seen the
 * function before: it may be undefined in places, jump, overflow, or be flat,
 * and the walk may have gone astray. */
#ifndef LANDSCAPE_H
#define LANDSCAPE_H

#include "gd/descent.h"
#include "gd/objective.h"
#include "gd/table.h"

#include <stdbool.h>
#include <stddef.h>

/* From the least to the greatest that was seen of each variable. */
typedef struct landscape_box {
    double low[2], high[2];
} landscape_box;

/* Where a walk has been, of which no point need be kept. */
typedef struct landscape {
    size_t n; /* 1 or 2 */
    bool ascend;
    double first, last; /* f */
    landscape_box all;
    landscape_box calm; /* up to the first point that is worse than the start */
    landscape_box near; /* up to the first that is far from all before it */
    bool worse, astray; /* there has been one */
} landscape;

/* Begins at the start x, n numbers. f is finite there. */
landscape landscape_new(size_t n, bool ascend, const double *x, double f);

/* Takes the next point in; one that is not finite is passed over. */
void landscape_see(landscape *l, const double *x, double f);

/* What there is to be seen: all of the walk and some air around it. Of a walk
 * that has `diverged`, or ended worse than it began, only as much as it covered
 * before it went astray. Never empty, and never so large that its width
 * overflows. In two variables it is as wide in x as in y where that serves
 * both. */
landscape_box landscape_window(const landscape *l, bool diverged);

/* Two blocks, whose names begin with `before`. `window`: a row for each
 * variable, its name and low, high, cells; names as the objective orders them.
 * `landscape`: the function in it, as of gd_table_grid or gd_table_curve, where
 * it and its slopes are finite. In one variable there is a column more, piece,
 * which counts the parts that hang together: a gap, a pole or a jump lies
 * between two of them. Where nothing is finite there is no such block. */
void landscape_tell(gd_table *table, const char *before, const gd_objective *f,
                    const char *const *names, const landscape_box *window);

#endif
