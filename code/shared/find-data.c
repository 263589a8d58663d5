#include "shared/find-data.h"

#include "shared/must.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char *program;

void find_data_from(const char *path)
{
    program = path;
}

enum { ABOVE = 16 }; /* so many directories up, and then it is the root */

static bool is_there(const char *path)
{
    FILE *file = fopen(path, "rb");
    return file && fclose(file) == 0;
}

/* Tries DIRECTORY/path, DIRECTORY/../path ...; the first `length` letters of
 * `directory` count, its slash among them. */
static bool search(const char *directory, int length, const char *path,
                   char *found, size_t room)
{
    char up[3 * ABOVE + 1] = "";
    for (int i = 0; i < ABOVE; i++) {
        snprintf(found, room, "%.*s%s%s", length, directory, up, path);
        if (is_there(found))
            return true;
        strcat(up, "../");
    }
    return false;
}

char *find_data(const char *path)
{
    const char *slash = program ? strrchr(program, '/') : NULL;
    int length = slash ? (int)(slash + 1 - program) : 0;
    size_t room = (size_t)length + sizeof "../" * ABOVE + strlen(path) + 1;
    char *found = must_calloc(room, 1);
    if (!search("", 0, path, found, room)
        && !(slash && search(program, length, path, found, room)))
        snprintf(found, room, "%s", path);
    return found;
}
