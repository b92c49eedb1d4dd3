/// A request that somebody listed or recorded.
package struct RecordedRequest: Hashable, Sendable {
  /// In capitals.
  package var method: String
  /// As written: a full URL or a path.
  package var url: String
  package var position: TextPosition
  /// Whether it comes from a recording of everything a program sent, so that other hosts are no surprise.
  package var isFromTraffic: Bool

  package init(method: String, url: String, position: TextPosition, isFromTraffic: Bool = false) {
    self.method = method
    self.url = url
    self.position = position
    self.isFromTraffic = isFromTraffic
  }
}

/// The requests of one input, and what of it could not be used.
package struct RequestList: Sendable {
  package var requests: [RecordedRequest] = []
  package var problems: [DocumentProblem] = []
}
