import TestSupport
import Testing

/// Whoever types the name alone is told what most people come for, in commands that can be copied.
@Suite struct BeginningsTests {
  @Test func theNameAloneSaysWhereToBegin() throws {
    let run = try Binary.run([])
    #expect(run.status == 0 && run.errors.isEmpty)
    for command in ["scopeaudit check", "scopeaudit diagnose", "scopeaudit lookup", "scopeaudit --help"] {
      #expect(run.output.contains(command), "\(command)")
    }
    #expect(!run.output.contains("SUBCOMMANDS"))
  }
}
