import Messages
import Supervision

extension Ink {
  /// The ink of a light; none where nothing is lit.
  init?(_ light: Light) {
    switch light {
    case .red: self = .red
    case .yellow: self = .yellow
    case .green: self = .green
    case .none: return nil
    }
  }
}
