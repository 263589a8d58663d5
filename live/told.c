#include "told.h"

#include "live.h"
#include "turn.h"

#include "shared/chapter.h"
#include "shared/numeral.h"
#include "shared/request.h"

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

/* Drops the blocks of experiments that are to be told again. */
static void drop_stale_blocks(void)
{
    size_t kept = 0;
    for (size_t i = 0; i < blocks; i++)
        if (told.parts[owner[i]].ran) {
            owner[kept] = owner[i];
            memmove(block_name[kept++], block_name[i], GD_BLOCK_NAME);
        } else {
            plot_data_drop_block(data, block_name[i]);
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
    must_speaker(book->name);
    plot_report_program(book->name);
}

const dataset *told_data(void)
{
    return data;
}

/* The next of some words with blanks between them, or false. */
static bool next_word(const char **words, char word[80])
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

void live_tell(const char *experiments)
{
    char word[80];
    drop_stale_blocks();
    plot_data_drop_block(data, "values");
    while (next_word(&experiments, word))
        story_tell(&told, must_find(word), settings.knobs);
    story_write_values(&told);
    gd_table_end_block(&table);
    blocks--; /* `values`, which is the last */
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

/* Sets a value; what was computed with another is stale then. */
static void set_number(found f, double value)
{
    numeral text = typed(value);
    char why[240];
    if (knob_value(f.knob, struct_of(f)) == value)
        return;
    if (!knob_set(f.knob, struct_of(f), text.text, why))
        give_up("%s=%s: %s", f.knob->name, text.text, why);
    story_forget(&told, f.which);
}

const char *live_set(const char *name, const char *setting)
{
    char why[240] = "";
    found f = find_knob(name);
    if (!f.knob)
        return answered();
    if (knob_set(f.knob, struct_of(f), setting, why))
        story_forget(&told, f.which);
    plot_buffer_put(&answer, why);
    return answered();
}

const char *live_turn(const char *name, double place)
{
    found f = find_knob(name);
    if (f.knob && f.knob->scale == CHOICE)
        return live_set(name, f.knob->words[(size_t)turn_value(f.knob, place)]);
    if (f.knob)
        set_number(f, turn_value(f.knob, place));
    return answered();
}

double live_place(const char *name)
{
    found f = find_knob(name);
    return f.knob ? turn_place(f.knob, knob_value(f.knob, struct_of(f))) : 0;
}

const char *live_setting(const char *name)
{
    found f = find_knob(name);
    if (f.knob && f.knob->scale == CHOICE)
        plot_buffer_put(&answer, knob_word(f.knob, struct_of(f)));
    else if (f.knob)
        plot_buffer_put(&answer, typed(knob_value(f.knob, struct_of(f))).text);
    return answered();
}

const char *live_words(const char *name)
{
    found f = find_knob(name);
    if (f.knob && f.knob->scale == CHOICE)
        return live_setting(name);
    if (f.knob)
        plot_buffer_put(&answer, spoken(knob_value(f.knob, struct_of(f))).text);
    return answered();
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
    while (next_word(&experiments, word)) {
        size_t which = must_find(word);
        const experiment *e = &book->experiments[which];
        if (!e->size)
            continue;
        knobs_reset(e, settings.knobs[which]);
        story_forget(&told, which);
    }
}

/* ---------------------------------------------------------------- the words */

const char *live_report(const char *experiments)
{
    char word[80];
    answer.n = 0;
    while (next_word(&experiments, word)) {
        const char *text = told.parts[must_find(word)].text;
        plot_buffer_put(&answer, text ? text : "");
    }
    return answered();
}

const char *live_short(const char *experiments)
{
    char word[80];
    answer.n = 0;
    while (next_word(&experiments, word)) {
        const char *sentence = told.parts[must_find(word)].sentence;
        if (!sentence)
            continue;
        plot_buffer_put(&answer, answer.n ? " " : "");
        plot_buffer_put(&answer, sentence);
    }
    return answered();
}

/* ------------------------------------------------------------- the page's */

char *live_room(size_t size)
{
    static buffer room;
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
