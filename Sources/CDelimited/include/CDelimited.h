#ifndef STOA_DELIMITED_H
#define STOA_DELIMITED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#pragma clang assume_nonnull begin

/// Where the marks of a delimited text stand in 64 of its bytes: a bit a byte, the first lowest.
typedef struct {
  uint64_t delimiters, quotes, lineFeeds, carriageReturns;
} stoa_delimited_marks;

typedef uint8_t stoa_bytes16 __attribute__((ext_vector_type(16)));
typedef bool stoa_bits16 __attribute__((ext_vector_type(16)));

/// A bit for each of 16 bytes that is the one looked for; a compare and a mask on any processor.
static inline uint64_t stoa_equal16(stoa_bytes16 bytes, uint8_t byte) {
  stoa_bits16 bits = __builtin_convertvector(bytes == (stoa_bytes16)byte, stoa_bits16);
  uint16_t mask;
  memcpy(&mask, &bits, sizeof mask);
  return mask;
}

/// The marks of 64 bytes, all of which can be read.
static inline stoa_delimited_marks stoa_find_marks(
    const uint8_t *text, uint8_t delimiter, uint8_t quote) {
  stoa_delimited_marks marks = {0, 0, 0, 0};
  for (int part = 0; part < 4; part++) {
    stoa_bytes16 bytes;
    memcpy(&bytes, text + 16 * part, sizeof bytes);
    marks.delimiters |= stoa_equal16(bytes, delimiter) << 16 * part;
    marks.quotes |= stoa_equal16(bytes, quote) << 16 * part;
    marks.lineFeeds |= stoa_equal16(bytes, '\n') << 16 * part;
    marks.carriageReturns |= stoa_equal16(bytes, '\r') << 16 * part;
  }
  return marks;
}

/// Whether bytes are UTF-8 (Unicode 16, table 3-7).
bool stoa_is_utf8(const uint8_t *text, size_t count);

#pragma clang assume_nonnull end

#endif
