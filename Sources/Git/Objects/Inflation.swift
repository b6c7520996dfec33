import CZlib

/// What zlib makes of some bytes, piece after piece.
struct Inflation: ~Copyable {
  // On the heap: zlib asks that it stays where it is.
  private let stream: UnsafeMutablePointer<z_stream>
  /// What the stream has not been given yet: it counts in 32 bits.
  private var rest: Slice<UnsafeBufferPointer<UInt8>>
  private var isRunning: Bool
  private var hasEnded = false

  /// - Parameter bytes: what lasts longer than this.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    rest = bytes[...]
    isRunning = czlib_inflate_init(stream) == Z_OK
  }

  deinit {
    // Of one that could not begin there is nothing to end, which zlib sees.
    _ = inflateEnd(stream)
    stream.deallocate()
  }

  /// Whether the end has come, of all the bytes and with the right check sum.
  var isWhole: Bool { hasEnded && rest.isEmpty && stream.pointee.avail_in == 0 }

  /// Fills `target` as far as the bytes reach.
  ///
  /// - Returns: how much there was: less than asked for at the end, and where the bytes are damaged.
  mutating func fill(_ target: UnsafeMutableRawBufferPointer) -> Int {
    var made = 0
    while isRunning, made < target.count {
      if stream.pointee.avail_in == 0 {
        let piece = UnsafeBufferPointer(rebasing: rest.prefix(Int(UInt32.max)))
        stream.pointee.next_in = UnsafeMutablePointer(mutating: piece.baseAddress)
        stream.pointee.avail_in = UInt32(piece.count)
        rest = rest.dropFirst(piece.count)
      }
      let room = UInt32(clamping: target.count - made)
      // What has room has an address.
      stream.pointee.next_out = (target.baseAddress! + made).assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = room
      // Where it can make nothing more, for want of bytes, it says so by another status than this.
      let status = inflate(stream, Z_NO_FLUSH)
      made += Int(room - stream.pointee.avail_out)
      isRunning = status == Z_OK
      hasEnded = status == Z_STREAM_END
    }
    return made
  }
}
