#ifndef SCOPEAUDIT_CSHA256_H
#define SCOPEAUDIT_CSHA256_H

#include <stddef.h>
#include <stdint.h>

/// Takes blocks of 64 bytes into a state of eight words, by the instructions that some processors have for SHA-256;
/// 0 where this one has none, and then nothing has happened.
int scopeaudit_sha256_blocks(uint32_t *state, const void *blocks, size_t count);

#endif
