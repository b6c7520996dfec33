/* The functions of each hash, which OpenSSL 3 calls deprecated, hash at once; those that take their
 * place read the machine's configuration first, for longer than most hashes take. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <on_demand.h>

/* Loads OpenSSL, before any other call of it. What is called has to stand in functions.c. */
struct on_demand_outcome ccrypto_load(const char *_Nullable folder);
