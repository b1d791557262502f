// SPDX-License-Identifier: EUPL-1.2
// Loaded before the C library: the clock on the wall, moved by as many seconds as a file says.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *at) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(clock, at);
    if (clock != CLOCK_REALTIME) return result;
    FILE *file = fopen(getenv("DENKRAUM_CLOCK"), "r");
    if (!file) return result;
    long seconds = 0;
    if (fscanf(file, "%ld", &seconds) == 1) at->tv_sec += seconds;
    fclose(file);
    return result;
}
