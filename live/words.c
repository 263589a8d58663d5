/* Text by the browser: figures/plot/words.h once more, for the page, where the
 * canvas measures and draws in the page's own cut of the same typeface. */
#include "plot/words.h"

#include "plot/markup.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* From baseline to baseline, in points, as figures/plot/words.c asks Pango:
 * times the height of the typeface. */
static double line_height(double size)
{
    return 1.12 * 1.007 * size;
}

/* A run where it stands, from the left end of the first baseline. */
struct setting {
    markup markup;
    point *at; /* of each run */
};

/* All in points: how far the pen moves; how far the black reaches to the left
 * and right of where it started, above and below the baseline. */
typedef struct extent {
    double advance, left, right, above, below;
} extent;

/* The page draws with its left end at (x, y): `stroke` as wide as the line
 * width says, in place of letters. */
__attribute__((import_module("canvas"), import_name("measure"))) void
canvas_measure(const char *text, size_t n, double size, int italic,
               extent *out);
__attribute__((import_module("canvas"), import_name("text"))) void canvas_text(
    const char *text, size_t n, double size, int italic, double x, double y);
__attribute__((import_module("canvas"), import_name("text_stroke"))) void
canvas_text_stroke(const char *text, size_t n, double size, int italic,
                   double x, double y);

/* The page has loaded the typeface before it draws. */
void plot_words_start(void)
{
}

void plot_words_shutdown(void)
{
}

/* ------------------------------------------------------------ what is known */

enum { KNOWN = 1024, LONGEST = 24 };

/* A piece of text that has been measured; n = 0: none. */
typedef struct known {
    char text[LONGEST];
    size_t n;
    double size;
    int italic;
    extent extent;
} known;

/* Its place in a table: by the hash of Fowler, Noll and Vo (1991). */
static size_t place_of(const char *text, size_t n)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash % KNOWN;
}

/* A canvas takes its time to measure, and most words of a picture stood in the
 * one before it. */
static extent measured(const char *text, size_t n, double size, int italic)
{
    static known table[KNOWN];
    known *k = &table[place_of(text, n)];
    extent e;
    if (n <= LONGEST && k->n == n && memcmp(k->text, text, n) == 0
        && k->italic == italic && !(k->size < size || k->size > size))
        return k->extent;
    canvas_measure(text, n, size, italic, &e);
    if (n <= LONGEST) {
        *k = (known){.n = n, .size = size, .italic = italic, .extent = e};
        memcpy(k->text, text, n);
    }
    return e;
}

/* ------------------------------------------------------------------ setting */

/* A line as it is being set. */
typedef struct line {
    double width, left, right, above, below;
} line;

static void add_extent(line *l, extent e, double rise)
{
    if (e.right > -e.left) { /* some black in it */
        l->left = fmin(l->left, l->width - e.left);
        l->right = fmax(l->right, l->width + e.right);
        l->above = fmax(l->above, rise + e.above);
        l->below = fmax(l->below, e.below - rise);
    }
    l->width += e.advance;
}

/* Runs first .. of line `number`, from x = 0; returns where the next begins. */
static size_t set_line(struct setting *s, size_t first, size_t number, line *l)
{
    const markup *m = &s->markup;
    size_t i = first;
    *l = (line){0, HUGE_VAL, -HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (; i < m->n && m->run[i].line == number; i++) {
        const text_run *r = &m->run[i];
        s->at[i] = (point){l->width, -r->rise};
        add_extent(l,
                   measured(m->text.text + r->start, r->n, r->size, r->italic),
                   r->rise);
    }
    return i;
}

static void move_runs(struct setting *s, size_t from, size_t to, double dx,
                      double dy)
{
    for (size_t i = from; i < to; i++) {
        s->at[i].x += dx;
        s->at[i].y += dy;
    }
}

static void enclose(words *w, const line *l, double dx, double dy)
{
    if (l->left > l->right)
        return;
    w->left = fmin(w->left, l->left + dx);
    w->right = fmax(w->right, l->right + dx);
    w->top = fmax(w->top, l->above - dy);
    w->bottom = fmax(w->bottom, l->below + dy);
    w->descent = l->below;
}

static double widest(struct setting *s)
{
    double width = 0;
    line l;
    for (size_t i = 0, number = 0; i < s->markup.n; number++) {
        i = set_line(s, i, number, &l);
        width = fmax(width, l.width);
    }
    return width;
}

static void set_lines(words *w, double size, align lines)
{
    static const double share[] = {0, 0.5, 1};
    struct setting *s = w->setting;
    size_t first = 0, number = 0;
    w->width = widest(s);
    w->left = HUGE_VAL;
    w->right = w->top = w->bottom = -HUGE_VAL;
    for (; first < s->markup.n; number++) {
        line l;
        size_t next = set_line(s, first, number, &l);
        double dx = share[lines] * (w->width - l.width);
        double dy = (double)number * line_height(size);
        move_runs(s, first, next, dx, dy);
        enclose(w, &l, dx, dy);
        first = next;
    }
    if (w->left > w->right) /* blanks only */
        w->left = w->right = w->top = w->bottom = w->descent = 0;
    w->middle = number > 1 ? (w->top - w->bottom) / 2 : 0.34 * size;
}

words *plot_words_new(const char *source, double size, ink colour, align lines)
{
    problem why = {""};
    words *w = plot_must_calloc(1, sizeof *w);
    w->setting = plot_must_calloc(1, sizeof *w->setting);
    if (!plot_markup_read(source, size, &w->setting->markup, &why))
        plot_fail("%s", why.text);
    w->setting->at =
        plot_must_calloc(w->setting->markup.n, sizeof *w->setting->at);
    w->ink = colour == INK_DEFAULT ? INK_TEXT : colour;
    w->source = plot_must_calloc(strlen(source) + 1, 1);
    strcpy(w->source, source);
    w->size = size;
    set_lines(w, size, lines);
    return w;
}

void plot_words_free(words *w)
{
    if (!w)
        return;
    plot_markup_free(&w->setting->markup);
    free(w->setting->at);
    free(w->setting);
    free(w->source);
    free(w);
}

/* ------------------------------------------------------------------ drawing */

static void each_run(const words *w, point from,
                     void (*draw)(const char *, size_t, double, int, double,
                                  double))
{
    const markup *m = &w->setting->markup;
    for (size_t i = 0; i < m->n; i++)
        draw(m->text.text + m->run[i].start, m->run[i].n, m->run[i].size,
             m->run[i].italic, from.x + w->setting->at[i].x,
             from.y + w->setting->at[i].y);
}

void plot_words_draw(canvas *c, const words *w, point at, double angle,
                     double halo)
{
    point from = angle == 0 ? at : (point){0, 0};
    if (angle != 0) {
        cairo_save(c->cr);
        cairo_translate(c->cr, at.x, at.y);
        cairo_rotate(c->cr, -angle * pi / 180);
    }
    if (halo > 0) {
        cairo_set_line_join(c->cr, CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_width(c->cr, 2 * halo);
        plot_canvas_ink(c, INK_PAPER, 0.85);
        each_run(w, from, canvas_text_stroke);
    }
    plot_canvas_ink(c, plot_ink_word(w->ink), 1);
    each_run(w, from, canvas_text);
    if (angle != 0)
        cairo_restore(c->cr);
}
