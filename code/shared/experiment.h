/* A chapter's program is a table of experiments, in the order of the text.
 *
 *     typedef struct cubic_knobs {
 *         double start, rate, steps;
 *     } cubic_knobs;
 *
 *     static const knob cubic_list[] = {
 *         KNOB(cubic_knobs, start, 1, -4, 6, LINEAR, "where it begins"),
 *         KNOB(cubic_knobs, rate, 0.01, 1e-4, 1, LOG, "learning rate"),
 *         KNOB(cubic_knobs, steps, 200, 0, 1e5, COUNT, "at most"),
 *         {0},
 *     };
 *
 *     static void cubic_experiment(const void *knobs, story *s)
 *     {
 *         const cubic_knobs *k = knobs;
 *         say(s, "cubic: from x = %g, rate %g\n\n", k->start, k->rate);
 *         ...
 *     }
 *
 *     static const experiment experiments[] = {
 *         {"cubic", cubic_experiment, KNOBS(cubic_knobs, cubic_list)},
 *         {0},
 *     };
 */
#ifndef EXPERIMENT_H
#define EXPERIMENT_H

#include "shared/story.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum knob_scale {
    LINEAR, /* turned evenly */
    LOG,    /* evenly in the logarithm; low > 0 */
    COUNT,  /* a whole number */
    CHOICE, /* one of some words */
    TICKS,  /* some of some words, or none */
    TEXT,   /* typed: a formula */
    PIXELS  /* drawn: black or white, in a square */
} knob_scale;

/* The longest that is typed, and its zero; 32 by 32 pixels as well. */
enum { KNOB_TEXT = 260 };

/* Room for what is wrong with a text: a clause, and perhaps two lines more, the
 * text and a caret below the place. */
enum { KNOB_WHY = 240 };

/* Whether a text may be typed there; if not, why. */
typedef bool knob_check(const char *text, char why[KNOB_WHY]);

/* What a reader may change: a start, a rate, a number of steps, a method. In
 * the struct of an experiment's knobs a choice is a const char *, what is typed
 * or drawn a char[KNOB_TEXT], all else a double. Ticks are the sum of 2^i of
 * the words i that are ticked; pixels are hexadecimal digits, four pixels each
 * from the left of the first row on, the left one of four counting 8. */
typedef struct knob {
    const char *name; /* the member's; outside, its _ are written - */
    size_t offset;    /* in the struct, in bytes */
    double book;      /* the value that the book has */
    double low, high; /* the range, both included */
    knob_scale scale;
    const char *const *words; /* of a choice: the book's first, NULL last; all
                               * of ticks; the book's text of what is typed */
    const char *meaning;
    knob_check *check; /* of what is typed, or NULL */
} knob;

/* Versions of clang-format differ over braces in macros. */
/* clang-format off */
#define KNOB(type, member, book, low, high, scale, meaning) \
    {#member, offsetof(type, member), book, low, high, scale, NULL, meaning, \
     NULL}
#define CHOICE_KNOB(type, member, words, meaning) \
    {#member, offsetof(type, member), 0, 0, 0, CHOICE, words, meaning, NULL}
#define TICKS_KNOB(type, member, words, book, meaning) \
    {#member, offsetof(type, member), book, 0, 0, TICKS, words, meaning, NULL}
#define TEXT_KNOB(type, member, book, check, meaning) \
    {#member, offsetof(type, member), 0, 0, 0, TEXT, \
     (const char *const[]){book, NULL}, meaning, check}
#define PIXELS_KNOB(type, member, side, book, meaning) \
    {#member, offsetof(type, member), 0, side, side, PIXELS, \
     (const char *const[]){book, NULL}, meaning, NULL}
/* clang-format on */

enum { EXPERIMENT_NEEDS = 4 };

/* run computes once and tells all there is to tell: its section of the
 * report, which begins "NAME: ", its data blocks, the numbers for sentences.
 * A scene (a curve, a grid) tells blocks only. */
typedef struct experiment {
    const char *name; /* lower case, digits and '-' */
    void (*run)(const void *knobs, story *s);
    size_t size;       /* of the struct of its knobs; 0: it has none */
    const knob *knobs; /* up to one without a name, or NULL */

    /* Names of experiments that run before it, whose results it asks for
     * with result_of(). */
    const char *needs[EXPERIMENT_NEEDS];
    bool takes_long; /* more than a moment */
} experiment;

#define KNOBS(type, list) .size = sizeof(type), .knobs = (list)
#define NO_KNOBS          .size = 0, .knobs = NULL

/* How many the table has; it ends with one that has no name. */
size_t experiment_count(const experiment *table);

/* The place of that name in the table; the count if it is not there. */
size_t experiment_find(const experiment *table, const char *name);

/* Does it name that one among its needs? */
bool experiment_needs(const experiment *e, const char *name);

/* The knob of that (outer) name, or NULL. */
const knob *knob_find(const experiment *e, const char *name);

/* The outer name, in `room` of 32 bytes: start_x becomes start-x. */
const char *knob_name(const knob *k, char room[32]);

/* Fills a struct of e->size bytes with the book's values. */
void knobs_reset(const experiment *e, void *knobs);

/* Writes the value `text` into the struct; of ticks "adam+momentum", or "none".
 * False: it is no number, or out of range, or not one of the words, or refused
 * by its check, and `why` is one clause that says so. */
bool knob_set(const knob *k, void *knobs, const char *text, char why[KNOB_WHY]);

/* The words of a choice or of ticks with bars between them, "adam|momentum". */
const char *knob_words(const knob *k, char room[200]);

/* Whether it is a number: turned from a low to a high end. */
bool knob_is_number(const knob *k);

/* The value in the struct: for a knob that is a number, and for ticks. */
double knob_value(const knob *k, const void *knobs);

/* For all others: the word, or the text in the struct. */
const char *knob_word(const knob *k, const void *knobs);

/* Of a value of ticks: is word `i` ticked? */
bool knob_ticked(double ticks, size_t i);

/* The words that are ticked, as knob_set() takes them. */
const char *knob_ticks(const knob *k, double ticks, char room[200]);

/* Of `count` names the one that takes the fewest keystrokes to get from
 * `word`, or NULL if all are farther than half of its length. */
const char *nearest_name(const char *word, size_t count,
                         const char *const *names);

#endif
