#include "shared/costs.h"

#include "gd/dataset.h" /* GD_DATA_DIR */
#include "shared/find-data.h"
#include "shared/must.h"
#include "shared/story.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A comment, a header, an empty line; or one more row. */
static bool take_cost(costs *c, const char *line)
{
    char more;
    struct cost *row = &c->row[c->count];
    if (sscanf(line, "# machine: %119[^\n]", c->machine) == 1
        || sscanf(line, "# compiler: %79[^\n]", c->compiler) == 1
        || sscanf(line, "# date: %15[^\n]", c->date) == 1 || line[0] == '#'
        || line[0] == '\n' || strncmp(line, "method\t", 7) == 0)
        return true;
    if (c->count == COST_ROWS
        || sscanf(line, "%31s %lf %lf %lf %lf %c", row->method, &row->n,
                  &row->ns, &row->bytes, &row->speed, &more)
               != 5
        || !(row->n > 0 && row->ns > 0 && isfinite(row->ns)
             && isfinite(row->speed)))
        return false;
    c->count++;
    return true;
}

void costs_load(costs *c)
{
    char line[256];
    size_t number = 0;
    bool whole = false;
    char *path = find_data(GD_DATA_DIR "/bench.tsv");
    FILE *file = must_open(path);
    *c = (costs){0};
    while (!whole && fgets(line, sizeof line, file)) {
        number++;
        if (!take_cost(c, line))
            give_up("%s:%zu: not a row of the table: method, n, ns, bytes, "
                    "GB/s",
                    path, number);
        whole = strcmp(line, "# end\n") == 0;
    }
    fclose(file);
    if (!whole)
        give_up("%s:%zu: the file is cut off: its end mark is missing", path,
                number);
    if (!c->machine[0] || !c->compiler[0] || !c->date[0])
        give_up("%s: it does not say machine, compiler and date", path);
    free(path);
}

/* The row of that method for n parameters. */
static const struct cost *cost_row(const costs *c, const char *method, double n)
{
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->row[i].method, method) == 0
            && fabs(c->row[i].n - n) < 0.5)
            return &c->row[i];
    give_up("nobody has measured %s for n = %g", method, n);
}

double cost_of(const costs *c, const char *method, double n)
{
    return cost_row(c, method, n)->ns;
}

static void cost_block(gd_table *table, const costs *c, const char *method)
{
    gd_table_block(table, named("cost-%s", method).text,
                   "n\tns\tgb_per_second");
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->row[i].method, method) == 0)
            gd_row(table, c->row[i].n, c->row[i].ns, c->row[i].speed);
}

static const char *const shown[] = {
    "update", "gradient-descent", "momentum", "lion", "adam", "amsgrad"};

enum { SHOWN = sizeof shown / sizeof shown[0] };

void tell_costs(story *s, const costs *c)
{
    double largest = 0;
    say(s,
        "cost: what a step takes, in ns for each parameter\n\n"
        "  %s, %s, %s\n\n"
        "         n    update   descent  momentum      lion      adam"
        "   amsgrad\n",
        c->machine, c->compiler, c->date);
    for (size_t i = 0; i < c->count; i++) {
        double n = c->row[i].n;
        if (strcmp(c->row[i].method, shown[0]) != 0)
            continue;
        largest = fmax(largest, n);
        say(s, "  %8.0f", n);
        for (int k = 0; k < SHOWN; k++)
            say(s, "  %8.3f", cost_of(c, shown[k], n));
        say(s, "\n");
    }
    const struct cost *update = cost_row(c, shown[0], largest);
    say(s, "\n     bytes");
    for (int k = 0; k < SHOWN; k++)
        say(s, "  %8.0f", cost_row(c, shown[k], largest)->bytes);
    say(s, "\n  at the speed of the update\n          ");
    for (int k = 0; k < SHOWN; k++)
        say(s, "  %8.3f",
            update->ns * cost_row(c, shown[k], largest)->bytes / update->bytes);
    say(s, "\n\n");
    for (int k = 0; k < SHOWN; k++)
        cost_block(s->data, c, shown[k]);
}
