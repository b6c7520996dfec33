import Supervision

/// What a piece of terminal text is coloured with, where colour is wanted.
package enum Ink: Sendable, Hashable {
  case red, yellow, green, strong, faint

  private var code: String {
    switch self {
    case .red: "31"
    case .yellow: "33"
    case .green: "32"
    case .strong: "1"
    case .faint: "2"
    }
  }

  func applied(to text: String) -> String { "\u{1B}[\(code)m\(text)\u{1B}[m" }

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

extension String {
  /// The text in `ink`, or as it is where there is none or colour is not wanted.
  func inked(_ ink: Ink?, _ colour: Bool) -> String {
    guard colour, let ink, !isEmpty else { return self }
    return ink.applied(to: self)
  }
}
