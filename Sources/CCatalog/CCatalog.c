#include "CCatalog.h"

static const uint8_t tools[] = {
#embed "../Catalog/Data/tools.csv"
};
static const uint8_t views[] = {
#embed "../Catalog/Data/views.csv"
};
static const uint8_t risk[] = {
#embed "../Catalog/Data/risk.csv"
};
static const uint8_t escalations[] = {
#embed "../Catalog/Data/escalations.csv"
};
static const uint8_t needs[] = {
#embed "../Catalog/Data/needs.csv"
};
static const uint8_t endpoints[] = {
#embed "../Catalog/Data/endpoints.csv"
};
static const uint8_t suffixes[] = {
#embed "../Catalog/Data/suffixes.csv"
};

CCatalogTable ccatalog_tools(void) { return (CCatalogTable){tools, sizeof tools}; }
CCatalogTable ccatalog_views(void) { return (CCatalogTable){views, sizeof views}; }
CCatalogTable ccatalog_risk(void) { return (CCatalogTable){risk, sizeof risk}; }
CCatalogTable ccatalog_escalations(void) {
  return (CCatalogTable){escalations, sizeof escalations};
}
CCatalogTable ccatalog_needs(void) { return (CCatalogTable){needs, sizeof needs}; }
CCatalogTable ccatalog_endpoints(void) { return (CCatalogTable){endpoints, sizeof endpoints}; }
CCatalogTable ccatalog_suffixes(void) { return (CCatalogTable){suffixes, sizeof suffixes}; }
