/** Texts that somebody may take for more than text: one for each kind of reader between an address and an answer. */

export const HOSTILE_TEXTS: readonly string[] = [
  // SQL, its comments and its wildcards.
  '\'; DROP TABLE papers; --', '\' OR \'1\'=\'1', '") OR 1=1 --', '1; ATTACH DATABASE \'/tmp/x\' AS y', '%', '_%_', '\\%', '/*', 'UNION SELECT * FROM sqlite_master',
  // FTS5: operators, columns, phrases, prefixes, unbalanced marks.
  '"', '""', '"unbalanced', 'a OR', 'AND AND', 'NEAR(', 'NEAR(a b, 5)', 'title: x', '{title} : x', '-title : x', '^a', 'a*', '*', '(', ')', 'a + b', 'NOT a',
  // Prototypes.
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'then',
  // Regular expressions.
  '(a+)+$', '[', '\\', '.*', '(?<=x)', '$&', '$1', '$`', '^(([a-z])+.)+[A-Z]([a-z])+$',
  // Markup, templates, shells, formats, terminals, spreadsheets.
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg/onload=alert(1)>', ']]>', '<!--', '&lt;b&gt;', '&xxe;', '{{7*7}}', '${7*7}', '`id`', '$(id)', '; id', '%s%n%x', '%j',
  '\u001b[2J\u001b]0;owned\u0007', '\u009b31m', '\u001b]8;;http://example.org\u0007link\u001b]8;;\u0007', '=1+1', '+1', '-1', '@SUM(A1)', '\t=1+1', '|calc',
  // Paths, addresses, lines.
  '../../../../etc/passwd', '..\\..\\windows', '/etc/passwd', 'file:///etc/passwd', 'http://127.0.0.1:1/', 'a\r\nSet-Cookie: x=y', 'a\nb', 'CON', 'nul.txt', '.', '..',
  // Unicode: nothing, direction, joiners, marks without end, halves of a pair, planes, cases that grow.
  '\0', 'a\0b', '\u202eevil\u202c', '\u2066x', '\u200b', '\u200d\u200d', '\ufeff', '\ufffe', '\uffff', `e${'\u0301'.repeat(500)}`, '\ud800', '\udc00x', '\ud83d', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', '\u{10ffff}', 'ﬃ', 'İ', 'ß', '\u1e9e', '\ufdfa', '\u2028', '\u00a0', '　',
  // Length, and numbers that are texts.
  '', ' ', 'a'.repeat(5_000), 'a '.repeat(2_000), '"'.repeat(1_000), '('.repeat(3_000), '1e400', 'NaN', '-0', '9007199254740993', '0x10', '٣',
  // Ids that look like some.
  'A0', 'A'.repeat(300), 'Agz', 'doi:', 'doi:10.1234/', 'doi:10.1234/%00', 'orcid:0000-0000-0000-0000', 'https://orcid.org/', 'dblp:../..', 'Wei Wang @ doi:10.1/x', 'x @ ', ' @ x',
];
