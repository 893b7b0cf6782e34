import { expect, test } from 'vitest'
import { renderTitle } from '../text.ts'

const text = (raw: string) => renderTitle(raw).text

test.each([
  ["Poincar\\'e", 'Poincaré'],
  ["Poincar{\\'e}", 'Poincaré'],
  ['R\\’{e}nyi', 'Rényi'],
  ["Poincar\\'{e}", 'Poincaré'],
  ["Mart\\'{\\i}nez and Garc\\'\\i a", 'Martínez and García'],
  ['G\\"odel, Schr{\\"{o}}dinger', 'Gödel, Schrödinger'],
  ['S\\~ao Paulo', 'São Paulo'],
  ['Erd\\H{o}s, Sz\\H oke', 'Erdős, Szőke'],
  ['\\v{C}ech and Hastad \\r{a}', 'Čech and Hastad å'],
  ['Fran\\c{c}ois, gar\\c con', 'François, garçon'],
  ["It\\^o, cr\\`eme, \\'E. Dupont", 'Itô, crème, É. Dupont'],
  ['stra\\ss e, J\\o rgensen, \\L ukasiewicz', 'straße, Jørgensen, Łukasiewicz'],
  ['Kurdyka-{\\L}ojasiewicz and \\AA ngstr\\"om', 'Kurdyka-Łojasiewicz and Å ngström'],
  ['Hu\\\'inglu and na\\"ive', 'Huínglu and naïve'],
  ['K$\\"o$ppen', 'Köppen'],
])('%s is %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test.each([
  ["the world\\'s best, they don\\'t", "the world's best, they don't"],
  ['it isn\\’t the model\\’s', 'it isn’t the model’s'],
  ["our model\\' s answer", "our model' s answer"],
  ['the \\"attention\\" mechanism', 'the "attention" mechanism'],
  ['a 10\\\' wide, 5\\" screen', 'a 10\' wide, 5" screen'],
])('a quote that a program escaped is a quote: %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test('an umlaut starts a German word although it looks like a quote', () => {
  expect(text('Daten \\"uber l\\"angere Zeit')).toBe('Daten über längere Zeit')
})

test('a combining accent and its letter are one letter, so that a search finds it', () => {
  expect(text('Re\u0301nyi')).toBe('Rényi')
})
