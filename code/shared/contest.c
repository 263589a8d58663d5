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

bool at_edge(int k)
{
    return k == 0 || k == RATES - 1;
}

/* region contest */
/* The largest f that a run meets from a step on. */
typedef struct stretch {
    size_t from;
    double highest;
} stretch;

static bool watch_stretch(const gd_state *s, void *context)
{
    stretch *late = context;
    if (s->step >= late->from)
        late->highest = fmax(late->highest, s->f);
    return true;
}

double late_value(const plan *p, const gd_objective *f, const double start[2])
{
    stretch late = {.from = p->steps - p->steps / 10};
    run r = perform(p, f, start, watch_stretch, &late);
    return r.outcome == GD_DIVERGED ? HUGE_VAL : late.highest;
}

int tune(const char *method, const gd_objective *f, const double start[2],
         size_t budget, double late[RATES])
{
    int best = 0;
    for (int k = 0; k < RATES; k++) {
        const plan p = {
            .method = method, .rate = grid_rate(k), .steps = budget};
        late[k] = late_value(&p, f, start);
        if (late[k] < late[best])
            best = k;
    }
    return best;
}

/* Every method gets the same number of gradients, from the same start, for
 * every rate of the same grid. Its result is the largest f of its last tenth
 * of the steps, not a single point, for the rate where that is smallest. All
 * other settings stay at their defaults. */
void hold_contest(contest *c, size_t budget)
{
    c->budget = budget;
    for (int p = 0; p < PROBLEMS; p++)
        for (int m = 0; m < METHODS; m++)
            c->best[p][m] =
                tune(methods()[m].name, objective(problems[p].function),
                     problems[p].start, budget, c->f[p][m]);
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
    bool edge = false;
    say(s,
        "fair: the largest f in the last tenth of %zu steps, best of %d rates;"
        "\n  from (3, 4), far, and (1, 1.5), near\n\n"
        "  function        ",
        c->budget, RATES);
    for (int p = 0; p < PROBLEMS; p += 2)
        say(s, p + 2 < PROBLEMS ? "  %-12s" : "  %s", problems[p].function);
    say(s, "\n  from            ");
    for (int p = 0; p < PROBLEMS; p += 2)
        say(s, "    far   near");
    say(s, "\n");
    for (int m = 0; m < METHODS; m++) {
        say(s, "  %-16s", methods()[m].name);
        for (int p = 0; p < PROBLEMS; p++) {
            bool here = at_edge(c->best[p][m]);
            edge = edge || here;
            say(s, " %5.0e%s", best_value(c, p, m), here ? "*" : " ");
        }
        say(s, "\n");
    }
    say(s, "%s\n", edge ? "\n  * at the end of the grid of rates\n" : "");
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

/* What Lion would get on the bowl if the last point alone counted: its points
 * lie on a grid whose mesh is the rate, and the minimum may be one of them.
 * Then the same from a start that is moved by a third of the rate. */
static void tell_lucky_lion(story *s, size_t budget)
{
    enum { BOWL = 6 };
    const problem *p = &problems[BOWL];
    double best = HUGE_VAL, rate = 0;
    for (int k = 0; k < RATES; k++) {
        const plan one = {
            .method = "lion", .rate = grid_rate(k), .steps = budget};
        double f =
            perform(&one, objective(p->function), p->start, NULL, NULL).f;
        if (f < best) {
            best = f;
            rate = one.rate;
        }
    }
    const plan same = {.method = "lion", .rate = rate, .steps = budget};
    const double moved[2] = {p->start[0] + rate / 3, p->start[1] + rate / 3};
    value(s, "lion.lucky.bowl", best);
    value(s, "lion.moved.bowl",
          perform(&same, objective(p->function), moved, NULL, NULL).f);
}

void tell_contest(story *s, const contest *c)
{
    for (int p = 0; p < PROBLEMS; p++)
        for (int m = 0; m < METHODS; m++)
            tell_best(s, c, p, m);
    value(s, "fair.rates", RATES);
    tell_lucky_lion(s, c->budget);
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

/* The largest f in nine budgets more, with the same rate. */
static double afterwards(const contest *c, int p, int m)
{
    stretch more = {.from = c->budget + 1};
    const plan longer = {.method = methods()[m].name,
                         .rate = best_rate(c, p, m),
                         .steps = 10 * c->budget};
    run r = perform(&longer, objective(problems[p].function), problems[p].start,
                    watch_stretch, &more);
    return r.outcome == GD_DIVERGED ? HUGE_VAL : more.highest;
}

void afterwards_experiment(const void *knobs, story *s)
{
    static const int asked[] = {1, 6}; /* Beale, near, and the bowl, far */
    (void)knobs;
    const contest *c = result_of(s, "fair");
    say(s,
        "afterwards: the best runs go on, with the same rate\n\n"
        "                    Beale, near            bowl, far\n"
        "  method            scored  largest f      scored  largest f\n"
        "                            to step %-7zu        to step %zu\n",
        10 * c->budget, 10 * c->budget);
    gd_table_block(s->data, "afterwards", "method\tbeale\tbowl");
    for (int m = 0; m < METHODS; m++) {
        double most[2];
        say(s, "  %-16s", methods()[m].name);
        for (int i = 0; i < 2; i++) {
            most[i] = afterwards(c, asked[i], m);
            say(s, "%s  %6.0e  ", i ? "    " : "", best_value(c, asked[i], m));
            say_number(s, 9, 0, most[i]);
        }
        say(s, "\n");
        if (isfinite(most[0]) && isfinite(most[1]))
            gd_table_named_row(s->data, methods()[m].name, 2, most);
    }
    say(s, "\n");
}

void sensitivity_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const contest *c = result_of(s, "fair");
    static const double good = 1e-3;
    say(s,
        "sensitivity: with how many of %d rates f stays below %g at the end\n\n"
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
             {"himmelblau", {0.8, 0.2}, {6.6, 4.5}, 116, 86},
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
