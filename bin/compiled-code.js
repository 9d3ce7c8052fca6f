// Loads the program together with what V8 made of it in an earlier run. Node's own compile cache keeps what is compiled when a file
// is loaded; what is kept here is taken when a run ends, so it has every function that was called, and the next start compiles none.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

/**
 * Loads the entry point of a build with the compiled code below `cache`. A run that needed a file whose code was not there leaves
 * the code of all its files behind: more of each may be compiled now than there was.
 *
 * A file of a build is an object of functions, a module each; `file` holds all modules that are needed from the start.
 */
exports.load = function load(file, cache) {
  const folder = path.dirname(file);
  const kept = path.join(cache, fs.readFileSync(path.join(folder, 'build.sha256'), 'latin1'));
  const sources = {};
  const modules = new Map();
  const scripts = [];
  let isComplete = true;

  function requireModule(name) {
    const known = modules.get(name);
    if (known) return known.exports;
    if (!sources[name]) open(path.join(folder, 'chunks', name));
    const loaded = { exports: {} };
    modules.set(name, loaded);
    sources[name](loaded.exports, requireFrom, loaded, path.join(folder, name));
    return loaded.exports;
  }

  function requireFrom(id) {
    return id[0] === '.' ? requireModule(id.slice(id.lastIndexOf('/') + 1)) : require(id);
  }

  function open(name) {
    const target = path.join(kept, `${path.basename(name)}.bin`);
    // esbuild writes ASCII alone.
    const script = new vm.Script(fs.readFileSync(name, 'latin1'), { filename: name, cachedData: contentOf(target) });
    if (script.cachedDataRejected !== false) isComplete = false;
    scripts.push({ target, script });
    Object.assign(sources, script.runInThisContext());
  }

  // How a command ended says nothing about its code; what crashed may have been what was kept.
  let crashed = false;
  process.once('uncaughtExceptionMonitor', () => {
    crashed = true;
  });
  process.on('exit', () => {
    if (!crashed && !isComplete) keep(kept, scripts);
  });
  open(file);
  requireModule(path.basename(file));
};

function contentOf(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** As src/files/make-folder.ts: Node's own way never ends below /proc. */
function makeFolder(folder) {
  if (fs.existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  fs.mkdirSync(folder);
}

/** Each file appears whole or not at all, whoever else starts at the same time. */
function keep(folder, scripts) {
  try {
    makeFolder(folder);
    for (const { target, script } of scripts) {
      const scratch = `${target}.${process.pid}`;
      fs.writeFileSync(scratch, script.createCachedData());
      fs.renameSync(scratch, target);
    }
  } catch {
    // Only slower without.
  }
}
