'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { issue, accept } = require('../src/vouchers');

const key = 'only for tests';

test('a voucher says what its card said', () =>
  assert.deepStrictEqual(accept(issue({ code: 'A', balance: 2000, greeting: 'Ahoy' }, key), key), { code: 'A', balance: 2000, greeting: 'Ahoy' }));

test('a voucher of format 1 has no greeting', () => assert.deepStrictEqual(accept(issue({ code: 'A', balance: 1 }, key, '1.4.0'), key), { code: 'A', balance: 1 }));

test('a voucher that somebody else signed is refused', () => assert.throws(() => accept(issue({ code: 'A', balance: 1 }, 'another key'), key)));
