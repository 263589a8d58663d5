/* Two pictures of one figure, drawn by two programs: are they the same?
 *
 * No two programs smooth an edge alike, so single pixels say nothing. Averages
 * do: over a small window (2.5 points) they show a letter, a dash or a mark
 * that is missing; over a wide one (8.5 points), where the edges average out,
 * a line or a word in the wrong ink. */
#ifndef TESTS_PICTURE_H
#define TESTS_PICTURE_H

#include <cairo.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { PICTURE_PIXELS_A_POINT = 2, NEAR = 2, WIDE = 8 /* pixels to a side */ };

/* Light of each colour, 0 to 1; sums[c][y][x] over the pixels above and to the
 * left, so that a window takes four of them. */
typedef struct picture {
    int width, height;
    double *sums[3];
} picture;

static inline size_t picture_at(const picture *p, int x, int y)
{
    return (size_t)y * (size_t)(p->width + 1) + (size_t)x;
}

static inline void picture_free(picture *p)
{
    for (int c = 0; c < 3; c++)
        free(p->sums[c]);
    *p = (picture){0};
}

/* The mean of a colour over a square of the image. */
static inline double square_mean(const unsigned char *data, int stride, int x,
                                 int y, int size, int colour)
{
    double sum = 0;
    for (int j = y * size; j < (y + 1) * size; j++)
        for (int i = x * size; i < (x + 1) * size; i++)
            sum += data[j * stride + 4 * i + colour];
    return sum / (255.0 * size * size);
}

static inline bool picture_take(picture *p, cairo_surface_t *image, int finer)
{
    const unsigned char *data = cairo_image_surface_get_data(image);
    int stride = cairo_image_surface_get_stride(image);
    size_t n = picture_at(p, 0, p->height + 1);
    for (int c = 0; c < 3; c++) {
        p->sums[c] = calloc(n, sizeof *p->sums[c]);
        if (!p->sums[c])
            return false;
        for (int y = 0; y < p->height; y++) {
            double row = 0;
            for (int x = 0; x < p->width; x++) {
                row += square_mean(data, stride, x, y, finer, c);
                p->sums[c][picture_at(p, x + 1, y + 1)] =
                    p->sums[c][picture_at(p, x + 1, y)] + row;
            }
        }
    }
    return true;
}

/* Reads a PNG with `finer` times the pixels to a side; says what is wrong. */
static inline bool picture_read(picture *p, const char *path, int finer)
{
    cairo_surface_t *image = cairo_image_surface_create_from_png(path);
    cairo_status_t status = cairo_surface_status(image);
    *p = (picture){0};
    p->width = cairo_image_surface_get_width(image) / finer;
    p->height = cairo_image_surface_get_height(image) / finer;
    bool good = status == CAIRO_STATUS_SUCCESS && p->width > 0 && p->height > 0
                && picture_take(p, image, finer);
    if (!good)
        printf("%s: %s\n", path,
               status ? cairo_status_to_string(status) : "no picture");
    cairo_surface_destroy(image);
    return good;
}

/* The mean of a colour over the window about a pixel, cut at the edges. */
static inline double picture_mean(const picture *p, int colour, int x, int y,
                                  int reach)
{
    const double *s = p->sums[colour];
    int x0 = x < reach ? 0 : x - reach, y0 = y < reach ? 0 : y - reach;
    int x1 = x + reach + 1 > p->width ? p->width : x + reach + 1;
    int y1 = y + reach + 1 > p->height ? p->height : y + reach + 1;
    double sum = s[picture_at(p, x1, y1)] - s[picture_at(p, x0, y1)]
                 - s[picture_at(p, x1, y0)] + s[picture_at(p, x0, y0)];
    return sum / ((x1 - x0) * (y1 - y0));
}

typedef struct difference {
    double most; /* 0: none, 1: black against white */
    double x, y; /* where, in points from the top left */
} difference;

/* The largest difference of means over windows that reach so far. */
static inline difference picture_difference(const picture *a, const picture *b,
                                            int reach)
{
    difference d = {-1, 0, 0};
    for (int c = 0; c < 3; c++)
        for (int y = 0; y < a->height; y++)
            for (int x = 0; x < a->width; x++) {
                double e = fabs(picture_mean(a, c, x, y, reach)
                                - picture_mean(b, c, x, y, reach));
                if (e > d.most)
                    d = (difference){e, (double)x / PICTURE_PIXELS_A_POINT,
                                     (double)y / PICTURE_PIXELS_A_POINT};
            }
    return d;
}

/* Are they the same within the tolerances? Says where not, of the picture b
 * that is called `got`; nothing when that is NULL. */
static inline bool pictures_agree(const picture *a, const picture *b,
                                  double near, double wide, const char *got)
{
    if (a->width != b->width || a->height != b->height) {
        printf("%s: %d x %d pixels, not %d x %d\n", got ? got : "the picture",
               b->width, b->height, a->width, a->height);
        return false;
    }
    difference n = picture_difference(a, b, NEAR);
    difference w = picture_difference(a, b, WIDE);
    if (got && n.most > near)
        printf("%s: something is missing, or too much, at (%g, %g) pt: "
               "%.3f, tolerated %g\n",
               got, n.x, n.y, n.most, near);
    if (got && w.most > wide)
        printf("%s: the inks differ at (%g, %g) pt: %.3f, tolerated %g\n", got,
               w.x, w.y, w.most, wide);
    return n.most <= near && w.most <= wide;
}

#endif
