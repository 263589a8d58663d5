#include "shared/short.h"

#include "shared/numeral.h"
#include "shared/tell.h"

#include <math.h>
#include <stdio.h>

/* "after 26 steps" */
static label after(size_t steps)
{
    return named("after %s step%s", spoken((double)steps).text,
                 steps == 1 ? "" : "s");
}

void short_step(story *s, double x, double rate, double promised, double change)
{
    double rise = tidy(change);
    in_short(s,
             "From %s at the rate %s the tangent promises a fall of %s, and f"
             " %s%s.",
             spoken(x).text, spoken(rate).text, spoken(-promised).text,
             rise < 0   ? "falls by "
             : rise > 0 ? "rises by "
                        : "stays where it was",
             rise == 0 ? "" : spoken(fabs(rise)).text);
}

void short_direction(story *s, const double x[2], double degrees, double slope,
                     double steepest, double steepest_degrees)
{
    numeral at[2] = {spoken(tidy(x[0])), spoken(tidy(x[1]))};
    if (steepest == 0)
        in_short(s, "At (%s, %s) the slope is 0 in every direction.",
                 at[0].text, at[1].text);
    else
        in_short(s,
                 "From (%s, %s) at %s\xc2\xb0 the slope is %s; the steepest way"
                 " down is at %s\xc2\xb0, with %s.",
                 at[0].text, at[1].text, spoken(degrees).text,
                 spoken(slope).text, spoken(steepest_degrees).text,
                 spoken(steepest).text);
}

void short_descent(story *s, double start, double rate, size_t steps,
                   bool finite, bool flat, double end)
{
    numeral from = spoken(start), at = spoken(rate);
    if (!finite)
        in_short(s,
                 "From %s at the rate %s it diverges: f or f\xe2\x80\xb2 is no"
                 " longer finite %s.",
                 from.text, at.text, after(steps).text);
    else if (flat && steps == 0)
        in_short(s,
                 "From %s at the rate %s it takes no step: the slope is below"
                 " the tolerance.",
                 from.text, at.text);
    else
        in_short(s, "From %s at the rate %s the %s %s, at x = %s.", from.text,
                 at.text,
                 flat ? "slope is below the tolerance" : "step limit ends it",
                 after(steps).text, spoken(end).text);
}

/* "From (3, 4) at the rate 5 × 10⁻⁶ it diverges after 3 steps." */
static void short_plane(story *s, const double start[2], double rate,
                        const char *what, size_t steps, const char *where)
{
    in_short(s, "From (%s, %s) at the rate %s %s %s%s.", spoken(start[0]).text,
             spoken(start[1]).text, spoken(rate).text, what, after(steps).text,
             where);
}

void short_beale(story *s, const double start[2], double rate, size_t steps,
                 bool finite, bool flat, const double end[2])
{
    char where[120];
    if (!finite) {
        short_plane(s, start, rate, "it diverges: f is no longer finite", steps,
                    "");
    } else if (!flat) {
        snprintf(where, sizeof where, ", %s from the minimum",
                 spoken(beale_distance(end)).text);
        short_plane(s, start, rate, "the step limit ends it", steps, where);
    } else {
        snprintf(where, sizeof where, ", at (%s, %s)", spoken(end[0]).text,
                 spoken(end[1]).text);
        short_plane(s, start, rate, "the gradient is below the tolerance",
                    steps, where);
    }
}

void short_walk(story *s, double start, double rate, double factor,
                const char *verdict, size_t steps, double end)
{
    in_short(s,
             "From %s at the rate %s each step multiplies the error by %s"
             " (%s): %s steps lead to x = %s.",
             spoken(start).text, spoken(rate).text, spoken(factor).text,
             verdict, spoken((double)steps).text, spoken(end).text);
}
