// swift-tools-version: 6.2
import PackageDescription

let common: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]
/// For the targets that see no C, no file and no clock.
let pure = common + [.strictMemorySafety()]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "duban-git",
  products: [
    .executable(name: "duban-git", targets: ["duban-git"]),
    // For tests only: loaded into the program, never linked to it.
    .library(name: "FaultInjection", type: .dynamic, targets: ["FaultInjection"]),
  ],
  dependencies: [
    // `_superCommandName`, `_commandName` and the words of its errors and help are no promise of the
    // parser's: a later version is taken when the tests of both languages have passed with it.
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
  ],
  targets: [
    // What is said to people, and about which place of which text.
    .target(name: "Messages", swiftSettings: pure),
    .testTarget(
      name: "MessagesTests", dependencies: ["Messages", "TestSupport"], swiftSettings: common),

    // The case file: bytes to a lossless structure and back.
    .target(name: "FrontMatter", dependencies: ["Messages"], swiftSettings: pure),
    .testTarget(
      name: "FrontMatterTests", dependencies: ["FrontMatter", "Messages", "TestSupport", yams],
      swiftSettings: common),

    // Values as bytes, for whoever keeps them.
    .target(name: "ByteCoding", swiftSettings: pure),

    // The trade.
    .target(
      name: "Supervision", dependencies: ["ByteCoding", "FrontMatter", "Messages"],
      swiftSettings: pure),
    .testTarget(
      name: "SupervisionTests",
      dependencies: [
        "ByteCoding", "CaseGeneration", "FrontMatter", "Messages", "Supervision", "TestSupport",
      ],
      swiftSettings: common),

    // Values to text.
    .target(
      name: "Views", dependencies: ["ByteCoding", "FrontMatter", "Messages", "Supervision"],
      exclude: ["Site/ledger.js", "Site/site.css", "Word/Parts"], swiftSettings: pure,
      plugins: ["EmbedFiles", "EmbedFingerprint"]),
    .testTarget(
      name: "ViewsTests",
      dependencies: [
        "ByteCoding", "CaseGeneration", "FrontMatter", "Messages", "Supervision", "TestSupport",
        "Views", "XMLReader",
      ],
      swiftSettings: common),

    // C libraries that are loaded when they are first needed.
    .target(name: "COnDemand"),
    .target(name: "OnDemand", dependencies: ["COnDemand"], swiftSettings: common),
    .testTarget(
      name: "OnDemandTests",
      dependencies: [
        "CCmarkGFM", "CCrypto", "CExpat", "CGit2", "CLibzip", "CXlsxWriter", "CZlib", "OnDemand",
        "TestSupport", subprocess,
      ], swiftSettings: common),

    // The ledger as a workbook, and workbooks as tables.
    .target(name: "CExpat", dependencies: ["COnDemand"]),
    .target(name: "XMLReader", dependencies: ["CExpat", "OnDemand"], swiftSettings: common),
    .target(name: "CXlsxWriter", dependencies: ["COnDemand"]),
    .target(
      name: "Spreadsheet",
      dependencies: [
        "CXlsxWriter", "FrontMatter", "Messages", "OnDemand", "Supervision", "Views", "XMLReader",
        "Zip",
      ],
      swiftSettings: common),
    .testTarget(
      name: "SpreadsheetTests",
      dependencies: [
        "FrontMatter", "Messages", "Spreadsheet", "Supervision", "TestSupport", "Views", "Zip",
      ],
      swiftSettings: common),

    // The Markdown of cases as markup for pages.
    .target(name: "CCmarkGFM", dependencies: ["COnDemand"]),
    .target(
      name: "Prose", dependencies: ["CCmarkGFM", "FrontMatter", "Messages", "OnDemand", "Views"],
      swiftSettings: common),
    .testTarget(
      name: "ProseTests", dependencies: ["Messages", "Prose", "TestSupport", "Views"],
      swiftSettings: common),

    // A ZIP container in memory.
    .target(name: "CLibzip", dependencies: ["COnDemand"]),
    .target(name: "Zip", dependencies: ["CLibzip", "OnDemand"], swiftSettings: common),
    .testTarget(name: "ZipTests", dependencies: ["TestSupport", "Zip"], swiftSettings: common),

    // Places, files and folders that appear whole, child processes, progress.
    .target(name: "CCrypto", dependencies: ["COnDemand"]),
    .systemLibrary(name: "CSync"),
    .target(
      name: "Files", dependencies: ["CCrypto", "CSync", "OnDemand", subprocess, system],
      swiftSettings: common),
    .testTarget(
      name: "FilesTests", dependencies: ["Files", "TestSupport"], swiftSettings: common),

    // libgit2 in Swift, and the programs that only git has.
    .target(name: "CGit2", dependencies: ["COnDemand"]),
    .target(name: "CZlib", dependencies: ["COnDemand"]),
    .target(
      name: "Git", dependencies: ["CGit2", "CZlib", "Files", "OnDemand"], swiftSettings: common),
    .testTarget(
      name: "GitTests", dependencies: ["Files", "Git", "TestSupport"], swiftSettings: common),

    // Answers worked out before, in a file that may be lost at any time.
    .target(name: "Cache", dependencies: ["ByteCoding"], swiftSettings: common),
    .testTarget(
      name: "CacheTests", dependencies: ["ByteCoding", "Cache", "TestSupport"],
      swiftSettings: common),

    // The only place where cases meet git.
    .target(
      name: "CaseStore",
      dependencies: [
        "ByteCoding", "Cache", "Files", "FrontMatter", "Git", "Messages", "Supervision",
      ],
      swiftSettings: common, plugins: ["EmbedFingerprint"]),
    .testTarget(
      name: "CaseStoreTests",
      dependencies: [
        "ByteCoding", "Cache", "CaseGeneration", "CaseStore", "Files", "FrontMatter", "Git",
        "Messages", "Supervision", "TestSupport",
      ], swiftSettings: common),

    // One file a verb; the only place that prints, exits or reads arguments.
    .target(
      name: "Commands",
      dependencies: [
        "ByteCoding", "CaseStore", "Files", "FrontMatter", "Git", "Messages", "OnDemand", "Prose",
        "Spreadsheet", "Supervision", "Views", "XMLReader", "Zip", argumentParser,
      ], swiftSettings: common, plugins: ["EmbedFiles"]),
    .testTarget(
      name: "CommandsTests",
      dependencies: [
        "CaseGeneration", "Commands", "Messages", "OnDemand", "TestSupport", "duban-git",
      ],
      swiftSettings: common),
    .executableTarget(
      name: "duban-git", dependencies: ["Commands"], swiftSettings: common,
      plugins: ["EmbedCommit"]),

    // Ratios against git on a repository made for it.
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "Files", "FrontMatter", "Git", "Messages", "Supervision", "Views", argumentParser,
      ],
      swiftSettings: common),
    .testTarget(
      name: "BenchmarkTests",
      dependencies: ["benchmark", "FrontMatter", "Messages", "Supervision", "TestSupport"],
      swiftSettings: common),

    // The texts of cases/ and schema/, made part of the program.
    .executableTarget(name: "embed-files", swiftSettings: common),
    .plugin(
      name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"],
      path: "Sources/EmbedFiles"),

    // What the program is built from.
    .executableTarget(name: "embed-commit", swiftSettings: common),
    .plugin(
      name: "EmbedCommit", capability: .buildTool(), dependencies: ["embed-commit"],
      path: "Sources/EmbedCommit"),

    .executableTarget(name: "embed-fingerprint", swiftSettings: common),
    .testTarget(
      name: "EmbedFingerprintTests", dependencies: ["embed-fingerprint"], swiftSettings: common),
    .plugin(
      name: "EmbedFingerprint", capability: .buildTool(), dependencies: ["embed-fingerprint"],
      path: "Sources/EmbedFingerprint"),

    // Calls to the operating system that fail when a test says so.
    .target(name: "FaultInjection", path: "Tests/FaultInjection"),
    // Lawful cases at random.
    .target(
      name: "CaseGeneration", dependencies: ["Supervision", "TestSupport"],
      path: "Tests/CaseGeneration", swiftSettings: common),
    .target(
      name: "TestSupport", dependencies: [subprocess, system], path: "Tests/TestSupport",
      swiftSettings: common),
    .testTarget(
      name: "TestSupportTests", dependencies: ["TestSupport"], swiftSettings: common),
  ],
  swiftLanguageModes: [.v6]
)
