'use strict';

const assert = require('node:assert');
const { once } = require('node:events');
const test = require('node:test');
const app = require('../src/app');

test('what is put into a cart is in it', async () => {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const cart = `http://127.0.0.1:${server.address().port}/cart/femke`;
    assert.strictEqual((await (await fetch(cart)).json()).total, 0);
    const put = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ lines: [{ product: 'lamp', price: 3990, count: 2 }] }) };
    assert.strictEqual((await fetch(cart, put)).status, 200);
    assert.strictEqual((await (await fetch(cart)).json()).total, 7980);
    assert.match(await (await fetch(cart.replace('/cart/femke', '/'))).text(), /Your cart/);
  } finally {
    server.close();
  }
});
