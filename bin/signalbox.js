#!/usr/bin/env node
// Plain old JavaScript: the versions of Node that it refuses have to understand it.
(function () {
  var fs = require('fs');
  var path = require('path');
  var version = process.versions.node.split('.').map(Number);

  if (version[0] < 22 || (version[0] === 22 && version[1] < 12)) {
    process.stderr.write('signalbox needs Node 22.12 or newer; this is Node ' + process.versions.node + '\n');
    process.exit(2);
  }

  var main = path.join(__dirname, '..', 'dist', 'main.js');
  if (!fs.existsSync(main)) {
    process.stderr.write('signalbox is not built: run "npm run build" first\n');
    process.exit(70);
  }

  var caches = process.env.XDG_CACHE_HOME || path.join(require('os').homedir(), '.cache');
  // Whoever tells Node where to keep compiled code means ours too.
  var cache = process.env.NODE_COMPILE_CACHE || path.join(caches, 'signalbox', 'compiled');
  require('./compiled-code.js').load(main, cache);
})();
