#include "shared/race.h"

#include "shared/method-words.h"
#include "shared/noisy.h"
#include "shared/numeral.h"
#include "shared/plan.h"
#include "shared/turned.h"

#include <math.h>

/* In the order of gd_methods(). */
static const char *const names[METHODS + 1] = {METHOD_WORDS, NULL};

/* Which knob of the race is the first method's rate. */
enum { FIRST_RATE = 5 };

/* Plain descent, momentum, Adagrad and Adam. */
enum { RUNNERS = 1 | 2 | 8 | 64 };

/* clang-format off */
#define RATE(member, book) \
    KNOB(race_knobs, member, book, 1e-4, 100, LOG, "rate")
/* clang-format on */

const knob race_list[] = {
    TICKS_KNOB(race_knobs, methods, names, RUNNERS, "who runs"),
    KNOB(race_knobs, start_x, -2.4, -2.6, 2.6, LINEAR, "along the valley"),
    KNOB(race_knobs, start_y, 1.2, -1.4, 1.4, LINEAR, "across it"),
    KNOB(race_knobs, factor, 1, 0.1, 100, LOG, "of all rates"),
    KNOB(race_knobs, noise, 0, 0, 3, LINEAR, "of each slope"),
    RATE(gradient_descent, 0.1),
    RATE(momentum, 0.02),
    RATE(nesterov, 0.02),
    RATE(adagrad, 0.05),
    RATE(adadelta, 1),
    RATE(rmsprop, 0.05),
    RATE(adam, 0.05),
    RATE(adamax, 0.05),
    RATE(nadam, 0.05),
    RATE(amsgrad, 0.05),
    RATE(adamw, 0.05),
    RATE(lion, 0.01),
    {0},
};

const knob *race_rate_knob(int m)
{
    return &race_list[FIRST_RATE + m];
}

double calm_rate(int m)
{
    return race_rate_knob(m)->book;
}

/* --------------------------------------------------------------- the bowl */

const knob race_bowl_list[] = {
    KNOB(race_bowl_knobs, angle, 0, -90, 90, LINEAR, "in degrees"),
    {0},
};

void race_bowl_scene(const void *knobs, story *s)
{
    static const double lower[2] = {-3, -3}, upper[2] = {3, 3};
    const race_bowl_knobs *k = knobs;
    double *angle = keep(s, sizeof *angle);
    turned_place t;
    *angle = k->angle;
    turned_set(&t, lower, k->angle, 1);
    gd_table_grid(s->data, "race-grid", &t.f, lower, upper, 60, 60);
}

/* --------------------------------------------------------------- the runs */

/* All have the same noise. */
static void run_one(race *r, int m, const race_knobs *k, const turned_place *t,
                    gd_table *table)
{
    const double rate = knob_value(race_rate_knob(m), k) * k->factor;
    const plan p = {"", names[m], rate, RACE_STEPS, 0, {{0}}};
    noisy n = noisy_new(&t->f, k->noise, 1);
    const gd_objective f = noisy_objective(&n);
    gd_history h = record(&p, &f, t->start, true);
    gd_table_block(table, named("race-%s", names[m]).text, "step\tx\ty\tf");
    for (size_t i = 0; i < h.count; i++) {
        const double *row = gd_history_row(&h, i);
        if (!isfinite(row[1]) || !isfinite(row[2]) || !isfinite(row[3]))
            break;
        gd_table_row(table, 4, row);
        r->f[m][r->points[m]++] = row[3];
    }
    gd_history_free(&h);
}

void race_experiment(const void *knobs, story *s)
{
    const race_knobs *k = knobs;
    const double start[2] = {k->start_x, k->start_y};
    const double *angle = result_of(s, "race-bowl");
    race *r = keep(s, sizeof *r);
    turned_place t;
    turned_set(&t, start, *angle, 1);
    gd_table_block(s->data, "race-start", "x\ty");
    gd_table_row(s->data, 2, t.start);
    for (int m = 0; m < METHODS; m++)
        if (knob_ticked(k->methods, (unsigned)m))
            run_one(r, m, k, &t, s->data);
}

/* ----------------------------------------------------------- who is ahead */

const knob race_step_list[] = {
    KNOB(race_step_knobs, step, 60, 0, RACE_STEPS, COUNT, "of the race"),
    {0},
};

/* Those that are still there, the lowest first. */
typedef struct field {
    size_t count, lost;
    int order[METHODS], last_lost;
    double f[METHODS];
} field;

static field field_at(const race *r, size_t step)
{
    field now = {0};
    for (int m = 0; m < METHODS; m++) {
        if (r->points[m] == 0)
            continue;
        if (step >= r->points[m]) {
            now.lost++;
            now.last_lost = m;
            continue;
        }
        size_t i = now.count++;
        for (; i > 0 && now.f[i - 1] > r->f[m][step]; i--) {
            now.f[i] = now.f[i - 1];
            now.order[i] = now.order[i - 1];
        }
        now.f[i] = r->f[m][step];
        now.order[i] = m;
    }
    return now;
}

static const char *title(int m)
{
    return m == 0   ? "gradient descent"
           : m == 1 ? "momentum"
                    : methods()[m].title;
}

/* ", last is Lion with 0.3", of three at least */
static label last_of(const field *now)
{
    if (now->count < 3)
        return named("%s", "");
    const size_t last = now->count - 1;
    return named(", last is %s with %s", title(now->order[last]),
                 spoken_roughly(now->f[last]).text);
}

/* "; Nesterov has diverged" */
static label of_lost(const field *now)
{
    if (now->lost == 0)
        return named("%s", "");
    if (now->lost == 1)
        return named("; %s has diverged", title(now->last_lost));
    return named("; %zu have diverged", now->lost);
}

void race_step_experiment(const void *knobs, story *s)
{
    const size_t step = (size_t)((const race_step_knobs *)knobs)->step;
    const field now = field_at(result_of(s, "race"), step);
    const label lost = of_lost(&now);
    const label after = named("After %zu step%s", step, step == 1 ? "" : "s");
    if (now.count == 0 && now.lost == 0)
        in_short(s, "No method is ticked, and nobody runs.");
    else if (now.count == 0)
        in_short(s, "%s nobody is left%s.", after.text, lost.text);
    else if (now.count == 1)
        in_short(s, "%s %s is at f = %s%s.", after.text, title(now.order[0]),
                 spoken_roughly(now.f[0]).text, lost.text);
    else
        in_short(s, "%s %s leads with f = %s, %s follows with %s%s%s.",
                 after.text, title(now.order[0]), spoken_roughly(now.f[0]).text,
                 title(now.order[1]), spoken_roughly(now.f[1]).text,
                 last_of(&now).text, lost.text);
}
