// Runs a script with a Node that is new enough for it: the running one, or the one pinned through npm.
// Usage: node scripts/with-node.mjs FILE [ARGS…]
import { spawnSync } from "node:child_process";
import { findNode } from "./find-node.mjs";

const result = spawnSync(findNode(), ["--disable-warning=ExperimentalWarning", ...process.argv.slice(2)], {
  stdio: "inherit",
});
if (result.error) throw result.error;
process.exit(result.status ?? 1);
