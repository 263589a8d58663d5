#include "gd/table.h"

#include "gd/decimal.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

static void fail(gd_table *t, const char *what)
{
    if (!t->error[0])
        snprintf(t->error, sizeof t->error, "%s%s: %s",
                 t->block[0] ? "block " : "", t->block[0] ? t->block : "output",
                 what);
}

/* -------------------------------------------------------------------- text */

/* As fprintf, to nowhere too. */
static void print(FILE *out, const char *format, ...) GD_PRINTF(2, 3);

static void print(FILE *out, const char *format, ...)
{
    va_list arguments;
    if (!out)
        return;
    va_start(arguments, format);
    vfprintf(out, format, arguments);
    va_end(arguments);
}

static void print_block(void *out, const char *name, const char *header)
{
    print(out, "# block: %s\n%s\n", name, header);
}

static void print_row(void *out, const char *word, size_t n,
                      const double *numbers)
{
    const char *separator = word ? "\t" : "";
    if (!out)
        return;
    fputs(word ? word : "", out);
    for (size_t i = 0; i < n; i++) {
        fputs(separator, out);
        fputs(gd_decimal_write(numbers[i], 17).text, out);
        separator = "\t";
    }
    fputs("\n", out);
}

gd_table gd_table_open(FILE *out)
{
    errno = 0; /* so that a write error can be told from an old one */
    return (gd_table){.to = {out, print_block, print_row}, .out = out};
}

gd_table gd_table_open_for(const gd_receiver *receiver)
{
    return (gd_table){.to = *receiver};
}

/* --------------------------------------------------------- blocks and rows */

void gd_table_end_block(gd_table *table)
{
    if (table->block[0])
        print(table->out, "\n\n");
    table->block[0] = '\0';
    table->columns = 0;
}

void gd_table_comment(gd_table *table, const char *what, const char *text)
{
    print(table->out, "# %s: %s\n", what, text);
}

void gd_table_block(gd_table *table, const char *name, const char *header)
{
    gd_table_end_block(table);
    int length = snprintf(table->block, sizeof table->block, "%s", name);
    if (length >= (int)sizeof table->block)
        fail(table, "a name that is too long");
    table->columns = 1;
    for (const char *c = header; *c; c++)
        table->columns += *c == '\t';
    if (!table->error[0])
        table->to.block(table->to.context, name, header);
}

void gd_table_row(gd_table *table, size_t n, const double *numbers)
{
    gd_table_named_row(table, NULL, n, numbers);
}

static bool all_finite(size_t n, const double *numbers)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(numbers[i]))
            return false;
    return true;
}

void gd_table_named_row(gd_table *table, const char *name, size_t n,
                        const double *numbers)
{
    if (n + (name != NULL) != table->columns)
        fail(table, "a row that does not match the header");
    if (!all_finite(n, numbers))
        fail(table, "a number that is not finite");
    if (!table->error[0])
        table->to.row(table->to.context, name, n, numbers);
}

void gd_table_value(gd_table *table, const char *key, double value)
{
    gd_table_named_row(table, key, 1, &value);
}

void gd_table_grid(gd_table *table, const char *name, const gd_objective *f,
                   const double lower[2], const double upper[2], int nx, int ny)
{
    gd_table_block(table, name, "x\ty\tf\tfx\tfy");
    for (int j = 0; j <= ny; j++)
        for (int i = 0; i <= nx; i++) {
            double x[2] = {lower[0] + (upper[0] - lower[0]) * i / nx,
                           lower[1] + (upper[1] - lower[1]) * j / ny};
            double g[2], value = gd_value_and_gradient(f, x, g);
            gd_row(table, x[0], x[1], value, g[0], g[1]);
        }
}

void gd_table_curve(gd_table *table, const char *name, const gd_objective *f,
                    double from, double to, int cells)
{
    gd_table_block(table, name, "x\tf\tslope");
    for (int i = 0; i <= cells; i++) {
        double slope, x = from + (to - from) * i / cells;
        double value = gd_value_and_gradient(f, &x, &slope);
        gd_row(table, x, value, slope);
    }
}

void gd_table_history(gd_table *table, const char *name,
                      const gd_history *history, const double *minimum)
{
    size_t n = history->n, columns = n + 3 + (minimum != NULL);
    char header[64];
    snprintf(header, sizeof header, "step\tx%s\tf\tgradient_norm%s",
             n == 2 ? "\ty" : "", minimum ? "\tdistance" : "");
    gd_table_block(table, name, header);
    for (size_t i = 0; i < history->count; i++) {
        double row[6];
        memcpy(row, gd_history_row(history, i), (n + 3) * sizeof *row);
        if (minimum)
            row[n + 3] =
                hypot(row[1] - minimum[0], n == 2 ? row[2] - minimum[1] : 0);
        if (all_finite(columns, row))
            gd_table_row(table, columns, row);
    }
}

bool gd_table_close(gd_table *table)
{
    gd_table_end_block(table);
    if (!table->error[0])
        print(table->out, "# end\n");
    if (table->out && (fflush(table->out) != 0 || ferror(table->out))) {
        fail(table, errno ? strerror(errno) : "write error");
    }
    return !table->error[0];
}
