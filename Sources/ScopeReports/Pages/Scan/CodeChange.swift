package import ScopeAudit
package import ScopeCatalog
package import ScopeSources
import ScopeValues

/// What a change of source code does to the calls that it makes and to what these need.
package struct CodeChange: Sendable {
  package struct Call: Sendable {
    /// Whether the change adds the call; otherwise it takes it away.
    package var isAdded: Bool
    package var call: CodeCall
    /// The operation's template; nil where the catalog does not know it.
    package var template: String?
    /// The least permissions of this call, by flow.
    package var needs: [(flow: Flow, names: [String])]
    /// Of what it needs and nothing before needed; info where nothing new is needed.
    package var severity: Severity

    package init(
      isAdded: Bool, call: CodeCall, template: String?, needs: [(flow: Flow, names: [String])], severity: Severity
    ) {
      self.isAdded = isAdded
      self.call = call
      self.template = template
      self.needs = needs
      self.severity = severity
    }

    /// What the code starts or stops to do.
    package var sentence: String {
      "This change \(isAdded ? "starts" : "stops") to \(CallPhrase.of(call.method, call.url))"
    }
  }

  /// The worst first, then by place.
  package var calls: [Call] = []
  /// Permissions of the least set that come and go, by flow.
  package var needs: [(flow: Flow, added: [String], removed: [String])] = []
  /// Calls that could not be resolved, before and after.
  package var unresolved = (old: 0, new: 0)
  package var errors: [(path: String, message: String)] = []

  package init() {}
}

/// What a call does, in words: wipe managed devices, read users, delete members of groups.
package enum CallPhrase {
  package static func of(_ method: String, _ path: String) -> String {
    var segments = path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
    if let host = segments.firstIndex(where: { $0 == "v1.0" || $0 == "beta" }) { segments.removeFirst(host + 1) }
    let isReference = segments.last == "$ref"
    segments.removeAll { $0.hasPrefix("$") }
    // Of a reference its collection is meant, not the key.
    let isOne = segments.last?.hasPrefix("{") ?? false
    if isOne { segments.removeLast() }
    guard let last = segments.last, !last.hasPrefix("{") else { return "call \(method) \(path)" }
    let hasOwner = segments.count > 2 && segments[segments.count - 2].hasPrefix("{")
    let owner = hasOwner ? words(segments[segments.count - 3]) : nil
    let object = words(last) + (owner.map { " of \($0)" } ?? "")
    switch method {
    case "GET": return "read \(object)"
    case "PATCH": return "change \(object)"
    case "PUT": return "replace \(object)"
    case "DELETE": return (isReference ? "remove " : "delete ") + object
    default:
      if isReference { return "add \(object)" }
      // What is posted to one object, and is no collection, is an action on it.
      let isAction = (owner != nil || segments.first == "me") && (!last.hasSuffix("s") || last.hasPrefix("revoke"))
      guard isAction else { return "create \(object)" }
      return words(last).contains(" ") ? object : [words(last), owner].compactMap { $0 }.joined(separator: " ")
    }
  }

  /// `managedDevices` is managed devices.
  private static func words(_ name: String) -> String {
    let bare = name.prefix { $0 != "(" }
    let own = bare.split(separator: ".").last.map(String.init) ?? String(bare)
    return own.reduce(into: "") { text, letter in
      if letter.isUppercase, !text.isEmpty { text += " " }
      text += letter.lowercased()
    }
  }
}

/// The report of such a change.
package enum CodeChangeReport {
  package static func text(_ change: CodeChange) -> String {
    var text = ""
    for call in change.calls {
      let place = "\(SafeText.line(call.call.position.file)):\(call.call.position.line)"
      text += "\(SafeText.line(call.sentence)) (\(place))  \(call.severity.name)\n"
      text += "  \(call.call.method) \(SafeText.line(ShownAddress.ofCode(call.call.url)))\n"
      for need in call.needs where !need.names.isEmpty {
        text += "  \(need.flow.name): \(need.names.joined(separator: ", "))\n"
      }
    }
    for need in change.needs {
      if !need.added.isEmpty { text += "\(need.flow.name): needs \(need.added.joined(separator: ", ")) as well\n" }
      if !need.removed.isEmpty {
        text += "\(need.flow.name): no longer needs \(need.removed.joined(separator: ", "))\n"
      }
    }
    for error in change.errors { text += "error  \(SafeText.line(error.path)): \(SafeText.line(error.message))\n" }
    let added = change.calls.count { $0.isAdded }
    return text
      + "\(added) added, \(change.calls.count - added) removed; \(change.unresolved.old) not resolved before, "
      + "\(change.unresolved.new) after.\n"
  }

  package static func json(_ change: CodeChange, _ catalog: Catalog) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      Tool.header(catalog, &writer)
      writer.key("changes")
      writer.array { writer in
        for call in change.calls {
          writer.object { writer in
            writer.member("kind", call.isAdded ? "added-call" : "removed-call")
            writer.member("text", call.sentence)
            writer.member("severity", call.severity.name)
            writer.member("file", call.call.position.file)
            writer.member("line", call.call.position.line)
            writer.member("column", call.call.position.column)
            writer.member("method", call.call.method)
            writer.member("url", ShownAddress.ofCode(call.call.url))
            if let template = call.template { writer.member("template", template) }
            for need in call.needs { writer.strings(named: need.flow.name, need.names) }
          }
        }
      }
      writer.key("needs")
      writer.array { writer in
        for need in change.needs {
          writer.object { writer in
            writer.member("flow", need.flow.name)
            writer.strings("added", need.added)
            writer.strings("removed", need.removed)
          }
        }
      }
      writer.key("unresolved")
      writer.object { writer in
        writer.member("old", change.unresolved.old)
        writer.member("new", change.unresolved.new)
      }
      writer.errors(change.errors)
    }
    return writer.bytes + [ASCII.lineFeed]
  }
}
