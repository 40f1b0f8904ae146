// The public face of the configuration file on disk.
export { CONFIG_FILE_NAME, ConfigLoader, loadConfig, type LoadedConfig } from "./config-loader.ts";
export { verdictFor } from "./file-verdict.ts";
