#pragma once
#include <curl/curl.h>

// Clang's importer skips variadic functions: one typed, inline wrapper per kind of argument, nothing else.
// The parentheses around the function's name keep curl's type-checking macros away.

static inline CURLcode hemostat_curl_easy_setopt_long(CURL *handle, CURLoption option, long value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode hemostat_curl_easy_setopt_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode hemostat_curl_easy_setopt_string(CURL *handle, CURLoption option, const char *value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode hemostat_curl_easy_setopt_pointer(CURL *handle, CURLoption option, void *value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode hemostat_curl_easy_setopt_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode hemostat_curl_easy_setopt_write(CURL *handle, CURLoption option, curl_write_callback value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode hemostat_curl_easy_setopt_prerequest(CURL *handle, curl_prereq_callback value) {
    return (curl_easy_setopt)(handle, CURLOPT_PREREQFUNCTION, value);
}

static inline CURLcode hemostat_curl_easy_setopt_opensocket(CURL *handle, curl_opensocket_callback value) {
    return (curl_easy_setopt)(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode hemostat_curl_easy_setopt_ssl_context(CURL *handle, curl_ssl_ctx_callback value) {
    return (curl_easy_setopt)(handle, CURLOPT_SSL_CTX_FUNCTION, value);
}

static inline CURLcode hemostat_curl_easy_getinfo_long(CURL *handle, CURLINFO kind, long *value) {
    return (curl_easy_getinfo)(handle, kind, value);
}

static inline CURLcode hemostat_curl_easy_getinfo_offset(CURL *handle, CURLINFO kind, curl_off_t *value) {
    return (curl_easy_getinfo)(handle, kind, value);
}

static inline CURLMcode hemostat_curl_multi_setopt_long(CURLM *multi, CURLMoption option, long value) {
    return (curl_multi_setopt)(multi, option, value);
}
