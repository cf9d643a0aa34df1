'use strict';

const assert = require('node:assert');
const { createServer } = require('node:http');
const test = require('node:test');
const { notify } = require('../src/notify');

test('the office hears of large payments only', async () => {
  let told = '';
  const office = createServer((request, response) => {
    request.on('data', (part) => { told += part; });
    request.on('end', () => response.end());
  });
  await new Promise((listening) => office.listen(0, '127.0.0.1', listening));
  try {
    const webhook = `http://127.0.0.1:${office.address().port}`;
    assert.strictEqual(await notify(webhook, { code: 'ABCDEFGH' }, 500), false);
    assert.strictEqual(told, '');
    assert.strictEqual(await notify(webhook, { code: 'ABCDEFGH' }, 30000), true);
    assert.match(told, /ABCD… paid 300/);
  } finally {
    office.close();
  }
});
