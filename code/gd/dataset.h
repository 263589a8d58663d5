/* Real data, read from CSV files. */
#ifndef GD_DATASET_H
#define GD_DATASET_H

#include "gd/compiler.h"

#include <stdbool.h>
#include <stddef.h>

GD_BEGIN_C

/* Where the data sets of this book lie, seen from where its programs run. */
#ifndef GD_DATA_DIR
#define GD_DATA_DIR "code/data"
#endif

/* Numbers column by column: values[c * rows + r]. */
typedef struct gd_dataset {
    size_t rows;
    size_t columns;
    size_t skipped; /* rows left out: a wanted field was empty */
    double *values;
} gd_dataset;

enum { GD_DATASET_ERROR_SIZE = 400 };

/* Reads the named columns of a CSV file whose first line names them, fields
 * separated by commas and not quoted. A row in which one of the wanted
 * fields is empty was not measured: it is skipped and counted.
 *
 * False: error holds one sentence with file, line and column. Causes: the
 * file cannot be read, is empty, has no such column, no row, a line with a
 * wrong number of fields, or a wanted field that is no finite number.
 * data is then empty. */
GD_MUST_CHECK bool gd_dataset_read(gd_dataset *data, const char *path,
                                   size_t columns, const char *const names[],
                                   char error[GD_DATASET_ERROR_SIZE]);

/* Reads a file of bare numbers: no line of names, `columns` fields in every
 * line, none of them empty, no row skipped. Errors as above; columns > 0. */
GD_MUST_CHECK bool gd_dataset_read_plain(gd_dataset *data, const char *path,
                                         size_t columns,
                                         char error[GD_DATASET_ERROR_SIZE]);

/* The rows of column c. */
const double *gd_dataset_column(const gd_dataset *data, size_t c);

void gd_dataset_free(gd_dataset *data);

GD_END_C

#endif
