/* What the harnesses of libFuzzer share: the input as text, and what every
 * reader promises of a refusal. A promise that is not kept ends the program,
 * and libFuzzer keeps the input. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a reader is told that it opens. */
#define FUZZ_PATH "input"

static inline void require(bool holds, const char *what, const char *found)
{
    if (holds)
        return;
    fprintf(stderr, "not so: %s\n  found: %s\n", what, found);
    abort();
}

/* The input with a zero behind it, to be freed. */
static inline char *fuzz_text(const void *data, size_t size)
{
    char *text = malloc(size + 1);
    if (!text)
        abort();
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

/* --- One sentence ---------------------------------------------------- */

/* Whether all of it is whole characters, of a text without zeros. */
static inline bool fuzz_is_utf8(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;
    while (*c) {
        size_t more = *c < 0x80 ? 0 : *c < 0xe0 ? 1 : *c < 0xf0 ? 2 : 3;
        if (*c >= 0x80 && *c < 0xc2)
            return false;
        for (c++; more > 0; more--, c++)
            if (*c < 0x80 || *c > 0xbf)
                return false;
    }
    return true;
}

/* A refusal is one sentence on one line, with room for all of it; and of whole
 * characters, if the input was. */
static inline void fuzz_sentence(const char *sentence, size_t room,
                                 const char *input)
{
    require(sentence[0] != '\0', "a refusal has a sentence", "none");
    require(strchr(sentence, '\n') == NULL, "it has one line", sentence);
    require(strlen(sentence) + 1 < room, "it is not cut off", sentence);
    require(fuzz_is_utf8(sentence) || !fuzz_is_utf8(input),
            "it has whole characters", sentence);
}

/* It begins `input:LINE: `, a line that is there, or one behind the last. */
static inline void fuzz_place(const char *sentence, const char *input,
                              size_t size)
{
    size_t lines = 1, line = 0;
    char after = '\0';
    for (size_t i = 0; i < size; i++)
        lines += input[i] == '\n';
    int read = sscanf(sentence, FUZZ_PATH ":%zu%c", &line, &after);
    require(read == 2 && after == ':', "it names file and line", sentence);
    require(line >= 1 && line <= lines, "the line is there", sentence);
}

#endif
