import ScopeDocuments
import ScopeSources
import Synchronization
import Testing

/// A scan holds some files at a time, reads others again, and remembers what names come to: none of it shows.
@Suite struct CodeFilesTests {
  /// A project whose files need one another: a wrapper with its base, callers, constants, a class in another file.
  private static let project: [(path: String, text: String)] = [
    (
      "client.py",
      "import config\nimport requests\ndef call(path, method='GET'):\n"
        + "  return requests.request(method, config.BASE + path)\n"
    ),
    ("config.py", "HOST = 'https://graph.microsoft.com'\nBASE = HOST + '/v1.0/'\n"),
    ("users.py", "from client import call\ndef users():\n  call('users')\n  call('groups', method='POST')\n"),
    (
      "devices.py",
      "from client import call\nfrom names import DEVICES\ncall(DEVICES)\ncall(f'{DEVICES}/{x}', 'DELETE')\n"
    ),
    ("names.py", "DEVICES = 'devices'\n"),
    ("plain.py", "def add(a, b):\n  return a + b\n"),
    (
      "api.ts",
      "export const root = 'https://graph.microsoft.com/beta/';\nexport async function send(path: string) {\n"
        + "  return fetch(root + path);\n}\n"
    ),
    ("page.ts", "import { send } from './api';\nsend('me/messages');\nconst scopes = ['x'];\n"),
    ("open.ts", "export function other(address) { return fetch(address); }\n"),
  ]

  private static func outline(_ file: (path: String, text: String)) -> (outline: Outline, language: String) {
    let language: CodeLanguage = file.path.hasSuffix(".py") ? .python : .typescript
    return (language.outline(of: SourceText(path: file.path, text: file.text)), language.rawValue)
  }

  private static func scan(_ files: [(path: String, text: String)], room: Int) -> CodeCalls {
    let paths = Array("1\tusers\tGP\tGP\n1\tgroups\tGP\tGP\n1\tdevices\tGP\tGP\n2\t{}\tGD\tGD\n".utf8)
    let sinks = Array(
      ("python\trequests.request\turl|1\tmethod|0\thttp\n" + "javascript,typescript\tfetch\t0\tGET\thttp\n").utf8)
    return CallFinder.calls(
      in: CodeSources(count: files.count, room: room) { [outline(files[$0])] }, paths: GraphPaths(rows: paths),
      sinks: CallSinks(rows: sinks), settings: [:]
    ) { _, _ in nil }
  }

  @Test(arguments: [0, 1, 100, 300, 1_000, 3_000, 5_000, 8_000, 12_000]) func roomDoesNotShow(_ room: Int) {
    let whole = Self.scan(Self.project, room: .max)
    let some = Self.scan(Self.project, room: room)
    #expect(
      whole.calls.map { "\($0.position.file) \($0.method) \($0.url)" }.contains {
        $0 == "users.py POST https://graph.microsoft.com/v1.0/groups"
      })
    #expect(some.calls == whole.calls)
    #expect(some.unresolved == whole.unresolved)
    #expect(some.others == whole.others)
    #expect(some.lost.isEmpty)
  }

  @Test func aFileThatIsGoneIsTold() {
    let files = Self.project
    final class Reads: Sendable { let counts = Mutex<[Int: Int]>([:]) }
    let reads = Reads()
    let calls = CallFinder.calls(
      in: CodeSources(count: files.count, room: 0) { number in
        let count = reads.counts.withLock { counts in
          counts[number, default: 0] += 1
          return counts[number]
        }
        return count == 1 ? [Self.outline(files[number])] : number % 2 == 0 ? nil : []
      }, paths: GraphPaths(rows: []), sinks: CallSinks(rows: Array("*\tfetch\t0\tGET\thttp\n".utf8)), settings: [:]
    ) { _, _ in nil }
    #expect(!calls.lost.isEmpty)
  }

  /// Without memory each line doubles the work, up to the budget, at each of the calls.
  @Test func namesAreWorkedOutOnce() {
    func text(_ calls: Int) -> String {
      let chain = (1...40).map { "x\($0) = str(x\($0 - 1)) or str(x\($0 - 1))\n" }.joined()
      return "def f(x0):\n  pass\n" + chain + String(repeating: "x40.get(x40)\n", count: calls)
    }
    let sinks = CallSinks(rows: Array("python\t*.get\t0\tGET\tmaybe\n".utf8))
    func work(_ calls: Int) -> Int {
      let outline = CodeLanguage.python.outline(of: SourceText(path: "a.py", text: text(calls)))
      return CallFinder.calls(
        in: [(outline, "python")], paths: GraphPaths(rows: []), sinks: sinks, settings: [:]
      ) { _, _ in nil }.work
    }
    let (few, many) = (work(100), work(800))
    #expect(few < 20_000)
    #expect(many < 9 * few)
  }

  /// A call of a name that a file gives to thousands of functions means one of them, and each is asked once.
  @Test func functionsOfOneNameTakeNoMoreThanTheirNumber() {
    let paths = GraphPaths(rows: Array("1\tusers\tGP\tGP\n2\t{}\tGD\tGD\n".utf8))
    let sinks = CallSinks(rows: Array("python\trequests.get\t0\tGET\thttp\n".utf8))
    func scan(_ count: Int) -> CodeCalls {
      let text = (0..<count).map {
        "def f(p):\n  return requests.get(p)\nf('https://graph.microsoft.com/v1.0/users/\($0)')\n"
      }
      let outline = CodeLanguage.python.outline(of: SourceText(path: "a.py", text: "import requests\n" + text.joined()))
      return CallFinder.calls(in: [(outline, "python")], paths: paths, sinks: sinks, settings: [:]) { _, _ in nil }
    }
    let (few, many) = (scan(100), scan(800))
    #expect(few.calls.count == 100)
    #expect(many.calls.count == 800)
    #expect(many.work < 9 * few.work)
  }
}
