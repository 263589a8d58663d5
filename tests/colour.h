/* How far apart two colours are to the eye, and to the eyes of those who do
 * not see red and green as most do. */
#ifndef COLOUR_H
#define COLOUR_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

/* CIELAB under the light D65. */
typedef struct lab {
    double l, a, b;
} lab;

typedef enum sight { NORMAL, DEUTERANOPIA, PROTANOPIA, SIGHTS } sight;

static double colour_linear(uint32_t channel)
{
    double c = (double)channel / 255;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

/* What is seen of linear red, green and blue: Machado, Oliveira and Fernandes,
 * A physiologically-based model for simulation of color vision deficiency,
 * IEEE TVCG 15(6), 2009, the tables for severity 1. */
static void colour_seen(sight s, const double rgb[3], double seen[3])
{
    static const double by[SIGHTS][3][3] = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
                                            {{0.367322, 0.860646, -0.227968},
                                             {0.280085, 0.672501, 0.047413},
                                             {-0.011820, 0.042940, 0.968881}},
                                            {{0.152286, 1.052583, -0.204868},
                                             {0.114503, 0.786281, 0.099216},
                                             {-0.003882, -0.048116, 1.051998}}};
    for (int i = 0; i < 3; i++) {
        double sum = 0;
        for (int k = 0; k < 3; k++)
            sum += by[s][i][k] * rgb[k];
        seen[i] = fmin(fmax(sum, 0), 1);
    }
}

static double colour_root(double t)
{
    return t > 216. / 24389 ? cbrt(t) : (24389. / 27 * t + 16) / 116;
}

/* 0xRRGGBB, as it is seen. */
static lab colour_lab(uint32_t rgb, sight s)
{
    static const double to_xyz[3][3] = {{0.4124564, 0.3575761, 0.1804375},
                                        {0.2126729, 0.7151522, 0.0721750},
                                        {0.0193339, 0.1191920, 0.9503041}};
    static const double white[3] = {0.95047, 1, 1.08883};
    const double linear[3] = {colour_linear(rgb >> 16 & 0xffu),
                              colour_linear(rgb >> 8 & 0xffu),
                              colour_linear(rgb & 0xffu)};
    double seen[3], f[3];
    colour_seen(s, linear, seen);
    for (int i = 0; i < 3; i++) {
        double sum = 0;
        for (int k = 0; k < 3; k++)
            sum += to_xyz[i][k] * seen[k];
        f[i] = colour_root(sum / white[i]);
    }
    return (lab){116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

static double colour_degrees(double y, double x)
{
    double angle = atan2(y, x) * 45 / atan(1);
    return angle < 0 ? angle + 360 : angle;
}

static double colour_cos(double degrees)
{
    return cos(degrees * atan(1) / 45);
}

static double colour_sin(double degrees)
{
    return sin(degrees * atan(1) / 45);
}

/* The middle of two hues, the short way round. */
static double colour_middle(double h1, double h2)
{
    double sum = h1 + h2;
    if (fabs(h1 - h2) <= 180)
        return sum / 2;
    return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

/* CIEDE2000, with the names of Sharma, Wu and Dalal, The CIEDE2000
 * color-difference formula: implementation notes, supplementary test data, and
 * mathematical observations, Color Research and Application 30(1), 2005. */
static double colour_difference(lab p, lab q)
{
    double c7 = pow((hypot(p.a, p.b) + hypot(q.a, q.b)) / 2, 7);
    double g = 0.5 * (1 - sqrt(c7 / (c7 + pow(25, 7))));
    double a1 = p.a * (1 + g), a2 = q.a * (1 + g);
    double c1 = hypot(a1, p.b), c2 = hypot(a2, q.b);
    double h1 = colour_degrees(p.b, a1), h2 = colour_degrees(q.b, a2);
    double turn = h2 - h1;
    if (turn > 180)
        turn -= 360;
    if (turn < -180)
        turn += 360;
    bool grey = c1 * c2 == 0;
    double dl = q.l - p.l, dc = c2 - c1;
    double dh = grey ? 0 : 2 * sqrt(c1 * c2) * colour_sin(turn / 2);
    double l = (p.l + q.l) / 2 - 50, c = (c1 + c2) / 2;
    double h = grey ? h1 + h2 : colour_middle(h1, h2);
    double t = 1 - 0.17 * colour_cos(h - 30) + 0.24 * colour_cos(2 * h)
               + 0.32 * colour_cos(3 * h + 6) - 0.20 * colour_cos(4 * h - 63);
    double sl = 1 + 0.015 * l * l / sqrt(20 + l * l);
    double sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t, m7 = pow(c, 7);
    double rt = -2 * sqrt(m7 / (m7 + pow(25, 7)))
                * colour_sin(60 * exp(-pow((h - 275) / 25, 2)));
    return sqrt(pow(dl / sl, 2) + pow(dc / sc, 2) + pow(dh / sh, 2)
                + rt * dc / sc * dh / sh);
}

#endif
