#include "shared/probe.h"

#include "shared/numeral.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------- a quotient */

double in_double(double number)
{
    return number;
}

static double in_float(double number)
{
    return (double)(float)number;
}

/* Each operation is done in double and rounded, which for floats is what an
 * operation on floats gives: a double has more than twice their digits. */
probe_numbers probe_at(const probe *p, probe_way way, double x, double h)
{
    double (*r)(double) = p->rounded;
    double at = r(x), step = r(h), slope = p->slope(at);
    probe_numbers n = {0};
    if (way == COMPLEX) {
        n.ahead = n.rise = p->imaginary(at, step);
    } else {
        n.ahead = p->f(r(at + step));
        n.behind = p->f(way == AHEAD ? at : r(at - step));
        n.rise = r(n.ahead - n.behind);
    }
    n.quotient = r(n.rise / (way == BOTH ? r(2 * step) : step));
    n.error = fmax(fabs(n.quotient - slope) / fabs(slope), p->epsilon);
    return n;
}

/* ----------------------------------------------------------------- digits */

typedef struct digits_text {
    char text[40];
} digits_text;

static digits_text written(const probe *p, double number)
{
    digits_text d;
    snprintf(d.text, sizeof d.text, "%.*f", p->decimals, number);
    return d;
}

static size_t same_characters(const char *a, const char *b)
{
    size_t same = 0;
    while (a[same] && a[same] == b[same])
        same++;
    return same;
}

size_t probe_lost(const probe *p, const probe_numbers *n)
{
    digits_text a = written(p, n->ahead);
    size_t same = same_characters(a.text, written(p, n->behind).text);
    size_t point = strcspn(a.text, ".") + 1;
    return same > point ? same - point : 0;
}

static void tell_number(gd_table *t, digits_text d, probe_way way, int row,
                        size_t same)
{
    gd_table_named_row(t, d.text, 3, (double[]){way, row, (double)same});
}

/* Nothing is subtracted: the digits are all there, however small the number. */
static void tell_imaginary(gd_table *t, const probe *p, double number)
{
    digits_text d;
    snprintf(d.text, sizeof d.text, "%.*e", p->decimals, number);
    tell_number(t, d, COMPLEX, 0, 0);
}

static void tell_values(gd_table *t, const probe *p, probe_way way,
                        const probe_numbers *n)
{
    digits_text ahead = written(p, n->ahead), behind = written(p, n->behind);
    digits_text rise = written(p, n->rise);
    size_t same = same_characters(ahead.text, behind.text);
    tell_number(t, ahead, way, 0, same);
    tell_number(t, behind, way, 1, same);
    tell_number(t, rise, way, 2,
                same_characters(rise.text, written(p, 0).text));
}

static size_t ways_of(const probe *p)
{
    return p->imaginary ? PROBE_WAYS : COMPLEX;
}

void tell_probe_digits(gd_table *t, const char *block, const probe *p, double x,
                       double h)
{
    digits_text slope = written(p, p->slope(p->rounded(x)));
    gd_table_block(t, block, "number\tway\trow\tsame");
    for (size_t way = 0; way < ways_of(p); way++) {
        probe_numbers n = probe_at(p, (probe_way)way, x, h);
        digits_text result = written(p, n.quotient);
        if (way == COMPLEX)
            tell_imaginary(t, p, n.ahead);
        else
            tell_values(t, p, (probe_way)way, &n);
        tell_number(t, result, (probe_way)way, 3,
                    same_characters(result.text, slope.text));
        tell_number(t, slope, (probe_way)way, 4, strlen(slope.text));
    }
}

/* ----------------------------------------------------------------- errors */

static double error_at(const probe *p, probe_way way, double x, double h)
{
    return probe_at(p, way, x, h).error;
}

void tell_probe_step(gd_table *t, const char *block, const probe *p, double x,
                     double h)
{
    double row[] = {h, error_at(p, AHEAD, x, h), error_at(p, BOTH, x, h),
                    p->imaginary ? error_at(p, COMPLEX, x, h) : 0};
    gd_table_block(t, block,
                   p->imaginary ? "h\tforward\tcentral\tcomplex"
                                : "h\tforward\tcentral");
    gd_table_row(t, 1 + ways_of(p), row);
}

void tell_probe_errors(gd_table *t, const char *block, const probe *p, double x,
                       double from, double to)
{
    int cells = (int)lround(8 * log10(to / from));
    gd_table_block(t, block, "h\tforward\tcentral");
    for (int i = 0; i <= cells; i++) {
        double h = from * pow(10, i / 8.0);
        gd_row(t, h, error_at(p, AHEAD, x, h), error_at(p, BOTH, x, h));
    }
}

void tell_complex_errors(gd_table *t, const char *block, const probe *p,
                         double x, double from, double to)
{
    int decades = (int)lround(log10(to / from));
    gd_table_block(t, block, "h\tcomplex");
    for (int i = 0; i <= decades; i++) {
        double h = from * pow(10, i);
        gd_row(t, h, error_at(p, COMPLEX, x, h));
    }
}

/* --------------------------------------------------------------- the sine */

static double sine_in_float(double x)
{
    return (double)sinf((float)x);
}

static const probe sines[] = {
    {sin, cos, NULL, in_double, DBL_EPSILON, 16},
    {sine_in_float, cos, NULL, in_float, (double)FLT_EPSILON, 8}};

static const char *const precisions[] = {"double", "float", NULL};

const knob sine_list[] = {
    KNOB(sine_knobs, x, 1, 0.1, 1.5, LINEAR, "x of the sine"),
    CHOICE_KNOB(sine_knobs, precision, precisions, "of the arithmetic"),
    {0},
};

/* What is kept of it. */
typedef struct sine_at {
    sine_knobs k;
    const probe *p;
    double ahead, both, rounding; /* errors by the formula, for h = 1 */
} sine_at;

static sine_at sine_of(const sine_knobs *k)
{
    const probe *p = &sines[strcmp(k->precision, precisions[1]) == 0];
    double f = sin(k->x), slope = cos(k->x); /* f'' is -f, f''' is -f' */
    return (sine_at){*k, p, f / slope / 2, 1.0 / 6, p->epsilon * f / slope};
}

enum { SMALLEST = -16, LARGEST = -1 }; /* steps, as powers of ten */

void sine_experiment(const void *knobs, story *s)
{
    const double from = pow(10, SMALLEST), to = pow(10, LARGEST);
    sine_at *at = keep(s, sizeof *at);
    *at = sine_of(knobs);
    tell_probe_errors(s->data, "sine-errors", at->p, at->k.x, from, to);
    gd_table_block(s->data, "sine-formula", "h\tforward\tcentral\trounding");
    for (int end = 0; end < 2; end++) {
        double h = end ? from : to;
        gd_row(s->data, h, at->ahead * h, at->both * h * h, at->rounding / h);
    }
}

/* --------------------------------------------------------- one step of it */

const knob errors_list[] = {
    KNOB(errors_knobs, step, 1e-4, 1e-16, 0.1, LOG, "h of both quotients"),
    {0},
};

static void say_quotient(story *s, const char *name, const probe_numbers *n,
                         double formula, double rounding)
{
    say(s, "  %-7s  %12.10f  %8.1e  %8.1e  %8.1e\n", name, n->quotient,
        n->error, formula, rounding);
}

void errors_experiment(const void *knobs, story *s)
{
    double h = ((const errors_knobs *)knobs)->step;
    const sine_at *at = result_of(s, "sine-errors");
    const probe *p = at->p;
    probe_numbers ahead = probe_at(p, AHEAD, at->k.x, h);
    probe_numbers both = probe_at(p, BOTH, at->k.x, h);
    say(s,
        "two-errors: the slope of the sine at %g in %s, step %g\n\n"
        "               slope     error   formula  rounding\n"
        "  by hand  %12.10f\n",
        at->k.x, at->k.precision, h, p->slope(p->rounded(at->k.x)));
    say_quotient(s, "forward", &ahead, at->ahead * h, at->rounding / h);
    say_quotient(s, "central", &both, at->both * h * h, at->rounding / h);
    say(s, "\n");
    in_short(s,
             "With h = %s, %zu and %zu of %d decimals cancel: forward is wrong"
             " by %s of the slope, central by %s.",
             spoken(h).text, probe_lost(p, &ahead), probe_lost(p, &both),
             p->decimals, spoken_roughly(ahead.error).text,
             spoken_roughly(both.error).text);
    tell_probe_step(s->data, "two-errors", p, at->k.x, h);
    tell_probe_digits(s->data, "digits-sine", p, at->k.x, h);
}
