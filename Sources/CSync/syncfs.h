/* Glibc declares it for _GNU_SOURCE only, which Swift does not define. */
int syncfs(int descriptor);
