import CLI

@main
struct Main {
  static func main() {
    CommandLineTool.main()
  }
}
