import ScopeSources
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Eight times the text costs about eight times the work, in processor time of the thread, so that other work beside it
/// does not count.
@Suite struct LinearityTests {
  static let shapes: [(name: String, text: @Sendable (Int) -> String)] = [
    (
      "a.tf",
      {
        "locals {\n" + String(repeating: "a = [\"x\", var.y]\n", count: $0)
          + "}\nresource \"azuread_application\" \"a\" {}"
      }
    ),
    ("b.tf", { String(repeating: "a { ", count: $0) + "azuread_" }),
    (
      "c.tf",
      {
        "resource \"azuread_application\" \"a\" { display_name = \"" + String(repeating: "${var.x}y", count: $0)
          + "\" }"
      }
    ),
    ("a.bicep", { "var a = [" + String(repeating: "'x' ", count: $0) + "]\n// Microsoft.Graph/" }),
    ("b.bicep", { "// Microsoft.Graph/\nvar a = " + String(repeating: "[", count: $0) }),
    ("a.ps1", { "New-MgApplication\n" + String(repeating: "$a = $a + 'x'\n", count: $0) }),
    ("b.ps1", { "New-MgApplication\n" + String(repeating: "$a += @('x')\n", count: $0) }),
    ("c.ps1", { "New-MgApplication " + String(repeating: "@{ a = ", count: $0) }),
    ("d.ps1", { "New-MgApplication\n" + String(repeating: "if ($x) { $a = 1 } else { $a = 2 }\n", count: $0) }),
    ("e.ps1", { "New-MgApplication -DisplayName \"" + String(repeating: "$x-", count: $0) }),
    ("a.sh", { "az ad app create\n" + String(repeating: "A=\"$A x\"\n", count: $0) }),
    ("b.sh", { "az ad app create " + String(repeating: "$(", count: $0) }),
    ("c.sh", { "az ad app create\n" + String(repeating: "if a; then b; fi\n", count: $0) }),
    (
      "d.sh",
      { "az ad app create " + String(repeating: "<<A ", count: $0) + "\n" + String(repeating: "x\n", count: $0) }
    ),
    ("f.ps1", { "New-MgApplication\nfunction F { " + String(repeating: "F; ", count: $0) + "}\nF" }),
  ]

  @Test(arguments: shapes.indices) func costsNoMoreThanItsSize(_ index: Int) {
    let (name, text) = Self.shapes[index]
    func seconds(_ count: Int) -> Double {
      let source = SourceText(path: name, text: text(count))
      let start = Self.processorSeconds
      _ = SourceReader([source]) { _ in nil }
      return Self.processorSeconds - start
    }
    _ = seconds(50)
    let small = seconds(1_000)
    let large = seconds(8_000)
    // Eight times as much; sixteen would be more than linear even on a busy machine, four times that is quadratic.
    #expect(large < max(small, 0.02) * 24, "\(name): \(small) s, then \(large) s")
  }

  /// One line without an end, blocks within blocks, and assignments to one name, in every language of code.
  static let languages = ["csharp", "python", "javascript", "typescript", "java", "go", "powershell", "shell"]

  @Test(arguments: languages) func readingCodeCostsNoMoreThanItsSize(_ language: String) throws {
    let isShell = language == "shell" || language == "powershell"
    let shapes: [@Sendable (Int) -> String] = [
      { "a = [" + String(repeating: "\"x\", ", count: $0) + "]" },
      { String(repeating: isShell ? "if (a) { " : "{ ", count: $0) },
      { String(repeating: "a = a + \"x\"\n", count: $0) + "fetch(a)\n" },
      { String(repeating: "a(b[", count: $0) },
      { "\"" + String(repeating: "${a}x", count: $0) },
      { String(repeating: "fetch(\"https://graph.microsoft.com/v1.0/users\"); ", count: $0) },
      { "$x" + String(repeating: ".a", count: $0) },
      { "$x" + String(repeating: ".map(y => y)", count: $0) },
      { "Get-X $x" + String(repeating: "[0]", count: $0) + String(repeating: ".a(1)", count: $0) },
      { String(repeating: "f() { g \"$1\"; }\n", count: $0) + String(repeating: "f users\n", count: $0) },
    ]
    for (index, shape) in shapes.enumerated() {
      let small = try Self.codeSeconds(shape(2_000), language)
      let large = try Self.codeSeconds(shape(16_000), language)
      #expect(large < max(small, 0.02) * 24, "\(language), shape \(index): \(small) s, then \(large) s")
    }
  }

  /// Calls of a method that many types have from one base, which are asked which of them each call means.
  @Test(arguments: ["typescript", "javascript"]) func typesOfOneBaseCostNoMoreThanTheirSize(_ language: String) throws {
    func text(_ count: Int) -> String {
      "class B { get(path) { return fetch(path); } }\n"
        + (0..<count).map { "class C\($0) extends B {}\nnew C\($0)().get('/users');\n" }.joined()
    }
    let small = try Self.codeSeconds(text(1_000), language)
    let large = try Self.codeSeconds(text(8_000), language)
    #expect(large < max(small, 0.02) * 24, "\(small) s, then \(large) s")
  }

  /// What a project file leaves open.
  @Test(arguments: ["<Using ", "<Using Include=", "<Using Include='", "<!-- ", "a=\"b\" ", "<", "<Using Include='A'/>"])
  func projectFilesCostNoMoreThanTheirSize(part: String) {
    func seconds(_ count: Int) -> Double {
      let start = Self.processorSeconds
      _ = ProjectCode.code(Array(("<Using " + String(repeating: part, count: count)).utf8))
      return Self.processorSeconds - start
    }
    let small = seconds(10_000)
    let large = seconds(80_000)
    #expect(large < max(small, 0.02) * 24, "\(small) s, then \(large) s")
  }

  private static let paths = GraphPaths(rows: [])

  private static func codeSeconds(_ text: String, _ language: String) throws -> Double {
    let source = SourceText(path: "x", text: text)
    let start = processorSeconds
    let outline: Outline
    switch language {
    case "powershell": outline = PowerShellParser.outline(source)
    case "shell": outline = ShellParser.outline(source)
    default: outline = try #require(CodeLanguage(rawValue: language)).outline(of: source)
    }
    _ = CallFinder.calls(
      in: [(outline, language)], paths: paths,
      sinks: CallSinks(rows: Array("javascript\tfetch\t0\tGET\thttp\n".utf8)), settings: [:]
    ) { _, _ in nil }
    return processorSeconds - start
  }

  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
