/* What has been told, in one stretch of bytes, from one instance of the module
 * to another: texts with their zeros and numbers as they are in memory, since
 * both are the same module. */
#include "live.h"
#include "told-parts.h"
#include "told.h"

#include "shared/must.h"

#include <stdint.h>
#include <string.h>

enum { COLUMNS = 32 }; /* of numbers, the most that a block has here */

/* --------------------------------------------------------------- packing */

static buffer bytes;

static void put(const void *from, size_t size)
{
    plot_buffer_add(&bytes, from, size);
}

/* NULL, that nothing is said, is written like no text. */
static void put_text(const char *text)
{
    put(text ? text : "", text ? strlen(text) + 1 : 1);
}

static void put_number(double number)
{
    put(&number, sizeof number);
}

/* The knobs with which an experiment was told: those of what it needs, and its
 * own. Words are addresses, which are the same in the other instance. */
static void put_knobs(const experiment *e)
{
    for (int k = 0; k < EXPERIMENT_NEEDS && e->needs[k]; k++)
        put_knobs(told_experiment(e->needs[k]));
    put(told_knobs(e), e->size);
}

static void put_values(const story *s)
{
    size_t count = 0;
    for (size_t i = 0; i < s->value_count; i++)
        count += s->values[i].owner == s->now;
    put_number((double)count);
    for (size_t i = 0; i < s->value_count; i++)
        if (s->values[i].owner == s->now) {
            put_text(s->values[i].key);
            put_number(s->values[i].number);
        }
}

static void put_header(const block *b)
{
    for (size_t i = 0; i < plot_block_columns(b); i++) {
        const char *name = plot_block_column_name(b, i);
        put("\t", i > 0);
        put(name, strlen(name));
    }
    put("", 1);
}

/* The columns of a block as they stand in memory: `words` in the first, or
 * NULL, and numbers in the `count` others. */
typedef struct columns {
    const char *const *words;
    size_t count;
    const double *numbers[COLUMNS];
} columns;

static columns columns_of(const block *b)
{
    columns c = {0};
    if (plot_block_has_words(b))
        c.words = plot_block_text(b, plot_block_column_name(b, 0));
    size_t first = c.words ? 1 : 0;
    c.count = plot_block_columns(b) - first;
    if (c.count > COLUMNS)
        give_up("%s has more than %d columns", plot_block_place(b), COLUMNS);
    for (size_t i = 0; i < c.count; i++)
        c.numbers[i] =
            plot_block_column(b, plot_block_column_name(b, first + i));
    return c;
}

static void put_block(const char *name)
{
    const block *b = plot_data_block(told_data(), name);
    const columns c = columns_of(b);
    put_text(name);
    put_header(b);
    put_number((double)plot_block_rows(b));
    put_number(c.words ? 1 : 0);
    put_number((double)c.count);
    for (size_t row = 0; row < plot_block_rows(b); row++) {
        if (c.words)
            put_text(c.words[row]);
        for (size_t i = 0; i < c.count; i++)
            put_number(c.numbers[i][row]);
    }
}

static void put_blocks(size_t which)
{
    size_t count = 0;
    while (told_block_of(which, count))
        count++;
    put_number((double)count);
    for (size_t i = 0; i < count; i++)
        put_block(told_block_of(which, i));
}

const double *live_pack(const char *experiments)
{
    static double place[2];
    char word[80];
    story *s = told_story();
    bytes.n = 0;
    while (told_next_word(&experiments, word)) {
        const experiment *e = told_experiment(word);
        s->now = (size_t)(e - s->table);
        put_text(word);
        put_knobs(e);
        put_number(told_has_result(s->now) ? 1 : 0);
        put_number((double)s->parts[s->now].plain);
        put(s->parts[s->now].result, s->parts[s->now].plain);
        put_text(s->parts[s->now].text);
        put_text(s->parts[s->now].sentence);
        put_values(s);
        put_blocks(s->now);
    }
    place[0] = (double)(size_t)bytes.text;
    place[1] = (double)bytes.n;
    return place;
}

/* ------------------------------------------------------------- unpacking */

static const char *at, *end;

static const char *take(size_t size)
{
    if ((size_t)(end - at) < size)
        give_up("what was told elsewhere is cut short");
    const char *here = at;
    at += size;
    return here;
}

static const char *take_text(void)
{
    const char *zero = memchr(at, '\0', (size_t)(end - at));
    return take(zero ? (size_t)(zero + 1 - at) : SIZE_MAX);
}

static double take_number(void)
{
    double number;
    memcpy(&number, take(sizeof number), sizeof number);
    return number;
}

static size_t take_count(void)
{
    return (size_t)take_number();
}

/* Are they as they are turned here? */
static bool take_knobs(const experiment *e)
{
    bool same = true;
    for (int k = 0; k < EXPERIMENT_NEEDS && e->needs[k]; k++)
        same = take_knobs(told_experiment(e->needs[k])) && same;
    const char *theirs = take(e->size);
    return (!e->size || memcmp(theirs, told_knobs(e), e->size) == 0) && same;
}

static void take_words(story *s)
{
    const char *text = take_text(), *sentence = take_text();
    if (*text)
        say(s, "%s", text);
    if (*sentence)
        in_short(s, "%s", sentence);
}

static void take_values(story *s)
{
    for (size_t count = take_count(); count > 0; count--) {
        const char *key = take_text();
        value(s, key, take_number());
    }
}

static void take_block(gd_table *table)
{
    const char *name = take_text();
    gd_table_block(table, name, take_text());
    size_t rows = take_count();
    bool words = take_number() > 0;
    size_t numbers = take_count();
    if (numbers > COLUMNS)
        give_up("block %s has more than %d columns", name, COLUMNS);
    for (; rows > 0; rows--) {
        double row[COLUMNS];
        const char *word = words ? take_text() : NULL;
        memcpy(row, take(numbers * sizeof *row), numbers * sizeof *row);
        gd_table_named_row(table, word, numbers, row);
    }
}

/* Returns whether there is one that had to stay where it is. */
static bool take_result(story *s, bool result, const char *plain, size_t size)
{
    if (size > 0)
        memcpy(keep_plain(s, size), plain, size);
    return result && size == 0;
}

/* Told there as if here; but a result is here only if it is plain. */
static void take_experiment(story *s)
{
    const experiment *e = told_experiment(take_text());
    bool current = take_knobs(e), result = take_number() > 0;
    size_t plain = take_count();
    const char *bytes_of_result = take(plain);
    told_begin((size_t)(e - s->table));
    bool lent = take_result(s, result, bytes_of_result, plain);
    take_words(s);
    take_values(s);
    for (size_t count = take_count(); count > 0; count--)
        take_block(s->data);
    gd_table_end_block(s->data);
    if (s->data->error[0])
        give_up("%s", s->data->error);
    told_lend(current, lent);
}

void live_unpack(size_t size)
{
    at = told_room();
    end = at + size;
    while (at < end)
        take_experiment(told_story());
    told_end();
}
