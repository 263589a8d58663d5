/* A saddle for a monkey: x^3 - 3xy^2 falls away at the origin in three
 * directions, two for the legs and one for the tail. All second derivatives
 * there are zero, so the Hessian cannot tell. A walk around it can. */
#include "exercise.h"
#include "gd/curvature.h"
#include "gd/objective.h"
#include "gd/pi.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* region solution */
enum { STEPS = 3600 };

/* f on the circle around the origin, `step` of STEPS on. Half a step of
 * offset keeps the walk off the lines where f is exactly zero. */
static double around(const gd_objective *f, double radius, int step)
{
    double angle = 2 * GD_PI * (step + 0.5) / STEPS;
    double x[2] = {radius * cos(angle), radius * sin(angle)};
    return gd_value(f, x);
}

/* How many valleys lead down from the origin: stretches of the circle that
 * lie below it. A walk all the way round enters each of them once. */
static int valleys(const gd_objective *f, double radius)
{
    double origin = gd_value(f, (double[]){0, 0});
    int entered = 0;
    for (int i = 0; i < STEPS; i++) {
        bool was_below = around(f, radius, i) < origin;
        bool is_below = around(f, radius, i + 1) < origin;
        entered += !was_below && is_below;
    }
    return entered;
}
/* end solution */

static const char *hessian_says(const gd_test_function *f)
{
    double hessian[4];
    f->hessian((double[]){0, 0}, hessian);
    gd_curvature c = gd_curvature_of(2, hessian);
    return gd_kind_text(gd_classify(&c, 1e-9));
}

int main(void)
{
    static const struct {
        const char *name;
        int valleys;
    } answers[] = {{"monkey", 3}, {"saddle", 2}, {"round-bowl", 0}};
    bool right = true;
    printf("valleys: ways down from the origin\n\n"
           "  function       the Hessian says   valleys\n");
    for (int i = 0; i < 3; i++) {
        const gd_test_function *f = gd_test_function_find(answers[i].name);
        int found = valleys(&f->objective, 0.1);
        printf("  %-13s  %-16s   %7d\n", f->formula, hessian_says(f), found);
        /* The same however small the circle. */
        for (double radius = 1; radius > 1e-6; radius /= 10)
            right = right && valleys(&f->objective, radius) == found;
        right = right && found == answers[i].valleys;
    }
    return finish(right);
}
