package import Messages

// What is found of seals (封存): by `verify`.
extension Rule {
  package static let notASeal = Rule(
    "not-a-seal", .info,
    title: Phrase(zh: "不算封存的标签", en: "a tag that is no seal"),
    explanation: Phrase(
      zh:
        "seal/ 下的标签要是附注标签,内容合封存的格式,由有“封存”权的人制作(要求签名的要有签名),封存的提交在所核对的分支上。不合的不算,也不接入前后次序。封存用 duban-git seal。",
      en:
        "A tag under seal/ is an annotated one with the text of a seal, made by somebody with the right 封存 and signed where that is required, and its commit is on the branch that is verified. Any other counts for nothing and is no part of the chain. Seals are made by duban-git seal."
    ))

  package static let sealBroken = Rule(
    "seal-broken", .error,
    title: Phrase(zh: "与封存不符", en: "not as it was sealed"),
    explanation: Phrase(
      zh:
        "封存写明提交、文件清单和提交清单的摘要、件数步数;现在重算出来不一样,或者标签被移动、改写过。历史多半在封存之后改写过。拿纸上的凭单和别的克隆来比对。",
      en:
        "A seal says the commit, the digests of its files and commits, and how many there are; worked out again they differ, or the tag was moved or re-made. Most likely the history was re-made after it was sealed. Compare the slip on paper and other clones."
    ))

  package static let sealedCommitLost = Rule(
    "sealed-commit-lost", .error,
    title: Phrase(zh: "封存的提交不在历史里", en: "a sealed commit is gone"),
    explanation: Phrase(
      zh:
        "封存过的提交应当永远在历史里。不在,就是历史在封存之后改写过(例如 fast-export 重作)。不要推送;用 git log <封存标签> 看原来的历史,与别的克隆和纸上的凭单比对。",
      en:
        "A commit that was sealed stays in the history for ever. If it is gone, the history was re-made since, as by fast-export. Push nothing; git log with the seal's name shows the former history; compare other clones and the slip on paper."
    ))

  package static let sealChainGap = Rule(
    "seal-chain-gap", .error,
    title: Phrase(zh: "封存的前后次序断了", en: "a gap in the chain of seals"),
    explanation: Phrase(
      zh: "每次封存写明前一次的名字、提交和摘要。那个标签现在是另外的内容:它被重作过。从别的克隆取回原来的标签。",
      en:
        "A seal names the one before by name, commit and digest, and that tag is another now: it was re-made. Get the former one from another clone."
    ))

  package static let sealFork = Rule(
    "seal-fork", .info,
    title: Phrase(zh: "两次封存互不相接", en: "seals that do not follow each other"),
    explanation: Phrase(
      zh: "两人同时封存,谁也没有写对方。下次封存会把两个都写上,不用另作处理。",
      en:
        "Two were made at once and neither names the other. The next seal names both; nothing else is to be done."
    ))

  package static let sealNotHere = Rule(
    "seal-not-here", .info,
    title: Phrase(zh: "封存所指的不在这个克隆里", en: "what a seal names is not in this clone"),
    explanation: Phrase(
      zh: "标签没有取来,或者克隆是浅的、部分的,不能重算。按提示取来再核对。",
      en:
        "The tag was not fetched, or the clone is shallow or partial, so that it cannot be reckoned again. Get it by the command that is named, and verify again."
    ))

  package static let sealTimeBroken = Rule(
    "seal-time-broken", .error,
    title: Phrase(zh: "封存的时间戳无效", en: "a seal's time stamp that does not hold"),
    explanation: Phrase(
      zh:
        "时间戳(RFC 3161)要盖在封存的内容上,与它自己的证书相符,时间在被封存的提交之后、标签之后一日之内。用 openssl ts -verify 可以自己核对,命令见“封存”一页。",
      en:
        "A time stamp (RFC 3161) is of the seal's text, holds against its own certificate, and its time lies between the sealed commit and a day after the tag. openssl ts -verify tells it too; the page on seals has the commands."
    ))

  package static let sealTimeUntrusted = Rule(
    "seal-time-untrusted", .warning,
    title: Phrase(zh: "时间戳机构不可信", en: "a time stamp by nobody who is trusted"),
    explanation: Phrase(
      zh:
        "时间戳与它自己的证书相符,但系统里没有可信的证书为那个机构作保。从机构那里(不要从仓库里)取得证书,用 --tsa-ca 指明。指明了而不是那个机构盖的,是错误。",
      en:
        "The time stamp holds against its own certificate, and nothing on this system vouches for that. Get the authority's certificate from itself, not from the repository, and name it by --tsa-ca. Where one is named and the stamp is another's, that is an error."
    ))

  package static let sealTimeOwnWord = Rule(
    "seal-time-own-word", .info,
    title: Phrase(zh: "时间戳只有仓库自己作保", en: "a time by the repository's own word"),
    explanation: Phrase(
      zh:
        "机构的证书只在仓库的 schema/tsa.pem 里:能改仓库的人也能换它。把提示里的指纹与纸上凭单的、机构公布的比对,或者用 --tsa-ca 指明从外面取得的证书。",
      en:
        "The authority's certificate is only in the repository, schema/tsa.pem, where whoever re-makes a history can put another. Compare the fingerprint with that on the slip and with what the authority publishes, or name a certificate from outside by --tsa-ca."
    ))

  package static let sealCertificateExpired = Rule(
    "seal-certificate-expired", .info,
    title: Phrase(zh: "时间戳的证书后来过期了", en: "a certificate that has run out since"),
    explanation: Phrase(
      zh: "盖章时证书有效,后来才过期;按盖章的时间核对,时间戳仍然有效。再封存一次,新的时间戳会盖住它。",
      en:
        "The certificate was valid when it stamped and has run out since. The stamp is judged at its own time and holds. Another seal, with a new stamp, covers it."
    ))

  package static let cameInAfterSeal = Rule(
    "came-in-after-seal", .info,
    title: Phrase(zh: "封存之后才进来", en: "came in after a seal"),
    explanation: Phrase(
      zh: "提交写的时间早于一次封存,而那次封存里没有它:可能是别人还没有推送,也可能是把日期写早了。两个日期都列出来。只作提示。",
      en:
        "A commit is dated before a seal that does not have it: it was not pushed yet, or its date was set back. Both dates are told. Only a remark."
    ))

  package static let sealDue = Rule(
    "seal-due", .info,
    title: Phrase(zh: "该封存了", en: "a seal is due"),
    explanation: Phrase(
      zh: "schema/office.yaml 的“封存”定下多久封存一次,从上次封存起算。运行 duban-git seal。",
      en:
        "封存 in schema/office.yaml says how often the history is sealed, counted from the last seal. Run duban-git seal."
    ))

  static let seals: [Rule] = [
    notASeal, sealBroken, sealedCommitLost, sealChainGap, sealFork, sealNotHere, sealTimeBroken,
    sealTimeUntrusted, sealTimeOwnWord, sealCertificateExpired, cameInAfterSeal, sealDue,
  ]
}
