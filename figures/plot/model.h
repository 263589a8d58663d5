/* Inside a figure: what layers and the layout know of each other. Drawing
 * programs do not need this header.
 *
 * The life of a figure: a program adds panels, layers and labels (figure.c);
 * the layout gives every panel limits, ticks, margins and a place (layout.c);
 * layers prepare their shapes in points, labels get their boxes (label.c) and
 * are checked; then everything is drawn, once for each target (draw.c).
 *
 * Calls go one way: model.c is the floor and calls no part of a figure, draw.c
 * is the roof and no part calls it. The parts stand between them. */
#ifndef PLOT_MODEL_H
#define PLOT_MODEL_H

#include "fields.h"
#include "figure.h"
#include "layers.h"
#include "scale.h"
#include "words.h"

/* --- Layers --------------------------------------------------------- */

/* What the data of a layer cover. */
typedef struct bounds {
    double x0, x1, y0, y1;
} bounds;

typedef struct layer layer;

/* The kind of a layer: what it can do. Any function may be NULL. */
typedef struct layer_kind {
    bool under; /* drawn beneath the axes: fields and areas */
    bool late;  /* prepared when all others are: avoids what they cover */
    void (*extend)(const layer *l, bounds *b);
    void (*prepare)(layer *l, axes *ax); /* the panel has its place now */
    void (*draw)(const layer *l, const axes *ax, canvas *c);
    void (*release)(layer *l);
} layer_kind;

/* Every layer begins with this. */
struct layer {
    const layer_kind *kind;
    layer *next;
};

/* model.c: what a layer begins with and reports. */

/* A zeroed layer of `size` bytes at the end of the panel's list. */
void *plot_layer_new(axes *ax, const layer_kind *kind, size_t size);
void plot_bounds_add(bounds *b, double x, double y);

/* fields.c: takes levels that do not ascend away, and says so. */
void plot_levels_mend(level_list *levels);

/* --- Labels --------------------------------------------------------- */

typedef enum anchor {
    ANCHOR_DATA,  /* x, y in data */
    ANCHOR_PANEL, /* fractions of the panel */
    ANCHOR_PAGE   /* points from the top left corner */
} anchor;

typedef struct label {
    struct label *next;
    words *words;
    const axes *ax; /* NULL with ANCHOR_PAGE */
    anchor anchor;
    double x, y;
    place place;
    text_style style;
    double dx, dy; /* points away, dy upward: a note */
    bool leader;   /* thin line from the text to its point */
    bool at_end;   /* the name of a curve: moves up or down */
    bool is_frame; /* a tick, a name, a title: has but this place */
    bool hidden;   /* not drawn, not checked */
    bool settled;  /* has passed the last check */
    size_t points; /* beside the first of so many where there is room; 0: */
    double *at;    /*   it has but x, y. All x, then all y */
    point start;   /* left end of the baseline, after placing */
    point target;  /* its point on the page */
    rect box;      /* the black of it */
} label;

/* label.c: from a text to its place on the page. */
label *plot_label_new(figure *fig, const axes *ax, anchor a, double x, double y,
                      place where, const char *text, text_style style);

/* The side of its point on which a text so far away from it stands. */
place plot_place_for(double dx, double dy);

/* A label from words that are set; it owns them. Not yet placed. */
label *plot_label_take(figure *fig, words *w, point at, place where,
                       double gap);
void plot_label_place(label *l);
void plot_labels_place(figure *fig);
void plot_label_draw(const label *l, canvas *c);
void plot_label_free(label *l);
bool plot_rects_overlap(rect a, rect b, double slack);

/* Does a line run through the box? */
bool plot_box_is_crossed(const polylines *p, rect box);

/* A box is free when no label that has its place overlaps it. */
bool plot_figure_box_is_free(const figure *fig, rect box);

/* --- Axes ----------------------------------------------------------- */

/* One of the two axes of a panel, besides its scale. */
typedef struct side {
    scale scale;
    bool fixed; /* limits given */
    double step;
    bool by_hand, grid, quiet; /* quiet: labels are a neighbour's */
    tick_list ticks;
    words *tick_words[MOST_TICKS];
    char *name;   /* the axis label */
    words *words; /* set, or NULL */
} side;

typedef struct margins {
    double left, right, top, bottom;
} margins;

typedef struct legend_entry {
    struct legend_entry *next;
    words *words;
    bool is_mark;
    line_style line;
    mark_style mark;
} legend_entry;

/* The place of a panel that is laid out, and what it shows. */
typedef struct pane {
    rect inner;
    scale x, y;
    double step_x, step_y;
    bool has_title;
} pane;

struct axes {
    axes *next;
    figure *fig;
    size_t row, column;
    bool free_place;
    rect outer; /* free place, or its cell */
    rect inner; /* between the spines */
    side x, y;
    bool equal;
    const pane *held; /* NULL, or it stays there whatever the data are */
    spines spines;
    words *title; /* until it becomes a label */
    bool has_title;
    unsigned strips; /* rows of strips along the bottom */
    layer *layers, **last_layer;
    margins margins;
    double right_extra, top_extra; /* for a colour bar */
    polylines obstacles;           /* lines that some labels keep off */
    legend_entry *legend;
    legend_place legend_at;
    point legend_corner; /* top left */
    bool cramped;        /* it was told that there is no room */
};

/* A grid that the figure frees. */
typedef struct kept_grid {
    grid *grid;
    struct kept_grid *next;
} kept_grid;

/* What a handle turns in one direction, and what it is called: at the knob's 0
 * it stands at `zero` on the axis, at its 1 at zero + unit. */
typedef struct handle_knob {
    const char *name; /* NULL: none */
    double zero, unit;
} handle_knob;

/* A handle in the data of its panel. */
typedef struct kept_handle {
    struct kept_handle *next;
    const axes *ax;
    double x, y;
    bool follows;
    double turned; /* the knobs' axes, in degrees */
    handle_knob knob_x, knob_y;
    bool turns; /* knob_x by the angle around a point of the data */
    point centre;
} kept_handle;

struct figure {
    const char *name;
    double width, height;
    bool is_beside; /* in print, its caption */
    size_t rows, columns;
    unsigned share;
    double *row_weight, *column_weight;
    axes *panels;
    label *labels, **last_label;
    kept_grid *grids;
    kept_handle *handles, **last_handle;
};

/* A handle on the page. It does not need its figure: whoever drags keeps it
 * until he lets go, and meanwhile other figures are drawn. */
typedef struct handle {
    point at;   /* on the page, points from the top left corner */
    bool shown; /* it lies within its panel */
    bool follows;
    rect panel;
    scale x, y;
    double turned;
    handle_knob knob_x, knob_y;
    bool turns;           /* as above */
    point centre, around; /* in the data, and on the page */
} handle;

/* --- Functions, from the floor to the roof -------------------------- */

/* model.c: where a panel has its data. */

/* Point of the data on the page. */
point plot_axes_point(const axes *ax, double x, double y);

/* The part of the panel where data are drawn: without strips. */
rect plot_axes_area(const axes *ax);

/* handle.c: the handles of a figure that is laid out, from 0, in the order in
 * which they were added. */
size_t plot_figure_handles(const figure *fig);
handle plot_figure_handle(const figure *fig, size_t i);

/* The values of both knobs when the handle is dragged to a point of the page;
 * a direction without a knob has 0. Ranges are not looked at. */
point plot_handle_values(const handle *h, point to);

/* hold.c: the picture of a turned knob may have another window, and the point
 * would run away from under the hand that drags it. So its panels are held
 * where they were, but for insets: the panes of a figure that is laid out, to
 * be freed, hold another one that is not, if it has as many panels, and must
 * live until it is. Words at points that no panel shows are left out. */
pane *plot_figure_panes(const figure *fig, size_t *n);
void plot_figure_hold(figure *fig, const pane *panes, size_t n);
void plot_labels_hold(figure *fig);

/* legend.c: its room beside the panel, its samples and its names. */
double plot_legend_width(const axes *ax);
void plot_legend_prepare(axes *ax);
void plot_legend_draw(const axes *ax, canvas *c);
void plot_legend_free(axes *ax);

/* axes.c: ticks, spines and labels of a panel. */
void plot_axes_make_ticks(axes *ax);
void plot_axes_measure(axes *ax);     /* fills margins */
void plot_axes_name_title(axes *ax);  /* the title becomes a label, and then */
void plot_axes_name_labels(axes *ax); /* ticks and names become labels */
void plot_axes_draw_grid(const axes *ax, canvas *c);
void plot_axes_draw_spines(const axes *ax, canvas *c);

/* marks.c: the defaults of a path of so many points filled in. */
path_style plot_path_or_default(path_style s, size_t n);

/* contour-label.c: puts the number of level `own` of these lines on the page
 * and cuts a gap for it, near the last one if it can; or leaves it out. */
void plot_contour_label(axes *ax, polylines *lines, size_t levels, size_t own,
                        double level, int digits, point *near);

/* limits.c: from where to where each axis goes. */
void plot_figure_limits(figure *fig);

/* label-list.c: a row for each different one that is seen on a figure that is
 * laid out: the figure's name, the layout's, the size of the letters in points
 * and the words, without markup. */
void plot_labels_list(const figure *fig, const char *layout, buffer *out);

/* handle-list.c: rows of handles.tsv: figure, layout, where it is on the page,
 * what each direction turns, with the place of the knob's 0 and how far its 1
 * is from there (- for none), and how it moves: dragged, following, turned by
 * degrees, or about a centre. */
void plot_handles_list(const figure *fig, const char *layout, buffer *out);

/* label-check.c: every label on the page, and none on another. */
void plot_labels_check(figure *fig);

/* layout.c: lays out, prepares and checks; afterwards plot_figure_draw any
 * number of times. What cannot be drawn as it was asked for is a
 * plot_fault(). */
void plot_figure_layout(figure *fig);

/* draw.c: a figure as a whole. */
figure *plot_figure_new(const char *name, double width, double height);
void plot_figure_draw(const figure *fig, canvas *c);
void plot_figure_free(figure *fig);

/* files.c: the whole file in memory. A PNG has two pixels a point. */
bool plot_figure_svg(const figure *fig, buffer *out, problem *why);
bool plot_figure_pdf(const figure *fig, buffer *out, problem *why);
bool plot_figure_light_png(const figure *fig, buffer *out, problem *why);
bool plot_figure_dark_png(const figure *fig, buffer *out, problem *why);

enum { STRIP_HEIGHT = 11 };

#endif
