package import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// One answer of `lookup`.
package enum LookupItem: Sendable {
  /// One permission in each flow that it has; in what wrong way it was asked for, if in one.
  case permission([Permission], asked: AskedWrongly?)
  case request(LookupRequest)
  case entity(String, read: [String], change: [String])
  case remoteAction(String, scopes: [String])
  /// An API, an application, a directory role or a property.
  case thing(LookupThing)

  /// A word that is no permission's, and that stands for one.
  package enum AskedWrongly: Sendable {
    /// A name that it had.
    case deadName(String)
    /// An id that a public list gives it and that nobody publishes.
    case misprint(id: String, list: String)
  }

  /// Everything that a name, an id, a request, an entity or an action can mean.
  package static func find(_ word: String, _ catalog: Catalog) -> [LookupItem] {
    // Names first: one of the remote actions begins like a DELETE request.
    let named =
      permissions(word, catalog) + labelled(word, catalog) + entities(word, catalog)
      + LookupThing.find(word, catalog).map(LookupItem.thing)
    return named.isEmpty ? LookupRequest.read(word, catalog).map(LookupItem.request) : named
  }

  /// Whether the catalog knows what was asked for.
  package var isAnswered: Bool {
    guard case .request(let request) = self else { return true }
    return request.operation != nil
  }

  private static func permissions(_ word: String, _ catalog: Catalog) -> [LookupItem] {
    var matches = GUID(word).map { catalog.permissions(with: ($0.high, $0.low)) } ?? catalog.permissions(named: word)
    var asked: AskedWrongly?
    if matches.isEmpty, let guid = GUID(word), let misprint = catalog.misprint((guid.high, guid.low)) {
      matches = catalog.permissions(named: catalog.name(misprint.nameIndex)).filter { $0.resource == catalog.graph }
      asked = .misprint(id: guid.description, list: misprint.list)
    }
    if matches.isEmpty, let current = catalog.currentName(of: word) {
      matches = catalog.permissions(named: current)
      asked = .deadName(word)
    }
    var groups: [(key: [Int], list: [Permission])] = []
    for match in matches {
      let key = [match.resource, match.nameIndex]
      guard !groups.contains(where: { $0.key == key }) else { continue }
      let all = catalog.permissions(named: catalog.name(match.nameIndex)).filter {
        $0.resource == match.resource && $0.nameIndex == match.nameIndex
      }
      groups.append((key, all))
    }
    return groups.map { .permission($0.list, asked: asked) }
  }

  /// The permission that the admin center calls so.
  private static func labelled(_ word: String, _ catalog: Catalog) -> [LookupItem] {
    let wanted = word.lowercased()
    return catalog.describedNames.filter { catalog.label(nameIndex: $0)?.lowercased() == wanted }.flatMap {
      permissions(catalog.name($0), catalog)
    }
  }

  private static func entities(_ word: String, _ catalog: Catalog) -> [LookupItem] {
    let wanted = word.lowercased()
    var items: [LookupItem] = []
    var entity: (name: String, read: [String], change: [String])?
    var action: (name: String, scopes: [String])?
    for name in catalog.describedNames {
      for access in catalog.entities(nameIndex: name) {
        if access.entity.lowercased() == wanted {
          var found = entity ?? (access.entity, [], [])
          if access.actions.contains("read") { found.read.append(catalog.name(name)) }
          if access.actions.contains(where: { $0 != "read" }) { found.change.append(catalog.name(name)) }
          entity = found
        }
        if access.entity == "Remote actions",
          let known = access.actions.first(where: { $0.lowercased() == wanted && $0 != "read" })
        {
          action = (known, (action?.scopes ?? []) + [catalog.name(name)])
        }
      }
    }
    if let entity {
      items.append(
        .entity(entity.name, read: entity.read, change: entity.name == "Remote actions" ? [] : entity.change))
    }
    if let action { items.append(.remoteAction(action.name, scopes: action.scopes)) }
    return items
  }

  /// Why a word got no answer, and what may have been meant, in one sentence.
  package static func refusal(_ word: String, _ items: [LookupItem], _ catalog: Catalog) -> String {
    var misses: [NearMiss]
    var sentence: String
    if case .request(let request)? = items.first {
      sentence = request.refusal(catalog)
      misses = request.isUnknownPath ? catalog.nearMisses(method: request.method, url: request.url) : []
    } else {
      sentence =
        "The catalog knows no permission, request, entity, action, API, application, role or property called \(SafeText.line(ShownText.of(word)))."
      misses = GUID(word).map { catalog.nearMisses(of: ($0.high, $0.low)) } ?? catalog.nearMisses(of: word)
    }
    let names = misses.map { miss in
      switch miss {
      case .name(let name): name
      case .permission(let permission):
        "\(GUID(high: permission.high, low: permission.low)) (\(catalog.name(permission.nameIndex)), \(permission.flow.name))"
      case .template(let operation): "\(catalog.method(of: operation).name) \(catalog.template(of: operation))"
      }
    }
    if !names.isEmpty { sentence += " Did you mean \(names.joined(separator: " or "))?" }
    return sentence
  }
}
