#include "shared/experiment.h"

#include "gd/decimal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

size_t experiment_count(const experiment *table)
{
    size_t count = 0;
    while (table[count].name)
        count++;
    return count;
}

size_t experiment_find(const experiment *table, const char *name)
{
    size_t i = 0;
    while (table[i].name && strcmp(table[i].name, name) != 0)
        i++;
    return i;
}

bool experiment_needs(const experiment *e, const char *name)
{
    for (int k = 0; k < EXPERIMENT_NEEDS && e->needs[k]; k++)
        if (strcmp(e->needs[k], name) == 0)
            return true;
    return false;
}

const char *knob_name(const knob *k, char room[32])
{
    snprintf(room, 32, "%s", k->name);
    for (char *c = room; *c; c++)
        if (*c == '_')
            *c = '-';
    return room;
}

const knob *knob_find(const experiment *e, const char *name)
{
    char room[32];
    for (const knob *k = e->knobs; k && k->name; k++)
        if (strcmp(knob_name(k, room), name) == 0)
            return k;
    return NULL;
}

/* ------------------------------------------------------------------- values */

/* memcpy, since the struct's type is known to its experiment alone. */
static void put(const knob *k, void *knobs, const void *from, size_t size)
{
    memcpy((char *)knobs + k->offset, from, size);
}

double knob_value(const knob *k, const void *knobs)
{
    double number;
    memcpy(&number, (const char *)knobs + k->offset, sizeof number);
    return number;
}

static bool is_written(const knob *k)
{
    return k->scale == TEXT || k->scale == PIXELS;
}

bool knob_is_number(const knob *k)
{
    return k->scale == LINEAR || k->scale == LOG || k->scale == COUNT;
}

const char *knob_word(const knob *k, const void *knobs)
{
    const char *member = (const char *)knobs + k->offset, *word;
    if (is_written(k))
        return member;
    memcpy(&word, member, sizeof word);
    return word;
}

/* A struct of knobs is compared byte by byte: what follows the text is zero. */
static void put_text(const knob *k, void *knobs, const char *text)
{
    char all[KNOB_TEXT] = "";
    snprintf(all, sizeof all, "%s", text);
    put(k, knobs, all, sizeof all);
}

static bool choose(const knob *k, void *knobs, const char *text)
{
    for (const char *const *word = k->words; *word; word++)
        if (strcmp(*word, text) == 0) {
            put(k, knobs, word, sizeof *word);
            return true;
        }
    return false;
}

void knobs_reset(const experiment *e, void *knobs)
{
    for (const knob *k = e->knobs; k && k->name; k++)
        if (k->scale == CHOICE)
            choose(k, knobs, k->words[0]);
        else if (is_written(k))
            put_text(k, knobs, k->words[0]);
        else
            put(k, knobs, &k->book, sizeof k->book);
}

/* Adds a word after those that are there and a `bar`. */
static void add_word(char room[200], const char *bar, const char *word)
{
    size_t length = strlen(room);
    snprintf(room + length, 200 - length, "%s%s", length ? bar : "", word);
}

const char *knob_words(const knob *k, char room[200])
{
    room[0] = '\0';
    for (size_t i = 0; k->words[i]; i++)
        add_word(room, "|", k->words[i]);
    return room;
}

/* ------------------------------------------------------------ some of words */

bool knob_ticked(double ticks, size_t i)
{
    return fmod(floor(ldexp(ticks, -(int)i)), 2) != 0;
}

const char *knob_ticks(const knob *k, double ticks, char room[200])
{
    room[0] = '\0';
    for (size_t i = 0; k->words[i]; i++)
        if (knob_ticked(ticks, i))
            add_word(room, "+", k->words[i]);
    if (!room[0])
        add_word(room, "", "none");
    return room;
}

/* The place of a word of that length, or of the end. */
static size_t find_word(const knob *k, const char *text, size_t length)
{
    size_t i = 0;
    while (k->words[i]
           && (strlen(k->words[i]) != length
               || strncmp(k->words[i], text, length) != 0))
        i++;
    return i;
}

static bool set_ticks(const knob *k, void *knobs, const char *text,
                      char why[KNOB_WHY])
{
    char room[200];
    double ticks = 0;
    bool more = strcmp(text, "none") != 0;
    while (more) {
        size_t length = strcspn(text, "+"), i = find_word(k, text, length);
        if (!k->words[i]) {
            snprintf(why, KNOB_WHY,
                     "it is none, or some of %s with + between them",
                     knob_words(k, room));
            return false;
        }
        if (!knob_ticked(ticks, i))
            ticks += ldexp(1, (int)i);
        more = text[length] == '+';
        text += length + 1;
    }
    put(k, knobs, &ticks, sizeof ticks);
    return true;
}

/* ---------------------------------------------------------- typed and drawn */

static bool set_text(const knob *k, void *knobs, const char *text,
                     char why[KNOB_WHY])
{
    if (strlen(text) >= KNOB_TEXT) {
        snprintf(why, KNOB_WHY, "it is longer than %d characters",
                 KNOB_TEXT - 1);
        return false;
    }
    if (k->check && !k->check(text, why))
        return false;
    put_text(k, knobs, text);
    return true;
}

static bool set_pixels(const knob *k, void *knobs, const char *text,
                       char why[KNOB_WHY])
{
    size_t digits = (size_t)(k->low * k->high) / 4;
    if (strlen(text) != digits || strspn(text, "0123456789abcdef") != digits) {
        snprintf(why, KNOB_WHY,
                 "it is %zu digits from 0 to f, of four pixels each", digits);
        return false;
    }
    put_text(k, knobs, text);
    return true;
}

static bool set_word(const knob *k, void *knobs, const char *text,
                     char why[KNOB_WHY])
{
    char words[200];
    if (choose(k, knobs, text))
        return true;
    snprintf(why, KNOB_WHY, "it is one of %s", knob_words(k, words));
    return false;
}

static bool set_number(const knob *k, void *knobs, const char *text,
                       char why[KNOB_WHY])
{
    const char *end;
    double number = gd_decimal_read(text, &end);
    if (end == text || *end || !isfinite(number))
        snprintf(why, KNOB_WHY, "that is not a number");
    else if (number < k->low || number > k->high)
        snprintf(why, KNOB_WHY, "it goes from %g to %g", k->low, k->high);
    else if (k->scale == COUNT && number != floor(number))
        snprintf(why, KNOB_WHY, "it is a whole number");
    else {
        put(k, knobs, &number, sizeof number);
        return true;
    }
    return false;
}

bool knob_set(const knob *k, void *knobs, const char *text, char why[KNOB_WHY])
{
    switch (k->scale) {
    case CHOICE:
        return set_word(k, knobs, text, why);
    case TICKS:
        return set_ticks(k, knobs, text, why);
    case TEXT:
        return set_text(k, knobs, text, why);
    case PIXELS:
        return set_pixels(k, knobs, text, why);
    default:
        return set_number(k, knobs, text, why);
    }
}

/* ------------------------------------------------------------ nearest names */

enum { LONGEST = 40 };

static size_t least(size_t a, size_t b, size_t c)
{
    size_t d = a < b ? a : b;
    return d < c ? d : c;
}

/* How many letters are to be put in, taken out or changed. V. I. Levenshtein
 * (1966), with one row of the table at a time. */
static size_t keystrokes(const char *a, const char *b)
{
    size_t row[LONGEST + 1], n = strlen(b);
    if (n > LONGEST || strlen(a) > LONGEST)
        return n + strlen(a); /* far from everything */
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t above = row[j];
            row[j] = least(above + 1, row[j - 1] + 1,
                           corner + (a[i - 1] != b[j - 1]));
            corner = above;
        }
    }
    return row[n];
}

const char *nearest_name(const char *word, size_t count,
                         const char *const *names)
{
    const char *best = NULL;
    size_t fewest = (strlen(word) + 1) / 2 + 1;
    for (size_t i = 0; i < count; i++) {
        size_t k = keystrokes(word, names[i]);
        if (k < fewest) {
            fewest = k;
            best = names[i];
        }
    }
    return best;
}
