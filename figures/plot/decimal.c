#define _POSIX_C_SOURCE 200809L
#include "decimal.h"

#include <locale.h>
#include <stdlib.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

/* Another locale for the calls between the two, in this thread alone. It is
 * asked for once: not every system gives the C locale without memory. */
static locale_t begin(void)
{
    static locale_t plain = (locale_t)0;
    if (!plain)
        plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    return uselocale(plain);
}

static void end_with(locale_t before)
{
    uselocale(before);
}

double plot_decimal_read(const char *text, char **end)
{
    locale_t before = begin();
    double value = strtod(text, end);
    end_with(before);
    return value;
}

int plot_decimal_scan(const char *text, const char *format, ...)
{
    locale_t before = begin();
    va_list arguments;
    va_start(arguments, format);
    int n = vsscanf(text, format, arguments);
    va_end(arguments);
    end_with(before);
    return n;
}

int plot_decimal_print(char *text, size_t room, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int n = plot_decimal_print_list(text, room, format, arguments);
    va_end(arguments);
    return n;
}

int plot_decimal_print_list(char *text, size_t room, const char *format,
                            va_list arguments)
{
    locale_t before = begin();
    int n = vsnprintf(text, room, format, arguments);
    end_with(before);
    return n;
}

void plot_decimal_print_to(FILE *out, const char *format, va_list arguments)
{
    locale_t before = begin();
    vfprintf(out, format, arguments);
    end_with(before);
}
