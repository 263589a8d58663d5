/* What a step costs: code/data/bench.tsv, which `make bench` has measured on
 * some machine. A program of this book does not look at a clock. */
#ifndef COSTS_H
#define COSTS_H

#include "shared/story.h"

#include <stddef.h>

enum { COST_ROWS = 200 };

typedef struct costs {
    char machine[120];
    char compiler[80];
    char date[16];
    size_t count;
    struct cost {
        char method[32]; /* or update: x[i] += a g[i], by hand */
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

/* Tells the section and the blocks cost-METHOD of those that the chapter
 * compares: what was measured, and at the largest n what memory alone takes
 * for as many bytes, at the speed of the update. */
void tell_costs(story *s, const costs *c);

#endif
