package import ScopeDocuments

/// Why an input could not be read; whoever reads inputs needs no more of the documents than this and ``ReadBytes``.
package typealias ReadFailure = ScopeDocuments.ReadFailure

/// Fills a buffer with the next bytes of an input and tells how many; zero at the end.
package typealias ReadBytes = ScopeDocuments.ReadBytes

extension ReadFailure {
  /// - Parameter reason: what is wrong, without a full stop.
  package init(because reason: String) {
    self.init(reason: reason, remedy: reason.hasSuffix("Is a directory") ? "Name a file in it." : Self.checkPath)
  }

  /// - Parameter path: what does not open, as it was given; the remedy goes by what seems to be meant with it.
  package init(because reason: String, path: String) { self.init(reason: reason, remedy: NoSuchPath.remedy(path)) }
}
