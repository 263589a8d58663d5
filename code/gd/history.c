#include "gd/history.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

gd_history gd_history_new(size_t n, bool all)
{
    return (gd_history){.n = n, .all = all};
}

/* region thinning */
bool gd_history_keeps(size_t step)
{
    size_t stride = 1, ten = 1;
    while (step / 64 >= stride)
        stride *= 2;
    while (step / 10 >= ten)
        ten *= 10;
    return step % stride == 0 || step == ten;
}
/* end thinning */

static bool grow(gd_history *h)
{
    size_t capacity = h->capacity ? 2 * h->capacity : 128;
    size_t row = (h->n + 3) * sizeof *h->rows;
    if (capacity > SIZE_MAX / row)
        return false;
    double *rows = realloc(h->rows, capacity * row);
    if (!rows)
        return false;
    h->rows = rows;
    h->capacity = capacity;
    return true;
}

const double *gd_history_row(const gd_history *history, size_t i)
{
    return history->rows + i * (history->n + 3);
}

bool gd_history_observe(const gd_state *state, void *history)
{
    gd_history *h = history;
    if (h->count > 0 && !h->all) {
        size_t last = (size_t)gd_history_row(h, h->count - 1)[0];
        if (!gd_history_keeps(last))
            h->count--;
    }
    if (h->count == h->capacity && !grow(h)) {
        h->failed = true;
        return false;
    }
    double *row = h->rows + h->count * (h->n + 3);
    row[0] = (double)state->step;
    memcpy(row + 1, state->x, h->n * sizeof *row);
    row[h->n + 1] = state->f;
    row[h->n + 2] = state->gradient_norm;
    h->count++;
    return true;
}

void gd_history_free(gd_history *history)
{
    free(history->rows);
    *history = gd_history_new(history->n, history->all);
}
