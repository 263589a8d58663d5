#include "scale.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUS      "\xe2\x88\x92" /* U+2212 */
#define TIMES      "\xc3\x97"     /* U+00D7 */
#define INFINITE   "\xe2\x88\x9e" /* U+221E */
#define THIN_SPACE "\xe2\x80\x89" /* U+2009 */

/* --- Transform ------------------------------------------------------ */

/* region scale-point */
double plot_scale_point(const scale *s, double value)
{
    double part = s->log ? log(value / s->low) / log(s->high / s->low)
                         : (value - s->low) / (s->high - s->low);
    return s->from + (s->to - s->from) * part;
}
/* end scale-point */

double plot_scale_value(const scale *s, double point)
{
    double part = (point - s->from) / (s->to - s->from);
    return s->log ? s->low * pow(s->high / s->low, part)
                  : s->low + (s->high - s->low) * part;
}

/* --- Numbers as labels ---------------------------------------------- */

/* The digits of an integer in groups of three when there are five or more. */
static void append_grouped(char *out, size_t room, const char *digits)
{
    size_t n = strlen(digits), used = strlen(out);
    for (size_t i = 0; i < n && used + 5 < room; i++) {
        if (i > 0 && n >= 5 && (n - i) % 3 == 0) {
            memcpy(out + used, THIN_SPACE, 3);
            used += 3;
        }
        out[used++] = digits[i];
        out[used] = '\0';
    }
}

static void append(char *out, size_t room, const char *text)
{
    size_t used = strlen(out);
    snprintf(out + used, room - used, "%s", text);
}

/* n * 10^exponent in full, from the integer, so that 3 * 0.1 reads 0.3. */
static void plain_label(long long n, int exponent, char *out, size_t room)
{
    char digits[64], whole[64];
    out[0] = '\0';
    if (n < 0)
        append(out, room, MINUS);
    snprintf(digits, sizeof digits, "%lld", llabs(n));
    if (exponent >= 0) {
        for (int i = 0; n != 0 && i < exponent; i++)
            append(digits, sizeof digits, "0");
        append_grouped(out, room, digits);
        return;
    }
    int behind = exponent < -40 ? 40 : -exponent;
    snprintf(whole, sizeof whole, "%0*lld", behind + 1, llabs(n));
    size_t point = strlen(whole) - (size_t)behind;
    snprintf(digits, sizeof digits, "%.*s", (int)point, whole);
    append_grouped(out, room, digits);
    append(out, room, ".");
    append(out, room, whole + point);
}

/* n * 10^exponent as 1.5×10^{-7}; a factor of 1 is left out. */
static void power_label(long long n, int exponent, char *out, size_t room)
{
    char digits[24], power[40];
    while (n % 10 == 0) {
        n /= 10;
        exponent++;
    }
    snprintf(digits, sizeof digits, "%lld", llabs(n));
    int more = (int)strlen(digits) - 1;
    out[0] = '\0';
    if (n < 0)
        append(out, room, MINUS);
    if (more > 0)
        snprintf(power, sizeof power, "%c.%s" TIMES, digits[0], digits + 1);
    else
        snprintf(power, sizeof power, "%s" TIMES, digits);
    if (llabs(n) != 1)
        append(out, room, power);
    snprintf(power, sizeof power, "10^{%d}", exponent + more);
    append(out, room, power);
}

void plot_number_label(double value, int digits, char *label, size_t room)
{
    char text[40];
    if (value == 0) {
        snprintf(label, room, "0");
        return;
    }
    if (!isfinite(value)) {
        snprintf(label, room, "%s",
                 value > 0   ? INFINITE
                 : value < 0 ? MINUS INFINITE
                             : "NaN");
        return;
    }
    if (digits > 4)
        digits = 4;
    /* %e rounds to the digits wanted; what is left is an integer and a power
     * of ten. */
    snprintf(text, sizeof text, "%.*e", digits - 1, value);
    int exponent = atoi(strchr(text, 'e') + 1) - (digits - 1);
    long long n = 0;
    for (const char *c = text; *c != 'e'; c++)
        if (*c >= '0' && *c <= '9')
            n = 10 * n + (*c - '0');
    for (; n % 10 == 0; exponent++)
        n /= 10;
    if (value < 0)
        n = -n;
    double size = fabs(value);
    if (size >= 1e-3 && size < 1e5)
        plain_label(n, exponent, label, room);
    else
        power_label(n, exponent, label, room);
}

void plot_power_label(int exponent, char *label, size_t room)
{
    if (exponent == 0 || exponent == 1)
        plain_label(1, exponent, label, room);
    else
        power_label(1, exponent, label, room);
}

void plot_count_label(long long n, char *label, size_t room)
{
    plain_label(n, 0, label, room);
}

/* --- Ticks ---------------------------------------------------------- */

/* region tick-step */
int plot_tick_step(double low, double high, double wanted, int *exponent)
{
    double raw = (high - low) / fmax(wanted, 1);
    int e = (int)floor(log10(raw));
    double lead = raw / pow(10, e);
    *exponent = lead >= sqrt(50) ? e + 1 : e;
    /* Borders are the geometric means of the neighbours. */
    if (lead >= sqrt(50))
        return 1;
    return lead >= sqrt(10) ? 5 : lead >= sqrt(2) ? 2 : 1;
}
/* end tick-step */

static void add_tick(tick_list *ticks, double value, const char *label)
{
    if (ticks->n == MOST_TICKS)
        return;
    tick *t = &ticks->at[ticks->n++];
    t->value = value;
    snprintf(t->label, sizeof t->label, "%s", label);
}

/* Multiples of factor * 10^exponent. The value is an integer times or over a
 * power of ten, so it is the double nearest to what the label says. */
static void linear_ticks(const scale *s, long long factor, int exponent,
                         tick_list *ticks)
{
    double power = pow(10, abs(exponent));
    double step =
        exponent < 0 ? (double)factor / power : (double)factor * power;
    /* Near a constant the digits that differ stand far behind the point, and
     * powers of ten would repeat all that do not. */
    double largest = fmax(fabs(s->low), fabs(s->high));
    bool powers = largest >= 0.9995e5 || (step < 0.99e-4 && largest < 0.01);
    long long first = (long long)ceil(s->low / step - 1e-6);
    long long last = (long long)floor(s->high / step + 1e-6);
    ticks->n = 0;
    for (long long k = first; k <= last; k++) {
        long long n = k * factor;
        double value = exponent < 0 ? (double)n / power : (double)n * power;
        char label[40] = "0";
        if (n != 0 && powers)
            power_label(n, exponent, label, sizeof label);
        else if (n != 0)
            plain_label(n, exponent, label, sizeof label);
        add_tick(ticks, value, label);
    }
}

/* Powers of ten, every k-th where they would be too many; between them minor
 * ticks where there is room for a mark, and labels at 2 and 5 where there are
 * hardly any powers. */
static void log_ticks(const scale *s, double wanted, tick_list *ticks)
{
    double low = s->low * (1 - 1e-9), high = s->high * (1 + 1e-9);
    int first = (int)floor(log10(low)), last = (int)floor(log10(high));
    double decades = log10(s->high / s->low);
    int stride = (int)ceil(decades / fmax(wanted, 1) - 0.25);
    if (stride < 1)
        stride = 1;
    bool minor = decades <= 1.3 * wanted;
    bool few = decades < 2;
    ticks->n = 0;
    for (int e = first; e <= last; e++)
        for (int m = 1; m <= 9; m++) {
            double value = e < 0 ? m / pow(10, -e) : m * pow(10, e);
            char label[40] = "";
            if (value < low || value > high || (m > 1 && !minor))
                continue;
            bool major = m == 1 ? e % stride == 0 : few && (m == 2 || m == 5);
            if (m == 1 && !major && !minor && stride > 5)
                continue;
            if (major && few && e >= -2 && e <= 3)
                plain_label(m, e, label, sizeof label);
            else if (major && m == 1)
                plot_power_label(e, label, sizeof label);
            else if (major)
                power_label(m, e, label, sizeof label);
            add_tick(ticks, value, label);
        }
}

static size_t labels(const tick_list *ticks)
{
    size_t n = 0;
    for (size_t i = 0; i < ticks->n; i++)
        n += ticks->at[i].label[0] != '\0';
    return n;
}

/* One number does not tell the measure of an axis. On less than a decade equal
 * steps do, though they are not equally long. */
void plot_scale_ticks(const scale *s, double wanted, tick_list *ticks)
{
    int exponent;
    if (s->log) {
        log_ticks(s, wanted, ticks);
        if (labels(ticks) > 1 || s->high / s->low >= 10)
            return;
    }
    int factor = plot_tick_step(s->low, s->high, wanted, &exponent);
    linear_ticks(s, factor, exponent, ticks);
}

bool plot_scale_ticks_step(const scale *s, double step, tick_list *ticks)
{
    /* The step as an integer times a power of ten: 0.25 is 25e-2. */
    char text[40];
    ticks->n = 0;
    if (!((s->high - s->low) / step < MOST_TICKS))
        return false;
    snprintf(text, sizeof text, "%.3e", step);
    int exponent = atoi(strchr(text, 'e') + 1) - 3;
    long long n = llround(step * pow(10, -exponent));
    for (; n && n % 10 == 0; exponent++)
        n /= 10;
    if (n > 0)
        linear_ticks(s, n, exponent, ticks);
    return true;
}
