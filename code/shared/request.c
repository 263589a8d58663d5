#include "shared/request.h"

#include "shared/must.h"
#include "shared/numeral.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

request request_new(const experiment *table)
{
    size_t count = experiment_count(table);
    request r = {.table = table,
                 .named = must_calloc(count, sizeof *r.named),
                 .wanted = must_calloc(count, sizeof *r.wanted),
                 .knobs = must_calloc(count, sizeof *r.knobs)};
    for (size_t i = 0; i < count; i++) {
        if (!table[i].size)
            continue;
        r.knobs[i] = must_calloc(1, table[i].size);
        knobs_reset(&table[i], r.knobs[i]);
    }
    return r;
}

void request_free(request *r)
{
    for (size_t i = 0; i < experiment_count(r->table); i++)
        free(r->knobs[i]);
    free(r->knobs);
    free(r->named);
    free(r->wanted);
    *r = (request){0};
}

/* ----------------------------------------------------------------- messages */

/* One sentence; always false. */
static bool wrong(const char *name, const char *format, ...) GD_PRINTF(2, 3);

static bool wrong(const char *name, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "%s: ", name);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return false;
}

/* "; did you mean cubic?", or all names where none is near. */
typedef struct hint {
    char text[600];
} hint;

static hint hint_of(const char *word, size_t count, const char *const *names)
{
    hint h = {""};
    const char *near = nearest_name(word, count, names);
    if (near) {
        snprintf(h.text, sizeof h.text, "; did you mean %s?", near);
        return h;
    }
    size_t length = (size_t)snprintf(h.text, sizeof h.text, "; there %s",
                                     count > 1   ? "are"
                                     : count > 0 ? "is"
                                                 : "are none");
    for (size_t i = 0; i < count && length < sizeof h.text; i++)
        length += (size_t)snprintf(h.text + length, sizeof h.text - length,
                                   "%s %s", i ? "," : "", names[i]);
    return h;
}

static bool unknown_experiment(const request *r, const char *name,
                               const char *word)
{
    size_t count = experiment_count(r->table);
    const char **names = must_calloc(count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = r->table[i].name;
    hint h = hint_of(word, count, names);
    free(names);
    return wrong(name, "there is no experiment '%s'%s", word, h.text);
}

static bool unknown_knob(const experiment *e, const char *name,
                         const char *word)
{
    size_t count = 0;
    while (e->knobs && e->knobs[count].name)
        count++;
    char(*rooms)[32] = must_calloc(count, sizeof *rooms);
    const char **names = must_calloc(count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = knob_name(&e->knobs[i], rooms[i]);
    hint h = hint_of(word, count, names);
    free(names);
    free(rooms);
    return wrong(name, "%s has no knob '%s'%s", e->name, word, h.text);
}

/* ------------------------------------------------------------ the arguments */

/* Marks an experiment and what it needs. */
static void want(request *r, size_t which)
{
    if (r->wanted[which])
        return;
    r->wanted[which] = true;
    const experiment *e = &r->table[which];
    for (int k = 0; k < EXPERIMENT_NEEDS && e->needs[k]; k++) {
        size_t other = experiment_find(r->table, e->needs[k]);
        if (!r->table[other].name)
            give_up("%s needs %s, which is not there", e->name, e->needs[k]);
        want(r, other);
    }
}

static bool name_experiments(request *r, const char *name, int count,
                             char **words)
{
    size_t all = experiment_count(r->table);
    for (int i = 0; i < count; i++) {
        size_t which = experiment_find(r->table, words[i]);
        if (which == all)
            return unknown_experiment(r, name, words[i]);
        r->named[which] = true;
    }
    for (size_t i = 0; i < all; i++) {
        r->named[i] = r->named[i] || count == 0;
        if (r->named[i])
            want(r, i);
    }
    return true;
}

/* The experiment of `[EXPERIMENT.]KNOB=VALUE`, or the count. Without its name
 * it is the only one that is named. */
static size_t experiment_of(const request *r, const char *name,
                            const char *setting, size_t before_dot)
{
    size_t all = experiment_count(r->table), which = all;
    char word[64];
    if (before_dot > 0) {
        snprintf(word, sizeof word, "%.*s", (int)before_dot - 1, setting);
        which = experiment_find(r->table, word);
        if (which == all)
            unknown_experiment(r, name, word);
        else if (!r->wanted[which]) {
            wrong(name, "--set %s: %s does not run; name it too", setting,
                  word);
            which = all;
        }
        return which;
    }
    size_t count = 0;
    for (size_t i = 0; i < all; i++)
        if (r->named[i]) {
            which = i;
            count++;
        }
    if (count == 1)
        return which;
    wrong(name,
          "--set %s: of which experiment? Name one, or write"
          " EXPERIMENT.%s",
          setting, setting);
    return all;
}

static bool turn(request *r, const char *name, const char *setting)
{
    const char *equals = strchr(setting, '=');
    if (!equals)
        return wrong(name, "--set %s: it is [EXPERIMENT.]KNOB=VALUE", setting);
    const char *dot = memchr(setting, '.', (size_t)(equals - setting));
    const char *word = dot ? dot + 1 : setting;
    size_t which =
        experiment_of(r, name, setting, (size_t)(dot ? dot + 1 - setting : 0));
    const experiment *e = &r->table[which];
    if (!e->name)
        return false;
    char knob_word[64], why[KNOB_WHY];
    snprintf(knob_word, sizeof knob_word, "%.*s", (int)(equals - word), word);
    const knob *k = knob_find(e, knob_word);
    if (!k)
        return unknown_knob(e, name, knob_word);
    return knob_set(k, r->knobs[which], equals + 1, why)
           || wrong(name, "--set %s: %s", setting, why);
}

static const struct option options[] = {
    {"set", required_argument, NULL, 's'},
    {"data", no_argument, NULL, 'd'},
    {"list", no_argument, NULL, 'l'},
    {"report", required_argument, NULL, 'r'},
    {"data-file", required_argument, NULL, 'f'},
    {"help", no_argument, NULL, 'h'},
    {0},
};

/* Options first: a knob can be turned when it is known which experiments
 * run, and these may be named after it. */
static bool read_options(request *r, int argc, char **argv,
                         const char **settings, int *count)
{
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;)
        switch (c) {
        case 's':
            settings[(*count)++] = optarg;
            break;
        case 'd':
            r->data = true;
            break;
        case 'l':
            r->list = true;
            break;
        case 'r':
            r->report = optarg;
            break;
        case 'f':
            r->data_file = optarg;
            break;
        case 'h':
            r->help = true;
            break;
        default:
            return false; /* getopt has said what is wrong */
        }
    return true;
}

static bool consistent(const request *r, const char *name)
{
    if (r->data && (r->report || r->data_file))
        return wrong(name, "--data prints the data: not with --report or"
                           " --data-file");
    if (r->report && r->data_file && strcmp(r->report, r->data_file) == 0)
        return wrong(name, "--report and --data-file are one file");
    return true;
}

request_kind request_read(request *r, const char *name, int argc, char **argv)
{
    int count = 0;
    const char **settings = must_calloc((size_t)argc, sizeof *settings);
    bool good = read_options(r, argc, argv, settings, &count);
    if (good && !r->help && !r->list) {
        good = consistent(r, name)
               && name_experiments(r, name, argc - optind, argv + optind);
        for (int i = 0; good && i < count; i++)
            good = turn(r, name, settings[i]);
    }
    free(settings);
    return !good     ? REQUEST_WRONG
           : r->help ? REQUEST_HELP
           : r->list ? REQUEST_LIST
                     : REQUEST_RUN;
}

/* ----------------------------------------------------------------- the list */

static void list_knob(const experiment *e, const knob *k)
{
    static const char *const scales[] = {"linear", "log", "count"};
    char room[32], words[200], ticks[200];
    printf("%s\t%s\t", e->name, knob_name(k, room));
    if (k->scale == CHOICE)
        printf("%s\t\t\tchoice:%s", k->words[0], knob_words(k, words));
    else if (k->scale == TICKS)
        printf("%s\t\t\tticks:%s", knob_ticks(k, k->book, ticks),
               knob_words(k, words));
    else if (k->scale == TEXT)
        printf("%s\t\t\ttext", k->words[0]);
    else if (k->scale == PIXELS)
        printf("%s\t\t\tpixels:%gx%g", k->words[0], k->low, k->high);
    else
        printf("%s\t%s\t%s\t%s", typed(k->book).text, typed(k->low).text,
               typed(k->high).text, scales[k->scale]);
    printf("\t%s\n", k->meaning);
}

void request_list(const experiment *table)
{
    printf("experiment\tknob\tdefault\tlow\thigh\tscale\tmeaning\n");
    for (const experiment *e = table; e->name; e++) {
        bool has_knobs = e->knobs && e->knobs->name;
        if (e->takes_long || !has_knobs)
            printf("%s\t\t\t\t\t%s\t\n", e->name, e->takes_long ? "long" : "");
        for (const knob *k = e->knobs; k && k->name; k++)
            list_knob(e, k);
    }
}
