#include "shared/noise.h"

#include "gd/history.h"
#include "gd/schedule.h"
#include "shared/contest.h"
#include "shared/quantile.h"
#include "shared/tell.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { NOISE_STEPS = 2000, STRETCH = NOISE_STEPS / 10, LONGER = 4000 };

/* Rates are chosen with the noise of some seeds and judged with that of
 * others: the best of many under one noise owes something to it. */
enum { TUNING = 30, JUDGING = 200, SEEDS = TUNING + JUDGING };

/* The noise of each seed, drawn once: two numbers a point, and a run sees one
 * point more than it makes steps. */
enum { NUMBERS = 2 * (LONGER + 1) };

typedef struct draws {
    double number[SEEDS][NUMBERS];
} draws;

static draws *draw(void)
{
    draws *d = must_calloc(1, sizeof *d);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        gd_random random = gd_random_seeded(seed + 1);
        for (int i = 0; i < NUMBERS; i++)
            d->number[seed][i] = gd_random_normal(&random);
    }
    return d;
}

/* region noisy */
/* f with gradients that are wrong by the next of the numbers drawn. */
typedef struct noisy {
    const gd_objective *f;
    const double *next;
} noisy;

static double noisy_eval(size_t n, const double *x, double *gradient,
                         void *context)
{
    noisy *of = context;
    double f = of->f->eval(n, x, gradient, of->f->context);
    for (size_t i = 0; gradient && i < n; i++)
        gradient[i] += *of->next++;
    return f;
}
/* end noisy */

/* The last tenth of each run of a method, one after the other. */
typedef struct sample {
    size_t count;
    double f[JUDGING * STRETCH];
} sample;

static bool watch_sample(const gd_state *s, void *context)
{
    sample *late = context;
    if (s->step > NOISE_STEPS - STRETCH)
        late->f[late->count++] = s->f;
    return true;
}

/* region under-noise */
/* The median of f over the last tenth of `count` runs, one with the noise of
 * each seed. falling: the rate goes down along a cosine. */
static double under_noise(const draws *d, int first, int count,
                          const problem *p, const char *method, double rate,
                          bool falling)
{
    static sample late;
    const gd_schedule cosine =
        gd_schedule_new(gd_schedule_find("cosine"), NOISE_STEPS);
    late.count = 0;
    for (int seed = first; seed < first + count; seed++) {
        noisy of = {objective(p->function), d->number[seed]};
        const gd_objective f = {"noisy", 2, noisy_eval, &of};
        double x[2] = {p->start[0], p->start[1]};
        const gd_options o = {.rate = rate,
                              .max_steps = NOISE_STEPS,
                              .schedule = falling ? &cosine : NULL,
                              .observer = watch_sample,
                              .observer_context = &late};
        if (must_run(gd_minimise(&f, x, method, &o)).outcome == GD_DIVERGED)
            return HUGE_VAL;
    }
    return median(late.count, late.f);
}
/* end under-noise */

/* The best of seven rates, two to a decade, around that which is best without
 * noise; while the outermost is the best, one more is tried beyond it; at last
 * the two beside the best. edge: the grid had no more. */
static int best_under_noise(const draws *d, const problem *p,
                            const char *method, int centre, bool falling,
                            bool *edge)
{
    int low = centre, high = centre, best = centre;
    double least =
        under_noise(d, 0, TUNING, p, method, grid_rate(centre), falling);
    for (int way = -2; way <= 2; way += 4) {
        int *end = way < 0 ? &low : &high;
        while (*end + way >= 0 && *end + way < RATES
               && (abs(*end - centre) < 6 || best == *end)) {
            *end += way;
            double f =
                under_noise(d, 0, TUNING, p, method, grid_rate(*end), falling);
            if (f < least) {
                least = f;
                best = *end;
            }
        }
    }
    *edge = best == low || best == high;
    const int coarse = best;
    for (int k = coarse - 1; k <= coarse + 1; k += 2) {
        double f = k < 0 || k >= RATES ? HUGE_VAL
                                       : under_noise(d, 0, TUNING, p, method,
                                                     grid_rate(k), falling);
        if (f < least) {
            least = f;
            best = k;
        }
    }
    return best;
}

static void say_noise(story *s, const draws *d, const contest *c, int m,
                      bool *any_edge)
{
    static const int asked[] = {1, 7}; /* Beale and the bowl, near */
    const char *name = methods()[m].name;
    double f[2][2];
    say(s, "  %-16s", name);
    for (int i = 0; i < 2; i++) {
        const problem *p = &problems[asked[i]];
        for (int falling = 0; falling < 2; falling++) {
            bool edge;
            const double rate = grid_rate(best_under_noise(
                d, p, name, c->best[asked[i]][m], falling, &edge));
            f[i][falling] =
                under_noise(d, TUNING, JUDGING, p, name, rate, falling);
            *any_edge = *any_edge || edge;
            say(s, "  %8.1e%s", f[i][falling], edge ? "*" : " ");
        }
        say(s, " %4.1f%s", f[i][0] / f[i][1], i ? "\n" : "   ");
    }
    gd_table_named_row(s->data, name, 4, &f[0][0]);
}

void noise_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const contest *c = result_of(s, "fair");
    draws *d = draw();
    bool edge = false;
    say(s,
        "noise: N(0, 1) on each component of the gradient;\n"
        "  median f of the last %d of %d steps, %d seeds, best rate of each\n"
        "\n"
        "                    Beale, near                  bowl, near\n"
        "  method            constant     cosine  gain    constant"
        "     cosine  gain\n",
        STRETCH, NOISE_STEPS, JUDGING);
    gd_table_block(s->data, "noise",
                   "method\tbeale_constant\tbeale_cosine\tbowl_constant\t"
                   "bowl_cosine");
    for (int m = 0; m < METHODS; m++)
        say_noise(s, d, c, m, &edge);
    free(d);
    say(s, "%s\n", edge ? "\n  * at the end of the grid of rates\n" : "");
}

/* =========================================================== Schedule-Free */

enum { MARKS = 4 };
static const size_t marks[MARKS] = {500, 1000, 2000, 4000};

/* region schedule-free */
/* Schedule-Free descent (Defazio and others, 2024). z makes the steps; x is
 * the mean of all z so far, and what counts; the gradient is taken at y,
 * between the two. No step knows when the run is to end. */
static void schedule_free(const gd_objective *noisy_f, const double *start,
                          double rate, size_t steps, double *f)
{
    const gd_objective *exact = ((noisy *)noisy_f->context)->f;
    const double beta = 0.9;
    double x[2] = {start[0], start[1]}, z[2] = {start[0], start[1]};
    for (size_t t = 1; t <= steps; t++) {
        double y[2], g[2];
        for (int i = 0; i < 2; i++)
            y[i] = (1 - beta) * z[i] + beta * x[i];
        gd_value_and_gradient(noisy_f, y, g);
        for (int i = 0; i < 2; i++) {
            z[i] -= rate * g[i];
            x[i] += (z[i] - x[i]) / (double)(t + 1);
        }
        f[t - 1] = gd_value(exact, x);
    }
}
/* end schedule-free */

static bool watch_all(const gd_state *s, void *context)
{
    double *f = context;
    if (s->step > 0)
        f[s->step - 1] = s->f;
    return true;
}

typedef enum way { CONSTANT, COSINE, FREE, WAYS } way;
static const char *const way_names[WAYS] = {"constant", "cosine", "free"};

/* f after each step of one run, infinite after one that has diverged. The
 * cosine is over after NOISE_STEPS. */
static void one_way(way which, double rate, const double *noise, size_t steps,
                    double *f)
{
    const double start[2] = {1, 1.5};
    noisy of = {objective("bowl"), noise};
    const gd_objective g = {"noisy", 2, noisy_eval, &of};
    for (size_t t = 0; t < steps; t++)
        f[t] = HUGE_VAL;
    if (which == FREE) {
        schedule_free(&g, start, rate, steps, f);
        return;
    }
    const gd_schedule cosine =
        gd_schedule_new(gd_schedule_find("cosine"), NOISE_STEPS);
    double x[2] = {start[0], start[1]};
    const gd_options o = {.rate = rate,
                          .max_steps = which == COSINE ? NOISE_STEPS : steps,
                          .schedule = which == COSINE ? &cosine : NULL,
                          .observer = watch_all,
                          .observer_context = f};
    must_run(gd_descend(&g, x, &o));
}

/* f after every step of the runs of all seeds. */
typedef struct runs {
    int count;
    double f[JUDGING][LONGER];
} runs;

static void all_seeds(runs *r, const draws *d, int first, int count, way which,
                      double rate, size_t steps)
{
    r->count = count;
    for (int i = 0; i < count; i++)
        one_way(which, rate, d->number[first + i], steps, r->f[i]);
}

/* The median over the seeds and over the tenth of the steps up to `mark`. */
static double median_at(const runs *r, size_t mark)
{
    static double late[JUDGING * LONGER / 10];
    size_t count = 0;
    for (int i = 0; i < r->count; i++)
        for (size_t t = mark - mark / 10; t < mark; t++)
            late[count++] = isfinite(r->f[i][t]) ? r->f[i][t] : HUGE_VAL;
    return median(count, late);
}

/* The rate of the grid with which f is smallest after NOISE_STEPS. */
static int best_rate_of(runs *r, const draws *d, way which)
{
    double least = HUGE_VAL;
    int best = 0;
    for (int k = 12; k <= 28; k++) { /* 1e-4 ... 1 */
        all_seeds(r, d, 0, TUNING, which, grid_rate(k), NOISE_STEPS);
        double f = median_at(r, NOISE_STEPS);
        if (f < least) {
            least = f;
            best = k;
        }
    }
    return best;
}

/* The median over the seeds after each step that a record keeps. */
static void tell_way(gd_table *t, const runs *r, const char *name, size_t steps)
{
    gd_table_block(t, named("schedule-free-%s", name).text, "step\tf");
    for (size_t i = 1; i <= steps; i++) {
        double f[JUDGING];
        if (!gd_history_keeps(i) && i < steps)
            continue;
        for (int k = 0; k < r->count; k++)
            f[k] = r->f[k][i - 1];
        gd_row(t, (double)i, median((size_t)r->count, f));
    }
}

void schedule_free_experiment(const void *knobs, story *s)
{
    static const char *const titles[WAYS] = {"constant rate", "cosine",
                                             "Schedule-Free"};
    (void)knobs;
    runs *r = must_calloc(1, sizeof *r);
    draws *d = draw();
    double f[WAYS][MARKS];
    say(s,
        "schedule-free: the bowl from (1, 1.5) with noise; median of f, %d"
        " seeds\n\n"
        "  descent with        rate     step 500      1000      2000      4000"
        "\n",
        JUDGING);
    for (way which = CONSTANT; which < WAYS; which++) {
        const size_t steps = which == COSINE ? NOISE_STEPS : LONGER;
        const double rate = grid_rate(best_rate_of(r, d, which));
        all_seeds(r, d, TUNING, JUDGING, which, rate, steps);
        say(s, "  %-16s %8.2g   ", titles[which], rate);
        double latest = HUGE_VAL; /* a run that is over stays where it is */
        for (int k = 0; k < MARKS; k++) {
            if (marks[k] <= steps) {
                latest = median_at(r, marks[k]);
                say(s, "  %8.1e", latest);
            }
            f[which][k] = latest;
        }
        say(s, "\n");
        tell_way(s->data, r, way_names[which], steps);
    }
    say(s, "\n");
    gd_table_block(s->data, "schedule-free",
                   "way\tat500\tat1000\tat2000\tat4000");
    for (way which = CONSTANT; which < WAYS; which++)
        gd_table_named_row(s->data, way_names[which], MARKS, f[which]);
    free(d);
    free(r);
}
