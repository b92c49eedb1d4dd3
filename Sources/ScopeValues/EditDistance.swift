/// How many letters have to be put in, taken out or replaced to turn one word into another (Levenshtein).
package enum EditDistance {
  /// Nil where more than `limit` are needed; only the band around the diagonal is looked at.
  package static func between(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    let far = limit + 1
    var previous = (0...right.count).map { min($0, far) }
    for row in 1..<(left.count + 1) {
      var current = [Int](repeating: far, count: right.count + 1)
      if row <= limit { current[0] = row }
      var least = current[0]
      for column in max(1, row - limit)..<max(1, min(right.count, row + limit) + 1) {
        let replaced = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
        current[column] = min(replaced, previous[column] + 1, current[column - 1] + 1, far)
        least = min(least, current[column])
      }
      if least > limit { return nil }
      previous = current
    }
    return previous[right.count] <= limit ? previous[right.count] : nil
  }
}
