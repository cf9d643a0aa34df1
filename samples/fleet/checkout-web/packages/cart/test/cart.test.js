'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { total, merge, upgrade } = require('../src');

test('an empty cart costs nothing', () => assert.strictEqual(total({ lines: [] }), 0));

test('a cart costs the sum of its lines', () =>
  assert.strictEqual(total({ lines: [{ product: 'lamp', price: 3990, count: 2 }, { product: 'rug', price: 12900, count: 1 }] }), 20880));

test('an old cart gets a currency', () => assert.strictEqual(upgrade({ lines: [] }).currency, 'EUR'));

test('two carts become one', () =>
  assert.deepStrictEqual(merge({ lines: [{ product: 'lamp', count: 1 }] }, { lines: [{ product: 'lamp', count: 2 }] }).lines, [{ product: 'lamp', count: 3 }]));
