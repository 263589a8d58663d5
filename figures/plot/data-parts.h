/* What the files of data.h know of each other. */
#ifndef PLOT_DATA_PARTS_H
#define PLOT_DATA_PARTS_H

#include "data.h"

/* --- Blocks --------------------------------------------------------- */

/* A column's cells stand there as numbers, as text, or as both. */
typedef struct column {
    const char *name;
    double *number;    /* NULL: not yet needed */
    size_t known;      /* so many of them are */
    const char **text; /* NULL: not yet asked for */
    char *printed;     /* what the text points to where it had to be printed */
} column;

/* Of a file, a row points to its first cell in the dataset's text, and the
 * next cell begins after the end of this one. In memory the columns hold the
 * numbers; the words of the first column, if it has any, are the rows. */
struct block {
    const dataset *owner;
    char *place;      /* file:line: block name */
    const char *name; /* the end of the place */
    size_t line;      /* of the header; 0: in memory */
    size_t columns, rows, room;
    column *column;
    char **row; /* NULL: no rows, or numbers alone */
    size_t *row_line;
    char *header; /* in memory: a copy, for the columns' names */
};

/* Each name once, in the order in which they came; copies, for a block may be
 * dropped. */
typedef struct name_list {
    size_t n, room;
    char **name;
} name_list;

/* What was asked for; beside the dataset, which asking does not change. */
typedef struct record {
    name_list blocks, keys;
} record;

struct dataset {
    char *path; /* as sentences call it */
    char *text; /* of a file, with NULs for tabs and line ends */
    size_t blocks;
    block **block; /* each stays where it is until it is dropped */
    block *open;   /* the one that takes rows, or NULL */
    record *asked;
};

/* The block of that name, or NULL. */
block *plot_data_find(const dataset *d, const char *name);

/* Adds and opens a block without columns; its header is in that line of the
 * file, or in memory (0). */
block *plot_data_begin(dataset *d, const char *name, size_t line);

/* Gives it its columns; the header is split, and their names stay there. */
void plot_block_header(block *b, char *header);

void plot_block_free(block *b);

/* Ends every cell of a line with a NUL; returns how many there are. */
size_t plot_data_split(char *line);

char *plot_data_copy(const char *text);

/* --- Rows ----------------------------------------------------------- */

/* `file:line: block name`, or in memory `name: block name, row 1`. */
typedef struct row_place {
    char text[400];
} row_place;

row_place plot_block_row(const block *b, size_t row);

/* --- What was asked for --------------------------------------------- */

void plot_data_note(name_list *list, const char *name);
void plot_data_unnote(name_list *list);

#endif
