/// How much of a call a permission opens.
package enum Extent: UInt8, CaseIterable, Sendable {
  /// The whole call.
  case whole
  /// One property, or a few, of the object.
  case property
  /// Objects of one kind, such as the users of another cloud.
  case kind
  /// One special purpose, such as an import.
  case purpose
  /// What was granted on the thing itself: one site, list or container.
  case instance
  /// One team, chat or user whose owner consents to an app; no registration can ask for it.
  case consent
  /// What belongs to the signed-in user.
  case own
  /// Nothing today: no tenant publishes the name for this kind of caller.
  case unpublished

  /// The word in rules/catalog/extents.tsv and in reports.
  package var name: String { String(describing: self) }

  /// What holding the permission is worth, to be read after its name.
  package var remark: String {
    switch self {
    case .whole: "opens the whole call"
    case .property: "is about single properties only"
    case .kind: "is about one kind of object only"
    case .purpose: "serves one special purpose only, such as an import"
    case .instance: "opens only what was granted to the application on the thing itself"
    case .consent: "is consented to for one team, chat or user, and no registration can ask for it"
    case .own: "reaches only what belongs to the signed-in user"
    case .unpublished: "is a name that no tenant publishes for this kind of caller"
    }
  }
}

/// Who says that a permission suffices for a call, the strongest first.
package enum EvidenceGrade: UInt8, CaseIterable, Comparable, Sendable {
  /// The service itself, in an error or by letting the call through.
  case service
  /// A page that somebody wrote by hand.
  case page
  /// A recorded correction with another kind of evidence.
  case correction
  /// Upstream's data, and a second source that agrees.
  case secondSource
  /// Upstream's data alone.
  case upstream
  /// What the call stands below, what calls like it need, or what includes the least permission.
  case inferred

  package var name: String { String(describing: self) }

  /// Whether a verdict may rest on it: the service, a page or a correction says so.
  package var isFirm: Bool { self <= .correction }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
