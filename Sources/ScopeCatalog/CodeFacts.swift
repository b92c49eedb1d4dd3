internal import CatalogData

/// The embedded tables that calls in source code are read with.
package enum CodeFacts {
  /// The request paths that Microsoft's client libraries know, packed (RFC 1952): depth, segment, methods of v1.0 and of
  /// beta.
  package static var packedPaths: [UInt8] {
    [UInt8](UnsafeBufferPointer(start: scopeaudit_sdk_paths_bytes(), count: scopeaudit_sdk_paths_size()))
  }

  /// What sends requests: languages, call, address, method, kind.
  package static var sinks: [UInt8] {
    [UInt8](UnsafeBufferPointer(start: scopeaudit_sinks_bytes(), count: scopeaudit_sinks_size()))
  }
}
