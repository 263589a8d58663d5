/* The data writer: blocks of numbers that a drawing program, gnuplot, R and
 * pandas can all read.
 *
 *     # block: NAME
 *     column<TAB>column
 *     number<TAB>number        %.17g: every double survives the journey
 *                              two blank lines after each block
 *     # end                    so that a truncated file can be told
 *
 * Nothing non-finite is ever written. Errors are remembered, not returned:
 * write everything, then ask once, at gd_table_close. */
#ifndef GD_TABLE_H
#define GD_TABLE_H

#include "gd/compiler.h"
#include "gd/history.h"
#include "gd/objective.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

GD_BEGIN_C

enum { GD_BLOCK_NAME = 64 };

/* Takes the data in memory, without a file between: its functions are called
 * for each block and each row that would be written. All that they are given
 * is the caller's and may change after the call. */
typedef struct gd_receiver {
    void *context; /* the receiver's own */

    /* A block begins; header: the column names, tabs between them. */
    void (*block)(void *context, const char *name, const char *header);

    /* A row of it: `word` and n numbers, or n numbers alone and word NULL. */
    void (*row)(void *context, const char *word, size_t n,
                const double *numbers);
} gd_receiver;

typedef struct gd_table {
    gd_receiver to;            /* who writes text, or the caller's */
    FILE *out;                 /* NULL: nobody reads the text */
    char block[GD_BLOCK_NAME]; /* name of the open block, or "" */
    size_t columns;            /* of it; 0: none is open */
    char error[160];           /* the first error, or "" */
} gd_table;

/* Writes to out, which stays the caller's. NULL: writes nowhere, but looks at
 * everything all the same. */
gd_table gd_table_open(FILE *out);

/* Tells the receiver, whose struct is copied, what a file would have: blocks
 * and rows, but no comments. What a file would not take does not reach it, and
 * after an error nothing does. */
gd_table gd_table_open_for(const gd_receiver *receiver);

/* Opens a block and closes the one before. name: at most 63 characters, copied.
 * header: the column names, tabs between them. */
void gd_table_block(gd_table *table, const char *name, const char *header);

/* Closes the open block, if there is one. */
void gd_table_end_block(gd_table *table);

/* A line `# what: text`, between two blocks or within one, for people; readers
 * pass it over. */
void gd_table_comment(gd_table *table, const char *what, const char *text);

/* A row of n numbers; n must be the number of columns. */
void gd_table_row(gd_table *table, size_t n, const double *numbers);

/* gd_row(&table, 0.5, x, f): a row from its numbers. */
#define gd_row(table, ...)                                              \
    gd_table_row(table, sizeof(double[]){__VA_ARGS__} / sizeof(double), \
                 (double[]){__VA_ARGS__})

/* A row whose first cell is a word: a name, a kind. In the block `values`
 * (columns key, value) these are the numbers that the prose quotes. NULL: no
 * word. */
void gd_table_named_row(gd_table *table, const char *name, size_t n,
                        const double *numbers);
void gd_table_value(gd_table *table, const char *key, double value);

/* A block x, y, f, fx, fy: the objective, n = 2, and its gradient, at
 * (nx + 1)(ny + 1) points from lower to upper, both included, x running
 * fastest. With the slopes a contour is drawn as smooth as the function. */
void gd_table_grid(gd_table *table, const char *name, const gd_objective *f,
                   const double lower[2], const double upper[2], int nx,
                   int ny);

/* A block x, f, slope: the objective, n = 1, at cells + 1 points from `from` to
 * `to`, both included. */
void gd_table_curve(gd_table *table, const char *name, const gd_objective *f,
                    double from, double to, int cells);

/* A block step, x, f, gradient_norm or step, x, y, f, gradient_norm: the rows
 * of a record, n = 1 or 2. With a minimum (n numbers, or NULL) there is a last
 * column more, distance. Left out is a row that is not finite, with which a
 * record of a run that overflows ends. */
void gd_table_history(gd_table *table, const char *name,
                      const gd_history *history, const double *minimum);

/* Writes the end mark and flushes. False: table->error says what went wrong
 * (a full disk, a closed pipe, a non-finite number and its block), and no
 * end mark is written: nobody takes the file for whole. A receiver is told
 * nothing: who closes the table knows that it has all. */
GD_MUST_CHECK bool gd_table_close(gd_table *table);

GD_END_C

#endif
