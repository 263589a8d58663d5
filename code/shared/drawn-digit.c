#include "shared/drawn-digit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bitmap bitmap_of(const char *hex)
{
    bitmap b = {0};
    for (int i = 0; i < PAD_SIDE * PAD_SIDE / 4 && hex[i]; i++) {
        const char four[] = {hex[i], '\0'};
        const long bits = strtol(four, NULL, 16);
        for (int k = 0; k < 4; k++)
            b.ink[4 * i / PAD_SIDE][4 * i % PAD_SIDE + k] = bits >> (3 - k) & 1;
    }
    return b;
}

size_t bitmap_ink(const bitmap *b)
{
    size_t count = 0;
    for (int y = 0; y < PAD_SIDE; y++)
        for (int x = 0; x < PAD_SIDE; x++)
            count += b->ink[y][x];
    return count;
}

enum { WIDTH = 20, LEFT = (PAD_SIDE - WIDTH) / 2 };

/* Ink stands upright where its leftmost pixels in the highest and in the lowest
 * row that have any are one below the other. `slant`: by how much a row is
 * farther to the right than the one above it. */
typedef struct ink_box {
    int top, height; /* height 0: there is none */
    double slant, left, width;
} ink_box;

static int leftmost(const bitmap *b, int y)
{
    int x = 0;
    while (x < PAD_SIDE && !b->ink[y][x])
        x++;
    return x;
}

static ink_box box_of(const bitmap *b)
{
    int top = 0, bottom = PAD_SIDE - 1;
    while (top < PAD_SIDE && leftmost(b, top) == PAD_SIDE)
        top++;
    while (bottom > top && leftmost(b, bottom) == PAD_SIDE)
        bottom--;
    if (top == PAD_SIDE)
        return (ink_box){0};
    ink_box box = {.top = top, .height = bottom - top + 1, .left = HUGE_VAL};
    if (bottom > top)
        box.slant = (double)(leftmost(b, bottom) - leftmost(b, top))
                    / (double)(bottom - top);
    double right = -HUGE_VAL;
    for (int y = top; y <= bottom; y++)
        for (int x = 0; x < PAD_SIDE; x++)
            if (b->ink[y][x]) {
                double upright = x - box.slant * (y - top);
                box.left = fmin(box.left, upright);
                right = fmax(right, upright + 1);
            }
    box.width = right - box.left;
    return box;
}

/* Each pixel asks where it would be in the box. */
static bitmap stretched(const bitmap *b, ink_box box)
{
    bitmap to = {0};
    const double most = 2 * box.width * PAD_SIDE / box.height;
    const int width = (int)lround(fmin(most, WIDTH));
    const int left = (PAD_SIDE - width) / 2;
    for (int y = 0; y < PAD_SIDE; y++) {
        const int row = y * box.height / PAD_SIDE;
        const double from = box.left + box.slant * row;
        for (int x = 0; x < width; x++) {
            int column = (int)floor(from + (x + 0.5) * box.width / width);
            if (column >= 0 && column < PAD_SIDE)
                to.ink[y][left + x] = b->ink[box.top + row][column];
        }
    }
    return to;
}

/* Ink, or with `ink` false white, creeps by a pixel this way. */
static bitmap crept(const bitmap *b, bool ink, int across, int down)
{
    bitmap to = *b;
    for (int y = 0; y < PAD_SIDE; y++)
        for (int x = LEFT; x < LEFT + WIDTH; x++) {
            int from_x = x - across, from_y = y - down;
            if (from_y >= 0 && from_y < PAD_SIDE
                && b->ink[from_y][from_x] == ink)
                to.ink[y][x] = ink;
        }
    return to;
}

bitmap bitmap_fitted(const bitmap *b, size_t ink)
{
    static const int ways[4][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
    const ink_box box = box_of(b);
    if (box.height == 0)
        return *b;
    bitmap now = stretched(b, box);
    size_t count = bitmap_ink(&now);
    const bool grow = count < ink;
    for (int k = 0; count > 0; k++) {
        bitmap next = crept(&now, grow, ways[k % 4][0], ways[k % 4][1]);
        size_t then = bitmap_ink(&next);
        if (labs((long)then - (long)ink) >= labs((long)count - (long)ink))
            break;
        now = next;
        count = then;
    }
    return now;
}

void bitmap_greys(const bitmap *b, double grey[DIGIT_PIXELS])
{
    enum { BLOCK = PAD_SIDE / DIGIT_SIDE };
    memset(grey, 0, DIGIT_PIXELS * sizeof *grey);
    for (int y = 0; y < PAD_SIDE; y++)
        for (int x = 0; x < PAD_SIDE; x++)
            grey[y / BLOCK * DIGIT_SIDE + x / BLOCK] +=
                (double)b->ink[y][x] / (BLOCK * BLOCK);
}
