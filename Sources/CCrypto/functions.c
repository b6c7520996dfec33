#include "CCrypto.h"

#define FUNCTIONS(_) \
  _(EVP_DigestFinal_ex) \
  _(EVP_DigestInit_ex) \
  _(EVP_DigestUpdate) \
  _(EVP_MD_CTX_free) \
  _(EVP_MD_CTX_new) \
  _(EVP_get_digestbyname) \
  _(SHA1_Final) \
  _(SHA1_Init) \
  _(SHA1_Update) \
  _(SHA256_Final) \
  _(SHA256_Init) \
  _(SHA256_Update)

#define TEXT_OF(number) #number
#define FILE_NAME(number) "libcrypto.so." TEXT_OF(number)

static const char *ask(void *version_function) {
  return ((__typeof__(OpenSSL_version) *)version_function)(OPENSSL_VERSION_STRING);
}

ON_DEMAND(
    ccrypto_load, FUNCTIONS, .name = "OpenSSL", .version = OPENSSL_VERSION_STR,
    .interface_parts = 1, .version_function = "OpenSSL_version", .ask = ask,
    .files = {FILE_NAME(OPENSSL_SHLIB_VERSION)})
