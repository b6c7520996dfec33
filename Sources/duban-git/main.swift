import Commands

await Program.main(builtFrom: EmbeddedCommit.id)
