package import Messages
import Supervision

/// A piece of a paper that people read, and where it stands.
package struct PaperWord: Sendable, Hashable {
  /// `第3段`, `台账!B7`
  package let place: Phrase
  package let text: String

  package init(_ place: Phrase, _ text: String) {
    (self.place, self.text) = (place, text)
  }
}

/// A place where a paper says something else than the one that was made again.
package struct PaperDifference: Sendable, Hashable {
  /// In the paper at hand; where it lacks something, where that would follow.
  package let place: Phrase
  /// As it was made again; nil for nothing.
  package let recorded: String?
  package let found: String?

  package init(place: Phrase, recorded: String?, found: String?) {
    (self.place, self.recorded, self.found) = (place, recorded, found)
  }
}

extension PaperDifference {
  /// What differs between papers in which a piece is known by its place alone.
  package static func byPlace(from recorded: [PaperWord], to found: [PaperWord])
    -> [PaperDifference]
  {
    let now = Dictionary(found.map { ($0.place, $0.text) }, uniquingKeysWith: { $0 + "\n" + $1 })
    let old = Dictionary(
      recorded.map { ($0.place, $0.text) }, uniquingKeysWith: { $0 + "\n" + $1 })
    let changed = recorded.compactMap { word in
      now[word.place] == old[word.place]
        ? nil : PaperDifference(place: word.place, recorded: word.text, found: now[word.place])
    }
    let added = found.compactMap { word in
      old[word.place] == nil
        ? PaperDifference(place: word.place, recorded: nil, found: word.text) : nil
    }
    return changed + added
  }

  /// What differs between papers whose pieces follow one another.
  ///
  /// - Complexity: O(n log n).
  package static func inOrder(from recorded: [PaperWord], to found: [PaperWord])
    -> [PaperDifference]
  {
    let alignment = Alignment(of: recorded.map(\.text), in: found.map(\.text))
    let (there, back) = (alignment.places, alignment.placesBack)
    var differences: [PaperDifference] = []
    var (one, other) = (0, 0)
    while one < recorded.count || other < found.count {
      let isGone = one < recorded.count && there[one] == nil
      let isNew = other < found.count && back[other] == nil
      if isGone || isNew {
        let place =
          isNew || other < found.count
          ? found[other].place : found.last?.place ?? recorded[one].place
        differences.append(
          PaperDifference(
            place: place, recorded: isGone ? recorded[one].text : nil,
            found: isNew ? found[other].text : nil))
      }
      if !isGone && !isNew || isGone { one += 1 }
      if !isGone && !isNew || isNew { other += 1 }
    }
    return differences
  }

  /// `第3段:“…批示的函”应为“…批示的通知”`, both cut to what differs and a little around it.
  package func text(in language: Language) -> String {
    let (old, new) = Self.cut(recorded ?? "", found ?? "")
    let words =
      switch (recorded, found) {
      case (nil, _): Phrase(zh: "多出“\(new)”", en: "has '\(new)' besides")
      case (_, nil): Phrase(zh: "缺少“\(old)”", en: "lacks '\(old)'")
      default: Phrase(zh: "写着“\(new)”,应为“\(old)”", en: "says '\(new)' for '\(old)'")
      }
    return Phrase(zh: "\(place.zh):\(words.zh)", en: "\(place.en): \(words.en)")[language]
  }

  /// Both texts without what they begin and end with alike, but for some characters.
  private static func cut(_ one: String, _ other: String) -> (String, String) {
    let around = 12
    let (first, second) = (Array(one), Array(other))
    var head = 0
    while head < min(first.count, second.count), first[head] == second[head] { head += 1 }
    var tail = 0
    while tail < min(first.count, second.count) - head,
      first[first.count - 1 - tail] == second[second.count - 1 - tail]
    { tail += 1 }
    func cut(_ text: [Character]) -> String {
      let from = max(0, head - around)
      let to = min(text.count, text.count - tail + around)
      let most = from + 60
      return (from > 0 ? "…" : "") + String(text[from..<min(to, most)])
        + (min(to, most) < text.count ? "…" : "")
    }
    return (cut(first), cut(second))
  }
}
