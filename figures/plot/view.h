/* Inside a view (surface.h): what its files know of each other.
 *
 * A view is one layer of a panel without axes. Programs add items to it
 * (surface.c); when the panel has its place the box is fitted into it
 * (surface-box.c), and the surface (surface-faces.c) and the items
 * (surface-items.c) become shapes on the page.
 *
 * Three kinds of coordinates: data (x, y, f); heights z, which are f or its
 * logarithm; and the box, whose middle is (0, 0, 0). */
#ifndef PLOT_VIEW_H
#define PLOT_VIEW_H

#include "model.h"
#include "projection.h"
#include "surface.h"

typedef enum item_kind {
    ITEM_CONTOURS,
    ITEM_PATH,
    ITEM_MARK,
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
    point at;
    bool is_hidden;
    bool left_out; /* not over the grid */
    polylines contour[MOST_LEVELS];
} item;

typedef struct face face; /* of the surface, on the page */

struct view {
    layer base;
    axes *ax;
    double elevation, azimuth, height;
    bool log;
    double shift;      /* c of log10(f + c) */
    double low, high;  /* of the box; the floor may lie below the surface */
    const grid *whole; /* as it was given */
    grid *shape;       /* thinned; f are heights */
    surface_style style;
    item *items, **last_item;
    words *name[3];
    side side[3];
    label *tick_label[3 * MOST_TICKS], *name_label[3];
    projection to_page;
    point3 size; /* of the box */
    face *faces;
    size_t face_count;
    size_t *parts; /* faces a side of each cell, while they are made */
};

/* --- Coordinates: surface-place.c ----------------------------------- */

double plot_view_height_of(const view *v, double f);

/* Where a value lies on axis k of the box: -1/2 at its low end, 1/2 at its
 * high end. */
double plot_view_share(const view *v, int k, double value);
point3 plot_view_in_box(const view *v, double x, double y, double z);
point plot_view_on_page(const view *v, double x, double y, double z);

/* The height of the surface as it is drawn. */
double plot_view_surface_at(const view *v, double x, double y);

/* Is this point behind the surface? */
bool plot_view_hides(const view *v, double x, double y, double z);

/* --- The surface: surface-faces.c ----------------------------------- */

void plot_view_make_faces(view *v);
void plot_view_draw_faces(const view *v, canvas *c);

/* --- The box: surface-box.c ----------------------------------------- */

/* Makes ticks and labels, and finds the scale at which all of it fills the
 * panel. */
void plot_view_fit_box(view *v);
void plot_view_draw_box(const view *v, canvas *c);

/* --- What lies on it: surface-items.c ------------------------------- */

void plot_view_prepare_item(const view *v, item *it);
void plot_view_draw_on_floor(const view *v, const item *it, canvas *c);
void plot_view_draw_item(const view *v, const item *it, canvas *c);
void plot_view_free_item(item *it);

#endif
