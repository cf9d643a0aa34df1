'use strict';

const axios = require('axios');

const api = axios.create({ baseURL: process.env.STOREFRONT_URL ?? 'http://localhost:5080' });

async function place(cart) {
  const lines = Object.fromEntries(cart.lines.map((line) => [line.product, line.count]));
  const { data } = await api.post('/orders', { customer: cart.customer, clubMember: Boolean(cart.club), lines });
  return data;
}

module.exports = { place };
