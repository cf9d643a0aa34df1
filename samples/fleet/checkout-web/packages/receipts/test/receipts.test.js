'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { texts, bought, shaded, html, text } = require('../src');

const receipt = { date: '2024-03-05T16:20:00Z', lines: [{ product: 'lamp', price: 3990 }] };

test('texts may have comments', () =>
  assert.deepStrictEqual(texts("{ greeting: 'Ahoy', /* nothing else in winter */ }"), { greeting: 'Ahoy', closing: '' }));

test('a date is read as the tills write it', () => {
  assert.strictEqual(bought('2024-03-05T16:20:00Z'), '5 March 2024, 16:20');
  assert.strictEqual(bought('Tue, 05 Mar 2024 16:20:00 GMT'), '5 March 2024, 16:20');
  assert.strictEqual(bought('yesterday'), '');
});

test('every second row is shaded', () => assert.deepStrictEqual(shaded(['a', 'b', 'c', 'd'], '2n'), ['b', 'd']));

test('a greeting may be Markdown', () =>
  assert.match(html(receipt, { greeting: '**Ahoy!**', closing: '' }), /^<p><strong>Ahoy!<\/strong><\/p>\n<p>5 March 2024, 16:20<\/p><table><tr><td>lamp<\/td><td>39\.90<\/td>/));

test('a till prints 32 characters a line', () => {
  const lines = text(receipt, { greeting: 'Thank you for buying at Harbour and Pine today' }).split('\n');
  assert.ok(lines.every((line) => line.trimEnd().length <= 32));
  assert.strictEqual(lines.at(-1), 'lamp                       39.90');
});
