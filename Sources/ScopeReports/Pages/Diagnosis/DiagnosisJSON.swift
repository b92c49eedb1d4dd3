package import ScopeCatalog
package import ScopeDiagnosis
import ScopeValues

/// The diagnosis for programs, version 1.
package enum DiagnosisJSON {
  package static func render(_ diagnosis: Diagnosis, catalog: Catalog) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      Tool.header(catalog, &writer)
      writer.member("verdict", diagnosis.verdict.rawValue)
      writer.member("confidence", diagnosis.confidence.name)
      if let shape = diagnosis.shape { writer.member("shape", shape) }
      if let request = diagnosis.request { self.request(request, &writer) }
      if let flow = diagnosis.flow { writer.member("flow", flow.name) }
      writer.member("basis", diagnosis.basis.rawValue)
      need(diagnosis.need, &writer)
      writer.strings("have", diagnosis.have ?? [])
      writer.strings("missing", diagnosis.missing)
      recommend(diagnosis.recommend, &writer)
      if !diagnosis.roles.isEmpty { writer.strings("roles", diagnosis.roles) }
      if let operation = diagnosis.roleOperation { writer.member("roleOperation", operation) }
      writer.key("evidence")
      writer.array { writer in
        for entry in diagnosis.evidence {
          writer.object { writer in
            writer.member("source", entry.source.rawValue)
            writer.member("text", entry.text)
          }
        }
      }
      writer.strings("steps", diagnosis.steps)
      writer.key("unknowable")
      writer.array { writer in
        for entry in diagnosis.unknowable {
          writer.object { writer in
            writer.member("what", entry.what)
            writer.member("how", entry.how)
          }
        }
      }
      support(diagnosis.support, &writer)
    }
    return writer.text + "\n"
  }

  private static func request(_ request: Diagnosis.Request, _ writer: inout JSONWriter) {
    writer.key("request")
    writer.object { writer in
      if let method = request.method { writer.member("method", method) }
      writer.member("url", request.url)
      if let template = request.template { writer.member("template", template) }
      if let version = request.version { writer.member("version", version) }
    }
  }

  /// A name alone where one permission suffices, a list where several are needed together.
  private static func need(_ need: [[String]], _ writer: inout JSONWriter) {
    writer.key("need")
    writer.array { writer in
      for set in need {
        if set.count == 1 {
          writer.string(set[0])
        } else {
          writer.array { writer in for name in set { writer.string(name) } }
        }
      }
    }
  }

  private static func recommend(_ list: [Diagnosis.Recommendation], _ writer: inout JSONWriter) {
    writer.key("recommend")
    writer.array { writer in
      for entry in list {
        writer.object { writer in
          writer.member("name", entry.name)
          writer.member("flow", entry.flow.name)
          if let id = entry.id { writer.member("id", id) }
          if let consent = entry.adminConsent {
            writer.key("adminConsent")
            writer.boolean(consent)
          }
          if let resource = entry.resource { writer.member("resource", resource) }
        }
      }
    }
  }

  private static func support(_ support: Diagnosis.Support, _ writer: inout JSONWriter) {
    writer.key("support")
    writer.object { writer in
      if let id = support.activityID { writer.member("activityId", id) }
      if let id = support.requestID { writer.member("requestId", id) }
      if let date = support.date { writer.member("date", date) }
    }
  }
}
