/* From where to where each axis goes. */
#include "model.h"

#include <float.h>
#include <math.h>

static const bounds nothing = {HUGE_VAL, -HUGE_VAL, HUGE_VAL, -HUGE_VAL};

static bounds data_bounds(const axes *ax)
{
    bounds b = nothing;
    for (const layer *l = ax->layers; l; l = l->next)
        if (l->kind->extend)
            l->kind->extend(l, &b);
    return b;
}

/* Steps along an axis must be numbers that can be divided by. */
static const double least_range = 1e-290;

/* Is a range so narrow that its ticks would need all digits of a double? */
static bool is_flat(double low, double high)
{
    return high - low <= fmax(1e-12 * fmax(fabs(low), fabs(high)), least_range);
}

/* Air on both sides, in the measure of the axis, as far as doubles reach. */
static void widen(scale *s, double low, double high, double air)
{
    if (!(low <= high)) {
        low = s->log ? 1 : 0;
        high = s->log ? 10 : 1;
    }
    if (s->log && low <= 0)
        low = high * 1e-6;
    if (is_flat(low, high) && s->log) {
        low /= 2;
        high *= 2;
    } else if (is_flat(low, high)) {
        double d = fabs(low) <= least_range ? 1 : 0.1 * fabs(low);
        low = fmax(low - d, -DBL_MAX);
        high = fmin(high + d, DBL_MAX);
    }
    if (s->log) {
        double part = pow(high / low, air);
        s->low = fmax(low / part, DBL_MIN);
        s->high = fmin(high * part, DBL_MAX);
    } else {
        s->low = fmax(low - air * (high - low), -DBL_MAX);
        s->high = fmin(high + air * (high - low), DBL_MAX);
    }
}

/* --- Limits that were given ----------------------------------------- */

/* Those of a log axis begin above zero. False when they end there too. */
static bool mend_positive(scale *s, char name)
{
    bool some = s->high > 0;
    if (!s->log || s->low > 0)
        return true;
    plot_fault(some ? "six decades are shown" : "those of the data are taken",
               "the %c limits %g, %g of a log axis must be positive", name,
               s->low, s->high);
    if (some)
        s->low = s->high * 1e-6;
    return some;
}

static void mend_given(side *own, char name)
{
    scale *s = &own->scale;
    double low = s->low, high = s->high;
    if (!own->fixed)
        return;
    if (!isfinite(high - low)) {
        plot_fault("those of the data are taken",
                   "the %c limits %g, %g are not finite", name, low, high);
        own->fixed = false;
        return;
    }
    if (low >= high)
        plot_fault(low > high ? "they are taken the other way round"
                              : "they are widened",
                   "the %c limits %g, %g are not ascending", name, low, high);
    s->low = fmin(low, high);
    s->high = fmax(low, high);
    own->fixed = mend_positive(s, name);
    if (s->log && own->fixed && !isfinite(s->high / s->low)) {
        plot_fault("those of the data are taken",
                   "the %c limits %g, %g are too far apart", name, low, high);
        own->fixed = false;
    }
    if (own->fixed && is_flat(s->low, s->high))
        widen(s, s->low, s->high, 0);
}

/* --- Limits from the data ------------------------------------------- */

/* Data that have run away: neither the length of the axis nor, on a log axis,
 * the ratio of its ends is a number. Both keep the part that can be drawn. */
static void cut_far(const scale *s, double *low, double *high, char name)
{
    double far = s->log ? 1e130 : 1e307;
    double ratio = *low > 0 ? *high / *low : 1;
    if (!(*low <= *high)
        || isfinite(s->log ? pow(ratio, 1.08) * *high : 1.08 * (*high - *low)))
        return;
    plot_fault("the axis ends before", "the %c values go from %g to %g", name,
               *low, *high);
    *low = fmax(*low, s->log ? 1 / far : -far);
    *high = fmin(*high, far);
}

static void limits_of_data(side *own, double low, double high, char name)
{
    cut_far(&own->scale, &low, &high, name);
    if (own->scale.log && low <= high && high <= 0) {
        plot_fault("an empty one is shown",
                   "no %c value on the log axis is positive", name);
        high = -HUGE_VAL;
    }
    widen(&own->scale, low, high, 0.04);
}

/* A panel shares limits with those of the grid when the figure says so. */
static bool shares(const axes *a, const axes *b, unsigned flag)
{
    return a == b
           || (!a->free_place && !b->free_place && (a->fig->share & flag));
}

static void find_side(axes *ax, bool x)
{
    bounds all = nothing;
    side *own = x ? &ax->x : &ax->y;
    char name = x ? 'x' : 'y';
    if (own->fixed)
        return;
    for (axes *other = ax->fig->panels; other; other = other->next) {
        if (!shares(ax, other, x ? SHARE_X : SHARE_Y))
            continue;
        side *s = x ? &other->x : &other->y;
        if (s->fixed && other != ax) {
            own->scale.low = s->scale.low;
            own->scale.high = s->scale.high;
            if (mend_positive(&own->scale, name))
                return;
            continue;
        }
        bounds b = data_bounds(other);
        if (b.x0 <= b.x1) {
            plot_bounds_add(&all, b.x0, b.y0);
            plot_bounds_add(&all, b.x1, b.y1);
        }
    }
    limits_of_data(own, x ? all.x0 : all.y0, x ? all.x1 : all.y1, name);
}

void plot_figure_limits(figure *fig)
{
    for (axes *ax = fig->panels; ax; ax = ax->next) {
        mend_given(&ax->x, 'x');
        mend_given(&ax->y, 'y');
        if (ax->equal && (ax->x.scale.log || ax->y.scale.log)) {
            plot_fault("they are not equal", "equal scales need linear axes");
            ax->equal = false;
        }
    }
    for (axes *ax = fig->panels; ax; ax = ax->next) {
        find_side(ax, true);
        find_side(ax, false);
    }
}
