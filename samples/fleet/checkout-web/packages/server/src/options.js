'use strict';

const minimist = require('minimist');

/** --port 8080 --sandbox */
function options(args) {
  return minimist(args, { boolean: ['sandbox'], default: { port: 8080 } });
}

module.exports = { options };
