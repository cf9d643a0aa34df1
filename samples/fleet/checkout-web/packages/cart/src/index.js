'use strict';

const _ = require('lodash');
const semver = require('semver');

/** The sum of what is in a cart, in cents. */
function total(cart) {
  return _.sumBy(cart.lines, (line) => line.price * line.count);
}

/** One cart of two: counts of the same product are added. */
function merge(cart, other) {
  const lines = _.groupBy([...cart.lines, ...other.lines], 'product');
  return {
    ..._.merge({}, cart, other),
    lines: Object.values(lines).map((same) => ({ ...same[0], count: _.sumBy(same, 'count') })),
  };
}

/** Carts stored by versions before 1.2 have no currency. */
function upgrade(cart) {
  return semver.lt(cart.version ?? '1.0.0', '1.2.0') ? { ...cart, currency: 'EUR', version: '1.2.0' } : cart;
}

module.exports = { total, merge, upgrade };
