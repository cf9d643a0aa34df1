'use strict';

const { randomInt } = require('node:crypto');

// Without 0, 1, I and O, which people mistake for each other.
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

function checkLetter(code) {
  let sum = 0;
  for (const [index, letter] of [...code].entries()) {
    sum += alphabet.indexOf(letter) * (index + 1);
  }
  return alphabet[sum % alphabet.length];
}

function newCode() {
  const code = Array.from({ length: 11 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return code + checkLetter(code);
}

function isCode(text) {
  const code = text.toUpperCase().replaceAll('-', '');
  return code.length === 12 && [...code].every((letter) => alphabet.includes(letter)) && checkLetter(code.slice(0, -1)) === code.at(-1);
}

/** What is left of a card, and of what is to be paid, after the card has paid what it can. */
function redeem(card, amount) {
  if (amount < 0) {
    throw new RangeError(`an amount of ${amount} cannot be paid`);
  }
  const paid = Math.min(card.balance, amount);
  return { card: { ...card, balance: card.balance - paid }, open: amount - paid };
}

module.exports = { newCode, isCode, redeem };
