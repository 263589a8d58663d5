/* libFuzzer on the expression parser. */
#include "fuzz.h"

#include "expression-properties.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    check_expression(text);
    free(text);
    return 0;
}
