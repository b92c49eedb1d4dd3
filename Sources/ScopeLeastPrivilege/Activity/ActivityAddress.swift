internal import ScopeCatalog
import ScopeValues

extension ActivityProfile {
  /// The address under which a call is counted where more than its operation decides what it needs: the template, or the
  /// path without ids, and the options that matter.
  ///
  /// - Parameter vocabulary: the catalog's; asked only where the path is kept.
  /// - Returns: nil where the operation alone decides.
  static func address(
    _ url: String, of operation: OperationIndex, _ flow: Flow, _ catalog: Catalog,
    vocabulary: @autoclosure () -> AddressVocabulary
  ) -> String? {
    guard let asked = catalog.asked(url, of: operation, flow: flow) else { return nil }
    let path = asked.keepsPath ? vocabulary().path(of: url) : catalog.template(of: operation)
    return asked.options.isEmpty ? path : path + "?" + asked.options.joined(separator: "&")
  }
}
