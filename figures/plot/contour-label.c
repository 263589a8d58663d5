/* Numbers on contours: in a gap of the line, along it, where it is straight
 * and nothing else is in the way. */
#include "model.h"

#include <math.h>
#include <stdlib.h>

/* Where a label could stand. */
typedef struct spot {
    size_t line;  /* of the level's lines */
    double along; /* arc length of its middle */
    point at;
    double angle; /* degrees, upright */
    double cost;  /* less is better */
} spot;

/* --- Walking along a line ------------------------------------------- */

static double step_length(const point *line, size_t n, size_t i)
{
    point a = line[i % n], b = line[(i + 1) % n];
    return hypot(b.x - a.x, b.y - a.y);
}

static double line_length(const point *line, size_t n, bool closed)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < n + closed; i++)
        sum += step_length(line, n, i);
    return sum;
}

static point point_along(const point *line, size_t n, bool closed, double s)
{
    size_t steps = n - 1 + closed;
    for (size_t i = 0; i < steps; i++) {
        double step = step_length(line, n, i);
        if (s <= step || i + 1 == steps) {
            point a = line[i % n], b = line[(i + 1) % n];
            double t = step > 0 ? s / step : 0;
            return (point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
        }
        s -= step;
    }
    return line[0];
}

/* --- Choosing ------------------------------------------------------- */

/* How far the line bends away from a straight label of this length. */
static double bend(const point *line, size_t n, bool closed, double s,
                   double length)
{
    point a = point_along(line, n, closed, s - length / 2);
    point b = point_along(line, n, closed, s + length / 2);
    double dx = b.x - a.x, dy = b.y - a.y, chord = hypot(dx, dy), most = 0;
    if (chord < 0.9 * length)
        return HUGE_VAL;
    for (int k = 1; k < 4; k++) {
        point p = point_along(line, n, closed, s + length * (k / 4.0 - 0.5));
        most = fmax(most, fabs((p.x - a.x) * dy - (p.y - a.y) * dx) / chord);
    }
    return most;
}

static double upright(double angle)
{
    return angle > 90 ? angle - 180 : angle < -90 ? angle + 180 : angle;
}

static int by_cost(const void *a, const void *b)
{
    double d = ((const spot *)a)->cost - ((const spot *)b)->cost;
    return (d > 0) - (d < 0);
}

/* Spots every few points along a line. A straight piece is best, one that is
 * nearly level reads best, and labels near the last one make a column. Of two
 * that are as good, as where the function is even, the upper one, lest the last
 * digit of a letter's width decide. */
static size_t find_spots(const polylines *p, size_t k, double length,
                         point near, spot **spots, size_t n)
{
    const point *line = plot_poly_line(p, k);
    size_t points = plot_poly_length(p, k);
    if (points < 2)
        return n;
    bool closed = p->closed[k];
    double total = line_length(line, points, closed);
    if (total < 2.2 * length)
        return n;
    double step = fmax(3, total / 150);
    size_t most = (size_t)((total - length - 4) / step);
    for (size_t i = 0; i <= most; i++) {
        double s = length / 2 + 2 + (double)i * step;
        double bent = bend(line, points, closed, s, length);
        if (bent > 1.3)
            continue;
        point a = point_along(line, points, closed, s - length / 2);
        point b = point_along(line, points, closed, s + length / 2);
        spot one = {k, s, {(a.x + b.x) / 2, (a.y + b.y) / 2}, 0, 0};
        one.angle = upright(-atan2(b.y - a.y, b.x - a.x) * 180 / pi);
        one.cost = bent + fabs(one.angle) / 70 + one.at.y / 400;
        if (isfinite(near.x))
            one.cost += hypot(one.at.x - near.x, one.at.y - near.y) / 120;
        *spots = plot_must_realloc(*spots, n + 1, sizeof **spots);
        (*spots)[n++] = one;
    }
    return n;
}

static rect widened(rect r, double by)
{
    return (rect){r.left - by, r.top - by, r.right + by, r.bottom + by};
}

static bool has_room(const axes *ax, const polylines *lines, size_t levels,
                     size_t own, rect box)
{
    rect panel = plot_axes_area(ax), wide = widened(box, 2);
    if (wide.left < panel.left || wide.right > panel.right
        || wide.top < panel.top || wide.bottom > panel.bottom)
        return false;
    if (!plot_figure_box_is_free(ax->fig, wide)
        || plot_box_is_crossed(&ax->obstacles, wide))
        return false;
    for (size_t k = 0; k < levels; k++)
        if (k != own && plot_box_is_crossed(&lines[k], widened(box, -0.8)))
            return false;
    return true;
}

/* --- Cutting -------------------------------------------------------- */

/* Copies the line without what lies between s0 and s1. A ring begins behind
 * the gap, so it stays in one piece. */
static void cut_line(const point *line, size_t n, bool closed, double s0,
                     double s1, polylines *out)
{
    size_t steps = n - 1 + closed;
    point before = point_along(line, n, closed, s0);
    point after = point_along(line, n, closed, s1);
    double s = 0;
    size_t first_after = 0, last_before = 0;
    for (size_t i = 0; i <= steps; i++) {
        if (s < s0)
            last_before = i;
        if (s <= s1)
            first_after = i + 1;
        if (i < steps)
            s += step_length(line, n, i);
    }
    plot_poly_begin(out);
    if (!closed) {
        for (size_t i = 0; i <= last_before; i++)
            plot_poly_add(out, line[i].x, line[i].y);
        plot_poly_add(out, before.x, before.y);
        plot_poly_begin(out);
    }
    plot_poly_add(out, after.x, after.y);
    for (size_t i = first_after; i < n; i++)
        plot_poly_add(out, line[i].x, line[i].y);
    if (closed) {
        for (size_t i = 0; i <= last_before; i++)
            plot_poly_add(out, line[i].x, line[i].y);
        plot_poly_add(out, before.x, before.y);
    }
}

static void cut_lines(polylines *p, const spot *at, double length)
{
    polylines cut = {0};
    for (size_t k = 0; k < p->lines; k++) {
        const point *line = plot_poly_line(p, k);
        size_t n = plot_poly_length(p, k);
        if (k == at->line) {
            cut_line(line, n, p->closed[k], at->along - length / 2,
                     at->along + length / 2, &cut);
            continue;
        }
        plot_poly_begin(&cut);
        for (size_t i = 0; i < n; i++)
            plot_poly_add(&cut, line[i].x, line[i].y);
        if (p->closed[k])
            plot_poly_close(&cut);
    }
    plot_poly_free(p);
    *p = cut;
}

/* --- All of it ------------------------------------------------------ */

void plot_contour_label(axes *ax, polylines *lines, size_t levels, size_t own,
                        double level, int digits, point *near)
{
    char text[40];
    spot *spots = NULL;
    size_t n = 0;
    plot_number_label(level, digits, text, sizeof text);
    label *l = plot_label_take(ax->fig,
                               plot_words_new(text, 7.5, INK_NOTE, ALIGN_LEFT),
                               (point){0, 0}, PLACE_CENTRE, 0);
    /* Whole, or two engines of text would not look at the same spots. */
    double length = ceil(l->words->width) + 4;
    l->hidden = true;
    for (size_t k = 0; k < lines[own].lines; k++)
        n = find_spots(&lines[own], k, length, *near, &spots, n);
    if (n)
        qsort(spots, n, sizeof *spots, by_cost);
    for (size_t i = 0; i < n && l->hidden; i++) {
        l->x = spots[i].at.x;
        l->y = spots[i].at.y;
        l->style.angle = spots[i].angle;
        plot_label_place(l);
        if (!has_room(ax, lines, levels, own, l->box))
            continue;
        l->hidden = false;
        *near = spots[i].at;
        cut_lines(&lines[own], &spots[i], length);
    }
    free(spots);
}
