/* The box around a surface: ticks, labels, and its fit into the panel. */
#include "view.h"

#include <math.h>

/* --- Ticks and labels ----------------------------------------------- */

static void make_ticks(view *v)
{
    const grid *g = v->shape;
    double ends[3][2] = {{g->x[0], g->x[g->nx - 1]},
                         {g->y[0], g->y[g->ny - 1]},
                         {g->low, g->high}};
    rect r = v->ax->inner;
    double room = fmin(r.right - r.left, r.bottom - r.top) / 60;
    for (int k = 0; k < 3; k++) {
        side *s = &v->side[k];
        s->scale = (scale){.low = ends[k][0], .high = ends[k][1]};
        if (k < 2 || !v->log) {
            plot_scale_ticks(&s->scale, fmin(room, k < 2 ? 4 : 3.5), &s->ticks);
            continue;
        }
        int exponent;
        int factor = plot_tick_step(s->scale.low, s->scale.high, fmin(room, 4),
                                    &exponent);
        double step = exponent < 0 ? 1 : factor * pow(10, exponent);
        plot_scale_ticks_step(&s->scale, step, &s->ticks);
        for (size_t i = 0; i < s->ticks.n; i++)
            plot_power_label((int)lround(s->ticks.at[i].value),
                             s->ticks.at[i].label, sizeof s->ticks.at[i].label);
    }
}

/* Corners of the floor as signs of x and y: the nearest, and the leftmost. */
static void find_corners(const view *v, double near[2], double left[2])
{
    const projection *p = &v->to_page;
    double nearest = -HUGE_VAL, leftmost = HUGE_VAL;
    for (int k = 0; k < 4; k++) {
        double sx = k & 1 ? 1 : -1, sy = k & 2 ? 1 : -1;
        point3 c = {sx * v->size.x / 2, sy * v->size.y / 2, 0};
        if (plot_nearness(p, c) > nearest) {
            nearest = plot_nearness(p, c);
            near[0] = sx;
            near[1] = sy;
        }
        if (plot_project(p, c).x < leftmost) {
            leftmost = plot_project(p, c).x;
            left[0] = sx;
            left[1] = sy;
        }
    }
}

/* A point on the edge that carries the ticks of axis k, at this share of its
 * length, and the direction on the page in which they point. */
static point edge_point(const view *v, int k, double share, point *outward)
{
    double near[2], left[2];
    find_corners(v, near, left);
    point3 h = {v->size.x / 2, v->size.y / 2, v->size.z / 2};
    point3 at = {near[0] * h.x, near[1] * h.y, -h.z}, out = {0, 0, 0};
    if (k == 0) {
        at.x = 2 * h.x * share;
        out.y = near[1];
    } else if (k == 1) {
        at.y = 2 * h.y * share;
        out.x = near[0];
    } else {
        at = (point3){left[0] * h.x, left[1] * h.y, 2 * h.z * share};
    }
    point base = plot_project(&v->to_page, at);
    at.x += out.x;
    at.y += out.y;
    point tip = plot_project(&v->to_page, at);
    double dx = tip.x - base.x, dy = tip.y - base.y, size = hypot(dx, dy);
    *outward =
        k == 2 || size == 0 ? (point){-1, 0} : (point){dx / size, dy / size};
    return base;
}

/* Puts the middle of a label so far from a point that it just clears it. */
static void put_beside(label *l, point from, point outward, double gap)
{
    const words *w = l->words;
    double half_height = (w->top + w->bottom) / 2;
    double away =
        gap + fabs(outward.x) * w->width / 2 + fabs(outward.y) * half_height;
    l->x = from.x + outward.x * away;
    l->y = from.y + outward.y * away + (w->top - w->bottom) / 2 - w->middle;
    plot_label_place(l);
}

/* Labels exist once; placing them again moves them as the box is fitted. */
static void make_labels(view *v)
{
    figure *fig = v->ax->fig;
    point nowhere = {0, 0};
    for (int k = 0; k < 3; k++) {
        for (size_t i = 0; i < v->side[k].ticks.n; i++) {
            const char *text = v->side[k].ticks.at[i].label;
            words *w = plot_words_new(text, 8, INK_NOTE, ALIGN_LEFT);
            v->tick_label[k * MOST_TICKS + (int)i] =
                plot_label_take(fig, w, nowhere, PLACE_CENTRE, 0);
        }
        if (v->name[k])
            v->name_label[k] =
                plot_label_take(fig, v->name[k], nowhere, PLACE_CENTRE, 0);
        v->name[k] = NULL;
    }
}

static void grow(rect *r, rect more)
{
    r->left = fmin(r->left, more.left);
    r->right = fmax(r->right, more.right);
    r->top = fmin(r->top, more.top);
    r->bottom = fmax(r->bottom, more.bottom);
}

/* Places the labels of one axis; returns the farthest reach of its ticks. */
static void place_axis(view *v, int k, rect *all)
{
    double reach = 0;
    point out;
    for (size_t i = 0; i < v->side[k].ticks.n; i++) {
        label *l = v->tick_label[k * MOST_TICKS + (int)i];
        point at = edge_point(
            v, k, plot_view_share(v, k, v->side[k].ticks.at[i].value), &out);
        put_beside(l, at, out, 6);
        grow(all, l->box);
        reach =
            fmax(reach, fabs(out.x) * l->words->width
                            + fabs(out.y) * (l->words->top + l->words->bottom));
    }
    label *name = v->name_label[k];
    if (!name)
        return;
    point at = edge_point(v, k, k == 2 ? 0.5 : 0, &out);
    if (k == 2)
        put_beside(name, at, (point){0, -1}, 5);
    else
        put_beside(name, at, out, 11 + reach);
    grow(all, name->box);
}

/* The extent of the box with its labels, at the present scale. */
static rect extent(view *v)
{
    rect all = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (int k = 0; k < 8; k++) {
        point3 c = {(k & 1 ? 0.5 : -0.5) * v->size.x,
                    (k & 2 ? 0.5 : -0.5) * v->size.y,
                    (k & 4 ? 0.5 : -0.5) * v->size.z};
        point p = plot_project(&v->to_page, c);
        grow(&all, (rect){p.x, p.y, p.x, p.y});
    }
    for (int k = 0; k < 3; k++)
        place_axis(v, k, &all);
    return all;
}

/* Labels do not grow with the box, so its scale is found in a few rounds. */
void plot_view_fit_box(view *v)
{
    make_ticks(v);
    make_labels(v);
    rect room = v->ax->inner;
    double width = room.right - room.left - 2;
    double height = room.bottom - room.top - 2;
    projection *p = &v->to_page;
    *p = plot_projection_new(v->elevation, v->azimuth);
    p->scale = 0.6 * fmin(width, height);
    for (int round = 0; round < 8; round++) {
        rect all = extent(v);
        double over =
            fmax(all.right - all.left - width, all.bottom - all.top - height);
        double size = fmax(all.right - all.left, all.bottom - all.top);
        p->scale *= 1 - over / size;
        if (fabs(over) < 0.1)
            break;
    }
    rect all = extent(v);
    p->origin.x += (room.left + room.right - all.left - all.right) / 2;
    p->origin.y += (room.top + room.bottom - all.top - all.bottom) / 2;
    extent(v); /* labels to their last place */
}

/* --- Drawing -------------------------------------------------------- */

static point corner(const view *v, double sx, double sy, double sz)
{
    return plot_project(
        &v->to_page,
        (point3){sx * v->size.x / 2, sy * v->size.y / 2, sz * v->size.z / 2});
}

/* From a corner to another, dark where the axes are. */
static void draw_edge(const view *v, canvas *c, const double *p, double pz,
                      const double *q, double qz, bool dark)
{
    point a = corner(v, p[0], p[1], pz), b = corner(v, q[0], q[1], qz);
    plot_canvas_line(c, a.x, a.y, b.x, b.y, dark ? INK_NOTE : INK_GRID,
                     dark ? 0.8 : 0.6);
}

static void draw_ticks(const view *v, canvas *c)
{
    for (int k = 0; k < 3; k++)
        for (size_t i = 0; i < v->side[k].ticks.n; i++) {
            point out;
            point at = edge_point(
                v, k, plot_view_share(v, k, v->side[k].ticks.at[i].value),
                &out);
            plot_canvas_line(c, at.x, at.y, at.x + 3 * out.x, at.y + 3 * out.y,
                             INK_NOTE, 0.8);
        }
}

/* The floor, the vertical edges but the nearest, the far edges above, and on
 * the near edges the ticks. */
void plot_view_draw_box(const view *v, canvas *c)
{
    static const double ring[5][2] = {
        {-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
    double near[2], left[2];
    find_corners(v, near, left);
    for (int k = 0; k < 4; k++) {
        const double *p = ring[k], *q = ring[k + 1];
        bool front = (p[0] == q[0] && p[0] == near[0])
                     || (p[1] == q[1] && p[1] == near[1]);
        bool is_near = p[0] == near[0] && p[1] == near[1];
        bool is_left = p[0] == left[0] && p[1] == left[1];
        draw_edge(v, c, p, -1, q, -1, front);
        if (!is_near)
            draw_edge(v, c, p, -1, p, 1, is_left);
        if (!front)
            draw_edge(v, c, p, 1, q, 1, false);
    }
    draw_ticks(v, c);
}
