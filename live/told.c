#include "told.h"

#include "live.h"
#include "told-parts.h"
#include "turn.h"

#include "shared/chapter.h"
#include "shared/numeral.h"
#include "shared/request.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The main of the chapter's program, under the name that the Makefile gives it
 * here. The linker leads its call of chapter_main() to __wrap_chapter_main(),
 * and ours of __real_chapter_main() to that. */
int program_main(int argc, char **argv);

int __real_chapter_main(const chapter *this, int argc, char **argv);
int __wrap_chapter_main(const chapter *this, int argc, char **argv);

static const chapter *book;

/* What has been computed, with the knobs as they are turned now. */
static request settings;
static story told;
static gd_table table;
static dataset *data;
static size_t *owner; /* of each block: place in the table of experiments */
static char (*block_name)[GD_BLOCK_NAME];
static size_t blocks, block_room;

/* Of each experiment: has a knob been turned since it was told? What was told
 * stays till it is told anew, so that there is always something to draw. And
 * was it told elsewhere (see live_unpack), where its result is, so that others
 * cannot ask for that here? */
static bool *stale, *lent;

static buffer answer; /* the last text for the page */

static const char *answered(void)
{
    plot_buffer_put(&answer, "");
    return answer.text;
}

/* ------------------------------------------------------------ what is there */

int __wrap_chapter_main(const chapter *this, int argc, char **argv)
{
    book = this;
    return argc ? __real_chapter_main(this, argc, argv) : 0;
}

/* ---------------------------------------------------------- what it is told */

/* The blocks of an experiment that is told again are given anew. */
static void receive_block(void *context, const char *name, const char *header)
{
    (void)context;
    if (blocks == block_room) {
        block_room = 2 * block_room + 64;
        owner = plot_must_realloc(owner, block_room, sizeof *owner);
        block_name =
            plot_must_realloc(block_name, block_room, sizeof *block_name);
    }
    owner[blocks] = told.now;
    snprintf(block_name[blocks++], GD_BLOCK_NAME, "%s", name);
    plot_data_add_block(data, name, header);
}

static void receive_row(void *context, const char *word, size_t n,
                        const double *numbers)
{
    (void)context;
    plot_data_add_row(data, word, n, numbers);
}

/* Drops the blocks of an experiment that is to be told again. */
static void drop_blocks_of(size_t which)
{
    size_t kept = 0;
    for (size_t i = 0; i < blocks; i++)
        if (owner[i] == which) {
            plot_data_drop_block(data, block_name[i]);
        } else {
            owner[kept] = owner[i];
            memmove(block_name[kept++], block_name[i], GD_BLOCK_NAME);
        }
    blocks = kept;
}

void told_start(void)
{
    static const gd_receiver receiver = {NULL, receive_block, receive_row};
    program_main(0, NULL);
    settings = request_new(book->experiments);
    data = plot_data_new(book->name);
    table = gd_table_open_for(&receiver);
    told = story_new(book->experiments, &table);
    stale = must_calloc(experiment_count(book->experiments), sizeof *stale);
    lent = must_calloc(experiment_count(book->experiments), sizeof *lent);
    must_speaker(book->name);
    plot_report_program(book->name);
}

const dataset *told_data(void)
{
    return data;
}

bool told_next_word(const char **words, char word[80])
{
    *words += strspn(*words, " ");
    size_t length = strcspn(*words, " ");
    snprintf(word, 80, "%.*s", (int)length, *words);
    *words += length;
    return length > 0;
}

static size_t must_find(const char *name)
{
    size_t which = experiment_find(book->experiments, name);
    if (!book->experiments[which].name)
        give_up("there is no experiment '%s'", name);
    return which;
}

/* --------------------------------------------------- what is to be told */

/* Experiments in the order in which they are to run, each once. */
typedef struct plan {
    size_t count;
    size_t *which;
} plan;

static bool is_planned(const plan *p, size_t which)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->which[i] == which)
            return true;
    return false;
}

/* Adds an experiment that is not known, or is to run `again`, after those that
 * it needs: they run too where they are not known, or where their results are
 * not here. */
static void plan_for(plan *p, size_t which, bool again)
{
    const experiment *e = &book->experiments[which];
    bool known = told.parts[which].ran && !stale[which];
    if ((known && !again) || is_planned(p, which))
        return;
    for (int k = 0; k < EXPERIMENT_NEEDS && e->needs[k]; k++) {
        size_t need = must_find(e->needs[k]);
        plan_for(p, need, lent[need]);
    }
    p->which[p->count++] = which;
}

/* To be freed by plan_free(). */
static plan plan_of(const char *experiments)
{
    char word[80];
    plan p = {.which = must_calloc(experiment_count(book->experiments),
                                   sizeof *p.which)};
    while (told_next_word(&experiments, word))
        plan_for(&p, must_find(word), false);
    return p;
}

static void plan_free(plan *p)
{
    free(p->which);
}

const experiment *told_experiment(const char *name)
{
    return &book->experiments[must_find(name)];
}

const void *told_knobs(const experiment *e)
{
    return settings.knobs[e - book->experiments];
}

story *told_story(void)
{
    return &told;
}

const char *told_block_of(size_t which, size_t number)
{
    for (size_t i = 0; i < blocks; i++)
        if (owner[i] == which && number-- == 0)
            return block_name[i];
    return NULL;
}

void told_begin(size_t which)
{
    story_forget(&told, which);
    drop_blocks_of(which);
    told.now = which;
}

void told_end(void)
{
    plot_data_drop_block(data, "values");
    story_write_values(&told);
    gd_table_end_block(&table);
    blocks--; /* `values`, which is the last */
}

bool told_has_result(size_t which)
{
    return told.parts[which].result || lent[which];
}

void told_lend(bool current, bool lends)
{
    told.parts[told.now].ran = true;
    stale[told.now] = !current;
    lent[told.now] = lends;
}

void live_tell(const char *experiments)
{
    plan p = plan_of(experiments);
    for (size_t i = 0; i < p.count; i++) {
        size_t which = p.which[i];
        told_begin(which);
        story_tell(&told, which, settings.knobs);
        stale[which] = lent[which] = false;
    }
    if (p.count > 0)
        told_end();
    plan_free(&p);
}

const char *live_untold(const char *experiments)
{
    plan p = plan_of(experiments);
    answer.n = 0;
    for (size_t i = 0; i < p.count; i++) {
        plot_buffer_put(&answer, answer.n ? " " : "");
        plot_buffer_put(&answer, book->experiments[p.which[i]].name);
    }
    plan_free(&p);
    return answered();
}

/* Of an experiment: the product of its counts, each at least 1. */
static double effort_of(size_t which)
{
    const experiment *e = &book->experiments[which];
    double effort = e->takes_long ? HUGE_VAL : 1;
    for (const knob *k = e->knobs; k && k->name; k++)
        if (k->scale == COUNT)
            effort *= fmax(1, knob_value(k, settings.knobs[which]));
    return effort;
}

double live_effort(const char *experiments)
{
    char word[80];
    double effort = 0;
    while (told_next_word(&experiments, word))
        effort += effort_of(must_find(word));
    return effort;
}

/* -------------------------------------------------------------------- knobs */

/* A knob and where it is turned: `which` is its experiment. */
typedef struct found {
    size_t which;
    const knob *knob;
} found;

/* Its knob is NULL if there is none, and then `answer` says so. */
static found find_knob(const char *name)
{
    found f = {0};
    char word[80];
    size_t before = strcspn(name, ".");
    snprintf(word, sizeof word, "%.*s", (int)before, name);
    f.which = experiment_find(book->experiments, word);
    if (book->experiments[f.which].name && name[before])
        f.knob = knob_find(&book->experiments[f.which], name + before + 1);
    answer.n = 0;
    if (!f.knob) {
        plot_buffer_put(&answer, "there is no knob ");
        plot_buffer_put(&answer, name);
    }
    return f;
}

static void *struct_of(found f)
{
    return settings.knobs[f.which];
}

/* What was computed with another value of one of its knobs is stale, and so is
 * what needs that. */
static void spoil(size_t which)
{
    const char *name = book->experiments[which].name;
    stale[which] = true;
    for (size_t i = 0; book->experiments[i].name; i++)
        if (!stale[i] && experiment_needs(&book->experiments[i], name))
            spoil(i);
}

/* Sets a value. */
static void set_number(found f, double value)
{
    numeral text = typed(value);
    char why[KNOB_WHY];
    if (knob_value(f.knob, struct_of(f)) == value)
        return;
    if (!knob_set(f.knob, struct_of(f), text.text, why))
        give_up("%s=%s: %s", f.knob->name, text.text, why);
    spoil(f.which);
}

const char *live_set(const char *name, const char *setting)
{
    char why[KNOB_WHY] = "";
    found f = find_knob(name);
    if (!f.knob)
        return answered();
    if (knob_set(f.knob, struct_of(f), setting, why))
        spoil(f.which);
    plot_buffer_put(&answer, why);
    return answered();
}

const char *live_turn(const char *name, double place)
{
    found f = find_knob(name);
    if (f.knob && f.knob->scale == CHOICE)
        return live_set(name, f.knob->words[(size_t)turn_value(f.knob, place)]);
    if (f.knob && knob_is_number(f.knob))
        set_number(f, turn_value(f.knob, place));
    else if (f.knob)
        plot_buffer_put(&answer, "it is not turned from one end to another");
    return answered();
}

/* Of a choice, its word's number from 0. */
static double chosen(found f)
{
    const char *word = knob_word(f.knob, struct_of(f));
    size_t i = 0;
    while (f.knob->words[i] != word)
        i++;
    return (double)i;
}

double live_place(const char *name)
{
    found f = find_knob(name);
    if (f.knob && f.knob->scale == CHOICE)
        return chosen(f);
    return f.knob && knob_is_number(f.knob)
               ? turn_place(f.knob, knob_value(f.knob, struct_of(f)))
               : 0;
}

static const char *answer_setting(found f, numeral (*number)(double))
{
    char room[200];
    if (knob_is_number(f.knob))
        plot_buffer_put(&answer, number(knob_value(f.knob, struct_of(f))).text);
    else if (f.knob->scale == TICKS)
        plot_buffer_put(
            &answer,
            knob_ticks(f.knob, knob_value(f.knob, struct_of(f)), room));
    else
        plot_buffer_put(&answer, knob_word(f.knob, struct_of(f)));
    return answered();
}

/* Is it experiment `from`, or one that needs it? */
static bool comes_from(size_t which, size_t from)
{
    const experiment *e = &book->experiments[which];
    if (which == from)
        return true;
    for (int k = 0; k < EXPERIMENT_NEEDS && e->needs[k]; k++)
        if (comes_from(must_find(e->needs[k]), from))
            return true;
    return false;
}

const char *live_turned_by(const char *experiments, const char *name)
{
    char word[80];
    found f = find_knob(name);
    while (f.knob && told_next_word(&experiments, word))
        if (comes_from(must_find(word), f.which)) {
            plot_buffer_put(&answer, answer.n ? " " : "");
            plot_buffer_put(&answer, word);
        }
    return answered();
}

double live_low(const char *name)
{
    found f = find_knob(name);
    return f.knob && knob_is_number(f.knob) ? f.knob->low : 0;
}

const char *live_setting(const char *name)
{
    found f = find_knob(name);
    return f.knob ? answer_setting(f, typed) : answered();
}

const char *live_words(const char *name)
{
    found f = find_knob(name);
    if (f.knob && f.knob->scale == PIXELS) {
        plot_buffer_put(&answer, "drawn");
        return answered();
    }
    return f.knob ? answer_setting(f, spoken) : answered();
}

void told_drag(const char *knob, double value)
{
    found f = find_knob(knob);
    if (!f.knob)
        give_up("%s", answer.text);
    else
        set_number(f, turn_value(f.knob, turn_place(f.knob, value)));
}

void live_reset(const char *experiments)
{
    char word[80];
    while (told_next_word(&experiments, word)) {
        size_t which = must_find(word);
        const experiment *e = &book->experiments[which];
        if (!e->size)
            continue;
        knobs_reset(e, settings.knobs[which]);
        spoil(which);
    }
}

/* ---------------------------------------------------------------- the words */

static bool is_among(const char *words, const char *name)
{
    char word[80];
    while (told_next_word(&words, word))
        if (strcmp(word, name) == 0)
            return true;
    return false;
}

const char *live_report(const char *experiments)
{
    answer.n = 0;
    for (size_t i = 0; book->experiments[i].name; i++)
        if (is_among(experiments, book->experiments[i].name)) {
            const char *text = told.parts[i].text;
            plot_buffer_put(&answer, text ? text : "");
        }
    return answered();
}

const char *live_short(const char *experiments)
{
    char word[80];
    answer.n = 0;
    while (told_next_word(&experiments, word)) {
        const char *sentence = told.parts[must_find(word)].sentence;
        if (!sentence)
            continue;
        plot_buffer_put(&answer, answer.n ? " " : "");
        plot_buffer_put(&answer, sentence);
    }
    return answered();
}

/* Each once. */
static void put_needs(const char *name)
{
    const experiment *e = &book->experiments[must_find(name)];
    if (is_among(answered(), name))
        return;
    plot_buffer_put(&answer, answer.n ? " " : "");
    plot_buffer_put(&answer, name);
    for (int k = 0; k < EXPERIMENT_NEEDS && e->needs[k]; k++)
        put_needs(e->needs[k]);
}

const char *live_needs(const char *experiment)
{
    answer.n = 0;
    put_needs(experiment);
    return answered();
}

/* ------------------------------------------------------------- the page's */

static buffer room;

const char *told_room(void)
{
    return room.text;
}

char *live_room(size_t size)
{
    plot_buffer_free(&room);
    plot_buffer_add(&room, NULL, 0);
    room.text = plot_must_realloc(room.text, size + 1, 1);
    return room.text;
}

int live_command(char *lines)
{
    enum { MOST = 64 };
    char *words[MOST + 1] = {NULL};
    int count = 0;
    for (char *word = strtok(lines, "\n"); word && count < MOST;
         word = strtok(NULL, "\n"))
        words[count++] = word;
    return program_main(count, words);
}
