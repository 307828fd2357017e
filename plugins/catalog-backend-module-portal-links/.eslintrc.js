module.exports = require('../../eslint.base.js')(__dirname);
