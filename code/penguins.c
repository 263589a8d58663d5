#include "penguins.h"

#include "chapter.h"

#include <stdio.h>
#include <stdlib.h>

/* Measured or not, the file has so many. A shorter one would still be a
 * table, and give another line. */
enum { PENGUINS = 344 };

static bool read_table(penguins *p)
{
    static const char *const columns[] = {"flipper_length_mm", "body_mass_g"};
    char error[GD_DATASET_ERROR_SIZE];
    if (!gd_dataset_read(&p->table, GD_DATA_DIR "/penguins.csv", 2, columns,
                         error))
        return chapter_complain(error);
    if (p->table.rows + p->table.skipped != PENGUINS)
        return chapter_complain(GD_DATA_DIR "/penguins.csv: it should have 344"
                                            " penguins: is the file cut off?");
    p->raw = (gd_pairs){p->table.rows, gd_dataset_column(&p->table, 0),
                        gd_dataset_column(&p->table, 1)};
    return true;
}

static bool standardise(penguins *p, const char *program)
{
    size_t count = p->raw.count;
    p->flipper = gd_scale_of(count, p->raw.x);
    p->mass = gd_scale_of(count, p->raw.y);
    p->scaled = malloc(2 * count * sizeof *p->scaled);
    if (!p->scaled) {
        char error[80];
        snprintf(error, sizeof error, "%s: out of memory", program);
        return chapter_complain(error);
    }
    gd_standardise(count, p->raw.x, &p->flipper, p->scaled);
    gd_standardise(count, p->raw.y, &p->mass, p->scaled + count);
    p->standardised = (gd_pairs){count, p->scaled, p->scaled + count};
    return true;
}

bool penguins_load(penguins *p, const char *program)
{
    *p = (penguins){0};
    if (!read_table(p) || !standardise(p, program)) {
        penguins_free(p);
        return false;
    }
    gd_line best = gd_least_squares(&p->standardised);
    p->best[0] = best.intercept;
    p->best[1] = best.slope;
    p->best_loss = gd_line_loss(2, p->best, NULL, &p->standardised);
    return true;
}

void penguins_free(penguins *p)
{
    gd_dataset_free(&p->table);
    free(p->scaled);
    *p = (penguins){0};
}
