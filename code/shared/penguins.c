#include "shared/penguins.h"

#include "shared/find-data.h"
#include "shared/must.h"

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
/* The Hessian of the mean squared error does not depend on the line. */
gd_curvature line_curvature(const gd_pairs *pairs)
{
    double sum = 0, squares = 0, m = (double)pairs->count;
    for (size_t i = 0; i < pairs->count; i++) {
        sum += pairs->x[i];
        squares += pairs->x[i] * pairs->x[i];
    }
    const double hessian[] = {2, 2 * sum / m, 2 * sum / m, 2 * squares / m};
    return gd_curvature_of(2, hessian);
}
/* end loss-curvature */

void say_penguins(story *s, const penguins *p)
{
    const gd_curvature raw = line_curvature(&p->raw);
    const gd_curvature scaled = line_curvature(&p->standardised);
    say(s,
        "penguins: body mass (g) on flipper length (mm), %zu birds,"
        " %zu not measured\n\n"
        "  curvature of the loss    smallest     largest     condition\n"
        "  as measured            %10.4g  %10.4g  %12.4g\n"
        "  standardised           %10.4g  %10.4g  %12.4g\n\n",
        p->table.rows, p->table.skipped, raw.value[0], raw.value[1],
        gd_condition_number(&raw), scaled.value[0], scaled.value[1],
        gd_condition_number(&scaled));
    value(s, "penguins.count", (double)p->table.rows);
    value(s, "penguins.raw.limit", 2 / raw.value[1]);
}
