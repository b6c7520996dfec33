import Glibc

package enum Processors {
  /// How many cores there are to use.
  package static let count = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
