/* What the command line of a chapter's program asks for. */
#ifndef REQUEST_H
#define REQUEST_H

#include "shared/experiment.h"

#include <stdbool.h>

typedef struct request {
    const experiment *table;
    bool *named;  /* experiments to be told; all of them, if none is named */
    bool *wanted; /* those, and what they need */
    void **knobs; /* the struct of each, or NULL where it has none */
    bool data, list, help;
    const char *report, *data_file; /* NULL: not given */
} request;

/* All experiments, with the book's values. */
request request_new(const experiment *table);
void request_free(request *r);

typedef enum request_kind {
    REQUEST_RUN,
    REQUEST_LIST,
    REQUEST_HELP,
    REQUEST_WRONG /* one sentence, after `name`, is on stderr */
} request_kind;

request_kind request_read(request *r, const char *name, int argc, char **argv);

/* Prints the experiments and their knobs, tab-separated, to standard output:
 * experiment knob default low high scale meaning. An experiment without knobs
 * has one row with the other cells empty; one that takes long begins with a
 * row that has no knob and `long` in scale. */
void request_list(const experiment *table);

#endif
