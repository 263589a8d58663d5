/* usage: golden compare|bytes|bless DIRECTORY NAME REPORT DATA
 *
 * Holds a program's report and data against DIRECTORY/NAME.txt, the report
 * as it was, and DIRECTORY/NAME.tsv, for each column of each block: the rows,
 * the checksum of the block's bytes (that of `cksum`), how many numbers the
 * column has, their sum, the sum of their magnitudes, the least, the greatest
 * and 16 cells spread over the rows; of the block `values` all of them, for
 * the text quotes them by name.
 *
 *   compare  numbers at 1e-9 relative, or as DIRECTORY/exceptions.tsv says,
 *            and in the report within a unit of their last digit; for any C
 *            library, since exp, sin or pow need not round alike
 *   bytes    the same bytes: for the build with musl-gcc
 *   bless    tells what moved and takes it for golden from now on
 *
 * Names what differs, with both numbers; exits 1 when anything does. */
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SPREAD = 16, MESSAGES = 20 };
static const double tolerance_otherwise = 1e-9;

/* The columns of a summary. */
enum {
    BLOCK,
    ROWS,
    CHECKSUM,
    COLUMN,
    COUNT,
    SUM,
    MAGNITUDES,
    LEAST,
    GREATEST,
    VALUES
};
static const char *const headings[] = {
    "block", "rows",       "checksum", "column",   "count",
    "sum",   "magnitudes", "least",    "greatest", "values"};

static int differences;
static const char *program;
static bool compare; /* with tolerances; otherwise the bytes */

/* One sentence about the program; after the first twenty only their number. */
static void differs(const char *format, ...)
{
    va_list list;
    if (differences++ >= MESSAGES)
        return;
    va_start(list, format);
    printf("%s%s: ", program, compare ? "" : " (musl-gcc's)");
    vprintf(format, list);
    printf("\n");
    va_end(list);
}

static void fail(const char *what, const char *which)
{
    fprintf(stderr, "golden: %s %s\n", what, which);
    exit(2);
}

static void *room(void *old, size_t count, size_t size)
{
    void *memory = realloc(old, count * size);
    if (!memory)
        fail("no memory for", program);
    return memory;
}

/* Files -------------------------------------------------------------------- */

/* A whole file, ended by a NUL. */
static char *read_all(FILE *file, const char *path, size_t *size)
{
    size_t space = 1 << 16, got;
    char *text = room(NULL, space, 1);
    *size = 0;
    while ((got = fread(text + *size, 1, space - *size - 1, file)) > 0) {
        *size += got;
        if (space - *size < 2)
            text = room(text, space *= 2, 1);
    }
    if (ferror(file))
        fail("cannot read", path);
    text[*size] = '\0';
    return text;
}

static void write_file(const char *path, const char *text, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        fail("cannot write", path);
    bool good = fwrite(text, 1, size, file) == size;
    if (fclose(file) != 0 || !good)
        fail("cannot write", path);
}

/* Lines of tab-separated cells: row i has the cells first[i] to first[i + 1].
 * An empty line is a row with one empty cell. */
typedef struct sheet {
    char *text; /* as the file has it */
    char *cut;  /* the same, with a NUL after each cell */
    size_t size;
    char **cells;
    size_t *first;
    size_t rows;
} sheet;

static sheet sheet_cut(char *text, size_t size)
{
    sheet s = {.text = text, .size = size, .cut = room(NULL, size + 1, 1)};
    memcpy(s.cut, text, size + 1);
    size_t cells = 0, lines = 0;
    for (size_t i = 0; i < size; i++) {
        cells += text[i] == '\t' || text[i] == '\n';
        lines += text[i] == '\n';
    }
    s.cells = room(NULL, cells + 1, sizeof *s.cells);
    s.first = room(NULL, lines + 1, sizeof *s.first);
    cells = 0;
    s.first[0] = 0;
    char *start = s.cut;
    for (char *at = s.cut; at < s.cut + size; at++) {
        if (*at != '\t' && *at != '\n')
            continue;
        s.cells[cells++] = start;
        if (*at == '\n')
            s.first[++s.rows] = cells;
        *at = '\0';
        start = at + 1;
    }
    return s;
}

/* False: there is no such file. */
static bool sheet_read(sheet *s, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    size_t size;
    char *text = read_all(file, path, &size);
    fclose(file);
    *s = sheet_cut(text, size);
    return true;
}

static void sheet_free(sheet *s)
{
    free(s->text);
    free(s->cut);
    free(s->cells);
    free(s->first);
}

static size_t width(const sheet *s, size_t row)
{
    return s->first[row + 1] - s->first[row];
}

static const char *cell(const sheet *s, size_t row, size_t column)
{
    return column < width(s, row) ? s->cells[s->first[row] + column] : "";
}

/* Summing up --------------------------------------------------------------- */

/* What `cksum` computes: CRC-32 of the bytes, then of their number. */
static uint32_t checksum(const char *bytes, size_t size)
{
    static uint32_t table[256];
    if (table[1] == 0)
        for (uint32_t i = 0; i < 256; i++) {
            uint32_t c = i << 24;
            for (int bit = 0; bit < 8; bit++)
                c = c << 1 ^ (c >> 31 ? 0x04c11db7u : 0);
            table[i] = c;
        }
    uint32_t crc = 0;
    for (size_t i = 0; i < size; i++)
        crc = crc << 8 ^ table[crc >> 24 ^ (unsigned char)bytes[i]];
    for (; size > 0; size >>= 8)
        crc = crc << 8 ^ table[crc >> 24 ^ (size & 255)];
    return ~crc;
}

/* Neumaier's sum: what a plain one loses is carried along. */
typedef struct sum {
    double total, lost;
} sum;

static void add(sum *s, double x)
{
    double total = s->total + x;
    s->lost +=
        fabs(s->total) >= fabs(x) ? s->total - total + x : x - total + s->total;
    s->total = total;
}

static bool is_number(const char *text, double *x)
{
    char *end;
    *x = strtod(text, &end);
    return end != text && *end == '\0';
}

/* Of `rows` rows, those whose cells are kept: all, or so many, spread. */
static size_t kept_rows(const char *block, size_t rows)
{
    return rows <= SPREAD || strcmp(block, "values") == 0 ? rows : SPREAD;
}

static size_t kept_row(const char *block, size_t rows, size_t i)
{
    size_t kept = kept_rows(block, rows);
    return kept < 2 ? 0 : i * (rows - 1) / (kept - 1);
}

/* One line: a column of the block that has its rows from `top`. */
static void sum_up(FILE *to, const sheet *s, const char *block, size_t top,
                   size_t rows, size_t column, uint32_t check)
{
    sum all = {0}, magnitudes = {0};
    const char *least = "-", *greatest = "-";
    double low = 0, high = 0, x;
    size_t count = 0;
    for (size_t i = top; i < top + rows; i++) {
        const char *text = cell(s, i, column);
        if (!is_number(text, &x))
            continue;
        add(&all, x);
        add(&magnitudes, fabs(x));
        if (count == 0 || x < low) {
            low = x;
            least = text;
        }
        if (count == 0 || x > high) {
            high = x;
            greatest = text;
        }
        count++;
    }
    fprintf(to, "%s\t%zu\t%lu\t%s\t%zu\t%.17g\t%.17g\t%s\t%s", block, rows,
            (unsigned long)check, cell(s, top - 1, column), count,
            all.total + all.lost, magnitudes.total + magnitudes.lost, least,
            greatest);
    for (size_t i = 0; i < kept_rows(block, rows); i++)
        fprintf(to, "\t%s", cell(s, top + kept_row(block, rows, i), column));
    fputc('\n', to);
}

/* The summary of a data file, in the form of the golden one. */
static sheet summarise(const char *path)
{
    static const char mark[] = "# block: ";
    sheet s;
    if (!sheet_read(&s, path))
        fail("cannot read", path);
    FILE *to = tmpfile();
    if (!to)
        fail("no temporary file for", path);
    for (int i = BLOCK; i <= VALUES; i++)
        fprintf(to, "%s%s", i == BLOCK ? "" : "\t", headings[i]);
    fputc('\n', to);
    for (size_t row = 0; row < s.rows; row++) {
        const char *name = cell(&s, row, 0);
        if (strncmp(name, mark, sizeof mark - 1) != 0)
            continue;
        size_t top = row + 2, end = top; /* after the header row */
        while (end < s.rows && *cell(&s, end, 0))
            end++;
        if (end >= s.rows)
            fail("a block without an end in", path);
        size_t from = (size_t)(cell(&s, row, 0) - s.cut),
               until = (size_t)(cell(&s, end, 0) - s.cut);
        uint32_t check = checksum(s.text + from, until - from);
        for (size_t i = 0; i < width(&s, row + 1); i++)
            sum_up(to, &s, name + sizeof mark - 1, top, end - top, i, check);
        row = end;
    }
    sheet_free(&s);
    if (fflush(to) != 0 || ferror(to))
        fail("cannot write the summary of", path);
    rewind(to);
    size_t size;
    char *text = read_all(to, path, &size);
    fclose(to);
    return sheet_cut(text, size);
}

/* Exceptions --------------------------------------------------------------- */

static sheet exceptions; /* program, place, tolerance, reason */

/* A place is BLOCK/COLUMN, values/KEY or report/SECTION; a star stands for any
 * characters. */
static bool fits(const char *pattern, const char *place)
{
    if (*pattern == '*')
        return fits(pattern + 1, place) || (*place && fits(pattern, place + 1));
    return *pattern == *place && (!*pattern || fits(pattern + 1, place + 1));
}

/* The relative tolerance there; infinite for "-", numbers not compared. */
static double tolerance(const char *kind, const char *name)
{
    char place[256];
    double relative;
    snprintf(place, sizeof place, "%s/%s", kind, name);
    for (size_t i = 1; i < exceptions.rows; i++)
        if (strcmp(cell(&exceptions, i, 0), program) == 0
            && fits(cell(&exceptions, i, 1), place))
            return is_number(cell(&exceptions, i, 2), &relative) ? relative
                                                                 : HUGE_VAL;
    return tolerance_otherwise;
}

static bool near(double a, double b, double relative, double scale)
{
    return a == b || fabs(a - b) <= relative * scale;
}

/* The data ----------------------------------------------------------------- */

static size_t find(const sheet *s, const char *block, const char *column)
{
    for (size_t i = 1; i < s->rows; i++)
        if (strcmp(cell(s, i, BLOCK), block) == 0
            && strcmp(cell(s, i, COLUMN), column) == 0)
            return i;
    return 0;
}

/* Cell i of a line of the summary, against what it was. */
static bool same_cell(const char *was, const char *is, size_t i,
                      double relative, double magnitudes)
{
    double a, b;
    if (!is_number(was, &a) || !is_number(is, &b))
        return strcmp(was, is) == 0;
    /* A sum is as exact as what it adds, which may cancel. */
    double scale = i == SUM ? magnitudes : fmax(fabs(a), fabs(b));
    return near(a, b, i == COUNT ? 0 : relative, scale);
}

/* A line of the summary; says only the first cell that differs, but of the
 * block `values` each, since each has a name. Cells come before sums, for they
 * tell where. */
static void compare_column(const sheet *golden, size_t g, const sheet *got,
                           size_t n)
{
    const char *block = cell(golden, g, BLOCK),
               *column = cell(golden, g, COLUMN);
    const char *was = cell(golden, g, ROWS), *is = cell(got, n, ROWS);
    if (strcmp(was, is) != 0) {
        differs("block %s, column %s: %s rows, was %s", block, column, is, was);
        return;
    }
    double relative = compare ? tolerance(block, column) : 0,
           magnitudes = strtod(cell(golden, g, MAGNITUDES), NULL);
    size_t rows = (size_t)atol(was);
    size_t keys = strcmp(block, "values") == 0 ? find(golden, block, "key") : 0;
    bool same = true;
    for (size_t i = VALUES; i < width(golden, g) && (same || keys); i++) {
        const char *key = keys ? cell(golden, keys, i) : "";
        double here = compare && keys ? tolerance(block, key) : relative;
        was = cell(golden, g, i);
        is = cell(got, n, i);
        if (same_cell(was, is, i, here, magnitudes))
            continue;
        differs("block %s, column %s, row %zu%s%s: %s, was %s", block, column,
                kept_row(block, rows, i - VALUES) + 1, keys ? ", " : "", key,
                is, was);
        same = false;
    }
    for (size_t i = COUNT; i < VALUES && same; i++) {
        was = cell(golden, g, i);
        is = cell(got, n, i);
        same = same_cell(was, is, i, relative, magnitudes);
        if (!same)
            differs("block %s, column %s, %s: %s, was %s", block, column,
                    headings[i], is, was);
    }
}

/* Without tolerances the bytes of a block are compared, and the columns tell
 * what moved in it. */
static void compare_data(const sheet *golden, const sheet *got)
{
    int before = differences;
    for (size_t g = 1; g < golden->rows; g++) {
        const char *block = cell(golden, g, BLOCK),
                   *column = cell(golden, g, COLUMN);
        if (strcmp(cell(golden, g - 1, BLOCK), block) != 0)
            before = differences;
        size_t n = find(got, block, column);
        if (n == 0) {
            differs("block %s, column %s is gone", block, column);
            continue;
        }
        compare_column(golden, g, got, n);
        bool last = g + 1 == golden->rows
                    || strcmp(cell(golden, g + 1, BLOCK), block) != 0;
        if (!compare && last && differences == before
            && strcmp(cell(golden, g, CHECKSUM), cell(got, n, CHECKSUM)) != 0)
            differs("block %s: other bytes, with checksum %s, was %s", block,
                    cell(got, n, CHECKSUM), cell(golden, g, CHECKSUM));
    }
    for (size_t n = 1; n < got->rows; n++)
        if (find(golden, cell(got, n, BLOCK), cell(got, n, COLUMN)) == 0)
            differs("block %s, column %s is new", cell(got, n, BLOCK),
                    cell(got, n, COLUMN));
}

/* The report --------------------------------------------------------------- */

/* A number as it is printed, and one unit of its last digit. */
typedef struct printed {
    double value, unit;
    size_t length; /* 0: no number here */
} printed;

static printed read_printed(const char *at)
{
    printed p = {.unit = 1};
    const char *c = at + (*at == '-' || *at == '+');
    if (!isdigit((unsigned char)*c))
        return p;
    while (isdigit((unsigned char)*c))
        c++;
    if (*c == '.' && isdigit((unsigned char)c[1]))
        for (c++; isdigit((unsigned char)*c); c++)
            p.unit /= 10;
    if ((*c == 'e' || *c == 'E')
        && isdigit((unsigned char)c[1 + (c[1] == '-' || c[1] == '+')])) {
        char *end;
        p.unit *= pow(10, (double)strtol(c + 1, &end, 10));
        c = end;
    }
    p.length = (size_t)(c - at);
    p.value = strtod(at, NULL);
    return p;
}

/* Words must be the same, numbers near; blanks only stand between. */
static bool compare_line(const char *was, const char *is, double relative)
{
    bool in_word = false; /* the 2 of x2 belongs to a name */
    while (*was || *is) {
        if (isblank((unsigned char)*was) || isblank((unsigned char)*is)) {
            was += strspn(was, " \t");
            is += strspn(is, " \t");
            in_word = false;
            continue;
        }
        printed a = read_printed(was), b = read_printed(is);
        if (!in_word && a.length > 0 && b.length > 0) {
            double scale = fmax(fabs(a.value), fabs(b.value)),
                   unit = fmax(a.unit, b.unit) * (1 + 1e-6);
            if (!(fabs(a.value - b.value) <= unit + relative * scale)
                && !isinf(relative))
                return false;
            was += a.length;
            is += b.length;
            continue;
        }
        if (*was != *is)
            return false;
        in_word = isalnum((unsigned char)*was) || *was == '_';
        was++;
        is++;
    }
    return true;
}

/* A line at the margin that has a colon begins a section. */
static void note_section(const char *line, char *section, size_t size)
{
    const char *colon = strchr(line, ':');
    if (*line && !isblank((unsigned char)*line) && colon)
        snprintf(section, size, "%.*s", (int)(colon - line), line);
}

static void compare_report(const sheet *golden, const sheet *got)
{
    char section[128] = "";
    for (size_t i = 0; i < golden->rows && i < got->rows; i++) {
        const char *was = cell(golden, i, 0), *is = cell(got, i, 0);
        note_section(was, section, sizeof section);
        if (compare ? compare_line(was, is, tolerance("report", section))
                    : strcmp(was, is) == 0)
            continue;
        differs("report, line %zu, section %s:\n    is   %s\n    was  %s",
                i + 1, section, is, was);
    }
    if (golden->rows != got->rows)
        differs("report: %zu lines, was %zu", got->rows, golden->rows);
}

/* -------------------------------------------------------------------------- */

/* An exception that fits nothing any more would only hide what comes. */
static void check_exception(size_t e, const sheet *data, const sheet *report)
{
    const char *pattern = cell(&exceptions, e, 1);
    char place[256], section[128] = "";
    bool found = false;
    if (!*cell(&exceptions, e, 3))
        differs("exceptions.tsv: no reason for %s", pattern);
    size_t keys = find(data, "values", "key");
    for (size_t i = 1; i < data->rows && !found; i++) {
        snprintf(place, sizeof place, "%s/%s", cell(data, i, BLOCK),
                 cell(data, i, COLUMN));
        found = fits(pattern, place);
    }
    for (size_t i = VALUES; keys && i < width(data, keys) && !found; i++) {
        snprintf(place, sizeof place, "values/%s", cell(data, keys, i));
        found = fits(pattern, place);
    }
    for (size_t i = 0; i < report->rows && !found; i++) {
        note_section(cell(report, i, 0), section, sizeof section);
        snprintf(place, sizeof place, "report/%s", section);
        found = fits(pattern, place);
    }
    if (!found)
        differs("exceptions.tsv: there is no %s", pattern);
}

int main(int argc, char **argv)
{
    compare = argc == 6 && strcmp(argv[1], "compare") == 0;
    bool bless = argc == 6 && strcmp(argv[1], "bless") == 0;
    if (argc != 6 || (!compare && !bless && strcmp(argv[1], "bytes") != 0)) {
        fprintf(stderr, "usage: golden compare|bytes|bless DIRECTORY NAME "
                        "REPORT DATA\n");
        return 2;
    }
    program = argv[3];
#ifndef __x86_64__
    /* Where the processor has a fused multiply-add, musl's pow uses it. */
    if (!compare) {
        printf("%s: the golden bytes are those of x86-64, not of this "
               "processor\n",
               program);
        return bless;
    }
#endif
    char text[512], table[512], other[512];
    snprintf(text, sizeof text, "%s/%s.txt", argv[2], program);
    snprintf(table, sizeof table, "%s/%s.tsv", argv[2], program);
    snprintf(other, sizeof other, "%s/exceptions.tsv", argv[2]);
    if (!sheet_read(&exceptions, other))
        fail("cannot read", other);

    sheet golden_report = {0}, golden_data = {0}, report;
    if (!sheet_read(&report, argv[4]))
        fail("cannot read", argv[4]);
    sheet data = summarise(argv[5]);
    if (!sheet_read(&golden_report, text) || !sheet_read(&golden_data, table)) {
        differs("no golden results yet (make bless writes them)");
    } else {
        compare_report(&golden_report, &report);
        compare_data(&golden_data, &data);
        for (size_t e = 1; e < exceptions.rows && compare; e++)
            if (strcmp(cell(&exceptions, e, 0), program) == 0)
                check_exception(e, &golden_data, &golden_report);
    }
    if (differences > MESSAGES)
        printf("%s: and %d more\n", program, differences - MESSAGES);
    if (bless && differences > 0) {
        write_file(text, report.text, report.size);
        write_file(table, data.text, data.size);
    }
    sheet_free(&golden_report);
    sheet_free(&golden_data);
    sheet_free(&report);
    sheet_free(&data);
    sheet_free(&exceptions);
    return differences > 0 && !bless;
}
