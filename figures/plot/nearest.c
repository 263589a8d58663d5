#include "nearest.h"

#include <string.h>

/* What follows in a longer name does not count. */
enum { LONGEST = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many letters must be put in, taken out or exchanged to make one word of
 * the other (Levenshtein, 1966); row[j] is the answer for the first letters of
 * a and the first j of b. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t row[LONGEST + 1], n = least(strlen(b), LONGEST);
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1] && i <= LONGEST; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t exchanged = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            row[j] = least(exchanged, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[n];
}

void plot_nearest_take(nearest *n, const char *name)
{
    size_t distance = edit_distance(n->word, name);
    size_t at = least(n->taken++, NEAREST_NAMES);
    for (; at > 0 && distance < n->distance[at - 1]; at--)
        if (at < NEAREST_NAMES) {
            n->distance[at] = n->distance[at - 1];
            n->name[at] = n->name[at - 1];
        }
    if (at < NEAREST_NAMES) {
        n->distance[at] = distance;
        n->name[at] = name;
    }
}

phrase plot_nearest_names(const nearest *n)
{
    phrase list = {"none"};
    size_t shown = least(n->taken, NEAREST_NAMES);
    for (size_t i = 0; i < shown; i++)
        list = i == 0 ? plot_say("%.48s", n->name[i])
                      : plot_say("%s, %.48s", list.text, n->name[i]);
    return n->taken > shown ? plot_say("%s, …", list.text) : list;
}
