import Companies
import Testing

@Suite struct DirectoryUserNameTests {
  @Test(arguments: [
    ("My DMSA  Test App", "my-dmsa-test-app"), ("-- Crew & Co. --", "crew-co"),
    ("\u{C9}t\u{E9} Caf\u{E9}", "ete-cafe"), ("E\u{301}te\u{301} Cafe\u{301}", "ete-cafe"),
    ("\u{130}stanbul", "istanbul"), ("I\u{307}stanbul", "istanbul"), ("\u{131}lgaz", "ilgaz"),
    ("\u{212A}elvin", "kelvin"), ("\u{212B}ngstrom", "angstrom"),
    ("\u{FF23}\u{FF52}\u{FF45}\u{FF57}\u{3000}\u{FF17}", "crew-7"),
    ("\u{1E0C}\u{1E43}\u{1EB2}", "dma"), ("Stra\u{1E9E}e Stra\u{DF}e", "strasse-strasse"),
    ("\u{C6}r\u{F8}", "aero"), ("\u{6771}\u{4EAC}", "app"), ("Crew \u{6771}", "crew"),
    ("\u{301}", "app"), ("\u{1F3D7}\u{FE0F} Site", "site"), ("", "app"),
  ])
  func `an app's name in ASCII`(_ name: String, _ slug: String) {
    #expect(DirectoryUserName.slug(of: name) == slug)
  }
}
