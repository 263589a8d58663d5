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

static point3 node(const view *v, size_t i, size_t j)
{
    const grid *g = v->shape;
    return plot_view_in_box(v, g->x[i], g->y[j], g->f[j * g->nx + i]);
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
 * each reaches a third of a point over its far neighbours. */
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
            f->at[k] = in_tenths((point){f->at[k].x + 0.35 * dx / away,
                                         f->at[k].y + 0.35 * dy / away});
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
    if (!isfinite(z))
        return;
    size_t n = cut_at(at, 4, v->size.z / 2, true);
    n = cut_at(at, n, -v->size.z / 2, false);
    if (n < 3)
        return;
    face *out = &v->faces[v->face_count++];
    out->n = n;
    out->ink = plot_ink_shade(height_ink(v, fmin(z, v->high)),
                              in_steps(light_on(v, p, q), 16));
    for (size_t k = 0; k < n; k++)
        out->at[k] = plot_project(&v->to_page, at[k]);
    swell(out);
    add_edges(out, v, i, j);
}

void plot_view_make_faces(view *v)
{
    size_t columns = v->shape->nx - 1;
    size_t n = columns * (v->shape->ny - 1);
    size_t *order = plot_must_calloc(n, sizeof *order);
    v->faces = plot_must_calloc(n, sizeof *v->faces);
    plot_cells_far_to_near(&v->to_page, v->shape->nx, v->shape->ny, order);
    for (size_t k = 0; k < n; k++)
        make_face(v, order[k] % columns, order[k] / columns);
    free(order);
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
    cairo_set_line_cap(c->cr, CAIRO_LINE_CAP_ROUND);
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
