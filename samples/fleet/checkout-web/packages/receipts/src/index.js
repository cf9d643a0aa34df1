'use strict';

const JSON5 = require('json5');
const { DateTime } = require('luxon');
const { marked } = require('marked');
const nthCheck = require('nth-check').default;
const wrap = require('word-wrap');

/** The shop people write their texts in JSON5 because it lets them leave a comment. */
function texts(source) {
  return { greeting: '', closing: '', ...JSON5.parse(source) };
}

/** The line that says when it was bought; the tills send ISO 8601 or what they think is RFC 2822. */
function bought(date) {
  const iso = DateTime.fromISO(date, { zone: 'utc' });
  const when = iso.isValid ? iso : DateTime.fromRFC2822(date, { zone: 'utc' });
  return when.isValid ? when.toFormat('d LLLL yyyy, HH:mm') : '';
}

/** Which rows get the grey background; the designers say it as in CSS, "2n" or "odd". */
function shaded(rows, formula) {
  const isShaded = nthCheck(formula);
  return rows.filter((_, index) => isShaded(index));
}

function html(receipt, words) {
  const rows = receipt.lines.map((line) => `<tr><td>${line.product}</td><td>${(line.price / 100).toFixed(2)}</td></tr>`).join('');
  return `${marked.parse(words.greeting)}<p>${bought(receipt.date)}</p><table>${rows}</table>${marked.parse(words.closing)}`;
}

/** For the printers of the tills: 32 characters a line. */
function text(receipt, words) {
  const rows = receipt.lines.map((line) => line.product.padEnd(24) + (line.price / 100).toFixed(2).padStart(8));
  return [wrap(words.greeting, { width: 32, indent: '' }), bought(receipt.date), ...rows].join('\n');
}

module.exports = { texts, bought, shaded, html, text };
