/* Learning-rate schedules: how the rate changes during a run.
 *
 * A schedule is stretched over a run of `steps` steps. It gives a factor for
 * each, by which the base rate is multiplied. */
#ifndef GD_SCHEDULE_H
#define GD_SCHEDULE_H

#include "gd/compiler.h"
#include "gd/optimizer.h"

#include <stdbool.h>
#include <stddef.h>

GD_BEGIN_C

enum { GD_SCHEDULE_HYPER_MAX = 3 };

/* A kind of schedule. p is the part of the run that is over, 0 <= p < 1, and
 * one_step the part that is one step. */
typedef struct gd_schedule_kind {
    const char *name;
    const char *title;
    size_t hyper_count;
    gd_hyper hyper[GD_SCHEDULE_HYPER_MAX];
    double (*factor)(const double *hyper, double p, double one_step);
} gd_schedule_kind;

/* One schedule for one run. */
typedef struct gd_schedule {
    const gd_schedule_kind *kind;
    size_t steps;
    double hyper[GD_SCHEDULE_HYPER_MAX];
} gd_schedule;

/* The kinds, with their hyper-parameters and defaults. All are shares, in
 * [0, 1), but `drops`, a count below a million; and the `final` of the
 * exponential and of the inverse schedule must not be 0.
 *
 * constant      1
 * step          factor^k after k of `drops` evenly spaced drops (0.1, 2)
 * exponential   final^p (0.01)
 * inverse       1 / (1 + p (1/final - 1)), the decay 1/t of Robbins and
 *               Monro (1951), reaching `final` (0.01) at the end
 * cosine        final + (1 - final) (1 + cos pi p) / 2 (0): Loshchilov and
 *               Hutter (2017)
 * warmup        rises in equal steps to 1 over the first share `warm` (0.1)
 * one-cycle     from `start` (0.04) up to 1 at `warm` (0.3), then down to
 *               `final` (4e-6), both along a cosine: Smith (2018) */
const gd_schedule_kind *gd_schedule_kinds(size_t *count);

/* The kind of that name, or NULL. */
const gd_schedule_kind *gd_schedule_find(const char *name);

/* A schedule with the kind's defaults. kind not NULL. steps may be 0, for a
 * run that makes none: no factor may then be asked for. */
gd_schedule gd_schedule_new(const gd_schedule_kind *kind, size_t steps);

/* Sets a hyper-parameter by name. False, and nothing is changed: the kind
 * has none of that name, or the value is out of range or NaN. */
GD_MUST_CHECK bool gd_schedule_set(gd_schedule *s, const char *name,
                                   double value);

/* The factor for step t, 0 <= t < s->steps: the step from x_t to x_{t+1}. */
double gd_schedule_factor(const gd_schedule *s, size_t t);

GD_END_C

#endif
