import ScopeAudit
import ScopeDocuments

/// One of two states that are compared: each registration by what it finds its partner by, and set aside until then.
struct ComparedSide: Sendable {
  private(set) var keys: [RegistrationKeys] = []
  private var kept: [KeptRegistration] = []
  /// The input of each, by its place among the inputs.
  private var origins: [UInt32] = []
  private var inputs: [(path: String, relativePath: String)] = []
  /// The first text: those of other applications resemble it.
  private var sample: ArraySlice<UInt8> = []

  var isEmpty: Bool { keys.isEmpty }
  var packer: TextPacker { TextPacker(sample: sample) }
  /// How the registrations of the input that was begun last are set aside; nil before the first text is known.
  var keeping: RegistrationKeeping? {
    sample.isEmpty ? nil : RegistrationKeeping(sample: sample, relativePath: inputs.last?.relativePath ?? "")
  }

  /// Begins an input, whose registrations come next.
  mutating func begin(_ path: String, _ relativePath: String) { inputs.append((path, relativePath)) }

  /// Takes in registrations that are declared in source, of which there are few.
  mutating func add(declared applications: [Application]) {
    for application in applications {
      add([(RegistrationKeys(application, relativePath: inputs.last?.relativePath ?? ""), .whole(application))])
    }
  }

  /// Takes in the registrations of one value of an export.
  mutating func add(_ applications: [Application], _ packer: inout TextPacker?) {
    if packer == nil, let text = applications.lazy.compactMap(\.wholeText).first {
      sample = text
      packer = self.packer
    }
    add(KeptRegistration.kept(applications, inputs.last?.relativePath ?? "", packer))
  }

  /// Takes in registrations that were set aside.
  mutating func add(_ registrations: [(keys: RegistrationKeys, kept: KeptRegistration)]) {
    for registration in registrations {
      keys.append(registration.keys)
      kept.append(registration.kept)
      origins.append(UInt32(truncatingIfNeeded: inputs.count - 1))
    }
  }

  /// The input that a registration stands in.
  func path(_ index: Int) -> String { inputs[Int(origins[index])].path }

  /// The text of a registration; nil where it is not kept as one.
  ///
  /// - Parameter packer: this side's, in the hands of one thread.
  func text(_ index: Int, _ packer: TextPacker) -> [UInt8]? {
    if case .packed(let packed) = kept[index] { packed.text(packer) } else { nil }
  }

  /// What is compared of a registration; nil where it could not be read again.
  ///
  /// - Parameter text: of the registration, where it is kept as one.
  func state(_ index: Int, _ text: [UInt8]?, _ auditor: Auditor) -> RegistrationState? {
    let input = inputs[Int(origins[index])]
    let application: Application? =
      switch kept[index] {
      case .packed(let packed): text.flatMap(packed.read)
      case .whole(let application): application
      }
    return application.map {
      RegistrationState($0, path: input.path, relativePath: input.relativePath, auditor: auditor)
    }
  }
}

/// A registration that waits for its partner.
enum KeptRegistration: Sendable {
  case packed(PackedApplication)
  // Apart, so that the others take no room for it.
  indirect case whole(Application)

  /// The registrations of one value, set aside.
  static func kept(
    _ applications: [Application], _ relativePath: String, _ packer: TextPacker?
  ) -> [(keys: RegistrationKeys, kept: KeptRegistration)] {
    applications.map { application in
      // Of several in one value, none is told from the others by its text.
      let packed = applications.count == 1 ? packer.flatMap { PackedApplication(application, $0) } : nil
      let keys = RegistrationKeys(application, relativePath: relativePath)
      return (keys, packed.map(KeptRegistration.packed) ?? .whole(application))
    }
  }
}

/// Reads registrations of an input and sets them aside: what one task needs for its share of them.
struct RegistrationKeeping: Sendable {
  var sample: ArraySlice<UInt8>
  var relativePath: String

  /// A value of the input, and its registrations as they are kept.
  typealias Value = (yield: RegistrationYield, kept: [(keys: RegistrationKeys, kept: KeptRegistration)])

  /// What each value of a run holds; fewer where the others can be read by the input's reader alone.
  func read(_ run: RegistrationRun) -> [Value] {
    let packer = TextPacker(sample: sample)
    return run.read().map { ($0, KeptRegistration.kept($0.applications, relativePath, packer)) }
  }
}
