/* The surface as faces, far ones first. */
#include "view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A face of the surface on the page, with the mesh lines that it draws. */
struct face {
    ink ink;
    size_t n;
    point at[8];
    size_t edges;
    point edge[4][2];
};

/* A place of the grid in parts of a cell: (i / parts, j / parts). */
typedef struct spot {
    size_t i, j, parts;
} spot;

static double between(const double *x, size_t i, size_t parts)
{
    size_t k = i / parts, rest = i % parts;
    return rest ? x[k] + (x[k + 1] - x[k]) * (double)rest / (double)parts
                : x[k];
}

static double whole_at(const view *v, double x, double y)
{
    return plot_view_height_of(v, plot_grid_at(v->whole, x, y));
}

/* Is the cell (i, j) of the shape cut into finer faces, or beyond its rim? */
static bool is_fine(const view *v, size_t i, size_t j)
{
    size_t columns = v->shape->nx - 1, rows = v->shape->ny - 1;
    return i >= columns || j >= rows || v->parts[j * columns + i] > 1;
}

/* Within finer faces it is that of the grid as it was given. Where they meet a
 * large one, theirs is the straight edge of this, lest there be a gap. */
static double height_at(const view *v, spot s)
{
    const grid *g = v->shape;
    double x = between(g->x, s.i, s.parts), y = between(g->y, s.j, s.parts);
    size_t i = s.i / s.parts, j = s.j / s.parts;
    bool on_x = s.i % s.parts == 0, on_y = s.j % s.parts == 0;
    double f = whole_at(v, x, y);
    bool fine = !on_x || !on_y;
    if (on_x)
        fine = fine && is_fine(v, i, j) && is_fine(v, i - 1, j);
    if (on_y)
        fine = fine && is_fine(v, i, j) && is_fine(v, i, j - 1);
    return fine && isfinite(f) ? f : plot_view_surface_at(v, x, y);
}

static point3 in_box(const view *v, spot s)
{
    const grid *g = v->shape;
    return plot_view_in_box(v, between(g->x, s.i, s.parts),
                            between(g->y, s.j, s.parts), height_at(v, s));
}

static spot beside(spot s, size_t i, size_t j)
{
    return (spot){s.i + i, s.j + j, s.parts};
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
    double low = v->shape->low, high = v->shape->high;
    double part = in_steps((z - low) / (high - low), 64);
    if (v->style.reversed)
        part = 1 - part;
    /* The darkest tenth of a ramp would hide shading and mesh. */
    return plot_ink_ramp(v->style.ramp, 0.1 + 0.9 * part);
}

/* A mesh line runs along every k-th grid line and along the rim. */
static bool is_mesh(size_t i, size_t n, size_t lines)
{
    size_t every = (n - 1 + lines / 2) / lines;
    return i == 0 || i == n - 1 || i % (every ? every : 1) == 0;
}

/* Tenths of a point will do for faces and mesh, and halve the file. */
static point in_tenths(point p)
{
    return (point){round(p.x * 10) / 10, round(p.y * 10) / 10};
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
    f->edge[f->edges][0] = in_tenths(plot_project(&v->to_page, a));
    f->edge[f->edges++][1] = in_tenths(plot_project(&v->to_page, b));
}

/* Of a face: its corners at the low and the high end in x and y, and which of
 * the ends are nearer to the viewer. */
typedef struct quad {
    spot at;
    point3 corner[2][2];
    int near_x, near_y;
} quad;

static quad quad_at(const view *v, spot s)
{
    quad q = {.at = s,
              .near_x = v->to_page.toward.x >= 0,
              .near_y = v->to_page.toward.y >= 0};
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 2; j++)
            q.corner[i][j] = in_box(v, beside(s, i, j));
    return q;
}

static bool is_rim(size_t i, size_t n, size_t parts)
{
    return i == 0 || i == (n - 1) * parts;
}

/* Mesh lines are drawn with the nearer of the two faces that they part, so
 * what is in front covers them. */
static void add_edges(face *f, const view *v, const quad *q)
{
    const grid *g = v->shape;
    size_t lines = v->style.mesh_lines ? v->style.mesh_lines : 12;
    for (int end = 0; end < 2 && v->style.mesh >= 0; end++) {
        size_t i = q->at.i + (size_t)end, j = q->at.j + (size_t)end;
        size_t parts = q->at.parts;
        bool mesh_i = end != q->near_x && i % parts == 0
                      && is_mesh(i / parts, g->nx, lines);
        bool mesh_j = end != q->near_y && j % parts == 0
                      && is_mesh(j / parts, g->ny, lines);
        if (mesh_i || is_rim(i, g->nx, parts))
            add_edge(f, v, q->corner[end][0], q->corner[end][1]);
        if (mesh_j || is_rim(j, g->ny, parts))
            add_edge(f, v, q->corner[0][end], q->corner[1][end]);
    }
}

/* How far a face that comes from the corner `from` goes on beyond `to`: some
 * six tenths of a point on the page, or pixels that it shares with its
 * neighbour would be left pale. */
static point3 overlap(const view *v, point3 from, point3 to)
{
    point a = plot_project(&v->to_page, from),
          b = plot_project(&v->to_page, to);
    double away = hypot(b.x - a.x, b.y - a.y);
    double share = away > 0 ? fmin(0.6 / away, 3) : 0;
    return (point3){(to.x - from.x) * share, (to.y - from.y) * share,
                    (to.z - from.z) * share};
}

static void move(point3 *p, point3 by)
{
    p->x += by.x;
    p->y += by.y;
    p->z += by.z;
}

/* Faces that only touched would let the paper shine through their seams, so
 * each reaches beneath its nearer neighbours, which are painted later. Its
 * other edges stay where they are: on them lie mesh lines, which must stay
 * whole. */
static void reach_beneath(quad *q, const view *v)
{
    const grid *g = v->shape;
    const quad own = *q;
    int x = q->near_x, y = q->near_y;
    bool more_x = !is_rim(q->at.i + (size_t)x, g->nx, q->at.parts);
    bool more_y = !is_rim(q->at.j + (size_t)y, g->ny, q->at.parts);
    for (int k = 0; k < 2; k++) {
        if (more_x)
            move(&q->corner[x][k],
                 overlap(v, own.corner[1 - x][k], own.corner[x][k]));
        if (more_y)
            move(&q->corner[k][y],
                 overlap(v, own.corner[k][1 - y], own.corner[k][y]));
    }
}

/* Of a face that is seen nearly from its edge all sides lie along one another,
 * and none of this closes its seams: it grows a little all around. */
static void swell_if_thin(face *f)
{
    point middle = {0, 0};
    double area = 0, reach = 0;
    for (size_t k = 0; k < f->n; k++) {
        point a = f->at[k], b = f->at[(k + 1) % f->n];
        area += (a.x * b.y - a.y * b.x) / 2;
        middle.x += a.x / (double)f->n;
        middle.y += a.y / (double)f->n;
    }
    for (size_t k = 0; k < f->n; k++)
        reach =
            fmax(reach, hypot(f->at[k].x - middle.x, f->at[k].y - middle.y));
    for (size_t k = 0; k < f->n && fabs(area) < reach; k++) {
        double dx = f->at[k].x - middle.x, dy = f->at[k].y - middle.y;
        double away = fmax(hypot(dx, dy), 1e-9);
        f->at[k].x += 0.3 * dx / away;
        f->at[k].y += 0.3 * dy / away;
    }
}

/* The corners in a ring. */
static void ring(const quad *q, point3 at[4])
{
    at[0] = q->corner[0][0];
    at[1] = q->corner[1][0];
    at[2] = q->corner[1][1];
    at[3] = q->corner[0][1];
}

static void make_face(view *v, spot s)
{
    quad q = quad_at(v, s);
    point3 at[8];
    ring(&q, at);
    double z = (height_at(v, s) + height_at(v, beside(s, 1, 0))
                + height_at(v, beside(s, 0, 1)) + height_at(v, beside(s, 1, 1)))
               / 4;
    if (!isfinite(z))
        return;
    point3 a = {at[2].x - at[0].x, at[2].y - at[0].y, at[2].z - at[0].z};
    point3 b = {at[3].x - at[1].x, at[3].y - at[1].y, at[3].z - at[1].z};
    quad wide = q;
    reach_beneath(&wide, v);
    ring(&wide, at);
    size_t n = cut_at(at, 4, v->size.z / 2, true);
    n = cut_at(at, n, -v->size.z / 2, false);
    if (n < 3)
        return;
    face *out = &v->faces[v->face_count++];
    out->n = n;
    out->ink = plot_ink_shade(height_ink(v, fmin(z, v->high)),
                              in_steps(light_on(v, a, b), 16));
    for (size_t k = 0; k < n; k++)
        out->at[k] = plot_project(&v->to_page, at[k]);
    swell_if_thin(out);
    for (size_t k = 0; k < n; k++)
        out->at[k] = in_tenths(out->at[k]);
    add_edges(out, v, &q);
}

/* Two reasons to cut a cell into so many faces a side. The surface turns away
 * from the viewer in it: as one face it would be crumpled, and its edge a spike
 * beside those of its neighbours. Or it is not as even as a face. */
enum { PARTS = 3 };

static bool is_folded(const view *v, size_t i, size_t j)
{
    quad q = quad_at(v, (spot){i, j, 1});
    point3 at[4];
    int ways[2] = {0, 0};
    ring(&q, at);
    for (int k = 0; k < 4; k++) {
        point a = plot_project(&v->to_page, at[k]);
        point b = plot_project(&v->to_page, at[(k + 1) % 4]);
        point c = plot_project(&v->to_page, at[(k + 2) % 4]);
        double area = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
        ways[area > 0]++;
    }
    return ways[0] > 0 && ways[1] > 0;
}

static bool is_uneven(const view *v, size_t i, size_t j)
{
    const grid *g = v->shape;
    double rise =
        v->to_page.up.z * v->to_page.scale * v->size.z / (v->high - v->low);
    double most = 0;
    for (size_t a = 1; a < PARTS; a++)
        for (size_t b = 1; b < PARTS; b++) {
            double x = between(g->x, i * PARTS + a, PARTS);
            double y = between(g->y, j * PARTS + b, PARTS);
            most = fmax(
                most,
                rise * fabs(whole_at(v, x, y) - plot_view_surface_at(v, x, y)));
        }
    return most > 1.3;
}

/* Its faces, far ones first. */
static void make_cell(view *v, size_t i, size_t j, size_t parts)
{
    point3 toward = v->to_page.toward;
    for (size_t a = 0; a < parts; a++)
        for (size_t b = 0; b < parts; b++)
            make_face(v, (spot){i * parts + (toward.x >= 0 ? a : parts - 1 - a),
                                j * parts + (toward.y >= 0 ? b : parts - 1 - b),
                                parts});
}

void plot_view_make_faces(view *v)
{
    size_t columns = v->shape->nx - 1;
    size_t n = columns * (v->shape->ny - 1), faces = 0;
    size_t *order = plot_must_calloc(n, sizeof *order);
    size_t *parts = v->parts = plot_must_calloc(n, sizeof *parts);
    plot_cells_far_to_near(&v->to_page, v->shape->nx, v->shape->ny, order);
    for (size_t k = 0; k < n; k++) {
        size_t i = k % columns, j = k / columns;
        parts[k] = is_folded(v, i, j) || is_uneven(v, i, j) ? PARTS : 1;
        faces += parts[k] * parts[k];
    }
    v->faces = plot_must_calloc(faces, sizeof *v->faces);
    for (size_t k = 0; k < n; k++)
        make_cell(v, order[k] % columns, order[k] / columns, parts[order[k]]);
    free(order);
    free(parts);
    v->parts = NULL;
}

static void draw_face(const face *f, double mesh, canvas *c)
{
    plot_canvas_ink(c, f->ink, 1);
    for (size_t k = 0; k < f->n; k++)
        cairo_line_to(c->cr, f->at[k].x, f->at[k].y);
    cairo_close_path(c->cr);
    cairo_fill(c->cr);
    if (f->edges == 0)
        return;
    cairo_set_line_cap(c->cr, CAIRO_LINE_CAP_BUTT);
    cairo_set_line_width(c->cr, mesh);
    plot_canvas_ink(c, INK_TEXT, 0.45);
    for (size_t k = 0; k < f->edges; k++) {
        cairo_move_to(c->cr, f->edge[k][0].x, f->edge[k][0].y);
        cairo_line_to(c->cr, f->edge[k][1].x, f->edge[k][1].y);
    }
    cairo_stroke(c->cr);
}

void plot_view_draw_faces(const view *v, canvas *c)
{
    double mesh = v->style.mesh > 0 ? v->style.mesh : 0.3;
    for (size_t k = 0; k < v->face_count; k++)
        draw_face(&v->faces[k], mesh, c);
}
