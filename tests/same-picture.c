/* usage: same-picture NEAR WIDE FINER FINER WANTED.png GOT.png [WANTED.png …]
 *
 * Holds pictures against each other, two pixels a point; WANTED and GOT may
 * have FINER times as many to a side. NEAR and WIDE are the tolerances of
 * picture.h. Names the figures that differ, and where; exits 1 when there are
 * any. */
#include "picture.h"

static bool same(char **paths, double near, double wide, const int finer[2])
{
    picture wanted, got = {0};
    bool good = picture_read(&wanted, paths[0], finer[0])
                && picture_read(&got, paths[1], finer[1])
                && pictures_agree(&wanted, &got, near, wide, paths[1]);
    picture_free(&wanted);
    picture_free(&got);
    return good;
}

int main(int argc, char **argv)
{
    if (argc < 7 || argc % 2 == 0) {
        fprintf(stderr, "usage: same-picture NEAR WIDE FINER FINER WANTED.png "
                        "GOT.png ...\n");
        return 2;
    }
    double near = strtod(argv[1], NULL), wide = strtod(argv[2], NULL);
    const int finer[2] = {(int)strtol(argv[3], NULL, 10),
                          (int)strtol(argv[4], NULL, 10)};
    int status = 0;
    for (int i = 5; i < argc; i += 2)
        if (!same(argv + i, near, wide, finer))
            status = 1;
    return status;
}
