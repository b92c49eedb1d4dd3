package import ScopeCatalog
internal import ScopeDocuments
package import ScopeLeastPrivilege
import ScopeValues

/// Writes a profile as `activity fold` keeps it: sorted, so that equal profiles are equal files.
package enum ActivityProfileReport {
  /// Writes piece by piece, since a profile of many groups is long.
  package static func write(_ profile: ActivityProfile, _ catalog: Catalog, to sink: (UnsafeRawBufferPointer) -> Void) {
    let (ids, limit) = profile.sampledIDs
    var writer = JSONWriter()
    writer.object { writer in
      Tool.header(catalog, &writer)
      writer.member("activityProfile", 1)
      if let window = profile.window {
        writer.key("window")
        writer.object { writer in
          writer.member("first", moment(window.first))
          writer.member("last", moment(window.last))
        }
      }
      writer.member("records", profile.records)
      writer.member("duplicates", profile.duplicates)
      writer.member("batches", profile.batches)
      writer.member("overflow", profile.overflow)
      writer.key("unusable")
      writer.object { writer in
        for (problem, count) in profile.faults.sorted(by: { $0.key.name < $1.key.name }) {
          writer.member(named: problem.name, count)
        }
      }
      writer.member("idsBelow", HexadecimalDigits.text(ofWords: [limit]))
      writer.key("applications")
      writer.array { writer in
        var callers: [(caller: ActivityProfile.Caller, groups: [ActivityProfile.Group])] = []
        profile.forEachCaller(catalog) { caller, groups in
          if let appID = callers.first?.caller.appID, appID != caller.appID {
            application(appID.description, callers, profile, ids, &writer)
            callers = []
            writer.drain(to: sink)
          }
          callers.append((caller, groups))
        }
        if let appID = callers.first?.caller.appID { application(appID.description, callers, profile, ids, &writer) }
      }
    }
    writer.drain(atLeast: 0, to: sink)
    [ASCII.lineFeed as UInt8].withUnsafeBytes(sink)
  }

  private static func application(
    _ appID: String, _ callers: [(caller: ActivityProfile.Caller, groups: [ActivityProfile.Group])],
    _ profile: ActivityProfile, _ ids: [Int: [UInt64]], _ writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("appId", appID)
      writer.key("held")
      writer.object { writer in
        for (caller, _) in callers {
          if let names = profile.grants[caller], !names.isEmpty {
            writer.strings(named: caller.flow.name, names.sorted())
          }
        }
      }
      writer.key("calls")
      writer.array { writer in
        for (caller, groups) in callers {
          for group in groups { call(group, caller.flow, ids[group.number] ?? [], &writer) }
        }
      }
    }
  }

  private static func call(
    _ group: ActivityProfile.Group, _ flow: Flow, _ ids: [UInt64], _ writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("flow", flow.name)
      writer.member("method", group.method)
      writer.member(group.isKnown ? "template" : "path", group.path)
      writer.member("outcome", group.key.outcome.name)
      writer.member("count", group.tally.count)
      if let first = group.tally.first { writer.member("first", moment(first)) }
      if let last = group.tally.last { writer.member("last", moment(last)) }
      if !ids.isEmpty { writer.member("ids", HexadecimalDigits.text(ofWords: ids)) }
    }
  }

  static func moment(_ seconds: Int) -> String {
    Timestamp(secondsSince1970: Int64(seconds))?.description ?? ""
  }
}
