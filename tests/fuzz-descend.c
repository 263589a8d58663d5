/* libFuzzer on the option parser of descend and all that follows from it: a
 * command line is the input, its arguments divided by line ends. make fuzz. */
int descend_main(int argc, char **argv);
#define main descend_main
#include "../code/descend.c"
#undef main

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORDS = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool prepared;
    if (!prepared && !freopen("/dev/null", "w", stdout))
        abort();
    prepared = true;
    char *text = malloc(size + 1), name[] = "descend";
    char *argv[WORDS + 2] = {name};
    int argc = 1;
    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    for (char *word = text; word && argc <= WORDS; argc++) {
        argv[argc] = word;
        word = strchr(word, '\n');
        if (word)
            *word++ = '\0';
    }
    request r = {.method = gd_method_find("gradient-descent"),
                 .schedule = gd_schedule_find("constant"),
                 .rate = 0.01,
                 .tolerance = 1e-8};
    optind = 0; /* start over */
    if (read_options(&r, argc, argv) && !r.help) {
        r.steps = r.steps > 20 ? 20 : r.steps;
        perform(&r);
    }
    free(text);
    return 0;
}
