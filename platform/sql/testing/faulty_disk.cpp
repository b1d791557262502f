// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/testing/faulty_disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/bytes.hpp"
#include "base/check.hpp"

namespace denkraum::sql {
namespace {

constexpr std::size_t sector_bytes = 512;
constexpr std::int64_t never = -1;

Bytes read_all(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_all(const std::string& path, const Bytes& bytes) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(
        reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size())
    );
}

} // namespace

struct FaultyDisk::State {
    sqlite3_vfs vfs = {};
    sqlite3_vfs* real = nullptr;
    sqlite3_io_methods methods = {};

    std::mutex mutex;
    std::int64_t writes = 0;
    std::int64_t flushes = 0;
    std::int64_t full_at = never;
    std::int64_t cut_at = never;
    bool is_cut = false;
    bool fails_flushes = false;
    bool loses_flushes = false;
    std::chrono::milliseconds flush_time{0};
    /// What is on the disk for certain, by file.
    std::map<std::string, Bytes> durable;

    /// Counts one write. SQLITE_OK, or why it fails.
    int admit() {
        ++writes;
        if (cut_at != never && writes > cut_at) is_cut = true;
        if (is_cut) return SQLITE_IOERR_WRITE;
        return full_at != never && writes > full_at ? SQLITE_FULL : SQLITE_OK;
    }
};

namespace {

/// What SQLite holds of an open file: ours, and behind it that of the real disk.
struct File {
    sqlite3_file base;
    FaultyDisk::State* disk;
    const char* path;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* as_file(sqlite3_file* file) {
    return reinterpret_cast<File*>(file);
}
sqlite3_file* real_of(sqlite3_file* file) {
    return as_file(file)->real();
}

int close_file(sqlite3_file* file) {
    return real_of(file)->pMethods->xClose(real_of(file));
}
int read_file(sqlite3_file* file, void* to, int amount, sqlite3_int64 at) {
    return real_of(file)->pMethods->xRead(real_of(file), to, amount, at);
}
int write_file(sqlite3_file* file, const void* from, int amount, sqlite3_int64 at) {
    FaultyDisk::State& disk = *as_file(file)->disk;
    const std::lock_guard lock(disk.mutex);
    const int refused = disk.admit();
    if (refused != SQLITE_OK) return refused;
    return real_of(file)->pMethods->xWrite(real_of(file), from, amount, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    FaultyDisk::State& disk = *as_file(file)->disk;
    const std::lock_guard lock(disk.mutex);
    const int refused = disk.admit();
    // Making a file smaller needs no room.
    if (refused == SQLITE_IOERR_WRITE) return SQLITE_IOERR_TRUNCATE;
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
    FaultyDisk::State& disk = *as_file(file)->disk;
    std::chrono::milliseconds time{0};
    {
        const std::lock_guard lock(disk.mutex);
        ++disk.flushes;
        if (disk.is_cut || disk.fails_flushes) return SQLITE_IOERR_FSYNC;
        time = disk.flush_time;
    }
    std::this_thread::sleep_for(time);
    const std::lock_guard lock(disk.mutex);
    if (disk.is_cut) return SQLITE_IOERR_FSYNC;
    if (disk.loses_flushes || as_file(file)->path == nullptr) return SQLITE_OK;
    disk.durable[as_file(file)->path] = read_all(as_file(file)->path);
    (void)flags;
    return SQLITE_OK;
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
int lock_file(sqlite3_file* file, int level) {
    return real_of(file)->pMethods->xLock(real_of(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}
int is_reserved(sqlite3_file* file, int* result) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), result);
}
int control(sqlite3_file* file, int what, void* argument) {
    return real_of(file)->pMethods->xFileControl(real_of(file), what, argument);
}
int sector_size(sqlite3_file*) {
    return static_cast<int>(sector_bytes);
}
int characteristics(sqlite3_file*) {
    // The one promise SQLite takes for granted: writing harms no bytes beside it.
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** at) {
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, at);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}
void barrier(sqlite3_file* file) {
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}
int unmap_shared(sqlite3_file* file, int deletes) {
    return real_of(file)->pMethods->xShmUnmap(real_of(file), deletes);
}

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    auto& disk = *static_cast<FaultyDisk::State*>(vfs->pAppData);
    File* ours = as_file(file);
    ours->disk = &disk;
    ours->path = path;
    const int opened = disk.real->xOpen(disk.real, path, ours->real(), flags, out_flags);
    ours->base.pMethods = opened == SQLITE_OK ? &disk.methods : nullptr;
    if (opened != SQLITE_OK || path == nullptr) return opened;
    const std::lock_guard lock(disk.mutex);
    // What stands there at the first opening has been there for long.
    if (!disk.durable.contains(path)) disk.durable[path] = read_all(path);
    return opened;
}
int delete_file(sqlite3_vfs* vfs, const char* path, int flush) {
    auto& disk = *static_cast<FaultyDisk::State*>(vfs->pAppData);
    const std::lock_guard lock(disk.mutex);
    if (disk.is_cut) return SQLITE_IOERR_DELETE;
    disk.durable.erase(path);
    return disk.real->xDelete(disk.real, path, disk.loses_flushes ? 0 : flush);
}

sqlite3_io_methods methods_of_ours() {
    sqlite3_io_methods methods = {};
    methods.iVersion = 2; // without memory mapping: every write is seen
    methods.xClose = close_file;
    methods.xRead = read_file;
    methods.xWrite = write_file;
    methods.xTruncate = truncate_file;
    methods.xSync = sync_file;
    methods.xFileSize = file_size;
    methods.xLock = lock_file;
    methods.xUnlock = unlock_file;
    methods.xCheckReservedLock = is_reserved;
    methods.xFileControl = control;
    methods.xSectorSize = sector_size;
    methods.xDeviceCharacteristics = characteristics;
    methods.xShmMap = map_shared;
    methods.xShmLock = lock_shared;
    methods.xShmBarrier = barrier;
    methods.xShmUnmap = unmap_shared;
    return methods;
}

/// Of what was written after the last flush any sectors may have reached the disk.
Bytes survivor(const Bytes& durable, const Bytes& current, std::mt19937& random) {
    Bytes result = durable;
    if (random() % 3 != 0) result.resize(std::max(durable.size(), current.size()));
    const bool takes_any = random() % 4 != 0;
    for (std::size_t at = 0; takes_any && at < current.size(); at += sector_bytes) {
        const std::size_t end = std::min({at + sector_bytes, current.size(), result.size()});
        if (at >= end || random() % 2 == 0) continue;
        std::copy(
            current.begin() + static_cast<std::ptrdiff_t>(at),
            current.begin() + static_cast<std::ptrdiff_t>(end),
            result.begin() + static_cast<std::ptrdiff_t>(at)
        );
    }
    return result;
}

} // namespace

FaultyDisk::FaultyDisk() : state_(std::make_unique<State>()) {
    State& disk = *state_;
    disk.real = sqlite3_vfs_find(nullptr);
    CHECK(disk.real != nullptr, "SQLite has a disk");
    disk.methods = methods_of_ours();
    disk.vfs = *disk.real;
    disk.vfs.pNext = nullptr;
    disk.vfs.zName = "faulty";
    disk.vfs.szOsFile = static_cast<int>(sizeof(File)) + disk.real->szOsFile;
    disk.vfs.pAppData = &disk;
    disk.vfs.xOpen = open_file;
    disk.vfs.xDelete = delete_file;
    CHECK(sqlite3_vfs_register(&disk.vfs, 1) == SQLITE_OK, "the faulty disk is taken");
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(&state_->vfs);
    sqlite3_vfs_register(state_->real, 1);
}

void FaultyDisk::fill_after(std::int64_t writes) {
    const std::lock_guard lock(state_->mutex);
    state_->full_at = state_->writes + writes;
}
void FaultyDisk::free() {
    const std::lock_guard lock(state_->mutex);
    state_->full_at = never;
}
void FaultyDisk::cut_after(std::int64_t writes) {
    const std::lock_guard lock(state_->mutex);
    state_->cut_at = state_->writes + writes;
}
void FaultyDisk::fail_flushes(bool fails) {
    const std::lock_guard lock(state_->mutex);
    state_->fails_flushes = fails;
}
void FaultyDisk::lose_flushes(bool loses) {
    const std::lock_guard lock(state_->mutex);
    state_->loses_flushes = loses;
}
void FaultyDisk::slow_flushes(std::chrono::milliseconds time) {
    const std::lock_guard lock(state_->mutex);
    state_->flush_time = time;
}
std::int64_t FaultyDisk::writes() const {
    const std::lock_guard lock(state_->mutex);
    return state_->writes;
}
std::int64_t FaultyDisk::flushes() const {
    const std::lock_guard lock(state_->mutex);
    return state_->flushes;
}
bool FaultyDisk::is_cut() const {
    const std::lock_guard lock(state_->mutex);
    return state_->is_cut;
}

void FaultyDisk::come_back(std::mt19937& random) {
    const std::lock_guard lock(state_->mutex);
    for (auto& [path, durable] : state_->durable) {
        durable = survivor(durable, read_all(path), random);
        write_all(path, durable);
        std::error_code none;
        std::filesystem::remove(path + "-shm", none); // lives in memory
    }
    state_->is_cut = false;
    state_->cut_at = never;
}

} // namespace denkraum::sql
