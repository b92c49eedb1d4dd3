#include "CatalogTables.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char resources[] = {
#embed "../../rules/catalog/resources.tsv"
};

static const unsigned char permissions_other[] = {
#embed "../../rules/catalog/permissions-other.tsv"
};

static const unsigned char paths[] = {
#embed "../../rules/catalog/paths.tsv"
};

static const unsigned char documented[] = {
#embed "../../rules/catalog/documented.tsv"
};

static const unsigned char corrections[] = {
#embed "../../rules/catalog/corrections.tsv"
};

static const unsigned char readings[] = {
#embed "../../rules/catalog/readings.tsv"
};

static const unsigned char parents[] = {
#embed "../../rules/catalog/parents.tsv"
};

static const unsigned char options[] = {
#embed "../../rules/catalog/options.tsv"
};

static const unsigned char extents[] = {
#embed "../../rules/catalog/extents.tsv"
};

static const unsigned char published_names[] = {
#embed "../../rules/catalog/published-names.tsv"
};

static const unsigned char directory_roles[] = {
#embed "../../rules/catalog/directory-roles.tsv"
};

static const unsigned char properties[] = {
#embed "../../rules/catalog/properties.tsv"
};

static const unsigned char applications[] = {
#embed "../../rules/catalog/applications.tsv"
};

static const unsigned char misprinted_ids[] = {
#embed "../../rules/catalog/misprinted-ids.tsv"
};

static const unsigned char inclusions[] = {
#embed "../../rules/catalog/inclusions.tsv"
};

static const unsigned char entities[] = {
#embed "../../rules/catalog/entities.json"
};

static const struct scopeaudit_table tables[] = {
  {"resources.tsv", resources, sizeof resources},
  {"permissions-other.tsv", permissions_other, sizeof permissions_other},
  {"paths.tsv", paths, sizeof paths},
  {"documented.tsv", documented, sizeof documented},
  {"corrections.tsv", corrections, sizeof corrections},
  {"readings.tsv", readings, sizeof readings},
  {"parents.tsv", parents, sizeof parents},
  {"options.tsv", options, sizeof options},
  {"extents.tsv", extents, sizeof extents},
  {"published-names.tsv", published_names, sizeof published_names},
  {"directory-roles.tsv", directory_roles, sizeof directory_roles},
  {"properties.tsv", properties, sizeof properties},
  {"applications.tsv", applications, sizeof applications},
  {"misprinted-ids.tsv", misprinted_ids, sizeof misprinted_ids},
  {"inclusions.tsv", inclusions, sizeof inclusions},
  {"entities.json", entities, sizeof entities},
};

const struct scopeaudit_table *scopeaudit_catalog_table(size_t index) { return &tables[index]; }
size_t scopeaudit_catalog_table_count(void) { return sizeof tables / sizeof tables[0]; }
