#ifndef STOA_DELIMITED_H
#define STOA_DELIMITED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#pragma clang assume_nonnull begin

typedef uint8_t stoa_bytes16 __attribute__((ext_vector_type(16)));
typedef bool stoa_bits16 __attribute__((ext_vector_type(16)));

/// A bit for each of 16 bytes that is the one looked for; a compare and a mask on any processor.
static inline uint64_t stoa_equal16(stoa_bytes16 bytes, uint8_t byte) {
  stoa_bits16 bits = __builtin_convertvector(bytes == (stoa_bytes16)byte, stoa_bits16);
  uint16_t mask;
  memcpy(&mask, &bits, sizeof mask);
  return mask;
}

/// Where a byte stands in 64 bytes, all of which can be read: a bit a byte, the first lowest.
static inline uint64_t stoa_find_byte(const uint8_t *text, uint8_t byte) {
  uint64_t found = 0;
  for (int part = 0; part < 4; part++) {
    stoa_bytes16 bytes;
    memcpy(&bytes, text + 16 * part, sizeof bytes);
    found |= stoa_equal16(bytes, byte) << 16 * part;
  }
  return found;
}

/// Whether bytes are UTF-8 (Unicode 16, table 3-7).
bool stoa_is_utf8(const uint8_t *text, size_t count);

#pragma clang assume_nonnull end

#endif
