#include "gd/schedule.h"

#include "gd/pi.h"

#include <math.h>
#include <string.h>

/* From 1 at p = 0 to 0 at p = 1, flat at both ends. */
static double half_cosine(double p)
{
    return (1 + cos(GD_PI * p)) / 2;
}

static double constant(const double *hyper, double p, double one_step)
{
    (void)hyper, (void)p, (void)one_step;
    return 1;
}

/* region schedules */
static double drops(const double *hyper, double p, double one_step)
{
    (void)one_step;
    double factor = hyper[0], count = hyper[1];
    /* A drop that falls on a step shall not be late by a rounding. */
    return pow(factor, floor(p * (count + 1) + 1e-9));
}

static double exponential(const double *hyper, double p, double one_step)
{
    (void)one_step;
    double final = hyper[0];
    return pow(final, p);
}

static double inverse(const double *hyper, double p, double one_step)
{
    (void)one_step;
    double final = hyper[0];
    return 1 / (1 + p * (1 / final - 1));
}

static double cosine(const double *hyper, double p, double one_step)
{
    (void)one_step;
    double final = hyper[0];
    return final + (1 - final) * half_cosine(p);
}

/* The first step must not have the rate 0: hence the end of the step. */
static double warmup(const double *hyper, double p, double one_step)
{
    double warm = hyper[0];
    return p + one_step < warm ? (p + one_step) / warm : 1;
}

static double one_cycle(const double *hyper, double p, double one_step)
{
    (void)one_step;
    double start = hyper[0], warm = hyper[1], final = hyper[2];
    if (p < warm)
        return 1 + (start - 1) * half_cosine(p / warm);
    return final + (1 - final) * half_cosine((p - warm) / (1 - warm));
}
/* end schedules */

static const gd_schedule_kind kinds[] = {
    {"constant", "Constant", 0, {{0}}, constant},
    {"step", "Steps", 2, {{"factor", 0.1, 0, 1}, {"drops", 2, 0, 1e6}}, drops},
    {"exponential",
     "Exponential",
     1,
     {{"final", 0.01, 1e-300, 1}},
     exponential},
    {"inverse", "Inverse", 1, {{"final", 0.01, 1e-300, 1}}, inverse},
    {"cosine", "Cosine", 1, {{"final", 0, 0, 1}}, cosine},
    {"warmup", "Warm-up", 1, {{"warm", 0.1, 0, 1}}, warmup},
    {"one-cycle",
     "One cycle",
     3,
     {{"start", 0.04, 0, 1}, {"warm", 0.3, 0, 1}, {"final", 4e-6, 0, 1}},
     one_cycle},
};

const gd_schedule_kind *gd_schedule_kinds(size_t *count)
{
    *count = sizeof kinds / sizeof kinds[0];
    return kinds;
}

const gd_schedule_kind *gd_schedule_find(const char *name)
{
    size_t count;
    const gd_schedule_kind *k = gd_schedule_kinds(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(k[i].name, name) == 0)
            return &k[i];
    return NULL;
}

gd_schedule gd_schedule_new(const gd_schedule_kind *kind, size_t steps)
{
    gd_schedule s = {.kind = kind, .steps = steps};
    for (size_t k = 0; k < kind->hyper_count; k++)
        s.hyper[k] = kind->hyper[k].value;
    return s;
}

bool gd_schedule_set(gd_schedule *s, const char *name, double value)
{
    for (size_t k = 0; k < s->kind->hyper_count; k++) {
        const gd_hyper *h = &s->kind->hyper[k];
        if (strcmp(h->name, name) != 0)
            continue;
        if (!(value >= h->low && value < h->high))
            return false;
        s->hyper[k] = value;
        return true;
    }
    return false;
}

double gd_schedule_factor(const gd_schedule *s, size_t t)
{
    double one_step = 1 / (double)s->steps;
    return s->kind->factor(s->hyper, (double)t * one_step, one_step);
}
