import CExpat
package import OnDemand

extension Library {
  package static let expat = Library(cexpat_load)
}

/// Why an XML document could not be read.
package enum XMLError: Error, Sendable, Hashable {
  case cannotUse(LibraryFault)
  /// It is not well formed, in expat's words: at a line from 1, and an offset in bytes.
  case malformed(reason: String, line: Int, offset: Int)
  /// It is more than is read here.
  case refused(reason: String)
}

/// What an XML document says, in its order, as expat reads it.
///
/// A document type is refused, and with it every entity of the document's own: nothing can grow while
/// it is read. Names are without their namespaces.
package enum XMLEvent {
  case start(String, [String: String])
  case end(String)
  case text(String)

  /// - Parameter take: whether the reading goes on.
  package static func read(_ bytes: [UInt8], _ take: @escaping (XMLEvent) -> Bool) throws(XMLError)
  {
    if let fault = Library.expat.fault { throw .cannotUse(fault) }
    let reading = Reading(take)
    guard let parser = XML_ParserCreateNS(nil, Reading.separator) else {
      throw .refused(reason: "out of memory")
    }
    defer { XML_ParserFree(parser) }
    reading.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(reading).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in Reading.of(data).start(name, attributes) },
      { data, name in Reading.of(data).end(name) })
    XML_SetCharacterDataHandler(parser) { data, text, count in Reading.of(data).text(text, count) }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in Reading.of(data).refuseType() }
    let status = withExtendedLifetime(reading) {
      bytes.withUnsafeBytes { buffer in
        XML_Parse(
          parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), 1)
      }
    }
    if let error = reading.error { throw error }
    guard status == XML_STATUS_OK || reading.isStopped else {
      let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? ""
      throw .malformed(
        reason: reason, line: Int(XML_GetCurrentLineNumber(parser)),
        offset: min(max(0, Int(XML_GetCurrentByteIndex(parser))), bytes.count))
    }
  }
}

extension XMLEvent {
  /// The name of the outermost element, and the values that these attributes have anywhere.
  package static func names(in bytes: [UInt8], of attributes: Set<String>) throws(XMLError)
    -> Set<String>
  {
    var names: Set<String> = []
    try read(bytes) { event in
      if case .start(let name, let values) = event {
        if names.isEmpty { names.insert(name) }
        names.formUnion(values.filter { attributes.contains($0.key) }.values)
      }
      return true
    }
    return names
  }
}

/// One document while it is read.
private final class Reading {
  static let separator = CChar(bitPattern: UInt8(ascii: "|"))
  /// Spreadsheets have some ten.
  private static let mostLevels = 100

  private let take: (XMLEvent) -> Bool
  var parser: XML_Parser?
  private(set) var error: XMLError?
  private(set) var isStopped = false
  private var level = 0

  init(_ take: @escaping (XMLEvent) -> Bool) { self.take = take }

  static func of(_ data: UnsafeMutableRawPointer?) -> Reading {
    // It was set before anything was read.
    Unmanaged<Reading>.fromOpaque(data!).takeUnretainedValue()
  }

  private func tell(_ event: XMLEvent) {
    if !isStopped, !take(event) { stop() }
  }

  private func stop(_ error: XMLError? = nil) {
    self.error = error
    isStopped = true
    XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  func start(
    _ name: UnsafePointer<XML_Char>?, _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
  ) {
    level += 1
    guard level <= Self.mostLevels else { return stop(.refused(reason: "too deep")) }
    var values: [String: String] = [:]
    var place = 0
    // Name and value in turn; a name that is nil ends the list.
    while let name = attributes?[place], let value = attributes?[place + 1] {
      values[Self.local(name)] = String(cString: value)
      place += 2
    }
    tell(.start(Self.local(name), values))
  }

  func end(_ name: UnsafePointer<XML_Char>?) {
    level -= 1
    tell(.end(Self.local(name)))
  }

  func text(_ text: UnsafePointer<XML_Char>?, _ count: Int32) {
    let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
    tell(.text(String(decoding: bytes, as: UTF8.self)))
  }

  func refuseType() { stop(.refused(reason: "a document type")) }

  private static func local(_ name: UnsafePointer<XML_Char>?) -> String {
    guard let name else { return "" }
    let whole = String(cString: name)
    guard let end = whole.utf8.lastIndex(of: UInt8(ascii: "|")) else { return whole }
    return String(whole[whole.utf8.index(after: end)...])
  }
}
