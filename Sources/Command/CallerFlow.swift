import ArgumentParser
import ScopeCatalog

/// The kind of caller, as the command line names it.
enum CallerFlow: String, CaseIterable, ExpressibleByArgument {
  case application, delegated
  var flow: Flow { self == .application ? .application : .delegated }
}
