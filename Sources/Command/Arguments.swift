public import ArgumentParser
public import ScopeAuditKit

// What the kit reads from texts, as the command line takes it.
extension ActivityEngine: ExpressibleByArgument {}
extension ActivityStorage: ExpressibleByArgument {}
extension CallerFlow: ExpressibleByArgument { public init?(argument: String) { self.init(spoken: argument) } }
extension ColorChoice: ExpressibleByArgument {}
extension Day: ExpressibleByArgument {}
extension FailOn: ExpressibleByArgument { public static var allValueStrings: [String] { names } }
extension Moment: ExpressibleByArgument {}
extension ReportSchema: ExpressibleByArgument {}
extension TenantID: ExpressibleByArgument {}
