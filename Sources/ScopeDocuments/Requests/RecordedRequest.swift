/// A request that somebody listed or recorded, or an entity and what is done to it.
package struct RecordedRequest: Hashable, Sendable {
  /// In capitals; of an entity, what is done to it, as written.
  package var method: String
  /// As written: a full URL or a path; of an entity, its name.
  package var url: String
  package var position: TextPosition
  /// Whether it comes from a recording of everything a program sent, so that other hosts are no surprise.
  package var isFromTraffic: Bool
  /// Whether this is no request but an entity in the words of the Intune permissions.
  package var isEntity: Bool
  /// What was said of its body.
  package var body: StatedBody?

  package init(
    method: String, url: String, position: TextPosition, isFromTraffic: Bool = false, isEntity: Bool = false,
    body: StatedBody? = nil
  ) {
    self.method = method
    self.url = url
    self.position = position
    self.isFromTraffic = isFromTraffic
    self.isEntity = isEntity
    self.body = body
  }
}

/// The requests of one input, and what of it could not be used.
package struct RequestList: Sendable {
  package var requests: [RecordedRequest] = []
  package var problems: [DocumentProblem] = []
}
