/** What the files of a build weigh, largest first, each with the packages and folders that weigh most in it. */
export function report({ outputs }) {
  return Object.entries(outputs)
    .sort(([, a], [, b]) => b.bytes - a.bytes)
    .map(([name, { bytes, inputs }]) => `${kilobytes(bytes)}  ${name}  ${heaviest(inputs)}`)
    .join('\n');
}

function heaviest(inputs) {
  const weights = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const owner = ownerOf(path);
    weights.set(owner, (weights.get(owner) ?? 0) + bytesInOutput);
  }
  const sorted = [...weights].sort(([, a], [, b]) => b - a).slice(0, 4);
  return sorted.map(([owner, bytes]) => `${owner} ${kilobytes(bytes).trim()}`).join(', ');
}

/** The package of an input, or its folder in `src`. */
function ownerOf(path) {
  const inPackage = path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/);
  return inPackage?.[1] ?? path.split('/').slice(0, 2).join('/');
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
