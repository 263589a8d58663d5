/* Numbers with fewer bits, made from doubles: what float32 or bfloat16 would
 * keep of them. */
#ifndef GD_ROUNDING_H
#define GD_ROUNDING_H

#include "gd/compiler.h"
#include "gd/random.h"

GD_BEGIN_C

/* How many bits of the fraction a format stores; one more, the leading 1, is
 * not written down. A double has 52. */
enum { GD_FLOAT32 = 23, GD_BFLOAT16 = 7 };

/* The nearest number whose fraction has so many bits, 1 to 51, and of two that
 * are equally near the one whose last bit is 0, as IEEE 754 wants it. The
 * exponent keeps a double's range: what float32 would make infinite, or would
 * round more coarsely because it is below 1.2e-38, is not. NaN and infinity
 * stay what they are. */
double gd_round(double v, int bits);

/* One of the two neighbours of that kind between which v lies, the nearer one
 * more often: on average over the random bits it is v. What has so few bits
 * already stays, and so do NaN and infinity. */
double gd_round_by_chance(double v, int bits, gd_random *random);

GD_END_C

#endif
