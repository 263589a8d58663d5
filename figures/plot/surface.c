#include "surface.h"

#include "contour.h"
#include "model.h"
#include "projection.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A view is one layer of a panel without axes. Programs add items to it; when
 * the panel has its place the box is fitted into it and all items become
 * shapes on the page.
 *
 * Three kinds of coordinates: data (x, y, f); heights z, which are f or its
 * logarithm; and the box, whose middle is (0, 0, 0). */

typedef enum item_kind {
    ITEM_CONTOURS,
    ITEM_PATH,
    ITEM_MARK,
    ITEM_DROP,
    ITEM_TEXT
} item_kind;

typedef struct item {
    struct item *next;
    item_kind kind;
    const grid *g;
    level_list levels;
    size_t n;
    double *x, *y;
    path_style path;
    mark_style mark;
    bool on_floor;
    label *label;
    /* on the page: */
    polylines seen, hidden, shadow;
    point at, foot;
    bool is_hidden;
    polylines contour[MOST_LEVELS];
} item;

/* A face of the surface on the page, with the mesh lines that it draws. */
typedef struct face {
    ink ink;
    size_t n;
    point at[8];
    size_t edges;
    point edge[4][2];
} face;

struct view {
    layer base;
    axes *ax;
    double elevation, azimuth, height;
    bool bare, log, fixed_z;
    double shift; /* c of log10(f + c) */
    double low, high;
    const grid *whole; /* as it was given */
    grid *shape;       /* thinned; f are heights */
    surface_style style;
    item *items, **last_item;
    words *name[3];
    side side[3];
    label *tick_label[3 * MOST_TICKS], *name_label[3];
    size_t tick_labels;
    projection to_page;
    point3 size; /* of the box */
    face *faces;
    size_t face_count;
};

/* --- What programs say ---------------------------------------------- */

static const layer_kind view_kind; /* defined at the end */

view *figure_view_panel(figure *fig, size_t row, size_t column)
{
    axes *ax = figure_panel(fig, row, column);
    axes_spines(ax, SPINES_NONE);
    axes_limits_x(ax, 0, 1);
    axes_limits_y(ax, 0, 1);
    view *v = layer_new(ax, &view_kind, sizeof *v);
    v->ax = ax;
    v->elevation = 30;
    v->azimuth = -60;
    v->height = 0.62;
    v->last_item = &v->items;
    return v;
}

view *figure_view(figure *fig)
{
    return figure_view_panel(fig, 0, 0);
}

void view_angles(view *v, double elevation, double azimuth)
{
    v->elevation = elevation;
    v->azimuth = azimuth;
}

void view_labels(view *v, const char *x, const char *y, const char *z)
{
    const char *names[] = {x, y, z};
    for (int k = 0; k < 3; k++) {
        words_free(v->name[k]);
        v->name[k] = names[k] && *names[k]
                         ? words_new(names[k], 9, INK_TEXT, ALIGN_CENTRE)
                         : NULL;
    }
}

void view_title(view *v, const char *title)
{
    axes_title(v->ax, title);
}

void view_limits_z(view *v, double low, double high)
{
    v->low = low;
    v->high = high;
    v->fixed_z = true;
}

void view_log(view *v, double c)
{
    v->log = true;
    v->shift = c;
}

void view_height(view *v, double height)
{
    v->height = height;
}

void view_bare(view *v)
{
    v->bare = true;
}

static double height_of(const view *v, double f)
{
    return v->log ? log10(fmax(f + v->shift, 1e-300)) : f;
}

void view_surface(view *v, const grid *g, surface_style style)
{
    v->whole = g;
    v->style = style;
}

static item *add_item(view *v, item_kind kind, series s)
{
    item *it = must_calloc(1, sizeof *it);
    it->kind = kind;
    it->n = s.n;
    it->x = must_calloc(s.n, sizeof(double));
    it->y = must_calloc(s.n, sizeof(double));
    for (size_t i = 0; i < s.n; i++) {
        it->x[i] = s.x[i];
        it->y[i] = s.y[i];
    }
    *v->last_item = it;
    v->last_item = &it->next;
    return it;
}

void view_contours(view *v, const grid *g, level_list levels)
{
    item *it = add_item(v, ITEM_CONTOURS, (series){0, NULL, NULL});
    it->g = g;
    it->levels = levels;
}

void view_path(view *v, series s, path_style style, bool on_floor)
{
    item *it = add_item(v, ITEM_PATH, s);
    it->path = path_or_default(style);
    it->on_floor = on_floor;
}

void view_mark(view *v, double x, double y, mark_style style)
{
    add_item(v, ITEM_MARK, (series){1, &x, &y})->mark = style;
}

void view_drop(view *v, double x, double y, mark_style style)
{
    add_item(v, ITEM_DROP, (series){1, &x, &y})->mark = style;
}

void view_text(view *v, double x, double y, double dx, double dy,
               const char *text, text_style style)
{
    item *it = add_item(v, ITEM_TEXT, (series){1, &x, &y});
    place where = fabs(dx) >= fabs(dy) ? dx < 0 ? PLACE_LEFT : PLACE_RIGHT
                  : dy < 0             ? PLACE_BELOW
                                       : PLACE_ABOVE;
    it->label =
        label_new(v->ax->fig, NULL, ANCHOR_PAGE, 0, 0, where, text, style);
    it->label->dx = dx;
    it->label->dy = dy;
    it->label->leader = hypot(dx, dy) > 12;
}

/* --- Coordinates ---------------------------------------------------- */

static double part_of(double value, double low, double high)
{
    return (value - low) / (high - low) - 0.5;
}

static point3 in_box(const view *v, double x, double y, double z)
{
    const grid *g = v->shape;
    return (point3){
        v->size.x * part_of(x, g->x[0], g->x[g->nx - 1]),
        v->size.y * part_of(y, g->y[0], g->y[g->ny - 1]),
        v->size.z * part_of(z, v->low, v->high),
    };
}

static point on_page(const view *v, double x, double y, double z)
{
    return project(&v->to_page, in_box(v, x, y, z));
}

/* The height of the surface as it is drawn. */
static double surface_at(const view *v, double x, double y)
{
    return grid_at(v->shape, x, y);
}

/* Is a point behind the surface? Walk from it toward the viewer and see
 * whether the surface rises above the line of sight. The walk is in data
 * units; a little slack keeps a point on the surface from hiding itself. */
static bool is_hidden(const view *v, double x, double y, double z)
{
    const grid *g = v->shape;
    double width = g->x[g->nx - 1] - g->x[0];
    double depth = g->y[g->ny - 1] - g->y[0];
    double tall = v->high - v->low;
    point3 to = v->to_page.toward;
    double dx = to.x / v->size.x * width, dy = to.y / v->size.y * depth;
    double dz = to.z / v->size.z * tall;
    double step = 0.5 / (double)(g->nx > g->ny ? g->nx : g->ny);
    double slack = 0.006 * tall;
    for (int k = 0; k < 400; k++) {
        double t = (1.2 + k) * step;
        double px = x + t * dx, py = y + t * dy, pz = z + t * dz;
        if (px < g->x[0] || px > g->x[g->nx - 1] || py < g->y[0]
            || py > g->y[g->ny - 1] || pz > v->high)
            return false;
        double s = surface_at(v, px, py);
        if (s > pz + slack && s <= v->high)
            return true;
    }
    return false;
}

/* --- Faces ---------------------------------------------------------- */

static point3 node(const view *v, size_t i, size_t j)
{
    const grid *g = v->shape;
    return in_box(v, g->x[i], g->y[j], g->f[j * g->nx + i]);
}

/* Cuts a polygon at a height of the box, keeping what lies below (or above).
 * Returns how many corners are left. */
static size_t cut_at(point3 *at, size_t n, double z, bool keep_below)
{
    point3 out[8];
    size_t kept = 0;
    double sign = keep_below ? 1 : -1;
    for (size_t k = 0; k < n && kept < 7; k++) {
        point3 a = at[k], b = at[(k + 1) % n];
        double da = sign * (z - a.z), db = sign * (z - b.z);
        if (da >= 0)
            out[kept++] = a;
        if ((da < 0) != (db < 0)) {
            double t = da / (da - db);
            out[kept++] =
                (point3){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, z};
        }
    }
    memcpy(at, out, kept * sizeof *at);
    return kept;
}

/* How much light falls on the face with these diagonals. The lamp stands
 * above the viewer's left shoulder. */
static double light_on(const view *v, point3 p, point3 q)
{
    point3 n = {p.y * q.z - p.z * q.y, p.z * q.x - p.x * q.z,
                p.x * q.y - p.y * q.x};
    point3 t = v->to_page.toward, r = v->to_page.right;
    point3 lamp = {t.x - 0.7 * r.x, t.y - 0.7 * r.y, t.z + 0.75};
    double size = sqrt(n.x * n.x + n.y * n.y + n.z * n.z)
                  * sqrt(lamp.x * lamp.x + lamp.y * lamp.y + lamp.z * lamp.z);
    double lambert = fabs(n.x * lamp.x + n.y * lamp.y + n.z * lamp.z) / size;
    return 0.3 + 0.7 * lambert;
}

/* In steps that the eye does not see, so that faces share styles. */
static double in_steps(double value, double steps)
{
    return floor(value * steps + 0.5) / steps;
}

static ink height_ink(const view *v, double z)
{
    double low = v->shape->low, high = fmin(v->shape->high, v->high);
    double part = in_steps((z - low) / (high - low), 80);
    if (v->style.reversed)
        part = 1 - part;
    /* The darkest tenth of a ramp would hide shading and mesh. */
    return ink_ramp(v->style.ramp, 0.1 + 0.9 * part);
}

/* A mesh line runs along every k-th grid line and along the rim. */
static bool is_mesh(size_t i, size_t n, size_t lines)
{
    size_t every = (n - 1 + lines / 2) / lines;
    return i == 0 || i == n - 1 || i % (every ? every : 1) == 0;
}

static void add_edge(face *f, const view *v, point3 a, point3 b)
{
    double top = v->size.z / 2;
    if (a.z > top && b.z > top)
        return;
    if (a.z > top || b.z > top) {
        double t = (top - a.z) / (b.z - a.z);
        point3 m = {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, top};
        if (a.z > top)
            a = m;
        else
            b = m;
    }
    f->edge[f->edges][0] = project(&v->to_page, a);
    f->edge[f->edges++][1] = project(&v->to_page, b);
}

/* Mesh lines are drawn with the nearer of the two faces that they part, so
 * what is in front covers them. */
static void add_edges(face *f, const view *v, size_t i, size_t j)
{
    const grid *g = v->shape;
    size_t lines = v->style.mesh_lines ? v->style.mesh_lines : 12;
    bool near_x = v->to_page.toward.x >= 0, near_y = v->to_page.toward.y >= 0;
    size_t far_i = near_x ? i : i + 1, near_i = near_x ? i + 1 : i;
    size_t far_j = near_y ? j : j + 1, near_j = near_y ? j + 1 : j;
    if (v->style.mesh < 0)
        return;
    if (is_mesh(far_i, g->nx, lines))
        add_edge(f, v, node(v, far_i, j), node(v, far_i, j + 1));
    if (is_mesh(far_j, g->ny, lines))
        add_edge(f, v, node(v, i, far_j), node(v, i + 1, far_j));
    if (near_i == 0 || near_i == g->nx - 1)
        add_edge(f, v, node(v, near_i, j), node(v, near_i, j + 1));
    if (near_j == 0 || near_j == g->ny - 1)
        add_edge(f, v, node(v, i, near_j), node(v, i + 1, near_j));
}

/* Faces that only touched would let the paper shine through their seams, so
 * each reaches a third of a point over its far neighbours. Under that tenths
 * of a point will do, which halves the file. */
static double to_tenths(double value)
{
    return round(value * 10) / 10;
}

static void swell(face *f)
{
    point middle = {0, 0};
    for (size_t k = 0; k < f->n; k++) {
        middle.x += f->at[k].x / (double)f->n;
        middle.y += f->at[k].y / (double)f->n;
    }
    for (size_t k = 0; k < f->n; k++) {
        double dx = f->at[k].x - middle.x, dy = f->at[k].y - middle.y;
        double away = hypot(dx, dy);
        if (away > 0)
            f->at[k] = (point){to_tenths(f->at[k].x + 0.35 * dx / away),
                               to_tenths(f->at[k].y + 0.35 * dy / away)};
    }
}

static void make_face(view *v, size_t i, size_t j)
{
    const grid *g = v->shape;
    point3 at[8] = {node(v, i, j), node(v, i + 1, j), node(v, i + 1, j + 1),
                    node(v, i, j + 1)};
    point3 p = {at[2].x - at[0].x, at[2].y - at[0].y, at[2].z - at[0].z};
    point3 q = {at[3].x - at[1].x, at[3].y - at[1].y, at[3].z - at[1].z};
    const double *f = g->f + j * g->nx + i;
    double z = (f[0] + f[1] + f[g->nx] + f[g->nx + 1]) / 4;
    size_t n = cut_at(at, 4, v->size.z / 2, true);
    n = cut_at(at, n, -v->size.z / 2, false);
    if (n < 3)
        return;
    face *out = &v->faces[v->face_count++];
    out->n = n;
    out->ink = ink_shade(height_ink(v, fmin(z, v->high)),
                         in_steps(light_on(v, p, q), 24));
    for (size_t k = 0; k < n; k++)
        out->at[k] = project(&v->to_page, at[k]);
    swell(out);
    add_edges(out, v, i, j);
}

static void make_faces(view *v)
{
    size_t columns = v->shape->nx - 1;
    size_t n = columns * (v->shape->ny - 1);
    size_t *order = must_calloc(n, sizeof *order);
    v->faces = must_calloc(n, sizeof *v->faces);
    cells_far_to_near(&v->to_page, v->shape->nx, v->shape->ny, order);
    for (size_t k = 0; k < n; k++)
        make_face(v, order[k] % columns, order[k] / columns);
    free(order);
}

/* The grid that is drawn: faces of about seven points, heights for f. */
static void make_shape(view *v)
{
    rect r = v->ax->inner;
    double faces = fmin(r.right - r.left, r.bottom - r.top) / 6.5;
    v->shape = grid_thin(v->whole, (size_t)fmin(fmax(faces, 24), 44));
    grid *g = v->shape;
    for (size_t k = 0; k < g->nx * g->ny; k++)
        g->f[k] = height_of(v, g->f[k]);
    g->low = height_of(v, v->whole->low);
    g->high = height_of(v, v->whole->high);
}

/* --- Box ------------------------------------------------------------ */

static void find_heights(view *v)
{
    const grid *g = v->shape;
    bool floor_used = false;
    for (const item *it = v->items; it; it = it->next)
        floor_used |= it->kind == ITEM_CONTOURS || it->on_floor;
    if (v->fixed_z) {
        v->low = height_of(v, v->low);
        v->high = height_of(v, v->high);
    } else {
        v->high = g->high;
        v->low = g->low - (floor_used ? 0.5 : 0.03) * (g->high - g->low);
    }
    if (!(v->low < v->high))
        fail("figure %s: a surface without height", v->ax->fig->name);
    double width = g->x[g->nx - 1] - g->x[0];
    double depth = g->y[g->ny - 1] - g->y[0];
    double wide = fmax(width, depth);
    v->size =
        (point3){fmax(width / wide, 0.6), fmax(depth / wide, 0.6), v->height};
}

static void make_ticks(view *v)
{
    const grid *g = v->shape;
    double ends[3][2] = {{g->x[0], g->x[g->nx - 1]},
                         {g->y[0], g->y[g->ny - 1]},
                         {fmax(v->low, fmin(g->low, v->high)), v->high}};
    rect r = v->ax->inner;
    double room = fmin(r.right - r.left, r.bottom - r.top) / 60;
    for (int k = 0; k < 3; k++) {
        side *s = &v->side[k];
        s->scale = (scale){.low = ends[k][0], .high = ends[k][1]};
        if (k < 2 || !v->log) {
            scale_ticks(&s->scale, fmin(room, k < 2 ? 4 : 3.5), &s->ticks);
            continue;
        }
        int exponent;
        int factor =
            tick_step(s->scale.low, s->scale.high, fmin(room, 4), &exponent);
        double step = exponent < 0 ? 1 : factor * pow(10, exponent);
        scale_ticks_step(&s->scale, step, &s->ticks);
        for (size_t i = 0; i < s->ticks.n; i++)
            snprintf(s->ticks.at[i].label, sizeof s->ticks.at[i].label,
                     "10^{%ld}", lround(s->ticks.at[i].value));
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
        if (nearness(p, c) > nearest) {
            nearest = nearness(p, c);
            near[0] = sx;
            near[1] = sy;
        }
        if (project(p, c).x < leftmost) {
            leftmost = project(p, c).x;
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
    point base = project(&v->to_page, at);
    at.x += out.x;
    at.y += out.y;
    point tip = project(&v->to_page, at);
    double dx = tip.x - base.x, dy = tip.y - base.y, size = hypot(dx, dy);
    *outward =
        k == 2 || size == 0 ? (point){-1, 0} : (point){dx / size, dy / size};
    return base;
}

static double axis_share(const view *v, int k, double value)
{
    const grid *g = v->shape;
    if (k == 0)
        return part_of(value, g->x[0], g->x[g->nx - 1]);
    if (k == 1)
        return part_of(value, g->y[0], g->y[g->ny - 1]);
    return part_of(value, v->low, v->high);
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
    label_place(l);
}

/* Labels exist once; placing them again moves them as the box is fitted. */
static void make_labels(view *v)
{
    figure *fig = v->ax->fig;
    point nowhere = {0, 0};
    for (int k = 0; k < 3; k++) {
        for (size_t i = 0; i < v->side[k].ticks.n; i++) {
            const char *text = v->side[k].ticks.at[i].label;
            words *w = words_new(text, 8, INK_NOTE, ALIGN_LEFT);
            v->tick_label[k * MOST_TICKS + (int)i] =
                label_take(fig, w, nowhere, PLACE_CENTRE, 0);
        }
        if (v->name[k])
            v->name_label[k] =
                label_take(fig, v->name[k], nowhere, PLACE_CENTRE, 0);
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
            v, k, axis_share(v, k, v->side[k].ticks.at[i].value), &out);
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
        point p = project(&v->to_page, c);
        grow(&all, (rect){p.x, p.y, p.x, p.y});
    }
    for (int k = 0; k < 3 && !v->bare; k++)
        place_axis(v, k, &all);
    return all;
}

/* Labels do not grow with the box, so its scale is found in a few rounds. */
static void fit_box(view *v)
{
    rect room = v->ax->inner;
    double width = room.right - room.left - 2;
    double height = room.bottom - room.top - 2;
    projection *p = &v->to_page;
    *p = projection_new(v->elevation, v->azimuth);
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

/* --- Items ---------------------------------------------------------- */

static void prepare_view_contours(const view *v, item *it)
{
    for (size_t k = 0; k < it->levels.n; k++) {
        polylines *p = &it->contour[k];
        contour_lines(it->g, it->levels.at[k], p);
        for (size_t i = 0; i < p->n; i++)
            p->at[i] = on_page(v, p->at[i].x, p->at[i].y, v->low);
        poly_simplify(p, 0.04);
    }
}

static bool is_inside(const view *v, double x, double y)
{
    const grid *g = v->shape;
    return x >= g->x[0] && x <= g->x[g->nx - 1] && y >= g->y[0]
           && y <= g->y[g->ny - 1] && surface_at(v, x, y) <= v->high;
}

/* Adds a point to the line of its kind; where a path dives behind the surface
 * both lines share the point, so there is no gap. */
static void extend_path(const view *v, item *it, double x, double y, int *last)
{
    if (!is_inside(v, x, y)) {
        *last = -1;
        return;
    }
    double z = surface_at(v, x, y);
    point p = on_page(v, x, y, z);
    int now = is_hidden(v, x, y, z);
    polylines *line = now ? &it->hidden : &it->seen;
    if (*last >= 0 && *last != now) {
        polylines *other = now ? &it->seen : &it->hidden;
        poly_add(other, p.x, p.y);
    }
    if (*last != now)
        poly_begin(line);
    poly_add(line, p.x, p.y);
    *last = now;
}

static void prepare_view_path(const view *v, item *it)
{
    const grid *g = v->shape;
    double dx = g->x[1] - g->x[0], dy = g->y[1] - g->y[0];
    int last = -1;
    for (size_t i = 0; i < it->n; i++) {
        double x1 = it->x[i], y1 = it->y[i];
        double x0 = i ? it->x[i - 1] : x1, y0 = i ? it->y[i - 1] : y1;
        double far = fmax(fabs(x1 - x0) / dx, fabs(y1 - y0) / dy);
        size_t steps = (size_t)fmin(fmax(ceil(2 * far), 1), 400);
        for (size_t k = 1; k <= steps; k++) {
            double t = (double)k / (double)steps;
            extend_path(v, it, x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, &last);
        }
    }
    poly_simplify(&it->seen, 0.05);
    poly_simplify(&it->hidden, 0.05);
    if (!it->on_floor)
        return;
    poly_begin(&it->shadow);
    for (size_t i = 0; i < it->n; i++) {
        point p = on_page(v, it->x[i], it->y[i], v->low);
        poly_add(&it->shadow, p.x, p.y);
    }
    poly_simplify(&it->shadow, 0.05);
}

static void prepare_item(const view *v, item *it)
{
    if (it->kind == ITEM_CONTOURS) {
        prepare_view_contours(v, it);
        return;
    }
    if (it->n == 0)
        return;
    double x = it->x[0], y = it->y[0], z = surface_at(v, x, y);
    it->at = on_page(v, x, y, fmin(z, v->high));
    it->foot = on_page(v, x, y, v->low);
    it->is_hidden = is_hidden(v, x, y, z);
    if (it->kind == ITEM_PATH)
        prepare_view_path(v, it);
    if (it->kind == ITEM_TEXT) {
        it->label->x = it->at.x;
        it->label->y = it->at.y;
        label_place(it->label);
    }
}

static void prepare_view(layer *base, axes *ax)
{
    view *v = (view *)base;
    (void)ax;
    if (!v->whole)
        fail("figure %s: a view without a surface", v->ax->fig->name);
    make_shape(v);
    find_heights(v);
    if (!v->bare) {
        make_ticks(v);
        make_labels(v);
    }
    fit_box(v);
    make_faces(v);
    for (item *it = v->items; it; it = it->next)
        prepare_item(v, it);
}

/* --- Drawing -------------------------------------------------------- */

static point corner(const view *v, double sx, double sy, double sz)
{
    return project(&v->to_page, (point3){sx * v->size.x / 2, sy * v->size.y / 2,
                                         sz * v->size.z / 2});
}

static void draw_edge(canvas *c, point a, point b, ink colour, double width)
{
    canvas_line(c, a.x, a.y, b.x, b.y, colour, width);
}

/* The floor, the far vertical edges, and on the near edges the ticks. */
static void draw_box(const view *v, canvas *c)
{
    double near[2], left[2];
    find_corners(v, near, left);
    for (int k = 0; k < 4; k++) {
        static const double ring[5][2] = {
            {-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
        const double *p = ring[k], *q = ring[k + 1];
        bool front = (p[0] == q[0] && p[0] == near[0])
                     || (p[1] == q[1] && p[1] == near[1]);
        draw_edge(c, corner(v, p[0], p[1], -1), corner(v, q[0], q[1], -1),
                  front ? INK_NOTE : INK_GRID, front ? 0.8 : 0.6);
        bool is_near = p[0] == near[0] && p[1] == near[1];
        bool is_left = p[0] == left[0] && p[1] == left[1];
        if (!is_near)
            draw_edge(c, corner(v, p[0], p[1], -1), corner(v, p[0], p[1], 1),
                      is_left ? INK_NOTE : INK_GRID, is_left ? 0.8 : 0.6);
        if (p[0] != near[0] && q[0] != near[0])
            draw_edge(c, corner(v, p[0], p[1], 1), corner(v, q[0], q[1], 1),
                      INK_GRID, 0.6);
        if (p[1] != near[1] && q[1] != near[1])
            draw_edge(c, corner(v, p[0], p[1], 1), corner(v, q[0], q[1], 1),
                      INK_GRID, 0.6);
    }
    for (int k = 0; k < 3; k++)
        for (size_t i = 0; i < v->side[k].ticks.n; i++) {
            point out;
            point at = edge_point(
                v, k, axis_share(v, k, v->side[k].ticks.at[i].value), &out);
            canvas_line(c, at.x, at.y, at.x + 3 * out.x, at.y + 3 * out.y,
                        INK_NOTE, 0.8);
        }
}

static void draw_face(const face *f, double mesh, canvas *c)
{
    canvas_ink(c, f->ink, 1);
    for (size_t k = 0; k < f->n; k++)
        cairo_line_to(c->cr, f->at[k].x, f->at[k].y);
    cairo_close_path(c->cr);
    cairo_fill(c->cr);
    if (f->edges == 0)
        return;
    cairo_set_line_cap(c->cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_width(c->cr, mesh);
    canvas_ink(c, INK_TEXT, 0.45);
    for (size_t k = 0; k < f->edges; k++) {
        cairo_move_to(c->cr, f->edge[k][0].x, f->edge[k][0].y);
        cairo_line_to(c->cr, f->edge[k][1].x, f->edge[k][1].y);
    }
    cairo_stroke(c->cr);
}

static void draw_on_floor(const view *v, const item *it, canvas *c)
{
    for (size_t k = 0; it->kind == ITEM_CONTOURS && k < it->levels.n; k++) {
        double z = height_of(v, it->levels.at[k]);
        double part = (z - v->shape->low) / (v->shape->high - v->shape->low);
        ink colour =
            ink_ramp_line(v->style.ramp, v->style.reversed ? 1 - part : part);
        canvas_stroke(c, &it->contour[k],
                      (line_style){.ink = colour, .width = 0.7});
    }
    if (it->on_floor)
        canvas_stroke(
            c, &it->shadow,
            (line_style){.ink = ink_tint(it->path.ink, 0.6), .width = 1});
}

static void draw_view_path(const view *v, const item *it, canvas *c)
{
    const path_style *s = &it->path;
    canvas_stroke(c, &it->hidden,
                  (line_style){.ink = ink_tint(s->ink, 0.55),
                               .width = 0.9,
                               .dash = DASH_DOTTED});
    canvas_stroke(c, &it->seen,
                  (line_style){.ink = s->ink,
                               .width = s->width,
                               .dash = s->dash,
                               .halo = fmin(fmax(s->halo, 0), 0.55)});
    point last = {-HUGE_VAL, -HUGE_VAL};
    for (size_t i = 1; i < it->n && !s->no_dots; i++) {
        double x = it->x[i], y = it->y[i];
        if (!is_inside(v, x, y))
            continue;
        double z = surface_at(v, x, y);
        point p = on_page(v, x, y, z);
        if (hypot(p.x - last.x, p.y - last.y) < 0.8 * s->dot
            || is_hidden(v, x, y, z))
            continue;
        canvas_mark(
            c, p,
            (mark_style){.shape = s->shape, .ink = s->ink, .size = s->dot});
        last = p;
    }
    if (!s->no_start && it->n) {
        ink colour = it->is_hidden ? ink_tint(s->ink, 0.5) : s->ink;
        canvas_mark(c, it->at,
                    (mark_style){.shape = SHAPE_CIRCLE,
                                 .ink = colour,
                                 .size = 5.6,
                                 .halo = 0.8});
    }
    if (s->end_cross && it->n) {
        double x = it->x[it->n - 1], y = it->y[it->n - 1];
        canvas_mark(
            c, on_page(v, x, y, surface_at(v, x, y)),
            (mark_style){
                .shape = SHAPE_CROSS, .ink = INK_TEXT, .size = 6, .halo = 1.3});
    }
}

static void draw_item(const view *v, const item *it, canvas *c)
{
    mark_style mark = it->mark;
    if (mark.ink == INK_DEFAULT)
        mark.ink = INK_BLUE;
    if (it->is_hidden)
        mark.ink = ink_tint(mark.ink, 0.5);
    switch (it->kind) {
    case ITEM_PATH:
        draw_view_path(v, it, c);
        break;
    case ITEM_DROP: {
        polylines p = {0};
        poly_begin(&p);
        poly_add(&p, it->at.x, it->at.y);
        poly_add(&p, it->foot.x, it->foot.y);
        canvas_stroke(
            c, &p,
            (line_style){.ink = INK_NOTE, .width = 0.7, .dash = DASH_DOTTED});
        poly_free(&p);
        canvas_mark(c, it->foot, mark);
        canvas_mark(c, it->at, mark);
        break;
    }
    case ITEM_MARK:
        canvas_mark(c, it->at, mark);
        break;
    default:
        break;
    }
}

static void draw_view(const layer *base, const axes *ax, canvas *c)
{
    const view *v = (const view *)base;
    (void)ax;
    if (!v->bare)
        draw_box(v, c);
    for (const item *it = v->items; it; it = it->next)
        draw_on_floor(v, it, c);
    double mesh = v->style.mesh > 0 ? v->style.mesh : 0.3;
    for (size_t k = 0; k < v->face_count; k++)
        draw_face(&v->faces[k], mesh, c);
    for (const item *it = v->items; it; it = it->next)
        draw_item(v, it, c);
}

static void release_view(layer *base)
{
    view *v = (view *)base;
    for (item *it = v->items, *next; it; it = next) {
        next = it->next;
        free(it->x);
        free(it->y);
        poly_free(&it->seen);
        poly_free(&it->hidden);
        poly_free(&it->shadow);
        for (size_t k = 0; k < it->levels.n; k++)
            poly_free(&it->contour[k]);
        free(it);
    }
    for (int k = 0; k < 3; k++)
        words_free(v->name[k]);
    grid_free(v->shape);
    free(v->faces);
}

static const layer_kind view_kind = {
    .prepare = prepare_view, .draw = draw_view, .release = release_view};
