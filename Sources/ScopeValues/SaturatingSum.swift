extension Int {
  /// Adds without overflow: more than fits stays at the largest number, so that no input's count ends the process.
  package mutating func add(saturating other: Int) {
    let (sum, overflows) = addingReportingOverflow(other)
    self = overflows ? (other > 0 ? .max : .min) : sum
  }
}
