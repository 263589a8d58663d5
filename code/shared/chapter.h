/* The main() of all chapters' programs, and what several of them use.
 *
 *     NN-name [EXPERIMENT...] [--set [EXPERIMENT.]KNOB=VALUE]... [OPTION]
 *
 *     (no option)        prints the report, for a person
 *     --data             prints the data blocks, for the drawing program
 *     --report FILE      writes either into a file: with both, each
 *     --data-file FILE     experiment runs once
 *     --list             prints the experiments and their knobs
 *     --help
 *
 * Exit status 0, 1 when something failed (a data file, a full disk), 2 for
 * wrong usage; one sentence on stderr says what. */
#ifndef CHAPTER_H
#define CHAPTER_H

#include "shared/experiment.h"
#include "shared/find-data.h"
#include "shared/must.h"
#include "shared/story.h"

typedef struct chapter {
    const char *name;  /* the program's: "01-extrema" */
    const char *title; /* the chapter's */
    const experiment *experiments;
} chapter;

/* The body of main(). Returns the exit status. */
int chapter_main(const chapter *this, int argc, char **argv);

/* Where walks on Beale's function and on the bowl start, so that the chapters'
 * runs can be compared. */
static const double beale_start[2] = {3, 4};
static const double bowl_start[2] = {-2.4, 0.2};

#endif
