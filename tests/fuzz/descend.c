/* libFuzzer on the option parser of descend and all that follows from it: a
 * command line is the input, its arguments divided by line ends. */
#define _POSIX_C_SOURCE 200809L
#include "fuzz.h"

/* What it complains of is read, in the place of stderr. */
static FILE *complaints;
#undef stderr
#define stderr complaints

int descend_main(int argc, char **argv);
#define main descend_main
#include "../../code/descend.c"
#undef main

enum { WORDS = 40, MOST_STEPS = 20 };

/* The words of a command line, which stay in the text. */
static int split(char *text, char *argv[WORDS + 2])
{
    static char name[] = "descend";
    int argc = 1;
    argv[0] = name;
    for (char *word = text; word && argc <= WORDS; argc++) {
        argv[argc] = word;
        word = strchr(word, '\n');
        if (word)
            *word++ = '\0';
    }
    argv[argc] = NULL;
    return argc;
}

static int run(int argc, char **argv)
{
    request r = {.method = gd_method_find("gradient-descent"),
                 .schedule = gd_schedule_find("constant"),
                 .rate = 0.01,
                 .steps = MOST_STEPS,
                 .tolerance = 1e-8,
                 .seed = 1};
    optind = 0; /* start over */
    if (!read_options(&r, argc, argv))
        return USAGE;
    r.steps = r.steps > MOST_STEPS ? MOST_STEPS : r.steps;
    return r.help || r.methods ? FINE : perform(&r);
}

/* One sentence, below which may stand what was typed, and a caret. */
static void check_complaint(int status, const char *said)
{
    size_t lines = 0;
    for (const char *c = said; *c; c++)
        lines += *c == '\n';
    require(status != USAGE || lines > 0, "what is refused is told", "nothing");
    require(status != FINE || lines == 0, "and nothing else", said);
    require(lines == 0 || strncmp(said, "descend: ", 9) == 0,
            "the program says its name", said);
    require(lines <= 1 || (lines == 3 && said[strlen(said) - 2] == '^'),
            "it is one sentence, and perhaps the place", said);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool prepared;
    char *text = fuzz_text(data, size), *argv[WORDS + 2], *said = NULL;
    size_t length;
    if (!prepared && !freopen("/dev/null", "w", stdout))
        abort();
    prepared = true;
    complaints = open_memstream(&said, &length);
    if (!complaints)
        abort();
    int argc = split(text, argv);
    int status = run(argc, argv);
    fclose(complaints);
    check_complaint(status, said);
    free(said);
    free(text);
    return 0;
}
