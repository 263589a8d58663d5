/* One axis: from numbers to points and back, and its ticks. */
#ifndef PLOT_SCALE_H
#define PLOT_SCALE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct scale {
    double low, high; /* data limits, low < high; both > 0 when log */
    double from, to;  /* where they lie, points; from > to points upward */
    bool log;
} scale;

double plot_scale_point(const scale *s, double value); /* value -> points */
double plot_scale_value(const scale *s, double point); /* points -> value */

/* A tick. Minor ticks have an empty label. Labels are in the markup of
 * figure.h: a real minus sign, 10^{-3}, no more digits than tell ticks
 * apart. */
typedef struct tick {
    double value;
    char label[40];
} tick;

enum { MOST_TICKS = 96 };

typedef struct tick_list {
    size_t n;
    tick at[MOST_TICKS];
} tick_list;

/* Ticks at integer multiples of 1, 2 or 5 times a power of ten, about
 * `wanted` of them; on a log scale powers of ten, with minor ticks at 2 .. 9
 * where there is room, and labelled 2 and 5 where the axis has less than two
 * decades. Where that gives less than two labels, multiples of a step. */
void plot_scale_ticks(const scale *s, double wanted, tick_list *ticks);

/* Ticks at multiples of this step; linear only. False, and no tick, when there
 * would be more than MOST_TICKS. */
bool plot_scale_ticks_step(const scale *s, double step, tick_list *ticks);

/* 1, 2 or 5 times a power of ten: the step that gives about `wanted` ticks
 * between low and high. The power comes back in *exponent, the factor is
 * the result, so that ticks can be made from integers. */
int plot_tick_step(double low, double high, double wanted, int *exponent);

/* A number as a label: at most `digits` significant, a real minus sign,
 * 1.2×10^{-5} outside 1e-3 .. 1e5; ∞, or NaN. */
void plot_number_label(double value, int digits, char *label, size_t room);

/* A power of ten on an axis: 10^{-2}, 1, 10, 10^{2}. */
void plot_power_label(int exponent, char *label, size_t room);

/* A whole number in full, in groups of three digits when it has five. A long
 * has 32 bits in the live pages. */
void plot_count_label(long long n, char *label, size_t room);

#endif
