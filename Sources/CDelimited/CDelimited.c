#include "CDelimited.h"

static bool is_next(uint8_t byte) { return (byte & 0xC0) == 0x80; }

bool stoa_is_utf8(const uint8_t *text, size_t count) {
  size_t i = 0;
  while (i < count) {
    uint64_t eight;
    if (count - i >= 8 && (memcpy(&eight, text + i, 8), (eight & 0x8080808080808080) == 0)) {
      i += 8;
      continue;
    }
    uint8_t first = text[i];
    size_t left = count - i - 1;
    if (first < 0x80) {
      i += 1;
    } else if (first < 0xE0) {
      if (first < 0xC2 || left < 1 || !is_next(text[i + 1])) return false;
      i += 2;
    } else if (first < 0xF0) {
      if (left < 2 || !is_next(text[i + 1]) || !is_next(text[i + 2])) return false;
      // No longer form of a shorter one, and no half of a pair.
      if (first == 0xE0 && text[i + 1] < 0xA0) return false;
      if (first == 0xED && text[i + 1] > 0x9F) return false;
      i += 3;
    } else {
      if (first > 0xF4 || left < 3 || !is_next(text[i + 1]) || !is_next(text[i + 2])
          || !is_next(text[i + 3]))
        return false;
      if (first == 0xF0 && text[i + 1] < 0x90) return false;
      if (first == 0xF4 && text[i + 1] > 0x8F) return false;
      i += 4;
    }
  }
  return true;
}
