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

/* Its two curvatures, for x of that mean and deviation. */
gd_curvature line_curvature(const gd_scale *x);

/* The same lengths, measured from `zero` in units of `unit`. */
gd_scale measured(const gd_scale *x, double zero, double unit);

/* How many birds there are, and the curvatures of the loss for flippers as
 * measured, in another unit (their root mean square), from their mean, and
 * both, and the head of the table of fits: the section `penguins` begins with
 * it. Values penguins.count, .mean, .deviation, .raw.limit, .condition.*. */
void say_penguins(story *s, const penguins *p);

/* A row of its table of fits; line NULL: the run has diverged. */
void say_fit(story *s, const char *how, size_t steps, const gd_line *line);

/* A line (intercept, slope) between standardised numbers, in mm and g. */
gd_line penguin_line(const penguins *p, const double *standardised);

/* The loss over the plane of lines, as measured: a block penguin-loss-raw. */
void tell_penguin_loss(story *s, penguins *p);

/* Some of the birds, standardised, the heights at their places of the level
 * line and of the best one; and the losses of both lines over all birds. */
void tell_penguin_residuals(story *s, penguins *p);

#endif
