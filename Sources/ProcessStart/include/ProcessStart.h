#pragma once

/// How many arguments the process was started with, its name included; 0 where the C library does not say.
int scopeaudit_argument_count(void);

/// The arguments, each ended by a zero byte.
char *const *scopeaudit_arguments(void);
