/* What the programs of all chapters share: their main(), and a start.
 *
 *     NN-name            prints the chapter's report, for a person
 *     NN-name --data     prints its data blocks, for the drawing program
 *     NN-name --help
 *
 * Exit status 0, 1 when something failed (a data file, a full disk), 2 for
 * wrong usage; one sentence on stderr says what. */
#ifndef CHAPTER_H
#define CHAPTER_H

#include "gd/table.h"

#include <stdbool.h>

typedef struct chapter {
    const char *name;  /* the program's: "01-extrema" */
    const char *title; /* the chapter's */

    /* Print to standard output, or into the table. False: failed, and the
     * reason has been given with chapter_complain. */
    bool (*report)(void);
    bool (*data)(gd_table *table);
} chapter;

/* Where walks on Beale's function start, so that the chapters' runs can be
 * compared. */
static const double beale_start[2] = {3, 4};

/* The body of main(). Returns the exit status. */
int chapter_main(const chapter *this, int argc, char **argv);

/* One sentence on stderr; always false, to be returned at once. */
bool chapter_complain(const char *sentence);

#endif
