/* The numbers of an SVG, in fewer characters. */
#include "svg-parts.h"

#include "decimal.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

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
    plot_buffer_add(out, text + at, sizeof text - at);
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

void plot_svg_put_number(buffer *out, double value, int digits)
{
    put_fixed(out, lround(value * pow(10, digits)), digits, false);
}

void plot_svg_put_rounded(buffer *out, const char *text, int digits)
{
    while (*text) {
        if (isdigit((unsigned char)*text) || *text == '-' || *text == '.') {
            char *after;
            plot_svg_put_number(out, plot_decimal_read(text, &after), digits);
            text = after;
        } else {
            plot_buffer_add(out, text, 1);
            text += *text == ',' && text[1] == ' ' ? 2 : 1;
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

static bool read_numbers(const char **at, long *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        *at += strspn(*at, " ,");
        const char *before = *at;
        values[i] = read_hundredths(at);
        if (*at == before)
            return false;
    }
    return true;
}

static void put_command(buffer *out, pen *p, char command)
{
    /* The same command need not be said again, only kept apart. */
    if (p->command != command || command == 'M')
        plot_buffer_add(out, &command, 1);
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

static void put_close(buffer *out, pen *p)
{
    put_command(out, p, 'z');
    p->x = p->start_x;
    p->y = p->start_y;
}

/* A line or a curve, and before it the move that waited for it. */
static void put_drawn(buffer *out, pen *p, const long *v, size_t n,
                      const long *move)
{
    if (move)
        put_move(out, p, move);
    bool same = n == 2 && v[0] == p->x && v[1] == p->y;
    if (!same || p->command == 'M')
        put_steps(out, p, v, n, n == 2 ? 'l' : 'c');
}

bool plot_svg_path_data(const char *data, buffer *out)
{
    pen p = {0, 0, 0, 0, '\0'};
    long move[2], v[6];
    bool moved = false, good = true; /* a move waits until something is drawn */
    for (const char *at = data + strspn(data, " "); good && *at;
         at += strspn(at, " ")) {
        char command = *at++;
        size_t n = command == 'C' ? 6 : 2;
        if (command == 'Z') {
            put_close(out, &p);
        } else if (command == 'M') {
            good = moved = read_numbers(&at, move, n);
        } else {
            good =
                (command == 'L' || command == 'C') && read_numbers(&at, v, n);
            if (good)
                put_drawn(out, &p, v, n, moved ? move : NULL);
            moved = false;
        }
    }
    return good;
}
