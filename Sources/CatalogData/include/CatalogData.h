#ifndef SCOPEAUDIT_CATALOG_DATA_H
#define SCOPEAUDIT_CATALOG_DATA_H

#include <stddef.h>

/// The compiled catalog, written by `scopeaudit-dev generate` from rules/catalog and used in place.
const unsigned char *scopeaudit_catalog_bytes(void);
size_t scopeaudit_catalog_size(void);

/// The rule book: of the records of rules/checks what runs need, in one JSON array, written by the same command.
const unsigned char *scopeaudit_rulebook_bytes(void);
size_t scopeaudit_rulebook_size(void);

/// What else the records of rules/checks say, in one JSON array of the same order.
const unsigned char *scopeaudit_rulepages_bytes(void);
size_t scopeaudit_rulepages_size(void);

/// The JSON Schema of the JSON report.
const unsigned char *scopeaudit_report_schema_bytes(void);
size_t scopeaudit_report_schema_size(void);

/// The JSON Schema of minimize's JSON.
const unsigned char *scopeaudit_minimize_schema_bytes(void);
size_t scopeaudit_minimize_schema_size(void);
const unsigned char *scopeaudit_scan_schema_bytes(void);
size_t scopeaudit_scan_schema_size(void);

/// The JSON Schema of activity profiles.
const unsigned char *scopeaudit_activity_schema_bytes(void);
size_t scopeaudit_activity_schema_size(void);

/// The error shapes: the records of rules/errors in one JSON array, written by the same command.
const unsigned char *scopeaudit_errors_bytes(void);
size_t scopeaudit_errors_size(void);

/// The tables of rules/catalog that are searched in place, written by the same command.
const unsigned char *scopeaudit_tables_bytes(void);
size_t scopeaudit_tables_size(void);

/// The request paths of Microsoft Graph as a tree, one row a node.
const unsigned char *scopeaudit_sdk_paths_bytes(void);
size_t scopeaudit_sdk_paths_size(void);
/// What sends requests in source code, one row a function, method or command.
const unsigned char *scopeaudit_sinks_bytes(void);
size_t scopeaudit_sinks_size(void);
/// Which kinds of data and devices permissions are about: resource, beginning of the name, kinds.
const unsigned char *scopeaudit_data_kinds_bytes(void);
size_t scopeaudit_data_kinds_size(void);
/// The JSON Schemas of the records in rules/checks and rules/errors.
const unsigned char *scopeaudit_rule_schema_bytes(void);
size_t scopeaudit_rule_schema_size(void);
const unsigned char *scopeaudit_error_schema_bytes(void);
size_t scopeaudit_error_schema_size(void);

#endif
