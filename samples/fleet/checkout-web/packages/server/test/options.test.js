'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { options } = require('../src/options');

test('without options it listens on 8080', () => assert.strictEqual(options([]).port, 8080));

test('the port can be chosen', () => {
  const chosen = options(['--port', '9000', '--sandbox']);
  assert.strictEqual(chosen.port, 9000);
  assert.strictEqual(chosen.sandbox, true);
});
