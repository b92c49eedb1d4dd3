#include "CatalogData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// Eight-byte alignment lets the reader load whole words from any section.
_Alignas(8) static const unsigned char catalog[] = {
#embed "catalog.bin"
};

static const unsigned char rulebook[] = {
#embed "rulebook.json"
};

static const unsigned char rulepages[] = {
#embed "rulepages.json.gz"
};

static const unsigned char report_schema[] = {
#embed "report.schema.json"
};

static const unsigned char minimize_schema[] = {
#embed "minimize.schema.json"
};

static const unsigned char scan_schema[] = {
#embed "scan.schema.json"
};

static const unsigned char activity_schema[] = {
#embed "activity.schema.json"
};

static const unsigned char tables[] = {
#embed "tables.txt"
};

// Written by hand beside the records that they describe.
static const unsigned char rule_schema[] = {
#embed "../../rules/schemas/rule.schema.json"
};

static const unsigned char error_schema[] = {
#embed "../../rules/schemas/error.schema.json"
};

static const unsigned char errors[] = {
#embed "errors.json"
};

static const unsigned char sdk_paths[] = {
#embed "sdk-paths.tsv.gz"
};

static const unsigned char sinks[] = {
#embed "sinks.tsv"
};

static const unsigned char data_kinds[] = {
#embed "data-kinds.tsv"
};

const unsigned char *scopeaudit_catalog_bytes(void) { return catalog; }
size_t scopeaudit_catalog_size(void) { return sizeof catalog; }
const unsigned char *scopeaudit_rulebook_bytes(void) { return rulebook; }
size_t scopeaudit_rulebook_size(void) { return sizeof rulebook; }
const unsigned char *scopeaudit_rulepages_bytes(void) { return rulepages; }
size_t scopeaudit_rulepages_size(void) { return sizeof rulepages; }
const unsigned char *scopeaudit_report_schema_bytes(void) { return report_schema; }
size_t scopeaudit_report_schema_size(void) { return sizeof report_schema; }
const unsigned char *scopeaudit_minimize_schema_bytes(void) { return minimize_schema; }
size_t scopeaudit_minimize_schema_size(void) { return sizeof minimize_schema; }
const unsigned char *scopeaudit_scan_schema_bytes(void) { return scan_schema; }
size_t scopeaudit_scan_schema_size(void) { return sizeof scan_schema; }
const unsigned char *scopeaudit_activity_schema_bytes(void) { return activity_schema; }
size_t scopeaudit_activity_schema_size(void) { return sizeof activity_schema; }
const unsigned char *scopeaudit_errors_bytes(void) { return errors; }
size_t scopeaudit_errors_size(void) { return sizeof errors; }
const unsigned char *scopeaudit_tables_bytes(void) { return tables; }
size_t scopeaudit_tables_size(void) { return sizeof tables; }
const unsigned char *scopeaudit_sdk_paths_bytes(void) { return sdk_paths; }
size_t scopeaudit_sdk_paths_size(void) { return sizeof sdk_paths; }
const unsigned char *scopeaudit_sinks_bytes(void) { return sinks; }
size_t scopeaudit_sinks_size(void) { return sizeof sinks; }
const unsigned char *scopeaudit_data_kinds_bytes(void) { return data_kinds; }
size_t scopeaudit_data_kinds_size(void) { return sizeof data_kinds; }
const unsigned char *scopeaudit_rule_schema_bytes(void) { return rule_schema; }
size_t scopeaudit_rule_schema_size(void) { return sizeof rule_schema; }
const unsigned char *scopeaudit_error_schema_bytes(void) { return error_schema; }
size_t scopeaudit_error_schema_size(void) { return sizeof error_schema; }
