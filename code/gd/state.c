#include "gd/state.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* What stands before the numbers. Only types of a known size, and the
 * largest first: no compiler leaves a gap. */
typedef struct header {
    uint64_t order; /* tells a machine that turns its bytes round */
    uint64_t n;
    uint64_t t;
    double rate;
    double hyper[GD_HYPER_MAX];
    double scalar[GD_SCALARS];
    char method[24];
    char mark[8];
} header;

static const uint64_t ORDER = UINT64_C(0x0102030405060708);
static const char MARK[8] = {'d', 'o', 'w', 'n', 'h', 'i', 'l', '1'};

static size_t vector_bytes(const gd_optimizer *o)
{
    return o->n * sizeof(double);
}

static size_t memory_bytes(const gd_optimizer *o)
{
    return o->method->vectors * vector_bytes(o);
}

size_t gd_state_size(const gd_optimizer *o)
{
    return sizeof(header) + vector_bytes(o) + memory_bytes(o)
           + sizeof(uint64_t);
}

/* FNV-1a (Fowler, Noll and Vo): a sum that a changed byte changes. Against
 * accidents, not against malice. */
static uint64_t check_sum(const unsigned char *bytes, size_t size)
{
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ bytes[i]) * UINT64_C(0x100000001b3);
    return sum;
}

/* All of a header that is known before the run. Of a name, what there is room
 * for, and zeros behind it. */
static header header_of(const gd_optimizer *o)
{
    header h = {.order = ORDER, .n = o->n};
    memcpy(h.mark, MARK, sizeof h.mark);
    snprintf(h.method, sizeof h.method, "%s", o->method->name);
    return h;
}

/* region save */
void gd_state_save(const gd_optimizer *o, const double *x, unsigned char *bytes)
{
    header h = header_of(o);
    unsigned char *at = bytes;
    h.t = o->t;
    h.rate = o->rate;
    memcpy(h.hyper, o->hyper, sizeof h.hyper);
    memcpy(h.scalar, o->scalar, sizeof h.scalar);
    memcpy(at, &h, sizeof h);
    memcpy(at += sizeof h, x, vector_bytes(o));
    at += vector_bytes(o);
    if (o->memory)
        memcpy(at, o->memory, memory_bytes(o));
    at += memory_bytes(o);
    uint64_t sum = check_sum(bytes, (size_t)(at - bytes));
    memcpy(at, &sum, sizeof sum);
}
/* end save */

static bool refuse(char *error, const char *sentence)
{
    snprintf(error, GD_STATE_ERROR_SIZE, "%s", sentence);
    return false;
}

/* A method's name, with zeros behind it: in damaged bytes may stand anything,
 * which no sentence repeats. */
static bool has_name(const header *h)
{
    size_t n = 0, used;
    while (n < sizeof h->method && h->method[n] >= ' ' && h->method[n] <= '~')
        n++;
    for (used = n; n < sizeof h->method && h->method[n] == '\0';)
        n++;
    return used > 0 && n == sizeof h->method;
}

/* Is this the state of such a run, and whole? */
static bool fits(const gd_optimizer *o, const header *h,
                 const unsigned char *bytes, size_t size, char *error)
{
    uint64_t sum;
    size_t wanted = gd_state_size(o);
    header own = header_of(o);
    if (memcmp(h->mark, own.mark, sizeof h->mark) != 0)
        return refuse(error, "this is not the saved state of a run");
    if (h->order != own.order)
        return refuse(error, "the state was saved on a machine with another "
                             "order of bytes");
    if (!has_name(h))
        return refuse(error, "the state is damaged: no method has such a name");
    if (memcmp(h->method, own.method, sizeof h->method) != 0) {
        snprintf(error, GD_STATE_ERROR_SIZE,
                 "the state is of the method %.24s, the run of %.24s",
                 h->method, own.method);
        return false;
    }
    if (h->n != o->n) {
        snprintf(error, GD_STATE_ERROR_SIZE,
                 "the state has %llu parameters, the run %zu",
                 (unsigned long long)h->n, o->n);
        return false;
    }
    if (size != wanted) {
        snprintf(error, GD_STATE_ERROR_SIZE,
                 "the state is %s: %zu bytes in place of %zu",
                 size < wanted ? "cut off" : "too long", size, wanted);
        return false;
    }
    memcpy(&sum, bytes + size - sizeof sum, sizeof sum);
    if (sum != check_sum(bytes, size - sizeof sum))
        return refuse(error, "the state is damaged: its check sum is wrong");
    return true;
}

bool gd_state_load(gd_optimizer *o, double *x, const unsigned char *bytes,
                   size_t size, char error[GD_STATE_ERROR_SIZE])
{
    header h;
    error[0] = '\0';
    if (size < sizeof h)
        return refuse(error, "the state is cut off before its first number");
    memcpy(&h, bytes, sizeof h);
    if (!fits(o, &h, bytes, size, error))
        return false;
    const unsigned char *at = bytes + sizeof h;
    memcpy(x, at, vector_bytes(o));
    at += vector_bytes(o);
    if (o->memory)
        memcpy(o->memory, at, memory_bytes(o));
    memcpy(o->hyper, h.hyper, sizeof h.hyper);
    memcpy(o->scalar, h.scalar, sizeof h.scalar);
    o->rate = h.rate;
    o->t = (size_t)h.t;
    return true;
}
