/* Numbers with a point between their digits, whatever point the program's
 * locale has: data and pictures are the same everywhere. Each function is that
 * of the C library, as it works in the C locale. */
#ifndef PLOT_DECIMAL_H
#define PLOT_DECIMAL_H

#include "fail.h"

#include <stdarg.h>
#include <stdio.h>

/* strtod */
double plot_decimal_read(const char *text, char **end);

/* sscanf */
int plot_decimal_scan(const char *text, const char *format, ...)
    PLOT_SCANF(2, 3);

/* snprintf, vsnprintf and vfprintf */
int plot_decimal_print(char *text, size_t room, const char *format, ...)
    PLOT_PRINTF(3, 4);
int plot_decimal_print_list(char *text, size_t room, const char *format,
                            va_list arguments) PLOT_PRINTF(3, 0);
void plot_decimal_print_to(FILE *out, const char *format, va_list arguments)
    PLOT_PRINTF(2, 0);

#endif
