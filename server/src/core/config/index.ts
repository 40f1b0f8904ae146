// The public face of the configuration file: its reader and the globs in it.
export { EMPTY_CONFIG, readConfig, type ConfigProblem, type LintConfig } from "./read-config.ts";
export { compileGlob } from "./glob.ts";
