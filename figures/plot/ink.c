#include "ink.h"

#include <math.h>
#include <stddef.h>

typedef struct colours {
    uint32_t light, dark;
} colours;

/* Lines have a contrast of at least 3 : 1 on their background, here white and
 * there #0D1117. Slate and the five families are at least 20 apart (CIEDE2000),
 * and 10 in the eyes of the colour-blind. */
static const colours named[INK_NAMES] = {
    [INK_DEFAULT] = {0x1a1a1a, 0xe6edf3},   [INK_TEXT] = {0x1a1a1a, 0xe6edf3},
    [INK_NOTE] = {0x57606a, 0x8b949e},      [INK_FAINT] = {0xa3abb3, 0x545d68},
    [INK_GRID] = {0xd9d9d9, 0x30363d},      [INK_PAPER] = {0xffffff, 0x0d1117},
    [INK_SLATE] = {0x3b434c, 0xd0d8e0},     [INK_BLUE] = {0x0072b2, 0x56b4e9},
    [INK_VERMILION] = {0xd55e00, 0xf0803c}, [INK_GREEN] = {0x009e73, 0x2fc09a},
    [INK_PURPLE] = {0xcc79a7, 0xd070ac},    [INK_BROWN] = {0x6e4408, 0xefdc8c},
    [INK_WHITE] = {0xffffff, 0xffffff},     [INK_BLACK] = {0x000000, 0x000000},
};

/* Stops of the ramps at equal distances, interpolated between. */
enum { MOST_STOPS = 10 };
typedef struct ramp_stops {
    size_t n;
    colours at[MOST_STOPS];
} ramp_stops;

/* On both pages. */
#define SAME(rgb) rgb, rgb

static const ramp_stops ramps[RAMPS] = {
    [RAMP_VIRIDIS] = {10,
                      {{SAME(0x440154)},
                       {SAME(0x482878)},
                       {SAME(0x3e4989)},
                       {SAME(0x31688e)},
                       {SAME(0x26828e)},
                       {SAME(0x1f9e89)},
                       {SAME(0x35b779)},
                       {SAME(0x6dcd59)},
                       {SAME(0xb4de2c)},
                       {SAME(0xfde725)}}},
    [RAMP_LINES] = {10,
                    {{0x440154, 0x9a63c4},
                     {0x482878, 0x8b70cc},
                     {0x3e4989, 0x7580cc},
                     {0x31688e, 0x5a92c4},
                     {0x26828e, 0x3fa3b4},
                     {0x1f9e89, 0x33b39b},
                     {0x2fa16a, 0x48c488},
                     {0x559f44, 0x78d468},
                     {0x7d991e, 0xb8e03e},
                     {0x9d8f17, 0xfde725}}},
    [RAMP_PALE] = {4,
                   {{0xc9dff0, 0x17304a},
                    {0xdfebf3, 0x172636},
                    {0xf1f3ee, 0x1b2029},
                    {0xf9f1e0, 0x26231f}}},
    [RAMP_GREY] = {2, {{0xffffff, 0x0d1117}, {0x57606a, 0xaab2bb}}},
    /* Without colour, as on a grey printer, the blue end still is the stronger
     * one. */
    [RAMP_DIVERGING] = {5,
                        {{0xe5883a, 0xc25e22},
                         {0xf6cba9, 0x6b3d20},
                         {0xf7f7f7, 0x161b22},
                         {0x8fc1e0, 0x2f6a93},
                         {0x005a91, 0xa6dcff}}},
};

/* How an ink is written in 24 bits, so that it can travel through an SVG as
 * an RGB colour and be found there again:
 *     named   0 w000000 | 255 - strength (8) | name (8)
 *     ramp    1 w00rrrr | 63 - light (8)     | position (8)
 * where w is 1 for words. */
#define RAMP_BIT 0x800000u
#define WORD_BIT 0x400000u

ink plot_ink_ramp(ramp r, double position)
{
    double step = fmin(fmax(position, 0), 1) * 255;
    return RAMP_BIT | (ink)r << 16 | (ink)lround(step);
}

ink plot_ink_ramp_line(ramp r, double position)
{
    if (r == RAMP_VIRIDIS)
        return plot_ink_ramp(RAMP_LINES, position);
    return plot_ink_ramp(r, 0.18 + 0.64 * fmin(fmax(position, 0), 1));
}

ink plot_ink_tint(ink colour, double strength)
{
    if (colour & RAMP_BIT)
        return colour;
    double step = fmin(fmax(strength, 0), 1) * 255;
    return (colour & 0xffu) | (255u - (ink)lround(step)) << 8;
}

ink plot_ink_shade(ink colour, double light)
{
    if (!(colour & RAMP_BIT))
        return colour;
    double step = fmin(fmax(light, 0), 1) * 63;
    return (colour & ~0xff00u) | (63u - (ink)lround(step)) << 8;
}

ink plot_ink_word(ink colour)
{
    ink name = colour & 0xffu;
    if (!(colour & RAMP_BIT)
        && (name == INK_WHITE || name == INK_BLACK || name == INK_PAPER))
        return colour;
    return colour | WORD_BIT;
}

bool plot_ink_is_valid(ink colour)
{
    if (colour & ~0xffffffu)
        return false;
    colour &= ~WORD_BIT;
    if (colour & RAMP_BIT)
        return (colour >> 16 & 0x7fu) < RAMPS && (colour >> 8 & 0xffu) < 64;
    return colour >> 16 == 0 && (colour & 0xffu) < INK_NAMES;
}

/* a + (b - a) * part, channel by channel. */
static uint32_t mix(uint32_t a, uint32_t b, double part)
{
    uint32_t rgb = 0;
    for (unsigned shift = 0; shift <= 16; shift += 8) {
        double from = (double)(a >> shift & 0xffu);
        double to = (double)(b >> shift & 0xffu);
        rgb |= (uint32_t)lround(from + (to - from) * part) << shift;
    }
    return rgb;
}

static uint32_t pick(colours c, bool dark)
{
    return dark ? c.dark : c.light;
}

static uint32_t ramp_rgb(ink colour, bool dark)
{
    const ramp_stops *stops = &ramps[colour >> 16 & 0x7fu];
    double where = (double)((colour & 0xffu) * (stops->n - 1)) / 255;
    size_t i = (size_t)where;
    if (i > stops->n - 2)
        i = stops->n - 2;
    uint32_t rgb = mix(pick(stops->at[i], dark), pick(stops->at[i + 1], dark),
                       where - (double)i);
    /* Full shade keeps six tenths of the colour: hidden faces stay legible. */
    return mix(rgb, 0x000000, 0.42 * (double)(colour >> 8 & 0xffu) / 63);
}

static double luminance(uint32_t rgb)
{
    static const double weight[] = {0.0722, 0.7152, 0.2126};
    double sum = 0;
    for (unsigned k = 0; k < 3; k++) {
        double c = (double)(rgb >> (8 * k) & 0xffu) / 255;
        c = c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
        sum += weight[k] * c;
    }
    return sum;
}

double plot_rgb_contrast(uint32_t a, uint32_t b)
{
    double la = luminance(a), lb = luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static uint32_t legible(uint32_t rgb, bool dark)
{
    uint32_t paper = pick(named[INK_PAPER], dark);
    uint32_t text = pick(named[INK_TEXT], dark), mixed = rgb;
    for (int k = 1; plot_rgb_contrast(mixed, paper) < 4.5; k++)
        mixed = mix(rgb, text, k / 64.0);
    return mixed;
}

uint32_t plot_ink_rgb(ink colour, bool dark)
{
    if (colour & WORD_BIT)
        return legible(plot_ink_rgb(colour & ~WORD_BIT, dark), dark);
    if (colour & RAMP_BIT)
        return ramp_rgb(colour, dark);
    uint32_t paper = pick(named[INK_PAPER], dark);
    uint32_t full = pick(named[colour & 0xffu], dark);
    return mix(full, paper, (double)(colour >> 8 & 0xffu) / 255);
}
