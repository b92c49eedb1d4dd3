import TestSupport
import Testing

/// Documentation that shows how applications are registered: an example beside registrations, a registration where it
/// is named or stands alone.
@Suite struct FencedExampleTests {
  private let fence = """
    # Setup
    ```bash
    az ad app permission add --id $APP --api 00000003-0000-0000-c000-000000000000 \
    --api-permissions df021288-bdef-4463-88db-98f22de89214=Role
    ```
    """
  private let script = "az ad app create --display-name worker\n"

  private func applications(_ repository: Repository, _ paths: String...) throws -> Int {
    let run = try Binary.run(["check"] + paths + ["--no-config", "--format", "json"], in: repository.path)
    return try run.json().objects("applications").count
  }

  @Test func fencesAreExamplesBesideRegistrations() throws {
    let repository = try Repository(["README.md": fence, "setup.sh": script])
    #expect(try applications(repository, ".") == 1)
    #expect(try applications(repository, "README.md", "setup.sh") == 2)
    let exports = try Repository(["docs/README.md": fence, "app.json": manifest()])
    #expect(try applications(exports, ".") == 1)
    #expect(try applications(Repository(["README.md": fence]), ".") == 1)
  }
}
