/* Chapter 6, Optimizer separation: one loop, any rule.
 *
 * First in two variables: the loops of chapter 4 against the separated ones,
 * the twelve methods, the parts that can be changed one at a time, a run put
 * away and taken up again. Then the same twelve, unchanged, and one that sees
 * matrices, train a network on handwritten digits. To be read beside the
 * chapter, from top to bottom; what can be asked stands in the table at the
 * end. */
// cc -O2 -Icode code/06-optimizer-separation.c code/shared/*.c code/gd/*.c -lm
// ./a.out bowl --set rate=0.05
#include "gd/descent.h"
#include "gd/gradient_check.h"
#include "gd/history.h"
#include "gd/muon.h"
#include "gd/network.h"
#include "gd/random.h"
#include "gd/state.h"
#include "gd/table.h"
#include "shared/by-hand.h"
#include "shared/chapter.h"
#include "shared/costs.h"
#include "shared/decay.h"
#include "shared/digits.h"
#include "shared/edge-runs.h"
#include "shared/inside.h"
#include "shared/method-words.h"
#include "shared/own-hand.h"
#include "shared/resplit.h"
#include "shared/short-weights.h"
#include "shared/tell.h"
#include "shared/training.h"
#include "shared/trial.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BOWL_RATES = 20 };

static const gd_method *method_at(int k)
{
    return &methods()[k];
}

/* ======================================================== chapter 4's loops */

/* region by-hand */
static void adam_by_hand(const gd_objective *f, const double start[2],
                         double rate, by_hand_path *p)
{
    const double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    double x[2] = {start[0], start[1]}, g[2], m[2] = {0, 0}, v[2] = {0, 0};
    double power1 = 1, power2 = 1;
    for (size_t t = 0; t < BY_HAND_POINTS; t++) {
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

/* region separated */
/* The same four loops, and any other: which rule it is stands in the
 * optimizer. */
static bool keep_point(const gd_state *s, void *context)
{
    by_hand_path *p = context;
    memcpy(p->point[s->step], s->x, sizeof p->point[0]);
    return true;
}

static void separated(const gd_method *method, const gd_objective *f,
                      const double start[2], double rate, by_hand_path *p)
{
    double x[2] = {start[0], start[1]};
    gd_optimizer optimizer = must_optimizer(method, 2);
    gd_options o = {.rate = rate,
                    .max_steps = BY_HAND_POINTS - 1,
                    .optimizer = &optimizer,
                    .observer = keep_point,
                    .observer_context = p};
    must_run(gd_descend(f, x, &o));
    gd_optimizer_free(&optimizer);
}
/* end separated */

/* region same-bits */
/* The same to the last bit: 0 is not -0. */
static bool same_bits(const double a[2], const double b[2])
{
    return memcmp((const unsigned char *)a, (const unsigned char *)b,
                  2 * sizeof *a)
           == 0;
}

static size_t same_points(const by_hand_path *a, const by_hand_path *b)
{
    size_t same = 0;
    for (size_t t = 0; t < BY_HAND_POINTS; t++)
        same += same_bits(a->point[t], b->point[t]);
    return same;
}
/* end same-bits */

static const struct {
    const char *method;
    by_hand *by_hand;
    double rate[2]; /* on the bowl, on Beale's function */
} pairs[] = {{"gradient-descent", descent_by_hand, {0.1, 1e-5}},
             {"momentum", momentum_by_hand, {0.1, 5e-6}},
             {"adagrad", adagrad_by_hand, {0.5, 0.1}},
             {"adam", adam_by_hand, {0.1, 1e-3}}};

enum { PAIRS = sizeof pairs / sizeof pairs[0] };

static const double TOLERANCE = 1e-8;

/* Points of the two forms of pair k that are equal: bowl or Beale. */
static size_t agreement(int k, bool beale)
{
    by_hand_path written_out = {0}, by_module = {0};
    const gd_objective *f = objective(beale ? "beale" : "bowl");
    const double *start = beale ? beale_start : bowl_start;
    double rate = pairs[k].rate[beale];
    pairs[k].by_hand(f, start, rate, &written_out);
    separated(gd_method_find(pairs[k].method), f, start, rate, &by_module);
    return same_points(&written_out, &by_module);
}

static void agreement_experiment(const void *knobs, story *s)
{
    (void)knobs;
    say(s,
        "agreement: a loop for each method against one loop for all\n\n"
        "  points of %d that are the same to the last bit\n\n"
        "  method              bowl  Beale\n",
        BY_HAND_POINTS);
    for (int k = 0; k < PAIRS; k++)
        say(s, "  %-18s %5zu  %5zu\n", pairs[k].method, agreement(k, false),
            agreement(k, true));
    say(s, "\n");
}

/* ================================================================= the bowl */

/* region run-from */
typedef struct run {
    double x[2];
    gd_result result;
} run;

/* The start stays the caller's: const says so, and what moves is a copy. */
static run run_from(const double start[2], const char *method,
                    const gd_options *o)
{
    run r = {.x = {start[0], start[1]}};
    r.result = must_run(gd_minimise(objective("bowl"), r.x, method, o));
    return r;
}
/* end run-from */

/* What happens when two runs are given the same array to start from, and
 * both move it: the second begins where the first has ended. */
static void aliasing_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const gd_setting settings[] = {{"beta", 0.8}, {0}};
    double shared[2] = {bowl_start[0], bowl_start[1]};
    say(s, "aliasing: two methods from one array, until max|g| < 1e-8\n\n"
           "                     each moves        each moves\n"
           "                     the array         a copy of it\n");
    for (int i = 0; i < 2; i++) {
        const char *method = i == 0 ? "gradient-descent" : "momentum";
        gd_options o = {.rate = 0.1,
                        .max_steps = 10000,
                        .tolerance = TOLERANCE,
                        .settings = i == 0 ? NULL : settings};
        run moving = run_from(shared, method, &o);
        run copying = run_from(bowl_start, method, &o);
        memcpy(shared, moving.x, sizeof shared);
        say(s, "  %-16s %6zu steps      %6zu steps\n", method,
            moving.result.steps, copying.result.steps);
    }
    say(s, "  array after it   (%.0e, %.0e)   (%g, %g)\n\n", shared[0],
        shared[1], bowl_start[0], bowl_start[1]);
}

/* A scene: the bowl under paths. */
static void grid_experiment(const void *knobs, story *s)
{
    static const double lower[2] = {-3, -1.1}, upper[2] = {3, 1.1};
    (void)knobs;
    gd_table_grid(s->data, "bowl-grid", objective("bowl"), lower, upper, 150,
                  110);
}

/* ------------------------------------------------------------ a comparison */

/* region bowl-knobs */
typedef struct bowl_knobs {
    double start_x, start_y, rate, beta, steps;
} bowl_knobs;

static const knob bowl_list[] = {
    KNOB(bowl_knobs, start_x, -2.4, -10, 10, LINEAR, "x of the start"),
    KNOB(bowl_knobs, start_y, 0.2, -10, 10, LINEAR, "y of the start"),
    KNOB(bowl_knobs, rate, 0.1, 1e-4, 1, LOG, "learning rate"),
    KNOB(bowl_knobs, beta, 0.8, 0, 0.999, LINEAR, "momentum's beta"),
    KNOB(bowl_knobs, steps, 1000, 0, 10000, COUNT, "steps at most"),
    {0},
};
/* end bowl-knobs */

enum { LISTED, PRINTED, CONVERGED, MOMENTUM, RUNS };

/* How far x and y are from 0, of the two runs that are given equal steps. */
static void tell_sizes(story *s, gd_history way[RUNS])
{
    for (int i = PRINTED; i <= MOMENTUM; i += MOMENTUM - PRINTED) {
        gd_table_block(s->data, i == PRINTED ? "bowl-descent" : "bowl-momentum",
                       "step\tx\ty");
        for (size_t k = 0; k < way[i].count; k++) {
            const double *row = gd_history_row(&way[i], k);
            if (isfinite(row[1]) && isfinite(row[2]))
                gd_row(s->data, row[0], fabs(row[1]), fabs(row[2]));
        }
    }
}

static void bowl_experiment(const void *knobs, story *s)
{
    const bowl_knobs *k = knobs;
    const double start[2] = {k->start_x, k->start_y};
    const gd_setting settings[] = {{"beta", k->beta}, {0}};
    const size_t steps[RUNS] = {100, (size_t)k->steps, 10000, (size_t)k->steps};
    run r[RUNS];
    gd_history way[RUNS];
    say(s,
        "bowl: x^2/16 + 9y^2 from (%g, %g), rate %g, momentum with beta "
        "%g\n\n"
        "  method            steps             x               y"
        "   max|g|  stopped by\n",
        start[0], start[1], k->rate, k->beta);
    for (int i = 0; i < RUNS; i++) {
        const char *method = i == MOMENTUM ? "momentum" : "gradient-descent";
        gd_options o = {.rate = k->rate,
                        .max_steps = steps[i],
                        .tolerance = TOLERANCE,
                        .observer = gd_history_observe,
                        .observer_context = &way[i],
                        .settings = i == MOMENTUM ? settings : NULL};
        way[i] = gd_history_new(2, true);
        r[i] = run_from(start, method, &o);
        if (way[i].failed)
            give_up("out of memory");
        say(s, "  %-16s  %5zu  ", method, r[i].result.steps);
        say_number(s, 12, 5, r[i].x[0]);
        say_number(s, 16, 5, r[i].x[1]);
        say_number(s, 9, 1, r[i].result.gradient_norm);
        say(s, "  %s\n", outcome_word(r[i].result.outcome));
    }
    say(s, "\n");
    tell_sizes(s, way);
    for (int i = 0; i < RUNS; i++)
        gd_history_free(&way[i]);
    finite_value(s, "sgd.bowl100.x", r[LISTED].x[0]);
    finite_value(s, "sgd.bowl.x", r[PRINTED].x[0]);
    finite_value(s, "sgd.bowl.y", r[PRINTED].x[1]);
    finite_value(s, "momentum.bowl.x", r[MOMENTUM].x[0]);
    finite_value(s, "momentum.bowl.y", r[MOMENTUM].x[1]);
    value(s, "momentum.bowl.steps", (double)r[MOMENTUM].result.steps);
    if (r[CONVERGED].result.outcome == GD_CONVERGED)
        value(s, "sgd.converged.steps", (double)r[CONVERGED].result.steps);
}

/* -------------------------------------------------------------- all methods */

typedef struct methods_knobs {
    double start_x, start_y, target, budget;
} methods_knobs;

/* Within what the figure shows of the bowl. */
static const knob methods_list[] = {
    KNOB(methods_knobs, start_x, -2.4, -2.6, 2.6, LINEAR, "x of the start"),
    KNOB(methods_knobs, start_y, 0.2, -0.5, 0.5, LINEAR, "y of the start"),
    KNOB(methods_knobs, target, 1e-3, 1e-12, 1, LOG, "f is to stay below it"),
    KNOB(methods_knobs, budget, 1000, 0, 5000, COUNT, "steps at most"),
    {0},
};

/* region settling */
/* The first step from which on f stays at the target or below it. A leap
 * that hits it by luck and leaves again does not count. */
typedef struct settling {
    double target;
    double rate;
    size_t steps; /* one more than the budget: it does not settle */
    double f;     /* at the end of the budget */
} settling;

static bool watch_settling(const gd_state *s, void *context)
{
    settling *w = context;
    if (!(s->f <= w->target))
        w->steps = s->step + 1;
    return true;
}

/* With the rate of the grid that lets it settle first. Where none does: that
 * which comes lowest. */
static settling settle_best(const char *method, const double start[2],
                            double target, size_t budget)
{
    settling best = {.steps = budget + 1, .f = HUGE_VAL};
    for (int i = 0; i < BOWL_RATES; i++) {
        /* 1e-4 ... 10^0.75, four to a decade */
        settling w = {.target = target, .rate = pow(10, -4 + i / 4.0)};
        gd_options o = {.rate = w.rate,
                        .max_steps = budget,
                        .observer = watch_settling,
                        .observer_context = &w};
        gd_result r = run_from(start, method, &o).result;
        w.f = r.f;
        if (r.outcome != GD_DIVERGED
            && (w.steps < best.steps
                || (best.steps > budget && w.steps > budget && w.f < best.f)))
            best = w;
    }
    return best;
}
/* end settling */

/* Walks once more, as far as it has to, and writes down the way. */
static void tell_settling(story *s, const char *method, const double start[2],
                          settling best, size_t budget)
{
    gd_history way = gd_history_new(2, false);
    char steps[32];
    gd_options o = {.rate = best.rate,
                    .max_steps = best.steps < budget ? best.steps : budget,
                    .observer = gd_history_observe,
                    .observer_context = &way};
    run r = run_from(start, method, &o);
    tell_history(s, named("path-%s", method).text, &way, NULL);
    snprintf(steps, sizeof steps, "%s%zu", best.steps > budget ? "> " : "",
             o.max_steps);
    say(s, "  %-16s  %8.3g  %6s  %11.6f %11.6f\n", method, best.rate, steps,
        r.x[0], r.x[1]);
    valuef(s, best.rate, "bowl.%s.rate", method);
    valuef(s, (double)o.max_steps, "bowl.%s.steps", method);
}

static void methods_experiment(const void *knobs, story *s)
{
    const methods_knobs *k = knobs;
    const double start[2] = {k->start_x, k->start_y};
    const size_t budget = (size_t)k->budget;
    say(s,
        "methods: the bowl, until f stays below %g, each with the best of %d"
        " rates\n\n"
        "  method                rate   steps            x           y\n",
        k->target, BOWL_RATES);
    for (int m = 0; m < METHODS; m++) {
        const char *method = method_at(m)->name;
        settling best = settle_best(method, start, k->target, budget);
        tell_settling(s, method, start, best, budget);
    }
    say(s, "\n");
}

/* --------------------------------------------- parts, changed one at a time */

static const char *const schedules[] = {"cosine",      "constant", "step",
                                        "exponential", "inverse",  "warmup",
                                        "one-cycle",   NULL};

typedef struct parts_knobs {
    double rate, beta;
    const char *schedule;
    double target, clip, other_rate;
} parts_knobs;

static const knob parts_list[] = {
    KNOB(parts_knobs, rate, 0.1, 1e-4, 1, LOG, "learning rate"),
    KNOB(parts_knobs, beta, 0.8, 0, 0.999, LINEAR, "momentum's beta"),
    CHOICE_KNOB(parts_knobs, schedule, schedules, "schedule of the rate"),
    KNOB(parts_knobs, target, 1e-6, 1e-15, 1, LOG, "value of f to stop at"),
    KNOB(parts_knobs, clip, 0.1, 1e-3, 10, LOG, "length gradients are cut to"),
    KNOB(parts_knobs, other_rate, 0.25, 1e-4, 1, LOG, "rate of the last run"),
    {0},
};

/* region parts */
static bool until_x_changes_sign(const gd_state *s, void *context)
{
    (void)context;
    return s->x[0] < 0;
}

/* Momentum on the bowl, with one thing changed in each run. */
enum { AS_IT_IS, SCHEDULE, TARGET, OBSERVER, CLIP, RATE, CHANGES };

static void change_parts(gd_options o[CHANGES], const gd_schedule *schedule,
                         double target, double longest, double rate)
{
    o[SCHEDULE].schedule = schedule;
    o[TARGET].has_target = true;
    o[TARGET].target = target;
    o[OBSERVER].observer = until_x_changes_sign;
    o[CLIP].clip = longest;
    o[RATE].rate = rate;
}
/* end parts */

static void run_parts(const parts_knobs *k, gd_result r[CHANGES])
{
    const gd_setting settings[] = {{"beta", k->beta}, {0}};
    gd_options o[CHANGES];
    for (int part = 0; part < CHANGES; part++) {
        o[part] = gd_default_options();
        o[part].rate = k->rate;
        o[part].settings = settings;
    }
    gd_schedule schedule =
        gd_schedule_new(gd_schedule_find(k->schedule), o[SCHEDULE].max_steps);
    change_parts(o, &schedule, k->target, k->clip, k->other_rate);
    for (int part = 0; part < CHANGES; part++)
        r[part] = run_from(bowl_start, "momentum", &o[part]).result;
}

static void parts_experiment(const void *knobs, story *s)
{
    const parts_knobs *k = knobs;
    char name[CHANGES][32] = {
        [AS_IT_IS] = "as it is", [OBSERVER] = "watching for x"};
    snprintf(name[SCHEDULE], 32, "%s schedule", k->schedule);
    snprintf(name[TARGET], 32, "target f = %g", k->target);
    snprintf(name[CLIP], 32, "|g| at most %g", k->clip);
    snprintf(name[RATE], 32, "rate %g", k->other_rate);
    gd_result r[CHANGES];
    run_parts(k, r);
    say(s, "parts: momentum on the bowl, one part changed at a time\n\n"
           "  changed            steps           f  stopped by\n");
    for (int part = 0; part < CHANGES; part++) {
        say(s, "  %-16s  %6zu", name[part], r[part].steps);
        say_number(s, 12, 2, r[part].f);
        say(s, "  %s\n", outcome_word(r[part].outcome));
    }
    say(s, "\n");
}

/* ========================================================== save and resume */

enum { RESUME_STEPS = 1000 };

typedef struct resume_knobs {
    double at;
} resume_knobs;

static const knob resume_list[] = {
    KNOB(resume_knobs, at, 400, 0, RESUME_STEPS, COUNT,
         "step at which it is put away"),
    {0},
};

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
    must_run(gd_descend(objective("beale"), x, &options));
}
/* end stretch */

/* region resume */
/* Is a run that was put away after so many steps, and taken up by another
 * optimizer, the same to the last bit as one without a break? */
static bool resumes(const gd_method *method, size_t at)
{
    double whole[2] = {3, 4}, first[2] = {3, 4}, second[2] = {0, 0};
    char error[GD_STATE_ERROR_SIZE];
    gd_optimizer a = must_optimizer(method, 2);
    gd_optimizer b = must_optimizer(method, 2);
    gd_optimizer c = must_optimizer(method, 2);
    unsigned char *bytes = must_calloc(gd_state_size(&b), 1);
    stretch(&a, whole, RESUME_STEPS);
    stretch(&b, first, at);
    gd_state_save(&b, first, bytes);
    if (!gd_state_load(&c, second, bytes, gd_state_size(&b), error))
        give_up("%s", error);
    stretch(&c, second, RESUME_STEPS - at);
    free(bytes);
    gd_optimizer_free(&a);
    gd_optimizer_free(&b);
    gd_optimizer_free(&c);
    return same_bits(whole, second);
}
/* end resume */

/* What a state says to a run that it does not fit. */
static void tell_refusal(story *s, const char *what, const char *method,
                         size_t n, size_t missing)
{
    double x[3] = {3, 4, 5};
    char error[GD_STATE_ERROR_SIZE];
    gd_optimizer saved = must_optimizer(gd_method_find("adam"), 2);
    gd_optimizer other = must_optimizer(gd_method_find(method), n);
    unsigned char bytes[512];
    gd_state_save(&saved, x, bytes);
    if (gd_state_load(&other, x, bytes, gd_state_size(&saved) - missing, error))
        give_up("a state is taken that does not fit: %s", what);
    say(s, "    %-16s  %s\n", what, error);
    gd_optimizer_free(&other);
    gd_optimizer_free(&saved);
}

static void resume_experiment(const void *knobs, story *s)
{
    const resume_knobs *k = knobs;
    int same = 0;
    for (int m = 0; m < METHODS; m++)
        same += resumes(method_at(m), (size_t)k->at);
    say(s,
        "resume: %d steps on Beale's function, cosine schedule, put away"
        " after %g\n\n"
        "  %d of %d methods end on the same bits as without the break\n\n"
        "  Adam's state for two parameters, and what it says to\n",
        RESUME_STEPS, k->at, same, METHODS);
    tell_refusal(s, "momentum", "momentum", 2, 0);
    tell_refusal(s, "three parameters", "adam", 3, 0);
    tell_refusal(s, "8 bytes less", "adam", 2, 8);
    say(s, "\n");
}

/* =============================================================== a network */

enum { CHECKED_DIGITS = 8 };

/* region as-arrays */
/* The network's views on its parameters and on their gradient, as chapter
 * 5's tool wants them. Returns how many. */
static size_t as_arrays(const gd_network *network, double *x,
                        const double *gradient, gd_view view[GD_VIEWS_MAX],
                        gd_array array[GD_VIEWS_MAX])
{
    size_t count = gd_network_views(network, view);
    for (size_t i = 0; i < count; i++) {
        const gd_view *v = &view[i];
        array[i].name = v->name;
        array[i].count = v->rows * v->columns;
        array[i].value = x + v->start;
        array[i].gradient = gradient + v->start;
    }
    return count;
}

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
/* end as-arrays */

/* One array of the network: its largest slope, the largest difference to what
 * the differences say, and the check's error. */
static void tell_check(story *s, const gd_view *view, const gd_array *array,
                       loss_at *here)
{
    double *numeric = must_calloc(array->count, sizeof *numeric);
    double largest = 0, difference = 0;
    if (!gd_numerical_gradient(loss_here, here, 1, array, 0, numeric))
        give_up("the loss is not finite");
    for (size_t i = 0; i < array->count; i++) {
        double slope = array->gradient[i];
        largest = fmax(largest, fabs(slope));
        difference = fmax(difference, fabs(slope - numeric[i]));
    }
    say(s, "  %-10s %5zu  %5zu  %3zu x %-3zu  %13.3f  %10.1e  %5.2g\n",
        view->name, view->start, array->count, view->rows, view->columns,
        largest, difference,
        must_check(gd_check_arrays(loss_here, here, 1, array, 0)).relative);
    free(numeric);
}

typedef struct plan_knobs {
    double hidden;
} plan_knobs;

static const knob plan_list[] = {
    KNOB(plan_knobs, hidden, 32, 1, HIDDEN_MAX, COUNT, "hidden units"),
    {0},
};

/* A scene: what the network is like. */
static void plan_experiment(const void *knobs, story *s)
{
    const plan_knobs *k = knobs;
    const size_t widths[] = {DIGIT_PIXELS, (size_t)k->hidden, DIGIT_CLASSES};
    gd_network *network = keep_plain(s, sizeof *network);
    if (!gd_network_plan(network, 2, widths, GD_TANH))
        give_up("no network with %g hidden units", k->hidden);
}

static void network_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const gd_network *network = result_of(s, "plan");
    gd_random random = gd_random_seeded(6);
    gd_batch batch =
        digits_batch(result_of(s, "split"), network, TRAINING, TRAINING);
    batch.count = CHECKED_DIGITS;
    double *x = must_calloc(2 * network->n, sizeof *x);
    double *gradient = x + network->n;
    loss_at here = {&batch, x};
    gd_view view[GD_VIEWS_MAX];
    gd_array array[GD_VIEWS_MAX];
    gd_network_start(network, &random, x);
    gd_network_loss(network->n, x, gradient, &batch);
    say(s,
        "network: %zu parameters in one arena, its gradient checked on %zu "
        "digits\n\n"
        "  array       from  count      shape  largest slope  differs by"
        "  error\n",
        network->n, batch.count);
    size_t arrays = as_arrays(network, x, gradient, view, array);
    for (size_t i = 0; i < arrays; i++)
        tell_check(s, &view[i], &array[i], &here);
    say(s, "\n");
    tell_arena(s->data, network);
    value(s, "flow.unit",
          (double)tell_flow(s->data, network, x, result_of(s, "split"),
                            batch.chosen[0]));
    free(x);
}

/* ==================================================== what a point hides */

/* A diagonal matrix has its singular values on the diagonal, and keeps them
 * there. */
static void orthogonal_experiment(const void *knobs, story *s)
{
    static const double before[] = {1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001};
    enum { N = sizeof before / sizeof before[0] };
    double u[N * N] = {0}, room[4 * N * N];
    (void)knobs;
    for (int i = 0; i < N; i++)
        u[i * N + i] = before[i];
    gd_orthogonalise(N, N, u, room);
    say(s, "orthogonal: singular values of a matrix\n\n"
           "  before  after five rounds\n");
    for (int i = 0; i < N; i++)
        say(s, "  %6g  %17.3f\n", before[i], u[i * N + i]);
    say(s, "\n");
}

/* ================================================== three parts of the data */

typedef struct split_knobs {
    double seed;
} split_knobs;

static const knob split_list[] = {
    KNOB(split_knobs, seed, 1998, 0, 1e6, COUNT, "of the random numbers"),
    {0},
};

static void split_experiment(const void *knobs, story *s)
{
    const split_knobs *k = knobs;
    digits *d = keep(s, sizeof *d);
    size_t count[DIGIT_CLASSES][PARTS];
    digits_load(d, (uint64_t)k->seed);
    digits_count(d, count);
    say(s,
        "split: %d digits, dealt out class by class\n\n"
        "  digit        training  validation  held-out\n",
        DIGIT_COUNT);
    for (int c = 0; c < DIGIT_CLASSES; c++)
        say(s, "  %-10d %10zu  %10zu  %8zu\n", c, count[c][TRAINING],
            count[c][VALIDATION], count[c][HELD_OUT]);
    say(s, "  all        %10zu  %10zu  %8zu\n\n", d->size[TRAINING],
        d->size[VALIDATION], d->size[HELD_OUT]);
    tell_deal(s->data, d);
}

/* ========================================================== choosing a rate */

enum { RATES_MAX = 11 };

static const char *const method_words[] = {"all", METHOD_WORDS, "muon", NULL};

typedef struct tuning_knobs {
    const char *method, *schedule;
    double from, rates, epochs, batch, seed;
} tuning_knobs;

/* The smallest rate is at most 0.1, where every method stays finite. */
static const knob tuning_list[] = {
    CHOICE_KNOB(tuning_knobs, method, method_words, "method to train, or all"),
    CHOICE_KNOB(tuning_knobs, schedule, schedules, "schedule of the rate"),
    KNOB(tuning_knobs, from, -4, -6, -1, COUNT, "smallest rate, power of ten"),
    KNOB(tuning_knobs, rates, RATES_MAX, 1, RATES_MAX, COUNT,
         "number of rates, two to a power of ten"),
    KNOB(tuning_knobs, epochs, 10, 1, EPOCHS_MAX, COUNT, "times through all"),
    KNOB(tuning_knobs, batch, 32, 8, 512, COUNT, "examples in a step"),
    KNOB(tuning_knobs, seed, 6, 0, 1e6, COUNT, "of the random numbers"),
    {0},
};

/* What validation says about one method. */
typedef struct tuned {
    const gd_method *method;
    gd_score score[RATES_MAX]; /* of each rate that was tried */
    size_t low, high;          /* the first and the last of the plateau */
    double rate;               /* the one that is chosen, and its score */
    gd_score chosen;
} tuned;

typedef struct tuning {
    training_setup setup;
    size_t rates, methods;
    double rate[RATES_MAX];
    tuned tuned[LEARNERS];
    size_t best; /* the method that validation prefers */
} tuning;

/* region plateau */
/* The best of the rates, and those beside it that are no worse for all that
 * `asked` digits can say: by one standard deviation of its count at most. */
static void find_plateau(tuned *m, size_t rates, size_t asked)
{
    size_t best = 0;
    for (size_t k = 1; k < rates; k++)
        if (better(m->score[k], m->score[best]))
            best = k;
    double right = (double)m->score[best].correct;
    double enough = right - sqrt(right * (1 - right / (double)asked));
    m->low = m->high = best;
    while (m->low > 0 && (double)m->score[m->low - 1].correct >= enough)
        m->low--;
    while (m->high + 1 < rates
           && (double)m->score[m->high + 1].correct >= enough)
        m->high++;
}

/* Chooses the middle of the plateau, in powers of ten. Where it falls between
 * two rates that one has not been tried yet. */
static tuned tune(const training_setup *u, const gd_method *method,
                  size_t rates, const double *rate)
{
    tuned m = {.method = method};
    for (size_t k = 0; k < rates; k++)
        m.score[k] = try_rate(u, method, rate[k], NULL);
    find_plateau(&m, rates, u->digits->size[VALIDATION]);
    size_t middle = (m.low + m.high) / 2;
    bool between = (m.low + m.high) % 2 != 0;
    m.rate = between ? sqrt(rate[m.low] * rate[m.high]) : rate[middle];
    m.chosen = between ? try_rate(u, method, m.rate, NULL) : m.score[middle];
    return m;
}
/* end plateau */

static void tune_all(tuning *t, const char *wanted)
{
    for (int m = 0; m < LEARNERS; m++) {
        const gd_method *method = learner(m);
        if (strcmp(wanted, "all") != 0 && strcmp(wanted, method->name) != 0)
            continue;
        tuned now = t->tuned[t->methods] =
            tune(&t->setup, method, t->rates, t->rate);
        if (better(now.chosen, t->tuned[t->best].chosen))
            t->best = t->methods;
        t->methods++;
    }
}

/* The share of the validation digits that are read rightly. */
static double share(const tuning *t, gd_score score)
{
    return (double)score.correct / (double)t->setup.digits->size[VALIDATION];
}

/* A row of the block `sensitivity` for each rate. A run that diverged has no
 * accuracy, and all wrong. */
static void tell_sensitivity(story *s, const tuning *t, const tuned *m)
{
    const size_t asked = t->setup.digits->size[VALIDATION];
    say(s, "  %-16s", m->method->name);
    for (size_t i = 0; i < t->rates; i++) {
        const bool flat = i >= m->low && i <= m->high;
        const bool diverged = !isfinite(m->score[i].loss);
        const double row[] = {t->rate[i], (double)(asked - m->score[i].correct),
                              diverged, flat};
        gd_table_named_row(s->data, m->method->name, 4, row);
        say(s, "%c", flat ? '+' : ' ');
        if (diverged)
            say(s, "%4s", "-");
        else
            say(s, "%4.1f", 100 * share(t, m->score[i]));
    }
    bool edge = m->low == 0 || m->high + 1 == t->rates;
    say(s, " %5.2g%s\n", m->rate, edge ? "*" : "");
}

static void tuning_experiment(const void *knobs, story *s)
{
    const tuning_knobs *k = knobs;
    tuning *t = keep(s, sizeof *t);
    *t = (tuning){.setup = {.digits = result_of(s, "split"),
                            .network = result_of(s, "plan"),
                            .schedule = gd_schedule_find(k->schedule),
                            .epochs = (size_t)k->epochs,
                            .batch_size = (size_t)k->batch,
                            .seed = (uint64_t)k->seed},
                  .rates = (size_t)k->rates};
    say(s,
        "tuning: right answers in %%, of the %zu validation digits after %zu"
        " epochs\n\n  rate            ",
        t->setup.digits->size[VALIDATION], t->setup.epochs);
    for (size_t i = 0; i < t->rates; i++) {
        double power = k->from + (double)i / 2;
        t->rate[i] = pow(10, power);
        /* 1e-4, 3e-4, 1e-3 ...: to one digit, in five characters. */
        say(s, " %de%+.0f", i % 2 ? 3 : 1, floor(power));
    }
    say(s, " chosen\n");
    tune_all(t, k->method);
    gd_table_block(s->data, "sensitivity",
                   "method\trate\twrong\tdiverged\tplateau");
    for (size_t m = 0; m < t->methods; m++)
        tell_sensitivity(s, t, &t->tuned[m]);
    gd_table_block(s->data, "chosen", "method\trate");
    for (size_t m = 0; m < t->methods; m++)
        gd_table_named_row(s->data, t->tuned[m].method->name, 1,
                           &t->tuned[m].rate);
    say(s,
        "\n  + the best, and beside it what is worse by one standard deviation"
        " at most;\n    chosen is the middle of these\n"
        "  * they reach an end of the grid of rates\n\n");
}

/* =========================================================== the final test */

/* One method on the digits, with the rate that was chosen. */
typedef struct study {
    double validation_loss[EPOCHS_MAX + 1];
    gd_score held_out;
    double x[WEIGHTS_MAX]; /* the network of the final training */
} study;

typedef struct training {
    const tuning *tuning;
    study study[LEARNERS];
} training;

/* region final */
/* The chosen rate once more, for the curve; then from the start with all
 * that was not held out, and at last, once, before the held-out digits. */
static void final_test(const training_setup *u, const gd_method *method,
                       double rate, study *one)
{
    gd_batch held_out = digits_batch(u->digits, u->network, HELD_OUT, HELD_OUT);
    if (train(u, TRAINING, method, rate, one->x, one->validation_loss)
            == GD_DIVERGED
        || train(u, VALIDATION, method, rate, one->x, NULL) == GD_DIVERGED)
        give_up("%s diverges at rate %g, which it chose", method->name, rate);
    one->held_out = gd_network_score(one->x, &held_out);
}
/* end final */

static void train_all(training *r)
{
    const tuning *t = r->tuning;
    for (size_t m = 0; m < t->methods; m++)
        final_test(&t->setup, t->tuned[m].method, t->tuned[m].rate,
                   &r->study[m]);
}

static void tell_study(story *s, const training *r, size_t m)
{
    const tuning *t = r->tuning;
    const tuned *one = &t->tuned[m];
    const char *name = one->method->name;
    const size_t held_out = t->setup.digits->size[HELD_OUT];
    const size_t correct = r->study[m].held_out.correct;
    const double right = (double)correct / (double)held_out;
    say(s, "  %c %-16s  %8.3g  %6.3f  %7.2f  %5zu  %7.2f\n",
        m == t->best ? '*' : ' ', name, one->rate, one->chosen.loss,
        100 * share(t, one->chosen), held_out - correct, 100 * right);
    gd_table_block(s->data, named("curve-%s", name).text,
                   "epoch\tvalidation_loss");
    for (size_t e = 0; e <= t->setup.epochs; e++)
        gd_row(s->data, (double)e, r->study[m].validation_loss[e]);
    valuef(s, right, "digits.%s.accuracy", name);
    if (m == t->best)
        value(s, "digits.best.percent", 100 * right);
}

static void training_experiment(const void *knobs, story *s)
{
    (void)knobs;
    training *r = keep(s, sizeof *r);
    r->tuning = result_of(s, "tuning");
    train_all(r);
    say(s,
        "training: each method with its rate, %zu epochs, batches of %zu\n\n"
        "                                 validation         held-out\n"
        "    method                rate    loss  right %%  wrong  right %%\n",
        r->tuning->setup.epochs, r->tuning->setup.batch_size);
    for (size_t m = 0; m < r->tuning->methods; m++)
        tell_study(s, r, m);
    say(s, "\n  * best on validation\n\n");
}

static const double *best_network(const training *r)
{
    return r->study[r->tuning->best].x;
}

/* What is wrong, and the first answers as they come. */
static void mistakes_experiment(const void *knobs, story *s)
{
    enum { SHEET = 60 };
    (void)knobs;
    const training *r = result_of(s, "training");
    const training_setup *u = &r->tuning->setup;
    const digits *d = u->digits;
    digit_answer *all = must_calloc(2 * d->size[HELD_OUT], sizeof *all);
    digit_answer *wrong = all + d->size[HELD_OUT];
    size_t count = 0;
    say(s,
        "mistakes: the held-out digits that %s's network gets wrong\n\n"
        "  line of the file  is  read as  with probability  the right "
        "one's\n",
        r->tuning->tuned[r->tuning->best].method->name);
    for (size_t k = 0; k < d->size[HELD_OUT]; k++) {
        digit_answer a = all[k] = digits_ask(d, u->network, best_network(r), k);
        if (a.said == a.label)
            continue;
        say(s, "  %16zu  %2zu  %7zu  %16.3f  %15.3f\n", a.place + 1, a.label,
            a.said, a.probability[a.said], a.probability[a.label]);
        wrong[count++] = a;
    }
    say(s, "\n");
    digits_tell(s->data, d, "mistakes", "mistake-images", count, wrong);
    digits_tell(s->data, d, "examples", "example-images", SHEET, all);
    free(all);
    value(s, "mistakes.loss.percent",
          100 * tell_losses(s->data, d, u->network, best_network(r)));
}

/* A scene: what each hidden unit has learned of the pixels. */
static void weights_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const training *r = result_of(s, "training");
    digits_tell_layer(s->data, r->tuning->setup.network, best_network(r),
                      r->tuning->setup.seed);
}

static void confusion_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const training *r = result_of(s, "training");
    size_t count[DIGIT_CLASSES][DIGIT_CLASSES];
    digits_confusion(r->tuning->setup.digits, r->tuning->setup.network,
                     best_network(r), count);
    say(s, "confusion: what a held-out digit is (down) and is read as "
           "(across)\n\n"
           "         0    1    2    3    4    5    6    7    8    9\n");
    for (int is = 0; is < DIGIT_CLASSES; is++) {
        say(s, "  %-3d", is);
        for (int c = 0; c < DIGIT_CLASSES; c++)
            if (count[is][c] > 0)
                say(s, "%5zu", count[is][c]);
            else
                say(s, "    .");
        say(s, "\n");
    }
    say(s, "\n");
}

/* ============================================================= more splits */

typedef struct splits_knobs {
    const char *against;
    double splits, seed;
} splits_knobs;

static const knob splits_list[] = {
    CHOICE_KNOB(splits_knobs, against, method_words + 1,
                "whose mistakes are taken off"),
    KNOB(splits_knobs, splits, 20, 2, SPLITS_MAX, COUNT, "how many"),
    KNOB(splits_knobs, seed, 1, 0, 1e6, COUNT, "of the first of them"),
    {0},
};

/* Wrong held-out digits of each method, split by split. */
typedef struct mistakes {
    double of[LEARNERS][SPLITS_MAX];
    size_t reference; /* a method, or the first that was trained */
    size_t fewest;    /* the one with the smallest mean */
} mistakes;

/* A method's mean, and beside it the mean of its differences to the reference
 * on the same splits. */
static void tell_splits(story *s, const char *name, size_t count,
                        const double *wrong, const double *other)
{
    const tally one = tally_of(count, wrong);
    const tally d = tally_of_differences(count, wrong, other);
    const double row[] = {d.mean, d.error};
    gd_table_named_row(s->data, name, 2, row);
    valuef(s, one.mean, "digits.%s.wrong.mean", name);
    valuef(s, one.error, "digits.%s.wrong.se", name);
    say(s, "  %-16s", name);
    say_tallies(s, one, d);
}

static void splits_experiment(const void *knobs, story *s)
{
    const splits_knobs *k = knobs;
    const tuning *t = result_of(s, "tuning");
    const size_t count = (size_t)k->splits;
    mistakes *w = keep(s, sizeof *w);
    for (size_t m = 0; m < t->methods; m++) {
        wrong_on_splits(&t->setup, t->tuned[m].method, t->tuned[m].rate, count,
                        (uint64_t)k->seed, w->of[m]);
        if (strcmp(t->tuned[m].method->name, k->against) == 0)
            w->reference = m;
        if (tally_of(count, w->of[m]).mean
            < tally_of(count, w->of[w->fewest]).mean)
            w->fewest = m;
    }
    const char *against = t->tuned[w->reference].method->name;
    say(s,
        "splits: wrong held-out digits, mean of %zu splits\n\n"
        "                                   less %s's\n"
        "  method             wrong     +-     mean     +-  ratio\n",
        count, against);
    gd_table_block(s->data, "splits", "method\tdifference\terror");
    for (size_t m = 0; m < t->methods; m++)
        tell_splits(s, t->tuned[m].method->name, count, w->of[m],
                    w->of[w->reference]);
    say(s, "\n");
    value(s, "splits.widening", widening(t->setup.digits, count));
}

/* ================================================================== writers */

/* The method with the fewest mistakes, judged on five fifths, twice. */
static void writers_experiment(const void *knobs, story *s)
{
    (void)knobs;
    const tuning *t = result_of(s, "tuning");
    const mistakes *w = result_of(s, "splits");
    const tuned *m = &t->tuned[w->fewest];
    size_t right[2][5], size[2][5], all[2] = {0};
    for (int o = MIXED; o <= IN_RUNS; o++) {
        size_t taken[DIGIT_CLASSES][DIGIT_CLASSES];
        right_on_fifths(&t->setup, m->method, m->rate, (digits_order)o, 1,
                        right[o], size[o], taken);
        tell_confusion(s->data, o == MIXED ? "taken-mixed" : "taken-runs",
                       taken);
    }
    say(s,
        "writers: right answers of %s's network in %%, a fifth held out\n\n"
        "  fifth    mixed  in runs\n",
        m->method->name);
    gd_table_block(s->data, "fifths", "fifth\tmixed\truns");
    for (size_t k = 0; k < 5; k++) {
        double part[2];
        for (int o = MIXED; o <= IN_RUNS; o++) {
            all[o] += right[o][k];
            part[o] = (double)right[o][k] / (double)size[o][k];
        }
        say(s, "  %-5zu  %7.1f  %7.1f\n", k + 1, 100 * part[MIXED],
            100 * part[IN_RUNS]);
        gd_row(s->data, (double)k + 1, 100 * part[MIXED], 100 * part[IN_RUNS]);
    }
    double mixed = (double)all[MIXED] / DIGIT_COUNT;
    double runs = (double)all[IN_RUNS] / DIGIT_COUNT;
    say(s, "  all    %7.1f  %7.1f\n\n", 100 * mixed, 100 * runs);
    value(s, "digits.random.accuracy", mixed);
    value(s, "digits.contiguous.accuracy", runs);
}

/* ======================================================== steps that vanish */

typedef struct vanishing_knobs {
    double rate, epochs, batch, seed;
} vanishing_knobs;

static const knob vanishing_list[] = {
    KNOB(vanishing_knobs, rate, 0.1, 1e-3, 0.1, LOG, "rate in the middle"),
    KNOB(vanishing_knobs, epochs, 20, 1, EPOCHS_MAX, COUNT,
         "times through all"),
    KNOB(vanishing_knobs, batch, 32, 8, 512, COUNT, "examples in a step"),
    KNOB(vanishing_knobs, seed, 6, 0, 1e6, COUNT, "of the random numbers"),
    {0},
};

enum { SPEEDS = 3 };

static void vanishing_experiment(const void *knobs, story *s)
{
    const vanishing_knobs *k = knobs;
    kept_run *kept = keep(s, SPEEDS * sizeof *kept);
    const training_setup u = {.digits = result_of(s, "split"),
                              .network = result_of(s, "plan"),
                              .schedule = gd_schedule_find("constant"),
                              .epochs = (size_t)k->epochs,
                              .batch_size = (size_t)k->batch,
                              .seed = (uint64_t)k->seed};
    for (int j = 0; j < SPEEDS; j++)
        kept[j] = train_kept(&u, k->rate * pow(10, j - 1));
    say(s, "vanishing: the training loss after %zu epochs of plain descent\n\n",
        u.epochs);
    tell_kept(s, SPEEDS, kept);
    value(s, "vanishing.slow.lost", 100 * kept[0].narrow);
    value(s, "vanishing.fast.lost", 100 * kept[SPEEDS - 1].narrow);
}

/* ======================================================== what a step costs */

static void cost_experiment(const void *knobs, story *s)
{
    (void)knobs;
    costs c;
    costs_load(&c);
    tell_costs(s, &c);
}

/* ============================================================== the chapter */

static const experiment experiments[] = {
    {"agreement", agreement_experiment, NO_KNOBS},
    {"aliasing", aliasing_experiment, NO_KNOBS},
    {"bowl", bowl_experiment, KNOBS(bowl_knobs, bowl_list)},
    {"methods", methods_experiment, KNOBS(methods_knobs, methods_list),
     .needs = {"bowl-grid"}},
    {"bowl-grid", grid_experiment, NO_KNOBS},
    {"parts", parts_experiment, KNOBS(parts_knobs, parts_list)},
    {"resume", resume_experiment, KNOBS(resume_knobs, resume_list)},
    {"plan", plan_experiment, KNOBS(plan_knobs, plan_list)},
    {"network", network_experiment, NO_KNOBS, .needs = {"split", "plan"}},
    {"orthogonal", orthogonal_experiment, NO_KNOBS},
    {"split", split_experiment, KNOBS(split_knobs, split_list)},
    {"tuning", tuning_experiment, KNOBS(tuning_knobs, tuning_list),
     .needs = {"split", "plan"}, .takes_long = true},
    {"trial-plan", trial_plan_experiment,
     KNOBS(trial_plan_knobs, trial_plan_list)},
    {"trial-scan", trial_scan_experiment, NO_KNOBS,
     .needs = {"split", "plan", "trial-plan"}, .takes_long = true},
    {"trial", trial_experiment, NO_KNOBS,
     .needs = {"split", "plan", "trial-plan", "trial-rate"},
     .takes_long = true},
    {"trial-rate", trial_rate_experiment,
     KNOBS(trial_rate_knobs, trial_rate_list)},
    {"training", training_experiment, NO_KNOBS, .needs = {"tuning"},
     .takes_long = true},
    {"mistakes", mistakes_experiment, NO_KNOBS, .needs = {"training"},
     .takes_long = true},
    {"weights", weights_experiment, NO_KNOBS, .needs = {"training"},
     .takes_long = true},
    {"confusion", confusion_experiment, NO_KNOBS, .needs = {"training"},
     .takes_long = true},
    {"splits", splits_experiment, KNOBS(splits_knobs, splits_list),
     .needs = {"tuning"}, .takes_long = true},
    {"writers", writers_experiment, NO_KNOBS, .needs = {"tuning", "splits"},
     .takes_long = true},
    {"drawn", drawn_experiment, KNOBS(drawn_knobs, drawn_list),
     .needs = {"reader"}},
    {"reader", reader_experiment, KNOBS(reader_knobs, reader_list),
     .needs = {"split", "plan"}, .takes_long = true},
    {"decay", decay_experiment, KNOBS(decay_knobs, decay_list),
     .needs = {"split", "plan"}, .takes_long = true},
    {"sharpness", sharpness_experiment, NO_KNOBS,
     .needs = {"edge", "edge-others"}},
    {"edge", edge_experiment, KNOBS(edge_knobs, edge_list),
     .needs = {"split", "plan", "edge-plan"}, .takes_long = true},
    {"edge-others", edge_others_experiment,
     KNOBS(edge_others_knobs, edge_others_list), .needs = {"split", "plan"},
     .takes_long = true},
    {"edge-plan", edge_plan_experiment, KNOBS(edge_plan_knobs, edge_plan_list)},
    {"vanishing", vanishing_experiment, KNOBS(vanishing_knobs, vanishing_list),
     .needs = {"split", "plan"}, .takes_long = true},
    {"cost", cost_experiment, NO_KNOBS},
    {0},
};

int main(int argc, char **argv)
{
    static const chapter this = {
        .name = "06-optimizer-separation",
        .title = "Optimizer separation: one loop, any rule",
        .experiments = experiments,
    };
    return chapter_main(&this, argc, argv);
}
