#include "gd/gradient_check.h"

#include "gd/vector.h"

#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

double gd_check_step(void)
{
    return cbrt(DBL_EPSILON);
}

const char *gd_verdict_text(gd_verdict verdict)
{
    static const char *const texts[] = {"cannot tell", "same", "different"};
    return texts[verdict];
}

const char *gd_doubt_text(gd_doubt doubt)
{
    static const char *const texts[] = {"flat", "rounding", "coarse", "kink",
                                        "undefined"};
    return texts[doubt];
}

/* region difference */
/* A place of an entry, and the loss there. */
typedef struct place {
    double x, f;
} place;

/* Moves the entry. It then stands where `to` is rounded to: */
static place look(gd_loss *loss, void *context, double *entry, double to)
{
    volatile double x = to;
    *entry = x;
    return (place){x, loss(context)};
}

static double slope(place from, place to)
{
    return (to.f - from.f) / (to.x - from.x);
}

/* The central difference for one entry, which is put back. */
static double difference(gd_loss *loss, void *context, double *entry, double h)
{
    double kept = *entry;
    place ahead = look(loss, context, entry, kept + h);
    place behind = look(loss, context, entry, kept - h);
    *entry = kept;
    return slope(behind, ahead);
}
/* end difference */

/* A step for a variable of size 1, grown with the variable. */
static double step_at(double x, double step)
{
    return step * fmax(1, fabs(x));
}

/* region numerical */
bool gd_numerical_gradient(gd_loss *loss, void *context, size_t arrays,
                           const gd_array *array, double step, double *out)
{
    bool finite = true;
    step = step > 0 ? step : gd_check_step();
    for (size_t k = 0; k < arrays; k++)
        for (size_t i = 0; i < array[k].count; i++) {
            double *entry = &array[k].value[i];
            *out = difference(loss, context, entry, step_at(*entry, step));
            finite = finite && isfinite(*out);
            out++;
        }
    return finite;
}
/* end numerical */

enum { LADDER = 8 }; /* steps at most, for one entry */

/* The function under the check. */
typedef struct subject {
    gd_loss *loss;
    void *context;
    double f;       /* the loss where nothing is moved */
    double epsilon; /* of the numbers in which it is computed */
} subject;

/* x as a number of the subject's. Its spacing is that of the numbers as large
 * as x. */
static double rounded(const subject *s, double x)
{
    int exponent;
    if (s->epsilon <= DBL_EPSILON || !isfinite(x))
        return x;
    frexp(x, &exponent);
    double spacing = ldexp(s->epsilon, exponent - 1);
    return rint(x / spacing) * spacing;
}

/* region uncertainty */
/* A central difference with step h, and how far it may be off. */
typedef struct estimate {
    double h, slope, uncertain;
    double moved; /* how far apart the values are, from lowest to highest */
    gd_doubt doubt;
} estimate;

/* How much longer the second step is. The golden ratio is the number that is
 * farthest from all quotients of small whole numbers: what rounding has done
 * to one step it has not done to the other in proportion. */
static const double LONGER = 1.618033988749895;

/* Five values: here, one step and LONGER steps to both sides. The slopes of a
 * smooth f are alike over both; a bend within a step shows in what they differ
 * by, a kink in their jumps. Each value is trusted to 8 units in its last
 * place. */
static estimate estimate_with(const subject *s, double *entry, double h)
{
    const double steps[] = {-LONGER * h, -h, 0, h, LONGER * h};
    double kept = *entry, low = s->f, high = s->f;
    place p[5] = {[2] = {kept, s->f}};
    for (int k = 0; k < 5; k++) {
        if (k != 2)
            p[k] =
                look(s->loss, s->context, entry, rounded(s, kept + steps[k]));
        low = fmin(low, p[k].f);
        high = fmax(high, p[k].f);
    }
    *entry = kept;
    double narrow = slope(p[1], p[3]), wide = slope(p[0], p[4]);
    double jump = slope(p[2], p[3]) - slope(p[1], p[2]);
    double wide_jump = slope(p[2], p[4]) - slope(p[0], p[2]);
    double coarse = 3 * fabs(wide - narrow);
    double kink = fabs(LONGER * jump - wide_jump);
    double size = fmax(fabs(low), fabs(high));
    /* A value that does not move may be the ruin of something larger. */
    if (low == high)
        size = fmax(1, size);
    double rounding = 8 * s->epsilon * size / h;
    double uncertain = coarse + kink + rounding;
    estimate e = {h, narrow, uncertain, high - low, GD_ROUNDING};
    if (!isfinite(e.uncertain) || !isfinite(narrow))
        e.doubt = GD_UNDEFINED;
    else if (kink > fmax(fmax(coarse, rounding), fabs(jump) / 4))
        e.doubt = GD_KINK;
    else if (coarse > rounding)
        e.doubt = GD_COARSE;
    return e;
}
/* end uncertainty */

/* The differences of one entry, with several steps. */
typedef struct estimates {
    bool finite; /* was there any? */
    bool moved;  /* did f, in any of them? */
    size_t n;    /* of those that may bear witness against it */
    estimate all[LADDER];
    estimate surest; /* of these, or if there is none, of all */
} estimates;

/* Could f have so steep a slope and not be seen to move as far as that? Only
 * if it turns back within the smallest step. */
static bool turns_unseen(const subject *s, double analytic, const estimates *d)
{
    double finest = HUGE_VAL, farthest = 0;
    for (size_t k = 0; k < d->n; k++) {
        finest = fmin(finest, d->all[k].h);
        farthest = fmax(farthest, d->all[k].moved);
    }
    return d->n > 1 && farthest > 16 * s->epsilon * fabs(s->f)
           && fabs(analytic) * finest > farthest / 16;
}

/* region judge */
/* Is it right, as far as one difference can say it? */
static bool is_same(const subject *s, double analytic, const estimate *e)
{
    double size = fmax(fabs(analytic), fabs(e->slope));
    double error = fabs(analytic - e->slope);
    return error <= e->uncertain && size > 0
           && error + e->uncertain <= cbrt(s->epsilon) * size;
}

/* A gradient is different if the surest difference says so, and no other that
 * claims to be sure enough speaks of a slope elsewhere: two that contradict
 * each other prove nothing. */
static gd_verdict judge(const subject *s, double analytic, const estimates *d)
{
    double error = fabs(analytic - d->surest.slope);
    if (d->n == 0 || error <= 2 * d->surest.uncertain
        || turns_unseen(s, analytic, d))
        return GD_UNCLEAR;
    for (size_t k = 0; k < d->n; k++)
        if (d->all[k].uncertain <= error / 4
            && fabs(d->all[k].slope - d->surest.slope) > error / 2)
            return GD_UNCLEAR;
    return GD_DIFFERENT;
}
/* end judge */

/* What is not finite cannot be judged, but for a gradient that is not where
 * f, to all that can be seen, is smooth. */
static gd_verdict judge_undefined(const subject *s, const estimate *surest)
{
    bool sure = surest->uncertain <= cbrt(s->epsilon) * fabs(surest->slope);
    return sure ? GD_DIFFERENT : GD_UNCLEAR;
}

/* The usual step first; then smaller ones, for what bends or has a kink, and
 * larger ones, for what has few digits. The last is for a variable near 0
 * whose own size is the scale. */
static size_t steps_for(const subject *s, double x, double step,
                        double h[LADDER])
{
    static const double factors[] = {1, 1e-2, 1e2, 1e-4, 1e4, 1e-6, 1e-8};
    double usual = cbrt(s->epsilon);
    h[0] = step_at(x, step);
    if (step > 0)
        return 1;
    for (size_t k = 0; k + 1 < LADDER; k++)
        h[k] = factors[k] * step_at(x, usual);
    h[LADDER - 1] = usual * fabs(x);
    return fabs(x) < 1 && x != 0 ? LADDER : LADDER - 1;
}

/* Takes differences until one of them says that the entry is right, or all
 * that a 0 is right, for f does not move at all. Some are
 * no witnesses against it: a step below the usual one over which f does not
 * move at all, and one that is longer than the variable and may leap over what
 * there is on its scale. */
static bool confirm(const subject *s, double *entry, double analytic,
                    double step, estimates *d)
{
    double h[LADDER], reach = *entry != 0 ? fabs(*entry) : HUGE_VAL;
    size_t steps = steps_for(s, *entry, step, h);
    for (size_t k = 0; k < steps; k++) {
        estimate e = estimate_with(s, entry, h[k]);
        bool same = is_same(s, analytic, &e);
        bool witness = steps == 1 || (h[k] < h[0] ? e.moved > 0 : h[k] < reach);
        if (e.doubt == GD_UNDEFINED)
            continue;
        d->finite = true;
        d->moved = d->moved || e.moved > 0;
        bool surer = e.uncertain < d->surest.uncertain;
        if (same || (d->n == 0 ? witness || surer : witness && surer))
            d->surest = e;
        if (same)
            return true;
        if (witness)
            d->all[d->n++] = e;
    }
    return d->finite && !d->moved && analytic == 0;
}

/* What is to be said of a difference that decides nothing. */
static gd_doubt doubt_of(double analytic, const estimates *d)
{
    double largest = fmax(fabs(analytic), fabs(d->surest.slope));
    bool seen = largest > d->surest.uncertain;
    if (!d->finite || !isfinite(analytic))
        return GD_UNDEFINED;
    return seen || d->surest.doubt == GD_KINK ? d->surest.doubt : GD_FLAT;
}

/* Checks one entry, against what the gradient says of it. */
static gd_check check_entry(const subject *s, double *entry, double analytic,
                            double step)
{
    estimates d = {
        .surest = {.uncertain = HUGE_VAL, .slope = nan(""), .h = nan("")}};
    bool same = confirm(s, entry, analytic, step, &d);
    bool finite = d.finite && isfinite(analytic);
    double left = fabs(analytic - d.surest.slope) - d.surest.uncertain;
    double size = fmax(fabs(analytic), fabs(d.surest.slope));
    return (gd_check){
        .verdict = same     ? GD_SAME
                   : finite ? judge(s, analytic, &d)
                            : judge_undefined(s, &d.surest),
        .doubt = doubt_of(analytic, &d),
        .finite = finite,
        .analytic = analytic,
        .numeric = d.surest.slope,
        .uncertain = d.surest.uncertain,
        .step = d.surest.h,
        .relative = !finite    ? HUGE_VAL
                    : left > 0 ? left / size
                               : 0,
    };
}

/* Is an entry worse than the worst so far? */
static bool is_worse(const gd_check *c, const gd_check *worst)
{
    static const int rank[] = {
        [GD_SAME] = 0, [GD_UNCLEAR] = 1, [GD_DIFFERENT] = 2};
    int by = rank[c->verdict] - rank[worst->verdict];
    return by > 0 || (by == 0 && c->relative > worst->relative);
}

gd_check gd_check_coarse(gd_loss *loss, void *context, size_t arrays,
                         const gd_array *array, double step, double epsilon)
{
    subject s = {loss, context, loss(context), epsilon};
    gd_check worst = {.verdict = GD_SAME, .finite = true, .relative = -1};
    size_t checked = 0, unclear = 0, different = 0;
    for (size_t k = 0; k < arrays; k++)
        for (size_t i = 0; i < array[k].count; i++) {
            gd_check c =
                check_entry(&s, &array[k].value[i], array[k].gradient[i], step);
            c.array = array[k].name;
            c.index = i;
            checked++;
            unclear += c.verdict == GD_UNCLEAR;
            different += c.verdict == GD_DIFFERENT;
            if (is_worse(&c, &worst))
                worst = c;
        }
    if (checked == 0)
        worst.verdict = GD_UNCLEAR;
    worst.checked = checked;
    worst.unclear = unclear;
    worst.different = different;
    worst.relative = fmax(worst.relative, 0);
    return worst;
}

gd_check gd_check_arrays(gd_loss *loss, void *context, size_t arrays,
                         const gd_array *array, double step)
{
    return gd_check_coarse(loss, context, arrays, array, step, DBL_EPSILON);
}

/* An objective and the point at which it is asked. */
typedef struct at_point {
    const gd_objective *f;
    double *x;
} at_point;

static double value_here(void *context)
{
    const at_point *here = context;
    return gd_value(here->f, here->x);
}

gd_check gd_check_gradient(const gd_objective *f, double *x, double step)
{
    at_point here = {f, x};
    double *gradient = f->n ? malloc(f->n * sizeof *gradient) : NULL;
    if (!gradient)
        return (gd_check){.array = "x"};
    gd_value_and_gradient(f, x, gradient);
    gd_array all = {"x", f->n, x, gradient};
    gd_check check = gd_check_arrays(value_here, &here, 1, &all, step);
    free(gradient);
    return check;
}

/* A line through a point: x = start + s direction. */
typedef struct on_line {
    const gd_objective *f;
    const double *start;
    const double *direction;
    double *x;
    double s;
} on_line;

static double value_on_line(void *context)
{
    on_line *l = context;
    for (size_t i = 0; i < l->f->n; i++)
        l->x[i] = l->start[i] + l->s * l->direction[i];
    return gd_value(l->f, l->x);
}

/* region direction */
/* From normal numbers, so that no direction is preferred. */
void gd_random_direction(gd_random *random, size_t n, const double *x,
                         double *direction)
{
    double squares = 0, size = 0;
    for (size_t i = 0; i < n; i++) {
        direction[i] = gd_random_normal(random);
        squares += direction[i] * direction[i];
        size += x[i] * x[i];
    }
    double scale = sqrt(fmax(1, size) / squares);
    for (size_t i = 0; i < n; i++)
        direction[i] *= scale;
}

gd_check gd_check_direction(const gd_objective *f, double *x, double step,
                            gd_random *random)
{
    size_t n = f->n;
    double *memory = n ? malloc(3 * n * sizeof *memory) : NULL;
    if (!memory)
        return (gd_check){.array = "direction"};
    double *direction = memory, *gradient = memory + n, *moved = memory + 2 * n;
    gd_random_direction(random, n, x, direction);
    gd_value_and_gradient(f, x, gradient);
    double slope = gd_dot(n, gradient, direction);
    on_line line = {f, x, direction, moved, 0};
    gd_array along = {"direction", 1, &line.s, &slope};
    gd_check check = gd_check_arrays(value_on_line, &line, 1, &along, step);
    free(memory);
    return check;
}
/* end direction */

/* region complex-step */
bool gd_complex_gradient(gd_complex_eval *f, size_t n, const double *x,
                         void *context, double *gradient)
{
    const double h = 1e-200;
    double complex *z = malloc(n * sizeof *z);
    if (!z)
        return false;
    for (size_t i = 0; i < n; i++)
        z[i] = x[i];
    for (size_t i = 0; i < n; i++) {
        z[i] = x[i] + h * (double complex)I;
        gradient[i] = cimag(f(n, z, context)) / h;
        z[i] = x[i];
    }
    free(z);
    return true;
}
/* end complex-step */
