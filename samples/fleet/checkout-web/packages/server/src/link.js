'use strict';

const qs = require('qs');

/** The address under which a cart can be opened elsewhere, and the cart in such an address. */
function toLink(cart) {
  return '/cart?' + qs.stringify({ lines: cart.lines.map(({ product, count }) => ({ product, count })) });
}

function fromLink(link) {
  const { lines = [] } = qs.parse(link.slice(link.indexOf('?') + 1));
  return { lines: Object.values(lines).map(({ product, count }) => ({ product, count: Number(count) })) };
}

module.exports = { toLink, fromLink };
