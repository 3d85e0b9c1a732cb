#include "CSchemas.h"

static const uint8_t source[] = {
#embed "../../schemas/source.schema.json"
};
static const uint8_t portal[] = {
#embed "../../schemas/portal.schema.json"
};
static const uint8_t config[] = {
#embed "../../schemas/config.schema.json"
};
static const uint8_t lint[] = {
#embed "../../schemas/lint.schema.json"
};
static const uint8_t delta[] = {
#embed "../../schemas/delta.schema.json"
};
static const uint8_t snapshot[] = {
#embed "../../schemas/snapshot.schema.json"
};
static const uint8_t portfolio[] = {
#embed "../../schemas/portfolio.schema.json"
};
static const uint8_t plan[] = {
#embed "../../schemas/plan.schema.json"
};
static const uint8_t access[] = {
#embed "../../schemas/access.schema.json"
};

CSchema cschemas_source(void) { return (CSchema){source, sizeof source}; }
CSchema cschemas_portal(void) { return (CSchema){portal, sizeof portal}; }
CSchema cschemas_config(void) { return (CSchema){config, sizeof config}; }
CSchema cschemas_lint(void) { return (CSchema){lint, sizeof lint}; }
CSchema cschemas_delta(void) { return (CSchema){delta, sizeof delta}; }
CSchema cschemas_snapshot(void) { return (CSchema){snapshot, sizeof snapshot}; }
CSchema cschemas_portfolio(void) { return (CSchema){portfolio, sizeof portfolio}; }
CSchema cschemas_plan(void) { return (CSchema){plan, sizeof plan}; }
CSchema cschemas_access(void) { return (CSchema){access, sizeof access}; }
