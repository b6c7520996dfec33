/* Glibc declares them for _GNU_SOURCE only, which Swift does not define. */
int syncfs(int descriptor);
int sync_file_range(int descriptor, long long offset, long long count, unsigned flags);
/* Of <bits/fcntl-linux.h>: begin to write what is not on its way yet. */
#define SYNC_FILE_RANGE_WRITE 2u
