/* Columns as points. */
#include "data-parts.h"

#include <math.h>

series plot_xy(const block *b, const char *x, const char *y)
{
    return (series){b->rows, plot_block_column(b, x), plot_block_column(b, y)};
}

series plot_data_xy(const dataset *d, const char *name, const char *x,
                    const char *y)
{
    return plot_xy(plot_data_rows(d, name, 1), x, y);
}

series plot_series_part(series s, size_t first, size_t n)
{
    if (first > s.n)
        first = s.n;
    if (n > s.n - first)
        n = s.n - first;
    return (series){n, s.x + first, s.y + first};
}

series plot_xy_where(const block *b, const char *x, const char *y,
                     const char *key, double value)
{
    const double *k = plot_block_column(b, key);
    size_t first = 0, end, later;
    while (first < b->rows && k[first] != value)
        first++;
    for (end = first; end < b->rows && k[end] == value;)
        end++;
    for (later = end; later < b->rows && k[later] != value;)
        later++;
    if (first == b->rows)
        plot_fail("%s has no row with %s = %g", b->place, key, value);
    if (later < b->rows)
        plot_fail("%s: rows with %s = %g do not stand together",
                  plot_block_row(b, later).text, key, value);
    return plot_series_part(plot_xy(b, x, y), first, end - first);
}

range plot_range_of(size_t n, const double *v)
{
    range r = {HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < n; i++)
        r = (range){fmin(r.low, v[i]), fmax(r.high, v[i])};
    return r;
}
