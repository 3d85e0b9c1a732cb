import Glibc

/// The lines of standard input, each as soon as it is there.
struct InputLines {
  /// The bytes that a line may have.
  static let limit = 65_536

  private var pending: ArraySlice<UInt8> = []
  private var isAtEnd = false
  private(set) var number = 0

  /// The next line without its end, be that LF or CR LF; nil at the end of the input.
  ///
  /// - Throws: ``CommandFailure`` for a line that is too long, and for input that can't be read.
  mutating func next() throws(CommandFailure) -> [UInt8]? {
    number += 1
    var scanned = 0
    while true {
      if let end = pending.dropFirst(scanned).firstIndex(of: 0x0A) {
        return take(pending[..<end], goingOnAt: end + 1)
      }
      if pending.count > InputLines.limit {
        throw CommandFailure("line \(number): is longer than \(InputLines.limit) bytes")
      }
      if isAtEnd { return pending.isEmpty ? nil : take(pending, goingOnAt: pending.endIndex) }
      scanned = pending.count
      try read()
    }
  }

  private mutating func take(_ line: ArraySlice<UInt8>, goingOnAt next: Int) -> [UInt8] {
    pending = next < pending.endIndex ? pending[next...] : []
    return Array(line.last == 0x0D ? line.dropLast() : line)
  }

  private mutating func read() throws(CommandFailure) {
    var failure: FileFailure?
    let chunk = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
      var got = 0
      repeat { got = Glibc.read(0, buffer.baseAddress, 65_536) } while got < 0 && errno == EINTR
      if got < 0 { failure = FileFailure("standard input") }
      count = max(got, 0)
    }
    if let failure { throw CommandFailure(failure.message) }
    isAtEnd = chunk.isEmpty
    pending = ArraySlice(Array(pending) + chunk)
  }
}
