package import ScopeCatalog
package import ScopeDocuments
import ScopeValues

/// One permission that an application asks for or a token carries, resolved against the catalog.
package struct HeldPermission: Sendable {
  package enum Status: String, Sendable {
    case known, unknown, typeMismatch, resourceMismatch, unpublished, retired
  }

  /// The resource as it is written; nil where the input names none.
  package var resourceIdentifier: Identifier?
  /// Index of the resource in the catalog; nil where the catalog does not know it.
  package var resource: Int?
  package var flow: Flow?
  /// The permission as it is written; nil where it cannot be read.
  package var identifier: Identifier?
  /// What the catalog knows by that name or id: for a mismatch, the permission that it really is.
  package var permission: Permission?
  package var status: Status
  /// Where it stands.
  package var place: JSONPlace
  /// What few permissions have; a class, so that all others are cheap to copy.
  private var texts: Texts?

  /// Texts beside an id that name the permission.
  package var labels: [String] { texts?.labels ?? [] }
  /// Where the first of them stand, in a declaration in source.
  var labelPlaces: [JSONPlace] { texts?.labelPlaces ?? [] }
  /// What stands in place of the id, where it is not the id as Entra prints it.
  package var written: String? { texts?.written }

  private final class Texts: Sendable {
    let labels: [String]
    let labelPlaces: [JSONPlace]
    let written: String?

    init(_ labels: [String], _ labelPlaces: [JSONPlace], _ written: String?) {
      self.labels = labels
      self.labelPlaces = labelPlaces
      self.written = written
    }
  }

  package init(
    resourceIdentifier: Identifier?, resource: Int?, flow: Flow?, identifier: Identifier?, place: JSONPlace,
    catalog: Catalog
  ) {
    self.resourceIdentifier = resourceIdentifier
    self.resource = resource
    self.flow = flow
    self.identifier = identifier
    self.place = place
    status = .unknown
    resolve(catalog)
  }

  /// Takes in the texts that stand beside the id, and what stands in its place.
  package mutating func take(labels: [String] = [], at places: [JSONPlace] = [], written: String?) {
    guard !labels.isEmpty || !places.isEmpty || written != nil else { return }
    texts = Texts(labels, places, written)
  }

  private mutating func resolve(_ catalog: Catalog) {
    var candidates = Candidates(resource: resource, flow: flow)
    switch identifier {
    case .guid(let guid): catalog.forEachPermission(with: (guid.high, guid.low)) { candidates.consider($0) }
    case .name(let name): for permission in catalog.permissions(named: name) { candidates.consider(permission) }
    case nil: break
    }
    if let here = candidates.here {
      permission = here
      status =
        switch here.status {
        case .unpublished, .nameOnly, .resourceSpecific: .unpublished
        case .retired: .retired
        case .published, .disabled: .known
        }
    } else if let otherFlow = candidates.otherFlow {
      permission = otherFlow
      status = .typeMismatch
    } else if let elsewhere = candidates.elsewhere, let resource, catalog.resourceIsComplete(resource) {
      // Exchange and SharePoint publish ids of Graph; only a list that is whole tells that it lacks one.
      permission = elsewhere
      status = .resourceMismatch
    } else if let elsewhere = candidates.elsewhere, resource == nil, case .guid = identifier,
      case .guid(let asked) = resourceIdentifier,
      catalog.name(ofApplication: (asked.high, asked.low)) == nil
    {
      // No API of one's own has an id that Microsoft gave out.
      permission = elsewhere
      status = .resourceMismatch
    }
  }
}

/// The permissions that go by one id or name, as far as one of them is what is asked for.
private struct Candidates {
  let resource: Int?
  let flow: Flow?
  /// Of the resource and flow that are asked for.
  var here: Permission?
  var otherFlow: Permission?
  var elsewhere: Permission?

  mutating func consider(_ candidate: Permission) {
    if candidate.resource != resource {
      if elsewhere == nil { elsewhere = candidate }
    } else if candidate.flow != flow {
      if otherFlow == nil { otherFlow = candidate }
    } else if here == nil || here?.status == .unpublished {
      here = candidate
    }
  }
}
