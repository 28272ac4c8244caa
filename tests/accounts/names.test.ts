import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { personName } from '#shared/accounts/api.ts'

const isName = (text: string) => Value.Check(personName, text)

test.each([
  'Maeve', "Siobhán O'Neill-Orr", 'María José', 'Zoë', 'Nguyễn Thị Ánh', '李小龙', '김민준', 'محمد', 'Dr. Hana K. (she/her)', 'Zoe 2', 'Mia 🌻',
  'Juniper Lane & Co.', '葛󠄀城',
])('%s is a name', (name) => expect(isName(name)).toBe(true))

test('a joiner is part of a name where a script spells with it: between letters, and at the end of a word after a mark', () => {
  expect(isName('علی‌رضا')).toBe(true) // Persian: ZWNJ between two letters
  expect(isName('ක්‍රිෂ්ණ')).toBe(true) // Sinhala: ZWJ after a mark
  expect(isName('രാജന്‍')).toBe(true) // Malayalam as older keyboards write it: ZWJ ends the word
  for (const stray of ['\u200DMaeve', 'Maeve\u200D', 'Mae\u200D\u200Dve', 'Mae \u200Cve', '1\u200D2']) expect(isName(stray), JSON.stringify(stray)).toBe(false)
})

test.each([
  '', ' ', '---', '🌻', '\u200B', '\u200C\u200D', '\u3164', 'Mae\u0000ve', 'Mae\nve', 'Mae\u2028ve', '\u202Eevaem', 'Mae\u2066ve', 'Mae\u200Bve', 'Mae\u00ADve',
  '\uFEFFMaeve', 'Mae\uD800ve', 'Mae\u{E0041}ve', 'a'.repeat(101),
])('%j is no name', (name) => expect(isName(name)).toBe(false))
