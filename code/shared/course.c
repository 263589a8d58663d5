#include "shared/course.h"

#include "gd/schedule.h"
#include "shared/must.h"
#include "shared/numeral.h"
#include "shared/penguins.h"
#include "shared/quantile.h"
#include "shared/stochastic.h"
#include "shared/tell.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

enum { ROWS = COURSE_STEPS / COURSE_EVERY + 1 };

/* The excess of all runs at every so many steps, infinite where one has
 * left. Rounding may take it to zero and below. */
typedef struct excess_table {
    double at[ROWS][COURSE_RUNS];
} excess_table;

static void run_all(const penguins *birds, recipe r, excess_table *table)
{
    line *p = must_calloc(r.steps + 1, sizeof *p); /* from (0, 0) */
    for (size_t k = 0; k < COURSE_RUNS; k++, r.seed++) {
        size_t made = stochastic(birds, &r, p);
        for (size_t i = 0; i < ROWS; i++)
            table->at[i][k] =
                i * COURSE_EVERY <= made
                    ? fmax(excess_at(birds, p[i * COURSE_EVERY]), 1e-16)
                    : HUGE_VAL;
    }
    free(p);
}

static double at_the_end(excess_table *table)
{
    return quantile(COURSE_RUNS, table->at[ROWS - 1], 0.5);
}

/* -------------------------------------------------------- a steady rate */

const knob steady_list[] = {
    KNOB(steady_knobs, rate, 0.1, 0.01, 0.4, LOG, "the largest rate"),
    KNOB(steady_knobs, seed, 1, 0, 1e6, COUNT, "of the first run's numbers"),
    {0},
};

/* What courses are held against. */
typedef struct steady_result {
    steady_knobs knobs;
    double excess; /* at the end */
} steady_result;

void steady_experiment(const void *knobs, story *s)
{
    const steady_knobs *k = knobs;
    const recipe r = {k->rate, 1, COURSE_STEPS, NULL, (uint64_t)k->seed};
    penguins birds = penguins_load();
    excess_table *table = must_calloc(1, sizeof *table);
    steady_result *result = keep(s, sizeof *result);
    run_all(&birds, r, table);
    *result = (steady_result){*k, at_the_end(table)};
    gd_table_block(s->data, "steady", "step\texcess");
    for (size_t i = 0; i < ROWS; i++) {
        double half = quantile(COURSE_RUNS, table->at[i], 0.5);
        if (isfinite(half))
            gd_row(s->data, (double)(i * COURSE_EVERY), half);
    }
    free(table);
    penguins_free(&birds);
}

/* --------------------------------------------------------- and a course */

static const char *const schedules[] = {"cosine",   "step",   "exponential",
                                        "inverse",  "warmup", "one-cycle",
                                        "constant", NULL};

const knob course_list[] = {
    CHOICE_KNOB(course_knobs, schedule, schedules, "the course of the rate"),
    KNOB(course_knobs, final, 0.01, 1e-4, 0.9, LOG,
         "factor at the end, if it falls"),
    KNOB(course_knobs, warm, 0.1, 0.01, 0.9, LINEAR,
         "share in which it rises, if it does"),
    {0},
};

/* Sets what the schedule has of both: whether, is stored. Steps reach the
 * final factor in their two drops. */
static gd_schedule course_of(const course_knobs *k, bool *falls, bool *rises)
{
    const gd_schedule_kind *kind = gd_schedule_find(k->schedule);
    if (!kind)
        give_up("there is no schedule '%s'", k->schedule);
    gd_schedule schedule = gd_schedule_new(kind, COURSE_STEPS);
    *falls = gd_schedule_set(&schedule, "final", k->final)
             || gd_schedule_set(&schedule, "factor", sqrt(k->final));
    *rises = gd_schedule_set(&schedule, "warm", k->warm);
    return schedule;
}

static void tell_course(gd_table *t, const gd_schedule *schedule, double rate,
                        double square)
{
    gd_table_block(t, "course", "step\tfactor\tball");
    for (size_t step = 0; step < COURSE_STEPS; step += 10) {
        double factor = gd_schedule_factor(schedule, step);
        gd_row(t, (double)step, factor, noise_theory(rate * factor, 1, square));
    }
}

static void tell_quarters(gd_table *t, excess_table *table)
{
    gd_table_block(t, "course-runs", "step\tquarter\thalf\tthree_quarters");
    for (size_t i = 0; i < ROWS; i++) {
        double most = quantile(COURSE_RUNS, table->at[i], 0.75);
        if (isfinite(most))
            gd_row(t, (double)(i * COURSE_EVERY),
                   quantile(COURSE_RUNS, table->at[i], 0.25),
                   quantile(COURSE_RUNS, table->at[i], 0.5), most);
    }
}

static void course_in_short(story *s, const course_knobs *k, double rate,
                            double with, double without)
{
    label end = named("most runs have left");
    if (isfinite(with))
        end = named("the median run ends with an excess of %s",
                    spoken_roughly(with).text);
    label steady = named("most have left");
    if (isfinite(without))
        steady = named("with %s", spoken_roughly(without).text);
    in_short(s, "From the rate %s, %s: %s; with a constant rate, %s.",
             spoken(rate).text, k->schedule, end.text, steady.text);
}

void course_experiment(const void *knobs, story *s)
{
    const course_knobs *k = knobs;
    const steady_result *steady = result_of(s, "steady");
    const double rate = steady->knobs.rate;
    bool falls, rises;
    gd_schedule schedule = course_of(k, &falls, &rises);
    const recipe r = {rate, 1, COURSE_STEPS, &schedule,
                      (uint64_t)steady->knobs.seed};
    penguins birds = penguins_load();
    excess_table *table = must_calloc(1, sizeof *table);
    run_all(&birds, r, table);
    tell_course(s->data, &schedule, rate, mean_square_pull(&birds));
    double end = at_the_end(table);
    tell_quarters(s->data, table);
    gd_table_block(s->data, "course-ends", "falls\tstep\tfactor");
    if (rises)
        gd_row(s->data, 0, k->warm * COURSE_STEPS, 1);
    if (falls)
        gd_row(s->data, 1, COURSE_STEPS, k->final);
    course_in_short(s, k, rate, end, steady->excess);
    free(table);
    penguins_free(&birds);
}
