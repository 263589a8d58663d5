/* libFuzzer on saved runs: a method's number, how many parameters, whether the
 * check sum is mended, then the state. */
#include "fuzz.h"

#include "gd/state.c"

enum { PARAMETERS = 8, STEPS = 3 };

/* A run, and a point beyond which nothing may be written. */
typedef struct run {
    gd_optimizer o;
    double x[PARAMETERS + 1];
} run;

static bool begin(run *r, uint8_t method, uint8_t n)
{
    size_t count;
    const gd_method *methods = gd_methods(&count);
    for (size_t i = 0; i <= PARAMETERS; i++)
        r->x[i] = 0.5;
    return gd_optimizer_new(&r->o, &methods[method % count],
                            1 + n % PARAMETERS);
}

/* All of a run as bytes, to be freed. */
static unsigned char *bytes_of(const run *r)
{
    unsigned char *bytes = malloc(gd_state_size(&r->o));
    if (!bytes)
        abort();
    gd_state_save(&r->o, r->x, bytes);
    return bytes;
}

static bool is_same(const run *r, const unsigned char *bytes)
{
    unsigned char *own = bytes_of(r);
    bool same = memcmp(own, bytes, gd_state_size(&r->o)) == 0;
    free(own);
    return same;
}

static void mend(unsigned char *bytes, size_t size)
{
    if (size < sizeof(uint64_t))
        return;
    uint64_t sum = check_sum(bytes, size - sizeof sum);
    memcpy(bytes + size - sizeof sum, &sum, sizeof sum);
}

/* A run goes on from whatever state was taken. */
static void go_on(run *r)
{
    double g[PARAMETERS];
    for (int k = 0; k < STEPS; k++) {
        for (size_t i = 0; i < r->o.n; i++)
            g[i] = 2 * r->x[i] - 1;
        gd_optimizer_step(&r->o, r->x, g);
    }
}

static void check(run *r, const unsigned char *bytes, size_t size)
{
    char error[GD_STATE_ERROR_SIZE];
    unsigned char *before = bytes_of(r);
    if (gd_state_load(&r->o, r->x, bytes, size, error)) {
        require(error[0] == '\0', "a state that is taken has no error", error);
        require(size == gd_state_size(&r->o), "it has its size", "another");
        require(is_same(r, bytes), "what was loaded is saved alike", "not");
        go_on(r);
    } else {
        require(is_same(r, before), "a refused state changes nothing", error);
        fuzz_sentence(error, sizeof error, "");
    }
    require(!(r->x[r->o.n] < 0.5 || r->x[r->o.n] > 0.5),
            "nothing is written behind x", "it is");
    free(before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    run r;
    if (size < 3)
        return 0;
    unsigned char *bytes = (unsigned char *)fuzz_text(data + 3, size - 3);
    if (data[2] & 1)
        mend(bytes, size - 3);
    if (begin(&r, data[0], data[1]))
        check(&r, bytes, size - 3);
    gd_optimizer_free(&r.o);
    free(bytes);
    return 0;
}
