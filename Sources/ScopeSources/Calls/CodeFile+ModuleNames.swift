import ScopeValues

// Modules that a file calls by another name: `import requests as rq`, `import http from "axios"`.
extension CodeFile {
  private static let senders: [String: [String]] = [
    "requests": ["requests"], "httpx": ["httpx"], "aiohttp": ["aiohttp"], "urllib3": ["urllib3"],
    "urllib.request": ["urllib", "request"], "grequests": ["grequests"], "axios": ["axios"], "got": ["got"],
    "ky": ["ky"], "superagent": ["superagent"], "needle": ["needle"], "node-fetch": ["fetch"],
    "cross-fetch": ["fetch"], "isomorphic-fetch": ["fetch"], "undici": ["undici"],
  ]

  /// The names of what the file's imports call otherwise, by the other name.
  func namedModules() -> [String: [String]] {
    var names: [String: [String]] = [:]
    for text in imports {
      if language == "python" {
        for part in text.split(separator: ",") {
          let words = part.split(separator: " ").map(String.init)
          guard let place = words.firstIndex(of: "as"), place > 0, place + 1 < words.count else { continue }
          var module = words[place - 1]
          // `from urllib import request as rq`.
          if words.first == "from", words.count > 2, place == 4 { module = words[1] + "." + module }
          if let own = Self.senders[module], own != [words[place + 1]] { names[words[place + 1]] = own }
        }
      } else if isScript, let quote = text.firstIndex(where: { $0 == "'" || $0 == "\"" }) {
        // The default export: what stands before a brace or a comma.
        let head = text[..<quote].prefix { $0 != "{" && $0 != "," }
        guard let name = Self.words(String(head)).first, name != "from", name != "type" else { continue }
        let module = text[text.index(after: quote)...].prefix { $0 != "'" && $0 != "\"" }
        if let own = Self.senders[String(module)], own != [name] { names[name] = own }
      }
    }
    return names
  }
}
