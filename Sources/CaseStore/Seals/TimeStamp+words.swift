import Git
package import Messages

extension TimeStamp {
  /// Whether it lies between a sealed commit and a day after the tag; clocks differ by up to an hour.
  func isBetween(_ sealed: Signature, and tagger: Signature) -> Bool {
    (sealed.time - 3600...max(sealed.time, tagger.time) + 86_400).contains(time)
  }

  /// In UTC, in which authorities stamp.
  package var text: String {
    Signature(name: "", email: "", time: time, offset: 0).digitsText
  }
}

extension TimeStampFault {
  var isOfTrust: Bool { if case .otherCertificate = self { true } else { false } }

  package var words: Phrase {
    switch self {
    case .noAnswer(let url, let words):
      Phrase(
        zh: "时间戳机构 \(url) 没有应答:\(words)",
        en: "the time-stamping authority \(url) does not answer: \(words)")
    case .notGranted(let words):
      Phrase(
        zh: "时间戳机构拒绝盖章:\(words)", en: "the time-stamping authority refuses to stamp: \(words)")
    case .unreadable(let words):
      Phrase(zh: "不是时间戳(openssl:\(words))", en: "this is no time stamp (openssl: \(words))")
    case .ofOtherText:
      Phrase(zh: "时间戳盖的是别的内容", en: "the time stamp is of something else")
    case .broken(let words):
      Phrase(
        zh: "时间戳与它自己的证书不符:\(words)",
        en: "the time stamp does not hold against its own certificate: \(words)")
    case .otherCertificate(let stamp):
      Phrase(
        zh: "时间戳不是所指明的机构盖的,而是 \(stamp.certificate?.subject ?? "-")",
        en:
          "the time stamp is not by the authority that was named, but by \(stamp.certificate?.subject ?? "-")"
      )
    }
  }
}
