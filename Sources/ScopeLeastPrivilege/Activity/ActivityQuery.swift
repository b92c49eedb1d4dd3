/// Engines that can reduce activity logs where they lie.
package enum ActivityEngine: String, CaseIterable, Sendable { case kql, duckdb }

/// Queries that reduce activity logs to rows which `activity fold` and `minimize --activity` read.
///
/// A row stands for `Calls` calls of one application with one method, path, status and set of permissions. Ids in the
/// path are replaced, so that few rows remain; the catalog's templates are found when the rows are read.
package enum ActivityQuery {
  package static func text(_ engine: ActivityEngine) -> String {
    switch engine {
    case .kql: kql
    case .duckdb: duckdb
    }
  }

  private static let kql = #"""
    // Reduces MicrosoftGraphActivityLogs for scopeaudit: run it in Log Analytics or Azure Data Explorer, export the
    // result as JSON or CSV, and give that to: scopeaudit minimize --activity FILE
    let Period = 90d;
    let Records = MicrosoftGraphActivityLogs
    | where TimeGenerated > ago(Period)
    | project TimeGenerated, RequestId, AppId, UserId, RequestMethod, RequestUri, ResponseStatusCode, Roles, Scopes;
    Records
    | where isnotempty(RequestId)
    | summarize arg_min(TimeGenerated, *) by RequestId
    | union (Records | where isempty(RequestId))
    | extend RequestUri = tostring(split(RequestUri, "?")[0])
    | where RequestUri !endswith "/$batch"
    | extend RequestUri = replace_regex(RequestUri, @"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}", "{id}")
    | extend RequestUri = replace_regex(RequestUri, @"('|%27)[^'/]*(@|%40)[^'/]*('|%27)", "'{id}'")
    | extend RequestUri = replace_regex(RequestUri, @"/[^/']*(@|%40)[^/']*", "/{id}")
    | extend Flow = iff(isnotempty(UserId), "delegated", "application")
    | summarize Calls = count(), FirstSeen = min(TimeGenerated), LastSeen = max(TimeGenerated)
        by AppId, Flow, RequestMethod, RequestUri, ResponseStatusCode, Roles, Scopes

    """#

  private static let duckdb = #"""
    -- Reduces MicrosoftGraphActivityLogs for scopeaudit: storage blobs or any files with one record a line.
    -- duckdb -c "SET VARIABLE logs = 'insights-logs-microsoftgraphactivitylogs/**/*.json'" -f query.sql, then
    -- scopeaudit minimize --activity activity-rows.json
    COPY (
      WITH lines AS (
        SELECT json AS line
        FROM read_ndjson_objects(coalesce(getvariable('logs'), 'logs/**/*.json'), ignore_errors = true)
      ), records AS (
        SELECT coalesce(line -> 'properties', line) AS p, line ->> 'time' AS time
        FROM lines
        WHERE coalesce(line ->> 'category', 'MicrosoftGraphActivityLogs') = 'MicrosoftGraphActivityLogs'
      ), calls AS (
        SELECT
          coalesce(p ->> 'appId', p ->> 'AppId') AS AppId,
          coalesce(p ->> 'userId', p ->> 'UserId', '') AS UserId,
          coalesce(p ->> 'requestId', p ->> 'RequestId') AS RequestId,
          upper(coalesce(p ->> 'requestMethod', p ->> 'RequestMethod')) AS RequestMethod,
          split_part(coalesce(p ->> 'requestUri', p ->> 'RequestUri'), '?', 1) AS RequestUri,
          coalesce(p ->> 'responseStatusCode', p ->> 'ResponseStatusCode') AS ResponseStatusCode,
          coalesce(p ->> 'roles', p ->> 'Roles', '') AS Roles,
          coalesce(p ->> 'scopes', p ->> 'Scopes', '') AS Scopes,
          coalesce(p ->> 'timeGenerated', p ->> 'TimeGenerated', time) AS TimeGenerated
        FROM records
      ), once AS (
        SELECT * FROM calls
        QUALIFY RequestId IS NULL OR row_number() OVER (PARTITION BY RequestId ORDER BY TimeGenerated) = 1
      )
      SELECT
        AppId,
        CASE WHEN UserId <> '' THEN 'delegated' ELSE 'application' END AS Flow,
        RequestMethod,
        regexp_replace(
          regexp_replace(
            regexp_replace(
              RequestUri, '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}', '{id}', 'g'),
            '(''|%27)[^''/]*(@|%40)[^''/]*(''|%27)', '''{id}''', 'g'),
          '/[^/'']*(@|%40)[^/'']*', '/{id}', 'g') AS RequestUri,
        ResponseStatusCode, Roles, Scopes,
        count(*) AS Calls, min(TimeGenerated) AS FirstSeen, max(TimeGenerated) AS LastSeen
      FROM once
      WHERE AppId IS NOT NULL AND NOT (RequestMethod = 'POST' AND lower(RequestUri) LIKE '%/$batch')
      GROUP BY ALL
      ORDER BY ALL
    ) TO 'activity-rows.json' (FORMAT json);

    """#
}
