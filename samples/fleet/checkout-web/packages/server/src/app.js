'use strict';

const path = require('node:path');
const express = require('express');
const { total, merge, upgrade } = require('@harbourpine/cart');
const { toLink, fromLink } = require('./link');
const storefront = require('./storefront');

const carts = new Map();
const app = express();

app.use(express.json());
app.use(express.static(path.join(__dirname, '..', 'public')));

app.get('/cart/:id', (request, response) => {
  const cart = carts.get(request.params.id) ?? { lines: [] };
  response.json({ ...cart, total: total(cart) });
});

app.post('/cart/:id', (request, response) => {
  const cart = merge(carts.get(request.params.id) ?? { lines: [] }, upgrade(request.body));
  carts.set(request.params.id, cart);
  response.json({ ...cart, total: total(cart) });
});

app.post('/cart/:id/order', async (request, response) => {
  const order = await storefront.place(carts.get(request.params.id));
  carts.delete(request.params.id);
  response.status(201).json(order);
});

app.get('/cart/:id/link', (request, response) => response.json({ link: toLink(carts.get(request.params.id) ?? { lines: [] }) }));

app.post('/cart/:id/link', (request, response) => {
  carts.set(request.params.id, fromLink(request.body.link));
  response.status(204).end();
});

module.exports = app;
