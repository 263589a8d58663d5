#include "gd/random.h"

#include <math.h>

static uint64_t splitmix64(uint64_t *s)
{
    uint64_t z = *s += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

gd_random gd_random_seeded(uint64_t seed)
{
    gd_random r;
    for (int i = 0; i < 4; i++)
        r.state[i] = splitmix64(&seed);
    return r;
}

static uint64_t rotate(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

uint64_t gd_random_bits(gd_random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double gd_random_uniform(gd_random *random)
{
    return (double)(gd_random_bits(random) >> 11) * 0x1p-53;
}

double gd_random_between(gd_random *random, double low, double high)
{
    return low + (high - low) * gd_random_uniform(random);
}

uint64_t gd_random_below(gd_random *random, uint64_t n)
{
    /* 2^64 is rarely a multiple of n. Values from the incomplete last round
     * would favour small results: draw again. */
    uint64_t incomplete = (UINT64_MAX - n + 1) % n;
    uint64_t bits;
    do
        bits = gd_random_bits(random);
    while (bits < incomplete);
    return bits % n;
}

double gd_random_normal(gd_random *random)
{
    double u, v, s;
    do {
        u = gd_random_between(random, -1, 1);
        v = gd_random_between(random, -1, 1);
        s = u * u + v * v;
    } while (s >= 1 || s <= 0);
    return u * sqrt(-2 * log(s) / s);
}

void gd_random_shuffle(gd_random *random, size_t n, size_t *indices)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)gd_random_below(random, i);
        size_t kept = indices[i - 1];
        indices[i - 1] = indices[j];
        indices[j] = kept;
    }
}
