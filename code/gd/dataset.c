#include "gd/dataset.h"

#include "gd/decimal.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Everything that reading one file needs. */
typedef struct reader {
    const char *path;
    FILE *file;
    size_t line; /* number of the line in `text`, from 1 */
    char *text;
    size_t text_size;
    size_t fields;    /* that the header has */
    size_t columns;   /* that are wanted */
    size_t *field_of; /* wanted column -> field; plain files: NULL */
    const char *const *names;
    size_t capacity; /* rows there is room for */
    double *rows;    /* row by row while reading: rows * columns */
    char *error;
} reader;

static bool fail(reader *r, const char *format, ...) GD_PRINTF(2, 3);

static bool fail(reader *r, const char *format, ...)
{
    int n =
        snprintf(r->error, GD_DATASET_ERROR_SIZE, "%s:%zu: ", r->path, r->line);
    if (n < 0 || n >= GD_DATASET_ERROR_SIZE)
        return false;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(r->error + n, GD_DATASET_ERROR_SIZE - (size_t)n, format,
              arguments);
    va_end(arguments);
    return false;
}

static bool fail_memory(reader *r)
{
    return fail(r, "out of memory");
}

/* ---------------------------------------------------------- lines, fields */

static bool grow_text(reader *r)
{
    size_t size = r->text_size ? 2 * r->text_size : 256;
    char *text = realloc(r->text, size);
    if (!text)
        return fail_memory(r);
    r->text = text;
    r->text_size = size;
    return true;
}

/* Reads the next line, of any length, without its end. False at the end of
 * the file and on errors; the latter leave a sentence in r->error. A last
 * line without an end may be half a line (3750 cut to 37): refused. */
static bool next_line(reader *r)
{
    size_t used = 0;
    int c;
    r->line++;
    while ((c = getc(r->file)) != EOF && c != '\n') {
        if (c == '\0')
            return fail(r, "a zero byte: this is no text file");
        if (r->text_size - used < 2 && !grow_text(r))
            return false;
        r->text[used++] = (char)c;
    }
    if (ferror(r->file))
        return fail(r, "cannot be read: %s", strerror(errno));
    if (c == EOF)
        return used > 0 && fail(r, "the line has no end: is the file cut off?");
    if (!r->text && !grow_text(r))
        return false;
    if (used > 0 && r->text[used - 1] == '\r')
        used--;
    r->text[used] = '\0';
    return true;
}

/* Cuts a line at its commas, in place, and returns how many fields there
 * are; fields[i] is set for i < room. */
static size_t split(char *line, size_t room, char **fields)
{
    size_t count = 0;
    for (char *comma = line; line; line = comma) {
        comma = strchr(line, ',');
        if (comma)
            *comma++ = '\0';
        if (count < room)
            fields[count] = line;
        count++;
    }
    return count;
}

/* ------------------------------------------------------------------ header */

static bool find_columns(reader *r, char **fields)
{
    for (size_t c = 0; c < r->columns; c++) {
        size_t f = 0;
        while (f < r->fields && strcmp(fields[f], r->names[c]) != 0)
            f++;
        if (f == r->fields)
            return fail(r, "no column is named '%s'", r->names[c]);
        r->field_of[c] = f;
    }
    return true;
}

static bool read_header(reader *r)
{
    if (!next_line(r))
        return r->error[0] ? false
                           : fail(r, "the file is empty: a line with the "
                                     "names of the columns is missing");
    r->fields = 1;
    for (const char *c = r->text; *c; c++)
        r->fields += *c == ',';
    char **fields = malloc(r->fields * sizeof *fields);
    if (!fields)
        return fail_memory(r);
    split(r->text, r->fields, fields);
    bool ok = find_columns(r, fields);
    free(fields);
    return ok;
}

/* -------------------------------------------------------------------- rows */

/* Which field of a line is column c? */
static size_t field_of(const reader *r, size_t c)
{
    return r->field_of ? r->field_of[c] : c;
}

/* How many bytes of a field a sentence has room for: whole characters. */
static int shown(const char *field)
{
    size_t n = strlen(field);
    if (n > 40)
        for (n = 40; n > 0 && ((unsigned char)field[n] & 0xc0) == 0x80;)
            n--;
    return (int)n;
}

static bool parse_number(reader *r, size_t c, const char *field, double *value)
{
    const char *end;
    *value = gd_decimal_read(field, &end);
    if (end != field && *end == '\0' && isfinite(*value))
        return true;
    if (!r->names)
        return fail(r, "column %zu: expected a number, found '%.*s'", c + 1,
                    shown(field), field);
    return fail(r, "column %zu (%s): expected a number, found '%.*s'",
                field_of(r, c) + 1, r->names[c], shown(field), field);
}

static bool room_for_row(reader *r, size_t rows)
{
    if (rows < r->capacity)
        return true;
    size_t capacity = r->capacity ? 2 * r->capacity : 256;
    if (capacity > SIZE_MAX / sizeof(double) / r->columns)
        return fail_memory(r);
    double *grown = realloc(r->rows, capacity * r->columns * sizeof *r->rows);
    if (!grown)
        return fail_memory(r);
    r->rows = grown;
    r->capacity = capacity;
    return true;
}

static bool parse_row(reader *r, gd_dataset *data, char **fields)
{
    size_t found = split(r->text, r->fields, fields);
    if (found != r->fields)
        return fail(r, "expected %zu fields%s, found %zu", r->fields,
                    r->names ? " as in the first line" : "", found);
    for (size_t c = 0; r->names && c < r->columns; c++) {
        const char *field = fields[field_of(r, c)];
        if (!field || *field == '\0') {
            data->skipped++;
            return true;
        }
    }
    if (!room_for_row(r, data->rows))
        return false;
    double *row = r->rows + data->rows * r->columns;
    for (size_t c = 0; c < r->columns; c++)
        if (!parse_number(r, c, fields[field_of(r, c)], &row[c]))
            return false;
    data->rows++;
    return true;
}

static bool read_rows(reader *r, gd_dataset *data)
{
    char **fields = malloc(r->fields * sizeof *fields);
    if (!fields)
        return fail_memory(r);
    memset(fields, 0, r->fields * sizeof *fields);
    bool ok = true;
    while (ok && next_line(r))
        ok = parse_row(r, data, fields);
    free(fields);
    if (!ok || r->error[0])
        return false;
    if (r->rows) /* room has been made for a row */
        return true;
    return fail(r, r->names ? "no row has all the wanted columns"
                            : "the file is empty");
}

/* ------------------------------------------------------------------- whole */

static bool transpose(reader *r, gd_dataset *data)
{
    size_t rows = data->rows;
    data->values = malloc(rows * r->columns * sizeof *data->values);
    if (!data->values)
        return fail_memory(r);
    for (size_t i = 0; i < rows; i++)
        for (size_t c = 0; c < r->columns; c++)
            data->values[c * rows + i] = r->rows[i * r->columns + c];
    return true;
}

static bool open_file(reader *r)
{
    r->file = fopen(r->path, "r");
    if (!r->file)
        snprintf(r->error, GD_DATASET_ERROR_SIZE, "%s: cannot be opened: %s",
                 r->path, strerror(errno));
    return r->file != NULL;
}

static bool close_file(reader *r, bool ok, gd_dataset *data)
{
    fclose(r->file);
    free(r->field_of);
    free(r->text);
    free(r->rows);
    if (!ok)
        *data = (gd_dataset){0};
    return ok;
}

bool gd_dataset_read(gd_dataset *data, const char *path, size_t columns,
                     const char *const names[],
                     char error[GD_DATASET_ERROR_SIZE])
{
    *data = (gd_dataset){.columns = columns};
    error[0] = '\0';
    reader r = {
        .path = path, .columns = columns, .names = names, .error = error};
    if (!open_file(&r))
        return false;
    r.field_of = malloc(columns * sizeof *r.field_of);
    bool ok = r.field_of ? read_header(&r) && read_rows(&r, data)
                               && transpose(&r, data)
                         : fail_memory(&r);
    return close_file(&r, ok, data);
}

bool gd_dataset_read_plain(gd_dataset *data, const char *path, size_t columns,
                           char error[GD_DATASET_ERROR_SIZE])
{
    *data = (gd_dataset){.columns = columns};
    error[0] = '\0';
    reader r = {
        .path = path, .columns = columns, .fields = columns, .error = error};
    if (!open_file(&r))
        return false;
    return close_file(&r, read_rows(&r, data) && transpose(&r, data), data);
}

const double *gd_dataset_column(const gd_dataset *data, size_t c)
{
    return data->values + c * data->rows;
}

void gd_dataset_free(gd_dataset *data)
{
    free(data->values);
    *data = (gd_dataset){0};
}
