#include "shared/contest.h"

#include "shared/plan.h"
#include "shared/tell.h"

#include <math.h>

const problem problems[PROBLEMS] = {
    {"beale", "beale", {3, 4}, true, false},
    {"beale-near", "beale", {1, 1.5}, false, true},
    {"rosenbrock", "rosenbrock", {3, 4}, false, false},
    {"rosenbrock-near", "rosenbrock", {1, 1.5}, true, true},
    {"himmelblau", "himmelblau", {3, 4}, true, false},
    {"himmelblau-near", "himmelblau", {1, 1.5}, false, false},
    {"bowl", "bowl", {3, 4}, true, false},
    {"bowl-near", "bowl", {1, 1.5}, false, false},
};

double grid_rate(int k)
{
    return pow(10, -7 + k / 4.0);
}

/* region contest */
/* f after the budget, or infinity where the run diverged. */
static double final_value(const problem *p, const char *method, double rate,
                          size_t budget)
{
    const plan one = {.method = method, .rate = rate, .steps = budget};
    run r = perform(&one, objective(p->function), p->start, NULL, NULL);
    return r.outcome == GD_DIVERGED ? HUGE_VAL : r.f;
}

/* Every method gets the same number of gradients, from the same start, for
 * every rate of the same grid. Its result is f at the last point, not the
 * best on the way, for the rate where that is smallest. All other settings
 * stay at their defaults. */
void hold_contest(contest *c, size_t budget)
{
    c->budget = budget;
    for (int p = 0; p < PROBLEMS; p++)
        for (int m = 0; m < METHODS; m++) {
            const char *method = methods()[m].name;
            double *f = c->f[p][m];
            int best = 0;
            for (int k = 0; k < RATES; k++) {
                f[k] = final_value(&problems[p], method, grid_rate(k), budget);
                if (f[k] < f[best])
                    best = k;
            }
            c->best[p][m] = best;
        }
}
/* end contest */

static double best_value(const contest *c, int p, int m)
{
    return c->f[p][m][c->best[p][m]];
}

static double best_rate(const contest *c, int p, int m)
{
    return grid_rate(c->best[p][m]);
}

/* How many of the rates bring f below `good`. */
static int good_rates(const contest *c, int p, int m, double good)
{
    int count = 0;
    for (int k = 0; k < RATES; k++)
        count += c->f[p][m][k] < good;
    return count;
}

void say_contest(story *s, const contest *c)
{
    say(s,
        "fair: f after %zu steps from (3, 4), far, and (1, 1.5), near,"
        " best of %d rates\n\n"
        "  function        ",
        c->budget, RATES);
    for (int p = 0; p < PROBLEMS; p += 2)
        say(s, "  %-13s", problems[p].function);
    say(s, "\n  from            ");
    for (int p = 0; p < PROBLEMS; p += 2)
        say(s, "     far   near");
    say(s, "\n");
    for (int m = 0; m < METHODS; m++) {
        say(s, "  %-16s", methods()[m].name);
        for (int p = 0; p < PROBLEMS; p++)
            say(s, "%s %6.0e", p % 2 ? "" : " ", best_value(c, p, m));
        say(s, "\n");
    }
    say(s, "\n");
}

static void tell_best(story *s, const contest *c, int p, int m)
{
    const problem *on = &problems[p];
    const char *method = methods()[m].name;
    const double rate = best_rate(c, p, m);
    const plan best = {.method = method, .rate = rate, .steps = c->budget};
    valuef(s, best_value(c, p, m), "fair.%s.%s.f", on->name, method);
    if (!on->paths)
        return;
    valuef(s, rate, "fair.%s.%s.rate", on->name, method);
    tell_plan(s->data, named("fair-%s-%s", on->name, method).text, &best,
              objective(on->function), on->start, false);
}

/* Lion's result on the bowl depends on a start on its grid, whose mesh is the
 * rate: here the start is moved by a third of it. */
static double lion_moved(const contest *c)
{
    enum { BOWL = 6, LION = METHODS - 1 };
    problem moved = problems[BOWL];
    double rate = best_rate(c, BOWL, LION);
    moved.start[0] += rate / 3;
    moved.start[1] += rate / 3;
    return final_value(&moved, "lion", rate, c->budget);
}

void tell_contest(story *s, const contest *c)
{
    for (int p = 0; p < PROBLEMS; p++)
        for (int m = 0; m < METHODS; m++)
            tell_best(s, c, p, m);
    value(s, "fair.rates", RATES);
    value(s, "lion.moved.bowl", lion_moved(c));
}

/* A run that diverged has no f; one of 0 has no logarithm. */
static void tell_curve(gd_table *t, const double f[RATES], const char *block)
{
    gd_table_block(t, block, "rate\tf");
    for (int k = 0; k < RATES; k++)
        if (isfinite(f[k]))
            gd_row(t, grid_rate(k), fmax(f[k], 1e-300));
}

static void tell_rates(gd_table *table, const contest *c)
{
    for (int p = 0; p < PROBLEMS; p++)
        for (int m = 0; m < METHODS && problems[p].rates; m++)
            tell_curve(
                table, c->f[p][m],
                named("sensitivity-%s-%s", problems[p].name, methods()[m].name)
                    .text);
}

void sensitivity_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const contest *c = result_of(s, "fair");
    static const double good = 1e-3;
    say(s,
        "sensitivity: how many of %d rates end with f < %g\n\n"
        "  method             beale   rosenbrock   himmelblau   bowl\n",
        RATES, good);
    for (int m = 0; m < METHODS; m++)
        say(s, "  %-17s %6d  %11d  %11d  %5d\n", methods()[m].name,
            good_rates(c, 1, m, good), good_rates(c, 3, m, good),
            good_rates(c, 5, m, good), good_rates(c, 7, m, good));
    say(s, "\n  starts (1, 1.5)\n\n");
    tell_rates(s->data, c);
}

void defaults_experiment(const void *knobs, story *s)
{
    (void)knobs;
    say(s, "defaults: rate and hyper-parameters where nothing else is said\n\n"
           "  method              rate\n");
    for (int m = 0; m < METHODS; m++) {
        const gd_method *method = &methods()[m];
        say(s, "  %-17s %6g", method->name, method->rate);
        for (size_t k = 0; k < method->hyper_count; k++)
            say(s, "%s%s %g",
                k == 3 ? ",\n                            "
                : k    ? ", "
                       : "  ",
                method->hyper[k].name, method->hyper[k].value);
        say(s, "\n");
    }
    say(s, "\n");
}

void tell_landscapes(gd_table *table)
{
    static const struct {
        const char *function;
        double lower[2], upper[2];
        int nx, ny;
    } g[] = {{"bowl", {-4.8, -4.3}, {4.8, 4.3}, 96, 86},
             {"rosenbrock", {0.25, 0.2}, {1.75, 1.6}, 165, 154},
             {"himmelblau", {0.8, 0.2}, {6, 4.5}, 104, 86},
             {"beale", {-7, -5.2}, {5.4, 4.6}, 186, 147}};
    for (int i = 0; i < 4; i++)
        gd_table_grid(table, named("fair-%s-grid", g[i].function).text,
                      objective(g[i].function), g[i].lower, g[i].upper, g[i].nx,
                      g[i].ny);
}

void minima_scene(const void *knobs, story *s)
{
    (void)knobs;
    static const char *const names[] = {"bowl", "rosenbrock", "himmelblau",
                                        "beale"};
    for (int k = 0; k < 4; k++)
        tell_minima(s, named("minima-%s", names[k]).text, function(names[k]));
}
