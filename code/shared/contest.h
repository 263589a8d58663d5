/* A contest of the library's methods under one protocol: the same problems,
 * budget and rates for each. And the experiments of chapter 4 that are about
 * all methods or all problems, and have no knobs. */
#ifndef CONTEST_H
#define CONTEST_H

#include "shared/must.h" /* METHODS */
#include "shared/plan.h"
#include "shared/story.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    PROBLEMS = 8,
    RATES = 41 /* 1e-7 ... 1e3, four to a decade */
};

/* A test function and where a run begins. */
typedef struct problem {
    const char *name;
    const char *function; /* of two variables, its minimum value 0 */
    double start[2];
    bool paths; /* the best paths are drawn */
    bool rates; /* f against the rate is drawn */
} problem;

extern const problem problems[PROBLEMS];

/* The k-th rate of the grid, 0 <= k < RATES. */
double grid_rate(int k);

/* The largest f over the last tenth of a plan's steps, the last point included;
 * infinity where the run diverged. A single point may be a lucky one. */
double late_value(const plan *p, const gd_objective *f, const double start[2]);

/* late_value of `method` for each rate of the grid, and the index of the
 * smallest, the first of equals. */
int tune(const char *method, const gd_objective *f, const double start[2],
         size_t budget, double late[RATES]);

/* Is it the first rate of the grid, or the last? Then a better one may lie
 * beyond it. */
bool at_edge(int k);

/* The results: late_value for every problem, method and rate, and the index of
 * each best rate. */
typedef struct contest {
    size_t budget;
    double f[PROBLEMS][METHODS][RATES];
    int best[PROBLEMS][METHODS];
} contest;

void hold_contest(contest *c, size_t budget);

/* A section of the report: the best f of each method on each problem. */
void say_contest(story *s, const contest *c);

/* Values fair.PROBLEM.METHOD.f; where the paths are drawn, blocks
 * fair-PROBLEM-METHOD with the best run and values fair.PROBLEM.METHOD.rate.
 * lion.lucky.bowl is what Lion would have on the bowl if its last point alone
 * counted, lion.moved.bowl the same from a start off its grid. */
void tell_contest(story *s, const contest *c);

/* Blocks fair-FUNCTION-grid: the landscapes, each where its paths lie. */
void tell_landscapes(gd_table *table);

/* The known minima of the four functions, blocks minima-FUNCTION. */
void minima_scene(const void *knobs, story *s);

/* Of the contest that `fair` has kept: its best runs on two problems go on for
 * nine budgets more. */
void afterwards_experiment(const void *knobs, story *s);

/* Likewise: how many rates end well, and blocks sensitivity-PROBLEM-METHOD
 * with f against the rate. */
void sensitivity_experiment(const void *knobs, story *s);

/* The settings with which the methods compete, but for the rate. */
void defaults_experiment(const void *knobs, story *s);

#endif
