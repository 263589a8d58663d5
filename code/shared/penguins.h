/* The penguins of chapters 2 and 3: flipper length in mm (x) and body mass
 * in g (y) of the birds of which both were measured. */
#ifndef PENGUINS_H
#define PENGUINS_H

#include "gd/curvature.h"
#include "gd/dataset.h"
#include "gd/objective.h"
#include "gd/regression.h"
#include "shared/story.h"

typedef struct penguins {
    gd_dataset table; /* as measured: table.skipped were not */
    gd_pairs raw;     /* the columns of table */
    gd_scale flipper;
    gd_scale mass;
    double *scaled;        /* 2 * raw.count numbers, all x before all y */
    gd_pairs standardised; /* the columns of scaled */

    /* The line that fits `standardised` best, (intercept, slope), and its
     * mean squared error. */
    double best[2];
    double best_loss;
} penguins;

/* Reads the file, to be freed at the end. A file that cannot be read, or is
 * cut off, or no memory ends the program with one sentence. */
penguins penguins_load(void);
void penguins_free(penguins *p);

/* The mean squared error of a line (intercept, slope) over the pairs, which
 * stay the caller's. */
gd_objective line_objective(gd_pairs *pairs);

/* Its two curvatures. */
gd_curvature line_curvature(const gd_pairs *pairs);

/* How many birds there are, and the curvatures of the loss over both pairs:
 * the head of the section `penguins`, and the values that it gives. */
void say_penguins(story *s, const penguins *p);

#endif
