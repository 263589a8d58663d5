/* Where everything goes: margins and places. */
#include "model.h"

#include <math.h>

static const double page_edge = 2, column_gap = 14, row_gap = 12;

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

/* Divides a length among panels: where each begins and ends comes back in the
 * arrays. */
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

/* Free panels above each other, equally wide, stand in line as well. */
static margins free_margins(const axes *ax)
{
    margins m = ax->margins;
    for (const axes *b = ax->fig->panels; b; b = b->next)
        if (b->free_place && b->outer.left == ax->outer.left
            && b->outer.right == ax->outer.right) {
            m.left = fmax(m.left, b->margins.left);
            m.right = fmax(m.right, b->margins.right);
        }
    return m;
}

static void place_free(axes *ax)
{
    margins m = free_margins(ax);
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

/* Where labels take all the room, a small panel is drawn beneath them. */
static void make_room(axes *ax)
{
    const double least = 20;
    rect r = plot_axes_area(ax), *inner = &ax->inner;
    double dx = fmax(least - (r.right - r.left), 0) / 2;
    double dy = fmax(least - (r.bottom - r.top), 0) / 2;
    if ((dx > 0 || dy > 0) && !ax->cramped) {
        ax->cramped = true;
        plot_fault("they may cover it", "the labels leave no room for a panel");
    }
    inner->left -= dx;
    inner->right += dx;
    inner->top -= dy;
    inner->bottom += dy;
}

static void set_scales(axes *ax)
{
    rect r = plot_axes_area(ax);
    ax->x.scale.from = r.left;
    ax->x.scale.to = r.right;
    ax->y.scale.from = r.bottom;
    ax->y.scale.to = r.top;
}

static void place_panels(figure *fig)
{
    double left[64], right[64], top[64], bottom[64];
    if (fig->columns > 64 || fig->rows > 64)
        plot_fail("more than 64 rows or columns");
    divide(fig, true, left, right);
    divide(fig, false, top, bottom);
    for (axes *ax = fig->panels; ax; ax = ax->next) {
        if (ax->held)
            ax->inner = ax->held->inner;
        else if (ax->free_place)
            place_free(ax);
        else
            ax->inner = (rect){left[ax->column], top[ax->row],
                               right[ax->column], bottom[ax->row]};
        if (ax->equal && !ax->held)
            make_equal(ax);
        make_room(ax);
        set_scales(ax);
    }
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

void plot_figure_layout(figure *fig)
{
    plot_figure_limits(fig);
    for (axes *ax = fig->panels; ax; ax = ax->next)
        find_quiet(ax);
    settle(fig);
    for (axes *ax = fig->panels; ax; ax = ax->next)
        plot_axes_name_title(ax);
    for (axes *ax = fig->panels; ax; ax = ax->next) {
        plot_axes_name_labels(ax);
        plot_legend_prepare(ax);
    }
    plot_labels_place(fig);
    plot_labels_hold(fig);
    prepare_layers(fig, false);
    prepare_layers(fig, true);
    plot_labels_check(fig);
}
