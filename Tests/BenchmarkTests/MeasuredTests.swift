import Testing

@testable import benchmark
import TestSupport

@Suite struct MeasuredTests {
  @Test(
    arguments: rows(
      [
        ("exit 0", 0), ("exit 3", 3), ("kill -9 $$", 137), ("test \"$NAME\" = 值", 0),
        ("test -t 0 || test -n \"$PATH\"", 0),
      ] as [(String, Int32)]))
  func aCommandEndsWithItsStatus(script: String, status: Int32) {
    let measured = Measured.run(Command(["sh", "-c", script], variables: ["NAME": "值"]))
    #expect(measured.status == status && !measured.isStopped)
  }

  @Test func aGivenVariableTakesThePlaceOfOurs() {
    let command = Command(
      ["/bin/sh", "-c", "test \"$HOME\" = /nowhere"], variables: ["HOME": "/nowhere"])
    #expect(Measured.run(command).status == 0)
  }

  @Test func aProgramThatIsNotThereHasNotRun() {
    #expect(Measured.run(Command(["/nowhere/督查"])).status == 127)
  }

  @Test(
    arguments: rows([
      "exec sleep 60", "sleep 60; true", "sleep 60 | sleep 60", "trap '' INT; exec sleep 60",
      "trap '' INT QUIT; sleep 60; sleep 60",
    ]))
  func whatTakesTooLongIsStopped(script: String) {
    let measured = Measured.run(Command(["sh", "-c", script]), limit: 0.1, grace: 0.1)
    #expect(measured.isStopped && measured.status != 0)
    #expect(measured.wall >= 0.1)
  }
}
