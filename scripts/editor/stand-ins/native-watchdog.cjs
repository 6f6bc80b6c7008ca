// Stands in for @vscode/native-watchdog, which needs a C++ compiler. The real one ends a hung extension host after its
// parent has died; here the whole process group is stopped instead (see serve.ts).
exports.start = () => {};
