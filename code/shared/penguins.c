#include "shared/penguins.h"

#include "shared/find-data.h"
#include "shared/must.h"
#include "shared/numeral.h"

#include <math.h>
#include <stdlib.h>

/* Measured or not, the file has so many. A shorter one would still be a
 * table, and give another line. */
enum { PENGUINS = 344 };

static void read_table(penguins *p)
{
    static const char *const columns[] = {"flipper_length_mm", "body_mass_g"};
    char error[GD_DATASET_ERROR_SIZE];
    char *path = find_data(GD_DATA_DIR "/penguins.csv");
    if (!gd_dataset_read(&p->table, path, 2, columns, error))
        give_up("%s", error);
    if (p->table.rows + p->table.skipped != PENGUINS)
        give_up("%s: it should have %d penguins: is the file cut off?", path,
                PENGUINS);
    free(path);
    p->raw = (gd_pairs){p->table.rows, gd_dataset_column(&p->table, 0),
                        gd_dataset_column(&p->table, 1)};
}

static void standardise(penguins *p)
{
    size_t count = p->raw.count;
    p->flipper = gd_scale_of(count, p->raw.x);
    p->mass = gd_scale_of(count, p->raw.y);
    p->scaled = must_calloc(2 * count, sizeof *p->scaled);
    gd_standardise(count, p->raw.x, &p->flipper, p->scaled);
    gd_standardise(count, p->raw.y, &p->mass, p->scaled + count);
    p->standardised = (gd_pairs){count, p->scaled, p->scaled + count};
}

penguins penguins_load(void)
{
    penguins p = {0};
    read_table(&p);
    standardise(&p);
    gd_line best = gd_least_squares(&p.standardised);
    p.best[0] = best.intercept;
    p.best[1] = best.slope;
    p.best_loss = gd_line_loss(2, p.best, NULL, &p.standardised);
    return p;
}

void penguins_free(penguins *p)
{
    gd_dataset_free(&p->table);
    free(p->scaled);
    *p = (penguins){0};
}

/* region loss-objective */
gd_objective line_objective(gd_pairs *pairs)
{
    return (gd_objective){"mean squared error", 2, gd_line_loss, pairs};
}
/* end loss-objective */

/* region loss-curvature */
/* The Hessian of the mean squared error does not depend on the line, and on
 * the data only through two numbers. */
gd_curvature line_curvature(const gd_scale *x)
{
    double squares = x->mean * x->mean + x->deviation * x->deviation;
    const double hessian[] = {2, 2 * x->mean, 2 * x->mean, 2 * squares};
    return gd_curvature_of(2, hessian);
}

gd_scale measured(const gd_scale *x, double zero, double unit)
{
    return (gd_scale){(x->mean - zero) / unit, x->deviation / unit};
}
/* end loss-curvature */

/* A row of the table, and the value of its condition number. */
static void say_curvature(story *s, const char *how, const char *key,
                          const gd_scale *x)
{
    const gd_curvature c = line_curvature(x);
    double condition = gd_condition_number(&c);
    say(s, "  %-22s %10.4g  %10.4g  %12.4g\n", how, c.value[0], c.value[1],
        condition);
    valuef(s, condition, "penguins.condition.%s", key);
}

void say_penguins(story *s, const penguins *p)
{
    const gd_scale *x = &p->flipper;
    const gd_scale scaled = measured(x, 0, hypot(x->mean, x->deviation));
    const gd_scale centred = measured(x, x->mean, 1);
    const gd_scale both = measured(x, x->mean, x->deviation);
    say(s,
        "penguins: body mass (g) on flipper length (mm), %zu birds,"
        " %zu not measured\n\n"
        "  curvature of the loss    smallest     largest     condition\n",
        p->table.rows, p->table.skipped);
    say_curvature(s, "as measured", "raw", x);
    say_curvature(s, "in another unit", "scaled", &scaled);
    say_curvature(s, "from their mean", "centred", &centred);
    say_curvature(s, "standardised", "both", &both);
    say(s, "\n                             steps       intercept"
           "         slope\n");
    value(s, "penguins.count", (double)p->table.rows);
    value(s, "penguins.mean", x->mean);
    value(s, "penguins.deviation", x->deviation);
    value(s, "penguins.raw.limit", 2 / line_curvature(x).value[1]);
}

void say_fit(story *s, const char *how, size_t steps, const gd_line *line)
{
    say(s, "  %-24s %7zu  ", how, steps);
    if (line)
        say(s, "%s  %12.8f\n", six(line->intercept, 14).text, line->slope);
    else
        say(s, "diverged: the loss is no longer finite\n");
}

/* region line-of */
gd_line penguin_line(const penguins *p, const double *standardised)
{
    const gd_line line = {standardised[0], standardised[1]};
    return gd_line_in_units(&line, &p->flipper, &p->mass);
}
/* end line-of */

void tell_penguin_loss(story *s, penguins *p)
{
    const double lower[2] = {-11000, -5}, upper[2] = {1000, 80};
    const gd_objective raw = line_objective(&p->raw);
    /* Fine, for the valley is thin. */
    gd_table_grid(s->data, "penguin-loss-raw", &raw, lower, upper, 200, 200);
}

void tell_penguin_residuals(story *s, penguins *p)
{
    enum { EVERY = 18 };
    static const double level[2] = {0, 0};
    const gd_objective loss = line_objective(&p->standardised);
    gd_table_block(s->data, "penguin-residuals", "x\ty\tlevel\tbest");
    for (size_t i = 0; i < p->standardised.count; i += EVERY) {
        double x = p->standardised.x[i];
        gd_row(s->data, x, p->standardised.y[i], 0,
               p->best[0] + p->best[1] * x);
    }
    gd_table_block(s->data, "penguin-residual-losses", "level\tbest");
    gd_row(s->data, gd_value(&loss, level), p->best_loss);
}
