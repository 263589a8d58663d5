/* A run that survives a crash, even one in the middle of saving: it saves in
 * turn into two files, so that one of them is always whole. Simulated here
 * with a run on Rosenbrock's function that is broken off while it writes. */
#include "gd/descent.h"
#include "gd/objective.h"
#include "gd/optimizer.h"
#include "gd/state.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { STEPS = 5000, EVERY = 500, ROOM = 300 };

/* region solution */
/* Two places for a saved state, used in turn. */
typedef struct safe {
    FILE *slot[2];
    int turn;
} safe;

/* Writes the first `keep` bytes of the state, all of them but in a crash. */
static void save(safe *s, const gd_optimizer *o, const double *x, size_t keep)
{
    unsigned char bytes[ROOM];
    size_t size = gd_state_size(o);
    FILE *file = s->slot[s->turn];
    gd_state_save(o, x, bytes);
    rewind(file);
    fwrite("\0", 1, 1, file); /* spoil the old state before it is half new */
    rewind(file);
    fwrite(bytes, 1, keep < size ? keep : size, file);
    fflush(file);
    s->turn = 1 - s->turn;
}

/* Takes up what stands in one slot, and says at which step; 0: nothing. */
static size_t restore_slot(FILE *slot, gd_optimizer *o, double *x)
{
    unsigned char bytes[ROOM];
    char error[GD_STATE_ERROR_SIZE];
    rewind(slot);
    size_t got = fread(bytes, 1, gd_state_size(o), slot);
    return gd_state_load(o, x, bytes, got, error) ? o->t : 0;
}

/* The newest state that is whole; 0: there is none. */
static size_t restore(const safe *s, gd_optimizer *o, double *x)
{
    size_t t0 = restore_slot(s->slot[0], o, x);
    size_t t1 = restore_slot(s->slot[1], o, x);
    return t0 > t1 ? restore_slot(s->slot[0], o, x) : t1;
}
/* end solution */

/* The same to the last bit. */
static bool same_bits(const double a[2], const double b[2])
{
    return memcmp((const unsigned char *)a, (const unsigned char *)b,
                  2 * sizeof *a)
           == 0;
}

/* Steps up to `until`, saving on the way. A crash: at the last of them only
 * `keep` bytes are written. */
static void walk(gd_optimizer *o, double *x, size_t until, safe *s, size_t keep)
{
    const gd_objective *f = &gd_test_function_find("rosenbrock")->objective;
    double g[2];
    while (o->t < until) {
        gd_value_and_gradient(f, x, g);
        gd_optimizer_step(o, x, g);
        if (s && o->t % EVERY == 0)
            save(s, o, x, o->t == until ? keep : ROOM);
    }
}

int main(void)
{
    static const size_t crashes[] = {ROOM, 0, 1, 60, 167};
    safe s = {{tmpfile(), tmpfile()}, 0};
    double whole[2] = {-1.5, 2};
    gd_optimizer a, b, c;
    const gd_method *adam = gd_method_find("adam");
    if (!s.slot[0] || !s.slot[1] || !gd_optimizer_new(&a, adam, 2, 0.01)
        || !gd_optimizer_new(&b, adam, 2, 0.01)
        || !gd_optimizer_new(&c, adam, 2, 0.01))
        return 1;
    walk(&a, whole, STEPS, NULL, 0);
    bool right = true;
    printf("Adam on Rosenbrock's function, broken off while it saves at step"
           " 3000\n\n"
           "  bytes written  goes on from  ends on the same bits\n");
    for (size_t k = 0; k < sizeof crashes / sizeof crashes[0]; k++) {
        double x[2] = {-1.5, 2}, y[2] = {0, 0};
        gd_optimizer_restart(&b);
        walk(&b, x, 3000, &s, crashes[k]);
        size_t from = restore(&s, &c, y);
        walk(&c, y, STEPS, NULL, 0);
        bool same = same_bits(y, whole);
        bool cut = crashes[k] < gd_state_size(&b);
        right = right && same && from == (cut ? 2500 : 3000);
        printf("  %13zu  %12zu  %s\n", cut ? crashes[k] : gd_state_size(&b),
               from, same ? "yes" : "NO");
    }
    printf("\n  %s\n", right ? "checked" : "WRONG");
    for (int k = 0; k < 2; k++)
        fclose(s.slot[k]);
    gd_optimizer_free(&a);
    gd_optimizer_free(&b);
    gd_optimizer_free(&c);
    return right ? 0 : 1;
}
