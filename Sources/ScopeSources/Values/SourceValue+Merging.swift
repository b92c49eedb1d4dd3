import ScopeValues

extension SourceValue {
  /// What several branches made of one variable: lists and objects that grew from one another are their union.
  static func merged(_ values: [SourceValue], at origin: SourceOrigin) -> SourceValue {
    guard var result = values.first else { return SourceValue(.null, origin) }
    for value in values.dropFirst() {
      switch (result.shape, value.shape) {
      case (.list(let items, let rest), .list(let more, let open)):
        var all = items
        var known = Set(items.map(\.identity))
        for item in more where known.insert(item.identity).inserted { all.append(item) }
        result = SourceValue.list(all, rest: rest ?? open, at: result.origin)
      case (.object(let members, let rest), .object(let more, let open)):
        var all = members
        for member in more {
          if let index = all.firstIndex(where: { $0.key.lowercased() == member.key.lowercased() }) {
            if all[index].value.identity != member.value.identity {
              all[index].value = merged([all[index].value, member.value], at: member.value.origin)
            }
          } else {
            all.append(member)
          }
        }
        result = SourceValue(.object(all, rest: rest ?? open), result.origin)
      case (.null, _): result = value
      case (_, .null): break
      default: if result.identity != value.identity { result = any([result, value], at: origin) }
      }
    }
    return result
  }

  /// What tells two values of one place apart.
  private var identity: String {
    let content = text ?? hole?.name ?? ""
    if case .handle(let index) = shape { return "#\(index)" }
    return "\(ObjectIdentifier(origin.source).hashValue) \(origin.span.start) \(origin.span.end) \(content)"
  }
}
