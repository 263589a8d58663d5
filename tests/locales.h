/* Locales whose numbers have no point: made for the test by localedef, since
 * few systems have them, and never the same. Wants _XOPEN_SOURCE 700 before
 * any header; the working directory is the root of the tree.
 *
 *     setup:     return make_locales();
 *     test:      for (size_t i = 0; i < LOCALES; i++) {
 *                    set_locale(i);
 *                    ...
 *                }
 *     teardown:  return remove_locales(); */
#ifndef LOCALES_H
#define LOCALES_H

#include "close.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

/* 0.5 is 0.5, 0,5 and with the two bytes of an Arabic point. */
enum { LOCALES = 3 };

static const char *const locale_names[LOCALES] = {"C", "comma", "momayyez"};

static char locale_directory[] = "/tmp/gd-locales-XXXXXX";

/* localedef warns of what else a locale would have, and exits with 1. */
static inline int make_locales(void)
{
    if (!mkdtemp(locale_directory))
        return -1;
    for (size_t i = 1; i < LOCALES; i++) {
        char command[200];
        snprintf(command, sizeof command,
                 "cd tests/fixtures/locales && localedef -c -f ./characters "
                 "-i ./%s %s/%s 2>/dev/null",
                 locale_names[i], locale_directory, locale_names[i]);
        if (system(command) == -1)
            return -1;
    }
    return setenv("LOCPATH", locale_directory, 1);
}

/* That numbers are really written so is looked at here: a C library without
 * locales takes every name. */
static inline void set_locale(size_t i)
{
    char half[16];
    if (!setlocale(LC_NUMERIC, locale_names[i]))
        fail_msg("there is no locale %s: has localedef made it?",
                 locale_names[i]);
    snprintf(half, sizeof half, "%.1f", 0.5);
    assert_string_equal(half, ((const char *[]){"0.5", "0,5",
                                                "0\xd9\xab"
                                                "5"})[i]);
}

static inline int remove_locales(void)
{
    setlocale(LC_NUMERIC, "C");
    char command[60];
    snprintf(command, sizeof command, "rm -r %s", locale_directory);
    return system(command);
}

#endif
