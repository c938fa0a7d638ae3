import Testing

@testable import StoaStore

struct RedactorTests {
  @Test(arguments: [
    (":connect sc://pi/;token=abc.def;user_id=me", ":connect sc://pi/;token=•••;user_id=me"),
    ("load \"https://me:s3cret@host/x.csv\"", "load \"https://me:•••@host/x.csv\""),
    ("load \"postgres://me:p@host/db\"", "load \"postgres://me:•••@host/db\""),
    ("sql \"attach 'x' (password 'a')\"", "sql \"attach 'x' (password 'a')\""),
    ("sql \"create secret (password = 'a b')\"", "sql \"create secret (password = '•••')\""),
    ("param api_key = \"abc\"", "param api_key = \"•••\""),
    ("DB_PASSWORD=x y", "DB_PASSWORD=••• y"),
    ("secret_access_key: \"a\\\"b\" next", "secret_access_key: \"•••\" next"),
    ("Authorization: Bearer abcdef0123456789", "Authorization: Bearer •••"),
    ("--token abc --rows 3", "--token ••• --rows 3"),
    ("--api-token abc", "--api-token •••"),
    ("my_token=abc my-secret='d e'", "my_token=••• my-secret='•••'"),
    ("key AKIAABCDEFGHIJKLMNOP here", "key ••• here"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "•••"),
  ])
  func secretsAreMasked(source: String, expected: String) {
    #expect(Redactor.mask(source) == expected)
    #expect(Redactor.mask(expected) == expected, "masking twice changes nothing more")
  }

  @Test(arguments: [
    "cars | where price > 100 | derive token = lower(name)",
    "cars | derive token=lower(name)",
    "cars | select author, passwords | where author == \"Eco\"",
    "load \"https://host/a@b.csv\"",
    "load \"sc://host:15002\"",
    "derive t = @2024-01-31T10:00:00",
    "where token is not null",
  ])
  func whatIsNoSecretStays(source: String) {
    #expect(Redactor.mask(source) == source)
  }

  /// These would not end where a rule looked back and forth.
  @Test(arguments: ["x", "a_", "token", "token='", "://a:", "eyJ-", "--token ", "bearer "])
  func aLongSourceIsMaskedToo(part: String) {
    let source = String(repeating: part, count: 50_000)
    #expect(Redactor.mask(source + " and password=abc").hasSuffix(" password=•••"))
  }

  @Test func aLeadingSpaceAsksNotToBeKept() {
    #expect(!Redactor.shouldKeep(" cars"))
    #expect(Redactor.shouldKeep("cars"))
    #expect(Redactor.shouldKeep(""))
  }
}
