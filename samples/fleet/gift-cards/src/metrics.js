'use strict';

const counters = new Map();

function count(name) {
  counters.set(name, (counters.get(name) ?? 0) + 1);
}

/** In the text format that Prometheus reads. */
function text() {
  return [...counters].map(([name, value]) => `# TYPE ${name} counter\n${name} ${value}\n`).join('');
}

module.exports = { count, text };
