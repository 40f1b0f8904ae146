// `seldon-lint init`: a configuration to begin with, in which everything is said and nothing is switched on.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { CONFIG_FILE_NAME } from "../config/index.ts";
import { DEFAULT_SELDON_VERSION } from "../core/index.ts";
import { TOOL_NAME, type CommandIo, type ExitCode } from "./command-io.ts";
import { reasonOf } from "./files.ts";
import { complain } from "./write-output.ts";

export function initCommand(io: CommandIo): ExitCode {
  try {
    writeFileSync(path.join(io.cwd, CONFIG_FILE_NAME), INITIAL_CONFIG, { flag: "wx" });
    io.stdout.write(`Wrote ${CONFIG_FILE_NAME}. It changes nothing yet: take out the hash before what you need.\n`);
    return 0;
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    complain(
      io,
      isThere
        ? `There is a ${CONFIG_FILE_NAME} in this folder already, and it was left as it is.`
        : `${CONFIG_FILE_NAME} could not be written (${reasonOf(error)}).`,
    );
    return 2;
  }
}

/** Without the hashes that no space follows, or two, it is a configuration that uses everything. */
export const INITIAL_CONFIG = `# Configuration of ${TOOL_NAME} and of the Seldon language server.
# It holds for this folder and all below it, unless a nearer ${CONFIG_FILE_NAME} does.

# The Seldon Core version the manifests are meant for. One document can say otherwise: # seldon-version: 1.15
#seldonVersion: ${DEFAULT_SELDON_VERSION}

# Severity per rule: off, error, warning, information or hint. All rules: ${TOOL_NAME} rules
#rules:
#  image-tag: warning
#  late-liveness-probe: off

# Files in which nothing is reported, as globs from this folder on.
#ignore:
#  - vendor/
#  - "**/generated/*.yaml"

# Files that become YAML only after rendering, beside *.j2, *.tpl and folders named templates.
#templates:
#  - deploy/*.tmpl.yaml

# Servers that your cluster's seldon-config has beside Seldon's own. What is left out is not checked.
#servers:
#  TORCH_SERVER:
#    protocols: [v2]
#    parameters: [threads]
`;
