import wasm from 'signalbox:yoga.wasm';
import loadYoga from 'yoga-layout/dist/binaries/yoga-wasm-base64-esm.js';
import wrapAssembly from 'yoga-layout/dist/src/wrapAssembly.js';

const module = {
  instantiateWasm(imports, receive) {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), imports);
    receive(instance);
    return instance.exports;
  },
};
loadYoga(module);

export default wrapAssembly(module);
export * from 'yoga-layout/dist/src/generated/YGEnums.js';
