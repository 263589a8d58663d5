/* Chapter 6, Optimizer separation: one loop, any rule.
 *
 * First on a bowl: the loops of chapter 4 against the separated ones, the
 * twelve methods, the parts that can be changed one at a time, a run put away
 * and taken up again. Then the same twelve, unchanged, train a network on
 * handwritten digits. */
#define _POSIX_C_SOURCE 200809L /* isatty */

#include "gd/dataset.h"
#include "gd/descent.h"
#include "gd/gradient_check.h"
#include "gd/history.h"
#include "gd/network.h"
#include "gd/objective.h"
#include "gd/optimizer.h"
#include "gd/random.h"
#include "gd/schedule.h"
#include "gd/split.h"
#include "gd/state.h"
#include "gd/table.h"
#include "shared/chapter.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { METHODS = 12 };

static const gd_method *method_at(int k)
{
    size_t count;
    return &gd_methods(&count)[k];
}

/* ======================================================== chapter 4's loops */

enum { PATH_MAX = 1000 };

/* Where a run in the plane has been: point[0] is the start. */
typedef struct path {
    size_t steps;
    double point[PATH_MAX + 1][2];
} path;

static void momentum_by_hand(const gd_objective *f, const double start[2],
                             double rate, path *p)
{
    const double beta = 0.9;
    double x[2] = {start[0], start[1]}, g[2], v[2] = {0, 0};
    for (size_t t = 0; t <= PATH_MAX; t++) {
        memcpy(p->point[t], x, sizeof x);
        gd_value_and_gradient(f, x, g);
        for (int i = 0; i < 2; i++) {
            v[i] = beta * v[i] + g[i];
            x[i] -= rate * v[i];
        }
    }
}

static void adagrad_by_hand(const gd_objective *f, const double start[2],
                            double rate, path *p)
{
    const double epsilon = 1e-10;
    double x[2] = {start[0], start[1]}, g[2], sum[2] = {0, 0};
    for (size_t t = 0; t <= PATH_MAX; t++) {
        memcpy(p->point[t], x, sizeof x);
        gd_value_and_gradient(f, x, g);
        for (int i = 0; i < 2; i++) {
            sum[i] += g[i] * g[i];
            x[i] -= rate * g[i] / (sqrt(sum[i]) + epsilon);
        }
    }
}

/* region by-hand */
static void adam_by_hand(const gd_objective *f, const double start[2],
                         double rate, path *p)
{
    const double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    double x[2] = {start[0], start[1]}, g[2], m[2] = {0, 0}, v[2] = {0, 0};
    double power1 = 1, power2 = 1;
    for (size_t t = 0; t <= PATH_MAX; t++) {
        memcpy(p->point[t], x, sizeof x);
        gd_value_and_gradient(f, x, g);
        power1 *= beta1;
        power2 *= beta2;
        double root = sqrt(1 - power2);
        double step = rate * root / (1 - power1);
        double guard = epsilon * root;
        for (int i = 0; i < 2; i++) {
            m[i] = beta1 * m[i] + (1 - beta1) * g[i];
            v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
            x[i] -= step * m[i] / (sqrt(v[i]) + guard);
        }
    }
}
/* end by-hand */

static void descent_by_hand(const gd_objective *f, const double start[2],
                            double rate, path *p)
{
    double x[2] = {start[0], start[1]}, g[2];
    for (size_t t = 0; t <= PATH_MAX; t++) {
        memcpy(p->point[t], x, sizeof x);
        gd_value_and_gradient(f, x, g);
        for (int i = 0; i < 2; i++)
            x[i] -= rate * g[i];
    }
}

/* What cannot be made ends the program: no number may stand for a run that
 * was not made. */
static void made(bool done)
{
    if (!done) {
        chapter_complain("06-optimizer-separation: a run cannot be made (no"
                         " memory, or no such method or hyper-parameter)");
        exit(EXIT_FAILURE);
    }
}

/* region separated */
/* The same four loops, and any other: which rule it is stands in the
 * optimizer. */
static bool keep_point(const gd_state *s, void *context)
{
    path *p = context;
    memcpy(p->point[s->step], s->x, sizeof p->point[0]);
    return true;
}

static bool separated(const gd_method *method, const gd_objective *f,
                      const double start[2], double rate, path *p)
{
    double x[2] = {start[0], start[1]};
    gd_optimizer optimizer;
    if (!gd_optimizer_new(&optimizer, method, 2))
        return false;
    gd_options o = {.rate = rate,
                    .max_steps = PATH_MAX,
                    .optimizer = &optimizer,
                    .observer = keep_point,
                    .observer_context = p};
    gd_result r = gd_descend(f, x, &o);
    gd_optimizer_free(&optimizer);
    return r.outcome > 0;
}
/* end separated */

/* The same to the last bit: 0 is not -0. */
static bool same_bits(const double a[2], const double b[2])
{
    return memcmp((const unsigned char *)a, (const unsigned char *)b,
                  2 * sizeof *a)
           == 0;
}

/* How many of the points are the same? */
static size_t same_points(const path *a, const path *b)
{
    size_t same = 0;
    for (size_t t = 0; t <= PATH_MAX; t++)
        same += same_bits(a->point[t], b->point[t]);
    return same;
}

static const struct {
    const char *method;
    void (*by_hand)(const gd_objective *f, const double start[2], double rate,
                    path *p);
    double rate[2]; /* on the bowl, on Beale's function */
} pairs[] = {{"gradient-descent", descent_by_hand, {0.1, 1e-5}},
             {"momentum", momentum_by_hand, {0.1, 5e-6}},
             {"adagrad", adagrad_by_hand, {0.5, 0.1}},
             {"adam", adam_by_hand, {0.1, 1e-3}}};

enum { PAIRS = sizeof pairs / sizeof pairs[0] };

static const double bowl_start[2] = {-2.4, 0.2};

/* Points of the two forms of pair k that are equal: bowl or Beale. */
static size_t agreement(int k, bool beale)
{
    static path by_hand, by_module;
    const char *name = beale ? "beale" : "bowl";
    const gd_objective *f = gd_test_objective(name);
    const double *start = beale ? beale_start : bowl_start;
    double rate = pairs[k].rate[beale];
    pairs[k].by_hand(f, start, rate, &by_hand);
    if (!separated(gd_method_find(pairs[k].method), f, start, rate, &by_module))
        return 0;
    return same_points(&by_hand, &by_module);
}

static void report_agreement(void)
{
    printf("agreement: a loop for each method against one loop for all\n\n"
           "  points of %d that are the same to the last bit\n\n"
           "  method              bowl  Beale\n",
           PATH_MAX + 1);
    for (int k = 0; k < PAIRS; k++)
        printf("  %-18s %5zu  %5zu\n", pairs[k].method, agreement(k, false),
               agreement(k, true));
    printf("\n");
}

/* ================================================================= the bowl */

/* A run in words. */
typedef struct plan {
    const char *key;
    const char *method;
    double rate;
    const char *set; /* a hyper-parameter, or NULL */
    double to;
    size_t steps;
    double tolerance;
} plan;

/* region run-from */
typedef struct run {
    double x[2];
    gd_result result;
} run;

/* The start stays the caller's: const says so, and what moves is a copy. */
static run run_from(const double start[2], const plan *p, gd_history *history)
{
    run r = {.x = {start[0], start[1]}};
    gd_optimizer optimizer;
    made(gd_optimizer_new(&optimizer, gd_method_find(p->method), 2));
    if (p->set)
        made(gd_optimizer_set(&optimizer, p->set, p->to));
    gd_options o = {.rate = p->rate,
                    .max_steps = p->steps,
                    .tolerance = p->tolerance,
                    .optimizer = &optimizer,
                    .observer = history ? gd_history_observe : NULL,
                    .observer_context = history};
    r.result = gd_descend(gd_test_objective("bowl"), r.x, &o);
    made(r.result.outcome > 0);
    gd_optimizer_free(&optimizer);
    return r;
}
/* end run-from */

static const plan source_plans[] = {
    {"sgd.bowl100", "gradient-descent", 0.1, NULL, 0, 100, 1e-8},
    {"sgd.bowl", "gradient-descent", 0.1, NULL, 0, 1000, 1e-8},
    {"sgd.converged", "gradient-descent", 0.1, NULL, 0, 10000, 1e-8},
    {"momentum.bowl", "momentum", 0.1, "beta", 0.8, 1000, 1e-8},
};

enum { SOURCE_PLANS = sizeof source_plans / sizeof source_plans[0] };

/* A word for a table. */
static const char *reason(gd_outcome outcome)
{
    switch (outcome) {
    case GD_CONVERGED:
        return "tolerance";
    case GD_TARGET_REACHED:
        return "target";
    case GD_STEP_LIMIT:
        return "step limit";
    case GD_STOPPED:
        return "observer";
    case GD_DIVERGED:
        return "divergence";
    default:
        return gd_outcome_text(outcome);
    }
}

static void report_bowl(void)
{
    printf("bowl: x^2/16 + 9y^2 from (%g, %g), rate 0.1, momentum with beta "
           "0.8\n\n"
           "  method            steps             x               y"
           "   max|g|  stopped by\n",
           bowl_start[0], bowl_start[1]);
    for (int i = 0; i < SOURCE_PLANS; i++) {
        const plan *p = &source_plans[i];
        run r = run_from(bowl_start, p, NULL);
        printf("  %-16s  %5zu  %12.5e  %14.5e  %7.1e  %s\n", p->method,
               r.result.steps, r.x[0], r.x[1], r.result.gradient_norm,
               reason(r.result.outcome));
    }
    printf("\n");
}

/* ----------------------------------------------------------------- aliasing */

/* What happens when two runs are given the same array to start from, and
 * both move it: the second begins where the first has ended. */
typedef struct aliasing {
    double shared[2];       /* the array after both runs */
    size_t shared_steps[2]; /* what each run seems to need */
    size_t own_steps[2];    /* what it needs from the start */
    double start[2];        /* the start after runs on copies */
} aliasing;

static const plan aliasing_plans[2] = {
    {"aliasing.sgd", "gradient-descent", 0.1, NULL, 0, 10000, 1e-8},
    {"aliasing.momentum", "momentum", 0.1, "beta", 0.8, 10000, 1e-8},
};

static size_t move(double x[2], const plan *p)
{
    run r = run_from(x, p, NULL);
    memcpy(x, r.x, sizeof r.x);
    return r.result.steps;
}

static aliasing run_aliased(void)
{
    aliasing a = {.shared = {bowl_start[0], bowl_start[1]},
                  .start = {bowl_start[0], bowl_start[1]}};
    for (int i = 0; i < 2; i++) {
        a.shared_steps[i] = move(a.shared, &aliasing_plans[i]);
        a.own_steps[i] =
            run_from(a.start, &aliasing_plans[i], NULL).result.steps;
    }
    return a;
}

static void report_aliasing(void)
{
    aliasing a = run_aliased();
    printf("aliasing: two methods from one array, until max|g| < 1e-8\n\n"
           "                     each moves        each moves\n"
           "                     the array         a copy of it\n");
    for (int i = 0; i < 2; i++)
        printf("  %-16s %6zu steps      %6zu steps\n", aliasing_plans[i].method,
               a.shared_steps[i], a.own_steps[i]);
    printf("  array after it   (%.0e, %.0e)   (%g, %g)\n\n", a.shared[0],
           a.shared[1], a.start[0], a.start[1]);
}

/* -------------------------------------------------------------- all methods */

enum { BOWL_BUDGET = 1000, BOWL_RATES = 20 };

static const double BOWL_TARGET = 1e-3;

/* 1e-4 ... 10^0.75, four to a decade. */
static double bowl_rate(int k)
{
    return pow(10, -4 + k / 4.0);
}

/* The first step from which on f stays at the target or below it. A leap
 * that hits it by luck and leaves again does not count. */
static bool watch_settling(const gd_state *s, void *settled)
{
    if (!(s->f <= BOWL_TARGET))
        *(size_t *)settled = s->step + 1;
    return true;
}

/* Runs a method for a number of steps, watched. False: it diverged. */
static bool bowl_run(int method, double rate, size_t steps, double x[2],
                     gd_observer *observer, void *context)
{
    gd_optimizer optimizer;
    memcpy(x, bowl_start, sizeof bowl_start);
    made(gd_optimizer_new(&optimizer, method_at(method), 2));
    gd_options o = {.rate = rate,
                    .max_steps = steps,
                    .optimizer = &optimizer,
                    .observer = observer,
                    .observer_context = context};
    gd_result r = gd_descend(gd_test_objective("bowl"), x, &o);
    gd_optimizer_free(&optimizer);
    made(r.outcome > 0);
    return r.outcome == GD_STEP_LIMIT;
}

/* A method with the rate that lets it settle first; its default and one step
 * more than the budget where none does. */
typedef struct settling {
    double rate;
    size_t steps;
    double x[2];
} settling;

static settling settle_best(int method, gd_history *history)
{
    settling best = {method_at(method)->rate, BOWL_BUDGET + 1, {0}};
    for (int k = 0; k < BOWL_RATES; k++) {
        size_t settled = 0;
        double x[2];
        if (bowl_run(method, bowl_rate(k), BOWL_BUDGET, x, watch_settling,
                     &settled)
            && settled < best.steps)
            best = (settling){bowl_rate(k), settled, {0}};
    }
    bowl_run(method, best.rate, best.steps, best.x,
             history ? gd_history_observe : NULL, history);
    return best;
}

static void report_methods(void)
{
    printf("methods: the bowl, until f stays below %g, each with the best of"
           " %d rates\n\n"
           "  method                rate   steps            x           y\n",
           BOWL_TARGET, BOWL_RATES);
    for (int k = 0; k < METHODS; k++) {
        settling s = settle_best(k, NULL);
        printf("  %-16s  %8.3g  %6zu  %11.6f %11.6f\n", method_at(k)->name,
               s.rate, s.steps, s.x[0], s.x[1]);
    }
    printf("\n");
}

/* --------------------------------------------- parts, changed one at a time */

/* region parts */
static bool until_x_changes_sign(const gd_state *s, void *context)
{
    (void)context;
    return s->x[0] < 0;
}

/* Momentum on the bowl, with one thing changed in each run. */
enum { AS_IT_IS, SCHEDULE, TARGET, OBSERVER, CLIP, RATE, PARTS };

static void change(int part, gd_options *o, const gd_schedule *cosine)
{
    switch (part) {
    case SCHEDULE:
        o->schedule = cosine;
        break;
    case TARGET:
        o->has_target = true;
        o->target = 1e-6;
        break;
    case OBSERVER:
        o->observer = until_x_changes_sign;
        break;
    case CLIP:
        o->clip = 0.1;
        break;
    case RATE:
        o->rate = 0.25;
        break;
    default:
        break;
    }
}
/* end parts */

static const char *const part_names[PARTS] = {
    "as it is",       "cosine schedule", "target f <= 1e-6",
    "watching for x", "|g| at most 0.1", "rate 0.25"};
static const char *const part_keys[PARTS] = {"plain",    "schedule", "target",
                                             "observer", "clip",     "rate"};

static gd_result run_part(int part)
{
    double x[2] = {bowl_start[0], bowl_start[1]};
    gd_optimizer optimizer;
    made(gd_optimizer_new(&optimizer, gd_method_find("momentum"), 2));
    made(gd_optimizer_set(&optimizer, "beta", 0.8));
    gd_options o = gd_default_options();
    gd_schedule cosine = gd_schedule_new(gd_schedule_find("cosine"), 1000);
    o.rate = 0.1;
    o.max_steps = 1000;
    o.optimizer = &optimizer;
    change(part, &o, &cosine);
    gd_result r = gd_descend(gd_test_objective("bowl"), x, &o);
    gd_optimizer_free(&optimizer);
    made(r.outcome > 0);
    return r;
}

static void report_parts(void)
{
    printf("parts: momentum on the bowl, one part changed at a time\n\n"
           "  changed            steps           f  stopped by\n");
    for (int part = 0; part < PARTS; part++) {
        gd_result r = run_part(part);
        printf("  %-16s  %6zu  %10.2e  %s\n", part_names[part], r.steps, r.f,
               reason(r.outcome));
    }
    printf("\n");
}

/* ========================================================== save and resume */

enum { RESUME_STEPS = 1000, RESUME_AT = 400 };

/* region stretch */
/* Some steps of a run on Beale's function, under a schedule for 1000. */
static void stretch(gd_optimizer *o, double *x, size_t steps)
{
    gd_schedule cosine =
        gd_schedule_new(gd_schedule_find("cosine"), RESUME_STEPS);
    gd_options options = {.rate = o->method->rate * 1e-2,
                          .max_steps = steps,
                          .optimizer = o,
                          .schedule = &cosine};
    made(gd_descend(gd_test_objective("beale"), x, &options).outcome > 0);
}
/* end stretch */

/* region put-away */
/* Writes a run into a file, to be read by take_up. */
static bool put_away(FILE *file, const gd_optimizer *o, const double *x)
{
    size_t size = gd_state_size(o);
    unsigned char *bytes = malloc(size);
    if (!bytes)
        return false;
    gd_state_save(o, x, bytes);
    bool written = fwrite(bytes, 1, size, file) == size && fflush(file) == 0;
    free(bytes);
    return written;
}

/* Room for one byte more, lest a file that is too long look right. */
static bool take_up(FILE *file, gd_optimizer *o, double *x,
                    char error[GD_STATE_ERROR_SIZE])
{
    size_t size = gd_state_size(o) + 1;
    unsigned char *bytes = malloc(size);
    if (!bytes)
        return false;
    size_t got = fread(bytes, 1, size, file);
    bool loaded = gd_state_load(o, x, bytes, got, error);
    free(bytes);
    return loaded;
}
/* end put-away */

/* region resume */
/* Is a run that was put away and taken up by another optimizer the same, to
 * the last bit, as one without a break? */
static bool resumes(const gd_method *method)
{
    double whole[2] = {3, 4}, first[2] = {3, 4}, second[2] = {0, 0};
    gd_optimizer a, b, c;
    char error[GD_STATE_ERROR_SIZE];
    FILE *file = tmpfile();
    bool ready = gd_optimizer_new(&a, method, 2);
    ready = gd_optimizer_new(&b, method, 2) && ready;
    ready = gd_optimizer_new(&c, method, 2) && ready;
    bool same = false;
    if (file && ready) {
        stretch(&a, whole, RESUME_STEPS);
        stretch(&b, first, RESUME_AT);
        if (put_away(file, &b, first) && fseek(file, 0, SEEK_SET) == 0
            && take_up(file, &c, second, error))
            stretch(&c, second, RESUME_STEPS - RESUME_AT);
        same = same_bits(whole, second);
    }
    gd_optimizer_free(&a);
    gd_optimizer_free(&b);
    gd_optimizer_free(&c);
    if (file)
        fclose(file);
    return same;
}
/* end resume */

static int resumed_methods(void)
{
    int same = 0;
    for (int k = 0; k < METHODS; k++)
        same += resumes(method_at(k));
    return same;
}

/* What a state says to a run that it does not fit. */
static void refusal(const char *what, const char *method, size_t n,
                    size_t missing)
{
    double x[3] = {3, 4, 5};
    unsigned char bytes[512];
    char error[GD_STATE_ERROR_SIZE];
    gd_optimizer saved, other;
    made(gd_optimizer_new(&saved, gd_method_find("adam"), 2));
    made(gd_optimizer_new(&other, gd_method_find(method), n));
    gd_state_save(&saved, x, bytes);
    made(!gd_state_load(&other, x, bytes, gd_state_size(&saved) - missing,
                        error));
    gd_optimizer_free(&other);
    gd_optimizer_free(&saved);
    printf("    %-16s  %s\n", what, error);
}

static void report_resume(void)
{
    printf("resume: %d steps on Beale's function, cosine schedule, put away"
           " after %d\n\n"
           "  %d of %d methods end on the same bits as without the break\n\n"
           "  Adam's state for two parameters, and what it says to\n",
           RESUME_STEPS, RESUME_AT, resumed_methods(), METHODS);
    refusal("momentum", "momentum", 2, 0);
    refusal("three parameters", "adam", 3, 0);
    refusal("8 bytes less", "adam", 2, 8);
    printf("\n");
}

/* =============================================================== the digits */

enum {
    SIDE = 8,
    PIXELS = SIDE * SIDE,
    DIGITS = 10,
    HIDDEN = 32,
    BATCH = 32,
    EPOCHS = 20,
    RATES = 11,
    SHEET = 60, /* held-out digits that are shown */
    TRAINING = 0,
    VALIDATION = 1,
    HELD_OUT = 2,
    SPLIT_PARTS = 3
};

static const double GREYS = 16;
static const uint64_t SPLIT_SEED = 1998, TRAINING_SEED = 6;
static const double shares[SPLIT_PARTS] = {0.6, 0.2, 0.2};
static const char *const split_names[SPLIT_PARTS] = {"training", "validation",
                                                     "held-out"};

/* The images, their split, and the network that shall read them. */
typedef struct digits {
    gd_examples examples;
    double *inputs; /* count x PIXELS, 0 white ... 1 black */
    size_t *labels;
    size_t *order;             /* training, then validation, then held-out */
    size_t size[SPLIT_PARTS];  /* how many of each */
    size_t begin[SPLIT_PARTS]; /* where in order they begin */
    gd_network network;
} digits;

static void digits_free(digits *d)
{
    free(d->inputs);
    free(d->labels);
    free(d->order);
    *d = (digits){0};
}

/* One line of the file: 64 greys and what the writer meant. */
static bool take_digit(digits *d, const gd_dataset *data, size_t i)
{
    char sentence[200];
    for (size_t k = 0; k <= PIXELS; k++) {
        double v = gd_dataset_column(data, k)[i];
        double largest = k < PIXELS ? GREYS : DIGITS - 1;
        if (!(v >= 0 && v <= largest) || v > floor(v)) {
            snprintf(sentence, sizeof sentence,
                     GD_DATA_DIR "/digits.csv:%zu: column %zu: %g is not a "
                                 "whole number from 0 to %g",
                     i + 1, k + 1, v, largest);
            return chapter_complain(sentence);
        }
        if (k < PIXELS)
            d->inputs[i * PIXELS + k] = v / GREYS;
        else
            d->labels[i] = (size_t)v;
    }
    return true;
}

static bool take_digits(digits *d, const gd_dataset *data)
{
    d->inputs = malloc(data->rows * PIXELS * sizeof *d->inputs);
    d->labels = malloc(data->rows * sizeof *d->labels);
    d->order = malloc(data->rows * sizeof *d->order);
    if (!d->inputs || !d->labels || !d->order) {
        chapter_complain("out of memory for the digits");
        return false;
    }
    for (size_t i = 0; i < data->rows; i++)
        if (!take_digit(d, data, i))
            return false;
    d->examples = (gd_examples){data->rows, PIXELS, d->inputs, d->labels};
    return true;
}

/* region deal-out */
/* The split is made here, once, before anything has been learned. */
static bool deal_out(digits *d)
{
    static const size_t widths[] = {PIXELS, HIDDEN, DIGITS};
    gd_random random = gd_random_seeded(SPLIT_SEED);
    if (!gd_network_plan(&d->network, 2, widths, GD_TANH)
        || !gd_split(&random, d->examples.count, d->labels, SPLIT_PARTS, shares,
                     d->order, d->size))
        return chapter_complain("out of memory for the split");
    for (int p = 1; p < SPLIT_PARTS; p++)
        d->begin[p] = d->begin[p - 1] + d->size[p - 1];
    return true;
}
/* end deal-out */

static bool digits_read(digits *d)
{
    gd_dataset data;
    char error[GD_DATASET_ERROR_SIZE];
    *d = (digits){0};
    if (!gd_dataset_read_plain(&data, GD_DATA_DIR "/digits.csv", PIXELS + 1,
                               error))
        return chapter_complain(error);
    bool ok = take_digits(d, &data) && deal_out(d);
    gd_dataset_free(&data);
    if (!ok)
        digits_free(d);
    return ok;
}

/* A part of the digits, or several neighbours, as one batch. */
static gd_batch part_of(const digits *d, int first, int last)
{
    size_t count = 0;
    for (int p = first; p <= last; p++)
        count += d->size[p];
    return (gd_batch){&d->network, &d->examples, count,
                      d->order + d->begin[first]};
}

static void count_labels(const digits *d, size_t count[DIGITS][SPLIT_PARTS])
{
    memset(count, 0, sizeof(size_t[DIGITS][SPLIT_PARTS]));
    for (int p = 0; p < SPLIT_PARTS; p++)
        for (size_t k = 0; k < d->size[p]; k++)
            count[d->labels[d->order[d->begin[p] + k]]][p]++;
}

static void report_split(const digits *d)
{
    size_t count[DIGITS][SPLIT_PARTS];
    count_labels(d, count);
    printf("split: %zu digits, dealt out class by class\n\n"
           "  digit        training  validation  held-out\n",
           d->examples.count);
    for (int c = 0; c < DIGITS; c++)
        printf("  %-10d %10zu  %10zu  %8zu\n", c, count[c][0], count[c][1],
               count[c][2]);
    printf("  all        %10zu  %10zu  %8zu\n\n", d->size[0], d->size[1],
           d->size[2]);
}

/* -------------------------------------------------------------- the network */

/* region as-arrays */
/* The network's views on its parameters and on their gradient, as chapter
 * 5's tool wants them. Returns how many. */
static size_t as_arrays(const gd_network *network, double *x,
                        const double *gradient,
                        gd_array array[2 * GD_LAYERS_MAX])
{
    size_t count = 0;
    for (size_t k = 0; k < network->layers; k++) {
        const gd_view *views[2] = {&network->layer[k].weights,
                                   &network->layer[k].biases};
        for (int i = 0; i < 2; i++) {
            const gd_view *v = views[i];
            array[count].name = v->name;
            array[count].count = v->rows * v->columns;
            array[count].value = x + v->start;
            array[count++].gradient = gradient + v->start;
        }
    }
    return count;
}
/* end as-arrays */

/* A batch before a point: its loss is what chapter 5 takes differences of. */
typedef struct loss_at {
    gd_batch *batch;
    const double *x;
} loss_at;

static double loss_here(void *context)
{
    loss_at *here = context;
    return gd_network_loss(here->batch->network->n, here->x, NULL, here->batch);
}

enum { CHECKED_DIGITS = 8, ARRAYS_MAX = 2 * GD_LAYERS_MAX };

/* One array of the network, and what the check says about its gradient. */
typedef struct verdict {
    const gd_view *view;
    double largest;    /* of the gradient's entries, by size */
    double difference; /* largest between backpropagation and differences */
    double relative;   /* gd_check's error, less what rounding explains */
} verdict;

static verdict judge(const gd_view *view, const double *gradient,
                     const double *numeric, const gd_check *check)
{
    verdict v = {.view = view, .relative = check->relative};
    for (size_t i = view->start; i < view->start + view->rows * view->columns;
         i++) {
        v.largest = fmax(v.largest, fabs(gradient[i]));
        v.difference = fmax(v.difference, fabs(gradient[i] - numeric[i]));
    }
    return v;
}

/* Checks backpropagation, array by array, on a few of the digits. Returns
 * the number of arrays; 0: no memory. */
static size_t check_network(const digits *d, verdict verdicts[ARRAYS_MAX])
{
    size_t n = d->network.n;
    double *x = malloc(3 * n * sizeof *x);
    if (!x)
        return 0;
    double *gradient = x + n, *numeric = gradient + n;
    gd_array array[ARRAYS_MAX];
    gd_batch batch = part_of(d, TRAINING, TRAINING);
    batch.count = CHECKED_DIGITS;
    gd_random random = gd_random_seeded(TRAINING_SEED);
    gd_network_start(&d->network, &random, x);
    gd_network_loss(n, x, gradient, &batch);
    loss_at here = {&batch, x};
    size_t count = as_arrays(&d->network, x, gradient, array);
    made(gd_numerical_gradient(loss_here, &here, count, array, 0, numeric));
    for (size_t k = 0; k < count; k++) {
        const gd_layer *l = &d->network.layer[k / 2];
        gd_check check = gd_check_arrays(loss_here, &here, 1, &array[k], 0);
        verdicts[k] =
            judge(k % 2 ? &l->biases : &l->weights, gradient, numeric, &check);
    }
    free(x);
    return count;
}

static void report_network(const digits *d)
{
    verdict verdicts[ARRAYS_MAX];
    size_t count = check_network(d, verdicts);
    printf("network: %zu parameters in one arena, its gradient checked on %d "
           "digits\n\n"
           "  array       from  count      shape  largest slope  differs by"
           "  error\n",
           d->network.n, CHECKED_DIGITS);
    for (size_t k = 0; k < count; k++) {
        const verdict *v = &verdicts[k];
        printf("  %-10s %5zu  %5zu  %3zu x %-3zu  %13.3f  %10.1e  %5.2g\n",
               v->view->name, v->view->start, v->view->rows * v->view->columns,
               v->view->rows, v->view->columns, v->largest, v->difference,
               v->relative);
    }
    printf("\n");
}

/* ----------------------------------------------------------------- training */

/* What is kept of a run at the end of each epoch. */
typedef struct curve {
    double training_loss[EPOCHS + 1];
    double validation_loss[EPOCHS + 1];
    double validation_accuracy[EPOCHS + 1];
} curve;

/* region trainer */
/* Deals the examples out in batches, all of them once in an epoch, and for
 * each epoch in a new order. */
typedef struct trainer {
    const digits *digits;
    gd_batch batch; /* what the loss looks at: the objective's context */
    size_t *deck;   /* the numbers of the examples to learn from */
    size_t cards;
    size_t next;
    gd_random random;
    curve *curve; /* or NULL */
} trainer;

static void deal(trainer *t)
{
    if (t->next == t->cards)
        t->next = 0;
    if (t->next == 0)
        gd_random_shuffle(&t->random, t->cards, t->deck);
    size_t left = t->cards - t->next;
    t->batch.chosen = t->deck + t->next;
    t->batch.count = left < BATCH ? left : BATCH;
    t->next += t->batch.count;
}

static size_t steps_per_epoch(size_t cards)
{
    return (cards + BATCH - 1) / BATCH;
}
/* end trainer */

static void keep_curve(const trainer *t, const gd_state *s)
{
    size_t epoch = s->step / steps_per_epoch(t->cards);
    gd_batch training = part_of(t->digits, TRAINING, TRAINING);
    gd_batch validation = part_of(t->digits, VALIDATION, VALIDATION);
    gd_score seen = gd_network_score(s->x, &training);
    gd_score unseen = gd_network_score(s->x, &validation);
    t->curve->training_loss[epoch] = seen.loss;
    t->curve->validation_loss[epoch] = unseen.loss;
    t->curve->validation_accuracy[epoch] =
        (double)unseen.correct / (double)validation.count;
}

/* region train */
/* The observer: it has seen what this batch did, and puts the next one
 * before the objective. */
static bool turn_the_page(const gd_state *s, void *context)
{
    trainer *t = context;
    if (t->curve && s->step % steps_per_epoch(t->cards) == 0)
        keep_curve(t, s);
    deal(t);
    return true;
}

/* Trains a network from its start: nothing here depends on the method, and
 * gd_descend does not know that there is a network. */
static gd_outcome learn(const gd_method *method, double rate, trainer *t,
                        double *x)
{
    const gd_network *network = t->batch.network;
    gd_optimizer optimizer;
    if (!gd_optimizer_new(&optimizer, method, network->n))
        return GD_ERROR_MEMORY;
    size_t steps = EPOCHS * steps_per_epoch(t->cards);
    gd_schedule cosine = gd_schedule_new(gd_schedule_find("cosine"), steps);
    gd_objective loss = {"digits", network->n, gd_network_loss, &t->batch};
    gd_options o = {.rate = rate,
                    .max_steps = steps,
                    .optimizer = &optimizer,
                    .schedule = &cosine,
                    .observer = turn_the_page,
                    .observer_context = t};
    gd_network_start(network, &t->random, x);
    deal(t);
    gd_result r = gd_descend(&loss, x, &o);
    gd_optimizer_free(&optimizer);
    return r.outcome;
}
/* end train */

/* Trains on the parts from the training part to `last`. x gets the network;
 * kept may be NULL. */
static gd_outcome train(const digits *d, int last, const gd_method *method,
                        double rate, double *x, curve *kept)
{
    gd_batch all = part_of(d, TRAINING, last);
    trainer t = {.digits = d,
                 .batch = all,
                 .cards = all.count,
                 .random = gd_random_seeded(TRAINING_SEED),
                 .curve = kept};
    t.deck = calloc(all.count + 1, sizeof *t.deck);
    if (!t.deck)
        return GD_ERROR_MEMORY;
    memcpy(t.deck, all.chosen, all.count * sizeof *t.deck);
    gd_outcome outcome = learn(method, rate, &t, x);
    free(t.deck);
    return outcome;
}

/* One method on the digits. */
typedef struct study {
    gd_score tuned[RATES]; /* on the validation part, rate by rate */
    int best;              /* index of the rate that is chosen */
    curve curve;           /* of the run with that rate */
    gd_score held_out;     /* after the final training */
    double *x;             /* the network of the final training */
} study;

typedef struct school {
    digits digits;
    study study[METHODS];
    int best; /* the method that validation prefers */
} school;

/* 1e-4 ... 10, two to a decade. */
static double digit_rate(int k)
{
    return pow(10, -4 + k / 2.0);
}

/* A line on the terminal while it lasts. */
static void progress(const char *what, const char *name)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r  %-12s %-20s", what, name);
}

static void progress_end(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%36s\r", "");
}

/* region tune */
/* More right answers are better, and of equals the smaller loss. */
static bool better(gd_score a, gd_score b)
{
    return a.correct != b.correct ? a.correct > b.correct : a.loss < b.loss;
}

/* Trains once with every rate, on the training part, and lets the validation
 * part choose. A run that diverges knows nothing. */
static bool tune(const digits *d, const gd_method *method, study *s)
{
    gd_batch validation = part_of(d, VALIDATION, VALIDATION);
    for (int k = 0; k < RATES; k++) {
        gd_outcome outcome =
            train(d, TRAINING, method, digit_rate(k), s->x, NULL);
        if (outcome < 0)
            return false;
        s->tuned[k] = outcome == GD_DIVERGED
                          ? (gd_score){.loss = HUGE_VAL}
                          : gd_network_score(s->x, &validation);
        if (better(s->tuned[k], s->tuned[s->best]))
            s->best = k;
    }
    return true;
}
/* end tune */

/* region final */
/* The chosen rate once more, for the curves; then from the start with all
 * that was not held out, and at last, once, before the held-out digits. */
static bool graduate(const digits *d, const gd_method *method, study *s)
{
    double rate = digit_rate(s->best);
    gd_batch held_out = part_of(d, HELD_OUT, HELD_OUT);
    if (train(d, TRAINING, method, rate, s->x, &s->curve) < 0
        || train(d, VALIDATION, method, rate, s->x, NULL) < 0)
        return false;
    s->held_out = gd_network_score(s->x, &held_out);
    return true;
}
/* end final */

static void school_free(school *s)
{
    for (int k = 0; k < METHODS; k++)
        free(s->study[k].x);
    digits_free(&s->digits);
}

static bool study_method(school *s, int k)
{
    study *one = &s->study[k];
    const gd_method *method = method_at(k);
    const size_t n = s->digits.network.n;
    one->x = n > 0 ? malloc(n * sizeof *one->x) : NULL;
    if (!one->x)
        return false;
    progress("tuning", method->name);
    if (!tune(&s->digits, method, one))
        return false;
    progress("training", method->name);
    return graduate(&s->digits, method, one);
}

static const gd_score *chosen(const school *s, int k)
{
    return &s->study[k].tuned[s->study[k].best];
}

/* Everything with the digits: the report and the data start from the same. */
static bool hold_school(school *s)
{
    *s = (school){0};
    if (!digits_read(&s->digits))
        return false;
    for (int k = 0; k < METHODS; k++) {
        if (!study_method(s, k)) {
            progress_end();
            school_free(s);
            return chapter_complain("out of memory for training");
        }
        if (better(*chosen(s, k), *chosen(s, s->best)))
            s->best = k;
    }
    progress_end();
    return true;
}

/* ------------------------------------------------------------- how they did */

static double share(size_t part, size_t whole)
{
    return (double)part / (double)whole;
}

static double validation_accuracy(const school *s, int method, int rate)
{
    return share(s->study[method].tuned[rate].correct,
                 s->digits.size[VALIDATION]);
}

static double held_out_accuracy(const school *s, int method)
{
    return share(s->study[method].held_out.correct, s->digits.size[HELD_OUT]);
}

static void report_tuning(const school *s)
{
    printf("tuning: right answers in %%, of the %zu validation digits after %d"
           " epochs\n\n  rate            ",
           s->digits.size[VALIDATION], EPOCHS);
    /* 1e-4, 3e-4, 1e-3, ...: to one digit, in five characters. */
    for (int k = 0; k < RATES; k++)
        printf(" %de%+d", k % 2 ? 3 : 1, k / 2 - 4);
    printf("\n");
    for (int m = 0; m < METHODS; m++) {
        printf("  %-16s", method_at(m)->name);
        for (int k = 0; k < RATES; k++)
            printf("%c%4.1f", k == s->study[m].best ? '*' : ' ',
                   100 * validation_accuracy(s, m, k));
        printf("\n");
    }
    printf("\n  * chosen: the most right answers, of equals the smallest"
           " loss\n\n");
}

static void report_training(const school *s)
{
    printf(
        "training: each method with its rate, %d epochs, batches of %d\n\n"
        "                                 validation         held-out"
        "\n"
        "    method                rate    loss  right %%  wrong  right %%\n",
        EPOCHS, BATCH);
    for (int k = 0; k < METHODS; k++) {
        const study *one = &s->study[k];
        printf("  %c %-16s  %8.3g  %6.3f  %7.2f  %5zu  %7.2f\n",
               k == s->best ? '*' : ' ', method_at(k)->name,
               digit_rate(one->best), chosen(s, k)->loss,
               100 * validation_accuracy(s, k, one->best),
               s->digits.size[HELD_OUT] - one->held_out.correct,
               100 * held_out_accuracy(s, k));
    }
    printf("\n  * best on validation\n\n");
}

/* What the best method's network says about a held-out digit. */
typedef struct answer {
    size_t row; /* in the file, from 0 */
    size_t label;
    size_t said;
    double probability[DIGITS];
} answer;

static answer ask(const school *s, size_t k)
{
    const digits *d = &s->digits;
    answer a = {.row = d->order[d->begin[HELD_OUT] + k]};
    gd_network_predict(&d->network, s->study[s->best].x,
                       d->inputs + a.row * PIXELS, a.probability);
    a.label = d->labels[a.row];
    a.said = gd_largest(DIGITS, a.probability);
    return a;
}

static void report_mistakes(const school *s)
{
    printf("mistakes: the held-out digits that %s's network gets wrong\n\n"
           "  line of the file  is  read as  with probability  the right "
           "one's\n",
           method_at(s->best)->name);
    for (size_t k = 0; k < s->digits.size[HELD_OUT]; k++) {
        answer a = ask(s, k);
        if (a.said != a.label)
            printf("  %16zu  %2zu  %7zu  %16.3f  %15.3f\n", a.row + 1, a.label,
                   a.said, a.probability[a.said], a.probability[a.label]);
    }
    printf("\n");
}

static void count_confusion(const school *s, size_t count[DIGITS][DIGITS])
{
    memset(count, 0, sizeof(size_t[DIGITS][DIGITS]));
    for (size_t k = 0; k < s->digits.size[HELD_OUT]; k++) {
        answer a = ask(s, k);
        count[a.label][a.said]++;
    }
}

static void report_confusion(const school *s)
{
    size_t count[DIGITS][DIGITS];
    count_confusion(s, count);
    printf("confusion: what a held-out digit is (down) and is read as "
           "(across)\n\n     ");
    for (int c = 0; c < DIGITS; c++)
        printf("%5d", c);
    printf("\n");
    for (int r = 0; r < DIGITS; r++) {
        printf("  %-3d", r);
        for (int c = 0; c < DIGITS; c++)
            if (count[r][c] > 0)
                printf("%5zu", count[r][c]);
            else
                printf("    .");
        printf("\n");
    }
    printf("\n");
}

/* ======================================================== what a step costs */

enum { COST_ROWS = 200 };

/* Measured by `make bench` on a machine, not here: a program of this book
 * does not look at a clock. */
typedef struct costs {
    char machine[120];
    char compiler[80];
    char date[16];
    size_t count;
    struct cost {
        char method[32];
        double n, ns, bytes, speed;
    } row[COST_ROWS];
} costs;

#define COSTS GD_DATA_DIR "/bench.tsv"

/* A comment, a header, an empty line; or one more row. */
static bool take_cost(costs *c, const char *line)
{
    struct cost *row = &c->row[c->count];
    if (sscanf(line, "# machine: %119[^\n]", c->machine) == 1
        || sscanf(line, "# compiler: %79[^\n]", c->compiler) == 1
        || sscanf(line, "# date: %15[^\n]", c->date) == 1 || line[0] == '#'
        || line[0] == '\n' || strncmp(line, "method\t", 7) == 0)
        return true;
    if (c->count == COST_ROWS
        || sscanf(line, "%31s %lf %lf %lf %lf", row->method, &row->n, &row->ns,
                  &row->bytes, &row->speed)
               != 5)
        return false;
    c->count++;
    return true;
}

static bool costs_read(costs *c)
{
    char line[256], sentence[300];
    size_t number = 0;
    bool ok = true, whole = false;
    FILE *file = fopen(COSTS, "r");
    *c = (costs){0};
    if (!file)
        return chapter_complain(COSTS ": cannot be opened");
    while (ok && fgets(line, sizeof line, file)) {
        number++;
        if (!strchr(line, '\n'))
            break;
        ok = take_cost(c, line);
        whole = strcmp(line, "# end\n") == 0;
    }
    fclose(file);
    if (ok && whole && c->count > 0)
        return true;
    snprintf(sentence, sizeof sentence, COSTS ":%zu: %s", number,
             ok ? "the file is cut off: its end mark is missing"
                : "not a row of the table: method, n, ns, bytes, GB/s");
    return chapter_complain(sentence);
}

static double cost_of(const costs *c, const char *method, double n)
{
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->row[i].method, method) == 0
            && fabs(c->row[i].n - n) < 0.5)
            return c->row[i].ns;
    return 0;
}

static const char *const cost_columns[] = {"memcpy", "gradient-descent",
                                           "momentum", "adam", "amsgrad"};

enum { COST_COLUMNS = sizeof cost_columns / sizeof cost_columns[0] };

static void report_costs(const costs *c)
{
    printf("cost: what a step takes, in ns for each parameter\n\n"
           "  %s, %s, %s\n\n         n",
           c->machine, c->compiler, c->date);
    for (int k = 0; k < COST_COLUMNS; k++)
        printf("  %12s", k == 1 ? "descent" : cost_columns[k]);
    printf("\n");
    for (size_t i = 0; i < c->count; i++) {
        double n = c->row[i].n;
        if (strcmp(c->row[i].method, cost_columns[0]) != 0)
            continue;
        printf("  %8.0f", n);
        for (int k = 0; k < COST_COLUMNS; k++)
            printf("  %12.3f", cost_of(c, cost_columns[k], n));
        printf("\n");
    }
    printf("\n");
}

/* =================================================================== report */

static bool report(void)
{
    static school s;
    static costs c;
    if (!costs_read(&c))
        return false;
    report_agreement();
    report_bowl();
    report_aliasing();
    report_methods();
    report_parts();
    report_resume();
    fflush(stdout); /* something to read while the digits are learned */
    if (!hold_school(&s))
        return false;
    report_split(&s.digits);
    report_network(&s.digits);
    report_tuning(&s);
    report_training(&s);
    report_mistakes(&s);
    report_confusion(&s);
    report_costs(&c);
    school_free(&s);
    return true;
}

/* ===================================================================== data */

static void data_bowl(gd_table *t)
{
    static const double lower[2] = {-3, -1.1}, upper[2] = {3, 1.1};
    gd_table_grid(t, "bowl-grid", gd_test_objective("bowl"), lower, upper, 150,
                  110);
    for (int i = 0; i < SOURCE_PLANS; i++) {
        gd_history h = gd_history_new(2, i != 2);
        char block[48];
        run_from(bowl_start, &source_plans[i], &h);
        snprintf(block, sizeof block, "path-%s", source_plans[i].key);
        gd_table_history(t, block, &h, NULL);
        gd_history_free(&h);
    }
}

static void data_methods(gd_table *t)
{
    settling best[METHODS];
    for (int k = 0; k < METHODS; k++) {
        gd_history h = gd_history_new(2, true);
        char block[48];
        best[k] = settle_best(k, &h);
        snprintf(block, sizeof block, "path-%s", method_at(k)->name);
        gd_table_history(t, block, &h, NULL);
        gd_history_free(&h);
    }
    gd_table_block(t, "methods", "method\trate\tsteps\tx\ty");
    for (int k = 0; k < METHODS; k++)
        gd_table_named_row(t, method_at(k)->name, 4,
                           (double[]){best[k].rate, (double)best[k].steps,
                                      best[k].x[0], best[k].x[1]});
}

static void data_split(gd_table *t, const digits *d)
{
    size_t count[DIGITS][SPLIT_PARTS];
    count_labels(d, count);
    gd_table_block(t, "split", "digit\ttraining\tvalidation\theld_out");
    for (int c = 0; c < DIGITS; c++)
        gd_row(t, c, (double)count[c][0], (double)count[c][1],
               (double)count[c][2]);
}

static void data_network(gd_table *t, const digits *d)
{
    verdict verdicts[ARRAYS_MAX];
    size_t count = check_network(d, verdicts);
    gd_table_block(t, "network",
                   "array\tstart\trows\tcolumns\tlargest\tdifference\terror");
    for (size_t k = 0; k < count; k++) {
        const verdict *v = &verdicts[k];
        gd_table_named_row(t, v->view->name, 6,
                           (double[]){(double)v->view->start,
                                      (double)v->view->rows,
                                      (double)v->view->columns, v->largest,
                                      v->difference, v->relative});
    }
}

/* A run that diverged has no loss, and no row. */
static void data_sensitivity(gd_table *t, const school *s)
{
    for (int m = 0; m < METHODS; m++) {
        char block[48];
        snprintf(block, sizeof block, "sensitivity-%s", method_at(m)->name);
        gd_table_block(t, block, "rate\taccuracy\tloss");
        for (int k = 0; k < RATES; k++) {
            double loss = s->study[m].tuned[k].loss;
            if (isfinite(loss))
                gd_row(t, digit_rate(k), validation_accuracy(s, m, k), loss);
        }
    }
}

static void data_curves(gd_table *t, const school *s)
{
    for (int m = 0; m < METHODS; m++) {
        const curve *c = &s->study[m].curve;
        char block[48];
        snprintf(block, sizeof block, "curve-%s", method_at(m)->name);
        gd_table_block(
            t, block,
            "epoch\ttraining_loss\tvalidation_loss\tvalidation_accuracy");
        for (int e = 0; e <= EPOCHS; e++)
            gd_row(t, e, c->training_loss[e], c->validation_loss[e],
                   c->validation_accuracy[e]);
    }
    gd_table_block(t, "training",
                   "method\trate\tvalidation_loss\tvalidation_accuracy\t"
                   "held_out_accuracy\twrong");
    for (int m = 0; m < METHODS; m++) {
        const study *one = &s->study[m];
        size_t held_out = s->digits.size[HELD_OUT];
        gd_table_named_row(
            t, method_at(m)->name, 5,
            (double[]){digit_rate(one->best), chosen(s, m)->loss,
                       validation_accuracy(s, m, one->best),
                       held_out_accuracy(s, m),
                       (double)(held_out - one->held_out.correct)});
    }
}

static void data_image(gd_table *t, const digits *d, size_t image, size_t row)
{
    const double *grey = d->inputs + row * PIXELS;
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
            gd_row(t, (double)image, x, y, grey[y * SIDE + x]);
}

/* Held-out digits with what is said about them: all that are wrong, or the
 * first of them as they come. */
static void data_answers(gd_table *t, const school *s, bool wrong,
                         const char *const blocks[2])
{
    for (int images = 0; images <= 1; images++) {
        size_t image = 0, most = wrong ? s->digits.size[HELD_OUT] : SHEET;
        gd_table_block(t, blocks[images],
                       images ? "image\tx\ty\tgrey"
                              : "image\tline\tlabel\tsaid\tprobability\t"
                                "of_label");
        for (size_t k = 0; k < s->digits.size[HELD_OUT] && image < most; k++) {
            answer a = ask(s, k);
            if (wrong && a.said == a.label)
                continue;
            if (images)
                data_image(t, &s->digits, image, a.row);
            else
                gd_row(t, (double)image, (double)a.row + 1, (double)a.label,
                       (double)a.said, a.probability[a.said],
                       a.probability[a.label]);
            image++;
        }
    }
}

/* The weights from the pixels to each hidden unit, as images; and what of
 * them was learned, the rest being the random start. */
static bool data_first_layer(gd_table *t, const school *s)
{
    const gd_network *network = &s->digits.network;
    const gd_view *v = &network->layer[0].weights;
    const double *w = s->study[s->best].x + v->start;
    double *start = malloc(network->n * sizeof *start);
    if (!start)
        return chapter_complain("out of memory for the start");
    gd_random random = gd_random_seeded(TRAINING_SEED);
    gd_network_start(network, &random, start);
    gd_table_block(t, "first-layer", "unit\tx\ty\tweight\tlearned");
    for (size_t unit = 0; unit < v->columns; unit++)
        for (size_t y = 0; y < SIDE; y++)
            for (size_t x = 0; x < SIDE; x++) {
                size_t i = (y * SIDE + x) * v->columns + unit;
                gd_row(t, (double)unit, (double)x, (double)y, w[i],
                       w[i] - start[v->start + i]);
            }
    free(start);
    return true;
}

static void data_confusion(gd_table *t, const school *s)
{
    size_t count[DIGITS][DIGITS];
    count_confusion(s, count);
    gd_table_block(t, "confusion", "label\tsaid\tcount");
    for (int r = 0; r < DIGITS; r++)
        for (int c = 0; c < DIGITS; c++)
            gd_row(t, r, c, (double)count[r][c]);
}

static void data_costs(gd_table *t, const costs *c)
{
    char block[64];
    for (size_t i = 0; i < c->count; i++) {
        const struct cost *row = &c->row[i];
        if (i == 0 || strcmp(row->method, c->row[i - 1].method) != 0) {
            snprintf(block, sizeof block, "cost-%s", row->method);
            gd_table_block(t, block, "n\tns\tgb_per_second");
        }
        gd_row(t, row->n, row->ns, row->speed);
    }
}

/* ------------------------------------------------------------------- values */

static void values_bowl(gd_table *t)
{
    for (int i = 0; i < SOURCE_PLANS; i++) {
        const plan *p = &source_plans[i];
        run r = run_from(bowl_start, p, NULL);
        gd_table_valuef(t, r.x[0], "%s.x", p->key);
        gd_table_valuef(t, r.x[1], "%s.y", p->key);
        gd_table_valuef(t, r.result.f, "%s.f", p->key);
        gd_table_valuef(t, r.result.gradient_norm, "%s.gradient_norm", p->key);
        gd_table_valuef(t, (double)r.result.steps, "%s.steps", p->key);
    }
    aliasing a = run_aliased();
    gd_table_value(t, "aliasing.first", (double)a.shared_steps[0]);
    gd_table_value(t, "aliasing.second", (double)a.shared_steps[1]);
    gd_table_value(t, "aliasing.honest", (double)a.own_steps[1]);
    for (int k = 0; k < METHODS; k++) {
        settling best = settle_best(k, NULL);
        gd_table_valuef(t, best.rate, "bowl.%s.rate", method_at(k)->name);
        gd_table_valuef(t, (double)best.steps, "bowl.%s.steps",
                        method_at(k)->name);
    }
    gd_table_value(t, "bowl.target", BOWL_TARGET);
    gd_table_value(t, "bowl.rates", BOWL_RATES);
}

static void values_parts(gd_table *t)
{
    for (int part = 0; part < PARTS; part++) {
        gd_result r = run_part(part);
        gd_table_valuef(t, (double)r.steps, "parts.%s.steps", part_keys[part]);
        if (isfinite(r.f))
            gd_table_valuef(t, r.f, "parts.%s.f", part_keys[part]);
    }
    for (int k = 0; k < PAIRS; k++) {
        gd_table_valuef(t, (double)agreement(k, false), "agreement.%s.bowl",
                        pairs[k].method);
        gd_table_valuef(t, (double)agreement(k, true), "agreement.%s.beale",
                        pairs[k].method);
    }
    gd_table_value(t, "agreement.points", PATH_MAX + 1);
    gd_table_value(t, "resume.steps", RESUME_STEPS);
    gd_table_value(t, "resume.at", RESUME_AT);
    gd_table_value(t, "resume.same", resumed_methods());
}

static void values_plan_of_digits(gd_table *t, const digits *d)
{
    gd_table_value(t, "digits.count", (double)d->examples.count);
    for (int p = 0; p < SPLIT_PARTS; p++)
        gd_table_valuef(t, (double)d->size[p], "digits.%s", split_names[p]);
    gd_table_value(t, "digits.parameters", (double)d->network.n);
    gd_table_value(t, "digits.hidden", HIDDEN);
    gd_table_value(t, "digits.batch", BATCH);
    gd_table_value(t, "digits.epochs", EPOCHS);
    gd_table_value(t, "digits.rates", RATES);
    gd_table_value(t, "digits.steps",
                   (double)(EPOCHS * steps_per_epoch(d->size[TRAINING])));
    verdict verdicts[ARRAYS_MAX];
    double difference = 0, error = 0;
    for (size_t k = check_network(d, verdicts); k-- > 0;) {
        difference = fmax(difference, verdicts[k].difference);
        error = fmax(error, verdicts[k].relative);
    }
    gd_table_value(t, "digits.check.difference", difference);
    gd_table_value(t, "digits.check.error", error);
}

static void values_digits(gd_table *t, const school *s)
{
    values_plan_of_digits(t, &s->digits);
    double worst = 1;
    for (int k = 0; k < METHODS; k++) {
        gd_table_valuef(t, held_out_accuracy(s, k), "digits.%s.accuracy",
                        method_at(k)->name);
        gd_table_valuef(t, validation_accuracy(s, k, s->study[k].best),
                        "digits.%s.validation", method_at(k)->name);
        gd_table_valuef(t, chosen(s, k)->loss, "digits.%s.loss",
                        method_at(k)->name);
        gd_table_valuef(t, digit_rate(s->study[k].best), "digits.%s.rate",
                        method_at(k)->name);
        worst = fmin(worst, held_out_accuracy(s, k));
    }
    gd_table_value(t, "digits.best.accuracy", held_out_accuracy(s, s->best));
    gd_table_value(t, "digits.best.percent",
                   100 * held_out_accuracy(s, s->best));
    gd_table_value(t, "digits.best.validation",
                   validation_accuracy(s, s->best, s->study[s->best].best));
    gd_table_value(t, "digits.best.rate", digit_rate(s->study[s->best].best));
    gd_table_value(t, "digits.best.wrong",
                   (double)(s->digits.size[HELD_OUT]
                            - s->study[s->best].held_out.correct));
    gd_table_value(t, "digits.best.method", s->best);
    gd_table_value(t, "digits.worst.accuracy", worst);
}

static void values_costs(gd_table *t, const costs *c)
{
    for (int k = 0; k < COST_COLUMNS; k++) {
        gd_table_valuef(t, cost_of(c, cost_columns[k], 2), "cost.%s.small",
                        cost_columns[k]);
        gd_table_valuef(t, cost_of(c, cost_columns[k], 1000), "cost.%s.cached",
                        cost_columns[k]);
        gd_table_valuef(t, cost_of(c, cost_columns[k], 1e7), "cost.%s.large",
                        cost_columns[k]);
    }
}

static bool data(gd_table *t)
{
    static const char *const wrong[2] = {"mistakes", "mistake-images"};
    static const char *const first[2] = {"examples", "example-images"};
    static school s;
    static costs c;
    if (!costs_read(&c) || !hold_school(&s))
        return false;
    gd_table_block(t, "values", "key\tvalue");
    values_bowl(t);
    values_parts(t);
    values_digits(t, &s);
    values_costs(t, &c);
    data_bowl(t);
    data_methods(t);
    data_split(t, &s.digits);
    data_network(t, &s.digits);
    data_sensitivity(t, &s);
    data_curves(t, &s);
    data_answers(t, &s, true, wrong);
    data_answers(t, &s, false, first);
    data_confusion(t, &s);
    bool whole = data_first_layer(t, &s);
    data_costs(t, &c);
    school_free(&s);
    return whole;
}

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "06-optimizer-separation",
        .title = "Optimizer separation: one loop, any rule",
        .report = report,
        .data = data,
    };
    return chapter_main(&this, argc, argv);
}
