import CFuzzer
import Foundation
import Glibc

/// Fuzzes the target that `DMSA_TARGET` names; the arguments are libFuzzer's.
@main enum Main {
  static func main() {
    let named = getenv("DMSA_TARGET").flatMap { Target(rawValue: String(cString: $0)) }
    guard let target = named else {
      let names = Target.allCases.map(\.rawValue).joined(separator: ", ")
      FileHandle.standardError.write(Data("DMSA_TARGET has to be one of \(names)\n".utf8))
      exit(2)
    }
    heap_meter_install()
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    // A C function captures nothing, so each target has its own.
    switch target {
    case .lint: run(&count, &arguments) { Target.lint.run($0, $1) }
    case .rewrite: run(&count, &arguments) { Target.rewrite.run($0, $1) }
    case .snapshot: run(&count, &arguments) { Target.snapshot.run($0, $1) }
    case .plan: run(&count, &arguments) { Target.plan.run($0, $1) }
    }
  }

  private static func run(
    _ count: inout CInt,
    _ arguments: inout UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
  ) {
    exit(LLVMFuzzerRunDriver(&count, &arguments, callback))
  }
}
