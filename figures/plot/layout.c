/* Where everything goes: limits, margins, places, and the last check. */
#include "model.h"

#include <math.h>
#include <string.h>

static const double page_edge = 2, column_gap = 14, row_gap = 12;

/* --- Limits --------------------------------------------------------- */

static const bounds nothing = {HUGE_VAL, -HUGE_VAL, HUGE_VAL, -HUGE_VAL};

static bounds data_bounds(const axes *ax)
{
    bounds b = nothing;
    for (const layer *l = ax->layers; l; l = l->next)
        if (l->kind->extend)
            l->kind->extend(l, &b);
    return b;
}

/* Air on both sides, in the measure of the axis. */
static void widen(scale *s, double low, double high, double air)
{
    if (!(low <= high)) {
        low = s->log ? 1 : 0;
        high = s->log ? 10 : 1;
    }
    if (s->log && low <= 0)
        low = high * 1e-6;
    if (low == high && s->log) {
        low /= 2;
        high *= 2;
    } else if (low == high) {
        double d = low == 0 ? 1 : 0.1 * fabs(low);
        low -= d;
        high += d;
    }
    if (s->log) {
        double part = pow(high / low, air);
        s->low = low / part;
        s->high = high * part;
    } else {
        s->low = low - air * (high - low);
        s->high = high + air * (high - low);
    }
}

static void check_limits(const axes *ax, const scale *s, char name)
{
    if (!(s->low < s->high) || !isfinite(s->low) || !isfinite(s->high))
        plot_fail("figure %s: the %c limits %g, %g are not ascending",
                  ax->fig->name, name, s->low, s->high);
    if (s->log && s->low <= 0)
        plot_fail("figure %s: the %c limits %g, %g of a log axis must be "
                  "positive",
                  ax->fig->name, name, s->low, s->high);
    if (ax->equal && s->log)
        plot_fail("figure %s: equal scales need linear axes", ax->fig->name);
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
    if (own->fixed)
        return;
    for (axes *other = ax->fig->panels; other; other = other->next) {
        if (!shares(ax, other, x ? SHARE_X : SHARE_Y))
            continue;
        side *s = x ? &other->x : &other->y;
        if (s->fixed && other != ax) {
            own->scale.low = s->scale.low;
            own->scale.high = s->scale.high;
            return;
        }
        bounds b = data_bounds(other);
        if (b.x0 <= b.x1) {
            plot_bounds_add(&all, b.x0, b.y0);
            plot_bounds_add(&all, b.x1, b.y1);
        }
    }
    widen(&own->scale, x ? all.x0 : all.y0, x ? all.x1 : all.y1, 0.04);
}

static void find_limits(axes *ax)
{
    find_side(ax, true);
    find_side(ax, false);
    check_limits(ax, &ax->x.scale, 'x');
    check_limits(ax, &ax->y.scale, 'y');
}

/* Tick labels stand only at the outer edge of panels that share an axis. */
static void find_quiet(axes *ax)
{
    for (axes *b = ax->fig->panels; b && !ax->free_place; b = b->next) {
        if (b == ax || b->free_place)
            continue;
        if ((ax->fig->share & SHARE_X) && b->column == ax->column
            && b->row > ax->row)
            ax->x.quiet = true;
        if ((ax->fig->share & SHARE_Y) && b->row == ax->row
            && b->column < ax->column)
            ax->y.quiet = true;
    }
}

/* --- Places --------------------------------------------------------- */

static double weight(const double *weights, size_t i)
{
    return weights ? weights[i] : 1;
}

/* The widest margins of a row or column hold for all of it, so that panels
 * are equally large and stand in line. */
static void widest_margins(const figure *fig, size_t index, bool column,
                           double *before, double *after)
{
    *before = *after = 0;
    for (const axes *ax = fig->panels; ax; ax = ax->next) {
        if (ax->free_place || (column ? ax->column : ax->row) != index)
            continue;
        margins m = ax->margins;
        *before = fmax(*before, column ? m.left : m.top);
        *after = fmax(*after, column ? m.right : m.bottom);
    }
}

/* Divides a length among panels; calls back through the arrays. */
static void divide(const figure *fig, bool column, double *from, double *to)
{
    size_t n = column ? fig->columns : fig->rows;
    const double *weights = column ? fig->column_weight : fig->row_weight;
    double length = (column ? fig->width : fig->height) - 2 * page_edge;
    double gap = column ? column_gap : row_gap, sum = 0, before, after;
    for (size_t i = 0; i < n; i++) {
        widest_margins(fig, i, column, &before, &after);
        length -= before + after + (i > 0 ? gap : 0);
        sum += weight(weights, i);
    }
    double at = page_edge;
    for (size_t i = 0; i < n; i++) {
        widest_margins(fig, i, column, &before, &after);
        from[i] = at + before;
        to[i] = from[i] + length * weight(weights, i) / sum;
        at = to[i] + after + gap;
    }
}

static void place_free(axes *ax)
{
    margins m = ax->margins;
    ax->inner = (rect){ax->outer.left + m.left, ax->outer.top + m.top,
                       ax->outer.right - m.right, ax->outer.bottom - m.bottom};
}

/* One unit as long in x as in y: the longer side shrinks about its middle. */
static void make_equal(axes *ax)
{
    rect r = plot_axes_area(ax), *inner = &ax->inner;
    double width = r.right - r.left, height = r.bottom - r.top;
    double across = ax->x.scale.high - ax->x.scale.low;
    double up = ax->y.scale.high - ax->y.scale.low;
    double unit = fmin(width / across, height / up);
    double dx = (width - unit * across) / 2, dy = (height - unit * up) / 2;
    inner->left += dx;
    inner->right -= dx;
    inner->top += dy;
    inner->bottom -= dy;
}

static void set_scales(axes *ax)
{
    rect r = plot_axes_area(ax);
    ax->x.scale.from = r.left;
    ax->x.scale.to = r.right;
    ax->y.scale.from = r.bottom;
    ax->y.scale.to = r.top;
    if (r.right - r.left < 20 || r.bottom - r.top < 20)
        plot_fail("the labels leave no room for a panel");
}

static void place_panels(figure *fig)
{
    double left[64], right[64], top[64], bottom[64];
    if (fig->columns > 64 || fig->rows > 64)
        plot_fail("more than 64 rows or columns");
    divide(fig, true, left, right);
    divide(fig, false, top, bottom);
    for (axes *ax = fig->panels; ax; ax = ax->next) {
        if (ax->free_place)
            place_free(ax);
        else
            ax->inner = (rect){left[ax->column], top[ax->row],
                               right[ax->column], bottom[ax->row]};
        if (ax->equal)
            make_equal(ax);
        set_scales(ax);
    }
}

/* --- The last check ------------------------------------------------- */

static bool check_pair(const figure *fig, const label *a, const label *b,
                       problem *why)
{
    if (b->hidden || b->style.may_overlap
        || !plot_rects_overlap(a->box, b->box, 0.6))
        return true;
    return plot_problem_set(
        why,
        "figure %s: the labels \"%s\" and \"%s\" overlap, near %.0f, "
        "%.0f",
        fig->name, a->words->source, b->words->source, b->box.left, b->box.top);
}

static bool check_labels(const figure *fig, problem *why)
{
    for (const label *a = fig->labels; a; a = a->next) {
        rect r = a->box;
        if (a->hidden)
            continue;
        if (r.left < -0.3 || r.top < -0.3 || r.right > fig->width + 0.3
            || r.bottom > fig->height + 0.3)
            return plot_problem_set(
                why,
                "figure %s: the label \"%s\" leaves the page (%.0f to "
                "%.0f, %.0f to %.0f of %g x %g)",
                fig->name, a->words->source, r.left, r.right, r.top, r.bottom,
                fig->width, fig->height);
        for (const label *b = a->next; b && !a->style.may_overlap; b = b->next)
            if (!check_pair(fig, a, b, why))
                return false;
    }
    return true;
}

/* --- All of it ------------------------------------------------------ */

/* Ticks need the size of the panel, and margins need the ticks: a first guess
 * is corrected twice, which settles it. */
static void settle(figure *fig)
{
    for (axes *ax = fig->panels; ax; ax = ax->next)
        ax->margins = (margins){30, 8, 10, 26};
    place_panels(fig);
    for (int round = 0; round < 2; round++) {
        for (axes *ax = fig->panels; ax; ax = ax->next) {
            plot_axes_make_ticks(ax);
            plot_axes_measure(ax);
        }
        place_panels(fig);
    }
}

static void prepare_layers(figure *fig, bool late)
{
    for (axes *ax = fig->panels; ax; ax = ax->next)
        for (layer *l = ax->layers; l; l = l->next)
            if (l->kind->prepare && l->kind->late == late)
                l->kind->prepare(l, ax);
}

bool plot_figure_layout(figure *fig, problem *why)
{
    for (axes *ax = fig->panels; ax; ax = ax->next) {
        find_limits(ax);
        find_quiet(ax);
    }
    settle(fig);
    for (axes *ax = fig->panels; ax; ax = ax->next)
        plot_axes_name_title(ax);
    for (axes *ax = fig->panels; ax; ax = ax->next) {
        plot_axes_name_labels(ax);
        plot_legend_prepare(ax);
    }
    plot_labels_place(fig);
    prepare_layers(fig, false);
    prepare_layers(fig, true);
    return check_labels(fig, why);
}
