/*
 * Makes the disk under FAULT_DIR fail, for the tests: preloaded into the server (LD_PRELOAD), steered through FAULT_CONTROL,
 * a file that both sides have mapped. Its first byte says what happens to a call on a file below FAULT_DIR:
 *   '-'  nothing                        's'  fsync and fdatasync fail with EIO
 *   'f'  writes fail with ENOSPC        'k'  the process is killed at call number `kill_at`; a write is half done
 * Every call is counted, so that a test can learn how many there are. With FAULT_JOURNAL every write, truncation and sync
 * is written down there, so that a test can work out what is on the disk itself and not in the page cache only.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

struct control {
  volatile char mode;
  char unused[15];
  volatile unsigned kill_at;
  _Atomic unsigned calls;
};

/* A record of the journal: this, the name of the file below FAULT_DIR, and for a write its bytes. */
struct record {
  char what; /* 'w' written, 't' truncated, 's' synced, 'x' sync failed */
  char unused[3];
  unsigned name_length;
  unsigned long long at;
  unsigned long long count;
};

static struct control *control;
static const char *dir;
static int journal = -1;

__attribute__((constructor)) static void open_control(void) {
  const char *file = getenv("FAULT_CONTROL"), *journal_file = getenv("FAULT_JOURNAL");
  dir = getenv("FAULT_DIR");
  if (!file || !dir) return;
  int fd = open(file, O_RDWR);
  if (fd < 0) return;
  void *map = mmap(0, 64, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (map != MAP_FAILED) control = map;
  if (journal_file) journal = open(journal_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The name of the file below FAULT_DIR, or null. */
static const char *find_name(int fd, char *path, size_t size) {
  if (!control) return 0;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, size - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strncmp(path, dir, strlen(dir)) == 0 ? path + strlen(dir) : 0;
}

/* Counts a call. Returns 1 when the process is to end at this one. */
static int is_last(void) {
  unsigned number = atomic_fetch_add(&control->calls, 1) + 1;
  return control->mode == 'k' && number == control->kill_at;
}

static void end(void) {
  kill(getpid(), SIGKILL);
  pause();
}

static void note(char what, const char *name, unsigned long long at, const void *bytes, unsigned long long count) {
  if (journal < 0) return;
  struct record record = { what, { 0 }, strlen(name), at, count };
  struct iovec parts[] = { { &record, sizeof record }, { (void *)name, record.name_length }, { (void *)bytes, bytes ? count : 0 } };
  if (writev(journal, parts, 3) < 0) abort();
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define NAME(fd) char path[4096]; const char *name = find_name(fd, path, sizeof path)

ssize_t write(int fd, const void *bytes, size_t count) {
  NAME(fd);
  if (name) {
    if (is_last()) { REAL(write)(fd, bytes, count / 2); end(); }
    if (control->mode == 'f') { errno = ENOSPC; return -1; }
    note('w', name, lseek(fd, 0, SEEK_CUR), bytes, count);
  }
  return REAL(write)(fd, bytes, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  NAME(fd);
  if (name) {
    if (is_last()) { REAL(pwrite64)(fd, bytes, count / 2, at); end(); }
    if (control->mode == 'f') { errno = ENOSPC; return -1; }
    note('w', name, at, bytes, count);
  }
  return REAL(pwrite64)(fd, bytes, count, at);
}

static int sync_file(int fd, int (*real)(int)) {
  NAME(fd);
  if (name) {
    if (is_last()) end();
    note(control->mode == 's' ? 'x' : 's', name, 0, 0, 0);
    if (control->mode == 's') { errno = EIO; return -1; }
  }
  return real(fd);
}

int fsync(int fd) { return sync_file(fd, REAL(fsync)); }
int fdatasync(int fd) { return sync_file(fd, REAL(fdatasync)); }

int ftruncate64(int fd, off64_t length) {
  NAME(fd);
  if (name) {
    if (is_last()) end();
    note('t', name, length, 0, 0);
  }
  return REAL(ftruncate64)(fd, length);
}
