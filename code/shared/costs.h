/* What a step costs: code/data/bench.tsv, which `make bench` has measured on
 * some machine. A program of this book does not look at a clock. */
#ifndef COSTS_H
#define COSTS_H

#include "gd/table.h"

#include <stddef.h>

enum { COST_ROWS = 200 };

typedef struct costs {
    char machine[120];
    char compiler[80];
    char date[16];
    size_t count;
    struct cost {
        char method[32]; /* or memcpy: a plain copy */
        double n;        /* parameters */
        double ns;       /* nanoseconds a step and parameter */
        double bytes;    /* moved, a step and parameter */
        double speed;    /* GB/s */
    } row[COST_ROWS];
} costs;

/* Reads the file. One that cannot be opened, is cut off or holds anything else
 * ends the program with one sentence. */
void costs_load(costs *c);

/* Nanoseconds a parameter; who has not been measured with n of them ends the
 * program. */
double cost_of(const costs *c, const char *method, double n);

/* Writes the block cost-METHOD. */
void costs_tell(gd_table *table, const costs *c, const char *method);

#endif
