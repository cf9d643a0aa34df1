'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { toLink, fromLink } = require('../src/link');

test('a cart survives its link', () => {
  const cart = { lines: [{ product: 'lamp & shade', count: 2 }, { product: 'rug', count: 1 }] };
  assert.deepStrictEqual(fromLink(toLink(cart)), cart);
});
