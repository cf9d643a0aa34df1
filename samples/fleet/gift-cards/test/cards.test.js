'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { newCode, isCode, redeem } = require('../src/cards');

test('a new code is a code', () => {
  for (let i = 0; i < 100; i++) assert.ok(isCode(newCode()));
});

test('a code may be typed in small letters and with dashes', () => {
  const code = newCode();
  assert.ok(isCode(`${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`.toLowerCase()));
});

test('a mistyped letter is noticed', () => {
  const code = newCode();
  assert.ok(!isCode((code[0] === 'A' ? 'B' : 'A') + code.slice(1)));
  assert.ok(!isCode(code.slice(1)));
  assert.ok(!isCode('0' + code.slice(1)));
});

test('a card pays what it can', () => {
  assert.deepStrictEqual(redeem({ balance: 2000 }, 500), { card: { balance: 1500 }, open: 0 });
  assert.deepStrictEqual(redeem({ balance: 2000 }, 2500), { card: { balance: 0 }, open: 500 });
  assert.throws(() => redeem({ balance: 2000 }, -1), RangeError);
});
