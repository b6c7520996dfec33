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

  package func applied(to text: String) -> String { "\u{1B}[\(code)m\(text)\u{1B}[m" }
}

extension String {
  /// The text in `ink`, or as it is where there is none or colour is not wanted.
  package func inked(_ ink: Ink?, _ colour: Bool) -> String {
    guard colour, let ink, !isEmpty else { return self }
    return ink.applied(to: self)
  }
}
