/* libFuzzer on the reader of the figures' data: a file is the input. */
#include "fuzz-file.h"

#include "plot/data-read.c"

#include <math.h>

static dataset *read(const char *bytes, size_t size, problem *why)
{
    fuzz_input.bytes = bytes;
    fuzz_input.size = size;
    *why = (problem){""};
    return plot_data_open(FUZZ_PATH, why);
}

/* --- Columns of numbers ---------------------------------------------- */

/* What is asked of a dataset where that may fail. */
typedef struct question {
    const block *b;
    const char *column;
    const double *number;
} question;

static void ask_column(void *with)
{
    question *q = with;
    q->number = plot_block_column(q->b, q->column);
}

/* Finite numbers, or a sentence that says which cell is none. */
static const double *numbers(const block *b, const char *column,
                             const char *input, size_t size)
{
    problem why = {""};
    question q = {b, column, NULL};
    if (!plot_attempt(ask_column, &q, &why)) {
        fuzz_sentence(why.text, sizeof why.text, input);
        fuzz_place(why.text, input, size);
        return NULL;
    }
    for (size_t row = 0; row < plot_block_rows(b); row++)
        require(isfinite(q.number[row]), "numbers are finite", input);
    return q.number;
}

/* --- Written and read again ------------------------------------------ */

static void put_row(buffer *out, const block *b, size_t row)
{
    for (size_t c = 0; c < plot_block_columns(b); c++) {
        const char *name = plot_block_column_name(b, c);
        plot_buffer_put(out, c ? "\t" : "");
        plot_buffer_put(out,
                        row == 0 ? name : plot_block_text(b, name)[row - 1]);
    }
    plot_buffer_put(out, "\n");
}

static bool names_differ(const block *b)
{
    for (size_t c = 0; c < plot_block_columns(b); c++)
        for (size_t k = 0; k < c; k++)
            if (strcmp(plot_block_column_name(b, c),
                       plot_block_column_name(b, k))
                == 0)
                return false;
    return true;
}

static buffer written(const dataset *d)
{
    buffer out = {0};
    for (size_t i = 0; i < d->blocks; i++) {
        const block *b = d->block[i];
        plot_buffer_put(&out, "# block: ");
        plot_buffer_put(&out, b->name);
        plot_buffer_put(&out, "\n");
        for (size_t row = 0; row <= plot_block_rows(b); row++)
            put_row(&out, b, row);
        plot_buffer_put(&out, "\n\n");
    }
    plot_buffer_put(&out, "# end\n");
    return out;
}

static void check_again(const dataset *d)
{
    problem why;
    buffer first = written(d);
    dataset *again = read(first.text, first.n, &why);
    require(again != NULL, "what was read is read again", why.text);
    buffer second = written(again);
    require(strcmp(first.text, second.text) == 0, "and is the same",
            first.text);
    plot_data_close(again);
    plot_buffer_free(&first);
    plot_buffer_free(&second);
}

/* --- In memory ------------------------------------------------------- */

typedef struct filling {
    dataset *to;
    const block *b;
    const double *const *column;
    double row[16];
} filling;

static void fill(void *with)
{
    filling *f = with;
    buffer header = {0};
    put_row(&header, f->b, 0);
    header.text[header.n - 1] = '\0'; /* without its line end */
    plot_data_add_block(f->to, f->b->name, header.text);
    plot_buffer_free(&header);
    for (size_t row = 0; row < plot_block_rows(f->b); row++) {
        for (size_t c = 0; c < plot_block_columns(f->b); c++)
            f->row[c] = f->column[c][row];
        plot_data_add_row(f->to, NULL, plot_block_columns(f->b), f->row);
    }
}

/* The same numbers, put into a dataset that was never text. */
static void check_memory(const block *b, const double *const *column)
{
    problem why = {""};
    filling f = {plot_data_new("memory"), b, column, {0}};
    bool ok = plot_attempt(fill, &f, &why);
    require(ok, "its numbers can be put into memory", why.text);
    const block *copy = plot_data_block(f.to, b->name);
    for (size_t c = 0; c < plot_block_columns(b); c++)
        for (size_t row = 0; row < plot_block_rows(b); row++)
            require(!(plot_block_column(copy, b->column[c].name)[row]
                          < column[c][row]
                      || plot_block_column(copy, b->column[c].name)[row]
                             > column[c][row]),
                    "and are the same there", b->name);
    plot_data_close(f.to);
}

static void check_block(const block *b, const char *input, size_t size)
{
    const double *column[16];
    size_t good = 0, n = plot_block_columns(b);
    require(n > 0, "a block has columns", b->name);
    require(plot_data_block(b->owner, b->name) == b, "and its name", b->name);
    for (size_t c = 0; c < n && c < 16; c++) {
        column[c] = numbers(b, plot_block_column_name(b, c), input, size);
        good += column[c] != NULL;
    }
    if (good == n)
        check_memory(b, column);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    problem why;
    char *text = fuzz_text(data, size);
    dataset *d = read(text, size, &why);
    bool differ = true;
    if (!d) {
        fuzz_sentence(why.text, sizeof why.text, text);
        fuzz_place(why.text, text, size);
    } else {
        for (size_t i = 0; i < d->blocks; i++) {
            check_block(d->block[i], text, size);
            differ = differ && names_differ(d->block[i]);
        }
        if (differ)
            check_again(d);
        plot_data_close(d);
    }
    free(text);
    return 0;
}
