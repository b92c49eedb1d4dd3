internal import ScopeAudit
internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// The drift of a token for programs.
enum DriftJSON {
  static func write(_ drift: TokenDrift, _ writer: inout JSONWriter) {
    writer.key("drift")
    writer.object { writer in
      switch drift {
      case .compared: writer.member("state", "compared")
      case .unmatched: writer.member("state", "unmatched")
      case .incomparable: writer.member("state", "incomparable")
      }
      if let statement = drift.statement { writer.member("reason", statement) }
      writer.key("comparisons")
      writer.array { writer in
        for comparison in drift.comparisons { writer.object { write(comparison, &$0) } }
      }
    }
  }

  private static func write(_ comparison: TokenDrift.Comparison, _ writer: inout JSONWriter) {
    let registration = comparison.registration
    writer.key("application")
    writer.object { writer in
      writer.member("appId", registration.appId.description)
      writer.member("displayName", registration.displayName)
      writer.member("index", registration.ordinal)
    }
    writer.member("resource", comparison.resource)
    writer.member("flow", comparison.flow.name)
    if let obstacle = registration.obstacle {
      writer.member("reason", obstacle)
    } else {
      writer.member("asksForResource", comparison.asksForResource)
    }
    entries("requestedNotInToken", comparison.requestedNotInToken, of: registration, &writer)
    entries("inTokenNotRequested", comparison.inTokenNotRequested, of: registration, &writer)
    writer.strings("inBoth", comparison.inBoth)
    writer.key("unclear")
    writer.array { writer in
      for entry in comparison.unclear {
        writer.object { writer in
          writer.member("name", entry.name)
          writer.member("reason", entry.reason)
        }
      }
    }
    age(comparison.age, &writer)
    writer.strings("remarks", DriftWords(comparison: comparison).remarks)
  }

  private static func entries(
    _ key: StaticString, _ entries: [TokenDrift.Entry], of registration: TokenCounterpart, _ writer: inout JSONWriter
  ) {
    writer.key(key)
    writer.array { writer in
      for entry in entries {
        writer.object { writer in
          writer.member("name", entry.name)
          if let id = entry.id { writer.member("id", id.description) }
          guard let position = entry.position else { return }
          writer.key("location")
          writer.object { $0.place(registration.location.path, position) }
        }
      }
    }
  }

  private static func age(_ age: TokenDrift.Age, _ writer: inout JSONWriter) {
    writer.key("age")
    writer.object { writer in
      if let issued = age.issued { writer.member("issuedAt", issued.description) }
      if let seconds = age.seconds { writer.member("seconds", Int(seconds)) }
      writer.member("state", age.state.name)
      if let created = age.registrationCreated { writer.member("registrationCreated", created.description) }
      writer.member("predatesRegistration", age.predatesRegistration)
    }
  }
}
