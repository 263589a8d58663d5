#include "gd/split.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Written so that a NaN fails. */
static bool sensible(size_t count, const size_t *labels, size_t parts,
                     const double *shares)
{
    double sum = 0;
    for (size_t p = 0; p < parts; p++) {
        if (!(shares[p] > 0))
            return false;
        sum += shares[p];
    }
    for (size_t i = 0; i < count; i++)
        if (labels[i] >= GD_CLASSES_MAX)
            return false;
    return fabs(sum - 1) < 1e-9;
}

/* region split */
/* Goes through the examples in their random order, and gives to this part
 * those whose turn within their class, from 0, is in the part's range. */
static size_t deal(size_t count, const size_t *labels, const size_t *mixed,
                   double from, double to, size_t *part)
{
    double size[GD_CLASSES_MAX] = {0}, turn[GD_CLASSES_MAX] = {0};
    size_t dealt = 0;
    for (size_t i = 0; i < count; i++)
        size[labels[i]]++;
    for (size_t k = 0; k < count; k++) {
        size_t class = labels[mixed[k]];
        double t = turn[class]++;
        if (t >= round(from * size[class]) && t < round(to * size[class]))
            part[dealt++] = mixed[k];
    }
    return dealt;
}

bool gd_split(gd_random *random, size_t count, const size_t *labels,
              size_t parts, const double *shares, size_t *order, size_t *sizes)
{
    if (!sensible(count, labels, parts, shares)
        || count > SIZE_MAX / sizeof *order)
        return false;
    size_t *mixed = malloc((count + 1) * sizeof *mixed);
    if (!mixed)
        return false;
    for (size_t i = 0; i < count; i++)
        mixed[i] = i;
    gd_random_shuffle(random, count, mixed);
    double from = 0;
    for (size_t p = 0; p < parts; p++) {
        double to = p + 1 < parts ? from + shares[p] : 1;
        sizes[p] = deal(count, labels, mixed, from, to, order);
        order += sizes[p];
        from = to;
    }
    free(mixed);
    return true;
}
/* end split */
