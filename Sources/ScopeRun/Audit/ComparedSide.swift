import ScopeAudit
import ScopeDocuments

/// One of two states that are compared: each registration by what it finds its partner by, and set aside until then.
struct ComparedSide: Sendable {
  private enum Kept: Sendable {
    case packed(PackedApplication)
    // Apart, so that the others take no room for it.
    indirect case whole(Application)
  }

  private(set) var keys: [RegistrationKeys] = []
  private var kept: [Kept] = []
  /// The input of each, by its place among the inputs.
  private var origins: [UInt32] = []
  private var inputs: [(path: String, relativePath: String)] = []
  /// The first text: those of other applications resemble it.
  private var sample: ArraySlice<UInt8> = []

  var isEmpty: Bool { keys.isEmpty }
  var packer: TextPacker { TextPacker(sample: sample) }

  /// Begins an input, whose registrations come next.
  mutating func begin(_ path: String, _ relativePath: String) { inputs.append((path, relativePath)) }

  /// Takes in registrations that are declared in source, of which there are few.
  mutating func add(declared applications: [Application]) {
    for application in applications { add(application, .whole(application)) }
  }

  /// Takes in registrations of an export.
  mutating func add(_ applications: [Application], _ packer: inout TextPacker?) {
    for application in applications {
      if packer == nil, let text = application.wholeText {
        sample = text
        packer = self.packer
      }
      // Of several in one value, none is told from the others by its text.
      let packed = applications.count == 1 ? packer.flatMap { PackedApplication(application, $0) } : nil
      add(application, packed.map(Kept.packed) ?? .whole(application))
    }
  }

  private mutating func add(_ application: Application, _ what: Kept) {
    keys.append(RegistrationKeys(application, relativePath: inputs.last?.relativePath ?? ""))
    kept.append(what)
    origins.append(UInt32(truncatingIfNeeded: inputs.count - 1))
  }

  /// The input that a registration stands in.
  func path(_ index: Int) -> String { inputs[Int(origins[index])].path }

  /// What is compared of a registration; nil where it could not be read again.
  ///
  /// - Parameter packer: this side's, in the hands of one thread.
  func state(_ index: Int, _ packer: TextPacker, _ auditor: Auditor) -> RegistrationState? {
    let input = inputs[Int(origins[index])]
    let application: Application? =
      switch kept[index] {
      case .packed(let packed): packed.read(packer)
      case .whole(let application): application
      }
    return application.map {
      RegistrationState($0, path: input.path, relativePath: input.relativePath, auditor: auditor)
    }
  }
}
