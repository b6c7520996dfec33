import FoundationEssentials
import Synchronization

/// What may befall the caches of a repository.
final class Damage: Sendable {
  private let random: Mutex<SplitMix64>

  init(random: SplitMix64) { self.random = Mutex(random) }

  func befall(_ git: GitCLI) {
    let folder = ".git/duban"
    for name in (try? git.names(in: folder)) ?? [] {
      let path = "\(folder)/\(name)"
      // Another process may be at it, or have removed it.
      guard let bytes = try? git.bytes(path) else { continue }
      switch random.withLock({ $0.damage(to: bytes) }) {
      case .none: break
      case .removed: try? FileManager.default.removeItem(atPath: git.path(path))
      case .replaced(let bytes): try? git.write(bytes, to: path)
      }
    }
  }
}

private enum Outcome {
  case none, removed
  case replaced([UInt8])
}

extension SplitMix64 {
  fileprivate mutating func damage(to bytes: [UInt8]) -> Outcome {
    switch Int.random(in: 0..<8, using: &self) {
    case 0: return .removed
    case 1: return .replaced(Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &self))))
    case 2:
      guard let place = bytes.indices.randomElement(using: &self) else { return .none }
      var bytes = bytes
      bytes[place] ^= UInt8.random(in: 1...255, using: &self)
      return .replaced(bytes)
    case 3: return .replaced(bytes + [0])
    default: return .none
    }
  }
}
