#ifndef CSCHEMAS_H
#define CSCHEMAS_H

#include <stddef.h>
#include <stdint.h>

/// The bytes of one schema, alive as long as the program.
typedef struct {
  const uint8_t *start;
  size_t count;
} CSchema;

CSchema cschemas_source(void);
CSchema cschemas_portal(void);
CSchema cschemas_config(void);
CSchema cschemas_lint(void);
CSchema cschemas_delta(void);
CSchema cschemas_snapshot(void);
CSchema cschemas_portfolio(void);
CSchema cschemas_plan(void);
CSchema cschemas_access(void);

#endif
