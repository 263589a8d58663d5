#include "shared/story.h"

#include "shared/experiment.h"
#include "shared/must.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

story story_new(const experiment *table, gd_table *data)
{
    return (story){
        .data = data,
        .table = table,
        .parts = must_calloc(experiment_count(table), sizeof(story_part))};
}

static void part_free(story_part *part)
{
    free(part->text);
    free(part->sentence);
    free(part->result);
    *part = (story_part){0};
}

void story_free(story *s)
{
    for (size_t i = 0; s->table && i < experiment_count(s->table); i++)
        part_free(&s->parts[i]);
    free(s->parts);
    free(s->values);
    *s = (story){0};
}

/* ------------------------------------------------------------------ telling */

/* How long the text will be. */
static size_t printed_length(const char *format, va_list arguments)
{
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length >= 0)
        return (size_t)length;
    give_up("a text that cannot be printed: %s", format);
}

void say(story *s, const char *format, ...)
{
    story_part *part = &s->parts[s->now];
    va_list arguments;
    va_start(arguments, format);
    size_t length = printed_length(format, arguments);
    va_end(arguments);
    size_t need = part->length + length + 1;
    if (need > part->room) {
        part->room = 2 * need;
        part->text = must_have(realloc(part->text, part->room));
    }
    va_start(arguments, format);
    vsnprintf(part->text + part->length, length + 1, format, arguments);
    va_end(arguments);
    part->length += length;
}

void in_short(story *s, const char *format, ...)
{
    story_part *part = &s->parts[s->now];
    va_list arguments;
    if (part->sentence)
        give_up("a second sentence of one run");
    va_start(arguments, format);
    size_t size = printed_length(format, arguments) + 1;
    va_end(arguments);
    part->sentence = must_calloc(size, 1);
    va_start(arguments, format);
    vsnprintf(part->sentence, size, format, arguments);
    va_end(arguments);
}

void value(story *s, const char *key, double number)
{
    for (size_t i = 0; i < s->value_count; i++)
        if (strcmp(s->values[i].key, key) == 0)
            give_up("the value %s is there a second time", key);
    if (!isfinite(number))
        give_up("the value %s is not a finite number", key);
    if (s->value_count == s->value_room) {
        s->value_room = s->value_room ? 2 * s->value_room : 64;
        s->values =
            must_have(realloc(s->values, s->value_room * sizeof *s->values));
    }
    story_value *v = &s->values[s->value_count++];
    *v = (story_value){.number = number, .owner = s->now};
    if (snprintf(v->key, sizeof v->key, "%s", key) >= (int)sizeof v->key)
        give_up("the key of a value is too long: %s", key);
}

void valuef(story *s, double number, const char *key, ...)
{
    char text[sizeof((story_value *)0)->key + 1];
    va_list arguments;
    va_start(arguments, key);
    vsnprintf(text, sizeof text, key, arguments);
    va_end(arguments);
    value(s, text, number);
}

label named(const char *format, ...)
{
    label l;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(l.text, sizeof l.text, format, arguments);
    va_end(arguments);
    return l;
}

void *keep(story *s, size_t size)
{
    story_part *part = &s->parts[s->now];
    if (part->result)
        give_up("a second result to keep");
    return part->result = must_calloc(1, size);
}

void *keep_plain(story *s, size_t size)
{
    void *result = keep(s, size);
    s->parts[s->now].plain = size;
    return result;
}

const void *result_of(const story *s, const char *name)
{
    size_t which = experiment_find(s->table, name);
    if (which == experiment_count(s->table) || !s->parts[which].result)
        give_up("there is no result of %s, does it stand among the needs?",
                name);
    return s->parts[which].result;
}

/* ------------------------------------------------------------------ running */

/* The knobs are values too, so that text and figures can say them. */
static void tell_knobs(story *s, const experiment *e, const void *knobs)
{
    char room[32];
    for (const knob *k = e->knobs; k && k->name; k++)
        if (knob_is_number(k))
            valuef(s, knob_value(k, knobs), "%s.%s", e->name,
                   knob_name(k, room));
}

/* A section is found by its heading. */
static void check_heading(const story_part *part, const char *name)
{
    size_t length = strlen(name);
    if (part->text
        && (strncmp(part->text, name, length) != 0
            || strncmp(part->text + length, ": ", 2) != 0))
        give_up("its section does not begin with \"%s: \"", name);
}

static void run(story *s, size_t which, const void *knobs)
{
    const experiment *e = &s->table[which];
    s->parts[which].ran = true;
    must_passage(e->name);
    gd_table_end_block(s->data);
    gd_table_comment(s->data, "experiment", e->name);
    tell_knobs(s, e, knobs);
    e->run(knobs, s);
    if (s->data->error[0])
        give_up("%s", s->data->error);
    check_heading(&s->parts[which], e->name);
    must_passage(NULL);
}

void story_tell(story *s, size_t which, void *const *knobs)
{
    const experiment *e = &s->table[which];
    if (s->parts[which].ran)
        return;
    for (int k = 0; k < EXPERIMENT_NEEDS && e->needs[k]; k++)
        story_tell(s, experiment_find(s->table, e->needs[k]), knobs);
    s->now = which;
    if (s->starting)
        s->starting(e);
    run(s, which, knobs[which]);
}

/* ----------------------------------------------------------- what was told */

static void forget_values(story *s, size_t owner)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->value_count; i++)
        if (s->values[i].owner != owner)
            s->values[kept++] = s->values[i];
    s->value_count = kept;
}

void story_forget(story *s, size_t which)
{
    part_free(&s->parts[which]);
    forget_values(s, which);
}

static void write_values_of(story *s, size_t owner)
{
    bool first = true;
    for (size_t i = 0; i < s->value_count; i++) {
        const story_value *v = &s->values[i];
        if (v->owner != owner)
            continue;
        if (first)
            gd_table_comment(s->data, "experiment", s->table[owner].name);
        first = false;
        gd_table_value(s->data, v->key, v->number);
    }
}

void story_write_values(story *s)
{
    gd_table_block(s->data, "values", "key\tvalue");
    for (size_t i = 0; i < experiment_count(s->table); i++)
        write_values_of(s, i);
}
