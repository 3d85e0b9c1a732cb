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

CSchema cschemas_source(void) { return (CSchema){source, sizeof source}; }
CSchema cschemas_portal(void) { return (CSchema){portal, sizeof portal}; }
CSchema cschemas_config(void) { return (CSchema){config, sizeof config}; }
CSchema cschemas_lint(void) { return (CSchema){lint, sizeof lint}; }
CSchema cschemas_delta(void) { return (CSchema){delta, sizeof delta}; }
