#pragma once

#include <stdint.h>

/// Sixteen bytes; `SIMD16<UInt8>` in Swift.
typedef uint8_t cbytes_chunk __attribute__((ext_vector_type(16)));

/// The top bits of sixteen bytes, the first byte's lowest: one instruction that Swift has no way to
/// write.
static inline uint16_t cbytes_top_bits(cbytes_chunk chunk) {
  typedef int8_t signed_chunk __attribute__((ext_vector_type(16)));
  typedef _Bool bits __attribute__((ext_vector_type(16)));
  bits top = __builtin_convertvector((signed_chunk)chunk < 0, bits);
  uint16_t word;
  __builtin_memcpy(&word, &top, sizeof word);
  return word;
}
