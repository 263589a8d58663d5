/* The data of a chapter: named blocks of tab-separated columns.
 *
 *     # block: cubic-path          a block's name
 *     t<TAB>x<TAB>f                its columns
 *     0<TAB>1<TAB>-9               its rows, then two blank lines
 *     # end                        the last line: the file is whole
 *
 * A file is read once. Cells are parsed when a column is asked for, so a
 * column of names does no harm. Or the blocks are filled in memory, and their
 * numbers never become text. Everything that the functions return belongs to
 * the dataset and lives until plot_data_close. */
#ifndef PLOT_DATA_H
#define PLOT_DATA_H

#include "buffer.h"
#include "fail.h"

#include <stddef.h>

typedef struct dataset dataset;
typedef struct block block;

/* Points of a curve, a path, a cloud: n pairs. A view, it owns nothing. */
typedef struct series {
    size_t n;
    const double *x, *y;
} series;

/* From the least to the greatest of some numbers; low > high: of none. */
typedef struct range {
    double low, high;
} range;

range plot_range_of(size_t n, const double *v);

/* The path "-" is standard input. NULL and a sentence when the file is
 * missing, unreadable, truncated (no `# end`), or a row has not as many fields
 * as its header. */
dataset *plot_data_open(const char *path, problem *why);
void plot_data_close(dataset *d);

/* A dataset that is filled in memory; it answers as one from a file does.
 * name: what sentences call it. */
dataset *plot_data_new(const char *name);

/* A block that takes the rows which follow, until the next is added; header:
 * the column names, tabs between them. plot_fail()s when there is one of that
 * name. Ask for it when all its rows are there: what has been returned of a
 * block stays valid until it is dropped, but not when rows are added. */
void plot_data_add_block(dataset *d, const char *name, const char *header);

/* A row: a word, or NULL, and n numbers. plot_fail()s when a cell is missing or
 * too many, when a number is not finite, and when the first row has a word and
 * this one has none, or the reverse. */
void plot_data_add_row(dataset *d, const char *word, size_t n,
                       const double *numbers);

/* Takes the block away with all that was returned of it; absent: nothing
 * happens. */
void plot_data_drop_block(dataset *d, const char *name);

/* The functions below plot_fail() with file, line and column: for a block or a
 * column that is not there, a cell that is no finite number, a missing key. */
const block *plot_data_block(const dataset *d, const char *name);
bool plot_data_has_block(const dataset *d, const char *name);

/* The number that the `values` block holds under this key. */
double plot_data_value(const dataset *d, const char *key);

/* The first number of a column, in a block of one row. */
double plot_data_only(const dataset *d, const char *block_name,
                      const char *column_name);

/* A block that has at least so many rows. */
const block *plot_data_rows(const dataset *d, const char *name, size_t least);

/* `file:line: block name`, for sentences about it. */
const char *plot_block_place(const block *b);

size_t plot_block_rows(const block *b);
size_t plot_block_columns(const block *b);

/* The name of a column, by its place from 0. */
const char *plot_block_column_name(const block *b, size_t index);

/* Of a block in memory: does a word stand first in its rows? */
bool plot_block_has_words(const block *b);
bool plot_block_has_column(const block *b, const char *name);
const double *plot_block_column(const block *b, const char *name);
const char *const *plot_block_text(const block *b, const char *name);

/* Two columns as points: plot_xy(b, "x", "f"). */
series plot_xy(const block *b, const char *x, const char *y);

/* The same of a block by its name; plot_fail()s when that has no row. */
series plot_data_xy(const dataset *d, const char *name, const char *x,
                    const char *y);

/* The points first .. first + n - 1; fewer when the series ends before. */
series plot_series_part(series s, size_t first, size_t n);

/* The rows in which the column `key` has this value, as a series of two
 * columns; rows must stand together: several runs can share one block. */
series plot_xy_where(const block *b, const char *x, const char *y,
                     const char *key, double value);

/* What was asked for since the dataset was opened, or since the last
 * plot_data_forget(): the blocks (of those that plot_data_has_block asked for,
 * the ones that are there), and the keys of the `values` block that
 * plot_data_value looked up. Appended to `out` in the order of first asking,
 * each once, with a space between; `-` when there was none. */
void plot_data_forget(const dataset *d);
void plot_data_blocks_read(const dataset *d, buffer *out);
void plot_data_keys_read(const dataset *d, buffer *out);

#endif
