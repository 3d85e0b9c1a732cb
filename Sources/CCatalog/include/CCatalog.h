#ifndef CCATALOG_H
#define CCATALOG_H

#include <stddef.h>
#include <stdint.h>

/// The bytes of one table, alive as long as the program.
typedef struct {
  const uint8_t *start;
  size_t count;
} CCatalogTable;

CCatalogTable ccatalog_tools(void);
CCatalogTable ccatalog_views(void);
CCatalogTable ccatalog_risk(void);
CCatalogTable ccatalog_escalations(void);
CCatalogTable ccatalog_needs(void);
CCatalogTable ccatalog_endpoints(void);
CCatalogTable ccatalog_suffixes(void);

#endif
