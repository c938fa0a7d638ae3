#include "CDuckDB.h"

#include <dlfcn.h>
#include <string.h>

const char *stoa_duckdb_resolve(void *library, stoa_duckdb_functions *functions) {
  void *symbol;
  // POSIX lets an object pointer from dlsym hold a function's address; memcpy avoids the cast
  // that ISO C does not have.
#define STOA_DUCKDB_RESOLVE(result, name, parameters) \
  symbol = dlsym(library, "duckdb_" #name); \
  if (symbol == NULL) return "duckdb_" #name; \
  memcpy(&functions->name, &symbol, sizeof symbol);
  STOA_DUCKDB_FUNCTIONS(STOA_DUCKDB_RESOLVE)
#undef STOA_DUCKDB_RESOLVE
  return NULL;
}
