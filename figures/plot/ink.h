/* Every colour of the figures: named inks and ramps, light and dark.
 *
 * An ink is a number, so it can stand in a static table. It says what is
 * meant (text, grid, the blue family) and becomes a colour only when a
 * picture is made: the PDF takes the light colour, the SVG takes both. */
#ifndef PLOT_INK_H
#define PLOT_INK_H

#include <stdbool.h>
#include <stdint.h>

typedef uint32_t ink;

enum {
    INK_DEFAULT, /* whatever the layer draws with if nobody says */
    INK_TEXT,    /* words, axes */
    INK_NOTE,    /* secondary: ticks, notes, reference lines */
    INK_FAINT,   /* contours beneath a path, leader lines */
    INK_GRID,    /* grid lines */
    INK_PAPER,   /* the background, halos */
    INK_SLATE,   /* dark grey: the function itself */
    INK_BLUE,    /* the five families of colour */
    INK_VERMILION,
    INK_GREEN,
    INK_PURPLE,
    INK_BROWN,
    INK_WHITE, /* the same on both pages: on viridis */
    INK_BLACK,
    INK_NAMES /* how many */
};

/* Ramps run from 0 to 1. */
typedef enum ramp {
    RAMP_VIRIDIS,   /* dark blue to yellow */
    RAMP_LINES,     /* the same hues, at least 3 : 1 on either page */
    RAMP_PALE,      /* water to sand, near the paper: lies beneath paths */
    RAMP_GREY,      /* paper to grey */
    RAMP_DIVERGING, /* vermilion below 0.5, paper at it, blue above */
    RAMPS
} ramp;

/* The ink at a position of a ramp, in 256 steps. */
ink plot_ink_ramp(ramp r, double position);

/* The same for lines: viridis with hues that stand out on both pages; of other
 * ramps the ends, which would be lost on one of them, are left out. */
ink plot_ink_ramp_line(ramp r, double position);

/* A named ink mixed into the paper: 1 is the ink, 0 the paper. Opaque, so
 * areas that overlap do not darken. */
ink plot_ink_tint(ink colour, double strength);

/* A ramp ink in light (1) or shade (0), in 64 steps: faces of a surface. */
ink plot_ink_shade(ink colour, double light);

/* The same ink for words, whose strokes are thin: mixed with that of the text
 * as far as it takes to stand out 4.5 : 1 on either page. White, black and the
 * paper stay, since they are written on other colours. */
ink plot_ink_word(ink colour);

/* 0xRRGGBB of the ink on white paper, or on the dark page. */
uint32_t plot_ink_rgb(ink colour, bool dark);

/* Is it a number that the functions above can have made? */
bool plot_ink_is_valid(ink colour);

/* WCAG contrast of two colours 0xRRGGBB, 1 to 21. */
double plot_rgb_contrast(uint32_t a, uint32_t b);

#endif
