#include "say.h"

#include "decimal.h"
#include "scale.h"

#include <math.h>
#include <stdarg.h>

phrase plot_say(const char *format, ...)
{
    phrase p;
    va_list list;
    va_start(list, format);
    int n = plot_decimal_print_list(p.text, sizeof p.text, format, list);
    va_end(list);
    if (n < 0 || (size_t)n >= sizeof p.text)
        plot_fail("a text is too long: %.60s", format);
    return p;
}

phrase plot_say_number(double value, int digits)
{
    phrase p;
    plot_number_label(value, digits, p.text, sizeof p.text);
    return p;
}

phrase plot_say_count(double n)
{
    phrase p;
    if (!(fabs(n) < 1e15))
        return plot_say_number(n, 4);
    plot_count_label(llround(n), p.text, sizeof p.text);
    return p;
}
