/* The numbers of an SVG, in fewer characters. */
#include "svg-parts.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* --- Numbers -------------------------------------------------------- */

/* n / 10^digits in as few characters as there are: 150 / 100 is 1.5. A
 * picture has tens of thousands of numbers, hence no printf. */
static void put_fixed(buffer *out, long n, int digits, bool separate)
{
    char text[32];
    size_t at = sizeof text;
    bool negative = n < 0, begun = false;
    for (n = labs(n); n > 0 || digits > 0; n /= 10, digits--) {
        if (digits == 0 && begun)
            text[--at] = '.';
        if (digits <= 0 || n % 10 != 0 || begun) {
            text[--at] = (char)('0' + n % 10);
            begun = true;
        }
    }
    if (digits == 0 && begun)
        text[--at] = '.';
    if (at == sizeof text)
        text[--at] = '0';
    if (negative || separate)
        text[--at] = negative ? '-' : ' ';
    buffer_add(out, text + at, sizeof text - at);
}

/* The hundredths of a decimal number as cairo writes it, rounded; text goes
 * on behind it. */
static long read_hundredths(const char **text)
{
    const char *c = *text;
    bool negative = *c == '-';
    long n = 0;
    for (c += negative; isdigit((unsigned char)*c); c++)
        n = 10 * n + (*c - '0');
    n *= 100;
    if (*c == '.') {
        long unit = 10;
        for (c++; isdigit((unsigned char)*c); c++, unit /= 10) {
            n += unit * (*c - '0');
            if (unit == 0) {
                n += *c >= '5';
                break;
            }
        }
        while (isdigit((unsigned char)*c))
            c++;
    }
    *text = c;
    return negative ? -n : n;
}

void svg_put_rounded(buffer *out, const char *text, size_t n, int digits)
{
    const char *end = text + n;
    while (text < end) {
        if (isdigit((unsigned char)*text) || *text == '-' || *text == '.') {
            char *after;
            double value = strtod(text, &after);
            put_fixed(out, lround(value * pow(10, digits)), digits, false);
            text = after;
        } else {
            buffer_add(out, text++, 1);
        }
    }
}

/* --- Path data ------------------------------------------------------ */

/* Positions are whole hundredths, so rounding errors do not add up along a
 * path of relative steps. */
typedef struct pen {
    long x, y, start_x, start_y;
    char command; /* the last one written */
} pen;

static size_t read_numbers(const char **at, const char *end, long *values,
                           size_t most)
{
    size_t n = 0;
    while (n < most) {
        while (*at < end && (**at == ' ' || **at == ','))
            ++*at;
        if (*at == end || isalpha((unsigned char)**at))
            return n;
        const char *before = *at;
        values[n] = read_hundredths(at);
        if (*at == before)
            return n;
        n++;
    }
    return n;
}

static void put_command(buffer *out, pen *p, char command)
{
    /* The same command need not be said again, only kept apart. */
    if (p->command != command || command == 'M')
        buffer_add(out, &command, 1);
    p->command = command;
}

static void put_steps(buffer *out, pen *p, const long *v, size_t n,
                      char command)
{
    bool again = p->command == command;
    put_command(out, p, command);
    for (size_t i = 0; i < n; i += 2) {
        put_fixed(out, v[i] - p->x, 2, again || i > 0);
        put_fixed(out, v[i + 1] - p->y, 2, true);
    }
    p->x = v[n - 2];
    p->y = v[n - 1];
}

static void put_move(buffer *out, pen *p, const long *v)
{
    put_command(out, p, 'M');
    put_fixed(out, v[0], 2, false);
    put_fixed(out, v[1], 2, true);
    p->x = p->start_x = v[0];
    p->y = p->start_y = v[1];
}

void svg_path_data(const char *data, size_t n, buffer *out)
{
    const char *at = data, *end = data + n;
    pen p = {0, 0, 0, 0, '\0'};
    long move[2], v[6];
    bool moved = false; /* a move waits until something is drawn */
    while (at < end) {
        char command = *at++;
        if (command == 'Z') {
            buffer_put(out, "z");
            p.command = 'z';
            p.x = p.start_x;
            p.y = p.start_y;
        } else if (command == 'M') {
            moved = read_numbers(&at, end, move, 2) == 2;
        } else if (command == 'L' || command == 'C') {
            size_t count = command == 'L' ? 2 : 6;
            if (read_numbers(&at, end, v, count) < count)
                return;
            if (moved)
                put_move(out, &p, move);
            moved = false;
            bool same = count == 2 && v[0] == p.x && v[1] == p.y;
            if (!same || p.command == 'M')
                put_steps(out, &p, v, count, command == 'L' ? 'l' : 'c');
        }
    }
}
