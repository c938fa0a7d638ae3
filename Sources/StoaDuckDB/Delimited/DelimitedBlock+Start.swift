extension DelimitedBlock {
  /// The first row of a file: behind the byte order mark, the lines that are left out, and the
  /// header; nil where the bytes end before.
  func startOfFile() throws(DelimitedFailure) -> Int? {
    var place = 0
    if count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { place = 3 }
    for _ in 0..<format.skip {
      while place < count, bytes[place] != DelimitedFormat.lineFeed { place += 1 }
      if place == count { return isLast ? count : nil }
      place += 1
    }
    guard format.hasHeader else { return place }
    return try fields(at: place)?.after
  }

  /// The first row that begins behind the byte before the block, as far as that can be seen.
  ///
  /// Whether that byte is inside a quoted field is told by the first quote that can only open or
  /// only close one. A text can be made that misleads it; the scan compares the place with the
  /// end of the block before.
  func likelyStart() -> Int {
    var isInside = isLikelyInside
    var place = 0
    while place < count {
      if bytes[place] == format.quote {
        isInside.toggle()
      } else if bytes[place] == DelimitedFormat.lineFeed, !isInside {
        return place + 1
      }
      place += 1
    }
    return count
  }

  private var isLikelyInside: Bool {
    var passed = 0
    for place in 1..<max(1, count - 1) where bytes[place] == format.quote {
      let (before, after) = (bytes[place - 1], bytes[place + 1])
      let (isBehindEnd, isBeforeEnd) = (endsField(before), endsField(after))
      if isBehindEnd != isBeforeEnd, before != format.quote, after != format.quote {
        // An opening quote says that what is before it is outside.
        return isBeforeEnd != (passed % 2 == 1)
      }
      passed += 1
    }
    return false
  }
}
