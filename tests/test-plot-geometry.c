/* Shapes: contours, clipping, simplifying, arrows, the order of faces. */
#include "test-plot.h"

#include "plot/arrow.h"
#include "plot/contour.h"
#include "plot/fields.h"
#include "plot/projection.h"

/* --- Contours ------------------------------------------------------- */

static grid *sampled(double (*f)(double, double), double r, size_t n)
{
    double *values = calloc(n * n, sizeof *values);
    assert_non_null(values);
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < n; i++)
            values[j * n + i] = f(-r + 2 * r * (double)i / (double)(n - 1),
                                  -r + 2 * r * (double)j / (double)(n - 1));
    grid *g = plot_grid_new(-r, r, n, -r, r, n, values);
    free(values);
    return g;
}

static double round_bowl(double x, double y)
{
    return x * x + y * y;
}

static double area_of(const polylines *p, size_t line)
{
    const point *at = plot_poly_line(p, line);
    size_t n = plot_poly_length(p, line);
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += at[i].x * at[(i + 1) % n].y - at[(i + 1) % n].x * at[i].y;
    return fabs(sum) / 2;
}

static void lines_of(const grid *g, double level, polylines *out)
{
    plot_contour_lines(g, &level, 1, out);
}

static void area_above(const grid *g, double level, polylines *out)
{
    plot_contour_area(g, &level, 1, out);
}

static void a_circle(void **state)
{
    (void)state;
    grid *g = sampled(round_bowl, 2, 101);
    polylines p = {0};
    lines_of(g, 1, &p);
    assert_int_equal(p.lines, 1);
    assert_true(p.closed[0]);
    /* Linear interpolation of a square over a step of 0.04 is off by at most
     * 0.04^2/4, which is twice the error of the radius. */
    for (size_t i = 0; i < p.n; i++)
        assert_close(hypot(p.at[i].x, p.at[i].y), 1, 0, 2.1e-4);
    assert_close(area_of(&p, 0), 3.14159265358979, 1e-3, 0);
    plot_poly_free(&p);
    plot_grid_free(g);
}

static void rings_are_joined_and_closed(void **state)
{
    (void)state;
    grid *g = sampled(round_bowl, 1, 61);
    for (int k = 1; k < 10; k++) {
        polylines p = {0};
        lines_of(g, 0.1 * k, &p);
        assert_int_equal(p.lines, 1);
        assert_true(p.closed[0]);
        for (size_t i = 0; i < p.n; i++) {
            point a = p.at[i], b = p.at[(i + 1) % p.n];
            assert_true(hypot(a.x - b.x, a.y - b.y) < 2.0 / 60 * 1.5);
        }
        plot_poly_free(&p);
    }
    plot_grid_free(g);
}

static void lines_end_at_the_edge(void **state)
{
    (void)state;
    grid *g = sampled(round_bowl, 1, 41);
    polylines p = {0};
    lines_of(g, 1.5, &p); /* four arcs across the corners */
    assert_int_equal(p.lines, 4);
    for (size_t k = 0; k < 4; k++) {
        point a = plot_poly_line(&p, k)[0];
        point b = plot_poly_line(&p, k)[plot_poly_length(&p, k) - 1];
        assert_false(p.closed[k]);
        assert_close(fmax(fabs(a.x), fabs(a.y)), 1, 1e-12, 0);
        assert_close(fmax(fabs(b.x), fabs(b.y)), 1, 1e-12, 0);
    }
    plot_poly_free(&p);
    plot_grid_free(g);
}

static void nothing_beyond_the_range(void **state)
{
    (void)state;
    grid *g = sampled(round_bowl, 1, 11);
    polylines p = {0};
    lines_of(g, -1, &p);
    lines_of(g, 9, &p);
    assert_int_equal(p.lines, 0);
    plot_grid_free(g);
}

/* One cell whose high corners are opposite. The line must leave the centre on
 * the side that the centre's value says. */
static void check_saddle(double level, bool centre_is_high)
{
    static const double f[] = {1, -1, -1, 1};
    grid *g = plot_grid_new(0, 1, 2, 0, 1, 2, f);
    polylines p = {0};
    lines_of(g, level, &p);
    assert_int_equal(p.lines, 2);
    for (size_t k = 0; k < 2; k++) {
        const point *at = plot_poly_line(&p, k);
        assert_int_equal(plot_poly_length(&p, k), 2);
        double x = (at[0].x + at[1].x) / 2, y = (at[0].y + at[1].y) / 2;
        /* High corners are (0, 0) and (1, 1). A line around a low corner has
         * its middle off the diagonal x = y. */
        assert_int_equal(fabs(x - y) > 0.2, centre_is_high);
    }
    plot_poly_free(&p);
    plot_grid_free(g);
}

static void saddles_follow_their_centre(void **state)
{
    (void)state;
    check_saddle(-0.2, true);
    check_saddle(0.2, false);
}

static void areas_are_closed_at_the_edge(void **state)
{
    (void)state;
    grid *g = sampled(round_bowl, 1, 81);
    polylines p = {0};
    area_above(g, 0.25, &p); /* the square without a disc */
    assert_int_equal(p.lines, 2);
    double outer = fmax(area_of(&p, 0), area_of(&p, 1));
    double inner = fmin(area_of(&p, 0), area_of(&p, 1));
    assert_close(outer, 4, 1e-3, 0);
    assert_close(inner, 3.14159265358979 / 4, 3e-3, 0);
    plot_poly_free(&p);
    area_above(g, -1, &p); /* all of it */
    assert_int_equal(p.lines, 1);
    assert_close(area_of(&p, 0), 4, 1e-12, 0);
    plot_poly_free(&p);
    plot_grid_free(g);
}

/* Lines end where values do, and areas keep away from there. */
static void nothing_is_drawn_where_nothing_is(void **state)
{
    (void)state;
    enum { SIDE = 41 };
    grid *g = sampled(round_bowl, 1, SIDE);
    for (int j = 0; j < SIDE; j++)
        for (int i = 0; i < SIDE; i++)
            if (g->x[i] > 0.26)
                g->f[j * SIDE + i] = NAN;
    g->f[20 * SIDE + 2] = NAN; /* and a hole on the way of the line */
    polylines p = {0};
    lines_of(g, 0.81, &p);
    assert_int_equal(p.lines, 2);
    for (size_t k = 0; k < p.lines; k++)
        assert_false(p.closed[k]);
    for (size_t i = 0; i < p.n; i++) {
        assert_close(hypot(p.at[i].x, p.at[i].y), 0.9, 0, 1e-3);
        assert_true(p.at[i].x <= 0.25 + 1e-12);
        assert_true(fabs(p.at[i].y) > 0.049 || p.at[i].x > 0);
    }
    plot_poly_free(&p);
    area_above(g, 0.81, &p);
    for (size_t i = 0; i < p.n; i++)
        assert_true(p.at[i].x <= 0.25 + 1e-12);
    plot_poly_free(&p);
    plot_grid_free(g);
}

static void assert_same_lines(const polylines *a, const polylines *b)
{
    assert_int_equal(a->lines, b->lines);
    assert_int_equal(a->n, b->n);
    for (size_t i = 0; i < a->n; i++)
        assert_true(a->at[i].x == b->at[i].x && a->at[i].y == b->at[i].y);
}

/* Ascending or not, among them some that cross an edge together, are equal, or
 * are no number. */
static void many_levels_are_as_one_by_one(void **state)
{
    (void)state;
    static const double level[] = {0.1, 0.11, 0.12, 1.5, 1.5, (double)NAN,
                                   0.7, -1,   0.3,  0.2, 9};
    enum { LEVELS = sizeof level / sizeof *level };
    grid *g = sampled(round_bowl, 1, 31);
    polylines lines[LEVELS] = {{0}}, areas[LEVELS] = {{0}};
    plot_contour_lines(g, level, LEVELS, lines);
    plot_contour_area(g, level, LEVELS, areas);
    for (size_t k = 0; k < LEVELS; k++) {
        polylines line = {0}, area = {0};
        lines_of(g, level[k], &line);
        area_above(g, level[k], &area);
        assert_same_lines(&lines[k], &line);
        assert_same_lines(&areas[k], &area);
        assert_int_equal(line.lines > 0, level[k] > 0 && level[k] < 2);
        plot_poly_free(&line);
        plot_poly_free(&area);
        plot_poly_free(&lines[k]);
        plot_poly_free(&areas[k]);
    }
    plot_grid_free(g);
}

/* --- Contours with slopes ------------------------------------------- */

typedef double (*sloped)(double x, double y, double g[2]);

/* On the square from -r to r, as a program hands it over. */
static grid *with_slopes(sloped f, double r, int n)
{
    dataset *d = plot_data_new("slopes");
    plot_data_add_block(d, "g", "x\ty\tf\tfx\tfy");
    for (int j = 0; j < n; j++)
        for (int i = 0; i < n; i++) {
            double x = -r + 2 * r * i / (n - 1), y = -r + 2 * r * j / (n - 1);
            double g[2], value = f(x, y, g);
            plot_data_add_row(d, NULL, 5, (double[]){x, y, value, g[0], g[1]});
        }
    grid *g = plot_grid_from_block(plot_data_block(d, "g"), "x", "y", "f");
    plot_data_close(d);
    return g;
}

static double beale(double x, double y, double g[2])
{
    static const double c[] = {1.5, 2.25, 2.625};
    double sum = 0, power = 1;
    g[0] = g[1] = 0;
    for (int i = 0; i < 3; i++) {
        double before = power;
        power *= y;
        double r = c[i] - x + x * power;
        sum += r * r;
        g[0] += 2 * r * (power - 1);
        g[1] += 2 * r * x * (i + 1) * before;
    }
    return sum;
}

/* How far along its edge of a cell a point of a line is from where the
 * function itself has the level, in parts of the cell. */
static double off_the_level(sloped f, double level, point p, double step)
{
    bool along = fabs(remainder(p.x, step)) > fabs(remainder(p.y, step));
    double *moving = along ? &p.x : &p.y, found = *moving, g[2];
    double low = floor(found / step) * step, high = low + step;
    *moving = low;
    double sign = f(p.x, p.y, g) > level ? -1 : 1;
    for (int k = 0; k < 60; k++) {
        *moving = (low + high) / 2;
        if (sign * (f(p.x, p.y, g) - level) > 0)
            high = *moving;
        else
            low = *moving;
    }
    return fabs(found - low) / step;
}

static bool on_an_edge(point p, double step)
{
    return fmin(fabs(remainder(p.x, step)), fabs(remainder(p.y, step))) < 1e-9;
}

static double mean_off(const grid *g, sloped f, double level, double step)
{
    polylines p = {0};
    double sum = 0, n = 0;
    lines_of(g, level, &p);
    for (size_t i = 0; i < p.n; i++)
        if (on_an_edge(p.at[i], step)) {
            sum += off_the_level(f, level, p.at[i], step);
            n++;
        }
    plot_poly_free(&p);
    assert_true(n >= 20);
    return sum / n;
}

/* The corners of a closed line that turn by more than a third of a right
 * angle. */
static int corners_of(const grid *g, double level)
{
    int corners = 0;
    polylines p = {0};
    lines_of(g, level, &p);
    assert_int_equal(p.lines, 1);
    for (size_t i = 0; i < p.n; i++) {
        point a = p.at[i], b = p.at[(i + 1) % p.n], c = p.at[(i + 2) % p.n];
        double turn = atan2(c.y - b.y, c.x - b.x) - atan2(b.y - a.y, b.x - a.x);
        corners += fabs(remainder(turn, 2 * acos(-1))) > acos(-1) / 6;
    }
    plot_poly_free(&p);
    return corners;
}

/* The valley of Beale's function is two cells wide at this level: by chords
 * its line is off by a fifth of a cell and falls into pieces. */
static void slopes_make_contours_smooth(void **state)
{
    (void)state;
    enum { SIDE = 201 };
    grid *g = with_slopes(beale, 4.5, SIDE);
    double step = 9.0 / (SIDE - 1);
    assert_true(mean_off(g, beale, 0.01, step) < 0.002);
    assert_true(mean_off(g, beale, 10, step) < 0.002);
    assert_true(corners_of(g, 0.01) <= 4); /* two at each tip */
    free(g->fx);
    free(g->fy);
    g->fx = g->fy = NULL;
    assert_true(mean_off(g, beale, 0.01, step) > 0.1);
    polylines p = {0};
    lines_of(g, 0.01, &p);
    assert_true(p.lines > 1);
    plot_poly_free(&p);
    plot_grid_free(g);
}

/* High in two opposite corners, and higher at the centre than the mean of all
 * four, 0: there it is 1. */
static double pillow(double x, double y, double g[2])
{
    g[0] = y - x;
    g[1] = x - y;
    return 1 + x * y - (x * x + y * y) / 2;
}

/* At a level between the mean and the centre the high corners are connected,
 * which only the slopes tell. */
static void slopes_know_the_centre(void **state)
{
    (void)state;
    grid *g = with_slopes(pillow, 1, 2);
    for (int known = 1; known >= 0; known--) {
        polylines p = {0};
        lines_of(g, 0.5, &p);
        assert_int_equal(p.lines, 2);
        point a = plot_poly_line(&p, 0)[0], b = plot_poly_line(&p, 0)[1];
        /* A line around the low corner (1, -1) or (-1, 1). */
        assert_int_equal((a.x + b.x) * (a.y + b.y) < 0, known);
        plot_poly_free(&p);
        free(g->fx);
        free(g->fy);
        g->fx = g->fy = NULL;
    }
    plot_grid_free(g);
}

static void slopes_that_are_infinite(void **state)
{
    (void)state;
    grid *g = with_slopes(beale, 2, 11);
    for (int k = 0; k < 121; k++) {
        g->fx[k] = k % 2 ? INFINITY : NAN;
        g->fy[k] = -INFINITY;
    }
    polylines p = {0};
    lines_of(g, 3, &p);
    assert_true(p.n > 0);
    for (size_t i = 0; i < p.n; i++)
        assert_true(isfinite(p.at[i].x) && isfinite(p.at[i].y));
    plot_poly_free(&p);
    plot_grid_free(g);
}

/* Turned or mapped, the lines are the same lines. */
static double double_of(double f, double *slope)
{
    *slope = 2;
    return 2 * f;
}

static void slopes_follow_turns_and_maps(void **state)
{
    (void)state;
    grid *g = with_slopes(beale, 2, 41);
    grid *turned = plot_grid_turned(g), *mapped = plot_grid_map(g, double_of);
    polylines p = {0}, t = {0}, m = {0};
    lines_of(g, 3, &p);
    lines_of(turned, 3, &t);
    lines_of(mapped, 6, &m);
    assert_true(p.n > 10 && t.n == p.n && m.n == p.n);
    for (size_t i = 0; i < p.n; i++) {
        double near = HUGE_VAL;
        for (size_t k = 0; k < t.n; k++)
            near =
                fmin(near, hypot(t.at[k].y - p.at[i].x, t.at[k].x - p.at[i].y));
        assert_true(near < 1e-9);
        assert_close(m.at[i].x, p.at[i].x, 1e-9, 1e-9);
        assert_close(m.at[i].y, p.at[i].y, 1e-9, 1e-9);
    }
    plot_poly_free(&p);
    plot_poly_free(&t);
    plot_poly_free(&m);
    plot_grid_free(g);
    plot_grid_free(turned);
    plot_grid_free(mapped);
}

/* --- Levels --------------------------------------------------------- */

static double shifted(double x, double y)
{
    return 1e6 + x * x + y * y;
}

static double level_ground(double x, double y)
{
    return 0.1 + 0 * x * y;
}

static double domed(double x, double y)
{
    return 5 - x * x - y * y;
}

static double rim(double x, double y)
{
    return sqrt(1 - x * x - y * y);
}

/* Round a minimum, or a summit, rings equally far apart. */
static void levels_by_area(void **state)
{
    (void)state;
    int digits;
    grid *g = sampled(round_bowl, 2, 201), *dome = sampled(domed, 2, 201);
    level_list up = plot_levels_area(g, 10, false, &digits);
    assert_int_equal(up.n, 9);
    assert_int_equal(digits, 2);
    for (size_t k = 1; k <= 8; k++) /* of 16, pi r^2 below r */
        assert_close(sqrt(up.at[k - 1]), (double)k / 10 * 4 / sqrt(3.14159),
                     0.04, 0);
    level_list down = plot_levels_area(dome, 10, true, &digits);
    assert_int_equal(down.n, 9);
    for (size_t k = 1; k <= 8; k++)
        assert_close(sqrt(5 - down.at[9 - k]),
                     (double)k / 10 * 4 / sqrt(3.14159), 0.04, 0);
    plot_grid_free(g);
    plot_grid_free(dome);
}

/* As many digits as tell them apart; where more than four would be needed, they
 * are what they are. */
static void levels_have_digits(void **state)
{
    (void)state;
    int digits;
    grid *g = sampled(shifted, 2, 41), *flat = sampled(level_ground, 2, 41);
    grid *part = sampled(rim, 2, 41), *none = sampled(rim, 0.5, 2);
    level_list l = plot_levels_area(g, 10, false, &digits);
    assert_int_equal(digits, 0);
    assert_int_equal(l.n, 9);
    assert_int_equal(plot_levels_linear(0, 1, MOST_LEVELS).n, MOST_LEVELS);
    for (size_t k = 0; k < 9; k++)
        assert_true(l.at[k] > 1e6 && l.at[k] < 1e6 + 8
                    && (k == 0 || l.at[k] > l.at[k - 1]));
    assert_int_equal(plot_levels_area(flat, 10, false, &digits).n, 0);
    /* what has no value does not count */
    l = plot_levels_area(part, 10, false, &digits);
    assert_true(l.n >= 8 && l.at[0] > 0 && l.at[l.n - 1] < 1);
    for (size_t k = 0; k < 4; k++)
        none->f[k] = (double)NAN;
    assert_int_equal(plot_levels_area(none, 10, false, &digits).n, 0);
    plot_grid_free(g);
    plot_grid_free(flat);
    plot_grid_free(part);
    plot_grid_free(none);
}

/* --- Polylines ------------------------------------------------------ */

static const rect box = {0, 0, 10, 10};

static void clipping_a_line(void **state)
{
    (void)state;
    point zig[] = {{-5, 5}, {5, 5}, {5, 15}, {8, 15}, {8, 2}};
    polylines p = {0};
    plot_poly_clip(zig, 5, false, box, &p);
    assert_int_equal(p.lines, 2);
    assert_int_equal(plot_poly_length(&p, 0), 3);
    assert_close(plot_poly_line(&p, 0)[0].x, 0, 0, 1e-12);
    assert_close(plot_poly_line(&p, 0)[2].y, 10, 0, 1e-12);
    assert_int_equal(plot_poly_length(&p, 1), 2);
    assert_close(plot_poly_line(&p, 1)[0].y, 10, 0, 1e-12);
    plot_poly_free(&p);
}

/* Of a run that diverges: what a double can tell is right, whichever end is
 * far, and nothing is made up. */
static void clipping_far_lines(void **state)
{
    (void)state;
    point spiral[] = {{3, 4}, {-3e7, -4e7}, {3e11, 4e11}, {5, 5}};
    polylines p = {0};
    plot_poly_clip(spiral, 4, false, box, &p);
    assert_int_equal(p.lines, 3);
    for (size_t k = 0; k < 2; k++) {
        assert_int_equal(plot_poly_length(&p, k), 2);
        for (size_t i = 0; i < 2; i++) {
            point at = plot_poly_line(&p, k)[i];
            assert_close(at.y, 4 * at.x / 3, 0, 1e-3);
        }
    }
    point at = plot_poly_line(&p, 2)[0];
    assert_close((at.y - 5) / (at.x - 5), 4.0 / 3, 1e-9, 0);
    assert_close(at.y, 10, 1e-12, 0);
    plot_poly_free(&p);
    point lost[] = {{3e20, 1e20}, {-3e21, -1e21}, {5, 5}};
    plot_poly_clip(lost, 3, false, box, &p);
    assert_int_equal(p.lines, 1);
    assert_int_equal(plot_poly_length(&p, 0), 2);
    at = plot_poly_line(&p, 0)[0];
    assert_close((at.y - 5) / (at.x - 5), 1.0 / 3, 1e-9, 0);
    plot_poly_free(&p);
}

static void clipping_an_area(void **state)
{
    (void)state;
    point big[] = {{-5, -5}, {15, -5}, {15, 15}, {-5, 15}};
    polylines p = {0};
    plot_poly_clip_area(big, 4, box, &p);
    assert_int_equal(p.lines, 1);
    assert_close(area_of(&p, 0), 100, 1e-12, 0);
    plot_poly_free(&p);
    point far[] = {{20, 20}, {30, 20}, {25, 30}};
    plot_poly_clip_area(far, 3, box, &p);
    assert_int_equal(p.lines, 0);
    plot_poly_free(&p);
}

static void simplifying_keeps_the_shape(void **state)
{
    (void)state;
    polylines p = {0};
    plot_poly_begin(&p);
    for (int i = 0; i < 400; i++)
        plot_poly_add(&p, 50 * cos(i * 0.0157), 50 * sin(i * 0.0157));
    plot_poly_close(&p);
    plot_poly_simplify(&p, 0.05);
    assert_true(p.n < 140);
    assert_true(p.closed[0]);
    for (size_t i = 0; i < p.n; i++)
        assert_close(hypot(p.at[i].x, p.at[i].y), 50, 1e-12, 0);
    assert_close(area_of(&p, 0), 3.14159265 * 2500, 2e-3, 0);
    plot_poly_free(&p);
    plot_poly_begin(&p);
    for (int i = 0; i <= 100; i++)
        plot_poly_add(&p, i, 2 * i);
    plot_poly_simplify(&p, 0.01);
    assert_int_equal(p.n, 2);
    plot_poly_free(&p);
}

/* --- Arrows --------------------------------------------------------- */

static void the_shape_of_an_arrow(void **state)
{
    (void)state;
    point at[ARROW_POINTS];
    assert_true(plot_arrow_outline((point){0, 0}, (point){60, 0}, 1.2, at));
    assert_bits(at[3].x, 60); /* the tip lies on its point */
    assert_bits(at[3].y, 0);
    assert_close(fabs(at[0].y - at[6].y), 1.2, 1e-12, 0);
    assert_close(fabs(at[2].y - at[4].y), 3.6, 1e-12, 0); /* 3 shafts */
    assert_close(at[3].x - at[2].x, 6, 1e-12, 0);         /* 5 shafts */
    assert_true(at[1].x > at[2].x);                       /* swept */
}

static void a_short_arrow_shrinks(void **state)
{
    (void)state;
    point at[ARROW_POINTS];
    for (double length = 1.6; length < 40; length += 0.7) {
        assert_true(
            plot_arrow_outline((point){1, 2}, (point){1, 2 - length}, 1.2, at));
        double head = at[2].y - at[3].y;
        assert_true(head <= length / 3 + 1e-9);
        assert_close(fabs(at[2].x - at[4].x), 0.6 * head, 1e-9, 0);
    }
    assert_false(plot_arrow_outline((point){0, 0}, (point){1, 0}, 1.2, at));
    assert_false(
        plot_arrow_outline((point){0, 0}, (point){nan(""), 0}, 1.2, at));
}

/* --- Space ---------------------------------------------------------- */

static void axes_of_a_view(void **state)
{
    (void)state;
    projection p = plot_projection_new(0, -90); /* along +y, x to the right */
    point at = plot_project(&p, (point3){1, 5, 2});
    assert_close(at.x, 1, 0, 1e-12);
    assert_close(at.y, -2, 0, 1e-12);
    p = plot_projection_new(90, -90); /* from above: a map */
    at = plot_project(&p, (point3){1, 5, 2});
    assert_close(at.x, 1, 0, 1e-12);
    assert_close(at.y, -5, 0, 1e-12);
    assert_true(plot_nearness(&p, (point3){0, 0, 1})
                > plot_nearness(&p, (point3){0, 0, 0}));
}

static point3 middle_of(size_t cell, size_t columns)
{
    size_t row = cell / columns, column = cell % columns;
    return (point3){(double)column, (double)row, 0};
}

/* Of two neighbours the nearer one must come later. */
static void check_order(const projection *p, size_t nx, size_t ny)
{
    size_t n = (nx - 1) * (ny - 1), order[400], turn[400];
    plot_cells_far_to_near(p, nx, ny, order);
    for (size_t k = 0; k < n; k++)
        turn[order[k]] = k;
    for (size_t a = 0; a < n; a++) {
        size_t steps[] = {1, nx - 1};
        for (int s = 0; s < 2; s++) {
            size_t b = a + steps[s];
            if (b >= n || (s == 0 && b % (nx - 1) == 0))
                continue;
            double da = plot_nearness(p, middle_of(a, nx - 1));
            double db = plot_nearness(p, middle_of(b, nx - 1));
            if (fabs(da - db) > 1e-9)
                assert_int_equal(da < db, turn[a] < turn[b]);
        }
    }
}

static void far_faces_come_first(void **state)
{
    (void)state;
    for (int azimuth = -180; azimuth < 180; azimuth += 15) {
        projection p = plot_projection_new(30, azimuth);
        check_order(&p, 9, 6);
        check_order(&p, 4, 12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_circle),
        cmocka_unit_test(rings_are_joined_and_closed),
        cmocka_unit_test(lines_end_at_the_edge),
        cmocka_unit_test(nothing_beyond_the_range),
        cmocka_unit_test(saddles_follow_their_centre),
        cmocka_unit_test(areas_are_closed_at_the_edge),
        cmocka_unit_test(nothing_is_drawn_where_nothing_is),
        cmocka_unit_test(slopes_make_contours_smooth),
        cmocka_unit_test(slopes_know_the_centre),
        cmocka_unit_test(slopes_that_are_infinite),
        cmocka_unit_test(slopes_follow_turns_and_maps),
        cmocka_unit_test(many_levels_are_as_one_by_one),
        cmocka_unit_test(levels_by_area),
        cmocka_unit_test(levels_have_digits),
        cmocka_unit_test(clipping_a_line),
        cmocka_unit_test(clipping_far_lines),
        cmocka_unit_test(clipping_an_area),
        cmocka_unit_test(simplifying_keeps_the_shape),
        cmocka_unit_test(the_shape_of_an_arrow),
        cmocka_unit_test(a_short_arrow_shrinks),
        cmocka_unit_test(axes_of_a_view),
        cmocka_unit_test(far_faces_come_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
