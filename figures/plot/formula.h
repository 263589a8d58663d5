/* A formula as it is typed, set as one that is printed. */
#ifndef PLOT_FORMULA_H
#define PLOT_FORMULA_H

#include "buffer.h"

#include <stddef.h>

/* Appends the formula as markup (see figure.h): names italic, but for those of
 * functions, pi a letter, * a dot, and a power that is a number or a name
 * raised. It is broken into lines, no wider than `width` points in letters of
 * that size, behind blanks where there are some; what finds no room in `most`
 * lines is left out, and "…" stands for it. Returns the number of lines. */
size_t plot_formula(buffer *out, const char *text, double size, double width,
                    size_t most);

#endif
