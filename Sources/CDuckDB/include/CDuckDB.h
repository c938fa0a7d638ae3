// The part of DuckDB's stable C interface that Stoa calls, and how to find it in a library that
// was opened at run time. Names, signatures and numbers are DuckDB's own, as published at
// https://duckdb.org/docs/stable/clients/c/api.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef uint64_t idx_t;

typedef struct duckdb_opaque_database *duckdb_database;
typedef struct duckdb_opaque_connection *duckdb_connection;
typedef struct duckdb_opaque_config *duckdb_config;
typedef struct duckdb_opaque_prepared *duckdb_prepared_statement;
typedef struct duckdb_opaque_statements *duckdb_extracted_statements;
typedef struct duckdb_opaque_pending *duckdb_pending_result;
typedef struct duckdb_opaque_type *duckdb_logical_type;
typedef struct duckdb_opaque_chunk *duckdb_data_chunk;
typedef struct duckdb_opaque_vector *duckdb_vector;
typedef struct duckdb_opaque_value *duckdb_value;
typedef struct duckdb_opaque_profile *duckdb_profiling_info;
typedef struct duckdb_opaque_appender *duckdb_appender;
typedef struct duckdb_opaque_scalar_function *duckdb_scalar_function;
typedef struct duckdb_opaque_function_info *duckdb_function_info;
typedef void (*duckdb_scalar_function_t)(duckdb_function_info, duckdb_data_chunk, duckdb_vector);
typedef void (*duckdb_delete_callback_t)(void *_Nullable);
typedef struct duckdb_opaque_table_function *duckdb_table_function;
typedef struct duckdb_opaque_bind_info *duckdb_bind_info;
typedef struct duckdb_opaque_init_info *duckdb_init_info;
typedef struct duckdb_opaque_client_context *duckdb_client_context;
typedef void (*duckdb_table_function_bind_t)(duckdb_bind_info);
typedef void (*duckdb_table_function_init_t)(duckdb_init_info);
typedef void (*duckdb_table_function_t)(duckdb_function_info, duckdb_data_chunk);

typedef enum duckdb_state : uint32_t { DuckDBSuccess = 0, DuckDBError = 1 } duckdb_state;

typedef enum duckdb_type : uint32_t {
  DUCKDB_TYPE_INVALID = 0,
  DUCKDB_TYPE_BOOLEAN = 1,
  DUCKDB_TYPE_TINYINT = 2,
  DUCKDB_TYPE_SMALLINT = 3,
  DUCKDB_TYPE_INTEGER = 4,
  DUCKDB_TYPE_BIGINT = 5,
  DUCKDB_TYPE_UTINYINT = 6,
  DUCKDB_TYPE_USMALLINT = 7,
  DUCKDB_TYPE_UINTEGER = 8,
  DUCKDB_TYPE_UBIGINT = 9,
  DUCKDB_TYPE_FLOAT = 10,
  DUCKDB_TYPE_DOUBLE = 11,
  DUCKDB_TYPE_TIMESTAMP = 12,
  DUCKDB_TYPE_DATE = 13,
  DUCKDB_TYPE_TIME = 14,
  DUCKDB_TYPE_INTERVAL = 15,
  DUCKDB_TYPE_HUGEINT = 16,
  DUCKDB_TYPE_VARCHAR = 17,
  DUCKDB_TYPE_BLOB = 18,
  DUCKDB_TYPE_DECIMAL = 19,
  DUCKDB_TYPE_TIMESTAMP_S = 20,
  DUCKDB_TYPE_TIMESTAMP_MS = 21,
  DUCKDB_TYPE_TIMESTAMP_NS = 22,
  DUCKDB_TYPE_ENUM = 23,
  DUCKDB_TYPE_LIST = 24,
  DUCKDB_TYPE_STRUCT = 25,
  DUCKDB_TYPE_MAP = 26,
  DUCKDB_TYPE_UUID = 27,
  DUCKDB_TYPE_UNION = 28,
  DUCKDB_TYPE_BIT = 29,
  DUCKDB_TYPE_TIME_TZ = 30,
  DUCKDB_TYPE_TIMESTAMP_TZ = 31,
  DUCKDB_TYPE_UHUGEINT = 32,
  DUCKDB_TYPE_ARRAY = 33,
  DUCKDB_TYPE_ANY = 34,
  DUCKDB_TYPE_BIGNUM = 35,
  DUCKDB_TYPE_SQLNULL = 36,
  DUCKDB_TYPE_TIME_NS = 39,
  DUCKDB_TYPE_GEOMETRY = 40,
  DUCKDB_TYPE_VARIANT = 41,
  DUCKDB_TYPE_TIMESTAMP_TZ_NS = 42
} duckdb_type;

typedef enum duckdb_pending_state : uint32_t {
  DUCKDB_PENDING_RESULT_READY = 0,
  DUCKDB_PENDING_RESULT_NOT_READY = 1,
  DUCKDB_PENDING_ERROR = 2,
  DUCKDB_PENDING_NO_TASKS_AVAILABLE = 3
} duckdb_pending_state;

typedef enum duckdb_statement_type : uint32_t {
  DUCKDB_STATEMENT_TYPE_INVALID = 0,
  DUCKDB_STATEMENT_TYPE_SELECT = 1
} duckdb_statement_type;

typedef struct { int32_t days; } duckdb_date;
typedef struct { int64_t micros; } duckdb_timestamp;
typedef struct { int32_t months; int32_t days; int64_t micros; } duckdb_interval;
/// `upper` × 2^64 + `lower`
typedef struct { uint64_t lower; int64_t upper; } duckdb_hugeint;
typedef struct { uint8_t width; uint8_t scale; duckdb_hugeint value; } duckdb_decimal;
typedef struct { double percentage; uint64_t rows_processed; uint64_t total_rows_to_process; }
    duckdb_query_progress_type;

/// A string in a vector: up to 12 bytes are in place, more are elsewhere.
typedef struct {
  union {
    struct { uint32_t length; char prefix[4]; char *ptr; } pointer;
    struct { uint32_t length; char inlined[12]; } inlined;
  } value;
} duckdb_string_t;

/// Passed by value, so its size is part of the interface; all fields but the last are deprecated.
typedef struct {
  idx_t deprecated_column_count;
  idx_t deprecated_row_count;
  idx_t deprecated_rows_changed;
  void *_Nullable deprecated_columns;
  char *_Nullable deprecated_error_message;
  void *_Nullable internal_data;
} duckdb_result;

// Every function that Stoa calls: result, name, parameters. The one list from which the table of
// pointers and the look-up are made.
#define STOA_DUCKDB_FUNCTIONS(F) \
  F(const char *_Nonnull, library_version, (void)) \
  F(void, free, (void *_Nullable)) \
  F(duckdb_state, create_config, (duckdb_config _Nullable *_Nonnull)) \
  F(duckdb_state, set_config, (duckdb_config, const char *, const char *)) \
  F(void, destroy_config, (duckdb_config _Nullable *_Nonnull)) \
  F(duckdb_state, open_ext, \
    (const char *_Nullable, duckdb_database _Nullable *_Nonnull, duckdb_config _Nullable, \
     char *_Nullable *_Nonnull)) \
  F(void, close, (duckdb_database _Nullable *_Nonnull)) \
  F(duckdb_state, connect, (duckdb_database, duckdb_connection _Nullable *_Nonnull)) \
  F(void, disconnect, (duckdb_connection _Nullable *_Nonnull)) \
  F(void, interrupt, (duckdb_connection)) \
  F(duckdb_query_progress_type, query_progress, (duckdb_connection)) \
  F(idx_t, extract_statements, \
    (duckdb_connection, const char *, duckdb_extracted_statements _Nullable *_Nonnull)) \
  F(duckdb_state, query, (duckdb_connection, const char *, duckdb_result *)) \
  F(duckdb_state, prepare_extracted_statement, \
    (duckdb_connection, duckdb_extracted_statements, idx_t, \
     duckdb_prepared_statement _Nullable *_Nonnull)) \
  F(const char *_Nullable, extract_statements_error, (duckdb_extracted_statements)) \
  F(void, destroy_extracted, (duckdb_extracted_statements _Nullable *_Nonnull)) \
  F(duckdb_value _Nullable, get_table_names, (duckdb_connection, const char *, bool)) \
  F(const char *_Nullable, prepare_error, (duckdb_prepared_statement)) \
  F(void, destroy_prepare, (duckdb_prepared_statement _Nullable *_Nonnull)) \
  F(idx_t, nparams, (duckdb_prepared_statement)) \
  F(duckdb_statement_type, prepared_statement_type, (duckdb_prepared_statement)) \
  F(idx_t, prepared_statement_column_count, (duckdb_prepared_statement)) \
  F(const char *_Nullable, prepared_statement_column_name, (duckdb_prepared_statement, idx_t)) \
  F(duckdb_logical_type _Nullable, prepared_statement_column_logical_type, \
    (duckdb_prepared_statement, idx_t)) \
  F(duckdb_state, bind_null, (duckdb_prepared_statement, idx_t)) \
  F(duckdb_state, bind_boolean, (duckdb_prepared_statement, idx_t, bool)) \
  F(duckdb_state, bind_int64, (duckdb_prepared_statement, idx_t, int64_t)) \
  F(duckdb_state, bind_double, (duckdb_prepared_statement, idx_t, double)) \
  F(duckdb_state, bind_decimal, (duckdb_prepared_statement, idx_t, duckdb_decimal)) \
  F(duckdb_state, bind_varchar_length, \
    (duckdb_prepared_statement, idx_t, const char *, idx_t)) \
  F(duckdb_state, bind_date, (duckdb_prepared_statement, idx_t, duckdb_date)) \
  F(duckdb_state, bind_timestamp, (duckdb_prepared_statement, idx_t, duckdb_timestamp)) \
  F(duckdb_state, bind_interval, (duckdb_prepared_statement, idx_t, duckdb_interval)) \
  F(duckdb_state, pending_prepared, \
    (duckdb_prepared_statement, duckdb_pending_result _Nullable *_Nonnull)) \
  F(duckdb_state, pending_prepared_streaming, \
    (duckdb_prepared_statement, duckdb_pending_result _Nullable *_Nonnull)) \
  F(const char *_Nullable, pending_error, (duckdb_pending_result)) \
  F(duckdb_state, execute_pending, (duckdb_pending_result, duckdb_result *)) \
  F(duckdb_pending_state, pending_execute_task, (duckdb_pending_result)) \
  F(void, destroy_pending, (duckdb_pending_result _Nullable *_Nonnull)) \
  F(const char *_Nullable, result_error, (duckdb_result *)) \
  F(void, destroy_result, (duckdb_result *)) \
  F(idx_t, column_count, (duckdb_result *)) \
  F(const char *_Nullable, column_name, (duckdb_result *, idx_t)) \
  F(duckdb_logical_type _Nullable, column_logical_type, (duckdb_result *, idx_t)) \
  F(duckdb_data_chunk _Nullable, fetch_chunk, (duckdb_result)) \
  F(duckdb_data_chunk _Nonnull, create_data_chunk, \
    (duckdb_logical_type _Nullable *_Nonnull, idx_t)) \
  F(void, destroy_data_chunk, (duckdb_data_chunk _Nullable *_Nonnull)) \
  F(void, data_chunk_reset, (duckdb_data_chunk)) \
  F(idx_t, data_chunk_get_size, (duckdb_data_chunk)) \
  F(void, data_chunk_set_size, (duckdb_data_chunk, idx_t)) \
  F(duckdb_vector _Nonnull, data_chunk_get_vector, (duckdb_data_chunk, idx_t)) \
  F(idx_t, vector_size, (void)) \
  F(void *_Nonnull, vector_get_data, (duckdb_vector)) \
  F(uint64_t *_Nullable, vector_get_validity, (duckdb_vector)) \
  F(void, vector_ensure_validity_writable, (duckdb_vector)) \
  F(duckdb_logical_type _Nonnull, vector_get_column_type, (duckdb_vector)) \
  F(void, vector_assign_string_element_len, (duckdb_vector, idx_t, const char *, idx_t)) \
  F(duckdb_logical_type _Nonnull, create_logical_type, (duckdb_type)) \
  F(duckdb_logical_type _Nonnull, create_decimal_type, (uint8_t, uint8_t)) \
  F(void, destroy_logical_type, (duckdb_logical_type _Nullable *_Nonnull)) \
  F(duckdb_type, get_type_id, (duckdb_logical_type)) \
  F(uint8_t, decimal_width, (duckdb_logical_type)) \
  F(uint8_t, decimal_scale, (duckdb_logical_type)) \
  F(duckdb_type, decimal_internal_type, (duckdb_logical_type)) \
  F(duckdb_type, enum_internal_type, (duckdb_logical_type)) \
  F(uint32_t, enum_dictionary_size, (duckdb_logical_type)) \
  F(char *_Nullable, enum_dictionary_value, (duckdb_logical_type, idx_t)) \
  F(duckdb_logical_type _Nullable, list_type_child_type, (duckdb_logical_type)) \
  F(duckdb_logical_type _Nullable, array_type_child_type, (duckdb_logical_type)) \
  F(idx_t, array_type_array_size, (duckdb_logical_type)) \
  F(duckdb_logical_type _Nullable, map_type_key_type, (duckdb_logical_type)) \
  F(duckdb_logical_type _Nullable, map_type_value_type, (duckdb_logical_type)) \
  F(idx_t, struct_type_child_count, (duckdb_logical_type)) \
  F(char *_Nullable, struct_type_child_name, (duckdb_logical_type, idx_t)) \
  F(duckdb_logical_type _Nullable, struct_type_child_type, (duckdb_logical_type, idx_t)) \
  F(idx_t, union_type_member_count, (duckdb_logical_type)) \
  F(char *_Nullable, union_type_member_name, (duckdb_logical_type, idx_t)) \
  F(duckdb_logical_type _Nullable, union_type_member_type, (duckdb_logical_type, idx_t)) \
  F(duckdb_state, appender_create, \
    (duckdb_connection, const char *_Nullable, const char *, \
     duckdb_appender _Nullable *_Nonnull)) \
  F(duckdb_state, append_data_chunk, (duckdb_appender, duckdb_data_chunk)) \
  F(duckdb_state, appender_close, (duckdb_appender)) \
  F(const char *_Nullable, appender_error, (duckdb_appender)) \
  F(duckdb_state, appender_destroy, (duckdb_appender _Nullable *_Nonnull)) \
  F(duckdb_profiling_info _Nullable, get_profiling_info, (duckdb_connection)) \
  F(duckdb_value _Nullable, profiling_info_get_value, (duckdb_profiling_info, const char *)) \
  F(idx_t, profiling_info_get_child_count, (duckdb_profiling_info)) \
  F(duckdb_profiling_info _Nullable, profiling_info_get_child, (duckdb_profiling_info, idx_t)) \
  F(idx_t, get_list_size, (duckdb_value)) \
  F(duckdb_value _Nullable, get_list_child, (duckdb_value, idx_t)) \
  F(char *_Nullable, get_varchar, (duckdb_value)) \
  F(void, destroy_value, (duckdb_value _Nullable *_Nonnull)) \
  F(duckdb_logical_type _Nonnull, create_list_type, (duckdb_logical_type)) \
  F(duckdb_logical_type _Nonnull, create_struct_type, \
    (duckdb_logical_type _Nonnull *_Nonnull, const char *_Nonnull *_Nonnull, idx_t)) \
  F(duckdb_vector _Nonnull, struct_vector_get_child, (duckdb_vector, idx_t)) \
  F(duckdb_vector _Nonnull, list_vector_get_child, (duckdb_vector)) \
  F(duckdb_state, list_vector_set_size, (duckdb_vector, idx_t)) \
  F(duckdb_state, list_vector_reserve, (duckdb_vector, idx_t)) \
  F(idx_t, data_chunk_get_column_count, (duckdb_data_chunk)) \
  F(duckdb_scalar_function _Nonnull, create_scalar_function, (void)) \
  F(void, destroy_scalar_function, (duckdb_scalar_function _Nullable *_Nonnull)) \
  F(void, scalar_function_set_name, (duckdb_scalar_function, const char *)) \
  F(void, scalar_function_set_special_handling, (duckdb_scalar_function)) \
  F(void, scalar_function_add_parameter, (duckdb_scalar_function, duckdb_logical_type)) \
  F(void, scalar_function_set_varargs, (duckdb_scalar_function, duckdb_logical_type)) \
  F(void, scalar_function_set_return_type, (duckdb_scalar_function, duckdb_logical_type)) \
  F(void, scalar_function_set_extra_info, \
    (duckdb_scalar_function, void *_Nullable, duckdb_delete_callback_t _Nullable)) \
  F(void, scalar_function_set_function, (duckdb_scalar_function, duckdb_scalar_function_t)) \
  F(duckdb_state, register_scalar_function, (duckdb_connection, duckdb_scalar_function)) \
  F(void *_Nullable, scalar_function_get_extra_info, (duckdb_function_info)) \
  F(void, scalar_function_set_error, (duckdb_function_info, const char *)) \
  F(duckdb_table_function _Nonnull, create_table_function, (void)) \
  F(void, destroy_table_function, (duckdb_table_function _Nullable *_Nonnull)) \
  F(void, table_function_set_name, (duckdb_table_function, const char *)) \
  F(void, table_function_add_parameter, (duckdb_table_function, duckdb_logical_type)) \
  F(void, table_function_add_named_parameter, \
    (duckdb_table_function, const char *, duckdb_logical_type)) \
  F(void, table_function_set_extra_info, \
    (duckdb_table_function, void *_Nullable, duckdb_delete_callback_t _Nullable)) \
  F(void, table_function_set_bind, (duckdb_table_function, duckdb_table_function_bind_t)) \
  F(void, table_function_set_init, (duckdb_table_function, duckdb_table_function_init_t)) \
  F(void, table_function_set_local_init, (duckdb_table_function, duckdb_table_function_init_t)) \
  F(void, table_function_set_function, (duckdb_table_function, duckdb_table_function_t)) \
  F(void, table_function_supports_projection_pushdown, (duckdb_table_function, bool)) \
  F(duckdb_state, register_table_function, (duckdb_connection, duckdb_table_function)) \
  F(void, table_function_get_client_context, \
    (duckdb_bind_info, duckdb_client_context _Nullable *_Nonnull)) \
  F(void, connection_get_client_context, \
    (duckdb_connection, duckdb_client_context _Nullable *_Nonnull)) \
  F(idx_t, client_context_get_connection_id, (duckdb_client_context)) \
  F(void, destroy_client_context, (duckdb_client_context _Nullable *_Nonnull)) \
  F(void *_Nullable, bind_get_extra_info, (duckdb_bind_info)) \
  F(duckdb_value _Nullable, bind_get_parameter, (duckdb_bind_info, idx_t)) \
  F(duckdb_value _Nullable, bind_get_named_parameter, (duckdb_bind_info, const char *)) \
  F(void, bind_add_result_column, (duckdb_bind_info, const char *, duckdb_logical_type)) \
  F(void, bind_set_cardinality, (duckdb_bind_info, idx_t, bool)) \
  F(void, bind_set_bind_data, \
    (duckdb_bind_info, void *_Nullable, duckdb_delete_callback_t _Nullable)) \
  F(void, bind_set_error, (duckdb_bind_info, const char *)) \
  F(void *_Nullable, init_get_bind_data, (duckdb_init_info)) \
  F(idx_t, init_get_column_count, (duckdb_init_info)) \
  F(idx_t, init_get_column_index, (duckdb_init_info, idx_t)) \
  F(void, init_set_init_data, \
    (duckdb_init_info, void *_Nullable, duckdb_delete_callback_t _Nullable)) \
  F(void, init_set_max_threads, (duckdb_init_info, idx_t)) \
  F(void, init_set_error, (duckdb_init_info, const char *)) \
  F(void *_Nullable, function_get_init_data, (duckdb_function_info)) \
  F(void *_Nullable, function_get_local_init_data, (duckdb_function_info)) \
  F(void, function_set_error, (duckdb_function_info, const char *)) \
  F(bool, get_bool, (duckdb_value)) \
  F(int64_t, get_int64, (duckdb_value)) \
  F(void, unsafe_vector_assign_string_element_len, (duckdb_vector, idx_t, const char *, idx_t))

/// DuckDB's functions, without the `duckdb_` that begins each name.
typedef struct {
#define STOA_DUCKDB_FIELD(result, name, parameters) result(*_Nonnull name) parameters;
  STOA_DUCKDB_FUNCTIONS(STOA_DUCKDB_FIELD)
#undef STOA_DUCKDB_FIELD
} stoa_duckdb_functions;

/// Looks up every function in a library that `dlopen` opened.
///
/// Returns null, or the name of the first function that the library does not have; the table is
/// then not to be used.
const char *_Nullable stoa_duckdb_resolve(void *library, stoa_duckdb_functions *functions);

#pragma clang assume_nonnull end
