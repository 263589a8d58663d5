/* Stands in for cairo in the page. What figures/plot calls to draw becomes the
 * same call of the browser's canvas, one line each of press/html/live.js, in
 * the module "canvas". There is one canvas, so the cairo_t says nothing. */
#ifndef LIVE_CAIRO_H
#define LIVE_CAIRO_H

#include <math.h>

typedef struct cairo cairo_t;

/* The numbers are cairo's, and the page knows them. */
typedef enum {
    CAIRO_FILL_RULE_WINDING,
    CAIRO_FILL_RULE_EVEN_ODD
} cairo_fill_rule_t;

typedef enum {
    CAIRO_LINE_CAP_BUTT,
    CAIRO_LINE_CAP_ROUND,
    CAIRO_LINE_CAP_SQUARE
} cairo_line_cap_t;

typedef enum {
    CAIRO_LINE_JOIN_MITER,
    CAIRO_LINE_JOIN_ROUND,
    CAIRO_LINE_JOIN_BEVEL
} cairo_line_join_t;

#define CANVAS(name) \
    __attribute__((import_module("canvas"), import_name(name))) void

CANVAS("save") canvas_save(void);
CANVAS("restore") canvas_restore(void);
CANVAS("translate") canvas_translate(double x, double y);
CANVAS("rotate") canvas_rotate(double angle);
CANVAS("move_to") canvas_move_to(double x, double y);
CANVAS("line_to") canvas_line_to(double x, double y);
CANVAS("arc")
canvas_arc(double x, double y, double radius, double from, double to);
CANVAS("close_path") canvas_close_path(void);
CANVAS("rectangle")
canvas_rectangle(double x, double y, double width, double height);
CANVAS("fill") canvas_fill(void);
CANVAS("fill_preserve") canvas_fill_preserve(void);
CANVAS("stroke") canvas_stroke(void);
CANVAS("set_dash") canvas_set_dash(const double *dashes, int n, double offset);
CANVAS("set_fill_rule") canvas_set_fill_rule(cairo_fill_rule_t rule);
CANVAS("set_line_cap") canvas_set_line_cap(cairo_line_cap_t cap);
CANVAS("set_line_join") canvas_set_line_join(cairo_line_join_t join);
CANVAS("set_line_width") canvas_set_line_width(double width);
CANVAS("set_source_rgba")
canvas_set_source_rgba(double red, double green, double blue, double alpha);

static inline void cairo_save(cairo_t *cr)
{
    (void)cr;
    canvas_save();
}

static inline void cairo_restore(cairo_t *cr)
{
    (void)cr;
    canvas_restore();
}

static inline void cairo_translate(cairo_t *cr, double x, double y)
{
    (void)cr;
    canvas_translate(x, y);
}

/* Clockwise, by so many radians. */
static inline void cairo_rotate(cairo_t *cr, double angle)
{
    (void)cr;
    canvas_rotate(angle);
}

static inline void cairo_move_to(cairo_t *cr, double x, double y)
{
    (void)cr;
    canvas_move_to(x, y);
}

static inline void cairo_line_to(cairo_t *cr, double x, double y)
{
    (void)cr;
    canvas_line_to(x, y);
}

/* An arc begins a part of the path of its own, so this has nothing to do. */
static inline void cairo_new_sub_path(cairo_t *cr)
{
    (void)cr;
}

static inline void cairo_arc(cairo_t *cr, double x, double y, double radius,
                             double from, double to)
{
    (void)cr;
    canvas_move_to(x + radius * cos(from), y + radius * sin(from));
    canvas_arc(x, y, radius, from, to);
}

static inline void cairo_close_path(cairo_t *cr)
{
    (void)cr;
    canvas_close_path();
}

static inline void cairo_rectangle(cairo_t *cr, double x, double y,
                                   double width, double height)
{
    (void)cr;
    canvas_rectangle(x, y, width, height);
}

static inline void cairo_fill(cairo_t *cr)
{
    (void)cr;
    canvas_fill();
}

static inline void cairo_fill_preserve(cairo_t *cr)
{
    (void)cr;
    canvas_fill_preserve();
}

static inline void cairo_stroke(cairo_t *cr)
{
    (void)cr;
    canvas_stroke();
}

static inline void cairo_set_dash(cairo_t *cr, const double *dashes, int n,
                                  double offset)
{
    (void)cr;
    canvas_set_dash(dashes, n, offset);
}

static inline void cairo_set_fill_rule(cairo_t *cr, cairo_fill_rule_t rule)
{
    (void)cr;
    canvas_set_fill_rule(rule);
}

static inline void cairo_set_line_cap(cairo_t *cr, cairo_line_cap_t cap)
{
    (void)cr;
    canvas_set_line_cap(cap);
}

static inline void cairo_set_line_join(cairo_t *cr, cairo_line_join_t join)
{
    (void)cr;
    canvas_set_line_join(join);
}

static inline void cairo_set_line_width(cairo_t *cr, double width)
{
    (void)cr;
    canvas_set_line_width(width);
}

static inline void cairo_set_source_rgba(cairo_t *cr, double red, double green,
                                         double blue, double alpha)
{
    (void)cr;
    canvas_set_source_rgba(red, green, blue, alpha);
}

#endif
