import CaseStore
import Messages

extension Failure {
  init(_ fault: TimeStampFault) {
    let hint: Phrase? =
      switch fault {
      case .noAnswer:
        Phrase(
          zh: "没有封存。机构连不上的,用 --request 写出请求,在别处取得应答,再用 --response",
          en:
            "nothing is sealed; where the authority cannot be reached from here, write a request by --request, have it answered elsewhere, and use --response"
        )
      case .ofOtherText:
        Phrase(
          zh: "应答要对应这个仓库里用 --request 写出的请求",
          en: "the answer has to be to a request that --request wrote in this repository")
      case .otherCertificate(let stamp):
        stamp.certificate.map {
          Phrase(zh: "它的指纹:\($0.fingerprint)", en: "its fingerprint: \($0.fingerprint)")
        }
      case .notGranted, .unreadable, .broken:
        Phrase(zh: "没有封存", en: "nothing is sealed")
      }
    let isOfWorld = if case .noAnswer = fault { true } else { false }
    self.init(isOfWorld ? .world : .input, fault.words, hint: hint)
  }

  /// Why what would be made is no seal.
  static func notASeal(_ fault: SealFault) -> Failure {
    switch fault {
    case .notASeal:
      Failure(.input, Phrase(zh: "做出来的不是封存", en: "what would be made is no seal"))
    case .notPermitted(let email):
      Failure(
        .input,
        Phrase(zh: "\(email) 没有“封存”的权限", en: "\(email) has not the right to seal (封存)"),
        hint: Phrase(
          zh: "权限在 schema/roles.yaml 的“角色”里", en: "rights stand under 角色 of schema/roles.yaml"))
    case .falselySigned:
      Failure(
        .input, Phrase(zh: "封存的签名与内容不符", en: "the signature of the seal is not of it"))
    case .notSigned:
      Failure(
        .input,
        Phrase(
          zh: "封存要有本人的签名(要求签名)", en: "a seal has to be signed by its maker here (要求签名)"),
        hint: Phrase(
          zh: "先设置签名:git config commit.gpgSign true,以及 gpg.format 和 user.signingKey",
          en: "let git sign: git config commit.gpgSign true, with gpg.format and user.signingKey"))
    }
  }
}
