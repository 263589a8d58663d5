/* Two commands in turn, and a row of build/bench.tsv: how much of the
 * processor's time each takes, with all that it starts, in ms. A command is a
 * line for the shell; what it prints is dropped.
 *
 *     turns NAME SHARE ROUNDS COMMAND [BASELINE]
 *
 * The time is divided by SHARE, the pages that were made, say. A baseline that
 * does not run, for want of a package, leaves `-`; COMMAND must. */
#define _XOPEN_SOURCE 700

#include "bench/measure.h"

#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>

enum { ROUNDS_MAX = 99 };

static double in_ms(struct timeval t)
{
    return 1e3 * (double)t.tv_sec + 1e-3 * (double)t.tv_usec;
}

static double children_ms(void)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return in_ms(usage.ru_utime) + in_ms(usage.ru_stime);
}

static bool runs(const char *command, double *ms)
{
    double start = children_ms();
    int status = system(command);
    *ms = children_ms() - start;
    return status == 0;
}

/* The command, with its own words for what goes wrong or without. */
static char *quiet(const char *command, bool mute)
{
    size_t size = strlen(command) + 40;
    char *line = malloc(size);
    if (!line)
        exit(2);
    snprintf(line, size, "{ %s\n} >/dev/null%s", command, mute ? " 2>&1" : "");
    return line;
}

static void must_run(const char *command, double *ms)
{
    if (!runs(command, ms)) {
        fprintf(stderr, "turns: this failed: %s\n", command);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    double share = argc > 2 ? strtod(argv[2], NULL) : 0;
    long rounds = argc > 3 ? strtol(argv[3], NULL, 10) : 0;
    if ((argc != 5 && argc != 6) || !(share > 0) || rounds < 1
        || rounds > ROUNDS_MAX) {
        fprintf(stderr, "Usage: %s NAME SHARE ROUNDS COMMAND [BASELINE]\n",
                argv[0]);
        return 2;
    }
    double own[ROUNDS_MAX], other[ROUNDS_MAX], ratio[ROUNDS_MAX], ms;
    char *command = quiet(argv[4], false);
    char *baseline = argc > 5 ? quiet(argv[5], true) : NULL;
    bool beside = baseline && runs(baseline, &ms);
    for (int k = 0; k < rounds; k++) {
        must_run(command, &own[k]);
        if (beside) {
            must_run(baseline, &other[k]);
            ratio[k] = own[k] / other[k];
        }
    }
    size_t n = (size_t)rounds;
    if (beside)
        row(argv[1], median(n, own) / share, "ms", median(n, other) / share,
            median(n, ratio));
    else
        row_alone(argv[1], median(n, own) / share, "ms");
    free(command);
    free(baseline);
    return 0;
}
