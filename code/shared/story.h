/* What an experiment tells: a section of the report, blocks of data, and
 * numbers for the sentences of the text. */
#ifndef STORY_H
#define STORY_H

#include "gd/table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct experiment;

/* A number that sentences quote, and the experiment that owns it. */
typedef struct story_value {
    char key[128];
    double number;
    size_t owner; /* place in the table of experiments */
} story_value;

/* A section of the report, and what else is to be kept of an experiment. */
typedef struct story_part {
    bool ran;
    char *text; /* NULL: nothing said */
    size_t length, room;
    char *sentence; /* see in_short(); NULL: none */
    void *result;   /* see keep(); NULL: none */
    size_t plain;   /* see keep_plain(); 0: it is not */
} story_part;

typedef struct story {
    /* Blocks are written there, with the functions of gd/table.h. It checks
     * them also when nobody wants the data. */
    gd_table *data;

    /* Called before an experiment runs, `now` being its place; NULL: nothing
     * is. */
    void (*starting)(const struct experiment *e);

    /* Place in the table of the experiment that runs, from its start to the
     * start of the next. A receiver of the data asks here whose block it is
     * told; the block `values` is nobody's. */
    size_t now;

    /* The story's own. */
    const struct experiment *table;
    story_part *parts;
    story_value *values;
    size_t value_count, value_room;
} story;

/* A part of the section; as printf. */
void say(story *s, const char *format, ...) GD_PRINTF(2, 3);

/* The run in one sentence, its knobs and what came of them; as printf: "From 1
 * at the rate 0.05 it arrives after 26 steps." UTF-8; see spoken() for its
 * numbers. Once an experiment. */
void in_short(story *s, const char *format, ...) GD_PRINTF(2, 3);

/* A number for sentences: `cubic.gd.x`{.value}. Its key is new, its value
 * finite, or the program gives up. valuef: the key is made as by printf. */
void value(story *s, const char *key, double number);
void valuef(story *s, double number, const char *key, ...) GD_PRINTF(3, 4);

/* The name of a block, made as by printf; what is too long is cut off. */
typedef struct label {
    char text[GD_BLOCK_NAME];
} label;
label named(const char *format, ...) GD_PRINTF(1, 2);

/* Zeroed memory for a result that experiments which need this one ask for; it
 * lives as long as the story. Once an experiment. */
void *keep(story *s, size_t size);

/* The same, and there is no pointer in it, but to literals: its bytes mean the
 * same in another story of the same program, which may get them
 * (live/packed.c). */
void *keep_plain(story *s, size_t size);

/* What `name`, which stands among the needs, has kept. */
const void *result_of(const story *s, const char *name);

/* For chapter_main, tests and the page. The table stays the caller's. */
story story_new(const struct experiment *table, gd_table *data);

/* Runs experiment `which`, unless it has run, after those that it needs. knobs
 * has the structs of all experiments, NULL where one has no knobs. */
void story_tell(story *s, size_t which, void *const *knobs);

/* As if experiment `which` had not run: its section, sentence, result and
 * values go, and `ran` is false of its part. What a receiver has been told of
 * it is for the receiver to drop. Those that need it keep what they told. */
void story_forget(story *s, size_t which);

/* Writes the block `values`, in the order of the table, whichever ran first;
 * # lines tell the owners. */
void story_write_values(story *s);
void story_free(story *s);

#endif
