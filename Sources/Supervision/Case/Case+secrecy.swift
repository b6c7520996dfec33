import FrontMatter
import Messages

// What must never be in a case: state secrets and people's numbers. git cannot unlearn them.
extension Case {
  func secrecyFindings() -> [Diagnostic] {
    let bytes = document.text.bytes
    var found = personalNumbers(in: bytes)
    if header.classification.isSecret {
      found += secretContent()
    } else {
      found += classifiedMarks(in: bytes)
    }
    return found
  }

  /// `秘密★10年`, `机密★`, `绝密★启用前`: the mark of the law's 国家秘密标志 (保守国家秘密法实施办法 2014, 第十二条).
  private func classifiedMarks(in bytes: [UInt8]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    // Of the three bytes of ★ one stands on every third place: E2 98 85.
    for index in stride(from: 8, to: bytes.count, by: 3) {
      let star: Int
      switch bytes[index] {
      case 0xE2: star = index
      case 0x98: star = index - 1
      case 0x85: star = index - 2
      default: continue
      }
      guard star >= 6, star + 3 <= bytes.count, bytes[star] == 0xE2, bytes[star + 1] == 0x98,
        bytes[star + 2] == 0x85
      else { continue }
      for mark in Self.marks where bytes[(star - mark.count)..<star].elementsEqual(mark) {
        found.append(.classifiedText(at: (star - mark.count)..<(star + 3)))
      }
    }
    return found
  }

  private static let marks = ["秘密", "机密", "绝密"].map { Array($0.utf8) }

  private func secretContent() -> [Diagnostic] {
    var found: [Diagnostic] = []
    for key in HeaderKey.content {
      if let range = header.keys[key] { found.append(.secretCaseHasText(key.name, at: range)) }
    }
    if let gist = header.instruction?.gist {
      found.append(.secretCaseHasText(InstructionKey.gist.name, at: gist.range))
    }
    // What a step must have stays; what it may have is content.
    for step in steps where !step.isVoid {
      for key in [StepKey.note, .problems, .plan, .tasks, .attachments] {
        if let field = step.field(key) {
          found.append(.secretCaseHasText(key.name, at: field.range))
        }
      }
    }
    let body = document.body
    if let first = document.text.bytes[body].firstIndex(where: { $0 > 0x20 }) {
      found.append(
        .secretCaseHasText("正文", at: document.text.lineRange(containing: first)))
    }
    return found
  }

  /// Identity-card numbers with a right check digit (GB 11643-1999) and mobile numbers.
  private func personalNumbers(in bytes: [UInt8]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    // The shortest has eleven digits, so one of them stands on every eleventh place.
    var index = 10
    while index < bytes.count {
      guard bytes[index].isDigit else {
        index += 11
        continue
      }
      var (start, end) = (index, index + 1)
      while start > 0 && bytes[start - 1].isDigit { start -= 1 }
      while end < bytes.count && bytes[end].isDigit { end += 1 }
      if let range = personalNumber(bytes, start..<end) { found.append(.personalNumber(at: range)) }
      index = end + 10
    }
    return found
  }

  private func personalNumber(_ bytes: [UInt8], _ digits: Range<Int>) -> Range<Int>? {
    switch digits.count {
    case 11:
      let isMobile = bytes[digits.lowerBound] == 0x31 && bytes[digits.lowerBound + 1] >= 0x33
      return isMobile ? digits : nil
    case 17:
      let last = digits.upperBound
      guard last < bytes.count, bytes[last] | 0x20 == UInt8(ascii: "x") else { return nil }
      return isIdentity(bytes, digits.lowerBound..<(last + 1))
        ? digits.lowerBound..<(last + 1) : nil
    case 18: return isIdentity(bytes, digits) ? digits : nil
    default: return nil
    }
  }

  /// The check digit of GB 11643-1999: weights 2^(17-i) mod 11, then ISO 7064 mod 11-2.
  private func isIdentity(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var sum = 0
    for (place, index) in range.dropLast().enumerated() {
      var weight = 1
      for _ in 0..<(17 - place) { weight = weight * 2 % 11 }
      sum += Int(bytes[index] - 0x30) * weight
    }
    return bytes[range.upperBound - 1] & 0xDF == Array("10X98765432".utf8)[sum % 11] & 0xDF
  }
}

extension HeaderKey {
  /// What tells what a case is about, which a pointer to secret papers must not.
  static let content: [HeaderKey] = [.title, .source, .tasks]
}

extension NewCase.Key {
  /// Whether it tells what a case is about.
  var isContent: Bool {
    switch self {
    case .header(let key): HeaderKey.content.contains(key)
    case .instruction(let key): key == .gist
    }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self >= 0x30 && self <= 0x39 }
}
