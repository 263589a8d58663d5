#include "shared/experiment.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
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

const char *knob_word(const knob *k, const void *knobs)
{
    const char *word;
    memcpy(&word, (const char *)knobs + k->offset, sizeof word);
    return word;
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
        else
            put(k, knobs, &k->book, sizeof k->book);
}

const char *knob_words(const knob *k, char room[200])
{
    size_t length = 0;
    room[0] = '\0';
    for (size_t i = 0; k->words[i] && length < 200; i++)
        length += (size_t)snprintf(room + length, 200 - length, "%s%s",
                                   i ? "|" : "", k->words[i]);
    return room;
}

bool knob_set(const knob *k, void *knobs, const char *text, char why[240])
{
    char *end, words[200];
    if (k->scale == CHOICE) {
        if (choose(k, knobs, text))
            return true;
        snprintf(why, 240, "it is one of %s", knob_words(k, words));
        return false;
    }
    double number = strtod(text, &end);
    if (end == text || *end || !isfinite(number))
        snprintf(why, 240, "that is not a number");
    else if (number < k->low || number > k->high)
        snprintf(why, 240, "it goes from %g to %g", k->low, k->high);
    else if (k->scale == COUNT && number != floor(number))
        snprintf(why, 240, "it is a whole number");
    else {
        put(k, knobs, &number, sizeof number);
        return true;
    }
    return false;
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
