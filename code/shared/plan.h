/* A run in words, how it is carried out, and how its points become a block.
 * What cannot be done, for want of memory or of such a method or
 * hyper-parameter, ends the program: no number may stand for a run that was
 * not made. */
#ifndef PLAN_H
#define PLAN_H

#include "gd/descent.h"
#include "gd/history.h"
#include "gd/table.h"
#include "shared/must.h"

#include <stdbool.h>
#include <stddef.h>

/* Of the library's methods, in steps of a rate, from a start given apart. */
typedef struct plan {
    const char *name;
    const char *method;
    double rate; /* > 0 */
    size_t steps;
    double tolerance;  /* of max|g|; 0: all steps are made */
    gd_setting set[3]; /* what differs from the defaults; the last is empty */
} plan;

/* A finished run of one parameter (x[1] is then of no meaning) or two. */
typedef struct run {
    size_t steps;
    double x[2];
    double f;
    double gradient_norm;
    gd_outcome outcome; /* > 0 */
} run;

/* f has one parameter or two. observer may be NULL. */
run perform(const plan *p, const gd_objective *f, const double start[2],
            gd_observer *observer, void *context);

/* The same, recorded: all points, or thinned. To be freed. */
gd_history record(const plan *p, const gd_objective *f, const double start[2],
                  bool all);

/* The same, recorded and written as a block of that name. */
run tell_plan(gd_table *table, const char *block, const plan *p,
              const gd_objective *f, const double start[2], bool all);

#endif
