// SPDX-License-Identifier: EUPL-1.2
// Loaded before the C library: a disk whose flushes take as long as the folder DENKRAUM_DISK says
// (its file `ms`), or fail (its file `broken`). What was flushed of SQLite's log of changes is kept
// beside as `<file>.flushed`: what is on the disk when the power goes.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *setting(char *path, size_t bytes, const char *name) {
    snprintf(path, bytes, "%s/%s", getenv("DENKRAUM_DISK"), name);
    return path;
}

static long wait_ms(void) {
    char path[4096];
    long ms = 0;
    FILE *file = fopen(setting(path, sizeof path, "ms"), "r");
    if (!file) return 0;
    if (fscanf(file, "%ld", &ms) != 1) ms = 0;
    fclose(file);
    return ms;
}

/* The bytes of the file as they were when the flush began. */
static char *bytes_of(const char *name, long *size) {
    FILE *file = fopen(name, "rb");
    if (!file) return NULL;
    fseek(file, 0, SEEK_END);
    *size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)*size + 1);
    *size = (long)fread(bytes, 1, (size_t)*size, file);
    fclose(file);
    return bytes;
}

static void keep(const char *name, const char *bytes, long size) {
    char part[4200], kept[4200];
    snprintf(part, sizeof part, "%s.part", name);
    snprintf(kept, sizeof kept, "%s.flushed", name);
    FILE *file = fopen(part, "wb");
    if (!file) return;
    fwrite(bytes, 1, (size_t)size, file);
    fclose(file);
    rename(part, kept);
}

static int flush(int fd, int (*real)(int)) {
    char link[64], name[4096], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, name, sizeof name - 1);
    name[length > 0 ? length : 0] = 0;
    const char *end = strstr(name, "log.db-wal");
    if (!end) return real(fd);
    long size = 0;
    char *bytes = bytes_of(name, &size);
    usleep((useconds_t)wait_ms() * 1000);
    int result = 0;
    if (access(setting(path, sizeof path, "broken"), F_OK) == 0) {
        errno = EIO;
        result = -1;
    } else {
        result = real(fd);
    }
    if (result == 0 && bytes) keep(name, bytes, size);
    free(bytes);
    return result;
}

int fdatasync(int fd) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    return flush(fd, real);
}

int fsync(int fd) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return flush(fd, real);
}
