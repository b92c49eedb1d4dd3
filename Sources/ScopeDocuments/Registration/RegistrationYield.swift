/// What one value of an input held.
package struct RegistrationYield: Sendable {
  package var applications: [Application]
  /// In the order of the text.
  package var tenantRecords: [TenantRecord]
  /// The parts of the value that could not be used.
  package var problems: [DocumentProblem]

  package init(_ reader: RegistrationReader) {
    applications = reader.applications
    tenantRecords = reader.tenantRecords
    problems = reader.problems
  }
}

/// Values of an input that follow one another and were cut apart, so that another thread can read them.
package struct RegistrationRun: Sendable {
  let values: JSONRun

  package var count: Int { values.ranges.count }

  /// What each value holds.
  ///
  /// - Returns: fewer than ``count`` where the others can be read by ``RegistrationStream`` alone.
  package func read() -> [RegistrationYield] {
    var yields: [RegistrationYield] = []
    yields.reserveCapacity(count)
    _ = values.read { item in
      let reader = RegistrationReader.read(item)
      // Whether its next page is missing, what comes after it shows.
      guard !reader.hasNextPage else { return false }
      yields.append(RegistrationYield(reader))
      return true
    }
    return yields
  }
}
