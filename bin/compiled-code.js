// Loads the program together with what V8 made of it in an earlier run. Node's own compile cache keeps what is compiled when a file
// is loaded; what is kept here is taken when a run ends, so it has every function that was called, and the next start compiles none.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

/**
 * Loads a file of a build, and what that requires of the same build, with the compiled code below `cache`. A run that needed a file
 * whose code was not there leaves the code of all its files behind: more of each may be compiled now than there was.
 */
exports.load = function load(file, cache) {
  const kept = path.join(cache, fs.readFileSync(path.join(path.dirname(file), 'build.sha256'), 'latin1'));
  const modules = new Map();
  const scripts = [];
  let isComplete = true;

  function requireFile(name) {
    const known = modules.get(name);
    if (known) return known.exports;
    const loaded = { exports: {} };
    modules.set(name, loaded);
    const folder = path.dirname(name);
    const requireFrom = (id) => (id[0] === '.' ? requireFile(path.join(folder, id)) : require(id));
    compile(name)(loaded.exports, requireFrom, loaded, name, folder);
    return loaded.exports;
  }

  function compile(name) {
    const target = path.join(kept, `${path.basename(name)}.bin`);
    const source = `(function(exports,require,module,__filename,__dirname){${fs.readFileSync(name, 'utf8')}\n})`;
    const script = new vm.Script(source, { filename: name, cachedData: contentOf(target) });
    if (script.cachedDataRejected !== false) isComplete = false;
    scripts.push({ target, script });
    return script.runInThisContext();
  }

  process.on('exit', (code) => {
    if (code === 0 && !isComplete) keep(kept, scripts);
  });
  requireFile(file);
};

function contentOf(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Each file appears whole or not at all, whoever else starts at the same time. */
function keep(folder, scripts) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    for (const { target, script } of scripts) {
      const scratch = `${target}.${process.pid}`;
      fs.writeFileSync(scratch, script.createCachedData());
      fs.renameSync(scratch, target);
    }
  } catch {
    // Only slower without.
  }
}
