/// A reader, or the whole way from bytes to reports, as a function of any bytes.
///
/// A target ends for whatever it is given: that it does not crash, hang or fill the memory is what fuzzing tests. What
/// must hold for every input beside that is told to ``expect(_:_:)``.
package struct FuzzTarget: Sendable {
  /// As `make fuzz` and the folder of its seeds call it.
  package let name: String
  /// Files and folders under fixtures/ that the search starts from.
  package let seeds: [String]
  private let body: @Sendable (FuzzInput) -> Void

  init(_ name: String, seeds: [String], _ body: @escaping @Sendable (FuzzInput) -> Void) {
    self.name = name
    self.seeds = seeds
    self.body = body
  }

  package func run(_ bytes: [UInt8]) { body(FuzzInput(bytes)) }

  /// All targets, in the order in which they run.
  package static let all: [FuzzTarget] = [
    values, addresses, json, archives, registrations, tenants, declarations, code, tokens, requests, refusals, activity,
    settings, savedReports, questions,
  ]
}

/// The bytes of one execution; the last one chooses how they are read, so that seeds stay what they are.
struct FuzzInput {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A number below `count` that a change of the last byte changes.
  func choice(_ count: Int) -> Int { Int(bytes.last ?? 0) % count }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Ends the process where something does not hold that has to hold for every input.
func expect(_ holds: Bool, _ otherwise: @autoclosure () -> String) {
  // A precondition says nothing in an optimised build.
  if !holds { fatalError(otherwise()) }
}
