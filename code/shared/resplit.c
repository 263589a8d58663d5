#include "shared/resplit.h"

#include "shared/must.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* region tally */
tally tally_of(size_t n, const double *v)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i];
    const double count = (double)n, mean = sum / count;
    for (size_t i = 0; i < n; i++)
        squares += (v[i] - mean) * (v[i] - mean);
    return (tally){mean, n > 1 ? sqrt(squares / (count - 1) / count) : 0};
}

tally tally_of_differences(size_t n, const double *a, const double *b)
{
    double *d = must_calloc(n, sizeof *d);
    for (size_t i = 0; i < n; i++)
        d[i] = a[i] - b[i];
    tally t = tally_of(n, d);
    free(d);
    return t;
}
/* end tally */

double widening(const digits *d, size_t count)
{
    double held_out = (double)d->size[HELD_OUT];
    return sqrt(1 + (double)count * held_out / (DIGIT_COUNT - held_out));
}

void say_tallies(story *s, tally one, tally difference)
{
    say(s, "  %6.2f  %5.2f  %7.2f  %5.2f", one.mean, one.error, difference.mean,
        difference.error);
    if (difference.error > 0)
        say(s, "  %5.1f\n", difference.mean / difference.error);
    else
        say(s, "  %5s\n", "-");
}

/* Trains on all that is not held out; how many of the rest are read rightly. */
static size_t right_after(const training_setup *u, const gd_method *method,
                          double rate, double *x)
{
    gd_batch held_out = digits_batch(u->digits, u->network, HELD_OUT, HELD_OUT);
    if (train(u, VALIDATION, method, rate, x, NULL) == GD_DIVERGED)
        return 0;
    return gd_network_score(x, &held_out).correct;
}

/* region on-splits */
void wrong_on_splits(const training_setup *setup, const gd_method *method,
                     double rate, size_t count, uint64_t seed, double *wrong)
{
    digits *d = must_calloc(1, sizeof *d);
    double *x = must_calloc(setup->network->n, sizeof *x);
    training_setup u = *setup;
    u.digits = d;
    digits_load(d, seed);
    for (size_t i = 0; i < count; i++) {
        u.seed = seed + i;
        digits_deal(d, seed + i);
        size_t right = right_after(&u, method, rate, x);
        wrong[i] = (double)(d->size[HELD_OUT] - right);
    }
    free(x);
    free(d);
}
/* end on-splits */

void right_on_fifths(const training_setup *setup, const gd_method *method,
                     double rate, digits_order order, uint64_t seed,
                     size_t right[5], size_t size[5],
                     size_t taken[DIGIT_CLASSES][DIGIT_CLASSES])
{
    size_t now[DIGIT_CLASSES][DIGIT_CLASSES];
    digits *d = must_calloc(1, sizeof *d);
    double *x = must_calloc(setup->network->n, sizeof *x);
    training_setup u = *setup;
    u.digits = d;
    digits_load(d, seed);
    memset(taken, 0, sizeof now);
    for (size_t k = 0; k < 5; k++) {
        digits_hold_out(d, k, order, seed);
        right[k] = right_after(&u, method, rate, x);
        size[k] = d->size[HELD_OUT];
        digits_confusion(d, u.network, x, now);
        for (size_t is = 0; is < DIGIT_CLASSES; is++)
            for (size_t said = 0; said < DIGIT_CLASSES; said++)
                taken[is][said] += now[is][said];
    }
    free(x);
    free(d);
}
