import Messages
package import Supervision

/// A mail as its file has it (RFC 5322, MIME), in UTF-8. Every byte follows from what it is made of.
package struct MailMessage: Sendable {
  package struct Mailbox: Sendable {
    let name: String
    /// Nil for one that is not known: the name alone then stands as an empty group.
    let address: String?

    package init(name: String, address: String?) {
      (self.name, self.address) = (name, address)
    }
  }

  package struct Attachment: Sendable {
    let name: String
    /// Such as `text/calendar; charset=utf-8`.
    let type: String
    let bytes: [UInt8]

    package init(name: String, type: String, bytes: [UInt8]) {
      (self.name, self.type, self.bytes) = (name, type, bytes)
    }
  }

  private let sender: Mailbox
  private let receiver: Mailbox
  private let subject: String
  private let day: Day
  private let zone: Int
  private let id: String
  private let text: String
  private let attachments: [Attachment]

  /// - Parameters:
  ///   - zone: in minutes east of UTC.
  ///   - id: without the brackets of a Message-ID.
  package init(
    from sender: Mailbox, to receiver: Mailbox, about subject: String, on day: Day, zone: Int,
    id: String, text: String, attachments: [Attachment]
  ) {
    (self.sender, self.receiver, self.subject) = (sender, receiver, subject)
    (self.day, self.zone, self.id) = (day, zone, id)
    (self.text, self.attachments) = (text, attachments)
  }

  package var bytes: [UInt8] {
    // What is in base64 has no such line.
    let boundary = "=_\(id.split(separator: "@").first ?? "duban-git")"
    var lines = [
      "From: \(sender.header)", "To: \(receiver.header)", "Subject: \(subject.encodedWords)",
      "Date: \(date)", "Message-ID: <\(id)>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
      "Content-Type: multipart/mixed; boundary=\"\(boundary)\"", "", "--\(boundary)",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
    ]
    lines += Array(text.utf8).base64Lines
    for attachment in attachments {
      lines += [
        "--\(boundary)", "Content-Type: \(attachment.type)", "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment;", " filename*=UTF-8''\(attachment.name.percentEncoded)",
        "",
      ]
      lines += attachment.bytes.base64Lines
    }
    lines.append("--\(boundary)--")
    return Array(lines.map { "\($0)\r\n" }.joined().utf8)
  }

  /// Eight in the morning of its day, by the office's clock.
  private var date: String {
    let parts = day.components
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
    let month = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][parts.month - 1]
    let away = abs(zone)
    return
      "\(weekday), \(parts.day.twoDigits) \(month) \(parts.year) 08:00:00 \(zone < 0 ? "-" : "+")\((away / 60).twoDigits)\((away % 60).twoDigits)"
  }
}

extension MailMessage.Mailbox {
  fileprivate var header: String {
    let name = name.encodedWords
    return address.map { "\(name)\r\n <\($0)>" } ?? "\(name):;"
  }
}

extension Int {
  fileprivate var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}

extension String {
  /// As a header has it (RFC 2047): words of at most 75 octets, a line each, none cut inside a character.
  fileprivate var encodedWords: String {
    var words: [[UInt8]] = [[]]
    for scalar in oneLine.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if words[words.count - 1].count + bytes.count > 45 { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words.map { "=?UTF-8?B?\($0.base64)?=" }.joined(separator: "\r\n ")
  }

  /// RFC 5987: all but letters, digits and a few signs as `%E5`.
  fileprivate var percentEncoded: String {
    utf8.map { byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain
        ? String(UnicodeScalar(byte)) : "%\(digits.utf8.count == 1 ? "0" : "")\(digits)"
    }.joined()
  }
}

extension [UInt8] {
  /// RFC 4648.
  fileprivate var base64: String {
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    out.reserveCapacity((count + 2) / 3 * 4)
    for start in stride(from: 0, to: count, by: 3) {
      let piece = self[start..<Swift.min(start + 3, count)]
      let bits = piece.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - piece.count))
      for place in 0..<4 {
        let isThere = place <= piece.count
        out.append(isThere ? signs[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// In lines of 76 characters (RFC 2045).
  fileprivate var base64Lines: [String] {
    stride(from: 0, to: count, by: 57).map { Array(self[$0..<Swift.min($0 + 57, count)]).base64 }
  }
}
