#include "gd/rounding.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* region rounding */
/* Adds to the bits of v, as if they were a whole number, and cuts off those
 * below `last`. A carry out of the fraction makes the exponent one larger, as
 * it should be. */
static double add_and_cut(double v, uint64_t add, uint64_t last)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    bits = (bits + add) & ~(last - 1);
    memcpy(&v, &bits, sizeof v);
    return v;
}

static uint64_t last_bit(int bits)
{
    return UINT64_C(1) << (52 - bits);
}

double gd_round(double v, int bits)
{
    uint64_t all, last = last_bit(bits);
    if (!isfinite(v))
        return v;
    memcpy(&all, &v, sizeof all);
    /* Half a unit, but for a tie with an even number below it. */
    return add_and_cut(v, last / 2 - 1 + (all / last & 1), last);
}

double gd_round_by_chance(double v, int bits, gd_random *random)
{
    uint64_t last = last_bit(bits);
    uint64_t chance = gd_random_bits(random) & (last - 1);
    return isfinite(v) ? add_and_cut(v, chance, last) : v;
}
/* end rounding */
