'use strict';

const assert = require('node:assert');
const http = require('node:http');
const test = require('node:test');

test('a cart becomes an order of the storefront', async () => {
  let asked;
  const storefront = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part) => { body += part; });
    request.on('end', () => {
      asked = JSON.parse(body);
      response.setHeader('content-type', 'application/json');
      response.end('{ "id": 1 }');
    });
  });
  await new Promise((listening) => storefront.listen(0, '127.0.0.1', listening));
  try {
    process.env.STOREFRONT_URL = `http://127.0.0.1:${storefront.address().port}`;
    const { place } = require('../src/storefront');
    const order = await place({ customer: 'Femke', club: true, lines: [{ product: 'lamp', count: 2 }] });
    assert.strictEqual(order.id, 1);
    assert.deepStrictEqual(asked, { customer: 'Femke', clubMember: true, lines: { lamp: 2 } });
  } finally {
    storefront.close();
  }
});
