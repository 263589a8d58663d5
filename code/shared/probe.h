/* One difference quotient, digit by digit, in double or in float: chapter 5's
 * figures of the step h. */
#ifndef PROBE_H
#define PROBE_H

#include "gd/table.h"
#include "shared/experiment.h"
#include "shared/story.h"

#include <stddef.h>

/* A function of one variable, and the arithmetic in which it is computed. */
typedef struct probe {
    double (*f)(double x);
    double (*slope)(double x);
    double (*imaginary)(double x, double h); /* of f(x + ih); NULL: unknown */
    double (*rounded)(double number);        /* to one of that arithmetic */
    double epsilon;
    int decimals; /* of f; those after them are noise */
} probe;

/* The quotients forward and central, and the complex step. */
typedef enum probe_way { AHEAD, BOTH, COMPLEX, PROBE_WAYS } probe_way;

/* What a quotient is made of, on the way to it. Of the complex step there is
 * the imaginary part alone, in `ahead`. */
typedef struct probe_numbers {
    double ahead, behind, rise, quotient;
    double error; /* relative; less than epsilon is luck, and said to be it */
} probe_numbers;

probe_numbers probe_at(const probe *p, probe_way way, double x, double h);

/* How many decimals of the two values are the same, and lost when they are
 * subtracted. */
size_t probe_lost(const probe *p, const probe_numbers *n);

/* A double as it is. */
double in_double(double number);

/* Writes a block h, forward, central: errors for steps from `from` up to `to`,
 * eight to a decade. */
void tell_probe_errors(gd_table *t, const char *block, const probe *p, double x,
                       double from, double to);

/* Writes a block h, complex: the errors of the complex step, one to a decade,
 * for there are no teeth in that curve. */
void tell_complex_errors(gd_table *t, const char *block, const probe *p,
                         double x, double from, double to);

/* Writes the errors at one step, a single row h, forward, central and, if it
 * has one, complex. */
void tell_probe_step(gd_table *t, const char *block, const probe *p, double x,
                     double h);

/* Writes a block number, way, row, same: the numbers of each quotient at a
 * step, all digits of them. row: 0 and 1 the values, 2 their difference, 3 the
 * quotient, 4 the derivative. same: how many characters, from the first on, are
 * those of the other value, of zero, of the derivative. */
void tell_probe_digits(gd_table *t, const char *block, const probe *p, double x,
                       double h);

/* The sine's quotients, for all steps. */
typedef struct sine_knobs {
    double x;
    const char *precision;
} sine_knobs;
extern const knob sine_list[];
void sine_experiment(const void *knobs, story *s);

/* And for one; needs sine_experiment, as "sine-errors". */
typedef struct errors_knobs {
    double step;
} errors_knobs;
extern const knob errors_list[];
void errors_experiment(const void *knobs, story *s);

#endif
