/* How things are drawn. Every struct may be left empty or half empty: a zero
 * means the default named here. Widths, sizes and gaps are points. */
#ifndef PLOT_STYLE_H
#define PLOT_STYLE_H

#include "ink.h"

#include <stddef.h>

typedef enum dash { DASH_SOLID, DASH_DASHED, DASH_DOTTED, DASH_DASH_DOT } dash;

typedef struct line_style {
    ink ink;      /* INK_FUNCTION; reference lines INK_NOTE */
    double width; /* 1.5; reference lines 0.8 */
    dash dash;
    double halo; /* paper beneath, this much on each side; 0: none */
} line_style;

typedef enum shape {
    SHAPE_DOT, /* filled circle */
    SHAPE_CIRCLE,
    SHAPE_SQUARE,
    SHAPE_TRIANGLE,
    SHAPE_WEDGE, /* a triangle that points down */
    SHAPE_DIAMOND,
    SHAPE_CROSS,
    SHAPE_PLUS
} shape;

typedef struct mark_style {
    shape shape;
    ink ink;     /* INK_DESCENT */
    double size; /* diameter, 4.5 */
    bool hollow; /* outline filled with paper; a circle always is */
    double halo; /* paper ring around it; 0: none */
} mark_style;

typedef struct fill_style {
    ink ink;        /* INK_DESCENT */
    double opacity; /* 0.16 */
    ink edge;       /* outline, 0.8 wide; INK_DEFAULT: none */
} fill_style;

/* Head 3 shafts wide and 5 long, at most a third of the arrow; a short arrow
 * shrinks as a whole. The tip lies on the point. */
typedef struct arrow_style {
    ink ink;      /* INK_TEXT */
    double width; /* of the shaft, 1.2 */
    double halo;  /* 0: none */
    double clear; /* stops this far before the point it shows to; 0 */
} arrow_style;

/* Where a text stands as seen from its point. */
typedef enum place {
    PLACE_RIGHT,
    PLACE_LEFT,
    PLACE_ABOVE,
    PLACE_BELOW,
    PLACE_ABOVE_RIGHT,
    PLACE_ABOVE_LEFT,
    PLACE_BELOW_RIGHT,
    PLACE_BELOW_LEFT,
    PLACE_CENTRE
} place;

typedef struct text_style {
    ink ink;          /* INK_TEXT */
    double size;      /* 8; never under 7.5 */
    double gap;       /* distance from its point, 4 */
    double angle;     /* degrees, anticlockwise */
    bool bare;        /* no halo of paper around the letters */
    bool may_overlap; /* not held against other labels */
    bool may_lead; /* of plot_add_words: else farther off, with a line to it */
} text_style;

/* --- What the chapters share ---------------------------------------- */

/* A function is dark grey, plain descent on it blue, and what was promised or
 * might have been is green. */
enum {
    INK_FUNCTION = INK_SLATE,
    INK_DESCENT = INK_BLUE,
    INK_OTHER = INK_GREEN
};

extern const line_style plot_function_line;
extern const line_style plot_guide_line; /* thin, grey, dashed */
extern const line_style plot_dotted_line;
extern const line_style plot_descent_line;
extern const mark_style plot_descent_mark;

/* One mark means one thing: a minimum is a cross, a maximum a hollow triangle
 * on its base, a pass a hollow diamond, all in the ink of the text; a run
 * begins at a hollow circle, has a dot on each step, and ends at a disc, in its
 * own ink. Copy one to change its size or ink, never its shape. */
extern const mark_style plot_minimum_mark, plot_maximum_mark, plot_pass_mark;
extern const mark_style plot_start_mark, plot_step_mark, plot_end_mark;

extern const text_style plot_note_style;

/* --- Descent -------------------------------------------------------- */

/* A descent path: line, a dot on every point, hollow start. A dot is a step:
 * points that are not all steps of the run have none (no_dots), or they come
 * with their numbers (plot_add_run). */
typedef struct path_style {
    ink ink;      /* INK_DESCENT */
    double width; /* 1.5 */
    dash dash;
    shape shape; /* of the dots */
    double dot;  /* their diameter, 3.6; of more than 30, 2.6 */
    double halo; /* 1.2; negative: none */
    bool stairs; /* across and then up or down: over the graph of a function */
    bool no_dots;
    bool no_start; /* no hollow circle at the first point */
    bool end;      /* a disc on the last point */
} path_style;

/* The look of one of the methods, the same through the whole book. */
typedef struct method_look {
    const char *key;  /* "nesterov": as the data files write it */
    const char *name; /* "Nesterov": as a label */
    ink ink;
    dash dash;
    shape shape;
} method_look;

/* Keys: gradient-descent momentum nesterov adagrad adadelta rmsprop adam
 * adamax nadam amsgrad adamw lion; muon newton bfgs l-bfgs. plot_fail()s for
 * another. */
const method_look *plot_method_find(const char *key);
const method_look *plot_method_at(unsigned index); /* 0 .. 15; NULL after */
line_style plot_method_line(const char *key);
mark_style plot_method_mark(const char *key);
path_style plot_method_path(const char *key);

#endif
