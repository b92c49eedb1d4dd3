// Stands in for Foundation in the release alone, compiled as a module of that name (see unused.c): ArgumentParser asks of
// an error whether it is one of these, and none of ours is.
public protocol LocalizedError: Error {
  var errorDescription: String? { get }
  var failureReason: String? { get }
  var recoverySuggestion: String? { get }
  var helpAnchor: String? { get }
}
