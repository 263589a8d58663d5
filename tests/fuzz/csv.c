/* libFuzzer on the reader of data sets. The first line of an input says what is
 * wanted, `x,y` these columns or `=2` two bare numbers a line; the rest is the
 * file. */
#include "fuzz-file.h"

#include "gd/dataset.c"

enum { WANTED = 8, LONGEST = 80 };

/* What is asked for: names, or none and so many columns. */
typedef struct request {
    const char *names[WANTED];
    size_t columns;
    bool plain;
} request;

static bool read_request(request *q, char *line)
{
    *q = (request){.plain = line[0] == '='};
    if (strlen(line) > LONGEST || !fuzz_is_utf8(line))
        return false;
    if (q->plain) {
        q->columns = (size_t)(line[1] - '0');
        return q->columns >= 1 && q->columns <= WANTED && line[2] == '\0';
    }
    for (char *name = line; name && q->columns < WANTED; q->columns++) {
        q->names[q->columns] = name;
        name = strchr(name, ',');
        if (name)
            *name++ = '\0';
    }
    return true;
}

static bool read(gd_dataset *d, const request *q, const char *bytes,
                 size_t size, char error[GD_DATASET_ERROR_SIZE])
{
    fuzz_input.bytes = bytes;
    fuzz_input.size = size;
    return q->plain
               ? gd_dataset_read_plain(d, FUZZ_PATH, q->columns, error)
               : gd_dataset_read(d, FUZZ_PATH, q->columns, q->names, error);
}

/* Every line but the names is a row or was skipped, and all are numbers. */
static void check_shape(const gd_dataset *d, const request *q,
                        const char *bytes, size_t size)
{
    size_t lines = 0;
    for (size_t i = 0; i < size; i++)
        lines += bytes[i] == '\n';
    require(d->columns == q->columns, "as many columns as wanted", bytes);
    require(d->rows > 0, "a row at least", bytes);
    require(d->rows + d->skipped + !q->plain == lines, "no line is lost",
            bytes);
    require(d->skipped == 0 || !q->plain, "bare numbers are all there", bytes);
    for (size_t c = 0; c < d->columns; c++)
        for (size_t r = 0; r < d->rows; r++)
            require(isfinite(gd_dataset_column(d, c)[r]), "numbers are finite",
                    bytes);
}

/* The rows as a file of their own, to be freed. */
static char *written(const gd_dataset *d, const request *q, size_t *size)
{
    char *text = NULL;
    FILE *file = open_memstream(&text, size);
    if (!file)
        abort();
    for (size_t c = 0; c < q->columns && !q->plain; c++)
        fprintf(file, "%s,", q->names[c]);
    fputs(q->plain ? "" : "no name\n", file);
    for (size_t r = 0; r < d->rows; r++) {
        for (size_t c = 0; c < d->columns; c++)
            fprintf(file, "%s%.17g", c ? "," : "", gd_dataset_column(d, c)[r]);
        fputs(q->plain ? "\n" : ",\n", file);
    }
    fclose(file);
    return text;
}

static void check_again(const gd_dataset *d, const request *q)
{
    size_t size;
    char error[GD_DATASET_ERROR_SIZE], *text = written(d, q, &size);
    gd_dataset again;
    bool ok = read(&again, q, text, size, error);
    require(ok, "what was read is read again", error);
    require(again.rows == d->rows && again.skipped == 0, "with all rows", text);
    require(memcmp(again.values, d->values,
                   d->rows * d->columns * sizeof *d->values)
                == 0,
            "and the same numbers", text);
    gd_dataset_free(&again);
    free(text);
}

static void check_refusal(const gd_dataset *d, const char *error,
                          const char *bytes, size_t size)
{
    require(!d->values && d->rows == 0 && d->skipped == 0,
            "of a refused file nothing is left", error);
    fuzz_sentence(error, GD_DATASET_ERROR_SIZE, bytes);
    fuzz_place(error, bytes, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size), *file = strchr(text, '\n');
    char error[GD_DATASET_ERROR_SIZE];
    gd_dataset d;
    request q;
    if (file)
        *file++ = '\0';
    if (file && read_request(&q, text)) {
        size_t rest = size - (size_t)(file - text);
        if (read(&d, &q, file, rest, error)) {
            check_shape(&d, &q, file, rest);
            check_again(&d, &q);
        } else {
            check_refusal(&d, error, file, rest);
        }
        gd_dataset_free(&d);
    }
    free(text);
    return 0;
}
