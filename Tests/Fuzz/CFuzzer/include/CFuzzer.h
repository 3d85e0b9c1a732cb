#ifndef CFUZZER_H
#define CFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// Runs libFuzzer's main loop; compiler-rt's FuzzerInterface.h has no declaration of it.
int LLVMFuzzerRunDriver(
    int *_Nonnull argc, char *_Nullable *_Nonnull *_Nonnull argv,
    int (*_Nonnull callback)(const uint8_t *_Nullable data, size_t size));

/// Has every allocation counted from now on.
void heap_meter_install(void);

/// Starts to count anew: what is held now is the ground.
void heap_meter_start(void);

/// The most bytes that were held above the ground since heap_meter_start.
size_t heap_meter_peak(void);

#endif
