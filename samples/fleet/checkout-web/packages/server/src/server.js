'use strict';

const app = require('./app');
const { options } = require('./options');

const { port } = options(process.argv.slice(2));
app.listen(port, () => console.log(`checkout listens on ${port}`));
