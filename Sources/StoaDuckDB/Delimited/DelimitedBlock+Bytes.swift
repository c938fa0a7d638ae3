extension DelimitedBlock {
  /// Reads the rows that begin in the block byte by byte, with what people write beside RFC 4180:
  /// a quote inside a bare field stands for itself, blanks may stand around a quoted one, and
  /// fields without a value may follow the last column.
  ///
  /// Throws a `DelimitedFailure` where a row is none of a table.
  func readCarefully() throws(DelimitedFailure) -> Outcome {
    var place = first
    while place < min(end, count) {
      guard let after = try row(at: place) else { return .needsMore }
      place = after
    }
    next = place
    return .read
  }

  /// Reads one row and gives the place behind it; nil where the bytes end before it does.
  private func row(at start: Int) throws(DelimitedFailure) -> Int? {
    if let after = lineBreak(at: start), format.columnCount > 1 { return after }
    var place = start
    var (field, slot) = (0, 0)
    var isTooLong = false
    while true {
      guard let text = try self.field(at: place, rowStart: start) else { return nil }
      if field == wanted[slot] {
        let isText =
          text.isQuoted
          ? setQuoted(slot, text.start, text.end)
          : values[slot].set(
            rows, to: bytes + text.start, count: text.end - text.start, nulls: nulls)
        guard isText else { throw failure(.notUTF8, start) }
        slot += 1
      }
      if field >= format.columnCount, !nulls.contains(bytes + text.start, text.end - text.start) {
        isTooLong = true
      }
      field += 1
      place = text.after
      if place < count, bytes[place] == format.delimiter {
        place += 1
        continue
      }
      guard let after = lineBreak(at: place) else {
        if place + 1 >= count, !isLast { return nil }
        throw failure(.lineBreak, start)
      }
      place = after
      break
    }
    guard field >= format.columnCount, !isTooLong else {
      throw failure(.fields(field, expected: format.columnCount), start)
    }
    endRow()
    return place
  }

  /// The number of fields of the row at a place, whatever it is, and the place behind it; nil
  /// where the bytes end before it does.
  func fields(at start: Int) throws(DelimitedFailure) -> (count: Int, after: Int)? {
    var place = start
    var fields = 0
    while let text = try field(at: place, rowStart: start) {
      fields += 1
      place = text.after
      if place < count, bytes[place] == format.delimiter {
        place += 1
      } else {
        if let after = lineBreak(at: place) { return (fields, after) }
        if place + 1 >= count, !isLast { return nil }
        throw failure(.lineBreak, start)
      }
    }
    return nil
  }

  private struct FieldText {
    var start: Int
    var end: Int
    var isQuoted = false
    /// Where what ends the field stands.
    var after: Int
  }

  /// The field that begins at a place; nil where the bytes end before it does.
  private func field(at start: Int, rowStart: Int) throws(DelimitedFailure) -> FieldText? {
    var place = start
    while place < count, bytes[place] == DelimitedFormat.space { place += 1 }
    if place < count, bytes[place] == format.quote {
      return try quotedField(at: place + 1, rowStart: rowStart)
    }
    while place < count, !endsField(bytes[place]) { place += 1 }
    if place == count, !isLast { return nil }
    return FieldText(start: start, end: place, after: place)
  }

  private func quotedField(at start: Int, rowStart: Int) throws(DelimitedFailure) -> FieldText? {
    var place = start
    while true {
      while place < count, bytes[place] != format.quote { place += 1 }
      guard place < count else {
        if isLast { throw failure(.unterminatedQuote, rowStart) }
        return nil
      }
      var after = place + 1
      while after < count, bytes[after] == DelimitedFormat.space { after += 1 }
      if after == count, !isLast { return nil }
      // As in DuckDB the text goes on at another quote, with the blanks that stand between the two.
      if after < count, bytes[after] == format.quote {
        place = after + 1
        continue
      }
      guard after == count || endsField(bytes[after]) else {
        throw failure(.unterminatedQuote, rowStart)
      }
      return FieldText(start: start, end: place, isQuoted: true, after: after)
    }
  }

  /// Whether a field ends before a byte.
  func endsField(_ byte: UInt8) -> Bool {
    byte == format.delimiter || byte == DelimitedFormat.lineFeed
      || byte == DelimitedFormat.carriageReturn
  }

  /// The place behind a line break, or behind the end of the file; nil where none is.
  private func lineBreak(at place: Int) -> Int? {
    if place >= count { return isLast ? count : nil }
    if bytes[place] == DelimitedFormat.lineFeed { return place + 1 }
    guard bytes[place] == DelimitedFormat.carriageReturn else { return nil }
    if place + 1 == count { return isLast ? count : nil }
    return bytes[place + 1] == DelimitedFormat.lineFeed ? place + 2 : nil
  }

  private func failure(_ reason: DelimitedFailure.Reason, _ place: Int) -> DelimitedFailure {
    DelimitedFailure(reason: reason, offset: offset + Int64(place))
  }
}
