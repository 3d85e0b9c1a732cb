#include "CFuzzer.h"

#include <sanitizer/allocator_interface.h>

// Signed: what an earlier input left behind may be freed during a later one.
static long held;
static long peak;

static void count_allocation(const volatile void *pointer, size_t size) {
  (void)pointer;
  held += (long)size;
  if (held > peak) peak = held;
}

static void count_release(const volatile void *pointer) {
  if (pointer) held -= (long)__sanitizer_get_allocated_size(pointer);
}

void heap_meter_install(void) {
  __sanitizer_install_malloc_and_free_hooks(count_allocation, count_release);
}

void heap_meter_start(void) {
  held = 0;
  peak = 0;
}

size_t heap_meter_peak(void) { return (size_t)peak; }
