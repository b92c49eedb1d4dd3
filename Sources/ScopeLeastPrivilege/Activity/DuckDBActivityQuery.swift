import ScopeCatalog
import ScopeValues

/// The reduction of activity logs for DuckDB: storage blobs, any files with one record a line, and Parquet.
enum DuckDBActivityQuery {
  /// - Throws: ``ActivityQueryError``
  static func text(
    _ options: ActivityQueryOptions, _ vocabulary: AddressVocabulary
  ) throws(ActivityQueryError) -> String {
    guard options.period == nil else {
      throw ActivityQueryError(
        message: "The query for DuckDB reads files: name those of a period with --logs, and leave --period out.")
    }
    let isParquet = options.storage == .parquet
    let logs = options.logs ?? (isParquet ? "logs/**/*.parquet" : "logs/**/*.json")
    let output = options.output ?? "activity-rows.json"
    let source =
      isParquet
      ? "SELECT to_json(record) AS line\n    FROM read_parquet(\(quoted(logs)), hive_partitioning = true, union_by_name = true) AS record"
      : "SELECT json AS line\n    FROM read_ndjson_objects(\(quoted(logs)), ignore_errors = true, maximum_object_size = 67108864)"
    return #"""
      -- Reduces MicrosoftGraphActivityLogs for scopeaudit: duckdb -f query.sql, then
      -- scopeaudit minimize --activity \#(comment(output))
      -- Of addresses only the catalog's words remain; ids, names and texts are replaced. A row with Unreadable counts
      -- lines that are no record of a call.
      COPY (
        WITH path_words AS (SELECT unnest([
      \#(ActivityQuery.list(vocabulary.path, quote: "'", indent: "    "))
        ]) AS word), query_words AS (SELECT unnest([
      \#(ActivityQuery.list(vocabulary.query, quote: "'", indent: "    "))
        ]) AS word), files AS (
          \#(source)
        ), lines AS (
          SELECT unnest(CASE WHEN json_type(line -> 'records') = 'ARRAY' THEN line -> '$.records[*]' ELSE [line] END) AS line
          FROM files
        ), records AS (
          SELECT
            coalesce(line -> 'properties', line) AS p, line ->> 'time' AS time,
            coalesce(line ->> 'category', line ->> 'Type', 'MicrosoftGraphActivityLogs') AS category
          FROM lines
        ), calls AS (
          SELECT
            coalesce(p ->> 'appId', p ->> 'AppId') AS AppId,
            coalesce(p ->> 'userId', p ->> 'UserId', '') AS UserId,
            coalesce(p ->> 'requestId', p ->> 'RequestId') AS RequestId,
            upper(coalesce(p ->> 'requestMethod', p ->> 'RequestMethod')) AS RequestMethod,
            split_part(coalesce(p ->> 'requestUri', p ->> 'RequestUri'), '#', 1) AS Uri,
            coalesce(p ->> 'responseStatusCode', p ->> 'ResponseStatusCode') AS ResponseStatusCode,
            coalesce(p ->> 'roles', p ->> 'Roles', '') AS Roles,
            coalesce(p ->> 'scopes', p ->> 'Scopes', '') AS Scopes,
            regexp_replace(replace(coalesce(p ->> 'timeGenerated', p ->> 'TimeGenerated', time), ' ', 'T'),
              '^([^+Z]*T[^+Z]*)$', '\1Z') AS TimeGenerated,
            coalesce(category = 'MicrosoftGraphActivityLogs' AND AppId <> '' AND RequestMethod <> '' AND Uri <> ''
              AND ResponseStatusCode <> '', false) AS IsCall
          FROM records
        ), once AS (
          SELECT
            *,
            regexp_replace(
              Uri, '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}', '{id}', 'g') AS Address
          FROM calls
          WHERE IsCall AND NOT (RequestMethod = 'POST' AND ends_with(lower(split_part(Uri, '?', 1)), '/$batch'))
          QUALIFY RequestId IS NULL OR row_number() OVER (PARTITION BY RequestId ORDER BY TimeGenerated) = 1
        ), cut AS (
          SELECT DISTINCT
            Address, regexp_extract(Address, '^[A-Za-z]+://[^/?]*') AS Host,
            \#(unescaped("substr(split_part(Address, '?', 1), length(Host) + 1)", inQuery: false)) AS Path,
            \#(unescaped("replace(lower(substr(Address, length(split_part(Address, '?', 1)) + 2)), '+', ' ')", inQuery: true)) AS Query,
            list_transform(
              regexp_extract_all(Query, '(?:^|&)[$ ]*((?:\#(vocabulary.options.joined(separator: "|")))=[^&]*)', 1),
              lambda option: replace(option, '%26', ' ')) AS Options
          FROM once
        ), pieces AS (
          SELECT
            Address, unnest(found) AS Piece, generate_subscripts(found, 1) AS Place, Start
          FROM (
            SELECT
              Address, len(regexp_extract_all(Path, '\#(pieces)')) AS Start,
              regexp_extract_all(
                Path || CASE WHEN len(Options) > 0 THEN '?$' || array_to_string(Options, '&$') ELSE '' END, '\#(pieces)') AS found
            FROM cut
          )
        ), masked AS (
          SELECT
            Address,
            string_agg(
              CASE
                WHEN regexp_full_match(Piece, '\#(structure)') OR path_words.word IS NOT NULL
                  OR regexp_matches(Piece, '^(?i)(?:microsoft\.)?graph\.') THEN Piece
                WHEN Place <= Start THEN '{id}'
                WHEN query_words.word IS NOT NULL THEN Piece
                WHEN regexp_matches(Piece, '^[A-Za-z][^-]*$') THEN 'other'
                ELSE '0'
              END, '' ORDER BY Place) AS Words
          FROM pieces
          LEFT JOIN path_words ON path_words.word = lower(Piece)
          LEFT JOIN query_words ON query_words.word = lower(Piece)
          GROUP BY Address
        )
        SELECT
          AppId, CASE WHEN UserId <> '' THEN 'delegated' ELSE 'application' END AS Flow, RequestMethod,
          Host || regexp_replace(coalesce(Words, ''), 'other(?:,other)+', 'other', 'g') AS RequestUri,
          ResponseStatusCode, Roles, Scopes,
          count(*) AS Calls, min(TimeGenerated) AS FirstSeen, max(TimeGenerated) AS LastSeen, NULL AS Unreadable
        FROM once JOIN cut USING (Address) LEFT JOIN masked USING (Address)
        GROUP BY ALL
        UNION ALL BY NAME
        SELECT count(*) AS Unreadable FROM calls WHERE NOT IsCall HAVING count(*) > 0
        ORDER BY ALL
      ) TO \#(quoted(output)) (FORMAT json);

      """#
  }

  /// One byte of the grammar, or what stands between two.
  private static let pieces = "[^\(grammar)?]+|\(structure)"
  private static let structure = "[" + grammar + "?]"
  private static let grammar = String(decoding: AddressVocabulary.structure, as: UTF8.self).replacing("'", with: "''")

  private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }

  /// A file's name in a comment of one line.
  private static func comment(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 < ASCII.space ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }

  /// An expression with the escapes of the grammar resolved.
  private static func unescaped(_ expression: String, inQuery: Bool) -> String {
    let known = inQuery ? ActivityQuery.escapes + [("%2F", "/")] : ActivityQuery.escapes
    return known.filter { !inQuery || $0.text != "&" }.reduce(expression) { expression, pair in
      "regexp_replace(\(expression), '(?i)\(pair.escape)', \(quoted(pair.text)), 'g')"
    }
  }
}
