import FoundationEssentials

extension GitCLI {
  /// Does to the caches of the repository what may befall a file, or nothing.
  package func damageCaches() {
    let folder = ".git/duban"
    for name in (try? names(in: folder)) ?? [] {
      let path = "\(folder)/\(name)"
      // Another process may be at it, or have removed it.
      guard var bytes = try? bytes(path) else { continue }
      switch Int.random(in: 0..<8) {
      case 0: try? FileManager.default.removeItem(atPath: self.path(path))
      case 1: try? write(Array(bytes.prefix(Int.random(in: 0...bytes.count))), to: path)
      case 2:
        guard let place = bytes.indices.randomElement() else { continue }
        bytes[place] ^= UInt8.random(in: 1...255)
        try? write(bytes, to: path)
      case 3: try? write(bytes + [0], to: path)
      default: break
      }
    }
  }
}
