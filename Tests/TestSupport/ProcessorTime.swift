import Glibc

/// Lets this process end as by a signal when it has used so much processor time.
///
/// For the body of an exit test: however busy the machine is, the verdict is the same, and what
/// never ends is one failed test rather than a run that hangs.
package func limitProcessorTime(toSeconds seconds: UInt) {
  var limit = rlimit(rlim_cur: rlim_t(seconds), rlim_max: rlim_t(seconds))
  precondition(setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit) == 0)
}
