import ScopeAudit
import ScopeDocuments
import ScopeValues

/// The changes of a file that remove a result, as editors offer them (SARIF 2.1.0, 3.55).
enum SARIFFixes {
  static func write(_ finding: Finding, _ uri: String, _ writer: inout JSONWriter) {
    // What was piped in or packed has no text that an editor shows at these lines.
    let path = finding.location.path
    guard !finding.edits.isEmpty, path != "-", !path.hasSuffix(".gz") else { return }
    writer.key("fixes")
    writer.array { writer in
      writer.object { writer in
        writer.key("description")
        writer.object { $0.member("text", SafeText.line(finding.fix)) }
        writer.key("artifactChanges")
        writer.array { writer in
          writer.object { writer in
            SARIFRun.artifact("artifactLocation", uri, &writer)
            writer.key("replacements")
            writer.array { writer in
              for edit in finding.edits { replacement(edit, &writer) }
            }
          }
        }
      }
    }
  }

  private static func replacement(_ edit: TextEdit, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("deletedRegion")
      writer.object { writer in
        writer.member("startLine", edit.range.start.line)
        writer.member("startColumn", edit.range.start.column)
        writer.member("endLine", edit.range.end.line)
        writer.member("endColumn", edit.range.end.column)
      }
      guard !edit.replacement.isEmpty else { return }
      writer.key("insertedContent")
      writer.object { $0.member("text", edit.replacement) }
    }
  }
}
