/* A run that survives a crash, even one in the middle of saving: it saves in
 * turn into two files, so that one of them is always whole. Simulated here
 * with a run on Rosenbrock's function that is broken off while it writes. */
#include "exercise.h"
#include "gd/descent.h"
#include "gd/objective.h"
#include "gd/optimizer.h"
#include "gd/state.h"

#include <stdbool.h>
#include <stdio.h>

enum { STEPS = 5000, EVERY = 500, ROOM = 300 };

/* region solution */
/* Two places for a saved state, used in turn. */
typedef struct safe {
    FILE *slot[2];
    int turn;
} safe;

/* Puts n bytes at the beginning of a slot. */
static bool put(FILE *slot, const void *bytes, size_t n)
{
    return fseek(slot, 0, SEEK_SET) == 0 && fwrite(bytes, 1, n, slot) == n
           && fflush(slot) == 0;
}

/* Writes the first `keep` bytes of the state, all of them but in a crash.
 * The old state is spoilt before it is half new. */
static bool save(safe *s, const gd_optimizer *o, const double *x, size_t keep)
{
    unsigned char bytes[ROOM];
    size_t size = gd_state_size(o);
    FILE *slot = s->slot[s->turn];
    gd_state_save(o, x, bytes);
    s->turn = 1 - s->turn;
    return put(slot, "\0", 1) && put(slot, bytes, keep < size ? keep : size);
}

/* Takes up what stands in one slot, and says at which step; 0: nothing. */
static size_t restore_slot(FILE *slot, gd_optimizer *o, double *x)
{
    unsigned char bytes[ROOM];
    char error[GD_STATE_ERROR_SIZE];
    if (fseek(slot, 0, SEEK_SET) != 0)
        return 0;
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

/* Steps up to `until`, saving on the way. A crash: at the last of them only
 * `keep` bytes are written. False: what should be saved was not. */
static bool walk(gd_optimizer *o, double *x, size_t until, safe *s, size_t keep)
{
    const gd_objective *f = gd_test_objective("rosenbrock");
    double g[2];
    while (o->t < until) {
        gd_value_and_gradient(f, x, g);
        gd_optimizer_step(o, x, g);
        if (s && o->t % EVERY == 0
            && !save(s, o, x, o->t == until ? keep : ROOM))
            return false;
    }
    return true;
}

/* Is every crash survived? a walks undisturbed to `whole`, b walks into the
 * crash, c goes on from what is left. */
static bool survives(safe *s, gd_optimizer *a, gd_optimizer *b, gd_optimizer *c)
{
    static const size_t crashes[] = {ROOM, 0, 1, 60, 167};
    double whole[2] = {-1.5, 2};
    bool right = walk(a, whole, STEPS, NULL, 0);
    for (size_t k = 0; k < sizeof crashes / sizeof crashes[0]; k++) {
        double x[2] = {-1.5, 2}, y[2] = {0, 0};
        gd_optimizer_restart(b);
        right = walk(b, x, 3000, s, crashes[k]) && right;
        size_t from = restore(s, c, y);
        walk(c, y, STEPS, NULL, 0);
        bool same = same_bits(y, whole);
        bool cut = crashes[k] < gd_state_size(b);
        right = right && same && from == (cut ? 2500 : 3000);
        printf("  %13zu  %12zu  %s\n", cut ? crashes[k] : gd_state_size(b),
               from, same ? "yes" : "NO");
    }
    return right;
}

int main(void)
{
    safe s = {{tmpfile(), tmpfile()}, 0};
    gd_optimizer o[3];
    need(s.slot[0] && s.slot[1], "no temporary files can be made");
    for (int k = 0; k < 3; k++) {
        need(gd_optimizer_new(&o[k], gd_method_find("adam"), 2),
             "out of memory");
        o[k].rate = 0.01;
    }
    printf("crashes: Adam on Rosenbrock's function, broken off at step 3000\n\n"
           "  bytes written  goes on from  ends on the same bits\n");
    bool right = survives(&s, &o[0], &o[1], &o[2]);
    for (int k = 0; k < 3; k++)
        gd_optimizer_free(&o[k]);
    for (int k = 0; k < 2; k++)
        fclose(s.slot[k]);
    return finish(right);
}
