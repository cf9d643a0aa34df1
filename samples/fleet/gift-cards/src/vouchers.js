'use strict';

const jwt = require('jsonwebtoken');
const semver = require('semver');

/** A card as a signed text, for the mail; format 2 knows a greeting. */
function issue(card, key, format = '2.0.0') {
  const claims = { code: card.code, balance: card.balance };
  return jwt.sign(semver.gte(format, '2.0.0') ? { ...claims, greeting: card.greeting ?? '' } : claims, key, { algorithm: 'HS256', noTimestamp: true });
}

function accept(text, key) {
  return jwt.verify(text, key, { algorithms: ['HS256'] });
}

module.exports = { issue, accept };
