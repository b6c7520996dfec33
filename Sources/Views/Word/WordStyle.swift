/// The styles of paragraphs, which `word/styles.xml` describes: an office that changes one in Word
/// changes every paragraph of the kind.
enum WordStyle: String {
  case text, plain, title, first, second, urgency, addressees, attachments, signature, date
  case remark, copies, centred, right, cell, label, tableHead, form, issuer

  var id: String { "duban-\(rawValue)" }
}
